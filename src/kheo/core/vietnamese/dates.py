"""Dates as Vietnamese papers write them, and back (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""

import re
from datetime import date

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese.letters import clean_line, fold

_WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)
_SHORT = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LONG = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")


def long_date(day: date) -> str:
    """“ngày 05 tháng 02 năm 2024”: days under 10 and months 1 and 2 are padded, other months are not."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """“05/02/2024”."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def weekday(day: date) -> str:
    """“thứ Sáu”, “Chủ nhật”: the names of days as written within a sentence."""
    return _WEEKDAYS[day.weekday()]


def day_in_words(day: date) -> str:
    """“thứ Sáu, 16/02/2024”."""
    return f"{weekday(day)}, {short_date(day)}"


def parse_date(text: str) -> date:
    """A whole date from “5/2/2024”, “05-02-2024”, “2024-02-05” or “ngày 05 tháng 02 năm 2024”.

    Day before month, four-digit year. Raises InvalidInput (date-unreadable).
    """
    line = clean_line(text)
    if match := _ISO.fullmatch(line):
        year, month, day = match.groups()
    elif match := _SHORT.fullmatch(line):
        day, _, month, year = match.groups()
    elif match := _LONG.fullmatch(fold(line)):
        day, month, year = match.groups()
    else:
        raise _unreadable(line)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise _unreadable(line) from error


def _unreadable(line: str) -> InvalidInput:
    sentence = N_("“%(text)s” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 16/02/2024.")
    return InvalidInput(sentence, code="date-unreadable", text=line[:40])
