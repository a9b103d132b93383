"""Forms around a commendation: achievement report, receipt, sheet of prizes, ceremony, register of awards."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.paper.forms.commendations import NUMBER, Award, Commended, broken_at_giver, in_order
from kheo.core.paper.forms.letters import Issuing
from kheo.core.paper.forms.lists import Signing
from kheo.core.paper.model import (
    Align,
    Block,
    Column,
    Fields,
    FormHead,
    Heading,
    Item,
    Level,
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
from kheo.core.vietnamese.numbers import format_number, number_in_words

_BY_HAND = "(ký, ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class Reported:
    """What an achievement report says. `earlier`: (year, award, decision) of what was given before; `titles` likewise."""

    award: Award
    case: Commended
    span: str
    movement: str
    traits: Sequence[tuple[str, str]]
    results: Sequence[str]
    titles: Sequence[tuple[str, str, str]] = ()
    earlier: Sequence[tuple[str, str, str]] = ()
    confirmed_by: str = ""


def achievement_report(*, issuing: Issuing, told: Reported, signing: Signing, short: bool) -> Paper:
    """Báo cáo thành tích (thi đua theo chuyên đề), in full or as a summary, under the head of the unit that proposes;
    confirmed on the left, reported on the right.
    """
    kind = {"collective": "ĐẶC ĐIỂM", "household": "ĐẶC ĐIỂM HỘ GIA ĐÌNH"}.get(told.case.kind, "LÝ LỊCH")
    body: list[Block] = [
        Paragraph(f"{told.movement}. Thời gian lập thành tích: {told.span}.", indent=True),
        Heading(Level.ROMAN, "I", f"SƠ LƯỢC {kind}"),
        Fields(tuple(told.traits)),
        Heading(Level.ROMAN, "II", "THÀNH TÍCH ĐẠT ĐƯỢC"),
        *(Paragraph(line) for line in told.results),
        Paragraph(f"Đề nghị {told.award.act[0].lower()}{told.award.act[1:]}: {told.case.achievement}."),
    ]
    if not short:
        body += [Heading(Level.ROMAN, "III", "CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG")]
        body += [Paragraph("1. Danh hiệu thi đua", keep_with_next=True), _given("Danh hiệu", told.titles)]
        body += [
            Paragraph("2. Hình thức khen thưởng", keep_with_next=True),
            _given("Hình thức", told.earlier),
        ]
    who = {"collective": "THỦ TRƯỞNG ĐƠN VỊ", "household": "ĐẠI DIỆN HỘ GIA ĐÌNH"}.get(
        told.case.kind, "NGƯỜI BÁO CÁO"
    )
    left = SignBlock(title="XÁC NHẬN, ĐỀ NGHỊ", note=_BY_HAND, name=told.confirmed_by)
    right = SignBlock(
        signing.block().dateline, who, _BY_HAND, told.case.name if told.case.kind == "individual" else ""
    )
    body.append(SignOff((left, right)))
    title = (
        "BÁO CÁO TÓM TẮT THÀNH TÍCH" if short else "BÁO CÁO THÀNH TÍCH",
        *broken_at_giver(f"Đề nghị {told.award.act}").upper().split("\n"),
    )
    head = FormHead(title, unit=issuing.head.issuer, superior=issuing.head.superior, national=True)
    return Paper(profile=issuing.profile, head=head, body=tuple(body), size=13)


def _given(what: str, rows: Sequence[tuple[str, str, str]]) -> Table:
    columns = (
        Column("Năm", 12, Align.CENTER),
        Column(what, 40),
        Column("Số, ngày, cơ quan ban hành quyết định", 48),
    )
    found = tuple(Row(one) for one in rows) or (Row(("", "(chưa có)", "")),)
    return Table(columns, found, name=what)


def dossier_receipt(
    *,
    profile: Profile,
    office: str,
    pairs: Sequence[tuple[str, str]],
    parts: Sequence[tuple[str, str]],
    signing: Signing,
) -> Paper:
    """Phiếu tiếp nhận hồ sơ: what came in, when, by when it is settled, the code to ask by; signed by both sides."""
    columns = (NUMBER, Column("Thành phần hồ sơ", 60), Column("Tình trạng", 34))
    rows = tuple(Row((str(place), name, state)) for place, (name, state) in enumerate(parts, 1))
    return Paper(
        profile=profile,
        head=FormHead(("PHIẾU TIẾP NHẬN", "HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG"), superior=office),
        body=(
            Fields(tuple(pairs)),
            Table(columns, rows, name="Phiếu tiếp nhận"),
            SignOff((SignBlock(title="NGƯỜI NỘP HỒ SƠ", note=_BY_HAND), signing.block(_BY_HAND))),
        ),
        size=13,
    )


def prize_sheet(
    *, profile: Profile, office: str, title: str, cases: Sequence[Commended], signing: Signing
) -> Paper:
    """Danh sách ký nhận tiền thưởng."""
    columns = (
        NUMBER,
        Column("Họ và tên, tên đơn vị", 30),
        Column("Địa chỉ", 24),
        Column("Tiền thưởng (đồng)", 16, Align.RIGHT),
        Column("Ký nhận", 24),
    )
    ordered = in_order(cases)
    rows = [
        Row((str(place), one.name, one.unit, format_number(one.prize or 0), ""))
        for place, one in enumerate(ordered, 1)
    ]
    total = sum(one.prize or 0 for one in cases)
    rows.append(Row(("", "Tổng cộng", "", format_number(total), ""), RowKind.TOTAL))
    left = SignBlock(title="NGƯỜI LẬP", note=_BY_HAND)
    return Paper(
        profile=profile,
        head=FormHead(("DANH SÁCH KÝ NHẬN TIỀN THƯỞNG", title), superior=office),
        body=(
            Table(columns, tuple(rows), name="Ký nhận"),
            Paragraph(f"Bằng chữ: {number_in_words(total)} đồng.", indent=False),
            SignOff((left, signing.block(_BY_HAND))),
        ),
        size=13,
    )


def ceremony(
    *,
    profile: Profile,
    office: str,
    year: int,
    groups: Sequence[tuple[str, Sequence[Commended]]],
    guests: Sequence[str],
    signer: str,
) -> Paper:
    """Kịch bản trao thưởng: programme, order of presentation, guests. No ceremony of its own: it goes with the conference."""
    programme = (
        "Ổn định tổ chức, tuyên bố lý do, giới thiệu đại biểu.",
        "Báo cáo kết quả phong trào thi đua “Dân vận khéo”.",
        "Công bố quyết định khen thưởng.",
        f"Trao thưởng theo thứ tự dưới đây; {signer} trao.",
        "Đại diện người được khen thưởng phát biểu; kết thúc.",
    )
    body: list[Block] = [
        Paragraph("Trao thưởng kết hợp trong hội nghị tổng kết (Điều 29 Nghị định số 152/2025/NĐ-CP)."),
        Heading(Level.ROMAN, "I", "CHƯƠNG TRÌNH"),
        *(Item(Level.CLAUSE, words, str(place)) for place, words in enumerate(programme, 1)),
        Heading(Level.ROMAN, "II", "THỨ TỰ TRAO THƯỞNG"),
    ]
    for place, (words, cases) in enumerate(groups, 1):
        rows = tuple(
            Row((str(at), one.name, ", ".join(filter(None, (one.about, one.unit))), one.number))
            for at, one in enumerate(in_order(cases), 1)
        )
        columns = (
            NUMBER,
            Column("Được khen thưởng", 44),
            Column("Đơn vị", 36),
            Column("Số sổ vàng", 14, Align.CENTER),
        )
        body += [
            Paragraph(f"{place}. {words}", keep_with_next=True),
            Table(columns, rows, name=f"Đợt {place}"),
        ]
    listed = tuple(Row((str(at), one, "", "")) for at, one in enumerate((*guests, "", "", ""), 1))
    columns = (NUMBER, Column("Đại biểu", 50), Column("Chức vụ", 28), Column("Có mặt", 16))
    body += [Heading(Level.ROMAN, "III", "DANH SÁCH KHÁCH MỜI"), Table(columns, listed, name="Khách mời")]
    return Paper(
        profile=profile,
        head=FormHead(("CHƯƠNG TRÌNH TRAO THƯỞNG", f"PHONG TRÀO “DÂN VẬN KHÉO” NĂM {year}"), superior=office),
        body=tuple(body),
        size=13,
    )


def award_register(*, profile: Profile, office: str, title: str, rows: Sequence[Sequence[str]]) -> Paper:
    """Sổ khen thưởng: who, what, what for, by which decision, the prize, whether it holds."""
    columns = (
        NUMBER,
        Column("Họ và tên, tên đơn vị", 20),
        Column("Đơn vị", 16),
        Column("Danh hiệu, hình thức", 16),
        Column("Thành tích", 24),
        Column("Quyết định", 16),
        Column("Ngày", 10, Align.CENTER),
        Column("Số sổ vàng", 8, Align.CENTER),
        Column("Tiền thưởng (đồng)", 12, Align.RIGHT),
        Column("Hiệu lực", 10),
    )
    lines = tuple(Row((str(place), *cells)) for place, cells in enumerate(rows, 1))
    return Paper(
        profile=profile,
        head=FormHead(("SỔ KHEN THƯỞNG", title), superior=office),
        body=(Table(columns, lines, name="Sổ khen thưởng"),),
        orientation=Orientation.LANDSCAPE,
        size=12,
    )
