"""Writing papers: one, a hundred, a thousand; a thousand certificates; and what others take for the same words."""

import importlib.util
import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from benchmarks.report import Report, milliseconds
from kheo.core.paper.model import Heading, Item, Paper, Paragraph, Signature, plain
from kheo.core.paper.outline import label
from kheo.core.paper.writing.certificates import Awarded, Round, write_certificates
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.paper.writing.template import fill_template, values_of
from tests.core.paper.writing.kind_samples import HOUSES, STATE, a_plan

_AT = datetime(2026, 12, 5, tzinfo=UTC)
_BY_LIBREOFFICE = 10  # papers in one call: a hundred would take minutes


def measure(report: Report) -> None:
    """The plan of a commune with two appendices, as .docx and .pdf; then the same words by others."""
    paper = a_plan(HOUSES[0])
    for name, write, most in (("docx", write_docx, 50), ("pdf", write_pdf, 150)):
        report.add(f"write 1 paper → .{name}", milliseconds(lambda w=write: w(paper)), most=most)
        for count in (100, 1000):
            report.add(
                f"write {count:,} papers → .{name}", _different(write, paper, count), most=most * count
            )
    report.add("1,000 certificates → one .pdf", _once(certificates, 1), most=10_000)
    _others(report, paper)


def _different(write: Callable[[Paper], bytes], paper: Paper, count: int) -> float:
    """Each paper has a number of its own, so that nothing made before can be used again."""
    papers = [replace(paper, head=replace(paper.head, number=str(n))) for n in range(count)]
    start = time.perf_counter()
    for one in papers:
        write(one)
    return (time.perf_counter() - start) * 1000


def _once(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) * 1000


def certificates() -> bytes:
    """A thousand of them as one .pdf."""
    round_ = Round(
        STATE,
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
        "GIẤY KHEN",
        "TẶNG",
        "Đồng Trăng",
        Signature("CHỦ TỊCH"),
    )
    awarded = [
        Awarded(f"Hộ gia đình thứ {n}", "Xóm Suối", "Đã có thành tích xuất sắc.", str(n)) for n in range(1000)
    ]
    return write_certificates(round_, awarded, at=_AT)


def _others(report: Report, paper: Paper) -> None:
    """A hundred papers of the same words, without the layout of the law where a tool has none."""
    lines = _lines(paper)
    report.add(
        "  same words, python-docx bare, 100 papers → .docx", _once(lambda: _by_python_docx(lines), 100)
    )
    template, values = _template(), values_of(paper)
    report.add(
        "  same words, our fill_template, 100 papers → .docx",
        _once(lambda: fill_template(template, values), 100),
    )
    report.add(
        "  same words, docxtpl bare, 100 papers → .docx", _once(lambda: _by_docxtpl(template, values), 100)
    )
    if shutil.which("soffice"):
        taken = _by_libreoffice(paper) * 100 / _BY_LIBREOFFICE
        report.add(
            f"  our .docx, LibreOffice headless, 100 papers → .pdf (from {_BY_LIBREOFFICE} in one call)",
            taken,
        )
    else:
        print("  skipped: LibreOffice (soffice) is not installed")
    if importlib.util.find_spec("weasyprint"):
        report.add("  same words, WeasyPrint, 100 papers → .pdf", _once(lambda: _by_weasyprint(lines), 100))
    else:
        print("  skipped: WeasyPrint is not installed")


def _lines(paper: Paper) -> list[str]:
    body = [
        f"{label(block)} {plain(block.text)}".strip()
        if isinstance(block, Heading | Item)
        else plain(block.text)
        for block in paper.body
        if isinstance(block, Heading | Item | Paragraph)
    ]
    return [paper.title, *paper.bases, *body, *paper.recipients]


def _by_python_docx(lines: list[str]) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def _template() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for place in ("ten_loai", "trich_yeu", "can_cu", "noi_dung", "noi_nhan", "chuc_vu", "nguoi_ky"):
        document.add_paragraph(f"{{{{ {place} }}}}")
    document.save(file)
    return file.getvalue()


def _by_docxtpl(template: bytes, values: dict[str, str]) -> bytes:
    document, file = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    document.render(values, autoescape=True)
    document.save(file)
    return file.getvalue()


def _by_libreoffice(paper: Paper) -> float:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for n in range(_BY_LIBREOFFICE):
            (folder / f"{n}.docx").write_bytes(write_docx(paper))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = [str(path) for path in folder.glob("*.docx")]
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, *files]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return (time.perf_counter() - start) * 1000


def _by_weasyprint(lines: list[str]) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415 -- where it is installed

    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    pdf: bytes = HTML(string=f"<html lang='vi'><title>A</title>{body}</html>").write_pdf()
    return pdf
