"""Official papers of fictional communes, of every kind and profile, for property tests.

Their texts are those that offices write: sentences that end, headings that do not, items with their marks.
What stands only in the setting (column widths, emphasis within a sentence, page margins) is left at its default,
for a text cannot tell it.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from kheo.core.paper.model import (
    Appendix,
    Authority,
    Column,
    Heading,
    Item,
    Level,
    Marks,
    OfficialHead,
    Orientation,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Table,
    Urgency,
)
from kheo.core.paper.outline import numbered
from kheo.core.paper.profiles import PROFILES

PLACES = ("Bến Lở", "Suối Đá", "Nậm Mây", "Đồng Trăng", "Ea H'Leo", "Cù Lao Sen")
PEOPLE = (
    "Nguyễn Văn Hòa",
    "Trần Thị Ngọc Ánh",
    "Lỳ Xé Chừ",
    "Y Thun Niê",
    "H'Hen Niê",
    "Đinh Công Tráng",
    "Lưu Bách Chiến",
    "Hoàng Mai",
)
THINGS = (
    "làm đường bê tông liên thôn",
    "trồng hoa ven lối đi",
    "thắp sáng ngõ quê",
    "phân loại rác tại hộ gia đình",
    "giúp nhau vốn, giống và ngày công",
    "giữ gìn an ninh trật tự ở khu dân cư",
    "hòa giải mâu thuẫn nhỏ ngay từ cơ sở",
    "hướng dẫn bà con nộp hồ sơ trực tuyến",
    "phát triển kinh tế - xã hội gắn với bảo vệ rừng",
)
WHO = (
    "Các thôn, tổ dân phố",
    "Phòng Văn hóa - Xã hội",
    "Ban Công tác Mặt trận",
    "Hội Liên hiệp Phụ nữ xã",
    "Công an xã",
    "Chi bộ các cơ quan, đơn vị",
)
DOES = (
    "chủ trì",
    "phối hợp tổ chức",
    "vận động Nhân dân",
    "theo dõi, đôn đốc việc",
    "tuyên truyền, nhân rộng việc",
)
WHEN = (
    "trước ngày 15 tháng 3 năm 2026",
    "trong quý II năm 2026",
    "hằng tháng, vào sáng thứ Bảy",
    "từ ngày 01/3/2026 đến hết ngày 30/11/2026",
    "theo Kế hoạch số 12/KH-UBND",
)
TITLES = (
    "Mục đích, yêu cầu",
    "Nội dung thực hiện",
    "Đối tượng và phạm vi",
    "Thời gian đăng ký",
    "Giải pháp chủ yếu",
    "Tổ chức thực hiện",
    "Kinh phí và điều kiện bảo đảm",
)
ABOUT = (
    "tổ chức phong trào thi đua “Dân vận khéo” năm 2026",
    "đăng ký mô hình “Dân vận khéo” trên địa bàn xã",
    "kiện toàn Tổ công tác dân vận giai đoạn 2026 - 2030",
    "đẩy mạnh phân loại rác tại nguồn và trồng cây xanh trên các tuyến đường liên thôn của xã",
    "kết quả công tác dân vận 6 tháng đầu năm",
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022; Luật sửa đổi, bổ sung một số điều của Luật này",
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ về lĩnh vực thi đua, khen thưởng",
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh An Bình về phong trào thi đua",
    "Xét đề nghị của Ban Xây dựng Đảng",
    "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
)
RECEIVERS = (
    "Thường trực Đảng ủy",
    "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân xã",
    "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã (để phối hợp)",
    "Các cơ quan, đơn vị thuộc xã",
    "Trang thông tin điện tử xã",
)
HEADS = {
    "STATE": (
        ("TỈNH AN BÌNH", "ỦY BAN NHÂN DÂN XÃ SUỐI ĐÁ", "UBND"),
        ("", "ỦY BAN NHÂN DÂN PHƯỜNG BẾN LỞ", "UBND"),
        ("ỦY BAN NHÂN DÂN XÃ NẬM MÂY", "PHÒNG VĂN HÓA - XÃ HỘI", "VHXH"),
        ("ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "SỞ NỘI VỤ", "SNV"),
        ("ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG", "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "HĐTĐKT"),
    ),
    "PARTY": (
        ("ĐẢNG BỘ TỈNH AN BÌNH", "ĐẢNG ỦY XÃ SUỐI ĐÁ", "ĐU"),
        ("ĐẢNG ỦY PHƯỜNG BẾN LỞ", "BAN XÂY DỰNG ĐẢNG", "BXDĐ"),
        ("ĐẢNG BỘ XÃ NẬM MÂY", "CHI BỘ THÔN HẠ", "CB"),
    ),
    "FRONT": (
        ("", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ SUỐI ĐÁ", "MTTQ-BTT"),
        ("ỦY BAN MTTQ VIỆT NAM TỈNH AN BÌNH", "BAN THƯỜNG TRỰC", "BTT"),
    ),
}
KINDS = {
    "KẾ HOẠCH": "KH",
    "QUYẾT ĐỊNH": "QĐ",
    "TỜ TRÌNH": "TTr",
    "BÁO CÁO": "BC",
    "BIÊN BẢN": "BB",
    "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD",
    "GIẤY MỜI": "GM",
}
ADDRESSED = frozenset({None, "TỜ TRÌNH", "BÁO CÁO", "GIẤY MỜI"})
SIGNED = {
    "STATE": (
        (("TM", "ỦY BAN NHÂN DÂN"),),
        (("TM", "ỦY BAN NHÂN DÂN"), ("KT", "CHỦ TỊCH")),
        (("TL", "CHỦ TỊCH"),),
        (("TUQ", "CHỦ TỊCH"),),
        (),
    ),
    "PARTY": (
        (("TM", "ĐẢNG ỦY"),),
        (("TM", "BAN THƯỜNG VỤ"),),
        (("KT", "TRƯỞNG BAN"),),
        (("TL", "BAN THƯỜNG VỤ"),),
        (),
    ),
    "FRONT": ((("TM", "BAN THƯỜNG TRỰC"),), (("TM", "BAN THƯỜNG TRỰC"), ("KT", "CHỦ TỊCH")), ()),
}
POSITIONS = {
    "STATE": ("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG"),
    "PARTY": ("BÍ THƯ", "PHÓ BÍ THƯ", "PHÓ TRƯỞNG BAN", "CHÁNH VĂN PHÒNG"),
    "FRONT": ("CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
}

FORMATS = ("docx", "pdf")


def _upper_first(text: str) -> str:
    return text[0].upper() + text[1:]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence without its end."""
    words = f"{draw(st.sampled_from(WHO))} {draw(st.sampled_from(DOES))} {draw(st.sampled_from(THINGS))}"
    return f"{words} {draw(st.sampled_from(WHEN))}" if draw(st.booleans()) else words


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    """One to three sentences; the last one bears its full stop."""
    return Paragraph(". ".join(draw(st.lists(sentences(), min_size=1, max_size=3))) + ".")


