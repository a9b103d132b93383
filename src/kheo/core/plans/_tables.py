"""Tables: those drawn with white space made rows like the others, and what stands under which heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.plans._structure import Node

# What the first column of a table is headed by; a table in plain text is known by it.
_FIRST = re.compile(
    r"^(?:tt|stt|so tt|so thu tu|buoc|noi dung|nhiem vu|(?:cong )?viec|(?:ten )?(?:don vi|co quan|to chuc|thon|xom|ap|ban|mo hinh)|"
    r"moc|dot|giai doan|thoi (?:gian|han|diem)|linh vuc|doi tuong|tieu chi|chi tieu)\b"
)
_NUMBERING = re.compile(r"^(?:tt|stt|so tt|so thu tu|buoc|dot)$")
_WORDS, _REACH = 9, 2
_NUMBER = re.compile(r"\d{1,3}[.)]?|[IVX]{1,5}[.)]?")
_OLD = re.compile(
    r"\b(?:cu|ban dau|truoc day|hien hanh|da (?:ban hanh|neu|quy dinh|thong bao))$|\b(?:theo|tai|trong) (?:ke hoach|van ban|thong bao|cong van|huong dan)\b"
)
_NEW = re.compile(r"\bmoi$|\b(?:dieu chinh|sua doi|thay doi|thay the|gia han|nay la)\b|\bnay (?:sua|doi)\b")


def _starts(line: Line) -> list[int]:
    """Where each cell begins, counted from the left edge of the line."""
    return [line.indent + cell.start - line.piece.start for cell in line.cells]


def _is_head(line: Line) -> bool:
    return (
        not line.is_row
        and len(line.cells) >= 2
        and bool(_FIRST.match(line.cells[0].folded))
        and all(len(cell.text.split()) <= _WORDS and cell.text[-1] not in ".;:" for cell in line.cells)
    )


def _placed(line: Line, columns: Sequence[int]) -> list[Piece]:
    """The cells under their columns: in order where there are as many, else by where they begin."""
    if len(line.cells) == len(columns):
        return list(line.cells)
    cells = [Piece() for _column in columns]
    for cell, start in zip(line.cells, _starts(line), strict=True):
        at = max((n for n, column in enumerate(columns) if column <= start + _REACH), default=0)
        cells[at] = join([cells[at], cell])
    return cells


def _row(line: Line, cells: Sequence[Piece]) -> Line:
    return replace(line, piece=join(list(cells)), cells=tuple(cells), is_row=True)


def tabled(lines: list[Line]) -> list[Line]:
    """The same lines with those of a table in white space as rows; a cell's second line is joined to its first."""
    if not any(len(line.cells) > 1 and not line.is_row for line in lines):
        return lines
    made: list[Line] = []
    index = 0
    while index < len(lines):
        rows, index = _table_at(lines, index)
        made += rows
    return made


def _table_at(lines: list[Line], at: int) -> tuple[list[Line], int]:
    """The rows of the table that begins at a line, and the first line after it; else the line alone."""
    head = lines[at]
    if not _is_head(head):
        return [head], at + 1
    columns, numbered = _starts(head), bool(_NUMBERING.match(head.cells[0].folded))
    rows = [(head, list(head.cells))]
    index = at + 1
    while index < len(lines) and not lines[index].is_row:
        line = lines[index]
        if len(line.cells) < 2 and (line.gap or _starts(line)[0] + _REACH < columns[1]):
            break
        cells = _placed(line, columns) if len(line.cells) > 1 else _alone(line, columns)
        if not cells[0] and (numbered or not line.gap) and len(rows) > 1:
            line, before = rows[-1]
            rows[-1] = line, [join([one, other]) for one, other in zip(before, cells, strict=True)]
        else:
            rows.append((line, cells))
        index += 1
    if len(rows) < 2:
        return [head], at + 1
    return [_row(line, cells) for line, cells in rows], index


def _alone(line: Line, columns: Sequence[int]) -> list[Piece]:
    cells = [Piece() for _column in columns]
    start = _starts(line)[0]
    cells[max(n for n, column in enumerate(columns) if column <= start + _REACH)] = line.piece
    return cells


@dataclass(frozen=True)
class Table:
    """Rows under one heading. `under` is the section they stand in."""

    head: tuple[Piece, ...]
    rows: tuple[Node, ...]
    under: Node


def tables_of(root: Node) -> Iterator[Table]:
    """The tables of an outline, each with its first row as heading."""
    for node in root.walk():
        run: list[Node] = []
        for child in [*node.children, Node(rank=0)]:
            if child.is_row:
                run.append(child)
            elif run:
                if len(run) > 1:
                    yield Table(run[0].cells, tuple(run[1:]), node)
                run = []


def outdated_columns(root: Node) -> dict[int, int]:
    """For a row by its place: the column that says what was, beside one that says what is now."""
    hits: dict[int, int] = {}
    for table in tables_of(root):
        old = [n for n, cell in enumerate(table.head) if cell and _OLD.search(cell.folded)]
        new = [n for n, cell in enumerate(table.head) if cell and _NEW.search(cell.folded)]
        if old and new and old[0] != new[0]:
            hits |= {row.full.start: old[0] for row in table.rows if row.full}
    return hits


def is_numbering(cell: Piece) -> bool:
    """Whether a cell only counts its row."""
    return bool(_NUMBER.fullmatch(cell.text))
