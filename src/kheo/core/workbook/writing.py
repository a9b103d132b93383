"""A workbook to be filled, as .xlsx: open cells are light, all others are locked; lists and checks stand in the cells.

Every text is written as text: what begins with = + - @ is never a formula. The same book at the same moment is
the same bytes.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kheo.core.errors import InvalidInput
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.xlsx import CELL_LIMIT, FONT, LINE_HEIGHT, PAPER_A4, row_height
from kheo.core.vietnamese import parse_date
from kheo.core.workbook.model import Book, Column, Form, Kind, Line, Notes, letters

_LISTS = "Danh mục"
_PLAIN_NUMBER = re.compile(r"\d+(?:,\d+)?")
_OPEN, _CLOSED, _HEAD, _GROUP = "#FFFDF2", "#E7E4DD", "#D8D1C3", "#F1ECE1"
_BORDER = "#B8B0A2"
_DIGITS = 15  # more than that a workbook's numbers do not keep
_PANE_WIDTH = 46  # characters of columns that stay in sight
_NOTES_WIDTH = 110
_PAGE_WIDTH = 118  # characters across an A4 page on its long side, with room to spare
_LOOKS = {
    Kind.LINE: {"num_format": "@"},
    Kind.TEXT: {"num_format": "@"},
    Kind.NUMBER: {"num_format": "General", "align": "right"},
    Kind.WHOLE: {"num_format": "#,##0", "align": "right"},
    Kind.DAY: {"num_format": "dd/mm/yyyy", "align": "center"},
    Kind.CHOICE: {"num_format": "@"},
}


def write_book(book: Book, *, at: datetime) -> bytes:
    """The workbook; every form is A4 landscape, its head is frozen and repeats in print."""
    file = BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(file, {"in_memory": True, **options}) as made:
        made.set_properties(
            {"title": printable(book.title)[:255], "author": "", "created": at.replace(tzinfo=None)}
        )
        made.formats[0].set_font_name(FONT["font_name"])
        made.formats[0].set_font_size(FONT["font_size"])
        _Writer(made, book).write()
    return file.getvalue()


class _Writer:
    """One workbook on its way."""

    def __init__(self, made: Workbook, book: Book) -> None:
        self.made, self.book = made, book
        self.lists: dict[tuple[str, ...], str] = {}
        self.looks: dict[tuple[str, Kind], Format] = {}
        self.plain = made.add_format({**FONT, "text_wrap": True, "valign": "top"})
        self.bold = made.add_format({**FONT, "bold": True, "text_wrap": True, "valign": "top"})
        self.title = made.add_format({**FONT, "bold": True, "font_size": 14})
        boxed = {**FONT, "border": 1, "border_color": _BORDER, "text_wrap": True}
        self.boxed = boxed
        self.head = made.add_format(
            {**boxed, "bold": True, "align": "center", "valign": "vcenter", "bg_color": _HEAD}
        )
        self.group = made.add_format({**boxed, "bold": True, "valign": "vcenter", "bg_color": _GROUP})

    def write(self) -> None:
        """All sheets, then the lists that they choose from, out of sight."""
        places = [(sheet, self.made.add_worksheet(sheet.title)) for sheet in self.book.sheets]
        choices = dict.fromkeys(
            column.choices for form in self.book.forms for column in form.columns if column.choices
        )
        if choices:
            self._write_lists(list(choices))
        for sheet, place in places:
            place.set_paper(PAPER_A4)
            place.set_landscape()
            place.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
            place.set_footer('&L&"Times New Roman,Regular"&10&A&R&"Times New Roman,Regular"&10&P/&N')
            if isinstance(sheet, Notes):
                self._write_notes(place, sheet)
            else:
                self._write_form(place, sheet)

    def _write_lists(self, choices: Sequence[tuple[str, ...]]) -> None:
        sheet = self.made.add_worksheet(_LISTS)
        sheet.hide()
        sheet.protect()
        for place, words in enumerate(choices):
            for row, word in enumerate(words):
                sheet.write_string(row, place, printable(word))
            letter = letters(place)
            self.lists[words] = f"='{_LISTS}'!${letter}$1:${letter}${len(words)}"

    def _write_notes(self, sheet: Worksheet, notes: Notes) -> None:
        sheet.set_column(0, 0, _NOTES_WIDTH)
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        for row, text in enumerate(notes.paragraphs):
            heading = text.endswith(":")
            sheet.set_row(row, row_height([text], [_NOTES_WIDTH]) + (6 if heading else 2))
            sheet.write_string(row, 0, printable(text), self.bold if heading else self.plain)
        sheet.protect("", {"select_locked_cells": True})

    def _write_form(self, sheet: Worksheet, form: Form) -> None:
        widths = [column.width for column in form.columns]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        row = self._write_above(sheet, form, widths)
        for place, column in enumerate(form.columns):
            sheet.write_string(row, place, printable(column.title), self.head)
        sheet.set_row(
            row, row_height([column.title for column in form.columns], [w * 0.9 for w in widths]) + 6
        )
        sheet.freeze_panes(row + 1, _kept_in_sight(widths))
        sheet.repeat_rows(row)
        _set_pages(sheet, form)
        first = row + 1
        for row, line in enumerate(form.lines, first):
            self._write_line(sheet, form, line, row, widths)
        for place, column in enumerate(form.columns):
            for top, bottom in _runs(form.lines, column.key, first):
                self._check(sheet, column, place, top, bottom)
        if form.lines:
            last = f"{letters(len(widths) - 1)}{first + len(form.lines)}"
            sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:{last}"})
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def _write_above(self, sheet: Worksheet, form: Form, widths: Sequence[int]) -> int:
        """The title and the words over the table; returns the row of the head."""
        sheet.write_string(0, 0, printable(form.heading or form.title), self.title)
        whole = min(sum(widths), 130)
        last = _across(widths, whole)
        for row, text in enumerate(form.above, 1):
            sheet.set_row(row, row_height([text], [whole]))
            sheet.merge_range(row, 0, row, last, "", self.plain)
            sheet.write_string(row, 0, printable(text), self.plain)
        return len(form.above) + 2

    def _write_line(self, sheet: Worksheet, form: Form, line: Line, row: int, widths: Sequence[int]) -> None:
        if line.heading:
            self._write_heading(sheet, form, line, row)
            return
        texts = [line.code, *(line.cells.get(key, "") for key in form.keys[1:])]
        sheet.set_row(row, max(row_height(texts, widths), LINE_HEIGHT * 1.3))
        for place, (column, text) in enumerate(zip(form.columns, texts, strict=True)):
            _put(sheet, (row, place), text, column, self._look(column, line), is_open=column.key in line.open)

    def _write_heading(self, sheet: Worksheet, form: Form, line: Line, row: int) -> None:
        text = line.cells.get(form.keys[1], "")
        sheet.set_row(row, row_height([text], [sum(c.width for c in form.columns[1:])]) + 6)
        sheet.write_string(row, 0, line.code, self.group)
        for place in range(1, len(form.columns)):
            sheet.write_blank(row, place, None, self.group)
        sheet.merge_range(row, 1, row, len(form.columns) - 1, "", self.group)
        sheet.write_string(row, 1, printable(text)[:CELL_LIMIT], self.group)

    def _look(self, column: Column, line: Line) -> Format:
        is_open = column.key in line.open
        wanted = ("open" if is_open else "closed", column.kind)
        if wanted not in self.looks:
            about = {"valign": "top", "bg_color": _OPEN if is_open else _CLOSED, "locked": not is_open}
            self.looks[wanted] = self.made.add_format({**self.boxed, **_LOOKS[column.kind], **about})
        return self.looks[wanted]

    def _check(self, sheet: Worksheet, column: Column, place: int, top: int, bottom: int) -> None:
        """The list or the check of a column's open cells, with words in Vietnamese."""
        found = _validation(column, self.lists.get(column.choices, ""))
        if column.hint:
            found |= {"input_title": column.title[:32], "input_message": column.hint[:255]}
        if found:
            found.setdefault("validate", "any")
            sheet.data_validation(top, place, bottom, place, found)


