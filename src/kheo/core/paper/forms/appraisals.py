"""Papers of an appraisal: the sheet of marks, the table that goes with the minutes, the summary of a round."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.lists import MOVEMENT, NONE, Signing
from kheo.core.paper.model import (
    Align,
    Block,
    Column,
    Fields,
    FormHead,
    Item,
    Level,
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

_MARKS = (
    Column("TT", 6, Align.CENTER),
    Column("Tiêu chí", 40),
    Column("Điểm tối đa", 10, Align.CENTER),
    Column("Đơn vị tự chấm", 11, Align.CENTER),
    Column("Điểm chấm", 11, Align.CENTER),
    Column("Cách tính, lý do", 22),
)
_GATES = (
    Column("TT", 6, Align.CENTER),
    Column("Điều kiện bắt buộc", 50),
    Column("Kết quả", 16, Align.CENTER),
    Column("Căn cứ", 28),
)
_SUMMARY = (
    Column("TT", 5, Align.CENTER),
    Column("Đơn vị", 18),
    Column("Tên mô hình", 26),
    Column("Tổng điểm", 9, Align.CENTER),
    Column("Mức", 12, Align.CENTER),
    Column("Kết luận", 11, Align.CENTER),
    Column("Xếp thứ", 7, Align.CENTER),
    Column("Ghi chú", 18),
)


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One criterion, numbers already in Vietnamese form. With `group` alone it is the head of a group."""

    text: str
    maximum: str = ""
    own: str = ""
    mark: str = ""
    how: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class GateFact:
    """One gate with its answer in words."""

    text: str
    answer: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One initiative of the summary."""

    unit: str
    name: str
    total: str = ""
    band: str = ""
    verdict: str = ""
    place: str = ""
    note: str = ""


def marks_table(lines: Sequence[MarkLine], total: str = "") -> Table:
    """The marks, criterion by criterion."""
    rows, number = [], 0
    for one in lines:
        if one.is_group:
            rows.append(Row(("", f"{one.text} ({one.maximum})" if one.maximum else one.text), RowKind.GROUP))
            continue
        number += 1
        rows.append(Row((str(number), one.text, one.maximum, one.own, one.mark, one.how)))
    if total:
        rows.append(Row(("", f"Tổng điểm: {total}"), RowKind.TOTAL))
    return Table(_MARKS, tuple(rows), name="Phiếu chấm")


def gates_table(gates: Sequence[GateFact]) -> Table:
    """The gates with their answers."""
    rows = tuple(Row((str(n), one.text, one.answer, one.source)) for n, one in enumerate(gates, 1))
    return Table(_GATES, rows, name="Điều kiện")


def score_sheet(
    *,
    profile: Profile,
    issuer: str,
    round_name: str,
    initiative: str,
    unit: str,
    rubric: str,
    gates: Sequence[GateFact],
    lines: Sequence[MarkLine],
    total: str,
    remarks: Sequence[str],
    signing: Signing,
    appraiser: str = "",
) -> Paper:
    """Phiếu chấm: what was given, or room to give it by hand."""
    facts = [
        ("Mô hình", initiative),
        ("Đơn vị", unit),
        ("Đợt thẩm định", round_name),
        ("Bộ tiêu chí", rubric),
    ]
    body: list[Block] = [Fields(tuple(facts))]
    if gates:
        body += [_title("Điều kiện bắt buộc"), gates_table(gates)]
    body += [_title("Tiêu chí"), marks_table(lines, total)]
    if remarks:
        body += [_title("Nhận xét"), *(Item(Level.DASH, one) for one in remarks)]
    block = signing.block()
    title = block.title or "NGƯỜI CHẤM"
    body.append(SignOff((None, SignBlock(block.dateline, title, block.note, appraiser or block.name))))
    return Paper(
        profile=profile,
        head=FormHead(("PHIẾU CHẤM", f"THẨM ĐỊNH MÔ HÌNH {MOVEMENT}"), unit=issuer),
        body=tuple(body),
        size=13.0,
    )


def score_summary(
    *,
    profile: Profile,
    issuer: str,
    round_name: str,
    version: str,
    sections: Sequence[tuple[str, Sequence[RankedLine]]],
    notes: Sequence[str],
    signing: Signing,
) -> Paper:
    """Bảng tổng hợp điểm, landscape, a table for each rubric."""
    body: list[Block] = [Paragraph(f"{round_name}. {version}.")]
    for rubric, lines in sections:
        body.append(_title(rubric))
        rows = tuple(_ranked(n, one) for n, one in enumerate(lines, 1)) or (Row(("", NONE)),)
        body.append(Table(_SUMMARY, rows, name="Bảng tổng hợp điểm"))
    if notes:
        body += [_title("Ghi chú"), *(Item(Level.DASH, one) for one in notes)]
    block = signing.block()
    body.append(
        SignOff(
            (
                SignBlock(title="THƯ KÝ", note="(ký, ghi rõ họ tên)"),
                SignBlock(block.dateline, block.title or "TỔ TRƯỞNG TỔ THẨM ĐỊNH", block.note, block.name),
            )
        )
    )
    return Paper(
        profile=profile,
        head=FormHead(("BẢNG TỔNG HỢP ĐIỂM", f"THẨM ĐỊNH MÔ HÌNH {MOVEMENT}"), unit=issuer),
        body=tuple(body),
        orientation=Orientation.LANDSCAPE,
    )


def _ranked(number: int, one: RankedLine) -> Row:
    return Row((str(number), one.unit, one.name, one.total, one.band, one.verdict, one.place, one.note))


def _title(words: str) -> Paragraph:
    return Paragraph((Run(words, bold=True),), indent=False, keep_with_next=True)
