"""Rows of dossiers under the columns of another body's software, as .xlsx: texts stay texts, whatever they begin with."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from kheo.commendations.columns import Layout
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.xlsx import CELL_LIMIT, FONT

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
_DIGITS = 15  # more than that a workbook's numbers do not keep
_WIDTHS = (8, 40)


def workbook(layout: Layout, rows: Sequence[Sequence[str | int]], *, title: str, at: datetime) -> bytes:
    """The sheet of the template: what stood above the head, the heads in their order, one row each."""
    file = BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(file, {"in_memory": True, **options}) as book:
        book.set_properties(
            {"title": printable(title)[:255], "author": "", "created": at.replace(tzinfo=None)}
        )
        plain = book.add_format({**FONT, "text_wrap": True, "valign": "top", "num_format": "@"})
        # Stays a text also when somebody edits the cell, or the file goes on as .csv.
        quoted = book.add_format(
            {**FONT, "text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}
        )
        number = book.add_format({**FONT, "valign": "top", "num_format": "0"})
        head = book.add_format({**FONT, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
        sheet = book.add_worksheet(_sheet_name(layout.sheet))
        for place, line in enumerate(layout.above):
            for at_column, text in enumerate(line):
                if text:
                    sheet.write_string(place, at_column, printable(text)[:CELL_LIMIT], plain)
        top = len(layout.above)
        for at_column, column in enumerate(layout.columns):
            sheet.write_string(top, at_column, printable(column.title)[:CELL_LIMIT], head)
            sheet.set_column(at_column, at_column, min(max(len(column.title), _WIDTHS[0]), _WIDTHS[1]))
        for place, cells in enumerate(rows, top + 1):
            for at_column, value in enumerate(cells):
                if isinstance(value, int) and len(str(value)) <= _DIGITS:
                    sheet.write_number(place, at_column, value, number)
                elif value != "":
                    text = printable(str(value))[:CELL_LIMIT]
                    sheet.write_string(
                        place, at_column, text, quoted if text.startswith(_FORMULA_BEGINS) else plain
                    )
        sheet.freeze_panes(top + 1, 0)
    return file.getvalue()


def _sheet_name(name: str) -> str:
    kept = "".join(letter for letter in printable(name) if letter not in "[]:*?/\\'")[:31].strip()
    return kept or "Khen thuong"
