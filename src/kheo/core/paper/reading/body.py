"""The body of a paper: addressees, bases, who decides, and the paragraphs by level."""

import re
from dataclasses import dataclass, field

from kheo.core.paper.reading.flow import flowing, part
from kheo.core.paper.reading.paragraphs import Paragraph, is_capitals
from kheo.core.paper.reading.parts import BodyPart, Level, Part
from kheo.core.paper.reading.pieces import Piece
from kheo.core.paper.reading.vocabulary import ACTS, BODY, CITED, HEAD_OF, UPPER

_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("part", re.compile(r"(?:Phần|PHẦN)\s+(?P<number>[IVX]+|\d+|thứ \w+|THỨ \w+)\b[.:\-)]?\s*")),
    ("chapter", re.compile(r"(?:Chương|CHƯƠNG)\s+(?P<number>[IVX]+|\d+)\b[.:\-)]?\s*")),
    ("subsection", re.compile(r"(?:Tiểu mục|TIỂU MỤC)\s+(?P<number>\d+|[IVX]+)\b[.:\-)]?\s*")),
    ("section", re.compile(r"(?:Mục|MỤC)\s+(?P<number>\d+|[IVX]+)\b[.:\-)]?\s*(?![a-zà-ỹđ])")),
    ("article", re.compile(r"(?:Điều|ĐIỀU)\s+(?P<number>\d{1,3}[a-zđ]?)\s*(?:[.:\-]\s*|$)")),
    (
        "roman",
        re.compile(
            rf"(?=[IVX])(?P<number>X{{0,2}}(?:IX|IV|V?I{{0,3}}))\s*(?:[./):]\s*|[-–]\s+|\s(?=[{UPPER}“\"]))(?=\S)"
        ),
    ),
    (
        "clause",
        re.compile(
            r"(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:\s*[.)](?!\d)|/(?=\s)|\s(?=\D))|\((?P<bracketed>\d{1,2})\))\s*(?=[^\s\d,;.%/])"
        ),
    ),
    (
        "point",
        re.compile(rf"(?P<number>[a-zđ]{{1,2}})\s?\)\s*(?=\S)|(?P<dotted>[a-zđ])\s?[./]\s+(?=[{UPPER}“\"])"),
    ),
    ("plus", re.compile(r"(?P<number>\+)\s*(?=\S)")),
    ("dash", re.compile(r"(?P<number>[-–—•·●▪◦○*])\s*(?=[^\s\-–—\d,;.]|\s\S|\d)")),
)
_NAMED_BELOW: frozenset[Level] = frozenset({"part", "chapter", "section", "subsection"})
_ADDRESSED = re.compile(r"^kinh (?:gui|trinh) ?:?")
_BASE = re.compile(
    rf"^[-–+•]?\s*(?:Căn cứ|Xét|Theo (?:đề nghị|{CITED})|(?:Tiếp tục |Triển khai )?[Tt]hực hiện (?:các |nội dung )?{CITED})",
    re.IGNORECASE,
)
_ISSUING = re.compile(rf"[,;.] (?:nay )?(?=(?:{HEAD_OF} )?{BODY}\b[^;]{{0,130}}? ?{ACTS}\b[^;]*$)")
_GOES_ON = re.compile(
    rf"[,;.] (?:nay )?(?=(?:{HEAD_OF} )?{BODY}\b[^;]{{0,130}}? ?"
    r"(?:gui|kinh gui|kinh trinh|trinh|bao cao|tong hop|cong bo|kinh moi|moi|lap|cho y kien|tra loi|phuc dap|gioi thieu)\b)"
)
_PROPOSED = re.compile(r"^[-–+•]?\s*(?:theo|xet) de nghi cua")
_RESOLVES = re.compile(r"^(?:.{2,90} )?(?:quyet dinh|nghi quyet|chi thi|quyet nghi|quy dinh)\s*:?$")
_DECIDES = re.compile(rf"^(?:{HEAD_OF}|{BODY})\b")
_SENTENCE_ENDS = (".", ";", ":", "!", "?", "…", ",", ".”", "./")
_LONGEST_HEADING = 200
_END = re.compile(r"\s*(?:\.\s?/\s?\.?|/\.)\s*$|\.\s*$")
_SIGN_END = re.compile(r"(?:\./\.?|/\.)$")


@dataclass
class Body:
    """What stands between title and foot."""

    addressee_label: Part | None = None
    addressees: list[Part] = field(default_factory=list)
    decider: Part | None = None
    bases: list[Part] = field(default_factory=list)
    resolves: Part | None = None
    parts: list[BodyPart] = field(default_factory=list)
    end_mark: Part | None = None


def read_body(paragraphs: list[Paragraph]) -> Body:
    """Sort the paragraphs between title and foot."""
    body = Body()
    rest = _addressed(body, paragraphs)
    rest = _based(body, rest)
    body.parts = levelled(rest)
    body.end_mark = _end_mark(body.parts)
    return body


