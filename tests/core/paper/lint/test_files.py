"""Whole files: what the setting tells, what is repaired in place, and what nothing may touch."""

import io
import unicodedata
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.core.errors import KheoError
from kheo.core.paper.lint.files import judge, mended
from kheo.core.paper.lint.repair import apply
from kheo.core.paper.writing.docx import write_docx
from tests.core.paper.lint.papers import PARTY, PLAN, found
from tests.core.paper.writing.kind_samples import every_kind
from tests.examples import examples

TODAY = date(2026, 11, 22)
KINDS = every_kind()
STATE_PLAN = next(key for key in KINDS if key.startswith("ke-hoach nha-nuoc"))
PARTY_PLAN = next(key for key in KINDS if key.startswith("ke-hoach dang"))


def opened(key: str = STATE_PLAN):
    return Document(io.BytesIO(write_docx(KINDS[key])))


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraphs(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def paragraph(document, words: str):
    return next(one for one in paragraphs(document) if words in one.text)


def ids(data: bytes) -> set[str]:
    return {one.id for one in judge(data, "a.docx", today=TODAY).findings}


def _letter_paper(document):
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def _narrow(document):
    document.sections[0].left_margin = Mm(20)


def _arial(document):
    for one in document.paragraphs:
        for run in one.runs:
            run.font.name = "Arial"


def _small(document):
    for one in document.paragraphs:
        for run in one.runs:
            run.font.size = Pt(11)


def _flat(document):
    for one in document.paragraphs:
        one.paragraph_format.first_line_indent = Mm(0)


def _wide(document):
    for one in document.paragraphs:
        one.paragraph_format.line_spacing = 2.0


def _upright(document):
    for one in document.paragraphs:
        if one.text.startswith("Căn cứ"):
            for run in one.runs:
                run.italic = False


def _number_left(document):
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def _plain_kind(document):
    for run in paragraph(document, "KẾ HOẠCH").runs:
        run.bold = False


def _plain_issuer(document):
    for run in paragraph(document, "XÃ ĐỒNG TRĂNG").runs:
        run.bold = False


def _no_motto(document):
    for words in ("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"):
        for run in paragraph(document, words).runs:
            run.text = ""


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_letter_paper, "F-PAPER"),
        (_narrow, "F-MARGIN"),
        (_arial, "F-FONT"),
        (_small, "F-SIZE"),
        (_flat, "F-INDENT"),
        (_wide, "F-SPACING"),
        (_upright, "C-ITALIC"),
        (_number_left, "F-PAGENO"),
        (_plain_kind, "T-TYPE"),
        (_plain_issuer, "H-ORG"),
        (_no_motto, "H-QUOCHIEU"),
    ],
)
def test_judge_of_a_docx_set_otherwise_finds_it(change, rule: str) -> None:
    document = opened()
    change(document)

    assert ids(saved(document)) == {rule}


def test_judge_of_a_party_docx_with_bold_position_finds_it() -> None:
    document = opened(PARTY_PLAN)
    for run in paragraph(document, "PHÓ BÍ THƯ").runs:
        run.bold = True

    assert ids(saved(document)) == {"PA-POSBOLD"}


def test_judge_of_a_party_docx_without_star_or_dashes_finds_it() -> None:
    document = opened(PARTY_PLAN)
    star = next(one for one in paragraphs(document) if one.text.strip() == "*")
    star.runs[0].text = ""
    assert ids(saved(document)) == {"PA-STAR"}

    document = opened(PARTY_PLAN)
    basis = paragraph(document, "- Căn cứ")
    basis.runs[0].text = basis.text.removeprefix("- ")
    for run in basis.runs[1:]:
        run.text = ""
    assert ids(saved(document)) == {"PA-BASISDASH"}


def _slipped() -> bytes:
    """A plan with slips torn over runs of several settings."""
    document = opened()
    one = paragraph(document, "TM. ỦY BAN")
    look = one.runs[0]
    look.text = "TM.ỦY"
    more = one.add_run(" BAN NHÂN DÂN")
    more.bold, more.font.size, more.font.name = True, look.font.size, look.font.name
    date_line = paragraph(document, "Đồng Trăng, ngày")
    date_line.runs[0].text = date_line.text.replace("ngày 05", "ngày 5")
    for run in date_line.runs[1:]:
        run.text = ""
    return saved(document)


