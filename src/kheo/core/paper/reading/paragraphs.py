"""Paragraphs out of lines: wrapped, double-spaced and page-cut text flows again."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.paper.reading.vocabulary import LOWER, UPPER

# Each marker with its place in the order of levels: smaller holds larger.
_MARKERS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("part", 1, re.compile(r"^(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:[IVX]+|\d+|thứ \w+)[.:\-)]?\s*")),
    (
        "roman",
        3,
        re.compile(
            r"^(?=[IVX])(?:X{0,2}(?:IX|IV|V?I{0,3}))\s*(?:[./):]|-(?=\s)|\s(?=[A-ZĐÀ-Ỹ“\"]))\s*(?=\S)"
        ),
    ),
    ("capital", 2, re.compile(rf"^[ABCDĐE]\s?[.)/-]\s*(?=[{UPPER}]{{2}}[^{LOWER}]+$)")),
    ("article", 4, re.compile(r"^(?:Điều|ĐIỀU)\s+\d{1,2}\s*[.:\-]?\s*")),
    ("sub3", 7, re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}[.)]?(?:\s+|-\s+)(?=\S)")),
    ("sub2", 6, re.compile(r"^\d{1,2}\.\d{1,2}\s*[.):-]?\s+(?=\D)")),
    (
        "number",
        5,
        re.compile(r"^(?:\d{1,2}\s*[.)](?!\d)|\d{1,2}/(?=\s)|\d{1,2}-(?=\s\D)|\(\d{1,2}\))\s*(?=[^\s\d,;.])"),
    ),
    ("letter", 8, re.compile(r"^(?:[a-zđ]|[ABCDĐE])\s?[.)/](?:\s+|(?=[A-ZĐÀ-Ỹ]))(?=\S)")),
    ("plus", 10, re.compile(r"^\+\s*(?=\S)")),
    ("dash", 9, re.compile(r"^[-–—•·●▪◦○*](?:\s*)(?=[^\s\-–—\d,;.]|\s\S)")),
)
_ENDS = (".", ":", ";", "!", "?", "…", "/.", ".”", '."', ".)")
_OPENERS = re.compile(
    r"^(?:can cu|thuc hien|tiep tuc thuc hien|theo de nghi|xet de nghi|noi nhan|kinh gui|tren day la|"
    r"(?:giai doan|dot|buoc)\s+(?:thu\s+\w+|\d+|[ivx]+)\b|quy\s+[ivx]+\b|phu luc|mau so|danh sach|bieu so|"
    r"(?:doi voi )?(?:tap the|ca nhan)\s*:|yeu cau cac|de nghi cac|luu\s*:)"
)
_SO_FAR = re.compile(
    r"(?:,|-|–|“|\(|\b(?:và|của|với|cho|các|những|là|từ|đến|trong|trên|theo|về|tại|hoặc|để|do|gồm|số|ngày|tháng|năm))$"
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with the marker it opens with. `rank` orders the levels; 99 where it bears no marker."""

    piece: Piece
    marker: str
    kind: str
    rank: int
    depth: int
    bold_to: int
    lines: tuple[Line, ...]

    @property
    def body(self) -> Piece:
        """The text after the marker."""
        return self.piece.cut(len(self.marker))


def marker_of(text: str) -> tuple[str, int, str]:
    """Kind, rank and printed form of the marker a text opens with."""
    for kind, rank, pattern in _MARKERS:
        if match := pattern.match(text):
            return kind, rank, match.group()
    return "", 99, ""


@lru_cache(maxsize=4096)
def is_capitals(text: str) -> bool:
    """Whether a line is set in capital letters."""
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper >= 3 and upper >= 0.9 * (upper + lower)


def width_of(lines: list[Line]) -> int:
    """The width lines are wrapped at; 0 where each line is a whole paragraph."""
    lengths = sorted(len(line.text) + line.indent for line in lines if not line.is_row)
    if not lengths:
        return 0
    widest = lengths[int(len(lengths) * 0.9)] if len(lengths) > 9 else lengths[-1]
    return widest if widest <= 125 else 0


def _goes_lower(text: str) -> bool:
    """Whether a line begins as only the middle of a sentence does."""
    return (
        text[0].islower()
        or text[0] in ")”,;"
        or text[0].isdigit()
        or (text[0] in '“"(' and text[1:2].islower())
    )


def _breaks(previous: Line, line: Line, *, full: bool, so_far: bool) -> bool:
    """Whether the look of a line says that a new paragraph begins."""
    if previous.is_row or line.is_row or line.depth:
        return True
    if previous.depth:
        return not so_far or previous.page_break
    kind = marker_of(line.text)[0]
    if kind or (_OPENERS.match(line.folded) and not (full and line.text[0].islower())):
        goes_on = kind == "dash" or (not kind and not line.text[0].isupper())
        return not (full and so_far and goes_on)
    return bool(line.bold_to and not previous.bold_to and not so_far)


def _continues(previous: Line, line: Line, width: int) -> bool:
    before, text = previous.text, line.text
    so_far = bool(_SO_FAR.search(before.lower() if is_capitals(before) else before))
    full = bool(width) and len(before) + previous.indent >= 0.72 * width
    if _breaks(previous, line, full=full, so_far=so_far):
        return False
    if is_capitals(text):
        return is_capitals(before) and (full or so_far)
    if is_capitals(before):
        return so_far and text[0].islower()
    if before.endswith(_ENDS):
        return before.endswith(";") and _goes_lower(text) and full
    return _goes_lower(text) or full or so_far


def paragraphs_of(lines: list[Line]) -> list[Paragraph]:
    """Paragraphs in the order of the text; a table row is a paragraph of its own."""
    width = width_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    paragraphs = []
    for group in groups:
        piece = join([line.piece for line in group])
        kind, rank, marker = ("", 99, "") if group[0].is_row else marker_of(piece.text)
        paragraphs.append(
            Paragraph(piece, marker, kind, rank, group[0].depth, group[0].bold_to, tuple(group))
        )
    return paragraphs
