"""Web pages, workbooks, old Word files and markdown: the same paper in other clothes."""

import shutil

import pytest

from kheo.core.errors import KheoError
from kheo.core.paper.gate import open_paper
from kheo.core.paper.readers import doc
from tests.core.paper.files import SENTENCE, docx_of, outcome, xlsx_of, zip_of
from tests.core.vietnamese.test_encodings import in_vni

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = f"""<!DOCTYPE html><html><head><title>Cổng xã</title><style>p {{ color: red }}</style>
<script>document.write("KẾ HOẠCH khác")</script></head><body>
<nav><ul><li>Trang chủ</li><li>Liên hệ</li></ul></nav>
<table><tr><td><p>ỦY BAN NHÂN DÂN<br>XÃ SUỐI TRẦU</p><p>Số: 07/KH&#8209;UBND</p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p>Suối Trầu, ngày&nbsp;05 tháng 02 năm 2026</p></td></tr></table>
<h1>KẾ HOẠCH</h1><p>{SENTENCE}</p><p style="display:none">ẩn đi</p>
<ol type="a"><li>Việc thứ nhất;</li><li>Việc thứ hai.</li></ol><ul><li>Gạch đầu dòng.</li></ul>
<table border="1"><tr><th rowspan="2">TT</th><th colspan="2">Mô hình</th></tr><tr><td>Tên</td><td>Nơi</td></tr>
<tr><td>1</td><td>Thắp sáng ngõ</td><td>Thôn Hạ</td></tr></table>
<p>Chi phí &lt; 5 triệu &amp; xã lo</p></body></html>"""


def read(data: bytes | str, name="a.html"):
    return open_paper(data.encode() if isinstance(data, str) else data, name)


def test_html_shows_what_the_reader_of_the_page_sees():
    source = read(PAGE)
    lines = source.text.splitlines()

    assert source.format == "html"
    assert "Số: 07/KH-UBND" in lines
    assert "a) Việc thứ nhất;" in lines
    assert "- Gạch đầu dòng." in lines
    assert "Chi phí < 5 triệu & xã lo" in lines
    for unseen in ("document.write", "color: red", "ẩn đi", "Trang chủ", "Cổng xã"):
        assert unseen not in source.text


def test_html_head_in_two_columns_is_read_one_after_the_other_and_headings_are_known():
    source = read(PAGE)

    assert source.text.index("Số: 07/KH-UBND") < source.text.index("CỘNG HÒA XÃ HỘI")
    assert [source.text_of(b) for b in source if b.kind == "heading"] == ["KẾ HOẠCH"]


def test_html_ruled_table_keeps_spanned_cells_once():
    (table,) = read(PAGE).tables

    assert table.rows == (("TT", "Mô hình", ""), ("", "Tên", "Nơi"), ("1", "Thắp sáng ngõ", "Thôn Hạ"))


def test_html_in_an_old_encoding_is_converted_with_a_warning():
    source = read(f"<html><body><p>{in_vni(SENTENCE)}</p></body></html>".encode("cp1252"))

    assert source.text == SENTENCE
    assert [notice.code for notice in source.warnings] == ["encoding-converted"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td>" * 300,
        "<html>" + "<div>" * 5000 + "chữ ở đáy",
        "<html><p>chưa đóng <b>thẻ <i>nào",
        "<html><ol start=99999><li>" * 500,
        "<html><table><tr><td colspan=9999 rowspan=9999>ô rộng</td></tr>" + "<tr><td>x</td></tr>" * 50,
        "<html><!-- chưa hết " + "-" * 5000,
        "<html><p>chữ</td></tr></table></table></ul></li>sau cùng",
    ],
)
def test_html_broken_markup_is_read_or_refused_with_a_sentence(page):
    assert outcome(read, page)


def test_html_of_scripts_alone_is_empty():
    with pytest.raises(KheoError) as refused:
        read("<html><body><script>let x = 1</script></body></html>")
    assert refused.value.code == "file-empty"


