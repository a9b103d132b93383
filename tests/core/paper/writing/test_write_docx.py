import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.paper.forms import ListedInitiative
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.docx import write_docx
from tests.core.paper.writing.paper_samples import (
    every_paper,
    letter,
    notice,
    party_issuing,
    sheet,
    unit_list,
)
from tests.examples import examples


def opened(paper, **options):
    return Document(BytesIO(write_docx(paper, **options)))


def whole_text(document):
    return "\n".join(
        "".join(node.text or "" for node in p.iter(qn("w:t"))) for p in document.element.iter(qn("w:p"))
    )


@settings(max_examples=examples(8), deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_write_docx_any_text_reads_back_equal(text):
    document = opened(unit_list((ListedInitiative(text, "NEW"),)))

    assert document.tables[1].rows[2].cells[1].text == printable(text)


@pytest.mark.parametrize("name", list(every_paper()))
def test_write_docx_every_form_is_a4_with_one_font(name):
    paper = every_paper()[name]

    document = opened(paper)

    sizes = {tuple(sorted((round(s.page_width.mm), round(s.page_height.mm)))) for s in document.sections}
    assert sizes == {(210, 297)}
    used = {"Normal", "Title", "Header", "Heading1", "Heading2", "Heading3"}
    styles = [s for s in document.styles.element.iter(qn("w:style")) if s.get(qn("w:styleId")) in used]
    assert len(styles) == len(used)
    fonts = {font for style in styles for node in style.iter(qn("w:rFonts")) for font in node.attrib.values()}
    assert fonts == {"Times New Roman"}
    assert list(document.element.iter(qn("w:rFonts"))) == []


def test_write_docx_margins_and_numbering_follow_the_decree():
    section = opened(letter()).sections[0]

    sides = [getattr(section, f"{side}_margin") for side in ("top", "bottom", "left", "right")]
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer is True
    assert section.first_page_header.paragraphs[0].text == ""
    assert " PAGE " in section.header._element.xml
    number = section.header.paragraphs[0].style
    assert (number.name, number.paragraph_format.alignment) == ("Khéo Số trang", 1)


def test_write_docx_list_header_repeats_and_rows_stay_whole():
    table = opened(unit_list()).tables[1]

    rows = [row._tr.trPr for row in table.rows]
    assert [len(row.findall(qn("w:tblHeader"))) for row in rows] == [1, 0, 0, 0, 0, 0]
    assert [len(row.findall(qn("w:cantSplit"))) for row in rows] == [1] * 6
    assert [cell.text for cell in table.rows[0].cells] == [
        "TT",
        "Tên mô hình",
        "Tập thể (cá nhân) chỉ đạo xây dựng mô hình",
        "Địa chỉ mô hình",
        "Lĩnh vực (KT, VH-XH, QP-AN, Xây dựng hệ thống chính trị)",
        "Thời gian thực hiện",
    ]


def test_write_docx_widths_stand_on_columns_and_cells():
    table = opened(unit_list()).tables[1]

    columns = [column.width for column in table.columns]
    assert [cell.width for cell in table.rows[2].cells] == columns
    assert sum(columns) == pytest.approx(Mm(165), rel=0.002)


def test_write_docx_row_taller_than_half_a_page_may_split():
    table = opened(unit_list((ListedInitiative("rất dài " * 400, "NEW"),))).tables[1]

    assert table.rows[2]._tr.find(qn("w:trPr")) is None


def test_write_docx_state_letter_prints_every_component():
    text = whole_text(opened(letter()))

    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/UBND-VHXH",
        "Suối Đá, ngày 05 tháng 02 năm 2026",
        "V/v đăng ký mô hình “Dân vận khéo” năm 2026",
        "- Các thôn;",
        "- Các trường học.",
        "đến hết Chủ nhật, ngày 15 tháng 02 năm 2026",
        "- Mỗi hội: ít nhất 12 mô hình.",
        "quan tâm, thực hiện./.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "- Như trên;",
        "- Lưu: VT, VHXH.",
    ):
        assert part in text


def test_write_docx_party_letter_has_star_hyphen_and_no_colon():
    text = whole_text(opened(letter(party_issuing(number="5"))))

    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "\n*\n",
        "Số 05-CV/ĐU",
        "về việc đăng ký",
        "T/M BAN THƯỜNG VỤ",
        "thực hiện.\n",
    ):
        assert part in text
    assert "./." not in text
    assert "CỘNG HÒA" not in text


def test_write_docx_number_and_day_unknown_leave_room():
    text = whole_text(opened(letter(party_issuing())))

    assert "Số\u00a0" not in text
    assert "Số \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0-CV/ĐU" in text
    assert "ngày\u00a0\u00a0\u00a0\u00a0\u00a0 tháng 6 năm 2026" in text


def test_write_docx_state_head_has_both_rules():
    head = opened(letter()).tables[0]

    rules = [len(list(cell._tc.iter(qn("w:pBdr")))) for cell in head.rows[0].cells]
    assert rules == [1, 1]


def test_write_docx_appendix_is_a_landscape_section_numbered_apart():
    document = opened(notice())

    assert [s.orientation for s in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    starts = [s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in document.sections]
    assert starts == ["1", "1"]
    assert "(Kèm theo Thông báo số 07/TB-UBND" in whole_text(document)


def test_write_docx_headings_are_real_headings():
    document = opened(letter())

    headings = [p for p in document.paragraphs if p.style.name == "Khéo Đề mục 1"]
    assert {p.style.base_style.name for p in headings} == {"Heading 2"}
    assert [p.text for p in headings] == [
        "1. Mô hình đăng ký",
        "2. Số lượng",
        "3. Thời hạn",
        "4. Cách gửi",
    ]


def test_write_docx_properties_name_title_language_and_given_moment():
    properties = opened(sheet(), at=datetime(2026, 2, 6, 7, 0, tzinfo=UTC)).core_properties

    assert properties.title == "BẢN ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026"
    assert properties.language == "vi-VN"
    assert properties.created == datetime(2026, 2, 6, 7, 0, tzinfo=UTC)


def test_write_docx_without_moment_bears_the_papers_own_day():
    assert opened(letter()).core_properties.created.date() == date(2026, 2, 5)


def test_write_docx_holds_no_picture_or_outside_address():
    archive = zipfile.ZipFile(BytesIO(write_docx(unit_list())))

    relations = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    assert [text for text in relations if "TargetMode" in text] == []


def test_write_docx_heading_of_a_group_stays_with_its_first_row():
    table = Document(BytesIO(write_docx(unit_list()))).tables[1]

    kept = [row.cells[1].text for row in table.rows if row._tr.findall(".//" + qn("w:keepNext"))]

    assert [text.split(" (")[0] for text in kept] == ["Mô hình mới năm 2026", "Mô hình tiếp tục thực hiện"]
