"""The top of a paper: official head, head of a form, title, addressees, bases."""

from dataclasses import replace

from kheo.core.paper.model import Align, FormHead, OfficialHead, Paper, Urgency
from kheo.core.paper.profiles import Face, Profile
from kheo.core.paper.writing.boxes import Box, Frame, Grid, Line, Region, Role, Rule
from kheo.core.paper.writing.looks import dress
from kheo.core.paper.writing.metrics import text_width
from kheo.core.paper.writing.setting import dateline, evened, number_line, rule_under, runs_of

GUTTER = 4.0
MAX_SHARE = 0.66
# Nghị định 30/2020/NĐ-CP, Phụ lục I: width of the stamps, all 8 mm high.
URGENCY_WIDTH = {Urgency.EXPRESS: 30.0, Urgency.VERY_URGENT: 40.0, Urgency.URGENT: 20.0}
STAMP_HEIGHT = 8.0


def official_head(head: OfficialHead, paper: Paper, width: float) -> Grid:
    """Two columns: issuer and number on the left; national name or Party name and date on the right."""
    profile = paper.profile
    place_date = dateline(head.place, head.on, month=head.month, year=head.year)
    right = _right_width(profile, place_date, width)
    left = width - right
    rows = (
        (_issuer(head, profile, left), _motto(profile, right)),
        (_number(head, paper, left), (dress(Role.PLACE_DATE, place_date, profile),)),
    )
    return Grid((left, right), rows)


def _right_width(profile: Profile, place_date: str, width: float) -> float:
    """As wide as its longest line; half of a wide page."""
    lines = [*profile.motto, (place_date, profile.place_date)]
    need = max(text_width(text, face.size, bold=face.bold) for text, face in lines) + GUTTER
    return min(max(need, width * 0.5), width * MAX_SHARE)


def _issuer(head: OfficialHead, profile: Profile, left: float) -> tuple[Line | Rule, ...]:
    lines: list[Line | Rule] = []
    if head.superior:
        lines.append(evened(dress(Role.SUPERIOR, head.superior, profile), within=left))
    bodies = (head.issuer, *head.joint)
    for place, body in enumerate(bodies, 1):
        words = body if place == len(bodies) else f"{body} -"
        lines.append(evened(dress(Role.ISSUER, words, profile), within=left))
    if profile.issuer_rule:
        share = profile.issuer_rule
        lines.append(rule_under(bodies[-1], profile.issuer, within=left, share=share, before=2))
    if profile.issuer_star:
        lines.append(dress(Role.ISSUER, profile.issuer_star, profile))
    return tuple(lines)


def _motto(profile: Profile, right: float) -> tuple[Line | Rule, ...]:
    roles = (Role.NATION, Role.MOTTO)
    lines = [dress(role, words, profile) for role, (words, _) in zip(roles, profile.motto, strict=False)]
    text, face = profile.motto[-1]
    return (*lines, rule_under(text, face, within=right, before=2))


def _number(head: OfficialHead, paper: Paper, left: float) -> tuple[Line, ...]:
    """Number, a letter's subject, then the marks of urgency and of a draft, one under the other."""
    profile, marks = paper.profile, paper.marks
    lines = [dress(Role.NUMBER, number_line(head, profile.number_form), profile)]
    if paper.kind is None and paper.subject:
        subject = f"{profile.letter_subject_prefix}{paper.subject}"
        lines.append(evened(dress(Role.LETTER_SUBJECT, subject, profile), within=left))
    if marks.urgency is not None:
        stamp = dress(Role.URGENCY, marks.urgency.value, profile)
        if profile.framed:
            stamp = replace(stamp, frame=Frame(URGENCY_WIDTH[marks.urgency], STAMP_HEIGHT, red=True))
        lines.append(stamp)
    if marks.draft is not None:
        words = f"Dự thảo lần {marks.draft}" if marks.draft else "Dự thảo"
        lines.append(dress(Role.DRAFT, words, profile))
    return tuple(lines)


def with_marks(region: Region, paper: Paper) -> Region:
    """The pages with what stands in their margins: who may see the paper, and where its office is found."""
    profile, marks = paper.profile, paper.marks
    if marks.circulation:
        line = dress(Role.CIRCULATION, marks.circulation, profile)
        if profile.framed:
            room = text_width(marks.circulation, line.size, bold=True) + GUTTER
            line = replace(line, frame=Frame(room, STAMP_HEIGHT))
        region = replace(region, top=(line,))
    if marks.contact:
        contact = (dress(Role.CONTACT, marks.contact, profile),)
        first = profile.contact_page == "FIRST"
        region = replace(region, bottom=contact) if first else replace(region, end=contact)
    return region


