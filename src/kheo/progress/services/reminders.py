"""Reminding: the morning's digests, what was done by hand, the ladder, the private calendar."""

import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotAllowed
from kheo.core.timetable.deadline import short_date
from kheo.core.timetable.workdays import is_working_day
from kheo.kernel.clock import day_of
from kheo.progress.models import CalendarFeed, Digest, Reminded, ReminderLadder, ReminderRun
from kheo.progress.selectors import owing
from kheo.progress.selectors import reminders as selectors
from kheo.progress.selectors.attention import at_risk, silent
from kheo.progress.selectors.owing import Owing
from kheo.progress.selectors.reminders import Morning
from kheo.progress.states import BY_ITSELF, ReminderChannel
from kheo.registrations import public as registrations
from kheo.units import public as units

MOST_RUNGS = 6
FARTHEST = 60
_BATCH = 500


def make_digests(*, at: datetime) -> int:
    """Put the day's reminders before each person, once a day however often it runs; how many got one now.

    On a day of rest nobody is reminded, and nothing is written. What is due is worked out before the
    transaction, so that others wait only for the writing.
    """
    on = day_of(at)
    if not is_working_day(on):
        return 0
    found = selectors.mornings(selectors.due_now(on), on)
    names = units.names({line.unit_id for one in found for line, _rung in one.lines}, on)
    return _put_before(found, names, on, at)


@transaction.atomic
def _put_before(found: Collection[Morning], names: dict[int, str], on: date, at: datetime) -> int:
    run, _made = ReminderRun.objects.get_or_create(on=on, defaults={"first_at": at, "last_at": at})
    run = ReminderRun.objects.select_for_update().get(pk=run.pk)
    known = set(Digest.objects.filter(on=on).values_list("user_id", flat=True))
    fresh = [one for one in found if one.user.pk not in known]
    Digest.objects.bulk_create(
        (Digest(user=one.user, on=on, lines=_lines(one, names, on), made_at=at) for one in fresh),
        batch_size=_BATCH,
    )
    Reminded.objects.bulk_create(_in_app(fresh, on, at), batch_size=_BATCH)
    run.last_at, run.people = at, run.people + len(fresh)
    run.save(update_fields=["last_at", "people"])
    if fresh:
        audit.record("progress:reminders:run", run, by="system", at=at, people=len(fresh))
    return len(fresh)


def _lines(morning: Morning, names: dict[int, str], on: date) -> list[dict[str, str]]:
    return [
        {
            "what": one.what,
            "unit": names.get(one.unit_id, ""),
            "due": short_date(one.due),
            "words": str(owing.words_of_day(one.due, on)),
            "url": one.url,
        }
        for one, _rung in morning.lines
    ]


def _in_app(fresh: Iterable[Morning], on: date, at: datetime) -> Iterable[Reminded]:
    for morning in fresh:
        for one, rung in morning.lines:
            yield _reminded(one, rung.code, ReminderChannel.IN_APP, on, at, person=morning.user)


def _reminded(
    one: Owing,
    rung: str,
    channel: ReminderChannel,
    on: date,
    at: datetime,
    *,
    person: User | None = None,
    by: User | None = None,
) -> Reminded:
    return Reminded(
        round_id=one.round_id,
        unit_id=one.unit_id,
        kind=one.kind,
        matter=one.what[:300],
        due_on=one.due,
        rung=rung,
        channel=channel,
        person=person,
        told_on=on,
        noted_at=at,
        noted_by=by,
    )


@transaction.atomic
def note_reminded(
    round_: CampaignRound,
    *,
    keys: Collection[str],
    channel: str,
    told_on: date | None,
    by: User,
    at: datetime,
) -> int:
    """Log that units were reminded by Zalo, telephone, letter or in a meeting; how many matters.

    `keys` are those of what the round's units owe today. Raises InvalidInput (`field` keys, channel or day).
    """
    on = day_of(at)
    _require_officer(round_, by, on)
    if channel not in ReminderChannel.values or channel in BY_ITSELF:
        raise InvalidInput(N_("Hãy chọn cách đã nhắc."), code="channel-unknown", field="channel")
    if told_on is None or told_on > on:
        raise InvalidInput(
            N_("Hãy ghi ngày đã nhắc; ngày đó không ở sau hôm nay."), code="told-day", field="day"
        )
    every = [*owing.owed_in(round_, on), *silent(round_, on), *at_risk(round_, on)]
    chosen = list({one.key: one for one in every if one.key in set(keys)}.values())
    if not chosen:
        raise InvalidInput(
            N_("Chưa chọn đơn vị nào còn việc chưa làm. Hãy tải lại trang rồi đánh dấu lại."),
            code="none-chosen",
            field="keys",
        )
    way = ReminderChannel(channel)
    rows = [
        _reminded(one, owing.place_of_day(one.due, told_on).code, way, told_on, at, by=by) for one in chosen
    ]
    Reminded.objects.bulk_create(rows, batch_size=_BATCH)
    audit.record(
        "progress:reminders:note",
        round_,
        by=by,
        at=at,
        unit_id=round_.campaign.managing_unit_id,
        channel=channel,
        on=told_on,
        units=sorted({one.unit_id for one in chosen}),
    )
    return len(rows)


@transaction.atomic
def set_ladder(
    round_: CampaignRound,
    *,
    is_on: bool,
    before: Collection[int],
    after: Collection[int],
    by: User,
    at: datetime,
) -> ReminderLadder:
    """The officer's own ladder for the round. Raises InvalidInput (`field` before or after), NotAllowed."""
    _require_officer(round_, by, day_of(at))
    rungs = {"before": sorted(set(before), reverse=True), "after": sorted(set(after))}
    for field, days in rungs.items():
        if len(days) > MOST_RUNGS or any(not 1 <= one <= FARTHEST for one in days):
            raise InvalidInput(
                N_("Ghi nhiều nhất %(most)d số, mỗi số từ 1 đến %(farthest)d ngày làm việc."),
                code="ladder-rungs",
                field=field,
                most=MOST_RUNGS,
                farthest=FARTHEST,
            )
    values = {"is_on": is_on, **rungs, "set_at": at, "set_by": by}
    row, _made = ReminderLadder.objects.update_or_create(round=round_, defaults=values)
    audit.record(
        "progress:reminders:ladder",
        round_,
        by=by,
        at=at,
        unit_id=round_.campaign.managing_unit_id,
        is_on=is_on,
        before=rungs["before"],
        after=rungs["after"],
    )
    return row


@transaction.atomic
def renew_feed(*, by: User, at: datetime) -> CalendarFeed:
    """Give the person a new private calendar address; the old one answers no more."""
    values = {"token": secrets.token_urlsafe(32), "made_at": at}
    row, _made = CalendarFeed.objects.update_or_create(user=by, defaults=values)
    audit.record("progress:calendar:renew", row, by=by, at=at)
    return row


def _require_officer(round_: CampaignRound, by: User, on: date) -> None:
    if not registrations.can_receive(by, round_.campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới ghi nhắc việc và đặt lịch nhắc."),
            code="not-receiver",
        )
