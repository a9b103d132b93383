"""Deadlines: from the words of a paper to one exact moment, and back into words.

“trước ngày 16/02/2024” ends with the 15th; “chậm nhất ngày …” and “đến hết ngày …” include the day.
The end is half-open: at `closes_at` itself it is already over.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kheo.core.errors import N_
from kheo.core.timetable.phrase import Phrase, Word
from kheo.core.timetable.workdays import working_days_left
from kheo.core.vietnamese.dates import short_date, weekday

__all__ = [
    "VIETNAM",
    "Boundary",
    "Deadline",
    "last_day",
    "last_moment",
    "say",
    "say_day",
    "short_date",
    "weekday_word",
]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_ONE_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


class Boundary(StrEnum):
    """Whether the day a paper names still counts."""

    BEFORE = N_("trước ngày")
    THROUGH = N_("đến hết ngày")
    """Also “chậm nhất”, “trong ngày” and a bare day."""


def last_day(on: date, boundary: Boundary) -> date:
    """The last day on which it is still in time, for the day a paper names."""
    return on - _ONE_DAY if boundary is Boundary.BEFORE else on


def last_moment(on: date, boundary: Boundary, hour: time | None = None) -> datetime:
    """The first moment at which it is over, in Vietnamese time.

    With `hour` (“trước 17 giờ ngày 15/02”) the named hour of the named day ends it, whatever the boundary.
    """
    if hour is not None:
        return datetime.combine(on, hour, tzinfo=VIETNAM)
    return datetime.combine(last_day(on, boundary) + _ONE_DAY, time.min, tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a thing closes for one unit. All moments are aware.

    `closes_at` holds for everyone, `grace` is the published time after it during which what comes is taken
    as late, `extension` is a later closing moment granted to this unit (an earlier one changes nothing).
    """

    closes_at: datetime
    grace: timedelta = timedelta(0)
    extension: datetime | None = None

    def __post_init__(self) -> None:
        moments = (self.closes_at, self.extension or self.closes_at)
        if any(moment.tzinfo is None for moment in moments):
            raise ValueError("a deadline is an aware moment")
        if self.grace < timedelta(0):
            raise ValueError("grace must not be negative")

    @property
    def ends_at(self) -> datetime:
        """From this moment on it is late, the unit's extension counted."""
        return max(self.closes_at, self.extension) if self.extension else self.closes_at

    @property
    def shut_at(self) -> datetime:
        """From this moment on nothing is taken."""
        return self.ends_at + self.grace

    @property
    def last_day(self) -> date:
        """The last calendar day, in Vietnam, on which it is in time."""
        return _local(self.ends_at - _INSTANT).date()

    def accepts(self, at: datetime) -> bool:
        """Whether something sent at this moment is taken, in time or late."""
        return at < self.shut_at

    def is_late(self, at: datetime) -> bool:
        """Whether this moment is past the end, be it within the grace period or after it."""
        return at >= self.ends_at


def say(deadline: Deadline, at: datetime) -> Phrase:
    """The deadline in words, seen from `at`."""
    if deadline.is_late(at):
        return _say_late(deadline, at)
    today = _local(at).date()
    hour = _hour(deadline.ends_at)
    if today == deadline.last_day:
        return Phrase(N_("hôm nay, trước %(hour)s"), {"hour": hour})
    return _say_ahead(deadline, today, hour)


def say_hour(closes_at: datetime) -> Phrase | None:
    """“trước 17 giờ”, to stand beside the last day; None where the whole day counts."""
    if _is_midnight(closes_at):
        return None
    return Phrase(N_("trước %(hour)s"), {"hour": _hour(closes_at)})


def say_day(on: date) -> Phrase:
    """A day as it stands on every page: “thứ Sáu, 16/02/2024”."""
    return Phrase(N_("%(weekday)s, %(date)s"), {"weekday": weekday_word(on), "date": short_date(on)})


def weekday_word(on: date) -> Word:
    """The weekday's name, to be translated where it is shown."""
    return Word(weekday(on))


def _say_ahead(deadline: Deadline, today: date, hour: Phrase) -> Phrase:
    on = deadline.last_day
    params: dict[str, object] = {"weekday": weekday_word(on), "date": short_date(on)}
    working = working_days_left(today, on)
    params["count"] = working or (on - today).days
    if _is_midnight(deadline.ends_at):
        if working:
            return Phrase(N_("hết ngày %(weekday)s, %(date)s (còn %(count)d ngày làm việc)"), params)
        return Phrase(
            N_("hết ngày %(weekday)s, %(date)s (còn %(count)d ngày, không có ngày làm việc)"), params
        )
    params["hour"] = hour
    if working:
        return Phrase(N_("trước %(hour)s %(weekday)s, %(date)s (còn %(count)d ngày làm việc)"), params)
    return Phrase(
        N_("trước %(hour)s %(weekday)s, %(date)s (còn %(count)d ngày, không có ngày làm việc)"), params
    )


def _say_late(deadline: Deadline, at: datetime) -> Phrase:
    if deadline.accepts(at):
        on = _local(deadline.shut_at - _INSTANT).date()
        return Phrase(
            N_("đã hết hạn, còn nhận bản nộp muộn đến %(hour)s %(weekday)s, %(date)s"),
            {"hour": _hour(deadline.shut_at), "weekday": weekday_word(on), "date": short_date(on)},
        )
    overdue = (_local(at).date() - deadline.last_day).days
    if overdue == 0:
        return Phrase(N_("hết hạn lúc %(hour)s hôm nay"), {"hour": _hour(deadline.ends_at)})
    return Phrase(N_("quá hạn %(count)d ngày"), {"count": overdue})


def _hour(ends_at: datetime) -> Phrase:
    # 00:00 of the next day is said as 24 giờ of the day that ends.
    local = _local(ends_at)
    if _is_midnight(ends_at):
        return Phrase(N_("24 giờ"))
    if local.minute == 0:
        return Phrase(N_("%(hour)d giờ"), {"hour": local.hour})
    return Phrase(N_("%(hour)d giờ %(minute)02d"), {"hour": local.hour, "minute": local.minute})


def _is_midnight(moment: datetime) -> bool:
    return _local(moment).time() == time.min


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)
