"""The head of a paper: whose it is, its number, place and date, its kind and what it is about."""

import re
from dataclasses import dataclass, field
from datetime import date

from kheo.core.paper.profiles import BodyKind
from kheo.core.paper.reading.flow import block_at, flowing, is_plain
from kheo.core.paper.reading.issuers import MARK, MOTTO, ORG, UNFINISHED, issuing_bodies
from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.numbering import date_line_of, number_line_of
from kheo.core.paper.reading.paragraphs import is_capitals, width_of
from kheo.core.paper.reading.parts import Part
from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.paper.reading.titles import TYPE, about_lines, kind_at, letter_start, stops_title, title_at
from kheo.core.paper.reading.vocabulary import KINDS
from kheo.core.paper.source import SourceText

_DATED = re.compile(r"^(?:[^,;:.]{2,40}, ?)?ngay\b[\s.…_\d]*thang\b[^;:]{0,24}$")
_STAR = re.compile(r"^[ \t|]*(?:\\?\*){1,3}[ \t|]*$", re.MULTILINE)
_HYPHENS = re.compile(r"^[ \t|*]*[-–—_]{3,}[ \t|*]*$", re.MULTILINE)
_FRONT = re.compile(r"mat tran to quoc|mttq")
_PARTY_BODY = re.compile(
    r"^(?:dang (?:uy|bo)|chi (?:uy|bo)|tinh uy|thanh uy|huyen uy|quan uy|thi uy|ban xay dung dang)\b"
)


@dataclass
class Head:
    """What was found above the body; `start` is the first line after it."""

    start: int = 0
    motto: list[Piece] = field(default_factory=list)
    bodies: list[Piece] = field(default_factory=list)
    star: Part | None = None
    number_line: Piece | None = None
    number: Piece | None = None
    symbol: Piece | None = None
    date_line: Piece | None = None
    place: Piece | None = None
    on: date | None = None
    kind: Piece | None = None
    subject: Piece | None = None
    subject_mark: Part | None = None
    letter_subject: Piece | None = None
    marks: list[Piece] = field(default_factory=list)

    @property
    def body_kind(self) -> BodyKind:
        """Whose rules the paper follows, by its head."""
        motto = " ".join(piece.folded for piece in self.motto)
        bodies = " ".join(piece.folded for piece in self.bodies)
        if "dang cong san" in motto:
            return "PARTY"
        if _FRONT.search(bodies):
            return "FRONT"
        if not motto and (
            (self.bodies and _PARTY_BODY.match(self.bodies[-1].folded))
            or (self.number_line and re.match(r"^s[oố] ?\d*-[A-ZĐ]+/", self.number_line.text, re.IGNORECASE))
        ):
            return "PARTY"
        return "STATE"


def read_head(source: SourceText, lines: list[Line]) -> Head:
    """Find the head. Whatever is not there stays empty."""
    head = Head()
    at = kind_at(lines)
    if at is None:
        head.start = letter_start(lines)
        while head.start < len(lines) and _DATED.match(lines[head.start].folded):
            head.start += 1
        above = lines[: head.start]
    else:
        above = lines[:at]
        _read_title(head, source, lines, at)
    cells = _whole_motto([cell for line in above for cell in (line.cells or (line.piece,)) if cell])
    head.motto = [cell for cell in cells if MOTTO.match(cell.folded)]
    head.marks = [cell for cell in cells if MARK.match(cell.strip("[]|*.").folded)]
    _read_lines(head, cells)
    head.bodies = issuing_bodies(cells)
    if at is None:
        head.letter_subject = _letter_subject(head, above, cells)
    _read_ornaments(head, source, lines, at)
    return head


def _whole_motto(cells: list[Piece]) -> list[Piece]:
    """The national name broken after “CHỦ NGHĨA” by a narrow column, put together again."""
    whole: list[Piece] = []
    for cell in cells:
        if whole and cell.folded == "viet nam" and whole[-1].folded == "cong hoa xa hoi chu nghia":
            whole[-1] = flowing([whole[-1], cell])
        else:
            whole.append(cell)
    return whole


