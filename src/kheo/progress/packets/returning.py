"""A packet that came back, held against what was given out: nothing fixed may differ, what was filled is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.vietnamese import clean
from kheo.core.workbook.cells import read_value
from kheo.core.workbook.model import FilledForm, FilledLine, letters
from kheo.core.workbook.reading import Grid, formula_refusal, read_form, read_workbook
from kheo.progress.packets import layout
from kheo.progress.packets.content import Packet, PacketLine, PacketSheet, frozen, info_lines


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which cell."""

    cell: str
    error: InvalidInput


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A line as it came back: the values of its open cells, which of them differ from what was given out."""

    sheet: str
    number: int
    line: PacketLine
    filled: Mapping[str, str]
    changed: frozenset[str]
    faults: tuple[Fault, ...]
    keys: tuple[str, ...]

    def cell(self, key: str) -> str:
        """The reference of a cell: “D7”."""
        return f"{letters(self.keys.index(key))}{self.number}"


@dataclass(frozen=True, slots=True)
class Beyond:
    """A row that belongs to no line of the packet."""

    sheet: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """All that came back in a packet's file."""

    lines: tuple[ReturnedLine, ...]
    beyond: tuple[Beyond, ...]

    def of(self, sheet: str) -> list[ReturnedLine]:
        """The lines of a sheet, in their order."""
        return [one for one in self.lines if one.sheet == sheet]


def open_returned(data: bytes, limits: Limits = STANDARD) -> tuple[str, tuple[Grid, ...]]:
    """The code that the file says it bears, and its sheets.

    Raises UnreadableFile; InvalidInput: packet-not-one, head-missing, column-renamed.
    """
    grids = read_workbook(data, limits)
    info = next((grid for grid in grids if grid.title == layout.INFO), None)
    if info is None:
        raise InvalidInput(
            N_(
                "Tệp này không phải gói làm việc ngoại tuyến của Khéo: không có trang “%(sheet)s”. Hãy chọn đúng tệp gói đã tải."
            ),
            code="packet-not-one",
            field="file",
            sheet=layout.INFO,
        )
    form = read_form(info, layout.INFO_COLUMNS)
    code = next((one.cells["value"] for one in form.lines if one.code == layout.PACKET_CODE), "")
    return code.strip(), grids


def compare(grids: Sequence[Grid], packet: Packet) -> Returned:
    """What was filled. Raises InvalidInput where anything but the open cells differs: sheet-missing,
    column-renamed, line-missing, checksum-edited, frozen-edited (with the cell, what stood and what stands).
    """
    by_title = {grid.title: grid for grid in grids}
    _require_identity(by_title[layout.INFO], packet)
    lines: list[ReturnedLine] = []
    beyond: list[Beyond] = []
    for sheet in packet.sheets:
        grid = by_title.get(sheet.title)
        if grid is None:
            raise InvalidInput(
                N_("Tệp thiếu trang “%(sheet)s”. Hãy điền vào tệp gói gốc, không xóa hay đổi tên trang."),
                code="sheet-missing",
                field="file",
                sheet=sheet.title,
            )
        form = read_form(grid, sheet.columns)
        lines += _lines(sheet, form)
        known = {one.code for one in sheet.lines}
        rows = [*form.beyond, *(one for one in form.lines if one.code not in known)]
        beyond += [Beyond(sheet.title, one.number, _words(one)) for one in rows]
    return Returned(tuple(lines), tuple(beyond))


def _words(one: FilledLine) -> str:
    return "; ".join(text for text in one.cells.values() if text)[:120]


def _require_identity(grid: Grid, packet: Packet) -> None:
    form = read_form(grid, layout.INFO_COLUMNS)
    found = {one.code: one for one in form.lines}
    for expected in info_lines(packet):
        one = found.get(expected.code)
        if one is None:
            raise _line_missing(layout.INFO, expected.code)
        for key in ("what", "value"):
            was, now = expected.cells[key], clean(one.cells[key])
            if was == now:
                continue
            if expected.code == layout.CHECKSUM:
                raise InvalidInput(
                    N_(
                        "Mã kiểm ở ô %(cell)s trang “%(sheet)s” không khớp với gói đã lập nên cả tệp chưa được nhận. Hãy điền lại vào tệp gói gốc."
                    ),
                    code="checksum-edited",
                    field="file",
                    cell=form.cell(one, key),
                    sheet=layout.INFO,
                )
            raise _edited(layout.INFO, form.cell(one, key), was, now)


def _lines(sheet: PacketSheet, form: FilledForm) -> list[ReturnedLine]:
    found = {one.code: one for one in form.lines}
    lines = []
    for expected in sheet.lines:
        one = found.get(expected.code)
        if one is None:
            raise _line_missing(sheet.title, expected.code)
        for key, was in frozen(sheet, expected).items():
            cell = form.cell(one, key)
            if cell in form.formulas or clean(one.cells[key]) != was:
                raise _edited(sheet.title, cell, was, clean(one.cells[key]))
        lines.append(_filled(sheet, form, expected, one))
    return lines


def _filled(sheet: PacketSheet, form: FilledForm, expected: PacketLine, one: FilledLine) -> ReturnedLine:
    filled: dict[str, str] = {}
    changed: set[str] = set()
    faults: list[Fault] = []
    for column in sheet.columns:
        if column.key not in expected.open:
            continue
        cell, was = form.cell(one, column.key), expected.cells.get(column.key, "")
        text = clean(one.cells[column.key])
        if cell in form.formulas:
            faults.append(Fault(cell, formula_refusal(cell)))
            changed.add(column.key)
            continue
        value = text
        if text != was:
            try:
                value = read_value(column, text)
            except InvalidInput as error:
                faults.append(Fault(cell, error))
        filled[column.key] = value
        if value != was:
            changed.add(column.key)
    return ReturnedLine(
        sheet.title, one.number, expected, filled, frozenset(changed), tuple(faults), form.keys
    )


def _line_missing(sheet: str, code: str) -> InvalidInput:
    return InvalidInput(
        N_(
            "Trang “%(sheet)s” thiếu dòng có mã “%(line)s” nên cả tệp chưa được nhận. Hãy điền vào tệp gói gốc, không xóa dòng."
        ),
        code="line-missing",
        field="file",
        sheet=sheet,
        line=code,
    )


def _edited(sheet: str, cell: str, was: str, now: str) -> InvalidInput:
    return InvalidInput(
        N_(
            "Ô %(cell)s trang “%(sheet)s” không được sửa: khi lập gói là “%(was)s”, nay là “%(now)s”. Cả tệp chưa được nhận; hãy trả lại ô đó như cũ."
        ),
        code="frozen-edited",
        field="file",
        cell=cell,
        sheet=sheet,
        was=was[:80],
        now=now[:80],
    )
