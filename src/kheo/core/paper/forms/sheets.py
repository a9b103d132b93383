"""Papers about one registration: the sheet with its thirteen items and the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kheo.core.paper.forms.lists import MOVEMENT, Signing
from kheo.core.paper.forms.words import second_words
from kheo.core.paper.model import (
    Align,
    Block,
    Column,
    Entry,
    Fields,
    FormHead,
    Item,
    Level,
    Paper,
    Paragraph,
    Row,
    Run,
    SignBlock,
    SignOff,
    Table,
)
from kheo.core.paper.profiles import Profile
from kheo.core.vietnamese import upper_first

SHEET_SIZE = 13.0
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A figure to reach, already in Vietnamese form (“1.200”, “85,5”)."""

    name: str
    unit: str
    target: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step, where nothing is to be counted."""

    what: str
    when: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a unit says of one initiative. An empty item prints dotted lines to fill by hand."""

    name: str
    kind: Literal["NEW", "CONTINUED"]
    first_year: int | None = None
    changes: str = ""
    sector: str = ""
    theme: str = ""
    plan_content: str = ""
    situation: str = ""
    goal: str = ""
    indicators: tuple[IndicatorLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    content: str = ""
    address: str = ""
    beneficiaries: str = ""
    scale: str = ""
    led_by: str = ""
    accompanied_by: str = ""
    joined_by: str = ""
    resources: str = ""
    period: str = ""
    outputs: str = ""
    upkeep: str = ""
    contact: str = ""
    phone: str = ""


def registration_sheet(
    *,
    profile: Profile,
    unit: str,
    year: int,
    facts: SheetFacts,
    signing: Signing,
    confirmed_by: SignBlock | None = None,
    superior: str = "",
    theme: str = MOVEMENT,
) -> Paper:
    """The registration of one initiative, items 1 to 12; item 13 is the confirmation on the left."""
    right = signing.block()
    if not right.title:
        right = SignBlock(right.dateline, "ĐƠN VỊ ĐĂNG KÝ", right.note, right.name)
    left = confirmed_by or SignBlock(
        title="XÁC NHẬN CỦA CẤP ỦY,\nTHỦ TRƯỞNG ĐƠN VỊ", note="(ký, ghi rõ họ tên)"
    )
    return Paper(
        profile=profile,
        head=FormHead(("BẢN ĐĂNG KÝ", f"MÔ HÌNH {theme} NĂM {year}"), unit=unit, superior=superior),
        body=(*_items(facts), SignOff((left, right))),
        size=SHEET_SIZE,
    )


def _items(facts: SheetFacts) -> tuple[Block, ...]:
    kind = "Mô hình mới"
    if facts.kind == "CONTINUED":
        since = f" (đăng ký lần đầu năm {facts.first_year})" if facts.first_year else ""
        kind = f"Mô hình tiếp tục thực hiện{since}"
    place = _labelled(("Địa chỉ", facts.address), ("Đối tượng", facts.beneficiaries), ("Quy mô", facts.scale))
    forces = _labelled(
        ("Chủ trì", facts.led_by), ("Phối hợp", facts.accompanied_by), ("Tham gia", facts.joined_by)
    )
    means = _labelled(("Nguồn lực", facts.resources), ("Thời gian thực hiện", facts.period))
    sector = _on_lines(
        ("", facts.sector), ("Chuyên đề", facts.theme), ("Nội dung kế hoạch", facts.plan_content)
    )
    return (
        Entry("1. Tên mô hình", facts.name),
        Entry("2. Loại mô hình", "\n".join(line for line in (kind, facts.changes) if line)),
        Entry("3. Lĩnh vực", sector),
        Entry("4. Thực trạng, lý do", facts.situation, lines=3),
        *_with_table("5. Mục tiêu, chỉ tiêu", facts.goal, _indicators(facts.indicators)),
        *_with_table("6. Nội dung, cách thức thực hiện", facts.content, _steps(facts.steps)),
        Entry("7. Địa bàn, đối tượng, quy mô", place, lines=2),
        Entry("8. Lực lượng thực hiện", forces, lines=2),
        Entry("9. Nguồn lực, thời gian", means, lines=2),
        Entry("10. Kết quả kiểm chứng được", facts.outputs, lines=2),
        Entry("11. Khả năng duy trì, nhân rộng", facts.upkeep, lines=2),
        Entry("12. Người phụ trách", _labelled(("", facts.contact), ("Điện thoại", facts.phone))),
        Entry("13. Xác nhận của cấp ủy, thủ trưởng đơn vị", "(ký ở cuối bản đăng ký)"),
    )


def _labelled(*parts: tuple[str, str]) -> str:
    """“Chủ trì: A; Phối hợp: B”, without the parts that are empty."""
    return SEPARATOR.join(f"{label}: {value}" if label else value for label, value in parts if value.strip())


def _on_lines(*parts: tuple[str, str]) -> str:
    """Each part on a line of its own, beginning with a capital, without those that are empty."""
    return "\n".join(
        f"{label}: {value}" if label else upper_first(value) for label, value in parts if value.strip()
    )


def _with_table(label: str, value: str, table: Table | None) -> tuple[Block, ...]:
    if table is None:
        return (Entry(label, value, lines=3),)
    words = Entry(label, value) if value.strip() else Paragraph((Run(f"{label}:", bold=True),), indent=False)
    return (words, table)


def _indicators(lines: tuple[IndicatorLine, ...]) -> Table | None:
    if not lines:
        return None
    columns = (
        Column("TT", 8, Align.CENTER),
        Column("Chỉ tiêu", 60),
        Column("Đơn vị tính", 16, Align.CENTER),
        Column("Mục tiêu", 16, Align.RIGHT),
    )
    rows = tuple(
        Row((str(n), upper_first(line.name), line.unit, line.target)) for n, line in enumerate(lines, 1)
    )
    return Table(columns, rows, name="Chỉ tiêu")


def _steps(lines: tuple[StepLine, ...]) -> Table | None:
    if not lines:
        return None
    columns = (
        Column("TT", 8, Align.CENTER),
        Column("Việc làm", 46),
        Column("Thời gian", 22, Align.CENTER),
        Column("Người thực hiện", 24),
    )
    rows = tuple(Row((str(n), line.what, line.when, line.who)) for n, line in enumerate(lines, 1))
    return Table(columns, rows, name="Các bước")


def receipt(
    *,
    profile: Profile,
    office: str,
    unit: str,
    campaign: str,
    year: int,
    initiatives: Sequence[str],
    received_at: datetime,
    check_code: str,
    next_steps: Sequence[str],
    sent_by: str = "",
    remark: str = "",
    theme: str = MOVEMENT,
) -> Paper:
    """What the unit keeps as proof of sending. `received_at` is local time; printed to the second."""
    pairs = [
        ("Đơn vị đăng ký", unit),
        ("Phong trào", campaign),
        ("Thời điểm nhận", second_words(received_at)),
        ("Mã đối chiếu", check_code),
    ]
    pairs += [("Người gửi", sent_by)] if sent_by else []
    pairs += [("Ghi chú", remark)] if remark else []
    columns = (Column("TT", 8, Align.CENTER), Column("Tên mô hình đã nhận", 92))
    rows = tuple(Row((str(n), name)) for n, name in enumerate(initiatives, 1))
    note = "Mã đối chiếu được tính từ chính nội dung đã gửi; nội dung khác đi thì mã khác đi."
    return Paper(
        profile=profile,
        head=FormHead(("PHIẾU TIẾP NHẬN", f"ĐĂNG KÝ MÔ HÌNH {theme} NĂM {year}"), superior=office),
        body=(
            Fields(tuple(pairs)),
            Table(columns, rows, size=SHEET_SIZE, name="Phiếu tiếp nhận"),
            Paragraph((Run("Việc tiếp theo", bold=True),), indent=False, keep_with_next=True),
            *(Item(Level.DASH, step) for step in next_steps),
            Paragraph((Run(note, italic=True),), indent=False, size=12),
        ),
        size=SHEET_SIZE,
    )
