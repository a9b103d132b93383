"""Where the title of a paper stands: its kind, what it is about, and where a letter begins."""

import re

from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.paragraphs import is_capitals, marker_of
from kheo.core.paper.reading.pieces import Piece
from kheo.core.paper.reading.vocabulary import BODY, CITED, HEAD_OF, KINDS

TYPE = re.compile(rf"^(?:{'|'.join(sorted(KINDS, key=len, reverse=True))})(?=$|[\s:])")
_ABOUT = re.compile(r"^(?:v/v|ve viec|v / v)\b")
_NUMBER = re.compile(r"^s[oó] ?(?::|\.|\d|/|$)")
_BASE = re.compile(
    rf"^(?:Căn cứ|Xét|Theo|(?:Tiếp tục )?[Tt]hực hiện (?:các |nội dung )?{CITED})", re.IGNORECASE
)
_LEAD = re.compile(
    rf"^(?:nham|de |thuc hien (?:su|y kien)|nam \d{{4}}|trong |(?:{HEAD_OF} )?{BODY} .*(?:ban hanh|xay dung|trien khai|to chuc|huong dan|thong bao|de nghi)\b)"
)
_YEARED = re.compile(
    r"(?:nam \d{4}|\d{4} ?- ?\d{4}|nam hoc \d{4} ?- ?\d{4}|va nhung nam tiep theo)[”\"'.; ]*$"
)
_GOES_ON = re.compile(
    r"(?:[,–-]|\b(?:va|cua|voi|cho|cac|nhung|trong|tren|theo|ve|tai|hoac|de|xa|phuong|huyen|tinh|thi tran|thanh pho|dia ban|giai doan|nam|viec|phong trao|xay dung|thuc hien|thi dua|uy ban))$"
)
FIRST_SECTION = re.compile(r"^(?:[IVX]{1,4}\s*[./)\-:]|1\s*[.)/]|Điều\s+1|A\s*[.)]|Phần|PHẦN|CHƯƠNG|Chương)")


def kind_at(lines: list[Line]) -> int | None:
    """The line bearing the kind of paper; a page that repeats the title before its header is passed over."""
    hits = []
    for index, line in enumerate(lines[:80]):
        match = TYPE.match(line.folded)
        if not match or (line.is_row and len([c for c in line.cells if c]) > 1):
            continue
        word = line.text[: match.end()]
        rest = line.text[match.end() :].strip(" :.")
        if is_capitals(word) and (not rest or line.depth or not marker_of(rest)[0]) and len(line.text) < 200:
            hits.append(index)
    numbers = [
        i
        for i, line in enumerate(lines[:60])
        if _NUMBER.match(line.folded) or any(_NUMBER.match(c.folded) for c in line.cells)
    ]
    if hits and numbers and hits[0] < numbers[0]:
        later = [h for h in hits if h > numbers[0]]
        return later[0] if later and later[0] - numbers[0] < 15 else hits[0]
    return hits[0] if hits else None


def stops_title(line: Line, title: list[Line], width: int) -> bool:
    """Does a line no longer belong to the title whose lines are `title`?"""
    if _BASE.match(line.text) and (title or line.text.startswith("Căn cứ")):
        return True
    if line.text.startswith("(") or line.folded.startswith(("kinh gui", "can cu", "noi nhan")):
        return True
    if not title:
        return False
    before = title[-1]
    if line.ruled or FIRST_SECTION.match(line.text) or line.folded.endswith("nhu sau:"):
        return True
    if _GOES_ON.search(before.folded) or line.text[0].islower():
        return False
    if _YEARED.search(before.folded) or before.text.endswith((".", "”.")) or line.gap > before.gap + 1:
        return True
    if line.text[0] in "“\"'(" or (is_capitals(line.text) and is_capitals(before.text)):
        return _LEAD.match(line.folded) is not None and not is_capitals(line.text)
    return not (line.gap == 0 and line.indent > 3 and (not width or len(line.text) < 0.7 * width)) or bool(
        _LEAD.match(line.folded)
    )


def title_at(lines: list[Line], at: int, width: int) -> tuple[list[Piece], int]:
    """The pieces of the title and the index of the first line after it."""
    first = lines[at]
    match = TYPE.match(first.folded)
    rest = first.piece.cut(match.end()).strip(":") if match else first.piece
    title = [rest] if rest else []
    taken = [first] if rest else []
    index = at + 1
    while index < len(lines) and len(taken) < 9 and not stops_title(lines[index], taken, width):
        taken.append(lines[index])
        title.append(lines[index].piece)
        index += 1
    return title, index


def _goes_on_about(before: Piece, cell: Piece) -> bool:
    """Whether a line under “V/v …” belongs to it: it may begin with a name or a quotation."""
    if cell.text[0].islower():
        return True
    return not (
        _YEARED.search(before.folded)
        or before.text.endswith(".")
        or is_capitals(cell.text)
        or _NUMBER.match(cell.folded)
        or re.match(r"^(?:kinh gui|[^,]{2,40}, ?ngay\b)", cell.folded)
    )


def about_lines(header: list[Line]) -> list[Piece]:
    """The “V/v …” lines of a letter, which stand under its number."""
    taken: list[Piece] = []
    for line in header:
        cells = line.cells or (line.piece,)
        for cell in cells:
            if _ABOUT.match(cell.folded) or (
                taken and cell is cells[0] and len(taken) < 5 and _goes_on_about(taken[-1], cell)
            ):
                taken.append(cell)
    return taken


def letter_start(lines: list[Line]) -> int:
    """First line of the body of a paper that bears no kind: after the number, place and addressees."""
    start = 0
    for index, line in enumerate(lines[:40]):
        if line.folded.startswith("kinh gui"):
            return index
        cells = line.cells or (line.piece,)
        if any(
            _NUMBER.match(c.folded)
            or _ABOUT.match(c.folded)
            or c.folded.startswith(("cong hoa xa hoi", "doc lap", "dang cong san"))
            for c in cells
        ):
            start = index + 1
        if _BASE.match(line.text) and not is_capitals(line.text):
            return index if start else start
    while start and start < len(lines) and lines[start].text[0].islower():
        start += 1
    return start
