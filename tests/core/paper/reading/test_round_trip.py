"""What is written is read again: `read(write(paper)) == paper`."""

from hypothesis import HealthCheck, given, settings

from kheo.core.paper.model import Paper
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from tests.core.paper.strategies import papers

MANY = settings(deadline=None, suppress_health_check=list(HealthCheck))


def again(paper: Paper, form: str) -> Paper:
    data = write_docx(paper) if form == "docx" else write_pdf(paper)
    return read_paper(data, f"van-ban.{form}").paper


@MANY
@given(papers())
def test_docx_written_is_read_as_the_same_paper(paper):
    assert again(paper, "docx") == paper


@MANY
@given(papers())
def test_pdf_written_is_read_as_the_same_paper(paper):
    assert again(paper, "pdf") == paper
