"""Days and moments. A day is a date in Asia/Ho_Chi_Minh; only the edge asks what time it is."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware. For views and commands only: below them it is an argument."""
    return timezone.now()


def day_of(at: datetime) -> date:
    """The Vietnamese calendar day of a moment."""
    return at.astimezone(VIETNAM).date()


def today() -> date:
    """The present Vietnamese day. For views and commands only."""
    return day_of(now())


def start_of(on: date) -> datetime:
    """The first moment of a Vietnamese day."""
    return datetime.combine(on, time.min, VIETNAM)


def end_of(on: date) -> datetime:
    """The first moment after a Vietnamese day (intervals are half-open)."""
    return start_of(on + timedelta(days=1))
