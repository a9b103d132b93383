"""Papers of Khéo's own: of every kind and profile, as .docx and as .pdf, nothing is found in them."""

from collections.abc import Callable
from datetime import date

import pytest

from kheo.core.paper.lint.files import judge, judge_paper
from kheo.core.paper.model import Paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from tests.core.paper.writing.kind_samples import every_kind
from tests.core.paper.writing.paper_samples import every_paper

TODAY = date(2026, 11, 22)
OWN: dict[str, Paper] = {**every_kind(), **every_paper()}


@pytest.mark.parametrize("written", [("a.docx", write_docx), ("a.pdf", write_pdf)], ids=["docx", "pdf"])
@pytest.mark.parametrize("key", OWN)
def test_lint_of_an_own_paper_finds_nothing(key: str, written: tuple[str, Callable[[Paper], bytes]]) -> None:
    name, write = written

    judged = judge(write(OWN[key]), name, today=TODAY)

    assert [f"{one.id}: {one}" for one in judged.findings] == []


def test_judge_paper_before_it_is_written_is_as_its_file_would_be() -> None:
    assert judge_paper(next(iter(every_kind().values())), today=TODAY) == ()
