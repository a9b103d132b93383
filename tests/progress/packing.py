"""Filling a packet's workbook as a person would: by its sheets, row codes and column titles."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from kheo.core.vietnamese import fold
from kheo.core.workbook.model import Book, Form, Line, Notes, letters
from kheo.core.workbook.reading import read_workbook
from kheo.core.workbook.writing import write_book
from kheo.progress.models import Packet
from kheo.progress.packets import content
from tests.factories import NOON


def filled(packet: Packet, sheets: dict[str, dict[str, dict[str, str]]]) -> bytes:
    """The packet's file with these cells: sheet → line → column key → text."""
    made = content.from_json(packet.content)
    book = content.book_of(made, "Gói", ("Cách điền:",))
    return write_book(Book(book.title, tuple(_with(one, sheets) for one in book.sheets)), at=NOON)


def _with(sheet: Form | Notes, sheets: dict[str, dict[str, dict[str, str]]]) -> Form | Notes:
    if isinstance(sheet, Notes):
        return sheet
    wanted = sheets.get(sheet.title, {})
    lines = tuple(
        Line(one.code, {**one.cells, **wanted.get(one.code, {})}, one.open, one.heading)
        for one in sheet.lines
    )
    return Form(sheet.title, sheet.columns, lines, sheet.above, sheet.breaks_after)


def edited(data: bytes, sheet: str, cell: str, text: str = "", *, formula: str = "") -> bytes:
    """The file with one cell overwritten in the XML, past every protection."""
    value = f"<f>{escape(formula)}</f><v>1</v>" if formula else f"<is><t>{escape(text)}</t></is>"
    kind = "" if formula else ' t="inlineStr"'
    place = [grid.title for grid in _all_sheets(data)].index(sheet) + 1
    pattern = re.compile(rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    new = f'<c r="{cell}"{kind}>{value}</c>'
    return rewritten(
        data, {f"xl/worksheets/sheet{place}.xml": lambda xml: pattern.sub(lambda _m: new, xml, count=1)}
    )


def _all_sheets(data: bytes):
    return read_workbook(data)


def rewritten(data: bytes, changes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name in changes:
                text = changes[name](text.decode()).encode()
            new.writestr(name, text)
    return out.getvalue()


def cell_of(data: bytes, sheet: str, code: str, title: str) -> str:
    """The reference of a line's cell under a column's title."""
    grid = next(grid for grid in read_workbook(data) if grid.title == sheet)
    head = next(row for row in grid.rows if fold(row.cells[0]) == "ma dong")
    place = next(at for at, text in enumerate(head.cells) if fold(text) == fold(title))
    row = next(row for row in grid.rows if row.cells[0] == code)
    return f"{letters(place)}{row.number}"
