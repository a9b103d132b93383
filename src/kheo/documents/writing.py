"""A paper as a file: in which forms, under which name."""

import re
from datetime import datetime

from kheo.core.errors import N_, NotFound
from kheo.core.paper.model import Paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.paper.writing.xlsx import write_xlsx
from kheo.core.vietnamese import fold

WRITERS = {"docx": write_docx, "pdf": write_pdf, "xlsx": write_xlsx}
_MOST_IN_NAME = 60


def write(paper: Paper, form: str, *, at: datetime) -> bytes:
    """The paper as “docx”, “pdf” or “xlsx”. Raises NotFound for another form, InvalidInput without a table."""
    writer = WRITERS.get(form)
    if writer is None:
        raise NotFound(N_("Chỉ có bản .docx, .pdf và .xlsx."), code="paper-form")
    return writer(paper, at=at)


def plain_name(*words: object) -> str:
    """A file name in plain letters: “danh-sach-dang-ky-xom-1-2026”."""
    joined = re.sub(r"[^a-z0-9]+", "-", fold(" ".join(map(str, words))))
    return joined.strip("-")[:_MOST_IN_NAME].strip("-") or "tep"
