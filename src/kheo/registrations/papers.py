"""What every paper of registrations needs: whose rules it follows, who leads, from when to when."""

from datetime import date

from kheo.core.paper.profiles import BodyKind, Profile, profile_for
from kheo.core.vietnamese import short_date
from kheo.registrations.models import Registration
from kheo.units.public import Unit, UnitKind

_PARTY = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_CELL, UnitKind.PARTY_BODY})
_FRONT = frozenset({UnitKind.FRONT, UnitKind.ORGANISATION})


def body_of(unit: Unit) -> BodyKind:
    """Which rules of layout a unit's papers follow."""
    if unit.kind in _PARTY:
        return "PARTY"
    return "FRONT" if unit.kind in _FRONT else "STATE"


def profile_of(unit: Unit, on: date) -> Profile:
    """The rules a unit's papers are set by on the day."""
    return profile_for(body_of(unit), on)


def led_by(registration: Registration) -> str:
    """“Name (office)” of who leads."""
    lead = registration.lead
    if lead is None:
        return ""
    return f"{lead.name} ({lead.office})" if lead.office else lead.name


def period_of(registration: Registration) -> str:
    """Thời gian thực hiện as the unit wrote it, else from day to day."""
    if registration.time_words:
        return registration.time_words
    days = [short_date(day) if day else "" for day in (registration.starts_on, registration.ends_on)]
    if all(days):
        return f"{days[0]} - {days[1]}"
    return f"Từ {days[0]}" if days[0] else f"Đến {days[1]}" if days[1] else ""
