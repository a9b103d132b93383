"""Moments and days as an official writes them."""

from datetime import datetime

from kheo.core.timetable.words import end_of_time
from kheo.core.vietnamese.dates import long_date, weekday
from kheo.core.vietnamese.numbers import format_number


def moment_words(at: datetime) -> str:
    """A deadline in words, to follow “Gửi đăng ký”: whoever comes at this very moment is late.

    Midnight is said as the end of the day before, which nobody misreads.
    """
    on, hour = end_of_time(at)
    if hour is None:
        return f"đến hết {weekday(on)}, {long_date(on)}"
    minutes = f" {hour.minute:02d} phút" if hour.minute else ""
    return f"trước {hour.hour} giờ{minutes}, {weekday(on)}, {long_date(on)}"


def clock_words(at: datetime) -> str:
    """When something begins or ends: “8 giờ 30 phút, thứ Sáu, ngày 13 tháng 02 năm 2026”."""
    minutes = f" {at.minute:02d} phút" if at.minute else ""
    return f"{at.hour} giờ{minutes}, {weekday(at.date())}, {long_date(at.date())}"


def second_words(at: datetime) -> str:
    """A moment to the second, for a receipt."""
    clock = f"{at.hour:02d} giờ {at.minute:02d} phút {at.second:02d} giây"
    return f"{clock}, {weekday(at.date())}, {long_date(at.date())}"


def counted(number: int) -> str:
    """A count as papers print it: below ten with a leading zero."""
    return f"{number:02d}" if 0 < number < 10 else format_number(number)
