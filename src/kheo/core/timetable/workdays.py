"""Working days of the civil service.

A day is worked when it is Monday to Friday and no day off, or when an announcement swapped it in.
Counting starts the day after the event (Bộ luật Dân sự 2015, Điều 147).
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kheo.core.errors import N_
from kheo.core.sources import Verified

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_CULTURE_DAY_SINCE = 2026  # NQ 28/2026/QH16; older releases of the library do not know the day


class DayKind(StrEnum):
    """Why a day differs from its weekday; the value is the official's word for it."""

    HOLIDAY = N_("nghỉ lễ")
    COMP = N_("nghỉ bù")
    SWAP_OFF = N_("nghỉ hoán đổi")
    SWAP_WORK = N_("làm bù")


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day that is off although a weekday, or worked although a rest day."""

    on: date
    kind: DayKind
    name: str
    source: str
    verified: Verified

    @property
    def is_worked(self) -> bool:
        """Whether people work on it."""
        return self.kind is DayKind.SWAP_WORK


def special_day(on: date, extra: Iterable[SpecialDay] = ()) -> SpecialDay | None:
    """The row that makes `on` differ from its weekday, or None.

    `extra` are a body's own days (duty on Saturdays, a local day off); they win over the national table.
    """
    for own in extra:
        if own.on == on:
            return own
    return _special_days(on.year).get(on)


def is_working_day(on: date, extra: Iterable[SpecialDay] = ()) -> bool:
    """Whether `on` is a working day. `extra` as in `special_day`."""
    special = special_day(on, extra)
    if special is not None:
        return special.is_worked
    return on.weekday() < _SATURDAY


def next_working_day(on: date, extra: Iterable[SpecialDay] = ()) -> date:
    """`on` itself when it is worked, else the first working day after it.

    A term that ends on a day of rest runs to the end of this day (Bộ luật Dân sự 2015, Điều 148).
    """
    own = tuple(extra)
    while not is_working_day(on, own):
        on += _ONE_DAY
    return on


def add_working_days(on: date, n: int, extra: Iterable[SpecialDay] = ()) -> date:
    """The n-th working day after `on`; the day of the event does not count. n = 0 gives `on`.

    ValueError when n is negative.
    """
    if n < 0:
        raise ValueError("n must not be negative")
    own = tuple(extra)
    for _ in range(n):
        on = next_working_day(on + _ONE_DAY, own)
    return on


def working_days_left(today: date, last_day: date, extra: Iterable[SpecialDay] = ()) -> int:
    """How many working days lie after `today`, up to and including `last_day`; 0 when it is over."""
    own = tuple(extra)
    return sum(
        is_working_day(today + timedelta(days=ahead), own) for ahead in range(1, (last_day - today).days + 1)
    )


@cache
def _special_days(year: int) -> Mapping[date, SpecialDay]:
    announced_years, announced = _announced()
    if year in announced_years:
        return MappingProxyType({day.on: day for day in announced if day.on.year == year})
    return MappingProxyType({day.on: day for day in _computed(year)})


@cache
def _announced() -> tuple[range, tuple[SpecialDay, ...]]:
    table = tomllib.loads(files(__package__).joinpath("days.toml").read_text(encoding="utf-8"))
    years = range(table["covers"]["first_year"], table["covers"]["last_year"] + 1)
    days = tuple(
        SpecialDay(
            on=row["on"],
            kind=DayKind[row["kind"]],
            name=row["name"],
            source=row["source"],
            verified=Verified[row["verified"]],
        )
        for row in table["day"]
    )
    return years, days


def _computed(year: int) -> Iterable[SpecialDay]:
    # Imported here: the library takes a third of a second, and most days lie in our own table.
    from holidays import country_holidays  # noqa: PLC0415

    def computed(on: date, kind: DayKind, name: str) -> SpecialDay:
        return SpecialDay(on, kind, name, N_("tính theo lịch, chưa có thông báo"), Verified.UNANNOUNCED)

    known = country_holidays("VN", years=year, language="vi")
    if year >= _CULTURE_DAY_SINCE:
        yield computed(date(year, 11, 24), DayKind.HOLIDAY, "Ngày Văn hóa Việt Nam")
    for on, name in known.items():
        yield computed(on, DayKind.HOLIDAY, name)
    for on in known.weekend_workdays:
        if on.year == year:
            yield computed(on, DayKind.SWAP_WORK, "Làm bù")
