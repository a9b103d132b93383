"""The tables of a paper as .xlsx: one worksheet a table, every cell text, nothing ever a formula."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.model import (
    Align,
    FormHead,
    Orientation,
    Paper,
    Paragraph,
    RowKind,
    SignOff,
    Table,
    plain,
)
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.docx import made_on
from kheo.core.paper.writing.layout import title_lines

FONT = {"font_name": "Times New Roman", "font_size": 12}
LINE_HEIGHT, TALLEST_ROW = 16.5, 409.0  # points
FILL = 1.15  # characters of Times New Roman to one of the width, bold ones too
CELL_LIMIT = 32_767  # characters in one cell, by the format
WIDTH_PORTRAIT, WIDTH_LANDSCAPE = 88.0, 132.0  # characters across an A4 page at 12 points
MARGIN_SIDE, MARGIN_TOP = 0.6, 0.8  # inches
PAPER_A4 = 9
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(paper: Paper, *, at: datetime | None = None) -> bytes:
    """Every table of the paper, the body's first, then the appendices'.

    The header row is frozen and repeats in print; A4, fitted to the width. Raises InvalidInput where the
    paper has no table.
    """
    sheets = _tables(paper)
    if not sheets:
        raise InvalidInput(
            N_("Văn bản này không có bảng nào nên không xuất được ra Excel: hãy tải bản Word hoặc PDF."),
            code="paper-no-table",
        )
    file = BytesIO()
    book = Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    created = (at or made_on(paper)).replace(tzinfo=None)
    book.set_properties({"title": printable(paper.title)[:255], "author": "", "created": created})
    formats = _formats(book)
    used: set[str] = set()
    for place, (table, orientation) in enumerate(sheets, 1):
        sheet = book.add_worksheet(_sheet_name(table.name, place, used))
        _set_page(sheet, orientation)
        _fill(sheet, paper, table, orientation, formats)
    book.close()
    return file.getvalue()


def _tables(paper: Paper) -> list[tuple[Table, Orientation]]:
    found = [(block, paper.orientation) for block in paper.body if isinstance(block, Table)]
    for appendix in paper.appendices:
        found += [(block, appendix.orientation) for block in appendix.body if isinstance(block, Table)]
    return found


def _sheet_name(name: str, place: int, used: set[str]) -> str:
    """At most 31 characters, without the seven that are not allowed, each name once."""
    wanted = _FORBIDDEN_IN_NAME.sub(" ", printable(name)).replace("\n", " ").strip()[:31].strip()
    if not wanted or wanted.lower() in used or wanted.lower() == "history":
        wanted = f"Bảng {place}"
    used.add(wanted.lower())
    return wanted


def _formats(book: Workbook) -> dict[str, Format]:
    boxed = {**FONT, "border": 1, "valign": "vcenter"}
    formats = {
        align.value: book.add_format({**boxed, "text_wrap": True, "num_format": "@", "align": align.value})
        for align in (Align.LEFT, Align.CENTER, Align.RIGHT)
    }
    formats["justify"] = formats["left"]
    formats["header"] = book.add_format({**boxed, "bold": True, "text_wrap": True, "align": "center"})
    formats["group"] = book.add_format({**boxed, "bold": True, "num_format": "@"})
    formats["group_number"] = book.add_format({**boxed, "bold": True, "num_format": "@", "align": "center"})
    formats["title"] = book.add_format({**FONT, "bold": True, "font_size": 14, "align": "center"})
    formats["plain"] = book.add_format(FONT)
    formats["below"] = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    formats["foot"] = book.add_format({**FONT, "align": "center"})
    formats["foot_italic"] = book.add_format({**FONT, "align": "center", "italic": True})
    formats["foot_bold"] = book.add_format({**FONT, "align": "center", "bold": True})
    return formats


def _set_page(sheet: Worksheet, orientation: Orientation) -> None:
    sheet.set_paper(PAPER_A4)
    if orientation is Orientation.LANDSCAPE:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=MARGIN_SIDE, right=MARGIN_SIDE, top=MARGIN_TOP, bottom=MARGIN_TOP)
    sheet.set_header('&C&"Times New Roman,Regular"&13&P', {"margin": 0.4})
    sheet.hide_gridlines(2)


def _fill(
    sheet: Worksheet, paper: Paper, table: Table, orientation: Orientation, formats: dict[str, Format]
) -> None:
    whole = WIDTH_LANDSCAPE if orientation is Orientation.LANDSCAPE else WIDTH_PORTRAIT
    total = sum(column.weight for column in table.columns)
    widths = [whole * column.weight / total for column in table.columns]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    last = len(table.columns) - 1
    top = _head(sheet, paper, last, formats)
    for place, column in enumerate(table.columns):
        _write(sheet, top, place, column.title, formats["header"])
    sheet.set_row(top, row_height([column.title for column in table.columns], widths))
    sheet.freeze_panes(top + 1, 0)
    if table.repeat_header:
        sheet.repeat_rows(top)
    bottom = _rows(sheet, table, top + 1, widths, formats)
    if bottom > top + 1:
        sheet.ignore_errors({"number_stored_as_text": f"A{top + 2}:{_letter(last)}{bottom}"})
    below = _words_below(paper, table)
    bottom += 1 if below else 0  # a row between, or they would be read as rows of the table
    for text in below:
        _across(sheet, bottom, last, text, formats["below"])
        sheet.set_row(bottom, row_height([text], [whole]))
        bottom += 1
    _foot(sheet, paper, bottom + 1, last, formats)


def _words_below(paper: Paper, table: Table) -> list[str]:
    """The paragraphs that follow the table: what is said of its figures. The one that heads another table is none."""
    found: list[Paragraph] = []
    blocks = list(paper.body)
    if table in blocks:
        for block in blocks[blocks.index(table) + 1 :]:
            if not isinstance(block, Paragraph):
                if isinstance(block, Table) and found and found[-1].keep_with_next:
                    found.pop()
                break
            found.append(block)
    return [plain(one.text) for one in found]


def _letter(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else "Z"


def _head(sheet: Worksheet, paper: Paper, last: int, formats: dict[str, Format]) -> int:
    """Unit and title lines; returns the row of the table's head."""
    row = 0
    if isinstance(paper.head, FormHead) and paper.head.unit is not None:
        _write(sheet, row, 0, f"Đơn vị: {paper.head.unit or '…' * 12}", formats["plain"])
        row += 2
    elif isinstance(paper.head, FormHead) and paper.head.superior:
        _write(sheet, row, 0, paper.head.superior, formats["plain"])
        row += 2
    lines = title_lines(paper)
    for line in lines:
        _across(sheet, row, last, line, formats["title"])
        row += 1
    return row + 1 if lines else row