def test_xlsx_list_is_lines_above_a_table_and_below():
    rows = [
        ["Đơn vị: Thôn Hạ"],
        [],
        ["DANH SÁCH"],
        ["TT", "Tên mô hình", "Địa chỉ"],
        [1, "Thắp sáng ngõ", "Thôn Hạ"],
        [2, "Nuôi heo đất", ""],
        ["", "Tổng cộng: 2 mô hình"],
        [],
        ["", "", "TRƯỞNG THÔN"],
    ]
    source = open_paper(xlsx_of(rows, hidden=[["giấu kín", "đừng đọc"]]), "ds.xlsx")
    (table,) = source.tables

    assert source.format == "xlsx"
    assert table.rows[1] == ("1", "Thắp sáng ngõ", "Thôn Hạ")
    assert table.rows[-1][1] == "Tổng cộng: 2 mô hình"
    assert source.text.startswith("Đơn vị: Thôn Hạ\n\nDANH SÁCH\n\nTT | Tên mô hình")
    assert source.text.endswith("TRƯỞNG THÔN")
    assert "giấu kín" not in source.text


def test_xlsx_with_a_cell_at_the_far_corner_or_macros_is_refused():
    far = zip_of({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": '<c r="A1"/><c r="XFD1048576"/>'})
    macro = zip_of({"xl/workbook.xml": "<a/>", "xl/vbaProject.bin": b"x"})
    for data, code in ((far, "table-too-large"), (macro, "file-macro")):
        with pytest.raises(KheoError) as refused:
            open_paper(data, "a.xlsx")
        assert refused.value.code == code


def test_doc_without_a_converter_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda name: None)
    with pytest.raises(KheoError) as refused:
        open_paper(OLE + "WordDocument".encode("utf-16-le"), "a.doc")
    assert refused.value.code == "file-legacy-doc"
    assert ".docx" in str(refused.value)


def test_doc_with_macros_is_refused_before_any_program_sees_it(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda name: pytest.fail("a converter was looked for"))
    data = OLE + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le")
    with pytest.raises(KheoError) as refused:
        open_paper(data, "a.doc")
    assert refused.value.code == "file-macro"


def test_doc_that_no_converter_can_open_is_refused(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda name: "/bin/false")
    with pytest.raises(KheoError) as refused:
        open_paper(OLE + "WordDocument".encode("utf-16-le"), "a.doc")
    assert refused.value.code == "file-corrupted"


def test_doc_converter_that_hangs_is_stopped(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(doc, "_SECONDS", 0.2)
    monkeypatch.setattr(doc.shutil, "which", lambda name: str(program) if name == "soffice" else None)
    with pytest.raises(KheoError) as refused:
        open_paper(OLE + "WordDocument".encode("utf-16-le"), "a.doc")
    assert refused.value.code == "file-corrupted"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_doc_is_read_as_the_docx_it_came_from(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx_of())
    options = ("--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx"))
    doc._run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", *options],
        tmp_path,
    )
    source = open_paper((tmp_path / "a.doc").read_bytes(), "a.doc")

    assert source.format == "doc"
    assert source.text == open_paper(docx_of(), "a.docx").text


def test_rtf_is_refused_with_what_to_do():
    with pytest.raises(KheoError) as refused:
        open_paper(b"{\\rtf1\\ansi Xin chao}", "a.rtf")
    assert refused.value.code == "file-rtf"


def test_markdown_table_is_a_table_and_its_rows_are_rows():
    text = f"# KẾ HOẠCH\n\n{SENTENCE}\n\n| TT | Tên |\n|---|:---:|\n| 1 | Thắp sáng **ngõ** |\n| 2 | Nuôi heo đất |\n\nHết."
    source = open_paper(text.encode(), "a.md")
    (table,) = source.tables

    assert table.rows == (("TT", "Tên"), ("1", "Thắp sáng ngõ"), ("2", "Nuôi heo đất"))
    assert source.text == text
    assert source.text[table.start : table.end].startswith("| TT |")
    assert [b.kind for b in source if table.start <= b.start < table.end] == ["row"] * 4
