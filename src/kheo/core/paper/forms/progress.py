"""“Báo cáo tiến độ” of a round: every initiative with how far it is, grouped by unit, with totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.lists import MOVEMENT, NONE, Signing
from kheo.core.paper.forms.words import counted
from kheo.core.paper.model import (
    Align,
    Column,
    FormHead,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    SignBlock,
    SignOff,
    Table,
)
from kheo.core.paper.profiles import Profile

_COLUMNS = (
    Column("TT", 5, Align.CENTER),
    Column("Đơn vị", 14),
    Column("Tên mô hình", 22),
    Column("Mức độ thực hiện", 12, Align.CENTER),
    Column("Tỷ lệ đạt chỉ tiêu", 9, Align.CENTER),
    Column("Kết quả chỉ tiêu", 20),
    Column("Khó khăn, vướng mắc", 18),
)


@dataclass(frozen=True, slots=True)
class ReportedInitiative:
    """One line. `standing` is empty where nothing was reported; `percent` where nothing is counted."""

    unit: str
    name: str
    standing: str = ""
    percent: int | None = None
    figures: Sequence[str] = ()
    difficulties: str = ""
    is_late: bool = False


def progress_summary(
    *,
    profile: Profile,
    issuer: str,
    period: str,
    cut_off: str,
    initiatives: Sequence[ReportedInitiative],
    signing: Signing,
    besides: Sequence[str] = (),
    theme: str = MOVEMENT,
) -> Paper:
    """The summary of a period, landscape. `period` as a title says it (“6 tháng đầu năm 2026”), `cut_off`
    the day of the figures (“15/06/2026”), `besides` a sentence each on what was done besides the initiatives.
    """
    title = ("BÁO CÁO TIẾN ĐỘ", f"THỰC HIỆN MÔ HÌNH {theme} {period.upper()}")
    return Paper(
        profile=profile,
        head=FormHead(title, unit=issuer),
        body=(
            Paragraph(_told(initiatives, cut_off)),
            *(Paragraph(sentence) for sentence in besides),
            Table(_COLUMNS, _rows(initiatives), name="Tiến độ"),
            SignOff((None, _signed_by(signing, issuer))),
        ),
        orientation=Orientation.LANDSCAPE,
    )


def _told(initiatives: Sequence[ReportedInitiative], cut_off: str) -> str:
    reported = [one for one in initiatives if one.standing]
    late = sum(one.is_late for one in reported)
    by_standing: dict[str, int] = {}
    for one in reported:
        by_standing[one.standing] = by_standing.get(one.standing, 0) + 1
    parts = "; ".join(f"{words.lower()} {counted(number)}" for words, number in by_standing.items())
    told = f"Số liệu tính đến ngày {cut_off}: {counted(len(reported))}/{counted(len(initiatives))} mô hình đã báo cáo"
    told += f" (gửi sau hạn {counted(late)})" if late else ""
    return f"{told}; trong đó: {parts}." if parts else f"{told}."


def _rows(initiatives: Sequence[ReportedInitiative]) -> tuple[Row, ...]:
    rows = [_row(place, one) for place, one in enumerate(initiatives, 1)] or [Row(("", NONE))]
    shares = [one.percent for one in initiatives if one.percent is not None]
    mean = f"; bình quân tỷ lệ đạt chỉ tiêu {sum(shares) // len(shares)}%" if shares else ""
    units = len({one.unit for one in initiatives})
    return (
        *rows,
        Row(("", f"Tổng cộng: {len(initiatives)} mô hình của {units} đơn vị{mean}"), RowKind.TOTAL),
    )


def _row(place: int, one: ReportedInitiative) -> Row:
    standing = one.standing or "Chưa báo cáo"
    return Row(
        (
            str(place),
            one.unit,
            one.name,
            f"{standing} (gửi sau hạn)" if one.is_late else standing,
            "" if one.percent is None else f"{one.percent}%",
            "; ".join(one.figures),
            " ".join(one.difficulties.split()),
        )
    )


def _signed_by(signing: Signing, issuer: str) -> SignBlock:
    block = signing.block()
    return block if block.title else SignBlock(block.dateline, f"Đơn vị: {issuer}", block.note, block.name)