def _validation(column: Column, where: str) -> dict[str, object]:
    wrong = {"error_title": "Chưa đúng", "error_type": "stop"}
    if column.kind == Kind.CHOICE and where:
        said = {"error_message": "Hãy chọn một mục trong danh sách thả xuống của ô này."}
        return {"validate": "list", "source": where, **wrong, **said}
    if column.kind in {Kind.NUMBER, Kind.WHOLE}:
        said = {"error_message": "Hãy ghi số từ 0 trở lên, không ghi chữ và không dùng công thức."}
        kind = "decimal" if column.kind == Kind.NUMBER else "integer"
        return {"validate": kind, "criteria": ">=", "value": 0, **wrong, **said}
    if column.kind == Kind.DAY:
        said = {"error_message": "Hãy ghi ngày/tháng/năm, ví dụ 16/02/2026."}
        span = {"minimum": datetime(2000, 1, 1), "maximum": datetime(2099, 12, 31)}  # noqa: DTZ001 -- a day
        return {"validate": "date", "criteria": "between", **span, **wrong, **said}
    if column.limit:
        said = {"error_message": f"Ô này nhiều nhất {column.limit} ký tự. Hãy rút gọn."}
        return {"validate": "length", "criteria": "<=", "value": column.limit, **wrong, **said}
    return {}


