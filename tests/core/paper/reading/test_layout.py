"""The setting of a file: what a clerk would measure with a ruler."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from kheo.core.paper.model import Align, Orientation
from kheo.core.paper.reading.layout import PageNumberLook
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from tests.core.paper.files import SENTENCE, as_bytes, docx_of
from tests.core.paper.writing.paper_samples import letter, notice, party_issuing


def look_at(read, words):
    """The paragraph in which these words stand."""
    return read.layout.at(read.source.text.index(words))


@pytest.fixture(scope="module")
def own():
    return read_paper(write_docx(notice()), "a.docx")


def test_docx_sections_tell_sheet_margins_and_page_numbers(own):
    main, appendix = own.layout.sections

    assert (main.width, main.height, main.orientation) == (210, 297, Orientation.PORTRAIT) or (
        round(main.width),
        round(main.height),
    ) == (210, 297)
    assert [round(side) for side in (main.top, main.bottom, main.left, main.right)] == [20, 20, 30, 15]
    assert (appendix.orientation, appendix.numbered_from_one) == (Orientation.LANDSCAPE, True)
    number = main.page_number
    assert (number.place, number.align, number.on_first_page, number.size) == (
        "header",
        Align.CENTER,
        False,
        13,
    )


def test_docx_paragraph_tells_font_size_weight_and_place(own):
    motto, subject = look_at(own, "CỘNG HÒA"), look_at(own, "Danh mục mô hình")
    body = look_at(own, "Các cơ quan, đơn vị có mô hình")

    assert (motto.font, motto.size, motto.bold, motto.align) == ("Times New Roman", 12, True, Align.CENTER)
    assert (subject.size, subject.bold, subject.italic) == (14, True, False)
    assert (body.bold, body.align, round(body.first_indent, 1)) == (False, Align.JUSTIFY, 12.7)
    assert look_at(own, "Suối Đá, ngày").italic
    assert look_at(own, "Thắp sáng ngõ quê").in_table
    assert not body.in_table


def test_docx_rules_under_motto_issuer_and_subject_have_their_lengths(own):
    assert look_at(own, "Độc lập").rule_below.share == pytest.approx(1, abs=0.05)
    assert 1 / 3 <= look_at(own, "ỦY BAN NHÂN DÂN XÃ SUỐI ĐÁ").rule_below.share <= 1 / 2
    assert 1 / 3 <= look_at(own, "Danh mục mô hình").rule_below.share <= 1 / 2
    assert look_at(own, "Các cơ quan, đơn vị có mô hình").rule_below is None


def test_docx_exact_lines_of_the_party_are_points():
    read = read_paper(write_docx(letter(party_issuing())), "a.docx")
    body = look_at(read, "Mô hình mới năm 2026")

    assert (body.line_rule, body.line) == ("exact", 18)


def test_docx_runs_stand_at_their_places_in_the_text():
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Gửi  đăng ký ")
    bold = paragraph.add_run("trước ngày 16/02")
    bold.bold, bold.font.size, bold.font.name = True, Pt(15), "Arial"
    paragraph.add_run(" về xã.")
    read = read_paper(as_bytes(document), "a.docx")

    (look,) = read.layout.paragraphs
    heavy = next(run for run in look.runs if run.bold)
    assert read.source.text[heavy.start : heavy.end] == "trước ngày 16/02"
    assert (heavy.font, heavy.size) == ("Arial", 15)
    assert (look.bold, look.font) == (None, None)


def test_docx_styles_speak_where_the_paragraph_does_not():
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    normal.paragraph_format.first_line_indent = Mm(10)
    normal.paragraph_format.space_after = Pt(8)
    document.add_paragraph(SENTENCE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    exact = document.add_paragraph(SENTENCE, style="List Paragraph").paragraph_format
    exact.line_spacing_rule, exact.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(19)
    first, second = read_paper(as_bytes(document), "a.docx").layout.paragraphs

    assert (first.font, first.size, first.after, first.align) == ("Times New Roman", 13, 8, Align.RIGHT)
    assert first.first_indent == pytest.approx(10, abs=0.1)
    assert (second.style, second.line_rule, second.line) == ("List Paragraph", "exact", 19)


def test_docx_page_number_in_the_footer_is_told():
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = paragraph._p.makeelement(docx.oxml.ns.qn("w:fldSimple"), {docx.oxml.ns.qn("w:instr"): " PAGE "})
    paragraph._p.append(field)
    (section,) = read_paper(as_bytes(document), "a.docx").layout.sections

    number = section.page_number
    assert isinstance(number, PageNumberLook)
    assert (number.place, number.align, number.on_first_page) == ("footer", Align.RIGHT, True)


def test_docx_without_page_numbers_says_so():
    assert read_paper(docx_of(), "a.docx").layout.sections[0].page_number is None


def test_pdf_tells_sheets_fonts_and_sizes():
    read = read_paper(write_pdf(notice()), "a.pdf")
    main, appendix = read.layout.sections
    motto = look_at(read, "CỘNG HÒA")

    assert (round(main.width), round(main.height)) == (210, 297)
    assert appendix.orientation is Orientation.LANDSCAPE
    assert (motto.font, motto.size, motto.bold) == ("Tinos", 12, True)
    assert look_at(read, "Suối Đá, ngày").italic
    assert motto.align is None


@pytest.mark.parametrize(
    ("data", "name"), [("KẾ HOẠCH\nTrồng hoa\n" + SENTENCE, "a.txt"), (f"<html><p>{SENTENCE}", "a.html")]
)
def test_formats_without_setting_have_no_layout(data, name):
    assert read_paper(data.encode(), name).layout is None


def test_layout_stands_beside_the_blocks_of_the_text(own):
    assert [(look.start, look.end) for look in own.layout.paragraphs] == [
        (b.start, b.end) for b in own.source.blocks
    ]


def test_docx_of_any_shape_has_a_layout_or_none_but_is_read():
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.element.body.remove(document.element.body[-1])  # no section properties
    document.save(stream)

    read = read_paper(stream.getvalue(), "a.docx")
    assert SENTENCE in read.source.text
    assert read.layout.sections[0].width is None
