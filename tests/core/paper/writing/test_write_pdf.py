import re
import unicodedata
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.errors import Refusal
from kheo.core.paper.forms import ListedInitiative
from kheo.core.paper.writing import pdf
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from tests.core.paper.writing.paper_samples import every_paper, letter, notice, unit_list
from tests.examples import examples

pytestmark = pytest.mark.skipif(
    len(list(pdf.FONTS.glob("*.ttf"))) < pdf.FONT_COUNT, reason="fonts are brought by make setup"
)
SYLLABLES = "khéo nhiệm ngưỡng đường ẵm ủy Đắk ợ quyền nghiêng thuở ướm ặt ỹ ỗ lẫy rẽ thẳm cử tọa khuỷu Ỷ Ử Ẳ Ộ Ễ nguệch"


def pages_of(data):
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document]
    document.close()
    return texts, sizes


def lines_of(body):
    """What a .docx says, paragraph by paragraph; its non-breaking hyphens are hyphens."""
    shown = {qn("w:t"): lambda node: node.text or "", qn("w:noBreakHyphen"): lambda _: "-"}
    return ["".join(shown[n.tag](n) for n in p.iter(*shown)) for p in body.iter(qn("w:p"))]


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b\ufffe\x02]", "", unicodedata.normalize("NFC", text))


@settings(max_examples=examples(15), deadline=None)
@given(st.lists(st.sampled_from(SYLLABLES.split()), min_size=1, max_size=25))
def test_write_pdf_text_layer_holds_every_vietnamese_word(words):
    texts, _ = pages_of(write_pdf(unit_list((ListedInitiative(" ".join(words), "NEW"),))))

    assert "".join(words) in squeezed(texts[0])


@settings(max_examples=examples(15), deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_write_pdf_any_text_makes_a_file(text):
    paper = unit_list((ListedInitiative(text, "NEW", led_by=text),), unit=text)

    assert write_pdf(paper).startswith(b"%PDF")


def test_write_pdf_at_a_moment_of_any_zone_is_the_same_file():
    moment = datetime(2026, 2, 5, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

    assert write_pdf(letter(), at=moment) == write_pdf(letter(), at=moment.astimezone(UTC))


def test_write_pdf_text_is_never_markup():
    name = '#panic("x") *đậm* $x$ = _y_ @nhãn - `mã` \\ [a] // ghi'

    texts, _ = pages_of(write_pdf(unit_list((ListedInitiative(name, "NEW"),))))

    assert squeezed(name) in squeezed(texts[0])


@pytest.mark.parametrize("name", list(every_paper()))
def test_write_pdf_says_the_same_words_as_the_docx(name):
    paper = every_paper()[name]

    texts, sizes = pages_of(write_pdf(paper))

    body = Document(BytesIO(write_docx(paper))).element.body
    words = {word for line in lines_of(body) for word in line.split()}
    flat = squeezed("".join(texts))
    assert [word for word in words if squeezed(word) not in flat] == []
    assert {tuple(sorted(size)) for size in sizes} == {(210, 297)}


def test_write_pdf_word_without_spaces_wraps_inside_its_cell():
    word = "ĐườngHoaPhụNữTựQuản" * 12

    document = pypdfium2.PdfDocument(write_pdf(unit_list((ListedInitiative(word, "NEW"),))))

    page = document[0].get_textpage()
    text = page.get_text_range()
    start = text.index("ĐườngHoa")
    edges = [page.get_charbox(n)[2] for n in range(start, start + 200) if text[n].strip()]
    document.close()
    assert squeezed(word) in squeezed(text)
    assert max(edges) * 25.4 / 72 < 30 + 10 + 42 + 2


def test_write_pdf_page_number_stands_from_the_second_page():
    texts, _ = pages_of(
        write_pdf(unit_list(tuple(ListedInitiative(f"Mô hình {n}", "NEW") for n in range(120))))
    )

    assert [text.split()[0] for text in texts[1:]] == [str(n) for n in range(2, len(texts) + 1)]
    assert texts[0].split()[0] == "Đơn"


def test_write_pdf_header_row_repeats_on_every_page():
    texts, _ = pages_of(
        write_pdf(unit_list(tuple(ListedInitiative(f"Mô hình {n}", "NEW") for n in range(120))))
    )

    assert [text.count("Tên mô hình") for text in texts] == [1] * len(texts)


def test_write_pdf_appendix_is_landscape_and_its_first_page_bears_no_number():
    texts, sizes = pages_of(write_pdf(notice()))

    assert sizes == [(210, 297), (297, 210)]
    assert texts[1].split()[:2] == ["Phụ", "lục"]


def test_write_pdf_is_tagged_vietnamese_with_its_title_and_its_fonts_inside():
    data = write_pdf(letter())

    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == "Công văn V/v đăng ký mô hình “Dân vận khéo” năm 2026"
    assert document.is_tagged()
    document.close()
    assert b"/Lang(vi-VN)" in data
    assert b"/FontFile" in data


def test_write_pdf_same_paper_gives_same_bytes():
    assert write_pdf(letter()) == write_pdf(letter())


def test_write_pdf_fonts_missing_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "FONTS", tmp_path)

    with pytest.raises(Refusal) as refused:
        write_pdf(unit_list())

    assert refused.value.code == "paper-fonts-missing"


@pytest.mark.parametrize("new", range(16, 26))
def test_write_pdf_heading_of_a_group_is_never_the_last_row_of_a_page(new):
    rows = tuple(ListedInitiative(f"Mới {n}", "NEW") for n in range(new))

    texts, _ = pages_of(write_pdf(unit_list((*rows, ListedInitiative("Mô hình cũ", "CONTINUED")))))

    with_heading = [text for text in texts if "đã đăng ký năm" in " ".join(text.split())]
    assert ["Mô hình cũ" in " ".join(text.split()) for text in with_heading] == [True]
