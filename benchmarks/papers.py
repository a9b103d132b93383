"""Reading a plan, writing the list."""

import io
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import docx

from benchmarks.report import Report, milliseconds
from kheo.core.paper.forms import ListedInitiative, Signing, summary_list
from kheo.core.paper.gate import open_paper
from kheo.core.paper.lint.files import judge
from kheo.core.paper.profiles import profile_for
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.paper.writing.xlsx import write_xlsx
from kheo.core.plans.reader import read_plan

_CORPUS = Path(__file__).resolve().parents[1] / "tests/core/plans/corpus"


def measure(report: Report) -> None:
    """Reading (text, .docx, .pdf, a hundred pages) and the list of 500 rows in three formats."""
    plan = max(_CORPUS.glob("*.txt"), key=lambda p: p.stat().st_size)
    text = plan.read_bytes()
    as_docx = _docx_of(text.decode("utf-8"))
    as_pdf = _pdf_of_many_rows(40)
    report.add(
        "read a plan, text → PlanDraft", milliseconds(lambda: read_plan(open_paper(text, plan.name))), most=50
    )
    report.add(
        "read a plan, .docx → PlanDraft",
        milliseconds(lambda: read_plan(open_paper(as_docx, "a.docx"))),
        most=100,
    )
    report.add("read a paper, .pdf → text", milliseconds(lambda: open_paper(as_pdf, "a.pdf")), most=300)
    report.add(
        "peak memory, a .pdf of 100 pages read",
        _peak_mb_of_reading(_pdf_of_many_rows(900)),
        unit="MB",
        most=150,
    )
    _linting(report, text, as_docx)
    rows = _rows(500)
    report.add(
        "list of 500 rows → .docx", milliseconds(lambda: write_docx(_list_of(rows)), times=3), most=1000
    )
    report.add("list of 500 rows → .pdf", milliseconds(lambda: write_pdf(_list_of(rows)), times=3), most=1000)
    report.add(
        "list of 500 rows → .xlsx", milliseconds(lambda: write_xlsx(_list_of(rows)), times=3), most=1000
    )


def _linting(report: Report, text: bytes, as_docx: bytes) -> None:
    """Read and judged: a plan, and a text of a hundred pages."""
    today = date(2026, 11, 22)
    hundred = text + b"\n\n".join(text.partition(b"\n\n")[2] for _ in range(300_000 // len(text)))
    report.add(
        "read and lint a plan, text", milliseconds(lambda: judge(text, "a.txt", today=today)), most=100
    )
    report.add(
        "read and lint a plan, .docx", milliseconds(lambda: judge(as_docx, "a.docx", today=today)), most=200
    )
    many = milliseconds(lambda: judge(hundred, "a.txt", today=today), times=3)
    report.add("read and lint a text of 100 pages", many, most=2000)


def _docx_of(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def _pdf_of_many_rows(count: int) -> bytes:
    return write_pdf(_list_of(_rows(count)))


def _rows(count: int) -> list[ListedInitiative]:
    return [
        ListedInitiative(
            name=f"Vận động Nhân dân đóng góp bê tông hóa đường xóm, tuyến số {n}",
            kind="NEW" if n % 3 else "CONTINUED",
            led_by="Ban công tác Mặt trận xóm",
            address=f"Xóm {n % 20 + 1}",
            sector="Kinh tế",
            period="Cả năm 2026",
            unit=f"Xóm {n % 20 + 1}",
        )
        for n in range(count)
    ]


def _list_of(rows: list[ListedInitiative]):
    return summary_list(
        profile=profile_for("STATE", date(2026, 3, 1)),
        commune="ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
        year=2026,
        initiatives=rows,
        signing=Signing(place="Đồng Trăng", on=date(2026, 3, 1), title="CHỦ TỊCH"),
    )


_READ_ALONE = """
import re, sys
from kheo.core.paper.gate import open_paper
from kheo.core.plans.reader import read_plan
from kheo.core.errors import KheoError
source = open_paper(open(sys.argv[1], "rb").read(), "a.pdf")
try:
    read_plan(source)
except KheoError:
    pass
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(source.pages, int(peak[1]) / 1024)
"""


def _peak_mb_of_reading(pdf: bytes) -> float:
    """Peak memory of a process that does nothing but read this file."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        done = subprocess.run(
            [sys.executable, "-c", _READ_ALONE, file.name], capture_output=True, text=True, check=True
        )
    pages, peak = done.stdout.split()
    print(f"  ({pages} pages)")
    return float(peak)
