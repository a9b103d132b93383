"""What every paper of registrations needs: who leads, from when to when."""

from kheo.core.vietnamese import short_date
from kheo.registrations.models import Registration


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