@st.composite
def items(draw: st.DrawFn, level: Level) -> Item:
    """A numbered or dashed sentence."""
    return Item(level, draw(sentences()) + draw(st.sampled_from((".", ";"))))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of a list, with groups and a sum in some."""
    titles = ("TT", "Tên mô hình", "Đơn vị đăng ký", "Địa chỉ", "Thời gian")[: draw(st.integers(3, 5))]
    cells = st.sampled_from([*THINGS, *WHO, *PLACES, *WHEN])
    rows = [
        Row((str(place), *(_upper_first(draw(cells)) for _ in titles[1:])))
        for place in range(1, draw(st.integers(1, 6)) + 1)
    ]
    if len(titles) > 3 and draw(st.booleans()):
        rows.insert(0, Row(("I", "Mô hình mới"), RowKind.GROUP))
        rows.append(Row(("", f"Tổng cộng: {len(rows) - 1} mô hình"), RowKind.TOTAL))
    return Table(tuple(Column(title, 1) for title in titles), tuple(rows))


@st.composite
def plan_bodies(draw: st.DrawFn) -> list:
    """I. / 1. / a) / - / +, as plans and reports are laid out."""
    blocks: list = draw(st.lists(paragraphs(), max_size=2))
    for title in draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=3, unique=True)):
        blocks.append(Heading(Level.ROMAN, "", title.upper()))
        for _ in range(draw(st.integers(0, 2))):
            below = draw(st.sampled_from((Level.CLAUSE, Level.POINT, Level.DASH, None)))
            if below is Level.CLAUSE and draw(st.booleans()):
                blocks.append(Heading(Level.CLAUSE, "", draw(st.sampled_from(TITLES))))
                blocks += draw(st.lists(items(Level.POINT), max_size=3))
            elif below is None:
                blocks.append(draw(paragraphs()))
            else:
                blocks += draw(st.lists(items(below), min_size=1, max_size=4))
            if draw(st.integers(0, 3)) == 0:
                blocks.append(draw(items(Level.PLUS)))
        if draw(st.integers(0, 4)) == 0:
            blocks.append(draw(tables()))
    return blocks


@st.composite
def article_bodies(draw: st.DrawFn) -> list:
    """Chương, Mục, Điều, khoản, điểm, as decisions and regulations are laid out."""
    blocks: list = []
    chapters = draw(st.integers(0, 2))
    for _ in range(max(chapters, 1)):
        if chapters:
            blocks.append(Heading(Level.CHAPTER, "", draw(st.sampled_from(TITLES)).upper()))
            if draw(st.booleans()):
                blocks.append(Heading(Level.SECTION, "", draw(st.sampled_from(TITLES)).upper()))
        for _ in range(draw(st.integers(1, 3))):
            if draw(st.booleans()):
                blocks.append(Heading(Level.ARTICLE, "", draw(st.sampled_from(TITLES))))
                blocks += draw(st.lists(items(Level.CLAUSE), min_size=1, max_size=3))
                blocks += draw(st.lists(items(Level.POINT), max_size=6))
            else:
                blocks.append(draw(items(Level.ARTICLE)))
    return blocks


@st.composite
def appendices(draw: st.DrawFn, reference: str) -> Appendix:
    """A list, or a form with a few lines, upright or across."""
    body = (draw(tables()),) if draw(st.booleans()) else (draw(paragraphs()), draw(tables()))
    title = f"DANH SÁCH {draw(st.sampled_from(ABOUT)).upper()}"
    across = draw(st.sampled_from(tuple(Orientation)))
    return Appendix(title, body, reference if draw(st.booleans()) else "", across)


@st.composite
def signatures(draw: st.DrawFn, body: str) -> Signature:
    """Who signs, in whose name; the name may still be missing."""
    authority = tuple(Authority(*line) for line in draw(st.sampled_from(SIGNED[body])))
    position = draw(st.sampled_from(POSITIONS[body]))
    return Signature(position, draw(st.sampled_from((*PEOPLE, ""))), authority)


@st.composite
def dates(draw: st.DrawFn, profile) -> dict:
    """A whole date within the profile's days, or the month and year of a paper not yet signed."""
    last = profile.valid_to - timedelta(days=1) if profile.valid_to else date(2027, 12, 31)
    day = draw(st.dates(max(profile.valid_from, date(2021, 1, 1)), last))
    if draw(st.booleans()):
        return {"on": day}
    first = day.replace(day=1)
    return {"month": day.month, "year": day.year} if profile.valid_from <= first else {"on": day}