def form_head(head: FormHead, paper: Paper, width: float) -> list[Box]:
    """“Đơn vị: …” and its star on the left, then the title in capitals."""
    profile = paper.profile
    boxes: list[Box] = []
    if head.superior or head.unit is not None:
        boxes.append(_form_unit(head, profile, width))
    for place, words in enumerate(head.title):
        line = evened(dress(Role.FORM_TITLE, words, profile, size=paper.size), within=width)
        boxes.append(line if place else replace(line, before=12))
        if place:
            boxes[-1] = replace(line, outline=0, role=Role.PLAIN)
    if head.note:
        note = runs_of(head.note, Face(profile.body.size - 1, italic=True))
        boxes.append(Line(note, profile.body.size - 1, Align.CENTER, before=2))
    return boxes


def _form_unit(head: FormHead, profile: Profile, width: float) -> Grid:
    if head.national:
        right = _right_width(profile, "", width)
        office = OfficialHead(issuer=head.unit or "", symbol="", place="", superior=head.superior)
        rows = ((_issuer(office, profile, width - right), _motto(profile, right)),)
        return Grid((width - right, right), rows)
    face = Face(profile.body.size - 1)
    left = max(width * 0.45, 74)
    lines: list[Line | Rule] = []
    if head.superior:
        lines.append(evened(_centred(head.superior, Face(face.size, bold=head.unit is None)), within=left))
    if head.unit is not None:
        unit = head.unit or "…" * 12
        lines.append(
            evened(_centred(f"Đơn vị: {unit}", Face(face.size, bold=bool(head.superior))), within=left)
        )
    if head.unit is None and profile.issuer_rule:
        lines.append(rule_under(head.superior, face, within=left, share=profile.issuer_rule, before=2))
    else:
        lines.append(_centred("*", face))
    return Grid((left, width - left), ((tuple(lines), ()),))


def _centred(text: str, face: Face) -> Line:
    return Line(runs_of(text, face), face.size, Align.CENTER)


def title_boxes(paper: Paper, width: float) -> list[Box]:
    """Type name and subject with the rule or the five hyphens beneath; nothing for a công văn."""
    profile = paper.profile
    if paper.kind is None:
        return []
    boxes: list[Box] = [dress(Role.KIND, paper.kind, profile)]
    if paper.subject:
        boxes.append(evened(dress(Role.SUBJECT, paper.subject, profile), within=width))
        last = paper.subject.rsplit("\n", 1)[-1]
        if profile.subject_rule:
            share = profile.subject_rule
            within = min(width, text_width(last, profile.subject.size, bold=True))
            boxes.append(Rule(round(min(within * share, width * 0.35), 1), width, before=2))
        if profile.subject_mark:
            boxes.append(dress(Role.SUBJECT, profile.subject_mark, profile))
    return boxes


def addressees(paper: Paper) -> list[Box]:
    """“Kính gửi: …”: one on the same line, several beneath each other."""
    profile, names = paper.profile, paper.addressees
    if not names:
        return []
    words = f"{paper.salutation or profile.salutation(paper.kind)}:"
    label = runs_of(words, profile.addressee_label)
    if len(names) == 1:
        line = dress(Role.ADDRESSEE, (*label, *runs_of(f" {names[0]}", profile.addressee)), profile)
        return [replace(line, align=Align.CENTER, before=14)]
    boxes: list[Box] = [replace(dress(Role.ADDRESSEE, label, profile), before=14, left=25)]
    for place, name in enumerate(names):
        end = "." if place == len(names) - 1 else ";"
        boxes.append(replace(dress(Role.ADDRESSEE, f"- {name}{end}", profile), left=45))
    return boxes


def opening(paper: Paper) -> list[Box]:
    """Who decides, the legal bases, each a paragraph, and the words that decide."""
    profile = paper.profile
    boxes: list[Box] = []
    if paper.decider:
        boxes.append(dress(Role.DECIDER, paper.decider, profile))
    for place, basis in enumerate(paper.bases):
        end = profile.basis_last if place == len(paper.bases) - 1 else ";"
        line = dress(Role.BASIS, f"{profile.basis_mark}{basis}{end}", profile)
        boxes.append(replace(line, before=12) if place == 0 else line)
    if paper.resolves:
        boxes.append(dress(Role.RESOLVES, paper.resolves, profile))
    return boxes
