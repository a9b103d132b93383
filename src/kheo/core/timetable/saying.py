"""A stretch of days told as papers tell it, the other way round from `expected_days`."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from kheo.core.timetable.words import DayWindow
from kheo.core.vietnamese.dates import short_date

_QUARTERS = ("I", "II", "III", "IV")
_THIRDS = {(1, 10): "đầu", (11, 20): "giữa"}


def days_in_words(window: DayWindow) -> str:
    """The shortest words that mean just these days: “16/02/2024”, “giữa tháng 6/2024”, “quý II/2024”,
    “6 tháng đầu năm 2024”, “năm 2024”, “tháng 3 đến tháng 5/2024”, else “từ ngày … đến ngày …”.

    `expected_days` reads them back as the same days.
    """
    first, last = window.first, window.last
    if first == last:
        return short_date(first)
    for words in (*_of_one_month(first, last), *_of_whole_months(first, last)):
        return words
    return f"từ ngày {short_date(first)} đến ngày {short_date(last)}"


def _of_one_month(first: date, last: date) -> Iterator[str]:
    if (first.year, first.month) != (last.year, last.month):
        return
    month = f"tháng {first.month}/{first.year:04d}"
    if third := _THIRDS.get((first.day, last.day)):
        yield f"{third} {month}"
    elif first.day == 21 and _ends_month(last):
        yield f"cuối {month}"
    elif first.day == 1 and _ends_month(last):
        yield month


def _of_whole_months(first: date, last: date) -> Iterator[str]:
    if first.day != 1 or not _ends_month(last):
        return
    if first.year != last.year:
        yield f"tháng {first.month}/{first.year:04d} đến tháng {last.month}/{last.year:04d}"
        return
    months = (first.month, last.month)
    named = {(1, 12): "năm", (1, 6): "6 tháng đầu năm", (7, 12): "6 tháng cuối năm"}
    if months in named:
        yield f"{named[months]} {first.year:04d}"
    elif months[1] - months[0] == 2 and months[0] % 3 == 1:
        yield f"quý {_QUARTERS[months[0] // 3]}/{first.year:04d}"
    else:
        yield f"tháng {months[0]} đến tháng {months[1]}/{first.year:04d}"


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
