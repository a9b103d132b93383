"""Dates as papers give them, as days: partial ends, windows, recurring days. Pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kheo.campaigns.kinds import Data, iso_day
from kheo.core.timetable.words import expected_days, occurrences
from kheo.core.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Days:
    """The days a milestone means; all None where the words say no day."""

    from_on: date | None = None
    to_on: date | None = None
    recurs_on_day: int | None = None


_HOUR = re.compile(
    r"\b(\d{1,2})\s*(?:giờ|h|:)\s*(\d{2})?(?:\s*phút)?,?\s*(?:\([^)]*\)\s*)?ngày\b", re.IGNORECASE
)

_INSTEAD = re.compile(r"\bthay\s+(?:cho|vì)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|\btháng\s+\d{1,2}(?:/\d{4})?|\bnăm\s+\d{4}|\b(?:trước|ngày|chậm nhất|muộn nhất|đến|hết|vào|trong|là)\b",
    re.IGNORECASE,
)


def matter_of(words: str) -> frozenset[str]:
    """What falls due, without the day: “báo cáo 6 tháng trước ngày 15/6” and “… ngày 20/6” are one matter."""
    return frozenset(fold(_WHEN.sub(" ", _INSTEAD.split(words)[0])).split())


def hour_in(words: str) -> str:
    """The hour that words set before a day: “trước 17 giờ 00 ngày 31/7” is “17:00”; "" where they set none."""
    match = _HOUR.search(words)
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return ""
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def first_day(part: str) -> date | None:
    """“2026-04” is 1/4/2026, “2026” 1/1/2026; None for "" or anything else."""
    return _filled(part, last=False)


def last_day(part: str) -> date | None:
    """“2026-04” is 30/4/2026, “2026” 31/12/2026; None for "" or anything else."""
    return _filled(part, last=True)


def _filled(part: str, *, last: bool) -> date | None:
    try:
        if len(part) == 10:
            return date.fromisoformat(part)
        year, _dash, month = part.partition("-")
        number = int(month) if month else (12 if last else 1)
        return date(int(year), number, monthrange(int(year), number)[1] if last else 1)
    except ValueError:
        return None


def round_bounds(period: Data, year: int) -> tuple[date | None, date | None]:
    """First and last day of the round of `year` within the campaign's period; the whole year where silent."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    start, end = first_day(str(period.get("start") or "")), last_day(str(period.get("end") or ""))
    if (start and start > last) or (end and end < first):
        return first, last
    return max(first, start) if start else first, min(last, end) if end else last


def days_of(deadline: Data, year: int, first: date, last: date) -> list[Days]:
    """The days of a milestone's data: one window, a day of every month, or one entry per occurrence."""
    words = str(deadline.get("date", ""))
    if day := iso_day(words):
        on = date.fromisoformat(str(deadline.get("last_day") or day))
        return [Days(on, on)]
    again = occurrences(words, first, last)
    if again:
        numbers = {on.day for on in again}
        monthly = len(again) > 4 and len(numbers) == 1
        return [Days(recurs_on_day=numbers.pop())] if monthly else [Days(on, on) for on in again]
    window = expected_days(words, year)
    return [Days(window.first, window.last)] if window else [Days()]
