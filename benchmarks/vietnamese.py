"""Folding and sorting a million titles, beside plain lower case and Python's own order in the same run."""

import itertools

from benchmarks.report import Report, milliseconds
from kheo.core.vietnamese import fold, sort_key
from kheo.core.vietnamese.spelled import parse_number_words

_HOW_MANY = 1_000_000
_WORDS = (
    "Đường hoa",
    "Thắp sáng",
    "Hỗ trợ Nhân dân",
    "Bê tông hóa",
    "Nhà văn hóa",
    "Vườn mẫu",
    "Dòng suối",
    "Ủng hộ",
)
_PLACES = (
    "xóm Suối",
    "thôn Đông Trăng",
    "tổ dân phố số 3",
    "khu Bến Lở",
    "bản Nậm Mây",
    "ấp Giữa",
    "buôn Kuôp",
)


def measure(report: Report) -> None:
    """Fold 1,000,000 titles; sort 100,000; each beside what plain Python does with them."""
    titles = _titles(_HOW_MANY)
    part = titles[:100_000]
    report.add("fold 1,000,000 titles", milliseconds(lambda: [fold(title) for title in titles], times=1))
    report.add(
        "the same, str.lower alone", milliseconds(lambda: [title.lower() for title in titles], times=1)
    )
    report.add("sort 100,000 titles, Vietnamese", milliseconds(lambda: sorted(part, key=sort_key), times=1))
    report.add("the same, by code point", milliseconds(lambda: sorted(part), times=1))
    report.add(
        "1,000 amounts in words read back",
        milliseconds(
            lambda: [parse_number_words("chín trăm triệu không trăm linh năm nghìn") for _ in range(1000)]
        ),
    )


def _titles(count: int) -> list[str]:
    pairs = itertools.cycle(itertools.product(_WORDS, _PLACES))
    return [
        f"{what} ở {where}, tuyến {number}"
        for number, (what, where) in zip(range(count), pairs, strict=False)
    ]
