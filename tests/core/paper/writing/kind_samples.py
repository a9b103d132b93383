"""One paper of every kind for every profile, of fictional communes: for tests, pictures and benchmarks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from kheo.core.paper.forms.handover import (
    HandedGroup,
    HandedMatter,
    HandoverFacts,
    handover_minutes,
)
from kheo.core.paper.forms.handover import Party as HandingParty
from kheo.core.paper.forms.letters import Issuing, attached_to
from kheo.core.paper.forms.meetings import Meeting, invitation, minutes
from kheo.core.paper.forms.official import (
    Extras,
    Section,
    Task,
    decision,
    guidance,
    letter,
    notice,
    plan,
    report,
    submission,
    table_appendix,
)
from kheo.core.paper.kinds import (
    DECISION,
    GUIDANCE,
    INVITATION,
    LETTER,
    MINUTES,
    NOTICE,
    PLAN,
    REPORT,
    SUBMISSION,
    PaperKind,
    symbol_of,
)
from kheo.core.paper.model import (
    Align,
    Authority,
    Column,
    Heading,
    Item,
    Level,
    Marks,
    OfficialHead,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Table,
    Urgency,
)
from kheo.core.paper.profiles import Profile, profile_for
from kheo.core.timetable.deadline import VIETNAM

STATE = profile_for("STATE", date(2026, 6, 1))
PARTY = profile_for("PARTY", date(2026, 6, 1))
PARTY_BEFORE = profile_for("PARTY", date(2026, 3, 1))
FRONT = profile_for("FRONT", date(2026, 6, 1))


@dataclass(frozen=True)
class House:
    """An issuing body of a profile."""

    key: str
    profile: Profile
    issuer: str
    superior: str
    name: str
    organ: str
    on: date
    signature: Signature
    recipients: tuple[str, ...]
    filing: str
    decider: str
    upper: str


HOUSES = (
    House(
        "nha-nuoc",
        STATE,
        "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG TRĂNG",
        "",
        "Ủy ban nhân dân xã Đồng Trăng",
        "UBND",
        date(2026, 6, 5),
        Signature(
            "PHÓ CHỦ TỊCH",
            "Trần Thị Ngọc Ánh",
            (Authority("TM", "ỦY BAN NHÂN DÂN"), Authority("KT", "CHỦ TỊCH")),
        ),
        ("Đảng ủy, HĐND xã", "UBMTTQ Việt Nam xã", "Các thôn, xóm"),
        "Lưu: VT, VHXH",
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
        "Ủy ban nhân dân tỉnh",
    ),
    House(
        "dang-05",
        PARTY,
        "ĐẢNG ỦY XÃ ĐỒNG TRĂNG",
        "ĐẢNG BỘ TỈNH AN BÌNH",
        "Đảng ủy xã Đồng Trăng",
        "ĐU",
        date(2026, 6, 5),
        Signature("PHÓ BÍ THƯ", "Nguyễn Văn Hòa", (Authority("TM", "BAN THƯỜNG VỤ"),)),
        ("Thường trực Tỉnh ủy", "Các chi bộ trực thuộc", "Các đồng chí đảng ủy viên"),
        "Lưu Văn phòng Đảng ủy",
        "BAN THƯỜNG VỤ ĐẢNG ỦY",
        "Ban Thường vụ Tỉnh ủy",
    ),
    House(
        "dang-36",
        PARTY_BEFORE,
        "ĐẢNG ỦY XÃ BẾN LỞ",
        "ĐẢNG BỘ TỈNH AN BÌNH",
        "Đảng ủy xã Bến Lở",
        "ĐU",
        date(2026, 2, 5),
        Signature("BÍ THƯ", "Đinh Y Nhung", (Authority("TM", "BAN THƯỜNG VỤ"),)),
        ("Thường trực Tỉnh ủy", "Các chi bộ trực thuộc"),
        "Lưu Văn phòng Đảng ủy",
        "BAN THƯỜNG VỤ ĐẢNG ỦY",
        "Ban Thường vụ Tỉnh ủy",
    ),
    House(
        "mat-tran",
        FRONT,
        "ỦY BAN MTTQ VIỆT NAM\nXÃ NẬM MÂY",
        "",
        "Ban Thường trực Ủy ban MTTQ Việt Nam xã Nậm Mây",
        "MTTQ-BTT",
        date(2026, 3, 15),
        Signature("CHỦ TỊCH", "Lê Thị Bưởi", (Authority("TM", "BAN THƯỜNG TRỰC"),)),
        ("Đảng ủy xã", "Các tổ chức chính trị - xã hội xã", "Ban Công tác Mặt trận các thôn"),
        "Lưu: VT",
        "BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ NẬM MÂY",
        "Ủy ban MTTQ Việt Nam tỉnh",
    ),
)


def issuing(house: House, kind: PaperKind, number: str | None = "7") -> Issuing:
    """The head of a paper of this kind from this body."""
    place = house.issuer.rsplit("XÃ ", 1)[1].title()
    head = OfficialHead(
        house.issuer,
        symbol_of(kind, house.profile, house.organ, field="VHXH" if house.profile is STATE else ""),
        place if house.profile.body_kind != "PARTY" else f"Xã {place}",
        house.superior,
        number,
        house.on,
    )
    return Issuing(house.profile, head, house.name, house.signature, house.recipients, house.filing)


BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    (
        "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền "
        "trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, "
        "khen thưởng"
    ),
)
MODELS = "mô hình “Dân vận khéo”"
_COLUMNS = (
    Column("TT", 6, Align.CENTER),
    Column("Tên mô hình", 34),
    Column("Đơn vị thực hiện", 24),
    Column("Lĩnh vực", 18, Align.CENTER),
    Column("Hộ tham gia", 12, Align.RIGHT),
)
_NAMES = (
    ("Thắp sáng ngõ quê", "Xóm Suối", "Văn hóa - xã hội", "42"),
    ("Hiến đất mở đường nội đồng", "Xóm Bãi", "Kinh tế", "18"),
    ("Tổ tự quản “5 không”", "Xóm Đông", "Quốc phòng - an ninh", "65"),
    ("Chi bộ gần dân, sát việc", "Chi bộ xóm Suối", "Hệ thống chính trị", "30"),
)


def table(times: int = 1) -> Table:
    """The list of models, `times` as long."""
    rows = [
        Row((str(n), *cells)) for n, cells in enumerate([cells for _ in range(times) for cells in _NAMES], 1)
    ]
    total = Row(("", f"Tổng cộng: {len(rows)} mô hình"), RowKind.TOTAL)
    return Table(_COLUMNS, (Row(("I", "Mô hình mới"), RowKind.GROUP), *rows, total), name="Mô hình")


def a_plan(house: House) -> Paper:
    made = issuing(house, PLAN, "46")
    contents = Section(
        "Nội dung",
        (
            Heading(Level.CLAUSE, "", "Lĩnh vực kinh tế"),
            Paragraph(
                "Vận động Nhân dân góp công, hiến đất làm đường, liên kết sản xuất, giúp nhau thoát nghèo."
            ),
            Heading(Level.CLAUSE, "", "Lĩnh vực văn hóa - xã hội"),
            Item(Level.POINT, "Giữ gìn vệ sinh môi trường, xây dựng nếp sống văn minh ở khu dân cư;"),
            Item(Level.POINT, "Khuyến học, khuyến tài, chăm lo người già, trẻ em có hoàn cảnh khó khăn."),
        ),
    )
    appendices = (
        table_appendix("Danh mục mô hình", table(), reference=attached_to("Kế hoạch", made)),
        table_appendix("Biểu theo dõi", table(), reference=attached_to("Kế hoạch", made), wide=True),
    )
    return plan(
        issuing=made,
        subject="Thực hiện phong trào thi đua “Dân vận khéo” năm 2026",
        opening=f"Thực hiện chỉ đạo của {house.upper}, {house.name} ban hành Kế hoạch thực hiện phong trào thi đua "
        "“Dân vận khéo” năm 2026 như sau:",
        purposes=(
            "Nâng cao nhận thức của cán bộ, đảng viên và Nhân dân về công tác dân vận trong tình hình mới;",
            "Phát huy vai trò làm chủ của Nhân dân, tạo đồng thuận trong thực hiện nhiệm vụ của địa phương.",
        ),
        requirements=("Mỗi đơn vị đăng ký ít nhất một mô hình, thiết thực, phù hợp điều kiện thực tế.",),
        sections=(contents,),
        tasks=(
            Task(
                "Phòng Văn hóa - Xã hội",
                ("Tham mưu tổ chức, đôn đốc, tổng hợp kết quả;", "Báo cáo trước ngày 15 tháng 11 năm 2026."),
            ),
            Task("Các thôn, xóm", ("tổ chức đăng ký và thực hiện mô hình.",)),
        ),
        closing="Yêu cầu các cơ quan, đơn vị triển khai thực hiện nghiêm túc Kế hoạch này.",
        extras=Extras(BASES if house.profile.body_kind != "PARTY" else BASES[:2], appendices),
    )


def a_decision(house: House) -> Paper:
    made = issuing(house, DECISION, "112")
    return decision(
        issuing=made,
        subject=f"Về việc công nhận {MODELS} năm 2026",
        decider=house.decider,
        articles=(
            f"Công nhận 04 {MODELS} năm 2026 của các đơn vị trên địa bàn xã (có danh sách kèm theo).",
            "Các đơn vị có mô hình được công nhận tiếp tục duy trì, nhân rộng mô hình trong năm 2027.",
            "Văn phòng, các đơn vị có liên quan và các đơn vị có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này",
        ),
        extras=Extras(
            BASES,
            (
                table_appendix(
                    "Danh sách mô hình được công nhận", table(), reference=attached_to("Quyết định", made)
                ),
            ),
        ),
        proposer="Trưởng phòng Văn hóa - Xã hội"
        if house.profile.body_kind == "STATE"
        else {"mat-tran": "Văn phòng"}.get(house.key, "Ban Xây dựng Đảng"),
    )


def a_submission(house: House) -> Paper:
    return submission(
        issuing=issuing(house, SUBMISSION),
        subject=f"Đề nghị công nhận {MODELS} năm 2026",
        to=(house.upper,),
        reasons=(
            "Qua một năm thực hiện, các mô hình đã tạo chuyển biến rõ nét, được Nhân dân đồng tình, ủng hộ.",
        ),
        proposals=(
            "Công nhận 04 mô hình tiêu biểu cấp xã;",
            "Đề nghị khen thưởng 02 tập thể, 03 cá nhân có thành tích xuất sắc.",
        ),
        closing=f"{house.name} kính trình {house.upper} xem xét, quyết định",
    )


def a_report(house: House) -> Paper:
    return report(
        issuing=issuing(house, REPORT, "215"),
        subject="Kết quả thực hiện phong trào thi đua “Dân vận khéo” 6 tháng đầu năm 2026",
        opening=f"{house.name} báo cáo kết quả thực hiện phong trào thi đua “Dân vận khéo” 6 tháng đầu năm 2026 như sau:",
        sections=(
            Section(
                "Kết quả đạt được",
                (
                    Heading(Level.CLAUSE, "", "Công tác lãnh đạo, chỉ đạo"),
                    Paragraph("Đã ban hành kế hoạch, phân công thành viên phụ trách từng địa bàn."),
                    Heading(Level.CLAUSE, "", "Kết quả xây dựng mô hình"),
                    Paragraph("Các đơn vị đăng ký 04 mô hình như sau:"),
                    table(),
                ),
            ),
            Section(
                "Hạn chế, nguyên nhân",
                (Paragraph("Một số mô hình triển khai chậm do thời tiết không thuận lợi."),),
            ),
            Section(
                "Nhiệm vụ 6 tháng cuối năm",
                (
                    Item(Level.CLAUSE, "Đôn đốc, kiểm tra các mô hình."),
                    Item(Level.CLAUSE, "Chuẩn bị tổng kết, khen thưởng."),
                ),
            ),
        ),
        closing=f"Trên đây là báo cáo của {house.name}",
        to=(house.upper,),
    )


def a_letter(house: House) -> Paper:
    return letter(
        issuing=issuing(house, LETTER, "318"),
        subject=f"đăng ký {MODELS} năm 2026",
        to=("Các chi bộ, thôn, xóm", "Các trường học trên địa bàn"),
        blocks=(
            Paragraph(
                f"{house.name} đề nghị các đơn vị đăng ký {MODELS} năm 2026 theo mẫu gửi kèm, gửi về trước ngày 15 tháng 6 năm 2026."
            ),
            Paragraph("Đề nghị các đơn vị quan tâm thực hiện"),
        ),
    )


def a_notice(house: House) -> Paper:
    made = issuing(house, NOTICE, "9")
    return notice(
        issuing=made,
        subject=f"Danh mục {MODELS} năm 2026",
        blocks=(
            Paragraph(f"{house.name} thông báo danh mục {MODELS} năm 2026 gồm 04 mô hình (Phụ lục kèm theo)"),
        ),
        extras=Extras(
            appendices=(
                table_appendix(
                    f"Danh mục {MODELS} năm 2026",
                    table(12),
                    reference=attached_to("Thông báo", made),
                    wide=True,
                ),
            )
        ),
    )


def a_guidance(house: House) -> Paper:
    return guidance(
        issuing=issuing(house, GUIDANCE, "3"),
        subject=f"Tiêu chí, quy trình công nhận {MODELS}",
        opening=f"{house.name} hướng dẫn tiêu chí, quy trình công nhận {MODELS} như sau:",
        sections=(
            Section(
                "Tiêu chí",
                tuple(
                    Item(Level.CLAUSE, words)
                    for words in (
                        "Có nội dung, mục tiêu, thời gian cụ thể.",
                        "Có kết quả đo đếm được, được Nhân dân ghi nhận.",
                    )
                ),
            ),
            Section(
                "Quy trình",
                tuple(
                    Item(Level.CLAUSE, words)
                    for words in (
                        "Đơn vị tự đánh giá.",
                        "Tổ thẩm định khảo sát thực tế.",
                        "Cấp có thẩm quyền công nhận.",
                    )
                ),
            ),
        ),
        closing="Trong quá trình thực hiện, có vướng mắc, các đơn vị phản ánh để được hướng dẫn",
    )


MEETING = Meeting(
    name="Hội nghị thẩm định mô hình “Dân vận khéo” năm 2026",
    place="Hội trường xã",
    begins=datetime(2026, 10, 9, 8, 0, tzinfo=VIETNAM),
    chair="Trần Thị Ngọc Ánh, Phó Chủ tịch",
    secretary="Lê Văn Bình",
    present=("Đại diện Thường trực Đảng ủy", "Đại diện các tổ chức chính trị - xã hội"),
    agenda=("Nghe báo cáo kết quả khảo sát các mô hình.", "Thảo luận, cho ý kiến từng mô hình."),
)


def a_record(house: House) -> Paper:
    attested = None
    if house.key == "dang-05":
        attested = Signature("CHÁNH VĂN PHÒNG", "Phạm Thị Mơ", (Authority("TL", "BAN THƯỜNG VỤ"),))
    return minutes(issuing=issuing(house, MINUTES, "2"), meeting=MEETING, attested_by=attested)


def a_blank_record(house: House) -> Paper:
    return minutes(
        issuing=issuing(house, MINUTES, None), meeting=Meeting("Họp xét mô hình “Dân vận khéo” năm 2026")
    )


def a_handover(house: House) -> Paper:
    facts = HandoverFacts(
        giver=HandingParty("Hoàng Thị Lụa", "Công chức Phòng Văn hóa - Xã hội"),
        taker=HandingParty("Bế Thị Sao"),
        made_on=date(2026, 10, 9),
        on=date(2026, 10, 12),
        place="Hội trường xã",
        reason="chuyển công tác",
        roles=(("Phòng Văn hóa - Xã hội", "Cán bộ phụ trách phong trào"),),
        passing=(HandedGroup("Khó khăn giao đích danh", (HandedMatter("Xóm Suối: thiếu ống"),), 1),),
        staying=(
            HandedGroup(
                "Đăng ký chờ tiếp nhận",
                (HandedMatter("Xóm 1: “Thắp sáng đường quê”", date(2026, 10, 20)),),
                12,
                "Đơn vị đã được báo",
            ),
        ),
    )
    attesting = "XÁC NHẬN CỦA THỦ TRƯỞNG"
    return handover_minutes(issuing=issuing(house, MINUTES, "3"), facts=facts, attesting=attesting)


def an_invitation(house: House) -> Paper:
    return invitation(
        issuing=issuing(house, INVITATION, "21"),
        guests="Trưởng các thôn, xóm; Bí thư các chi bộ",
        meeting=replace(MEETING, present=()),
    )


def a_marked_letter(house: House) -> Paper:
    marks = Marks(
        draft=2,
        urgency=Urgency.EXPRESS,
        circulation="LƯU HÀNH NỘI BỘ",
        drafter="NVH.(30)",
        contact="Số 1 đường Bờ Sông, xã Đồng Trăng, tỉnh An Bình. Điện thoại: 0200 300 111",
    )
    return replace(a_letter(house), marks=marks)


KINDS: dict[str, Callable[[House], Paper]] = {
    "ke-hoach": a_plan,
    "quyet-dinh": a_decision,
    "to-trinh": a_submission,
    "bao-cao": a_report,
    "bien-ban": a_record,
    "bien-ban-trong": a_blank_record,
    "bien-ban-ban-giao": a_handover,
    "cong-van": a_letter,
    "cong-van-co-dau": a_marked_letter,
    "thong-bao": a_notice,
    "huong-dan": a_guidance,
    "giay-moi": an_invitation,
}


def every_kind() -> dict[str, Paper]:
    """By “thể loại · cơ quan”, each kind that each body has."""
    return {
        f"{name} {house.key}": build(house)
        for name, build in KINDS.items()
        for house in HOUSES
        if not (name == "giay-moi" and house.profile.body_kind == "PARTY")
    }
