import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kheo.core.errors import InvalidInput
from kheo.core.paper.forms import ListedInitiative
from kheo.core.paper.writing.characters import printable
from kheo.core.paper.writing.xlsx import write_xlsx
from tests.core.paper.writing.paper_samples import commune_list, letter, notice, sheet, unit_list
from tests.examples import examples


def rows_of(paper, sheet_index=0):
    book = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(paper)))
    return book.get_sheet_by_index(sheet_index).to_python(skip_empty_area=False)


def part(paper, name):
    return zipfile.ZipFile(BytesIO(write_xlsx(paper))).read(name).decode()


@settings(max_examples=examples(40), deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_write_xlsx_any_text_reads_back_equal(text):
    rows = rows_of(unit_list((ListedInitiative(text, "NEW"),)))

    assert rows[7][1] == printable(text)


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 200", "-5", "@ten", '=HYPERLINK("http://a")', "http://a.example", "007", "_x0041_"]
)
def test_write_xlsx_text_is_never_a_formula_number_or_link(text):
    paper = unit_list((ListedInitiative(text, "NEW"),))

    assert rows_of(paper)[7][1] == text
    markup = part(paper, "xl/worksheets/sheet1.xml")
    assert "<f>" not in markup
    assert "hyperlink" not in markup


def test_write_xlsx_list_has_title_header_groups_and_sign_off():
    rows = rows_of(unit_list())

    assert rows[0][0] == "Đơn vị: Thôn Bến Gỗ"
    assert [rows[n][0] for n in (2, 3)] == ["DANH SÁCH", "ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026"]
    assert rows[5][:2] == ["TT", "Tên mô hình"]
    assert [row[:2] for row in rows[6:11]] == [
        ["I", "Mô hình mới năm 2026"],
        ["1", "Thắp sáng ngõ quê"],
        ["2", "Tổ tự quản “5 không”"],
        ["II", "Mô hình tiếp tục thực hiện (đã đăng ký năm 2025)"],
        ["1", "Hiến đất mở đường"],
    ]
    assert "(ký, ghi rõ họ tên, chức vụ)" in {cell for row in rows[11:] for cell in row}


def test_write_xlsx_page_is_a4_one_page_wide_with_its_header_row_repeated_and_frozen():
    paper = commune_list()

    markup = part(paper, "xl/worksheets/sheet1.xml")
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in markup
    assert 'ySplit="6"' in markup
    assert "$6:$6" in part(paper, "xl/workbook.xml")
    assert "Times New Roman" in part(paper, "xl/styles.xml")


def test_write_xlsx_summary_has_unit_column_and_total():
    rows = rows_of(commune_list())

    assert rows[5][1] == "Đơn vị"
    assert "Tổng cộng: 3 mô hình của 3 đơn vị (2 mới, 1 tiếp tục thực hiện)" in {row[1] for row in rows}


def test_write_xlsx_each_table_gets_a_sheet():
    book = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(sheet())))

    assert book.sheet_names == ["Chỉ tiêu", "Các bước"]


def test_write_xlsx_appendix_table_is_written():
    assert "Hiến đất mở đường" in {cell for row in rows_of(notice()) for cell in row}


def test_write_xlsx_cell_longer_than_the_format_allows_is_cut_visibly():
    rows = rows_of(unit_list((ListedInitiative("a" * 40_000, "NEW"),)))

    assert rows[7][1] == "a" * 32_766 + "…"


def test_write_xlsx_paper_without_table_is_refused():
    with pytest.raises(InvalidInput) as refused:
        write_xlsx(letter())

    assert refused.value.code == "paper-no-table"
