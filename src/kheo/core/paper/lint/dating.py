"""Place and date: D-*."""

import re
from collections.abc import Iterator
from datetime import date

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.rules import ND30, PARTY, STATE, Hit, rule

_ARTICLE = f"{ND30}, mục II khoản 4; Hướng dẫn số 05-HD/VPTW"
_DAY = re.compile(r"ngay\s+(\d)\s+thang")
_MONTH = re.compile(r"thang\s+([12])\s+nam")
_WRITTEN = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+((?:19|20)\d\d)\b")
_PLACE = re.compile(r"^\s*\S[^,;:]*?[^\s,](?=\s+ngay\s)")


@rule("D-PAD-DAY", N_("Ngày dưới 10 có số 0 đứng trước"), _ARTICLE, profiles=STATE | PARTY)
def _day(case: Case) -> Iterator[Hit]:
    yield from _padded(case, _DAY, N_("Ngày dưới 10 phải thêm số 0 ở trước: viết “ngày %(padded)s”."))


@rule("D-PAD-MONTH", N_("Tháng 1, tháng 2 có số 0 đứng trước"), _ARTICLE, profiles=STATE | PARTY)
def _month(case: Case) -> Iterator[Hit]:
    yield from _padded(case, _MONTH, N_("Tháng 1, tháng 2 phải thêm số 0 ở trước: viết “tháng %(padded)s”."))


def _padded(case: Case, pattern: re.Pattern[str], sentence: str) -> Iterator[Hit]:
    line = case.parts.date_line
    match = pattern.search(case.folded, line.start, line.end) if line else None
    if match:
        padded = f"0{match[1]}"
        yield Hit(sentence, match.start(1), match.end(1), padded, {"padded": padded})


@rule("D-PLACE", N_("Địa danh đứng trước ngày, cách bằng dấu phẩy"), _ARTICLE, profiles=STATE | PARTY)
def _place(case: Case) -> Iterator[Hit]:
    line = case.parts.date_line
    match = _PLACE.match(case.folded[line.start : line.end]) if line else None
    if line is None or match is None:
        return
    at = line.start + match.end()
    if "\n" in case.text[line.start : at + 1]:
        return
    yield Hit(
        N_("Giữa địa danh và ngày thiếu dấu phẩy: viết “%(place)s, ngày …”."),
        at - 1,
        at,
        f"{case.text[at - 1]},",
        {"place": case.text[line.start : at].strip()},
    )


@rule("D-FUTURE", N_("Ngày của văn bản có trong lịch và không ở tương lai"), _ARTICLE)
def _future(case: Case) -> Iterator[Hit]:
    line, on = case.parts.date_line, case.parts.on
    written = _WRITTEN.search(case.folded, line.start, line.end) if line is not None else None
    if line is not None and written and not _in_calendar(*map(int, written.groups())):
        yield Hit(
            N_("Không có ngày này trong lịch. Hãy xem lại ngày, tháng."), written.start(), written.end()
        )
    if line is not None and on is not None and on > case.today:
        yield Hit(
            N_("Văn bản ghi ngày %(on)s, sau ngày hôm nay. Ngày của văn bản là ngày ký ban hành."),
            line.start,
            line.end,
            None,
            {"on": f"{on:%d/%m/%Y}"},
        )


def _in_calendar(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