@st.composite
def papers(draw: st.DrawFn, profiles=PROFILES, kinds=(*KINDS, None)) -> Paper:
    """A numbered paper of any kind and profile, or of those given; a công văn has no kind."""
    profile = draw(st.sampled_from(profiles))
    body_kind = profile.body_kind
    kind = draw(st.sampled_from(kinds))
    superior, issuer, code = draw(st.sampled_from(HEADS[body_kind]))
    party = body_kind == "PARTY"
    symbol = f"{KINDS.get(kind, 'CV')}{'/' if party else '-'}{code}" if kind or party else f"{code}-VP"
    number = draw(st.sampled_from((None, "07", "46", "0125", "1050")))
    head = OfficialHead(
        issuer, symbol, draw(st.sampled_from(PLACES)), superior, number, **draw(dates(profile))
    )
    decision = kind == "QUYẾT ĐỊNH"
    blocks = draw(article_bodies() if decision else plan_bodies())
    blocks.append(Paragraph(draw(sentences())) if not decision else draw(items(Level.ARTICLE)))
    if isinstance(blocks[-1], Item):
        blocks[-1] = Item(Level.ARTICLE, blocks[-1].text.rstrip(".;"))
    bases = tuple(draw(st.lists(st.sampled_from(BASES), min_size=int(decision), max_size=3, unique=True)))
    two = kind == "BIÊN BẢN"
    reference = (
        f"Kèm theo {(kind or 'Công văn').capitalize()} số 07/{symbol} ngày 05 tháng 02 năm 2026 của {issuer}"
    )
    addressees = draw(st.lists(st.sampled_from(WHO), max_size=3, unique=True)) if kind in ADDRESSED else []
    receivers = draw(st.lists(st.sampled_from(RECEIVERS), max_size=4, unique=True))
    return Paper(
        profile=profile,
        head=head,
        body=numbered(blocks),
        kind=kind,
        subject=draw(st.sampled_from(ABOUT)) if kind is None else _upper_first(draw(st.sampled_from(ABOUT))),
        addressees=tuple(addressees),
        decider="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI ĐÁ" if decision and body_kind == "STATE" else "",
        bases=bases,
        resolves=("BAN THƯỜNG VỤ ĐẢNG ỦY XÃ SUỐI ĐÁ QUYẾT ĐỊNH" if party else "QUYẾT ĐỊNH:")
        if decision
        else "",
        recipients=(*receivers, profile.filing),
        signature=draw(signatures(body_kind)),
        left_signature=Signature("NGƯỜI GHI BIÊN BẢN", draw(st.sampled_from(PEOPLE))) if two else None,
        marks=Marks(
            draft=draw(st.sampled_from((None, None, 0, 2))),
            urgency=draw(st.sampled_from((None, None, *Urgency))),
        ),
        appendices=tuple(draw(st.lists(appendices(reference), max_size=2))),
    )
