"""A filled workbook → its cells by reference. Values are never computed: a formula is noticed, not believed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.archive import Archive, parse_xml
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.paper.refusals import refusal
from kheo.core.paper.tables import Row, Sheet, checked, open_office_archive, sheets_of, value_words
from kheo.core.vietnamese import clean, clean_line, fold
from kheo.core.workbook.model import Column, FilledForm, FilledLine, letters

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"'][^>]*>\s*<(?:\w+:)?f\b")
_HEAD_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Grid:
    """A visible sheet with the references of its formulas. Texts keep their lines."""

    title: str
    rows: tuple[Row, ...]
    formulas: frozenset[str] = frozenset()


def read_workbook(data: bytes, limits: Limits = STANDARD) -> tuple[Grid, ...]:
    """The visible sheets that hold anything.

    Raises UnreadableFile (empty, too large, password, macros, a zip bomb, not a workbook …), ClassifiedPaper.
    """
    formulas: dict[str, frozenset[str]] = {}

    def read(data: bytes, limits: Limits) -> Iterable[Sheet]:
        archive = open_office_archive(data, limits, other_kind="workbook-kind")
        if _WORKBOOK not in archive.names:
            raise refusal("workbook-kind")
        found = sheets_of(archive, data, _text)
        formulas.update(_formulas(archive))
        return found

    sheets = checked(data, limits, read)
    return tuple(Grid(one.title, one.rows, formulas.get(one.title, frozenset())) for one in sheets)


def _text(value: object) -> str:
    """As `tables` writes it, but a number with three digits after its comma cannot be taken for a thousand."""
    if isinstance(value, (date, time)) or not isinstance(value, float):
        return clean(value_words(value))
    words = value_words(value)
    return f"{words}0" if len(words.partition(",")[2]) == 3 else words


def _formulas(archive: Archive) -> dict[str, frozenset[str]]:
    """Sheet → the references of the cells that hold a formula."""
    targets = {
        link.get("Id"): str(link.get("Target", "")) for link in parse_xml(archive.read(_RELATIONS) or b"<r/>")
    }
    found = {}
    for sheet in parse_xml(archive.read(_WORKBOOK)).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[str(sheet.get("name"))] = frozenset(
            reference.decode() for reference in _FORMULA.findall(archive.read(part))
        )
    return found


def read_form(grid: Grid, columns: Sequence[Column]) -> FilledForm:
    """The lines under the head whose titles are the columns', in their order.

    Raises InvalidInput: head-missing; column-renamed, with the cell.
    """
    titles = [fold(column.title) for column in columns]
    place = next(
        (
            i
            for i, row in enumerate(grid.rows[:_HEAD_WITHIN])
            if row.cells and fold(row.cells[0]) == titles[0]
        ),
        None,
    )
    if place is None:
        raise InvalidInput(
            N_(
                "Trang “%(sheet)s” không còn dòng đầu bảng (ô “%(title)s”). Hãy dùng lại tệp gốc, không xóa dòng đầu bảng."
            ),
            code="head-missing",
            sheet=grid.title,
            title=columns[0].title,
        )
    head = grid.rows[place]
    for at, column in enumerate(columns):
        found = clean_line(_cell(head.cells, at))
        if fold(found) != titles[at]:
            raise InvalidInput(
                N_(
                    "Trang “%(sheet)s”, ô %(cell)s phải là cột “%(title)s”, trong tệp là “%(found)s”. Hãy trả lại đúng tên và thứ tự cột như tệp gốc."
                ),
                code="column-renamed",
                sheet=grid.title,
                cell=f"{letters(at)}{head.number}",
                title=column.title,
                found=found[:80],
            )
    keys = tuple(column.key for column in columns)
    lines: dict[str, FilledLine] = {}
    beyond: list[FilledLine] = []
    for row in grid.rows[place + 1 :]:
        cells = {key: _cell(row.cells, at) for at, key in enumerate(keys)}
        line = FilledLine(row.number, clean_line(cells[keys[0]]), cells)
        if line.code and line.code not in lines:
            lines[line.code] = line
        elif any(row.cells):
            beyond.append(line)
    return FilledForm(grid.title, tuple(lines.values()), tuple(beyond), keys, grid.formulas)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def formula_refusal(cell: str) -> InvalidInput:
    """What is said of a formula where a value was asked."""
    return InvalidInput(
        N_("Đây là công thức. Hãy ghi thẳng số hoặc chữ (sao chép rồi dán dạng giá trị)."),
        code="formula",
        cell=cell,
    )
