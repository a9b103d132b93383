"""Sheets for the wall stay on one page, in both formats."""

import shutil
import subprocess

import pypdfium2
import pytest

from kheo.core.paper.model import Table
from kheo.core.paper.writing import pdf
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.fit import fits_one_page
from kheo.core.paper.writing.pdf import write_pdf
from tests.core.paper.writing.paper_samples import calendar, contacts

fonts_needed = pytest.mark.skipif(
    len(list(pdf.FONTS.glob("*.ttf"))) < pdf.FONT_COUNT, reason="fonts are brought by make setup"
)


def page_count(data):
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def table_of(paper):
    return next(block for block in paper.body if isinstance(block, Table))


@fonts_needed
@pytest.mark.parametrize("count", [0, 1, 20, 40, 60, 80])
def test_directory_of_a_commune_stays_on_one_page(count):
    paper = contacts(count)

    assert fits_one_page(paper)
    assert page_count(write_pdf(paper)) == 1


@fonts_needed
@pytest.mark.parametrize("times", [0, 1, 4, 8])
def test_year_calendar_stays_on_one_page(times):
    paper = calendar(times)

    assert fits_one_page(paper)
    assert page_count(write_pdf(paper)) == 1


def test_directory_shrinks_then_takes_two_columns():
    shapes = [(table_of(paper).size, len(table_of(paper).columns)) for paper in map(contacts, (10, 40, 60))]

    assert shapes[0] == (14.0, 4)
    assert shapes[1][0] < 14.0
    assert shapes[1][1] == 4
    assert shapes[2][1] == 8


def test_year_calendar_few_dates_are_set_large():
    assert table_of(calendar()).size == 24.0


def test_year_calendar_goes_by_day_with_soft_dates_last_in_their_month():
    rows = [row.cells[:3] for row in table_of(calendar()).rows]

    assert rows == [
        ("2", "01/02 - 15/02", "Gửi đăng ký"),
        ("6", "thứ Ba, 30/06", "Sơ kết"),
        ("6", "giữa tháng 6", "Khảo sát đợt 1"),
        ("1/2027", "thứ Sáu, 15/01", "Tổng kết"),
        ("Cả năm", "hằng tháng", "Tuyên truyền"),
    ]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_wall_sheets_as_docx_stay_on_one_page_in_a_word_processor(tmp_path):
    papers = {"directory": contacts(60), "calendar": calendar(8)}
    for name, paper in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(write_docx(paper))

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            *sorted(tmp_path.glob("*.docx")),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert {name: page_count((tmp_path / f"{name}.pdf").read_bytes()) for name in papers} == {
        "directory": 1,
        "calendar": 1,
    }
