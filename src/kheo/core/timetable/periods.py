"""Reporting periods of a year, as the State's reporting rules cut it, and the days on which reports are due.

Periods close on the 14th: six months from 15/12 to 14/6, the year from 15/12 to 14/12, a quarter to the 14th of
its last month, a month from the 15th before it to its 14th. Nothing here is a job: all days are known ahead.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kheo.core.timetable.workdays import next_working_day

HALF_AND_YEAR, QUARTERLY, MONTHLY = "half-year", "quarterly", "monthly"
_FIRST_DAY, _LAST_DAY = 15, 14
_MONTHS = {HALF_AND_YEAR: (6, 12), QUARTERLY: (3, 6, 9, 12), MONTHLY: tuple(range(1, 13))}
# How far from a period's last day a paper's exact day may lie to be meant for it.
_BEFORE, _AFTER = timedelta(days=40), timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch to report on: both days belong to it; `due_on` is the last day in time.

    `key`: “h1” six months, “year” the year, “q2” a quarter, “m07” a month. `said` is where a paper's words set
    the due day.
    """

    key: str
    first: date
    last: date
    due_on: date
    said: str = ""

    def has_begun(self, on: date) -> bool:
        """Whether there is anything yet to report on."""
        return self.first <= on

    def is_over(self, on: date) -> bool:
        """Whether its report was due before that day."""
        return self.due_on < on


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that a paper sets for reports, with its words."""

    on: date
    words: str


def periods_of(
    rhythm: str, year: int, *, days_to_send: int = 1, said: Iterable[SaidDay] = ()
) -> tuple[Period, ...]:
    """The periods of the year in order.

    A report is due `days_to_send` days after the period's last day, on the next working day where that is
    none; a day that the paper sets near the end of a period is taken as it stands.
    """
    found = tuple(_period(rhythm, year, month, days_to_send) for month in _MONTHS[rhythm])
    return _as_said(found, sorted(said, key=lambda one: one.on))


def rhythm_of(days: Collection[date]) -> str:
    """The rhythm of recurring days of one year: twelve of them mean monthly, four quarterly."""
    if len(days) >= 9:
        return MONTHLY
    return QUARTERLY if 3 <= len(days) <= 6 else HALF_AND_YEAR


def _period(rhythm: str, year: int, month: int, days_to_send: int) -> Period:
    last = date(year, month, _LAST_DAY)
    if rhythm == HALF_AND_YEAR:
        key, first = ("h1" if month == 6 else "year"), date(year - 1, 12, _FIRST_DAY)
    elif rhythm == QUARTERLY:
        key, first = f"q{month // 3}", _months_before(last, 3)
    else:
        key, first = f"m{month:02d}", _months_before(last, 1)
    return Period(key, first, last, next_working_day(last + timedelta(days=days_to_send)))


def _months_before(last: date, count: int) -> date:
    month = last.month - count
    return date(last.year, month, _FIRST_DAY) if month > 0 else date(last.year - 1, month + 12, _FIRST_DAY)


def _as_said(periods: Sequence[Period], said: Sequence[SaidDay]) -> tuple[Period, ...]:
    """Each period with the nearest day that was said for it; every day serves one period."""
    left, found = list(said), []
    for period in periods:
        near = [one for one in left if period.last - _BEFORE <= one.on <= period.last + _AFTER]
        best = min(near, key=lambda one: abs(one.on - period.last), default=None)
        if best is not None:
            left.remove(best)
            period = replace(period, due_on=best.on, said=best.words)  # noqa: PLW2901 -- the same, made exact
        found.append(period)
    return tuple(found)