def _across(sheet: Worksheet, row: int, last: int, text: str, look: Format, *, first: int = 0) -> None:
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    _write(sheet, row, first, text, look)


def _rows(
    sheet: Worksheet, table: Table, row: int, widths: Sequence[float], formats: dict[str, Format]
) -> int:
    for line in table.rows:
        plain = line.kind is RowKind.PLAIN
        sheet.set_row(row, row_height(line.cells, widths) if plain else LINE_HEIGHT)
        for place, column in enumerate(table.columns):
            look = formats[column.align.value]
            if not plain:
                look = formats["group_number" if place == 0 and column.align is Align.CENTER else "group"]
            text = line.cells[place] if place < len(line.cells) else ""
            if not plain and place == len(line.cells) - 1:
                _across(sheet, row, len(table.columns) - 1, text, look, first=place)
                break
            _write(sheet, row, place, text, look)
        row += 1
    return row


def row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """As tall as the cell that takes most lines: LibreOffice leaves rows without a height one line tall."""
    lines = [_lines(text, width) for text, width in zip(cells, widths, strict=False)]
    return min(LINE_HEIGHT * max(lines, default=1), TALLEST_ROW)


def _lines(text: str, width: float) -> int:
    """Into how many lines the text wraps, word by word, in a column of that many characters."""
    room, taken = max(1, int(width * FILL)), 0
    for paragraph in printable(text).split("\n"):
        taken, left = taken + 1, room
        for word in paragraph.split():
            if len(word) > left and left < room:
                taken, left = taken + 1, room
            taken += (len(word) - 1) // room
            left -= len(word) % room + 1
    return max(1, taken)


def _foot(sheet: Worksheet, paper: Paper, row: int, last: int, formats: dict[str, Format]) -> None:
    """The signing column of a form, on the right half."""
    for block in paper.body:
        if not isinstance(block, SignOff) or block.blocks[-1] is None:
            continue
        one = block.blocks[-1]
        first = (last + 1) // 2
        looks = ((one.dateline, "foot_italic"), (one.title, "foot_bold"), (one.note, "foot_italic"))
        for text, look in looks:
            if text:
                _across(sheet, row, last, text, formats[look], first=first)
                row += 1
        if one.name:
            _across(sheet, row + 4, last, one.name, formats["foot_bold"], first=first)


def _write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Always a string or an empty cell: text that begins with = + - @ stays text."""
    text = printable(text)
    if len(text) > CELL_LIMIT:
        text = text[: CELL_LIMIT - 1] + "…"
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)
