"""What is written is read again: `read(write(paper)) == paper`, and a plan gives the same values."""

from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.core.paper.gate import open_paper
from kheo.core.paper.model import Item, Level, Marks, OfficialHead, Paper, Paragraph, Table, plain
from kheo.core.paper.profiles import PROFILES, Profile
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.paper.writing.xlsx import write_xlsx
from kheo.core.plans.as_json import to_json
from kheo.core.plans.reader import read_plan
from tests.core.paper.strategies import FORMATS, KINDS, papers, tables
from tests.core.paper.writing.kind_samples import HOUSES, a_marked_letter, every_kind
from tests.core.paper.writing.paper_samples import state_issuing
from tests.examples import examples

FEW = settings(
    max_examples=max(settings.default.max_examples // 3, 10),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
PLACES = {"page", "start", "end"}


def written(paper: Paper, form: str) -> bytes:
    return write_docx(paper) if form == "docx" else write_pdf(paper)


def again(paper: Paper, form: str) -> Paper:
    return read_paper(written(paper, form), f"van-ban.{form}").paper


@FEW
@given(papers())
def test_docx_written_is_read_as_the_same_paper(paper):
    assert again(paper, "docx") == paper


@FEW
@given(papers())
def test_pdf_written_is_read_as_the_same_paper(paper):
    assert again(paper, "pdf") == paper


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
@pytest.mark.parametrize("kind", [*KINDS, None])
@settings(max_examples=examples(1), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_kind_of_every_profile_comes_back(data, kind, profile, form):
    paper = data.draw(papers(profiles=(profile,), kinds=(kind,)))

    assert again(paper, form) == paper


@FEW
@given(papers(), tables())
def test_xlsx_holds_the_cells_of_every_table(paper, table):
    source = open_paper(write_xlsx(replace(paper, body=(table, *paper.body))), "danh-sach.xlsx")
    blocks = [table, *paper.body, *(block for one in paper.appendices for block in one.body)]
    for wanted, found in zip([b for b in blocks if isinstance(b, Table)], source.tables, strict=True):
        width = len(wanted.columns)
        rows = [tuple(column.title for column in wanted.columns)]
        rows += [(*row.cells, *[""] * (width - len(row.cells))) for row in wanted.rows]
        assert list(found.rows) == rows


@FEW
@given(papers(kinds=("KẾ HOẠCH",)))
def test_plan_written_in_either_format_gives_the_same_values(paper):
    drafts = [to_json(read_plan(open_paper(written(paper, form), f"a.{form}"))) for form in FORMATS]

    assert without_places(drafts[0]) == without_places(drafts[1])


@FEW
@given(papers(kinds=("KẾ HOẠCH",)))
def test_plan_read_written_out_and_read_again_gives_the_same_values(paper):
    first = written(paper, "docx")
    second = written(read_paper(first, "a.docx").paper, "docx")

    drafts = [read_plan(open_paper(data, "a.docx")) for data in (first, second)]
    assert without_places(to_json(drafts[0])) == without_places(to_json(drafts[1]))


def without_places(value):
    """Values and remarks; where they stand may differ from file to file."""
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key not in {*PLACES, "places"}}
    return [without_places(one) for one in value] if isinstance(value, list) else value


def told(value):
    """What a text can tell of a paper: without line ends by hand, widths, emphasis, sizes, and a padded number."""
    match value:
        case Table():
            rows = tuple((told(row.cells), row.kind) for row in value.rows)
            return tuple(told(column.title) for column in value.columns), rows
        case Paragraph() | Item():
            level = (value.level, value.number) if isinstance(value, Item) else ()
            return (*level, told(plain(value.text)).rstrip("."))
        case OfficialHead():
            head = replace(value, number=value.number and value.number.zfill(2))
            return tuple(told(getattr(head, field.name)) for field in fields(head))
        case Marks():  # the others stand in page headers and footers
            return value.draft, value.urgency, value.drafter
        case tuple():
            return tuple(map(told, value))
        case str():
            return " ".join(value.split())
    if is_dataclass(value) and not isinstance(value, Profile):
        return tuple(told(getattr(value, field.name)) for field in fields(value))
    return value


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", [name for name in every_kind() if not name.startswith("bien-ban")])
def test_papers_of_every_kind_that_the_builders_make_come_back(name, form):
    paper = every_kind()[name]

    assert told(again(paper, form)) == told(paper)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", [name for name in every_kind() if name.startswith("bien-ban")])
def test_minutes_come_back_but_for_what_is_dotted(name, form):
    paper = every_kind()[name]
    back = again(paper, form)

    kept = ("profile", "head", "kind", "subject", "recipients", "signature", "left_signature", "attestation")
    assert [told(getattr(back, part)) for part in kept] == [told(getattr(paper, part)) for part in kept]


def test_marks_of_the_foot_come_back_and_make_no_appendix():
    paper = a_marked_letter(HOUSES[0])
    for form in FORMATS:
        back = again(paper, form)
        assert (back.marks.drafter, back.appendices) == (paper.marks.drafter, ())


def test_points_keep_their_vietnamese_letters():
    issuing = state_issuing("QĐ-UBND", number="46")
    points = tuple(Item(Level.POINT, f"Việc {letter};", letter) for letter in "abcdđeghik")
    paper = Paper(
        profile=issuing.profile,
        head=issuing.head,
        body=(Item(Level.ARTICLE, "Giao các việc:", "1"), *points, Paragraph("Quyết định này có hiệu lực")),
        kind="QUYẾT ĐỊNH",
        subject="Phân công nhiệm vụ",
        bases=("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        resolves="QUYẾT ĐỊNH:",
        signature=issuing.signature,
        recipients=("Như Điều 1", "Lưu: VT"),
    )

    assert [again(paper, form) for form in FORMATS] == [paper, paper]
