"""What goes out to units that are late or near their day: the letter, the Zalo message, the calendar feed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from kheo.accounts.public import User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms.reminders import ReminderLine, reminder_letter
from kheo.core.paper.model import Paper
from kheo.core.timetable.deadline import short_date
from kheo.kernel.clock import day_of
from kheo.progress.selectors import owing
from kheo.progress.selectors.owing import Owing
from kheo.registrations import public as registrations
from kheo.units import public as units

_REFRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Said:
    """One matter with its unit's name and where it stands on the day."""

    owing: Owing
    unit: str
    words: str


def said_of(owed: Iterable[Owing], names: Mapping[int, str], on: date) -> list[Said]:
    """The lines in the order given."""
    return [Said(one, names.get(one.unit_id, ""), str(owing.words_of_day(one.due, on))) for one in owed]


def zalo_text(issuer: str, lines: Sequence[Said], on: date) -> str:
    """A message for the units' Zalo group that names each unit with what it still has to do."""
    head = _("%(issuer)s nhắc việc phong trào “Dân vận khéo”, tính đến ngày %(day)s:")
    item = _("- %(unit)s: %(what)s, hạn %(day)s (%(words)s)")
    said = [
        item
        % {
            "unit": line.unit,
            "what": line.owing.what,
            "day": short_date(line.owing.due),
            "words": line.words,
        }
        for line in lines
    ]
    return "\n".join(
        [
            _("Kính gửi đầu mối các đơn vị."),
            head % {"issuer": issuer, "day": short_date(on)},
            *said,
            _("Đơn vị nào vướng, xin nêu rõ việc và nơi vướng để cùng giải quyết. Trân trọng cảm ơn."),
        ]
    )


def letter(round_: CampaignRound, lines: Sequence[Said], *, by: User, at: datetime) -> Paper:
    """The công văn “nhắc việc”, ready for its number."""
    on, unit = day_of(at), round_.campaign.managing_unit
    name = units.name_of(unit, on)
    return reminder_letter(
        issuing=registrations.issuing(unit, name, registrations.usual_facts(unit, "", on), on=on),
        year=round_.year,
        plan=registrations.plan_cited(round_, name),
        on=on,
        lines=[ReminderLine(one.unit, one.owing.what, one.owing.due, one.words) for one in lines],
        contact=", điện thoại ".join(part for part in (by.full_name, by.office_phone) if part),
    )


def calendar(
    owed: Sequence[Owing], rounds: Sequence[CampaignRound], *, at: datetime, address: str = ""
) -> bytes:
    """The feed: what the person's units owe, and the exact days of their plans. No resident, no amount."""
    feed = Calendar()
    feed.add("prodid", "-//Kheo//Dan van kheo//VI")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", _("Dân vận khéo: việc của tôi"))
    feed.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for one in owed:
        feed.add_component(_event(f"{one.round_id}.{one.key}", one.what, one.due, at, f"{address}{one.url}"))
    milestones = campaigns.milestones_of_rounds([round_.pk for round_ in rounds])
    for round_ in rounds:
        for row in milestones.get(round_.pk, ()):
            last = row.to_on if row.done_on is None else None
            if last is not None:
                url = f"{address}{campaigns.address_of(round_)}"
                feed.add_component(_event(f"moc.{row.pk}", row.what, last, at, url))
    return bytes(feed.to_ical())


def _event(key: str, what: str, due: date, at: datetime, url: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@kheo")
    event.add("dtstamp", at)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", _("Hạn: %(what)s") % {"what": what})
    if "://" in url:
        event.add("url", url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", timedelta(hours=-16))
    event.add_component(alarm)
    return event
