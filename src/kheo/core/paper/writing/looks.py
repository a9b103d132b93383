"""How every component is set: one look a role, from the profile. Word shows them as the paper's styles."""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kheo.core.paper.model import Align, Text
from kheo.core.paper.profiles import Face, Profile
from kheo.core.paper.writing.boxes import Line, Role
from kheo.core.paper.writing.metrics import LINE_PITCH
from kheo.core.paper.writing.setting import runs_of

TABLE_SIZE = 12.0
Looks = MappingProxyType[Role, "Look"]

OUTLINE = {
    Role.KIND: 1,
    Role.FORM_TITLE: 1,
    Role.APPENDIX: 1,
    Role.PART: 2,
    Role.CHAPTER: 3,
    Role.SECTION: 4,
    Role.SUBSECTION: 5,
    Role.ARTICLE_HEADING: 6,
    Role.ROMAN: 7,
    Role.CLAUSE_HEADING: 8,
    Role.POINT_HEADING: 9,
}
"""Ranks of headings, the highest 1."""


@dataclass(frozen=True, slots=True)
class Look:
    """One style: spaces in points, indents in millimetres."""

    face: Face
    align: Align = Align.LEFT
    before: float = 0
    first_indent: float = 0
    exact: float | None = None
    keep_next: bool = False


@lru_cache(maxsize=64)
def looks(profile: Profile, size: float) -> Looks:
    """Every role's look in a profile, with `size` as the size of the text."""
    return MappingProxyType(
        {
            Role.PLAIN: Look(Face(size)),
            **_head(profile),
            **_opening(profile),
            **_body(profile, size),
            **_foot(profile),
            Role.TABLE_HEAD: Look(Face(TABLE_SIZE, bold=True), Align.CENTER),
            Role.TABLE_CELL: Look(Face(TABLE_SIZE)),
            Role.PAGE_NUMBER: Look(profile.page_number, Align.CENTER),
        }
    )


def _exact(profile: Profile, size: float) -> float | None:
    return max(profile.exact_line, size * LINE_PITCH) if profile.exact_line else None


def _head(profile: Profile) -> dict[Role, Look]:
    middle = Align.CENTER
    return {
        Role.NATION: Look(profile.motto[0][1], middle),
        Role.MOTTO: Look(profile.motto[-1][1], middle),
        Role.SUPERIOR: Look(profile.superior, middle),
        Role.ISSUER: Look(profile.issuer, middle),
        Role.NUMBER: Look(profile.number, middle, before=6),
        Role.PLACE_DATE: Look(profile.place_date, middle, before=6),
        Role.LETTER_SUBJECT: Look(profile.letter_subject, middle, before=6),
        Role.DRAFT: Look(profile.draft, middle, before=6),
        Role.URGENCY: Look(profile.urgency, middle, before=6),
        Role.CIRCULATION: Look(profile.circulation, Align.RIGHT),
        Role.KIND: Look(profile.kind, middle, before=14, keep_next=True),
        Role.SUBJECT: Look(profile.subject, middle),
    }


def _opening(profile: Profile) -> dict[Role, Look]:
    middle = Align.CENTER
    bold = Face(profile.body.size, bold=True)
    return {
        Role.ADDRESSEE: Look(profile.addressee),
        Role.DECIDER: Look(bold, middle, before=12),
        Role.BASIS: Look(
            profile.basis, Align.JUSTIFY, profile.spacing, profile.indent, _exact(profile, profile.basis.size)
        ),
        Role.RESOLVES: Look(bold, middle, before=12, keep_next=True),
    }


def _body(profile: Profile, size: float) -> dict[Role, Look]:
    text, bold = Face(size), Face(size, bold=True)
    both, middle = Align.JUSTIFY, Align.CENTER
    exact = _exact(profile, size)
    centred = Look(bold, middle, profile.spacing, exact=exact, keep_next=True)
    heading = Look(bold, both, profile.spacing, profile.indent, exact, keep_next=True)
    sentence = Look(text, both, profile.spacing, profile.indent, exact)
    return {
        Role.PART: centred,
        Role.CHAPTER: centred,
        Role.SECTION: centred,
        Role.SUBSECTION: centred,
        Role.NAME_BELOW: centred,
        Role.ROMAN: heading,
        Role.CLAUSE_HEADING: heading,
        Role.POINT_HEADING: Look(text, both, profile.spacing, profile.indent, exact, keep_next=True),
        Role.ARTICLE_HEADING: heading,
        Role.ARTICLE: sentence,
        Role.CLAUSE: sentence,
        Role.POINT: sentence,
        Role.DASH: sentence,
        Role.BODY: sentence,
        Role.ENTRY: Look(text, both, before=5),
        Role.FORM_TITLE: Look(Face(max(profile.kind.size, size), bold=True), middle),
        Role.APPENDIX: Look(Face(14, bold=True), middle),
        Role.APPENDIX_TITLE: Look(Face(14, bold=True), middle),
        Role.APPENDIX_REFERENCE: Look(profile.appendix_reference, middle),
    }


def _foot(profile: Profile) -> dict[Role, Look]:
    middle = Align.CENTER
    return {
        Role.AUTHORITY: Look(profile.authority, middle),
        Role.POSITION: Look(profile.position, middle),
        Role.SIGNER: Look(profile.name, middle),
        Role.RECIPIENTS_LABEL: Look(profile.recipients_label),
        Role.RECIPIENTS: Look(profile.recipients),
        Role.DRAFTER: Look(profile.drafter),
        Role.CONTACT: Look(profile.contact, middle),
    }


def dress(role: Role, text: Text, profile: Profile, *, size: float | None = None) -> Line:
    """A line of this role, wholly as its style says."""
    look = looks(profile, size or profile.body.size)[role]
    return Line(
        runs_of(text, look.face),
        look.face.size,
        look.align,
        look.before,
        look.first_indent,
        outline=OUTLINE.get(role, 0),
        exact=look.exact,
        keep_next=look.keep_next,
        role=role,
    )