def _put(
    sheet: Worksheet, at: tuple[int, int], text: str, column: Column, look: Format, *, is_open: bool
) -> None:
    """A value of an open cell as what it is; whatever else there is, as text."""
    text = printable(text)[:CELL_LIMIT]
    if not text:
        sheet.write_blank(*at, None, look)
        return
    value = _as_it_is(column.kind, text) if is_open else None
    if value is None:
        sheet.write_string(*at, text, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(*at, value, look)
    else:
        sheet.write_number(*at, value, look)


def _as_it_is(kind: Kind, text: str) -> float | datetime | None:
    """The number or day that a text is, where a workbook can hold it without loss."""
    if kind in {Kind.NUMBER, Kind.WHOLE} and _PLAIN_NUMBER.fullmatch(text):
        return float(text.replace(",", ".")) if len(text.strip("0")) <= _DIGITS else None
    if kind == Kind.DAY:
        try:
            day = parse_date(text)
        except InvalidInput:
            return None
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a day
    return None


def _runs(lines: Sequence[Line], key: str, first: int) -> Iterator[tuple[int, int]]:
    """Stretches of rows whose cell in the column is open."""
    top = None
    for row, line in enumerate(lines, first):
        if key in line.open:
            top = row if top is None else top
        elif top is not None:
            yield top, row - 1
            top = None
    if top is not None:
        yield top, first + len(lines) - 1


def _kept_in_sight(widths: Sequence[int]) -> int:
    """How many columns stay in sight: the code and the name, where they leave room for others."""
    return 2 if len(widths) > 2 and sum(widths[:2]) <= _PANE_WIDTH else 1


def _set_pages(sheet: Worksheet, form: Form) -> None:
    """One page wide; or several, with the code and the name on each of them."""
    if not form.breaks_after:
        sheet.fit_to_pages(1, 0)
        return
    breaks = [form.keys.index(key) + 1 for key in form.breaks_after]
    sheet.repeat_columns(0, 1)
    sheet.set_v_pagebreaks(breaks)
    widths = [column.width for column in form.columns]
    kept, starts = sum(widths[:2]), [0, *breaks]
    pages = [
        sum(widths[top:bottom]) + (kept if top else 0)
        for top, bottom in zip(starts, [*breaks, len(widths)], strict=True)
    ]
    # Manual breaks hold only where the page is scaled, not fitted.
    sheet.set_print_scale(max(10, min(100, int(100 * _PAGE_WIDTH / max(pages)))))


def _across(widths: Sequence[int], whole: int) -> int:
    """The last column of a text of that width that begins in the first one."""
    taken = 0
    for place, width in enumerate(widths):
        taken += width
        if taken >= whole:
            return max(place, 1)
    return max(len(widths) - 1, 1)