def _read_title(head: Head, source: SourceText, lines: list[Line], at: int) -> None:
    """The kind and the subject beneath it."""
    first = lines[at].piece
    match = TYPE.match(first.folded)
    if match is None:
        head.start = at + 1
        return
    longest = max((name for name in KINDS if re.match(rf"{name}(?:$|[\s:])", first.folded)), key=len)
    head.kind = first.cut(0, len(longest))
    if is_plain(source):
        pieces, head.start = title_at(lines, at, width_of(lines))
        head.subject = join(pieces).strip("*_ ") if pieces else None
        return
    taken, rest = [], first.cut(match.end()).strip(":")
    if rest:
        taken.append(lines[at])
    index = at + 1
    while index < len(lines) and len(taken) < 9 and _titled(source, taken, lines[index]):
        taken.append(lines[index])
        index += 1
    pieces = [line.piece for line in taken]
    if rest and pieces:
        pieces[0] = rest
    head.subject, head.start = (flowing(pieces) if pieces else None), index


def _titled(source: SourceText, taken: list[Line], line: Line) -> bool:
    """Does a line belong to the subject? A file that knows its paragraphs sets the subject as one."""
    if stops_title(line, [], 0) or (line.is_row and not taken):
        return False
    if not taken:
        return not _decides(line.piece)
    before = taken[-1]
    if block_at(source, before.piece.start) == block_at(source, line.piece.start):
        return True
    if is_capitals(line.text) != is_capitals(before.text) or line.is_row:
        return False
    return line.text[0].islower() or UNFINISHED.search(before.folded) is not None


def _decides(piece: Piece) -> bool:
    """“CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …” in capitals under the title is who decides, no subject."""
    return is_capitals(piece.text) and bool(
        ORG.match(piece.folded)
        or re.match(r"^(?:chu tich|giam doc|truong|hieu truong|bi thu)\b", piece.folded)
    )


def _read_lines(head: Head, cells: list[Piece]) -> None:
    """The number line and the date line."""
    if numbered := number_line_of(cells):
        head.number_line, head.number, head.symbol = numbered.words, numbered.number, numbered.symbol
    if dated := date_line_of(cells):
        head.date_line, head.place = dated.line, dated.place
        head.on = _day(dated.day, dated.month, dated.year)


def _day(day: str | None, month: str | None, year: str | None) -> date | None:
    if not (day and month and year):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _letter_subject(head: Head, above: list[Line], cells: list[Piece]) -> Piece | None:
    """“V/v …” under the number; before 2026 the Party set the subject there without any such word."""
    numbered = range(head.number_line.start, head.number_line.end) if head.number_line else range(0)
    dated = {head.date_line.start} if head.date_line else set()
    taken: list[Piece] = []
    opened = False
    for cell in cells:
        stops = (
            cell.start in dated or MOTTO.match(cell.folded) or cell in head.marks or is_capitals(cell.text)
        )
        about = re.match(r"^(?:v ?/ ?v|ve viec)\b", cell.folded)
        if about:
            opened, taken = True, [cell]
        elif taken and stops:
            break
        elif opened and not stops and cell.start not in numbered:
            taken.append(cell)
        elif cell.start in numbered and head.body_kind == "PARTY":
            opened = True
        elif opened and stops and not taken and cell.start not in numbered:
            break
    if taken:
        return flowing(taken)
    found = about_lines(above)
    return join(found) if found else None


def _read_ornaments(head: Head, source: SourceText, lines: list[Line], at: int | None) -> None:
    """The star under the issuer and the five hyphens under the subject, which flowing text leaves out."""
    top = (
        lines[at].piece.start
        if at is not None
        else (lines[head.start].piece.start if head.start < len(lines) else 0)
    )
    if match := _STAR.search(source.text, 0, top):
        head.star = _part_of(source, match)
    if head.subject is not None and head.start < len(lines):
        after = lines[head.start].piece.start
        if match := _HYPHENS.search(source.text, head.subject.end, after):
            head.subject_mark = _part_of(source, match)


def _part_of(source: SourceText, match: "re.Match[str]") -> Part:
    inner = match[0].strip(" \t|")
    start = match.start() + match[0].index(inner)
    return Part(source.text[start : start + len(inner)], start, start + len(inner))
