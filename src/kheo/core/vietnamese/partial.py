"""Dates of which only a part is known: “năm 2026”, “tháng 6 năm 2026”, “ngày … tháng 6 năm 2026”."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese.dates import long_date
from kheo.core.vietnamese.letters import clean_line

_BLANK = r"(?:[.…_\s]*)"
_MONTH_NAMES = {"giêng": 1, "tư": 4, "chạp": 12}
_LONG = re.compile(
    rf"(?:ngày\s*(?P<day>\d{{1,2}}|{_BLANK})[\s,]*)?(?:tháng\s*(?P<month>\d{{1,2}}|giêng|tư|chạp|{_BLANK})[\s,]*)?"
    r"năm\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:(?P<day>\d{1,2})\s*[/.-]\s*)?(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, with its month and day where they are known; a day never without its month."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def whole(self) -> date | None:
        """The date, where nothing is missing."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """“2026”, “2026-06” or “2026-06-05”."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def partial_in_words(on: PartialDate, *, leave_room: bool = False) -> str:
    """“năm 2026”, “tháng 6 năm 2026” or “ngày 05 tháng 6 năm 2026”.

    `leave_room` writes what is missing as a blank to fill by hand: “ngày … tháng 6 năm 2026”.
    """
    if on.whole:
        return long_date(on.whole)
    month = f"{on.month:02d}" if on.month and on.month < 3 else str(on.month or "…")
    if leave_room:
        return f"ngày … tháng {month} năm {on.year}"
    return f"tháng {month} năm {on.year}" if on.month else f"năm {on.year}"


def parse_partial(text: str) -> PartialDate:
    """What is known of a date: from “tháng 6 năm 2026”, “6/2026”, “2026-06”, “ngày … tháng … năm 2026”.

    Raises InvalidInput (date-unreadable).
    """
    line = clean_line(text).rstrip(".,;")
    match = _ISO.fullmatch(line) or _SHORT.fullmatch(line) or _LONG.fullmatch(line)
    if match:
        month = match["month"] or ""
        number = _MONTH_NAMES.get(month.lower()) or _number(month)
        try:
            return PartialDate(int(match["year"]), number, _number(match["day"]))
        except ValueError:
            pass
    sentence = N_(
        "“%(text)s” không phải là ngày, tháng hay năm. Hãy viết như 16/02/2024, tháng 6 năm 2024 hoặc năm 2024."
    )
    raise InvalidInput(sentence, code="date-unreadable", text=line[:40])


def _number(part: str | None) -> int | None:
    return int(part) if part and part.isdigit() else None