def _addressed(body: Body, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Take out “Kính gửi” and the names that follow it."""
    at = next((i for i, p in enumerate(paragraphs[:6]) if _ADDRESSED.match(p.piece.folded)), None)
    if at is None:
        return paragraphs
    first = paragraphs[at].piece
    match = _ADDRESSED.match(first.folded)
    body.addressee_label = part(first.cut(0, match.end() if match else 0))
    rest = first.cut(match.end() if match else 0)
    names = rest.split(re.compile(r"(?<=[;.])\s*(?=-\s)|(?<=;)\s+(?=\S)")) if rest else []
    taken = at + 1
    listed = not names or names[0].text.startswith("-")
    while listed and taken < len(paragraphs) and not (names and names[-1].text.endswith(".")):
        paragraph = paragraphs[taken]
        if paragraph.kind != "dash" or _BASE.match(paragraph.piece.text):
            break
        names.append(paragraph.piece)
        taken += 1
    body.addressees = [part(name) for name in names]
    return [*paragraphs[:at], *paragraphs[taken:]]


def _based(body: Body, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Take out who decides, the bases in front of the body, and the words “QUYẾT ĐỊNH:”."""
    index = 0
    while index < len(paragraphs):
        piece = paragraphs[index].piece
        if paragraphs[index].lines[0].is_row:
            break
        if is_base(piece):
            body.bases.append(part(piece))
        elif (
            not body.bases
            and body.decider is None
            and is_capitals(piece.text)
            and _DECIDES.match(piece.folded)
            and not _RESOLVES.match(piece.folded)
            and not paragraphs[index].marker
        ):
            body.decider = part(piece)
        elif _RESOLVES.match(piece.folded) and is_capitals(piece.text):
            body.resolves = part(piece)
            index += 1
            break
        else:
            break
        index += 1
    if body.decider is not None and not body.bases and body.resolves is None:
        body.decider, index = None, 0
    return paragraphs[index:]


def is_base(piece: Piece) -> bool:
    """A paragraph that only says what the paper rests on; one that goes on to issue it is text."""
    if not _BASE.match(piece.text) or piece.text.endswith(":"):
        return False
    if piece.text.endswith(";") or _PROPOSED.match(piece.folded):
        return True
    return not (_ISSUING.search(piece.folded) or _GOES_ON.search(piece.folded))


def levelled(paragraphs: list[Paragraph]) -> list[BodyPart]:
    """Each paragraph with its level, number and name; the name of a Chương may stand on the line below."""
    parts: list[BodyPart] = []
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        index += 1
        if paragraph.lines[0].is_row:
            continue
        made = _levelled(paragraph)
        if made.level in _NAMED_BELOW and not made.name and index < len(paragraphs):
            below = paragraphs[index]
            if (
                not below.lines[0].is_row
                and _level(below.piece) is None
                and not below.piece.text.endswith((".", ";", ":"))
            ):
                whole = flowing([paragraph.piece, below.piece])
                made = BodyPart(made.level, part(whole), made.number, below.piece.text, heading=True)
                index += 1
        parts.append(made)
    return parts


def _level(piece: Piece) -> "tuple[Level, re.Match[str]] | None":
    for level, pattern in _LEVELS:
        if match := pattern.match(piece.text):
            return level, match
    return None


def _levelled(paragraph: Paragraph) -> BodyPart:
    piece = paragraph.piece
    found = _level(piece)
    if found is None:
        heading = bool(paragraph.depth) or (is_capitals(piece.text) and len(piece) < _LONGEST_HEADING)
        return BodyPart("plain", part(piece), "", piece.text, heading=heading)
    level, match = found
    number, name = piece.cut(0, match.end()).text, piece.cut(match.end()).text
    heading = (
        level not in {"dash", "plus"} and len(name) < _LONGEST_HEADING and not name.endswith(_SENTENCE_ENDS)
    )
    return BodyPart(
        level, part(piece), number, name, heading=heading and (bool(name) or level in _NAMED_BELOW)
    )


def number_within(part: BodyPart) -> str:
    """The bare number of a printed one: “II” of “II.”, “3” of “Điều 3.”, “đ” of “đ)”."""
    for level, pattern in _LEVELS:
        if level == part.level and (match := pattern.match(part.words.text)):
            found = match.groupdict()
            return found.get("number") or found.get("bracketed") or found.get("dotted") or ""
    return ""


def _end_mark(parts: list[BodyPart]) -> Part | None:
    """“./.” or the last full stop; searched from the end, since a remark may follow the mark."""
    for one in reversed(parts[-4:]):
        if match := _SIGN_END.search(one.words.text):
            return Part(match[0], one.words.end - len(match[0]), one.words.end)
    if parts and (match := _END.search(parts[-1].words.text)):
        mark = match[0].strip()
        return Part(mark, parts[-1].words.end - len(mark), parts[-1].words.end)
    return None
