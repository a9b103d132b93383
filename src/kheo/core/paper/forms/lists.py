"""Registration lists: a unit's “Danh sách đăng ký” and the commune's “Bảng tổng hợp”.

The six columns and two groups are those of the form that communes use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kheo.core.paper.model import (
    Align,
    Column,
    FormHead,
    Orientation,
    Paper,
    Row,
    RowKind,
    SignBlock,
    SignOff,
    Table,
)
from kheo.core.paper.profiles import Profile
from kheo.core.paper.writing.setting import dateline

MOVEMENT = "“DÂN VẬN KHÉO”"
NONE = "(không có)"
UNIT_COLUMN = Column("Đơn vị", 15)
LIST_COLUMNS = (
    Column("TT", 6, Align.CENTER),
    Column("Tên mô hình", 25),
    Column("Tập thể (cá nhân) chỉ đạo xây dựng mô hình", 20),
    Column("Địa chỉ mô hình", 15),
    Column("Lĩnh vực (KT, VH-XH, QP-AN, Xây dựng hệ thống chính trị)", 18, Align.CENTER),
    Column("Thời gian thực hiện", 16, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class ListedInitiative:
    """One line of a list. `unit` is printed in the commune's table only."""

    name: str
    kind: Literal["NEW", "CONTINUED"]
    led_by: str = ""
    address: str = ""
    sector: str = ""
    period: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs a form, where and when. `on` None leaves the day to be written by hand."""

    place: str
    on: date | None = None
    title: str = ""
    name: str = ""
    month: int | None = None
    year: int | None = None

    def block(self, note: str = "(ký, ghi rõ họ tên, chức vụ)", *, dated: bool = True) -> SignBlock:
        """The signing column."""
        line = dateline(self.place, self.on, month=self.month, year=self.year) if dated else ""
        return SignBlock(line, self.title, note, self.name)


def registration_list(
    *,
    profile: Profile,
    unit: str,
    year: int,
    initiatives: Sequence[ListedInitiative],
    signing: Signing,
    superior: str = "",
    theme: str = MOVEMENT,
) -> Paper:
    """A unit's own list in the order given; an empty group says so."""
    title = ("DANH SÁCH", f"ĐĂNG KÝ MÔ HÌNH {theme} NĂM {year}")
    table = Table(LIST_COLUMNS, group_rows(initiatives, year=year), name=f"Danh sách đăng ký {year}")
    return Paper(
        profile=profile,
        head=FormHead(title, unit=unit, superior=superior),
        body=(table, SignOff((None, _signed_by(signing, f"Đơn vị: {unit or '…' * 10}")))),
    )


def _signed_by(signing: Signing, title: str) -> SignBlock:
    block = signing.block()
    return block if block.title else SignBlock(block.dateline, title, block.note, block.name)


def summary_list(
    *,
    profile: Profile,
    commune: str,
    year: int,
    initiatives: Sequence[ListedInitiative],
    signing: Signing,
    superior: str = "",
    theme: str = MOVEMENT,
) -> Paper:
    """The commune's table of all units, landscape, with the unit's column and totals by group."""
    title = ("BẢNG TỔNG HỢP", f"ĐĂNG KÝ MÔ HÌNH {theme} NĂM {year}")
    return Paper(
        profile=profile,
        head=FormHead(title, unit=commune, superior=superior),
        body=(
            summary_table(initiatives, year=year),
            SignOff((None, _signed_by(signing, f"Đơn vị: {commune}"))),
        ),
        orientation=Orientation.LANDSCAPE,
    )


def summary_table(initiatives: Sequence[ListedInitiative], *, year: int) -> Table:
    """The table alone, for the summary and for the appendix of a notice."""
    columns = (LIST_COLUMNS[0], UNIT_COLUMN, *LIST_COLUMNS[1:])
    rows = group_rows(initiatives, year=year, with_unit=True)
    return Table(columns, (*rows, _total(initiatives)), name=f"Tổng hợp {year}")


def group_rows(
    initiatives: Sequence[ListedInitiative], *, year: int, with_unit: bool = False
) -> tuple[Row, ...]:
    """The two groups of the form, each numbered from 1."""
    groups = (
        ("I", f"Mô hình mới năm {year}", "NEW"),
        ("II", f"Mô hình tiếp tục thực hiện (đã đăng ký năm {year - 1})", "CONTINUED"),
    )
    rows: list[Row] = []
    for number, words, kind in groups:
        members = [one for one in initiatives if one.kind == kind]
        rows.append(Row((number, words), RowKind.GROUP))
        rows += [_row(place, one, with_unit=with_unit) for place, one in enumerate(members, 1)]
        if not members:
            rows.append(Row(("", NONE)))
    return tuple(rows)


def _row(place: int, one: ListedInitiative, *, with_unit: bool) -> Row:
    cells = (one.name, one.led_by, one.address, one.sector, one.period)
    return Row((str(place), *((one.unit,) if with_unit else ()), *cells))


def _total(initiatives: Sequence[ListedInitiative]) -> Row:
    new = sum(one.kind == "NEW" for one in initiatives)
    units = len({one.unit for one in initiatives if one.unit})
    continued = len(initiatives) - new
    words = f"Tổng cộng: {len(initiatives)} mô hình của {units} đơn vị ({new} mới, {continued} tiếp tục thực hiện)"
    return Row(("", words), RowKind.TOTAL)
