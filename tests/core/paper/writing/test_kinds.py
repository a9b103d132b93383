"""Every kind for every body as a clerk sees it: in Word's terms and on the pages of the .pdf."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from kheo.core.paper.model import Authority, Heading, Item, Level, Paragraph, Signature
from kheo.core.paper.outline import numbered
from kheo.core.paper.writing import pdf
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.metrics import text_width
from kheo.core.paper.writing.pdf import write_pdf
from tests.core.paper.writing.kind_samples import HOUSES, KINDS, a_letter, a_marked_letter, a_plan, every_kind

STATE, PARTY, PARTY_BEFORE, FRONT = HOUSES
NAMES = list(every_kind())
needs_fonts = pytest.mark.skipif(
    len(list(pdf.FONTS.glob("*.ttf"))) < pdf.FONT_COUNT, reason="fonts are brought by make setup"
)


def opened(paper):
    return Document(BytesIO(write_docx(paper)))


def paragraphs(document):
    """Every paragraph with its text, those in tables too."""
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, document) for p in document.element.iter(qn("w:p"))]


def said(document):
    return [p.text for p in paragraphs(document) if p.text]


def look(document, words):
    """(style, size, bold, italic, alignment) of the first paragraph with these words."""
    found = next(p for p in paragraphs(document) if p.text.startswith(words))
    style = document.styles[found.style.name] if found.style else None
    run, font = found.runs[0], style.font
    align = found.alignment if found.alignment is not None else style.paragraph_format.alignment
    return (
        style.name.removeprefix("Khéo "),
        (run.font.size or font.size).pt,
        bool(font.bold if run.bold is None else run.bold),
        bool(font.italic if run.italic is None else run.italic),
        {0: "left", 1: "center", 2: "right", 3: "both"}[align],
    )


def pages(data):
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    tagged = document.is_tagged()
    document.close()
    return texts, tagged


# Every kind


@pytest.mark.parametrize("name", NAMES)
def test_docx_survives_python_docx_part_by_part(name):
    data = write_docx(every_kind()[name])
    again = BytesIO()
    Document(BytesIO(data)).save(again)

    def parts(blob):
        archive = zipfile.ZipFile(BytesIO(blob))
        return {
            entry: etree.tostring(etree.fromstring(archive.read(entry)), method="c14n")
            for entry in archive.namelist()
            if not entry.endswith(".rels") and entry != "[Content_Types].xml"
        }

    assert parts(again.getvalue()) == parts(data)


@pytest.mark.parametrize("name", NAMES)
def test_docx_page_is_set_as_the_law_says(name):
    document = opened(every_kind()[name])

    for section in document.sections:
        sides = [getattr(section, f"{side}_margin").mm for side in ("top", "bottom", "left", "right")]
        assert [round(side) for side in sides] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer
        assert round(section.header_distance.mm) == 10
        assert " PAGE " in section.header._element.xml
        assert " PAGE " not in section.first_page_header._element.xml
        assert section.header.paragraphs[0].style.paragraph_format.alignment == 1
        assert section.footer.is_linked_to_previous


@pytest.mark.parametrize("name", NAMES)
def test_docx_every_line_has_a_style_of_its_own_and_one_font(name):
    document = opened(every_kind()[name])

    styles = {style.style_id for style in document.styles}
    used = [node.get(qn("w:val")) for node in document.element.iter(qn("w:pStyle"))]
    assert set(used) <= styles
    with_words = [p for p in paragraphs(document) if p.text.strip()]
    assert [p.text for p in with_words if not p.style.name.startswith("Khéo ")] == []
    fonts = {font for node in document.styles.element.iter(qn("w:rFonts")) for font in node.attrib.values()}
    assert fonts == {"Times New Roman"}
    assert document.core_properties.language == "vi-VN"


@pytest.mark.parametrize("name", NAMES)
def test_docx_rows_stay_whole_and_heads_of_tables_repeat(name):
    document = opened(every_kind()[name])

    for table in document.tables:
        assert all(
            row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
            for row in table.rows
        )
        if table.rows[0].cells[0].text == "TT":
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.key)
def test_docx_rule_under_the_motto_is_as_long_as_the_motto(house):
    head = opened(a_letter(house)).tables[0]
    motto, face = house.profile.motto[-1]

    _, right = (rules(cell) for cell in head.rows[0].cells)

    assert right == [pytest.approx(text_width(motto, face.size, bold=True), rel=0.02)]


@pytest.mark.parametrize("house", [STATE, FRONT], ids=lambda house: house.key)
def test_docx_rule_under_the_issuer_is_a_third_to_a_half_of_its_line(house):
    head = opened(a_letter(house)).tables[0]
    line = max(house.issuer.split("\n"), key=len)

    (left,) = rules(head.rows[0].cells[0])

    assert 1 / 3 <= left / text_width(line, 12, bold=True) <= 1 / 2


@pytest.mark.parametrize("house", [PARTY, PARTY_BEFORE], ids=lambda house: house.key)
def test_docx_party_issuer_has_a_star_and_no_rule(house):
    left = opened(a_letter(house)).tables[0].rows[0].cells[0]

    assert rules(left) == []
    assert [p.text for p in left.paragraphs] == [house.superior, house.issuer, "*"]


def rules(cell):
    """Lengths in millimetres of the drawn lines of a cell."""
    found = []
    for p in cell.paragraphs:
        if p._p.pPr is not None and p._p.pPr.find(qn("w:pBdr")) is not None:
            sides = p.paragraph_format
            found.append((cell.width - sides.left_indent - sides.right_indent) / 36000)
    return found


@needs_fonts
@pytest.mark.parametrize("name", NAMES)
def test_pdf_is_archivable_and_accessible(name):
    data = write_pdf(every_kind()[name])

    _, tagged = pages(data)
    assert tagged
    assert b"pdfuaid:part" in data
    assert b"pdfaid:part" in data
    assert b"/Lang(vi-VN)" in data
    assert data.count(b"/FontDescriptor ") >= 1
    assert data.count(b"/FontFile") == len(re.findall(rb"/Type/FontDescriptor", data))


@needs_fonts
@pytest.mark.parametrize("name", ["bien-ban nha-nuoc", "bien-ban-trong mat-tran", "bien-ban dang-05"])
def test_pdf_number_stands_on_the_second_page_only(name):
    texts, _ = pages(write_pdf(every_kind()[name]))

    assert len(texts) == 2
    assert texts[1].split()[0] == "2"
    assert texts[0].split()[0] != "1"


@needs_fonts
def test_pdf_appendix_counts_its_own_pages():
    texts, _ = pages(write_pdf(every_kind()["thong-bao nha-nuoc"]))

    assert [text.split()[0] for text in texts] == ["ỦY", "Phụ", "2", "3"][: len(texts)]


# What a clerk would notice


def test_state_plan_components_have_the_sizes_of_the_decree():
    document = opened(a_plan(STATE))

    expected = {
        "CỘNG HÒA XÃ HỘI": ("Quốc hiệu", 12, True, False, "center"),
        "Độc lập - Tự do": ("Tiêu ngữ", 13, True, False, "center"),
        "ỦY BAN NHÂN DÂN": ("Cơ quan ban hành", 12, True, False, "center"),
        "Số: 46/KH-UBND": ("Số ký hiệu", 13, False, False, "center"),
        "Đồng Trăng, ngày 05 tháng 6 năm 2026": ("Địa danh ngày tháng", 13, False, True, "center"),
        "KẾ HOẠCH": ("Tên loại", 14, True, False, "center"),
        "Thực hiện phong trào": ("Trích yếu", 14, True, False, "center"),
        "Căn cứ Luật Tổ chức": ("Căn cứ", 14, False, True, "both"),
        "Thực hiện chỉ đạo": ("Lời văn", 14, False, False, "both"),
        "I. MỤC ĐÍCH, YÊU CẦU": ("Đề mục I", 14, True, False, "both"),
        "1. Mục đích": ("Đề mục 1", 14, True, False, "both"),
        "a) Giữ gìn": ("Điểm", 14, False, False, "both"),
        "- Nâng cao": ("Gạch đầu dòng", 14, False, False, "both"),
        "TM. ỦY BAN NHÂN DÂN": ("Quyền hạn ký", 14, True, False, "center"),
        "PHÓ CHỦ TỊCH": ("Chức vụ", 14, True, False, "center"),
        "Trần Thị Ngọc Ánh": ("Họ tên người ký", 14, True, False, "center"),
        "Nơi nhận:": ("Nơi nhận", 12, True, True, "left"),
        "- Lưu: VT, VHXH.": ("Danh sách nơi nhận", 11, False, False, "left"),
        "Phụ lục I": ("Phụ lục", 14, True, False, "center"),
        "DANH MỤC MÔ HÌNH": ("Tên phụ lục", 14, True, False, "center"),
        "(Kèm theo Kế hoạch số 46/KH-UBND": ("Kèm theo", 14, False, True, "center"),
    }
    assert {words: look(document, words) for words in expected} == expected


def test_party_plan_components_have_the_sizes_of_guidance_05():
    document = opened(a_plan(PARTY))

    expected = {
        "ĐẢNG CỘNG SẢN VIỆT NAM": ("Quốc hiệu", 15, True, False, "center"),
        "ĐẢNG BỘ TỈNH AN BÌNH": ("Cơ quan cấp trên", 14, False, False, "center"),
        "ĐẢNG ỦY XÃ ĐỒNG TRĂNG": ("Cơ quan ban hành", 14, True, False, "center"),
        "Số 46-KH/ĐU": ("Số ký hiệu", 14, False, False, "center"),
        "Xã Đồng Trăng, ngày 05 tháng 6 năm 2026": ("Địa danh ngày tháng", 14, False, True, "center"),
        "KẾ HOẠCH": ("Tên loại", 15, True, False, "center"),
        "-----": ("Trích yếu", 14, True, False, "center"),
        "- Căn cứ Luật Tổ chức": ("Căn cứ", 14, False, False, "both"),
        "T/M BAN THƯỜNG VỤ": ("Quyền hạn ký", 14, True, False, "center"),
        "PHÓ BÍ THƯ": ("Chức vụ", 14, False, False, "center"),
        "Nguyễn Văn Hòa": ("Họ tên người ký", 14, True, False, "center"),
        "Nơi nhận:": ("Nơi nhận", 14, False, False, "left"),
        "- Lưu Văn phòng Đảng ủy.": ("Danh sách nơi nhận", 12, False, False, "left"),
        "Phụ lục 1": ("Phụ lục", 14, True, False, "center"),
    }
    assert {words: look(document, words) for words in expected} == expected
    style = document.styles["Khéo Lời văn"].paragraph_format
    assert (style.line_spacing.pt, style.line_spacing_rule) == (18, 4)
    assert document.styles["Khéo Nơi nhận"].font.underline


def test_state_plan_signs_for_the_body_then_for_its_head():
    text = said(opened(a_plan(STATE)))

    start = text.index("TM. ỦY BAN NHÂN DÂN")
    assert text[start : start + 4] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Thị Ngọc Ánh",
    ]


@pytest.mark.parametrize(("house", "end"), [(STATE, "Quyết định này./."), (PARTY, "Quyết định này.")])
def test_decision_articles_are_numbered_and_the_last_words_end_the_paper(house, end):
    text = said(opened(KINDS["quyet-dinh"](house)))

    articles = [line for line in text if line.startswith("Điều ")]
    assert [line[:7] for line in articles] == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert articles[-1].endswith(end)
    assert "- Như Điều 3;" in text


def test_decision_state_decides_on_a_line_of_its_own_the_party_in_one():
    state, party = (said(opened(KINDS["quyet-dinh"](house))) for house in (STATE, PARTY))

    assert state.index("ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG") < state.index("QUYẾT ĐỊNH:")
    assert "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội." in state
    assert "BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH" in party
    assert "- Xét đề nghị của Ban Xây dựng Đảng." in party


@pytest.mark.parametrize(
    ("house", "line"),
    [
        (STATE, "Kính gửi: Ủy ban nhân dân tỉnh"),
        (PARTY, "Kính trình: Ban Thường vụ Tỉnh ủy"),
        (PARTY_BEFORE, "Kính gửi: Ban Thường vụ Tỉnh ủy"),
        (FRONT, "Kính gửi: Ủy ban MTTQ Việt Nam tỉnh"),
    ],
)
def test_submission_addresses_as_its_body_does(house, line):
    assert line in said(opened(KINDS["to-trinh"](house)))


def test_letter_has_its_subject_under_the_number_and_no_kind():
    state, party = (opened(a_letter(house)) for house in (STATE, PARTY))

    assert look(state, "V/v đăng ký") == ("Trích yếu công văn", 12, False, False, "center")
    assert look(party, "về việc đăng ký") == ("Trích yếu công văn", 12, False, True, "center")
    assert "Số: 318/UBND-VHXH" in said(state)
    assert "- Như trên;" in said(state)


def test_minutes_writer_signs_left_chair_right_and_the_office_attests():
    document = opened(KINDS["bien-ban"](PARTY))

    pair = document.tables[-2].rows[0].cells
    attested = document.tables[-1].rows[0].cells[1]
    assert [cell.paragraphs[0].text for cell in pair] == ["NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"]
    assert [cell.paragraphs[-1].text for cell in pair] == ["Lê Văn Bình", "Trần Thị Ngọc Ánh"]
    assert [p.text for p in attested.paragraphs][:2] == ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"]


def test_minutes_what_is_known_is_printed_and_the_rest_is_dotted():
    known, blank = (said(opened(KINDS[name](STATE))) for name in ("bien-ban", "bien-ban-trong"))

    assert "Thời gian bắt đầu: 8 giờ, thứ Sáu, ngày 09 tháng 10 năm 2026." in known
    assert "Địa điểm: Hội trường xã." in known
    dotted = opened(KINDS["bien-ban-trong"](STATE)).element.xml.count('w:leader="dot"')
    assert dotted > 20
    assert any(line.startswith("Địa điểm: ") and "Hội trường" not in line for line in blank)


def test_marks_stand_where_each_body_puts_them():
    state, party = (opened(a_marked_letter(house)) for house in (STATE, PARTY))

    assert look(state, "HỎA TỐC")[:3] == ("Mức độ khẩn", 13, True)
    assert look(party, "HỎA TỐC")[:3] == ("Mức độ khẩn", 14, True)
    assert look(party, "Dự thảo lần 2")[:4] == ("Dự thảo", 14, False, True)
    assert look(party, "NVH.(30)")[:2] == ("Ký hiệu người soạn", 8)
    assert state.sections[0].first_page_header.paragraphs[0].text == "LƯU HÀNH NỘI BỘ"
    assert state.sections[0].first_page_footer.paragraphs[0].text.startswith("Số 1 đường Bờ Sông")
    assert party.sections[0].first_page_footer.paragraphs[0].text == ""
    assert "Số 1 đường Bờ Sông" in party.paragraphs[-1].text
    stamp = next(p for p in paragraphs(state) if p.text == "HỎA TỐC")
    assert stamp._p.pPr.find(qn("w:pBdr")) is not None


@needs_fonts
@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.key)
def test_marks_are_in_the_pdf_too(house):
    (text,), _ = pages(write_pdf(a_marked_letter(house)))

    for words in ("LƯU HÀNH NỘI BỘ", "HỎA TỐC", "Dự thảo lần 2", "NVH.(30)", "Điện thoại: 0200 300 111"):
        assert words in text


def test_appendices_are_roman_for_the_state_arabic_for_the_party_alone_without_number():
    state, party = (said(opened(a_plan(house))) for house in (STATE, PARTY))
    alone = said(opened(KINDS["quyet-dinh"](STATE)))

    assert {"Phụ lục I", "Phụ lục II"} <= set(state)
    assert {"Phụ lục 1", "Phụ lục 2"} <= set(party)
    assert "Phụ lục" in alone
    assert "(Kèm theo Kế hoạch số 46-KH/ĐU,\nngày 05/06/2026 của Đảng ủy xã Đồng Trăng)" in party


# Layout a), joint papers, second offices


def a_regulation():
    body = (
        Heading(Level.PART, "", "QUY ĐỊNH CHUNG"),
        Heading(Level.CHAPTER, "", "PHẠM VI"),
        Heading(Level.SECTION, "", "ĐỐI TƯỢNG"),
        Heading(Level.ARTICLE, "", "Phạm vi điều chỉnh"),
        Item(Level.CLAUSE, "Quy chế này áp dụng cho:"),
        *(Item(Level.POINT, f"đơn vị thứ {n};") for n in range(1, 6)),
        Heading(Level.ARTICLE, "", "Tổ chức thực hiện"),
        Paragraph("Các đơn vị thi hành"),
    )
    return replace(a_plan(STATE), kind="QUY CHẾ", body=numbered(body), appendices=())


def test_regulation_names_stand_under_their_numbers_and_points_count_with_d():
    document = opened(a_regulation())
    text = said(document)

    assert look(document, "Phần I") == ("Phần", 14, True, False, "center")
    assert look(document, "QUY ĐỊNH CHUNG") == ("Tên phần chương mục", 14, True, False, "center")
    assert look(document, "Chương I")[0] == "Chương"
    assert look(document, "Mục 1")[0] == "Mục"
    assert look(document, "Điều 1. Phạm vi") == ("Tên điều", 14, True, False, "both")
    assert look(document, "1. Quy chế này") == ("Khoản", 14, False, False, "both")
    assert [line[:2] for line in text if "đơn vị thứ" in line] == ["a)", "b)", "c)", "d)", "đ)"]
    assert text.index("Phần I") + 1 == text.index("QUY ĐỊNH CHUNG")


def test_headings_are_in_words_outline():
    document = opened(a_regulation())

    bases = {p.style.name: p.style.base_style.name for p in document.paragraphs if p.style.name != "Normal"}
    assert bases["Khéo Tên loại"] == "Title"
    assert bases["Khéo Phần"] == bases["Khéo Chương"] == "Heading 1"
    assert (bases["Khéo Mục"], bases["Khéo Tên điều"]) == ("Heading 2", "Heading 3")
    assert bases["Khéo Khoản"] == bases["Khéo Lời văn"] == "Normal"


@needs_fonts
def test_pdf_headings_of_every_level_keep_the_standard():
    data = write_pdf(a_regulation())

    assert b"pdfuaid:part" in data


def test_joint_paper_names_both_bodies_the_lead_first():
    paper = a_letter(PARTY)
    head = replace(
        paper.head, issuer="BAN XÂY DỰNG ĐẢNG", joint=("BAN CHỈ HUY QUÂN SỰ",), symbol="CV/BXDĐ-BCHQS"
    )

    left = opened(replace(paper, head=head)).tables[0].rows[0].cells[0]

    assert [p.text for p in left.paragraphs][1:] == ["BAN XÂY DỰNG ĐẢNG -", "BAN CHỈ HUY QUÂN SỰ", "*"]


def test_second_office_stands_under_the_first_both_bold():
    signature = Signature("BÍ THƯ", "Nguyễn Văn Hòa", concurrent="TRƯỞNG BAN CHỈ ĐẠO")
    document = opened(replace(a_letter(PARTY), signature=signature))

    lines = [p.text for p in document.tables[-1].rows[0].cells[1].paragraphs]
    assert lines == ["BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO", "Nguyễn Văn Hòa"]
    assert [look(document, words)[2] for words in lines] == [True, False, True, True]


def test_authorised_signature_of_the_state_is_written_out():
    signature = Signature("CHÁNH VĂN PHÒNG", "Lê Văn Bình", (Authority("TUQ", "CHỦ TỊCH"),))
    text = said(opened(replace(a_letter(STATE), signature=signature)))

    start = text.index("TUQ. CHỦ TỊCH")
    assert text[start : start + 3] == ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Văn Bình"]


def test_same_paper_is_the_same_file():
    assert write_docx(a_plan(STATE)) == write_docx(a_plan(STATE))
