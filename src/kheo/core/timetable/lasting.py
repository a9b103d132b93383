"""How many years something lasts, counted as calendars do."""

from datetime import date, timedelta
from enum import StrEnum


class Lasting(StrEnum):
    """In which class of years a span falls."""

    UNDER_ONE = "under-1"
    ONE = "1"
    UNDER_THREE = "1-3"
    UNDER_FIVE = "3-5"
    FIVE_UP = "5-up"


def years_after(day: date, years: int) -> date:
    """The same day that many years on; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def lasting(first: date, last: date) -> Lasting:
    """The class of a span; both days belong to it, so that 01/01 to 31/12 is one whole year."""
    end = last + timedelta(days=1)
    one = years_after(first, 1)
    if end < one:
        return Lasting.UNDER_ONE
    if end == one:
        return Lasting.ONE
    if end < years_after(first, 3):
        return Lasting.UNDER_THREE
    return Lasting.UNDER_FIVE if end < years_after(first, 5) else Lasting.FIVE_UP
