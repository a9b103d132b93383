"""Reading what reminders need: whom a unit's reminder reaches, digests, the log, whether the job ran."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from kheo.accounts.public import Role, User
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.timetable.reminders import Rung, When
from kheo.core.timetable.workdays import is_working_day
from kheo.kernel import installation
from kheo.progress.difficulty_rights import WORKING, working_unit_ids
from kheo.progress.models import CalendarFeed, Digest, Reminded, ReminderRun
from kheo.progress.selectors import owing
from kheo.progress.selectors.owing import Owing
from kheo.registrations import public as registrations
from kheo.units import public as units


@dataclass(frozen=True, slots=True)
class Morning:
    """One person and what he is reminded of on a day."""

    user: User
    lines: tuple[tuple[Owing, Rung], ...]


@dataclass(frozen=True, slots=True)
class Light:
    """Whether the morning's job runs. `ran` is its last run; a day of rest asks for none."""

    ran: ReminderRun | None
    is_on: bool


def due_now(on: date, rounds: Iterable[CampaignRound] | None = None) -> list[tuple[Owing, Rung]]:
    """What units are reminded of on the day, over all running campaigns: from dates alone."""
    live = owing.live_rounds() if rounds is None else list(rounds)
    ladders = owing.ladders_of([one.pk for one in live])
    spoken = [one for one in live if ladders.get(one.pk, owing.USUAL) is not None]
    return [pair for one in spoken for pair in owing.due_on(owing.owed_in(one, on), on, ladders)]


def people_of(unit_ids: Collection[int], on: date) -> dict[int, list[User]]:
    """Unit → whom its reminders reach: its contacts; where it has none, whoever works in it. A unit that ended
    is answered for by those of its successors.
    """
    wanted = set(unit_ids)
    heirs = units.successor_ids(wanted)
    contacts: dict[int, list[User]] = {}
    others: dict[int, list[User]] = {}
    for row in units.people(heirs, on):
        if row.role == Role.UNIT_CONTACT:
            contacts.setdefault(row.unit_id, []).append(row.user)
        elif row.role in WORKING:
            others.setdefault(row.unit_id, []).append(row.user)
    found = {}
    for unit in wanted:
        line = {unit} if heirs == wanted else units.successor_ids([unit])
        reached = [one for each in line for one in contacts.get(each, ())]
        reached = reached or [one for each in line for one in others.get(each, ())]
        found[unit] = list({one.pk: one for one in reached}.values())
    return found


def mornings(pairs: Iterable[tuple[Owing, Rung]], on: date) -> list[Morning]:
    """The same by person, each once, whatever the number of his units."""
    pairs = list(pairs)
    people = people_of({one.unit_id for one, _rung in pairs}, on)
    users: dict[int, User] = {}
    lines: dict[int, list[tuple[Owing, Rung]]] = {}
    for pair in pairs:
        for user in people[pair[0].unit_id]:
            users[user.pk] = user
            lines.setdefault(user.pk, []).append(pair)
    return [Morning(users[pk], tuple(lines[pk])) for pk in sorted(users)]


def owed_to_me(
    user: User,
    on: date,
    rounds: Collection[CampaignRound] | None = None,
    *,
    near: bool = True,
    registering: bool = True,
) -> list[Owing]:
    """What the person's units owe, soonest first, in a constant number of queries; `near`: within the ladder
    or late. Answers are owed by whoever works in a unit, the rest by its contact.
    """
    if rounds is None:
        rounds = [
            one for one in registrations.rounds_of(user, on) if one.campaign.state == CampaignState.RUNNING
        ]
    contact = units.own_unit_ids(user, on, [Role.UNIT_CONTACT])
    found = owing.owed_by(rounds, working_unit_ids(user, on), on, sending=contact, registering=registering)
    return [one for one in found if is_near(one, on) or not near]


def is_near(one: Owing, on: date) -> bool:
    """Whether the day lies within the usual ladder, or is past."""
    place = owing.place_of_day(one.due, on)
    return place.when is not When.BEFORE or place.days <= max(owing.USUAL.before)


def digest_of(user: User, on: date) -> Digest | None:
    """The digest that was made for the person that morning."""
    return Digest.objects.filter(user=user, on=on).first()


def light(on: date) -> Light:
    """Whether the job ran on the day, or need not have."""
    ran = ReminderRun.objects.order_by("-on").first()
    return Light(ran, is_on=bool(ran and ran.on >= on) or not is_working_day(on))


@dataclass(frozen=True, slots=True)
class MailLight:
    """Whether mail goes out from this installation, and how it went on the day, in numbers."""

    is_on: bool
    sent: int = 0
    failed: int = 0
    fault: str = ""


def mail_is_on() -> bool:
    """A mail server is named, and the people are no demonstration."""
    return bool(settings.KHEO_MAIL_HOST) and not installation.is_demo()


def mail_light(on: date) -> MailLight:
    """How the day's mail went."""
    if not mail_is_on():
        return MailLight(is_on=False)
    rows = Digest.objects.filter(on=on)
    failing = rows.filter(mailed_at=None).exclude(mail_fault="").values_list("mail_fault", flat=True)
    faults = list(failing)
    return MailLight(
        is_on=True,
        sent=rows.filter(mailed_at__isnull=False).count(),
        failed=len(faults),
        fault=faults[0] if faults else "",
    )


def log_of(round_: CampaignRound, limit: int | None = None) -> list[Reminded]:
    """Who was reminded of what, when and how, newest first."""
    rows = Reminded.objects.filter(round=round_).select_related("noted_by", "person")
    return list(rows.order_by("-told_on", "-noted_at", "-pk")[:limit])


def last_reminded(round_: CampaignRound) -> Mapping[tuple[int, str, date], date]:
    """(Unit, kind, due day) → the last day on which the unit was reminded of it."""
    rows = Reminded.objects.filter(round=round_).order_by("told_on")
    return {
        (unit, kind, due): told
        for unit, kind, due, told in rows.values_list("unit_id", "kind", "due_on", "told_on")
    }


def feed_of(user: User) -> CalendarFeed | None:
    """The person's private calendar, where he has asked for one."""
    return CalendarFeed.objects.filter(user=user).first()


def feed_by_token(token: str) -> CalendarFeed | None:
    """Whose calendar this address is; None for an address that was replaced or never was."""
    return CalendarFeed.objects.select_related("user").filter(token=token, user__is_active=True).first()
