"""What units owe and until when: initiatives to register, reports, answers, results of what they copied. Never
what a resident owes.

Everything here follows from dates and rows as they stand; no job has to have run.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, cast

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.timetable.deadline import Deadline
from kheo.core.timetable.phrase import Phrase
from kheo.core.timetable.reminders import Ladder, Rung, rung_on, say_standing, standing
from kheo.kernel.clock import end_of
from kheo.progress.models import Difficulty, ProgressReport, ReminderLadder
from kheo.progress.selectors import replication
from kheo.progress.selectors.periods import Reporting, RoundPeriod, reporting_of_rounds
from kheo.progress.states import REPORTED, DifficultyState, OwedKind
from kheo.registrations.public import Registration, State, figures

LONGEST_LATE = timedelta(days=60)
"""A registration or report that never came is no longer reminded of after this; answers always are."""
USUAL = Ladder()


@dataclass(frozen=True, slots=True)
class Owing:
    """One unit owes one thing by one day. `subject` tells two difficulties, or two copied initiatives, apart."""

    kind: OwedKind
    round_id: int
    unit_id: int
    what: str
    due: date
    count: int = 1
    subject: int = 0

    @property
    def key(self) -> str:
        """The same in one word, for forms."""
        return f"{self.kind}.{self.unit_id}.{self.due:%Y%m%d}.{self.subject}"

    @property
    def url(self) -> str:
        """Where it is done."""
        if self.kind == OwedKind.ANSWER:
            return reverse("progress:difficulty", args=[self.subject])
        if self.kind == OwedKind.COPY:
            return reverse("progress:copying", args=[self.subject])
        if self.kind not in {OwedKind.REGISTER, OwedKind.ANSWER}:
            return reverse("progress:reports", args=[self.round_id])
        return reverse("registrations:mine", args=[self.round_id])


@dataclass(frozen=True, slots=True)
class Read:
    """What a page has read of a round already, so that it is not asked twice: registrations by unit and state, what
    the units owe, how they report (None: not read), whether difficulties wait for an answer.
    """

    counts: Mapping[int, figures.Counts]
    owed: Sequence[campaigns.Owed]
    reporting: Reporting | None = None
    unanswered: bool = True


@lru_cache(maxsize=4096)
def place_of_day(due: date, on: date) -> Rung:
    """Where a day stands against the due day; thousands of units share a due day."""
    return standing(due, on)


def is_late(one: Owing, on: date) -> bool:
    """Whether its due day has passed."""
    return one.due < on


@lru_cache(maxsize=4096)
def words_of_day(due: date, on: date) -> Phrase:
    """The same in words."""
    return say_standing(due, on)


@lru_cache(maxsize=4096)
def _rung(due: date, on: date, ladder: Ladder) -> Rung | None:
    return rung_on(due, on, ladder)


def due_on(owed: Iterable[Owing], on: date, ladders: dict[int, Ladder | None]) -> list[tuple[Owing, Rung]]:
    """Of what is owed, what somebody is reminded of on this day; a round whose ladder is None is silent."""
    found = []
    for one in owed:
        ladder = ladders.get(one.round_id, USUAL)
        rung = _rung(one.due, on, ladder) if ladder else None
        if rung is not None:
            found.append((one, rung))
    return found


def ladders_of(round_ids: Collection[int]) -> dict[int, Ladder | None]:
    """Round → its ladder (None where it was switched off), for the rounds that have one of their own."""
    rows = ReminderLadder.objects.filter(round_id__in=round_ids)
    return {row.round_id: Ladder(tuple(row.before), tuple(row.after)) if row.is_on else None for row in rows}


def live_rounds() -> list[CampaignRound]:
    """Rounds of every campaign that runs."""
    rows = CampaignRound.objects.filter(campaign__state=CampaignState.RUNNING)
    return list(rows.select_related("campaign").order_by("pk"))


def owed_in(round_: CampaignRound, on: date, read: Read | None = None) -> list[Owing]:
    """All that the units of one round owe and that is near or late, soonest first; a constant number of queries."""
    reporting = {round_.pk: read.reporting} if read and read.reporting else reporting_of_rounds([round_])
    return _sorted(
        [
            *_registering(round_, on, read),
            *_reporting(reporting, on, None),
            *(_answering([round_.pk], None) if read is None or read.unanswered else ()),
            *_copying([round_.pk], on, None),
        ]
    )


def owed_by(
    rounds: Collection[CampaignRound],
    unit_ids: Collection[int],
    on: date,
    *,
    sending: Collection[int] | None = None,
    registering: bool = True,
) -> list[Owing]:
    """The same for these units alone, over several rounds.

    `sending`: those of them whose registrations and reports count (all, where not given); without
    `registering` only reports and answers.
    """
    if not rounds or not unit_ids:
        return []
    senders = unit_ids if sending is None else sending
    found = list(_answering([one.pk for one in rounds], unit_ids))
    if senders:
        found += _reporting(reporting_of_rounds(rounds), on, senders)
        found += _copying([one.pk for one in rounds], on, senders)
        found += _registering_of(rounds, senders, on) if registering else ()
    return _sorted(found)


def _sorted(found: list[Owing]) -> list[Owing]:
    return sorted(found, key=lambda one: (one.due, one.kind, one.unit_id, one.subject))


def _is_live(due: date, on: date) -> bool:
    return on - due <= LONGEST_LATE


def _registering(round_: CampaignRound, on: date, read: Read | None) -> Iterable[Owing]:
    if round_.registration_closes_at is None or campaigns.has_ended(
        round_.campaign.state, round_.ends_on, on
    ):
        return
    sent = read.counts if read else figures.by_unit(round_.pk)
    for line in read.owed if read else campaigns.owed(round_, on):
        if line.registration_closes_at is None:
            continue
        missing = line.minimum - figures.sent(sent.get(line.unit_id, {}))
        due = Deadline(line.registration_closes_at).last_day
        if missing > 0 and _is_live(due, on):
            yield _to_register(round_, line.unit_id, missing, due)


def _registering_of(
    rounds: Collection[CampaignRound], unit_ids: Collection[int], on: date
) -> Iterable[Owing]:
    open_ones = {
        one.pk: one
        for one in rounds
        if one.registration_closes_at and not campaigns.has_ended(one.campaign.state, one.ends_on, on)
    }
    if not open_ones:
        return
    numbers = campaigns.owed_by_units(list(open_ones.values()), unit_ids)
    sent = figures.of_units_by_round(list(open_ones), unit_ids)
    later = campaigns.extensions_of_units(list(open_ones.values()), unit_ids)
    for (round_id, unit_id), minimum in numbers.items():
        round_ = open_ones[round_id]
        missing = minimum - figures.sent(sent.get((round_id, unit_id), {}))
        deadline = campaigns.deadline_of(round_, later.get((round_id, unit_id)))
        if missing > 0 and deadline and _is_live(deadline.last_day, on):
            yield _to_register(round_, unit_id, missing, deadline.last_day)


def _to_register(round_: CampaignRound, unit_id: int, missing: int, due: date) -> Owing:
    words = _("đăng ký mô hình năm %(year)d (còn thiếu %(count)d)")
    return Owing(
        OwedKind.REGISTER,
        round_.pk,
        unit_id,
        words % {"year": round_.year, "count": missing},
        due,
        missing,
    )


def _reporting(
    by_round: Mapping[int, Reporting], on: date, unit_ids: Collection[int] | None
) -> Iterable[Owing]:
    near = {
        (one.round_id, one.key): one
        for reporting in by_round.values()
        for one in reporting.wanted
        if _is_live(one.period.due_on, on)
        and min(one.period.last, one.period.due_on) - timedelta(days=14) <= on
    }
    if not near:
        return
    yield from _unreported(near, unit_ids)


def _unreported(
    near: dict[tuple[int, str], RoundPeriod], unit_ids: Collection[int] | None
) -> Iterable[Owing]:
    round_ids = {round_id for round_id, _key in near}
    owed = Registration.objects.filter(round_id__in=round_ids, state=State.ACCEPTED)
    sent = ProgressReport.objects.filter(
        registration__round_id__in=round_ids, registration__state=State.ACCEPTED, state__in=REPORTED
    )
    if unit_ids is not None:
        owed = owed.filter(handled_by_unit_id__in=unit_ids)
        sent = sent.filter(registration__handled_by_unit_id__in=unit_ids)
    done: Counter[tuple[int, int, str]] = Counter()
    grouped = sent.values_list("registration__round_id", "registration__handled_by_unit_id", "period")
    for round_id, unit_id, key, number in grouped.annotate(n=Count("pk")).order_by():
        done[(round_id, unit_id, key)] = number
    # An initiative reports for a period before whose end it was sent.
    columns = {f"n{place}": one for place, one in enumerate(near.values())}
    counted = owed.values("round_id", "handled_by_unit_id").annotate(
        **{
            name: Count(
                "pk",
                filter=Q(round_id=one.round_id, first_submitted_at__lt=end_of(one.period.last)),
            )
            for name, one in columns.items()
        }
    )
    words = _("báo cáo tiến độ %(period)s (còn %(count)d mô hình)")
    rows = cast("Iterable[dict[str, Any]]", counted.order_by())
    for row in rows:
        round_id, unit_id = row["round_id"], row["handled_by_unit_id"]
        for name, one in columns.items():
            missing = row[name] - done[(round_id, unit_id, one.key)] if one.round_id == round_id else 0
            if missing > 0:
                said = words % {"period": one.name, "count": missing}
                yield Owing(OwedKind.REPORT, round_id, unit_id, said, one.period.due_on, missing)


def _answering(round_ids: Collection[int], unit_ids: Collection[int] | None) -> Iterable[Owing]:
    rows = Difficulty.objects.filter(
        round_id__in=round_ids, state=DifficultyState.GIVEN, round__campaign__state=CampaignState.RUNNING
    )
    if unit_ids is not None:
        rows = rows.filter(owner_id__in=unit_ids)
    words = _("trả lời khó khăn, vướng mắc: %(matter)s")
    for row in rows.order_by("answer_by", "pk"):
        if row.owner_id is not None and row.answer_by is not None:
            said = words % {"matter": " ".join(row.matter.split())[:120].rstrip(" .;,")}
            yield Owing(OwedKind.ANSWER, row.round_id, row.owner_id, said, row.answer_by, 1, row.pk)


def _copying(round_ids: Collection[int], on: date, unit_ids: Collection[int] | None) -> Iterable[Owing]:
    words = _("ghi kết quả sau %(months)d tháng học theo mô hình: %(title)s")
    for one in replication.due_of(round_ids, unit_ids):
        if _is_live(one.day, on) and one.day - timedelta(days=14) <= on:
            said = words % {"months": one.months, "title": one.title[:120]}
            yield Owing(OwedKind.COPY, one.round_id, one.unit_id, said, one.day, 1, one.registration_id)