def test_mended_docx_is_clean_and_keeps_its_setting_and_every_other_part() -> None:
    data = _slipped()
    judged = judge(data, "a.docx", today=TODAY)
    assert {one.id for one in judged.findings} == {"P-SPACE", "D-PAD-DAY"}

    right = mended(data, judged)

    assert ids(right) == set()
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(right))
    assert before.namelist() == after.namelist()
    assert [n for n in before.namelist() if before.read(n) != after.read(n)] == ["word/document.xml"]
    old, new = Document(io.BytesIO(data)), Document(io.BytesIO(right))
    for left, mended_one in zip(paragraphs(old), paragraphs(new), strict=True):
        assert [(r.bold, r.italic, r.font.size, r.font.name) for r in left.runs] == [
            (r.bold, r.italic, r.font.size, r.font.name) for r in mended_one.runs
        ]
    assert paragraph(new, "TM. ỦY BAN").text == "TM. ỦY BAN NHÂN DÂN"


def test_mended_docx_without_findings_says_the_same_words() -> None:
    data = write_docx(KINDS[STATE_PLAN])
    right = mended(data, judge(data, "a.docx", today=TODAY))

    assert [one.text for one in paragraphs(Document(io.BytesIO(right)))] == [
        one.text for one in paragraphs(Document(io.BytesIO(data)))
    ]


def test_judge_of_decomposed_letters_finds_them_and_repairs_docx_and_text() -> None:
    document = opened()
    one = paragraph(document, "Nâng cao nhận thức")
    one.runs[-1].text = unicodedata.normalize("NFD", one.runs[-1].text + " đúng lúc").replace("đ", "\u00f0")
    data = saved(document)
    judged = judge(data, "a.docx", today=TODAY)

    assert {one.id for one in judged.findings} == {"V-NFC", "V-ETH"}
    assert ids(mended(data, judged)) == set()

    text = unicodedata.normalize("NFD", PLAN).encode()
    judged = judge(text, "a.txt", today=TODAY)
    assert [one.id for one in judged.findings] == ["V-NFC"]
    assert mended(text, judged).decode() == PLAN


def test_mended_pdf_is_refused_with_a_sentence() -> None:
    from kheo.core.paper.writing.pdf import write_pdf

    data = write_pdf(KINDS[STATE_PLAN])
    with pytest.raises(KheoError) as refusal:
        mended(data, judge(data, "a.pdf", today=TODAY))

    assert refusal.value.code == "file-not-mendable"


def test_judge_of_a_secret_paper_is_refused_and_repeats_nothing() -> None:
    with pytest.raises(KheoError) as refusal:
        judge(("MẬT\n\n" + PLAN).encode(), "a.txt", today=TODAY)

    assert refusal.value.code == "paper-classified"
    assert "Đồng Trăng" not in str(refusal.value)


_SLIPS = st.sampled_from(
    [
        ("TM. ", "TM."), ("T/M ", "T/M"), ("Số: ", "Số "), ("Số 07", "Số: 07"), ("05", "5"), (" - ", " – "), ("“", '"'),
        ("”", '"'), (";", ","), ("./.", "."), ("- Lưu: VT, VHXH", "- Lưu VP"), ("quy định", "qui định"), ("òa", "oà"),
        ("KH-UBND", "KH - UBND"), ("Căn cứ", "căn cứ"), ("\n\n", "\n"), ("ngày", "Ngày"), ("I.", "1."), ("a)", "a."),
        ("năm 2026", "năm 2024"), ("xã", "huyện"), ("Phụ lục", "phụ lục"), ("-----", "---"), ("\n", " "),
    ]
)  # fmt: skip


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([PLAN, PARTY]), st.lists(_SLIPS, max_size=6), st.integers(0, 3000), st.integers(0, 200)
)
def test_repairs_of_any_slips_stay_in_their_places_and_settle(
    paper: str, slips: list[tuple[str, str]], at: int, length: int
) -> None:
    text = paper[:at] + paper[at + length :]
    for right, wrong in slips:
        text = text.replace(right, wrong)
    if not text.strip():
        return
    findings = found(text)

    assert all(one.start is None or 0 <= one.start <= (one.end or 0) <= len(text) for one in findings)
    once = apply(findings, text)
    again = apply(found(once), once)
    assert apply(found(again), again) == again
