"""Tables on paper: each unit's year, what the bodies below reported."""

from collections.abc import Sequence
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms.lists import Signing
from kheo.core.paper.model import (
    Align,
    Block,
    Column,
    FormHead,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    SignOff,
    Table,
)
from kheo.core.vietnamese import format_number, short_date
from kheo.documents import public as documents
from kheo.reports.selectors.lower import AddedUp, Summed
from kheo.reports.selectors.unit_sheets import UnitYear
from kheo.units import public as units

_NUMBER = Column("TT", 7, Align.CENTER)
_UNIT_HEADS = (
    "Được giao",
    "Đăng ký đúng hạn",
    "Đăng ký muộn",
    "Báo cáo đúng hạn",
    "Báo cáo muộn",
    "Chưa báo cáo",
    "Thẩm định đạt",
    "Được công nhận",
    "Được kiểm tra",
    "Việc chưa khắc phục",
    "Trả lời vướng mắc đúng hạn",
    "Trả lời muộn, quá hạn",
)


def numbers_of(row: UnitYear) -> tuple[int, ...]:
    """The figures of a unit in the order of the heads."""
    return (
        row.owed,
        row.in_time,
        row.late,
        row.reports_in_time,
        row.reports_late,
        row.reports_missing,
        row.passed,
        row.recognised,
        row.inspected,
        row.to_mend,
        row.answers_in_time,
        row.answers_late,
    )


def unit_heads() -> tuple[str, ...]:
    """What the figures of a unit are called."""
    return _UNIT_HEADS


def units_paper(round_: CampaignRound, rows: list[UnitYear], on: date) -> Paper:
    """“Phiếu cuối năm”: figures for the body that rates units and their heads; it rates nobody itself."""
    columns = (
        _NUMBER,
        Column("Đơn vị", 20),
        Column("Người phụ trách", 18),
        *(Column(head, 9, Align.RIGHT) for head in _UNIT_HEADS),
    )
    body = tuple(
        Row((str(place), row.name, row.head, *(format_number(number) for number in numbers_of(row))))
        for place, row in enumerate(rows, 1)
    )
    totals = (format_number(sum(column)) for column in zip(*map(numbers_of, rows), strict=True))
    total = (Row(("", "Tổng cộng", "", *totals), RowKind.TOTAL),) if rows else ()
    title = ("KẾT QUẢ THAM GIA PHONG TRÀO “DÂN VẬN KHÉO”", f"CỦA TỪNG ĐƠN VỊ NĂM {round_.year}")
    note = f"Số liệu ngày {short_date(on)}, để cơ quan có thẩm quyền tham khảo khi đánh giá, xếp loại."
    return _form(round_, title, note, Table(columns, (*body, *total), name="Đơn vị"), on)


def lower_paper(round_: CampaignRound, kind_words: str, found: AddedUp, on: date) -> Paper:
    """What the bodies below reported, added up, and who has not reported."""
    columns = (
        _NUMBER,
        Column("Cơ quan, đơn vị", 24),
        Column("Báo cáo", 18),
        *(Column(f"{name} ({unit})" if unit else name, 12, Align.RIGHT) for name, unit in found.heads),
    )
    body = []
    for place, line in enumerate(found.lines, 1):
        said = (
            f"Số {line.number}, ngày {short_date(line.review.issued_on)}"
            if (line.review and line.review.issued_on)
            else "Chưa báo cáo"
        )
        body.append(Row((str(place), line.unit, said, *map(format_number, line.values))))
    totals = tuple(map(format_number, found.totals))
    last = (Row(("", "Tổng cộng", f"{len(found.reported)}/{len(found.lines)}", *totals), RowKind.TOTAL),)
    title = (f"TỔNG HỢP {kind_words.upper()} CỦA CẤP DƯỚI", f"NĂM {round_.year}")
    note = f"Tính đến ngày {short_date(on)}. Mỗi số là số liệu đã chốt trong báo cáo đã ban hành của đơn vị."
    return _form(round_, title, note, Table(columns, (*body, *last), name="Tổng hợp"), on, more=found.tables)


def _form(
    round_: CampaignRound,
    title: tuple[str, ...],
    note: str,
    table: Table,
    on: date,
    *,
    more: Sequence[Summed] = (),
) -> Paper:
    unit = round_.campaign.managing_unit
    signing = Signing(place=documents.place_of(unit, on), month=on.month, year=on.year)
    return Paper(
        profile=documents.profile_of(unit, on),
        head=FormHead(title, superior=units.name_of(unit, on).upper()),
        body=(
            Paragraph(note, align=Align.CENTER, indent=False),
            table,
            *(block for one in more for block in _summed(one)),
            SignOff((None, signing.block())),
        ),
        orientation=Orientation.LANDSCAPE,
        size=12,
    )


def _summed(one: Summed) -> tuple[Block, ...]:
    """A table by sector or kind under its title."""
    name = one.title.removeprefix("Theo ")
    columns = (
        Column(f"{name[:1].upper()}{name[1:]}", 40),
        *(Column(head, 10, Align.RIGHT) for head in one.columns),
    )
    rows = tuple(Row((label, *map(format_number, values))) for label, values in one.lines)
    return (
        Paragraph(one.title, align=Align.CENTER, indent=False, keep_with_next=True),
        Table(columns, rows, name=one.title),
    )
