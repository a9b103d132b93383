"""A fictional commune and its papers, for the tests of the writers."""

from dataclasses import replace
from datetime import UTC, date, datetime

from kheo.core.paper.forms import (
    CalendarItem,
    DirectoryEntry,
    IndicatorLine,
    Issuing,
    ListedInitiative,
    QuotaLine,
    SheetFacts,
    Signing,
    StepLine,
    campaign_letter,
    directory,
    list_notice,
    moment_words,
    receipt,
    registration_list,
    registration_sheet,
    summary_list,
    upward_letter,
    year_calendar,
)
from kheo.core.paper.forms.letters import attached_to
from kheo.core.paper.model import (
    Align,
    Appendix,
    Authority,
    Column,
    DottedLines,
    Fields,
    Heading,
    Item,
    Level,
    OfficialHead,
    Orientation,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Run,
    Signature,
    Table,
)
from kheo.core.paper.profiles import profile_for
from kheo.core.timetable.deadline import VIETNAM

STATE = profile_for("STATE", date(2026, 6, 1))
PARTY = profile_for("PARTY", date(2026, 6, 1))
PARTY_BEFORE = profile_for("PARTY", date(2026, 5, 26))
FRONT = profile_for("FRONT", date(2026, 6, 1))

INITIATIVES = (
    ListedInitiative(
        "Thắp sáng ngõ quê", "NEW", "Chi hội Phụ nữ", "Thôn Bến Gỗ", "VH-XH", "Cả năm", "Thôn Bến Gỗ"
    ),
    ListedInitiative(
        "Tổ tự quản “5 không”", "NEW", "Ban Công tác Mặt trận", "Thôn Hạ", "QP-AN", "Tháng 3 - 9", "Thôn Hạ"
    ),
    ListedInitiative(
        "Hiến đất mở đường", "CONTINUED", "Đinh Y Nhung", "Thôn Thượng", "KT", "Cả năm", "Thôn Thượng"
    ),
)
SIGNING = Signing("Suối Đá", month=2, year=2026)
PLAN = "Kế hoạch số 46/KH-UBND ngày 19 tháng 01 năm 2026 của Ủy ban nhân dân xã Suối Đá"


def state_issuing(symbol="UBND-VHXH", number="7", on=date(2026, 2, 5)):
    head = OfficialHead("ỦY BAN NHÂN DÂN XÃ SUỐI ĐÁ", symbol, "Suối Đá", "TỈNH AN BÌNH", number, on)
    authority = (Authority("TM", "ỦY BAN NHÂN DÂN"), Authority("KT", "CHỦ TỊCH"))
    signer = Signature("PHÓ CHỦ TỊCH", "Trần Thị Ngọc Ánh", authority)
    return Issuing(STATE, head, "Ủy ban nhân dân xã Suối Đá", signer, ("Đảng ủy xã",), "Lưu: VT, VHXH")


def party_issuing(profile=PARTY, number=None):
    head = OfficialHead(
        "ĐẢNG ỦY XÃ SUỐI ĐÁ", "CV/ĐU", "Suối Đá", "ĐẢNG BỘ TỈNH AN BÌNH", number, month=6, year=2026
    )
    signer = Signature("PHÓ BÍ THƯ", "Nguyễn Văn Hòa", (Authority("TM", "BAN THƯỜNG VỤ"),))
    return Issuing(profile, head, "Đảng ủy xã Suối Đá", signer)


def front_issuing():
    head = OfficialHead(
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ SUỐI ĐÁ", "MTTQ-BTT", "Suối Đá", "", "249", date(2026, 3, 15)
    )
    signer = Signature("CHỦ TỊCH", "Lê Thị Bưởi", (Authority("TM", "BAN THƯỜNG TRỰC"),))
    return Issuing(FRONT, head, "Ban Thường trực Ủy ban MTTQ Việt Nam xã Suối Đá", signer)


def unit_list(initiatives=INITIATIVES, unit="Thôn Bến Gỗ"):
    return registration_list(profile=STATE, unit=unit, year=2026, initiatives=initiatives, signing=SIGNING)


def commune_list(initiatives=INITIATIVES):
    return summary_list(
        profile=STATE, commune="Xã Suối Đá", year=2026, initiatives=initiatives, signing=SIGNING
    )


def letter(issuing=None, addressees=("Các thôn", "Các trường học")):
    return campaign_letter(
        issuing=issuing or state_issuing(),
        year=2026,
        plan=PLAN,
        addressees=addressees,
        deadline=moment_words(datetime(2026, 2, 16, tzinfo=VIETNAM)),
        send_to="Phòng Văn hóa - Xã hội",
        sectors=("kinh tế", "văn hóa - xã hội"),
        quotas=(QuotaLine("Mỗi thôn", 1), QuotaLine("Mỗi hội", 12)),
        web_address="kheo.suoida.example",
    )


def notice(issuing=None):
    return list_notice(
        issuing=issuing or state_issuing("TB-UBND"), year=2026, plan=PLAN, initiatives=INITIATIVES
    )


def upward():
    return upward_letter(
        issuing=front_issuing(),
        year=2026,
        to="Ủy ban MTTQ Việt Nam tỉnh",
        answers=PLAN,
        initiatives=INITIATIVES,
        sheets=3,
    )


