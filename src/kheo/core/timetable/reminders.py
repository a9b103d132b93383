"""On which days somebody is reminded of a due day: so many working days before, on the day, and after it.

Nothing here was sent or stored: what is due on a day follows from dates alone, whether a job ran or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kheo.core.errors import N_
from kheo.core.timetable.phrase import Phrase
from kheo.core.timetable.workdays import SpecialDay, is_working_day, working_days_left


class When(StrEnum):
    """Where a day stands against the due day."""

    BEFORE = "before"
    ON_THE_DAY = "on-the-day"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Working days before and after the due day on which somebody is reminded."""

    before: tuple[int, ...] = (10, 3, 1)
    after: tuple[int, ...] = (1, 5, 10)

    def __post_init__(self) -> None:
        if any(days < 1 for days in (*self.before, *self.after)):
            raise ValueError("a rung lies at least one working day from the due day")


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: `days` working days before or after the due day; 0 on the day itself."""

    when: When
    days: int

    @property
    def code(self) -> str:
        """The same in one word, for the log: before-3, on-the-day, after-1."""
        return self.when if self.when is When.ON_THE_DAY else f"{self.when}-{self.days}"


def standing(due: date, on: date, extra: Iterable[SpecialDay] = ()) -> Rung:
    """How many working days lie between the day and the due day, whichever comes first.

    The last day of work before a due day that is itself a day of rest counts as the day.
    """
    own = tuple(extra)
    if on <= due:
        left = working_days_left(on, due, own)
        return Rung(When.BEFORE, left) if left else Rung(When.ON_THE_DAY, 0)
    return Rung(When.AFTER, working_days_left(due, on, own))


def rung_on(due: date, on: date, ladder: Ladder, extra: Iterable[SpecialDay] = ()) -> Rung | None:
    """The step of the ladder that falls on the day; None on every other day, and on every day of rest."""
    own = tuple(extra)
    if not is_working_day(on, own):
        return None
    here = standing(due, on, own)
    if here.when is When.BEFORE:
        return here if here.days in ladder.before else None
    if here.when is When.AFTER:
        return here if here.days in ladder.after else None
    return here


def say_standing(due: date, on: date, extra: Iterable[SpecialDay] = ()) -> Phrase:
    """“còn 3 ngày làm việc”, “hôm nay là hạn”, “quá hạn 5 ngày làm việc”."""
    here = standing(due, on, extra)
    if here.when is When.BEFORE:
        return Phrase(N_("còn %(count)d ngày làm việc"), {"count": here.days})
    if here.when is When.AFTER:
        if here.days == 0:
            return Phrase(N_("vừa hết hạn"))
        return Phrase(N_("quá hạn %(count)d ngày làm việc"), {"count": here.days})
    if on == due:
        return Phrase(N_("hôm nay là hạn"))
    return Phrase(N_("hôm nay là ngày làm việc cuối trước hạn"))
