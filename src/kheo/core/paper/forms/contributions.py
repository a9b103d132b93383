"""Papers about the people's contributions: the sheet for the notice board and the table of a round.

Totals only. Names stand here where the giver asked for it, by name and without an amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kheo.core.paper.forms.lists import Signing
from kheo.core.paper.model import (
    Align,
    Block,
    Column,
    Fields,
    FormHead,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Run,
    SignBlock,
    SignOff,
    Table,
)
from kheo.core.paper.profiles import Profile

_DOTS = "…" * 6


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One kind of gift: figures already in Vietnamese form."""

    what: str
    unit: str
    received: str
    spent: str = ""
    left: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpentLine:
    """What was spent, on which day, for what."""

    day: str
    what: str
    amount: str


@dataclass(frozen=True, slots=True)
class PublicSheet:
    """What the notice board shows of one drive."""

    title: tuple[str, ...]
    unit: str
    facts: tuple[tuple[str, str], ...]
    given: tuple[GivenLine, ...]
    spent: tuple[SpentLine, ...] = ()
    givers: tuple[str, ...] = ()
    as_of: str = ""
    posting_days: int = 30


def public_sheet(*, profile: Profile, sheet: PublicSheet, signing: Signing) -> Paper:
    """The paper that hangs on the notice board."""
    body: list[Block] = [Fields(sheet.facts), _given_table(sheet.given)]
    if sheet.spent:
        body += [_label("Đã chi, đã trao"), _spent_table(sheet.spent)]
    if sheet.givers:
        body += [
            _label("Người góp có văn bản muốn được nêu tên (xếp theo tên, không theo mức góp)"),
            Paragraph("; ".join(sheet.givers) + "."),
        ]
    body += [
        Paragraph(
            f"Niêm yết ít nhất {sheet.posting_days} ngày liên tục: từ ngày {_DOTS} đến hết ngày {_DOTS}",
            indent=False,
        ),
        SignOff((None, _signed(signing, sheet.unit))),
    ]
    note = f"(Số liệu đến ngày {sheet.as_of})" if sheet.as_of else ""
    head = FormHead(sheet.title, unit=sheet.unit, note=note)
    return Paper(profile=profile, head=head, body=tuple(body))


def _signed(signing: Signing, unit: str) -> SignBlock:
    block = signing.block()
    return block if block.title else replace(block, title=f"Đơn vị: {unit}")


def _label(words: str) -> Paragraph:
    return Paragraph((Run(words, bold=True),), indent=False, keep_with_next=True)


def _given_table(lines: Sequence[GivenLine]) -> Table:
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("Nội dung", 25),
        Column("Đơn vị tính", 12, Align.CENTER),
        Column("Đã nhận", 16, Align.RIGHT),
        Column("Đã chi, đã dùng", 16, Align.RIGHT),
        Column("Còn lại", 16, Align.RIGHT),
        Column("Ghi chú", 18),
    )
    rows = tuple(
        Row((str(place), one.what, one.unit, one.received, one.spent, one.left, one.note))
        for place, one in enumerate(lines, 1)
    )
    return Table(columns, rows or (Row(("", "(chưa có khoản nào)")),), name="Đóng góp")


def _spent_table(lines: Sequence[SpentLine]) -> Table:
    columns = (
        Column("Ngày", 18, Align.CENTER),
        Column("Việc", 57),
        Column("Số lượng", 25, Align.RIGHT),
    )
    return Table(columns, tuple(Row((one.day, one.what, one.amount)) for one in lines), name="Đã chi")


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One drive in the table of a round, figures in Vietnamese form."""

    unit: str
    initiative: str
    received: str
    spent: str
    left: str
    land: str
    labour: str
    goods: str


def round_table(
    *,
    profile: Profile,
    commune: str,
    year: int,
    lines: Sequence[RoundLine],
    total: RoundLine,
    signing: Signing,
) -> Paper:
    """All drives of a round with their totals, landscape."""
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Đơn vị", 14),
        Column("Mô hình", 21),
        Column("Tiền đã nhận (đồng)", 11, Align.RIGHT),
        Column("Đã chi (đồng)", 11, Align.RIGHT),
        Column("Còn lại (đồng)", 11, Align.RIGHT),
        Column("Đất hiến (m²)", 8, Align.RIGHT),
        Column("Ngày công", 8, Align.RIGHT),
        Column("Hiện vật, trị giá (đồng)", 11, Align.RIGHT),
    )
    rows = [Row((str(place), *_cells(one))) for place, one in enumerate(lines, 1)]
    rows.append(Row(("", *_cells(total)), RowKind.TOTAL))
    title = ("BẢNG TỔNG HỢP", f"NHÂN DÂN ĐÓNG GÓP THỰC HIỆN MÔ HÌNH “DÂN VẬN KHÉO” NĂM {year}")
    return Paper(
        profile=profile,
        head=FormHead(title, unit=commune),
        body=(
            Table(columns, tuple(rows), name=f"Đóng góp {year}"),
            SignOff((None, _signed(signing, commune))),
        ),
        orientation=Orientation.LANDSCAPE,
    )


def _cells(one: RoundLine) -> tuple[str, ...]:
    return (
        one.unit,
        one.initiative,
        one.received,
        one.spent,
        one.left,
        one.land,
        one.labour,
        one.goods,
    )
