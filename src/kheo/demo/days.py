"""Every date of the demo, worked out from the day on which it is loaded: whenever it is tried, one campaign
takes registrations, one has just closed and last year's lies behind.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kheo.kernel.clock import VIETNAM

_AUTUMN = 9


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar of one demo. From September on offices register for the coming year."""

    today: date

    @property
    def year(self) -> int:
        return self.today.year + 1 if self.today.month >= _AUTUMN else self.today.year

    @property
    def before(self) -> int:
        """The year of the campaign that lies behind."""
        return self.year - 1

    @property
    def founded(self) -> date:
        return date(self.year - 3, 7, 1)

    @property
    def merged(self) -> date:
        """When the two hamlets became one: between last year's registration and this year's."""
        return date(self.before, 7, 1)

    def ago(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """So many days before the loading, at an office hour."""
        return at(self.today - timedelta(days=days), hour, minute)

    def words(self, *, year: int, issued: date, closes: date) -> dict[str, str]:
        """What a plan's template asks for: `closes` is the first day that is too late."""
        last = closes - timedelta(days=1)
        return {
            "year": str(year),
            "before_year": str(year - 1),
            "middle_year": str(year + 2),
            "last_year": str(year + 4),
            "upper_on": _short(issued - timedelta(days=19)),
            "party_on": _short(issued - timedelta(days=11)),
            "starts_on": _short(max(closes, date(year, 1, 1))),
            "ends_on": _short(date(year, 11, 30)),
            "register_before": _short(closes),
            "register_through": _short(last),
            "notice_before": _short(closes + timedelta(days=20)),
        }


def at(on: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a Vietnamese day."""
    return datetime.combine(on, time(hour, minute), VIETNAM)


def _short(on: date) -> str:
    return f"{on.day:02}/{on.month:02}/{on.year}"
