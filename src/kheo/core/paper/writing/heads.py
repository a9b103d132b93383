"""The top of a paper: official head, head of a form, title, addressees, bases."""

from kheo.core.paper.model import Align, FormHead, OfficialHead, Paper, Run
from kheo.core.paper.profiles import Face, Profile
from kheo.core.paper.writing.boxes import Box, Grid, Line, Rule
from kheo.core.paper.writing.metrics import text_width
from kheo.core.paper.writing.setting import balanced, centred, dateline, number_line, rule_under, runs_of

GUTTER = 4.0
MAX_SHARE = 0.66


def official_head(head: OfficialHead, paper: Paper, width: float) -> Grid:
    """Two columns: issuer and number on the left; national name or Party name and date on the right."""
    profile = paper.profile
    place_date = dateline(head.place, head.on, month=head.month, year=head.year)
    right = _right_width(profile, place_date, width)
    left = width - right
    rows = (
        (_issuer(head, profile, left), _motto(profile, right)),
        (_number(head, paper, left), (centred(place_date, profile.place_date, before=6),)),
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
        lines.append(balanced(head.superior, profile.superior, within=left))
    lines.append(balanced(head.issuer, profile.issuer, within=left))
    if profile.issuer_rule:
        lines.append(
            rule_under(head.issuer, profile.issuer, within=left, share=profile.issuer_rule, before=2)
        )
    if profile.issuer_star:
        lines.append(centred(profile.issuer_star, profile.issuer))
    return tuple(lines)


def _motto(profile: Profile, right: float) -> tuple[Line | Rule, ...]:
    text, face = profile.motto[-1]
    rule = rule_under(text, face, within=right, before=2)
    return (*(centred(words, look) for words, look in profile.motto), rule)


def _number(head: OfficialHead, paper: Paper, left: float) -> tuple[Line, ...]:
    profile = paper.profile
    number = centred(number_line(head, profile.number_form), profile.number, before=6)
    if paper.kind is not None or not paper.subject:
        return (number,)
    subject = f"{profile.letter_subject_prefix}{paper.subject}"
    return (number, balanced(subject, profile.letter_subject, within=left, before=6))


def form_head(head: FormHead, paper: Paper, width: float) -> list[Box]:
    """“Đơn vị: …” and its star on the left, then the title in capitals."""
    profile = paper.profile
    boxes: list[Box] = []
    if head.superior or head.unit is not None:
        boxes.append(_form_unit(head, profile, width))
    for place, line in enumerate(head.title):
        title = Face(max(profile.kind.size, paper.size or 0), bold=True)
        first = place == 0
        boxes.append(
            balanced(line, title, within=width, before=12 if first else 0, outline=4 if first else 0)
        )
    if head.note:
        boxes.append(centred(head.note, Face(profile.body.size - 1, italic=True), before=2))
    return boxes


def _form_unit(head: FormHead, profile: Profile, width: float) -> Grid:
    face = Face(profile.body.size - 1)
    left = max(width * 0.45, 74)
    lines: list[Line | Rule] = []
    if head.superior:
        lines.append(centred(head.superior, Face(face.size, bold=head.unit is None)))
    if head.unit is not None:
        unit = head.unit or "…" * 12
        lines.append(centred(f"Đơn vị: {unit}", Face(face.size, bold=bool(head.superior))))
    if head.unit is None and profile.issuer_rule:
        lines.append(rule_under(head.superior, face, within=left, share=profile.issuer_rule, before=2))
    else:
        lines.append(centred("*", face))
    return Grid((left, width - left), ((tuple(lines), ()),))


def title_boxes(paper: Paper, width: float) -> list[Box]:
    """Type name and subject with the rule or the five hyphens beneath; nothing for a công văn."""
    profile = paper.profile
    if paper.kind is None:
        return []
    boxes: list[Box] = [centred(paper.kind, profile.kind, before=14, outline=4)]
    if paper.subject:
        boxes.append(balanced(paper.subject, profile.subject, within=width))
        last = paper.subject.rsplit("\n", 1)[-1]
        if profile.subject_rule:
            share = profile.subject_rule
            within = min(width, text_width(last, profile.subject.size, bold=True))
            boxes.append(Rule(round(min(within * share, width * 0.35), 1), width, before=2))
        if profile.subject_mark:
            boxes.append(centred(profile.subject_mark, profile.subject))
    return boxes


def addressees(paper: Paper) -> list[Box]:
    """“Kính gửi: …”: one on the same line, several beneath each other."""
    profile, names = paper.profile, paper.addressees
    if not names:
        return []
    label = runs_of("Kính gửi:", profile.addressee_label)
    if len(names) == 1:
        runs = (*label, *runs_of(f" {names[0]}", profile.addressee))
        return [Line(runs, profile.addressee.size, Align.CENTER, before=14)]
    boxes: list[Box] = [Line(label, profile.addressee_label.size, before=14, left=25)]
    for place, name in enumerate(names):
        end = "." if place == len(names) - 1 else ";"
        boxes.append(Line(runs_of(f"- {name}{end}", profile.addressee), profile.addressee.size, left=45))
    return boxes


def bases(paper: Paper) -> list[Box]:
    """Legal bases, each a paragraph; the mark before and the end as the profile says."""
    profile = paper.profile
    boxes: list[Box] = []
    for place, basis in enumerate(paper.bases):
        end = profile.basis_last if place == len(paper.bases) - 1 else ";"
        runs: tuple[Run, ...] = runs_of(f"{profile.basis_mark}{basis}{end}", profile.basis)
        boxes.append(
            Line(
                runs,
                profile.basis.size,
                Align.JUSTIFY,
                before=12 if place == 0 else profile.spacing,
                first_indent=profile.indent,
                exact=profile.exact_line,
            )
        )
    return boxes
