"""Dates in words: soft (“giữa tháng 6/2024”) and recurring (“trước ngày 18 hằng tháng”) ones as a paper says
them, and a closing moment as it is told (`say_until`).

What the words do not say is not guessed: the answer is then None or empty, and the officer is asked.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kheo.core.errors import N_
from kheo.core.timetable.deadline import VIETNAM
from kheo.core.timetable.phrase import Phrase
from kheo.core.vietnamese.dates import short_date

_ONE_DAY = timedelta(days=1)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKDAYS = {
    "thứ hai": 0,
    "thứ ba": 1,
    "thứ tư": 2,
    "thứ năm": 3,
    "thứ sáu": 4,
    "thứ bảy": 5,
    "chủ nhật": 6,
}

_ANY_YEAR = re.compile(r"(?:/|-|\bnăm)\s*(\d{4})\b")
_ENDS_BEFORE = re.compile(r"\btrước\s+(?:(?:đầu|giữa|cuối)\s+)?(?:tháng|quý|năm|tuần)\b")
_DAY_OF_MONTH = re.compile(
    r"(?P<before>trước\s+)?(?:ngày\s+)?\b(?P<day>\d{1,2})\s*(?:/|\.|tháng)\s*(?P<month>\d{1,2})\b"
    r"(?:\s*(?:/|-|\.|năm)\s*(?P<year>\d{4}))?"
)

_PART = r"(?:(?P<part>đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần)\s+)?"
_YEAR = r"(?:\s*(?:/|-|năm)\s*(?P<year>\d{4}))?"
_MONTH = re.compile(rf"{_PART}\btháng\s+(?P<month>\d{{1,2}})\b{_YEAR}")
_MONTHS = re.compile(
    r"\btháng\s+(?P<first>\d{1,2})(?:\s*/\s*(?P<first_year>\d{4}))?"
    rf"\s*(?:đến|-|–)\s*(?:hết\s+)?(?:tháng\s+)?(?P<last>\d{{1,2}})\b(?!\s*/\s*\d{{1,2}}\b){_YEAR}"
)
_SPAN = re.compile(
    r"\btừ\s+(?:ngày\s+)?(?P<d1>\d{1,2})\s*(?:/|\.|tháng)\s*(?P<m1>\d{1,2})(?:\s*(?:/|\.|năm)\s*(?P<y1>\d{4}))?\s*"
    r"(?:đến|-|–)\s*(?:hết\s+)?(?:ngày\s+)?(?P<d2>\d{1,2})\s*(?:/|\.|tháng)\s*(?P<m2>\d{1,2})\b"
    r"(?:\s*(?:/|\.|năm)\s*(?P<year>\d{4}))?"
)
_WEEK = re.compile(
    r"\btuần\s+(?:thứ\s+|lễ\s+)?(?P<week>đầu(?: tiên)?|cuối|nhất|hai|ba|tư|[1-4])\s+"
    rf"(?:của\s+)?tháng\s+(?P<month>\d{{1,2}})\b{_YEAR}"
)
_QUARTER = re.compile(rf"{_PART}\bqu[ýíy]́?\s+(?P<quarter>iv|i{{1,3}}|[1-4])\b{_YEAR}")
_HALF = re.compile(r"\b(?:6|sáu|06) tháng (?P<half>đầu|cuối)(?: năm)?(?:\s+(?P<year>\d{4}))?")
_YEAR_PART = re.compile(r"(?:(?P<part>đầu|giữa|cuối)\s+)?\bnăm\s+(?P<year>\d{4})\b")
_BARE_YEAR_PART = re.compile(r"\b(?P<part>đầu|giữa|cuối)\s+năm\b")
_WEEK_OF = {"đầu": 1, "đầu tiên": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "cuối": 0}

_EVERY = r"(?:hằng|hàng|mỗi)"
_DAY = r"(?P<before>trước\s+)?(?:ngày\s+)(?P<day>\d{1,2})\b"
_EVERY_MONTH = re.compile(rf"{_DAY}\s*(?:(?:của\s+)?{_EVERY}\s+tháng|(?:của\s+)?các\s+tháng)\b")
_EVERY_MONTH_FIRST = re.compile(rf"{_EVERY}\s+tháng\b.*?{_DAY}(?!\s*/)")
_EVERY_QUARTER = re.compile(
    rf"{_DAY}\s+(?:của\s+)?tháng\s+(?:(?P<last>cuối)|(?P<first>đầu))\s+(?:của\s+)?(?:{_EVERY}\s+)?quý"
)
_EVERY_YEAR = re.compile(rf"\b{_EVERY}\s+năm\b")
_DAY_MONTH = re.compile(
    r"(?P<before>trước\s+)?(?:ngày\s+)?\b(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\b(?!/)"
)
_EVERY_WEEK = re.compile(rf"(?P<weekday>thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\s+{_EVERY}\s+tuần")
_END_OF_EVERY = re.compile(rf"\bcuối\s+(?:{_EVERY}\s+)(?P<span>tháng|quý|năm)\b")


@dataclass(frozen=True, slots=True)
class DayWindow:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a window ends before it begins")

    def __contains__(self, on: date) -> bool:
        return self.first <= on <= self.last


def expected_days(words: str, year: int | None = None) -> DayWindow | None:
    """The days a soft date means: “giữa tháng 6/2024” is 11 to 20/6/2024, “cuối năm 2024” is December.

    `year` is taken where the words state none (the plan's own year). None when month or year stay unknown.
    Thirds of a month are 1–10, 11–20 and 21 to its end; beginning, middle and end of a quarter are its
    three months; of a year January, June and December. “trước tháng 6/2024” is the day before June begins.
    """
    text = _plain(words)
    stated = {int(found) for found in _ANY_YEAR.findall(text)}
    year = stated.pop() if len(stated) == 1 else year
    if _SPAN.search(text):
        return _read_span(text, year)
    for read in (_read_months,) if _MONTHS.search(text) else _READERS:
        window = read(text, year)
        if window is not None:
            return _day_before(window) if _ENDS_BEFORE.search(text) else window
    return None


def occurrences(words: str, first: date, last: date) -> tuple[date, ...]:
    """The last days in time of a recurring date that fall from `first` to `last`, both included.

    “trước ngày 18 hằng tháng” gives every 17th. A day a month lacks (31/6) is the month's last. Empty when
    the words name no recurring day.
    """
    text = _plain(words)
    if last < first:
        return ()
    for read in (_every_quarter, _every_month, _every_year, _every_week, _end_of_every):
        days = sorted({day for day in read(text, first, last) if first <= day <= last})
        if days:
            return tuple(days)
    return ()


def end_of_time(closes_at: datetime) -> tuple[date, time | None]:
    """The day of a closing moment and the hour that ends it; None for the hour where the whole day counts.

    Midnight is the end of the day before: “trước 00:00 ngày 01/12” is misread.
    """
    local = closes_at.astimezone(VIETNAM)
    if local.time() == time.min:
        return local.date() - _ONE_DAY, None
    return local.date(), local.time()


def say_until(closes_at: datetime) -> Phrase:
    """A closing moment (the first that is too late) in words: “đến hết ngày 30/11/2026”, “trước 17 giờ ngày
    30/11/2026”.
    """
    on, hour = end_of_time(closes_at)
    if hour is None:
        return Phrase(N_("đến hết ngày %(day)s"), {"day": short_date(on)})
    params = {"hour": hour.hour, "minute": hour.minute, "day": short_date(on)}
    if hour.minute:
        return Phrase(N_("trước %(hour)d giờ %(minute)02d ngày %(day)s"), params)
    return Phrase(N_("trước %(hour)d giờ ngày %(day)s"), params)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).lower().split())


def _stated_year(match: re.Match[str], otherwise: int | None) -> int | None:
    stated = match["year"]
    year = int(stated) if stated else otherwise
    return year if year and year >= date.min.year else None


def _month_window(year: int, first: int, last: int | None = None) -> DayWindow | None:
    last = last or first
    if not 1 <= first <= last <= 12:
        return None
    return DayWindow(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _day_before(window: DayWindow) -> DayWindow | None:
    if window.first == date.min:
        return None
    return DayWindow(window.first - _ONE_DAY, window.first - _ONE_DAY)


def _read_day(text: str, year: int | None) -> DayWindow | None:
    match = _DAY_OF_MONTH.search(text)
    whole = match and _whole_month(match, year)
    if not match or not whole or not 1 <= int(match["day"]) <= whole.last.day:
        return None
    day = DayWindow(on := whole.first.replace(day=int(match["day"])), on)
    return _day_before(day) if match["before"] else day


def _read_span(text: str, year: int | None) -> DayWindow | None:
    match = _SPAN.search(text)
    stated = match and _stated_year(match, year)
    if not match or not stated:
        return None
    try:
        last = date(stated, int(match["m2"]), int(match["d2"]))
        first = date(int(match["y1"] or stated), int(match["m1"]), int(match["d1"]))
    except ValueError:
        return None
    return DayWindow(first, last) if first <= last else None


def _read_half(text: str, year: int | None) -> DayWindow | None:
    match = _HALF.search(text)
    if not match:
        return None
    stated = _stated_year(match, year)
    if stated is None:
        return None
    return _month_window(stated, 1, 6) if match["half"] == "đầu" else _month_window(stated, 7, 12)


def _read_week(text: str, year: int | None) -> DayWindow | None:
    match = _WEEK.search(text)
    whole = match and _whole_month(match, year)
    if not match or not whole:
        return None
    week = _WEEK_OF.get(match["week"]) if not match["week"].isdigit() else int(match["week"])
    if not week:
        return DayWindow(whole.last - timedelta(days=6), whole.last)
    start = whole.first + timedelta(days=7 * (week - 1))
    return DayWindow(start, start + timedelta(days=6))


def _read_months(text: str, year: int | None) -> DayWindow | None:
    match = _MONTHS.search(text)
    stated = match and _stated_year(match, year)
    if not match or not stated:
        return None
    start = _month_window(int(match["first_year"] or stated), int(match["first"]))
    end = _month_window(stated, int(match["last"]))
    if not start or not end or end.last < start.first:
        return None
    return DayWindow(start.first, end.last)


def _read_month(text: str, year: int | None) -> DayWindow | None:
    match = _MONTH.search(text)
    whole = match and _whole_month(match, year)
    if not match or not whole:
        return None
    day = whole.first.replace
    match match["part"]:
        case "đầu" | "thượng tuần":
            return DayWindow(whole.first, day(day=10))
        case "giữa" | "trung tuần":
            return DayWindow(day(day=11), day(day=20))
        case "cuối" | "hạ tuần":
            return DayWindow(day(day=21), whole.last)
    return whole


def _whole_month(match: re.Match[str], year: int | None) -> DayWindow | None:
    stated = _stated_year(match, year)
    return _month_window(stated, int(match["month"])) if stated else None


def _read_quarter(text: str, year: int | None) -> DayWindow | None:
    match = _QUARTER.search(text)
    stated = match and _stated_year(match, year)
    if not match or not stated:
        return None
    number = _ROMAN.get(match["quarter"]) or int(match["quarter"])
    first = 3 * number - 2
    ahead = {"đầu": 0, "giữa": 1, "cuối": 2}.get(match["part"] or "")
    return _month_window(stated, first, first + 2) if ahead is None else _month_window(stated, first + ahead)


def _read_year(text: str, year: int | None) -> DayWindow | None:
    match = _YEAR_PART.search(text)
    stated = int(match["year"]) if match else year
    match = match or _BARE_YEAR_PART.search(text)
    if not match or not stated:
        return None
    month = {"đầu": 1, "giữa": 6, "cuối": 12}.get(match["part"] or "")
    return _month_window(stated, month) if month else _month_window(stated, 1, 12)


_READERS = (_read_half, _read_week, _read_day, _read_month, _read_quarter, _read_year)


def _every_month(text: str, first: date, last: date) -> Iterator[date]:
    match = _EVERY_MONTH.search(text) or _EVERY_MONTH_FIRST.search(text)
    if match:
        for year, month in _months_between(first, last):
            yield from _day_in(year, month, match)


def _every_quarter(text: str, first: date, last: date) -> Iterator[date]:
    match = _EVERY_QUARTER.search(text)
    if match:
        in_quarter = 0 if match["last"] else 1
        for year, month in _months_between(first, last):
            if month % 3 == in_quarter:
                yield from _day_in(year, month, match)


def _every_year(text: str, first: date, last: date) -> Iterator[date]:
    if not _EVERY_YEAR.search(text):
        return
    before = False
    for match in _DAY_MONTH.finditer(text):
        before = before or bool(match["before"])  # “trước ngày 20/6 và 20/12 hằng năm” holds for both
        for year, month in _months_between(first, last):
            if month == int(match["month"]):
                yield from _day_in(year, month, match, before=before)


def _every_week(text: str, first: date, last: date) -> Iterator[date]:
    match = _EVERY_WEEK.search(text)
    if match:
        on = first + timedelta(days=(_WEEKDAYS[match["weekday"]] - first.weekday()) % 7)
        while on <= last:
            yield on
            on += timedelta(days=7)


def _end_of_every(text: str, first: date, last: date) -> Iterator[date]:
    match = _END_OF_EVERY.search(text)
    if match:
        step = {"tháng": 1, "quý": 3, "năm": 12}[match["span"]]
        for year, month in _months_between(first, last):
            if month % step == 0:
                yield date(year, month, monthrange(year, month)[1])


def _day_in(year: int, month: int, match: re.Match[str], *, before: bool | None = None) -> Iterator[date]:
    number = int(match["day"])
    if not 1 <= number <= 31:
        return
    on = date(year, month, min(number, monthrange(year, month)[1]))
    is_before = bool(match["before"]) if before is None else before
    if not is_before:
        yield on
    elif on > date.min:
        yield on - _ONE_DAY


def _months_between(first: date, last: date) -> Iterator[tuple[int, int]]:
    # One month more: “trước ngày 01” of the month after still ends inside.
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month + 1):
        year, month = divmod(index, 12)
        if date.min.year <= year <= date.max.year:
            yield year, month + 1
