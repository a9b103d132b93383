import docx
import pytest

from kheo.core.paper.gate import open_paper
from kheo.core.paper.readers.docx_numbers import formatted
from tests.core.paper.files import as_bytes, docx_of, docx_with_body, paragraph
from tests.core.vietnamese.test_encodings import in_tcvn3


def read(data):
    source = open_paper(data, "a.docx")
    assert [source.text[block.start : block.end] for block in source.blocks] == [
        source.text_of(b) for b in source
    ]
    return source


def lines(source):
    return [source.text_of(block) for block in source.blocks]


def test_docx_paragraphs_stand_apart_and_places_hold():
    source = read(docx_of(["KẾ HOẠCH", "", "Vận động nhân dân."]))

    assert source.text == "KẾ HOẠCH\n\nVận động nhân dân."
    assert (source.format, source.pages, source.page_at(3)) == ("docx", None, None)


def test_docx_head_without_lines_is_read_column_by_column():
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "HUYỆN AN PHÚC\nXÃ SUỐI TRẦU"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    head.cell(1, 0).text = "Số: 07/KH-UBND"
    head.cell(1, 1).text = "Suối Trầu, ngày 05 tháng 02 năm 2024"

    source = read(as_bytes(document))

    assert lines(source) == [
        "HUYỆN AN PHÚC\nXÃ SUỐI TRẦU",
        "Số: 07/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Suối Trầu, ngày 05 tháng 02 năm 2024",
    ]
    assert source.tables == ()


def test_docx_ruled_table_is_read_row_by_row_with_its_cells():
    document = docx.Document()
    document.add_paragraph("Danh sách")
    table = document.add_table(3, 3, style="Table Grid")
    for row, texts in zip(
        table.rows, [("TT", "Tên mô hình", ""), ("1", "Đường\nhoa", "Thôn Bãi"), ("", "", "")], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))

    source = read(as_bytes(document))

    (found,) = source.tables
    assert found.rows == (("TT", "Tên mô hình", ""), ("1", "Đường hoa", "Thôn Bãi"), ("", "", ""))
    assert source.text[found.start : found.end] == "TT | Tên mô hình |\n1 | Đường hoa | Thôn Bãi"
    assert [block.kind for block in source.blocks] == ["paragraph", "row", "row"]


def test_docx_tables_within_tables_many_deep_are_read_once():
    body = paragraph("Sâu nhất")
    for _ in range(20):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"

    assert lines(read(docx_with_body(body))) == ["Sâu nhất"]


def test_docx_automatic_numbers_are_printed_as_word_prints_them():
    levels = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")]
    numbering = '<w:abstractNum w:abstractNumId="0">' + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    numbering += "</w:abstractNum>" + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'

    def item(text, depth):
        return paragraph(
            text, f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        )

    body = (
        item("Một", 0)
        + item("Hai", 1)
        + item("Ba", 2)
        + item("Bốn", 2)
        + item("", 0)
        + item("Năm", 0)
        + item("Sáu", 1)
    )

    assert lines(read(docx_with_body(body + item("Bảy", 3), numbering=numbering))) == [
        "I. Một", "1. Hai", "a) Ba", "b) Bốn", "II. Năm", "1. Sáu", "- Bảy",
    ]  # fmt: skip


def test_docx_numbers_in_table_cells_count_on():
    document = docx.Document()
    table = document.add_table(3, 4, style="Table Grid")
    for row in table.rows:
        row.cells[0].paragraphs[0].style = "List Number"
        row.cells[0].paragraphs[0].add_run("mục")

    (found,) = read(as_bytes(document)).tables

    assert [row[0] for row in found.rows] == ["1. mục", "2. mục", "3. mục"]


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"),
        (0, "lowerLetter", "0"),
        (7, "odd", "7"),
    ],
)
def test_formatted_counters(value, form, printed):
    assert formatted(value, form) == printed


def test_docx_tracked_changes_are_taken_as_accepted():
    body = (
        "<w:p><w:r><w:t>Hạn </w:t></w:r><w:del><w:r><w:delText>15/3</w:delText><w:t>15/3</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>20/3</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph("bỏ") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + paragraph("còn") + "</w:tc></w:tr></w:tbl>"
    )

    assert lines(read(docx_with_body(body))) == ["Hạn 20/3", "còn"]


def test_docx_hidden_text_fields_and_footnotes_are_left_out():
    body = (
        "<w:p><w:r><w:t>Năm</w:t><w:br/><w:t>2024</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/><w:caps/></w:rPr><w:t> hộ</w:t><w:noBreakHyphen/><w:t>gia đình</w:t></w:r></w:p>'
    )

    assert lines(read(docx_with_body(body))) == ["Năm\n2024 HỘ-GIA ĐÌNH"]


def test_docx_text_box_is_read_once_before_its_anchor():
    box = f"<w:txbxContent>{paragraph('Khẩn')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        + box
        + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>"
        + box
        + "</w:pict></mc:Fallback></mc:AlternateContent><w:t>Số: 07/KH-UBND</w:t></w:r></w:p>"
    )

    assert lines(read(docx_with_body(body))) == ["Khẩn", "Số: 07/KH-UBND"]


def test_docx_pages_follow_the_breaks_word_left():
    broken = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Trang hai</w:t></w:r></w:p>"

    source = read(docx_with_body(paragraph("Trang một") + broken + paragraph("vẫn hai")))

    assert [block.page for block in source.blocks] == [1, 2, 2]
    assert (source.pages, source.page_at(0), source.page_at(len(source.text))) == (2, 1, 2)


def test_docx_old_fonts_are_converted_run_by_run():
    def run(text, font):
        return f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    body = "<w:p>" + run(in_tcvn3("Căn cứ kế hoạch "), ".VnTime") + run(in_tcvn3("ủy ban "), ".VnTimeH")
    body += run("vaê", "VNI-Times") + run("n hoùa ", "VNI-Times") + run("đã sửa", ".VnTime") + "</w:p>"

    assert lines(read(docx_with_body(body))) == ["Căn cứ kế hoạch ỦY BAN văn hóa đã sửa"]


def test_docx_headings_are_known_by_style_or_outline():
    document = docx.Document()
    document.add_heading("I. MỤC ĐÍCH", 1)
    document.add_paragraph("Nội dung")

    assert [block.kind for block in read(as_bytes(document)).blocks] == ["heading", "paragraph"]
