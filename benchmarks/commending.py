"""Ten thousand certificates of one decision, each with its check code, then with its QR code too."""

import time

from benchmarks.report import Report
from benchmarks.scratch import NOW
from kheo.core.paper.model import Signature
from kheo.core.paper.writing.certificates import MOST, Awarded, Round, write_certificates
from kheo.kernel.codes import new_code
from tests.core.paper.writing.kind_samples import STATE

COUNT = 10_000
_FOR = "Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm 2026"
_ADDRESS = "https://kheo.xa-do-luong.example.vn/kiem-tra/"


def measure(report: Report) -> None:
    """As many files as the most certificates of one file ask for."""
    round_ = Round(
        STATE,
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
        "GIẤY KHEN",
        "TẶNG",
        "Đồng Trăng",
        Signature("CHỦ TỊCH"),
        decision="Quyết định số 402/QĐ-UBND ngày 31 tháng 8 năm 2026",
    )
    for what, address in (("", ""), (" with QR codes", _ADDRESS)):
        codes = [new_code() for _ in range(COUNT)]
        awarded = [
            Awarded(
                f"Hộ gia đình thứ {n}", "Xóm Suối", _FOR, str(n), code, f"{address}{code}/" if address else ""
            )
            for n, code in enumerate(codes, 1)
        ]
        start = time.perf_counter()
        for first in range(0, COUNT, MOST):
            write_certificates(round_, awarded[first : first + MOST], at=NOW)
        taken = (time.perf_counter() - start) * 1000
        report.add(f"{COUNT:,} certificates{what} → {COUNT // MOST} .pdf", taken, most=10 * COUNT)
