"""Reading papers: a plan in each format, and a hundred pages."""

from datetime import date

from benchmarks.report import Report, milliseconds
from kheo.core.paper.gate import open_paper
from kheo.core.paper.model import (
    Authority,
    Column,
    Heading,
    Item,
    Level,
    OfficialHead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from kheo.core.paper.outline import numbered
from kheo.core.paper.profiles import profile_for
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.plans.reader import read_plan

_SENTENCE = (
    "Các thôn, tổ dân phố vận động Nhân dân trồng hoa ven lối đi, giữ gìn vệ sinh chung vào sáng thứ Bảy hằng tuần; "
    "mỗi tổ tự quản cử một người theo dõi, ghi sổ công việc đã làm và báo cáo Ủy ban nhân dân xã trước ngày 25 hằng tháng."
)
_FEW, _HUNDRED_PAGES = 3, 99  # sections


def measure(report: Report) -> None:
    """Into parts and back into the model; with the setting where the format has one."""
    plan, volume = _plan(_FEW), _plan(_HUNDRED_PAGES)
    for form, most in (("txt", 50), ("docx", 100), ("pdf", 300)):
        data = _written(plan, form)
        report.add(
            f"read a plan of {_pages(plan)} pages as a paper, .{form}",
            milliseconds(lambda data=data, form=form: read_paper(data, f"a.{form}")),
            most=most if form == "txt" else None,
        )
        report.add(
            f"read the same into a PlanDraft, .{form}",
            milliseconds(lambda data=data, form=form: read_plan(open_paper(data, f"a.{form}"))),
            most=most,
        )
    for form in ("txt", "docx", "pdf"):
        data = _written(volume, form)
        report.add(
            f"read {_pages(volume)} pages as a paper, .{form}",
            milliseconds(lambda data=data, form=form: read_paper(data, f"a.{form}"), times=3),
        )


def _pages(paper: Paper) -> int:
    return open_paper(write_pdf(paper), "a.pdf").pages or 0


def _written(paper: Paper, form: str) -> bytes:
    if form == "txt":
        return open_paper(write_docx(paper), "a.docx").text.encode()
    return write_docx(paper) if form == "docx" else write_pdf(paper)


def _plan(sections: int) -> Paper:
    on = date(2026, 2, 5)
    body = []
    for _ in range(sections):
        body += [
            Heading(Level.ROMAN, "", "NỘI DUNG THỰC HIỆN"),
            Paragraph(_SENTENCE),
            Heading(Level.CLAUSE, "", "Việc của các thôn"),
            *(Item(Level.POINT, _SENTENCE) for _ in range(5)),
            *(Item(Level.DASH, _SENTENCE) for _ in range(4)),
            _table(),
        ]
    return Paper(
        profile=profile_for("STATE", on),
        head=OfficialHead("ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG", "KH-UBND", "Đồng Trăng", "TỈNH AN BÌNH", "07", on),
        body=numbered([*body, Paragraph("Các thôn, cơ quan, đơn vị tổ chức thực hiện")]),
        kind="KẾ HOẠCH",
        subject="Tổ chức phong trào thi đua “Dân vận khéo” năm 2026",
        bases=("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        recipients=("Thường trực Đảng ủy", "Các thôn", "Lưu: VT"),
        signature=Signature("CHỦ TỊCH", "Lý Thị Mây", (Authority("TM", "ỦY BAN NHÂN DÂN"),)),
    )


def _table() -> Table:
    columns = tuple(Column(title, 1) for title in ("TT", "Tên mô hình", "Đơn vị", "Địa chỉ"))
    rows = [Row((str(n), "Thắp sáng ngõ quê", f"Thôn số {n}", f"Thôn số {n}")) for n in range(1, 7)]
    return Table(columns, tuple(rows))