FACTS = SheetFacts(
    name="Thắp sáng ngõ quê",
    kind="CONTINUED",
    first_year=2024,
    changes="Mở thêm hai ngõ.",
    sector="VH-XH",
    situation="Ngõ tối, đi lại khó.",
    goal="Mọi ngõ có đèn.",
    indicators=(IndicatorLine("Chiều dài có đèn", "m", "1.200"), IndicatorLine("Số bóng", "bóng", "15")),
    steps=(StepLine("Họp thôn", "Tháng 3", "Trưởng thôn"),),
    led_by="Chi hội Phụ nữ",
    contact="Lê Thị Bưởi",
    phone="0200 300 111",
)


def sheet(facts=FACTS):
    return registration_sheet(profile=STATE, unit="Thôn Bến Gỗ", year=2026, facts=facts, signing=SIGNING)


def slip():
    return receipt(
        profile=STATE,
        office="ỦY BAN NHÂN DÂN XÃ SUỐI ĐÁ",
        unit="Thôn Bến Gỗ",
        campaign="Phong trào thi đua “Dân vận khéo” năm 2026",
        year=2026,
        initiatives=["Thắp sáng ngõ quê"],
        received_at=datetime(2026, 2, 6, 14, 5, 9, tzinfo=UTC),
        check_code="4F7A-92CC-10BE",
        next_steps=["Cán bộ xã xem và trả lời."],
    )


def contacts(count):
    entries = [
        DirectoryEntry(f"Nguyễn Thị Bích {n}", f"Thôn Bến Gỗ {n}", f"0200 300 {n:03d}") for n in range(count)
    ]
    return directory(profile=STATE, place="xã Suối Đá", entries=entries, on=date(2026, 3, 2))


def calendar(times=1):
    items = [
        CalendarItem("Tổng kết", "UBND xã", on=date(2027, 1, 15)),
        CalendarItem("Khảo sát đợt 1", "Ban Chỉ đạo", when="giữa tháng 6", year=2026, month=6),
        CalendarItem("Sơ kết", "UBND xã", on=date(2026, 6, 30)),
        CalendarItem("Gửi đăng ký", "Các đơn vị", on=date(2026, 2, 1), until=date(2026, 2, 15)),
        CalendarItem("Tuyên truyền", "Trung tâm", when="hằng tháng"),
    ]
    return year_calendar(profile=STATE, title="XÃ SUỐI ĐÁ", year=2026, items=items * times)


def plan(issuing):
    """A paper with every kind of block, two signers and two appendices."""
    columns = (Column("TT", 1, Align.CENTER), Column("Việc", 6), Column("Kinh phí", 2, Align.RIGHT))
    rows = (
        Row(("I", "Quý I"), RowKind.GROUP),
        Row(("1", "Phát động", "1.520.000")),
        Row(("", "Cộng", "1.520.000"), RowKind.TOTAL),
    )
    table = Table(columns, rows, name="Kinh phí")
    return Paper(
        profile=issuing.profile,
        head=replace(issuing.head, symbol="KH-UBND"),
        kind="KẾ HOẠCH",
        subject="Phát động phong trào thi đua “Dân vận khéo” và xây dựng tuyến đường tự quản trên địa bàn xã năm 2026",
        bases=(
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Thực hiện Kế hoạch số 12/KH-UBND",
        ),
        body=(
            Heading(Level.ROMAN, "I", "MỤC ĐÍCH, YÊU CẦU"),
            Heading(Level.CLAUSE, "1", "Mục đích"),
            Paragraph("Phát huy vai trò của Nhân dân trong xây dựng đời sống mới ở khu dân cư. " * 3),
            Heading(Level.POINT, "a", "Đối với thôn"),
            Item(Level.DASH, "mỗi thôn một việc làm cụ thể;"),
            Item(Level.PLUS, "không hình thức."),
            DottedLines(2),
            table,
            Fields((("Đầu mối", "Phòng Văn hóa - Xã hội"), ("Điện thoại", ""))),
            PageBreak(),
            Paragraph(
                (
                    Run("Yêu cầu: ", bold=True),
                    Run("thiết thực, ", italic=True),
                    Run("tiết kiệm.", underline=True),
                )
            ),
        ),
        recipients=issuing.receivers(letter=False),
        signature=issuing.signature,
        left_signature=Signature("CHỦ TỊCH", "Lê Thị Bưởi"),
        appendices=(
            Appendix("BIỂU KINH PHÍ", (table,), reference=attached_to("Kế hoạch", issuing)),
            Appendix("LỊCH LÀM VIỆC", (Paragraph("Theo từng quý."),), orientation=Orientation.LANDSCAPE),
        ),
    )


def every_paper():
    return {
        "state plan": plan(state_issuing()),
        "party plan": plan(party_issuing()),
        "list": unit_list(),
        "empty list": unit_list(()),
        "summary": commune_list(),
        "sheet": sheet(),
        "blank sheet": sheet(SheetFacts("", "NEW")),
        "receipt": slip(),
        "directory": contacts(60),
        "calendar": calendar(),
        "state letter": letter(),
        "party letter": letter(party_issuing()),
        "front letter": letter(front_issuing(), ("Các chi hội",)),
        "notice": notice(),
        "upward": upward(),
    }
