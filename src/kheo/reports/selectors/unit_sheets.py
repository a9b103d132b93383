"""A unit's year in figures, for the body that rates it: what was owed, what came in time, what came of it.

Khéo counts; it rates nobody. A constant number of queries, however many units.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from kheo.accounts.public import Role
from kheo.appraisals.public import Appraisal, RemedyState, Verdict, Visit, VisitState
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.kernel.clock import end_of
from kheo.progress import public as progress
from kheo.progress.public import Difficulty, ProgressReport
from kheo.registrations.public import SENT, Registration, State
from kheo.reports.selectors.counting import cube
from kheo.units import public as units

_UNIT = "registration__handled_by_unit_id"


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One unit. `head` is who answers for it here (name and office); counts are of this round alone."""

    unit_id: int
    name: str
    head: str
    owed: int
    in_time: int
    late: int
    reports_in_time: int
    reports_late: int
    reports_missing: int
    passed: int
    recognised: int
    inspected: int
    to_mend: int
    answers_in_time: int
    answers_late: int


def unit_years(round_: CampaignRound, on: date) -> list[UnitYear]:
    """Every unit that registers, has registered or was given a difficulty, in Vietnamese order."""
    counted = cube([round_.pk]).by(lambda group: group.unit_id)
    sent, reported = _sent_and_due(round_, on), _reported(round_)
    passed, answers = _passed(round_), _answers(round_, on)
    inspected = _inspected(round_)
    registering = campaigns.registering(round_, on, also={*counted, *answers})
    owed = {line.unit_id: line.minimum for line in registering.owed}
    heads = _heads(set(registering.names), on)
    found = []
    for pk, name in registering.names.items():
        in_time, late = reported.get(pk, (0, 0))
        registered_in_time, registered_late, due = sent.get(pk, (0, 0, 0))
        found.append(
            UnitYear(
                pk,
                name,
                heads.get(pk, ""),
                owed.get(pk, 0),
                registered_in_time,
                registered_late,
                in_time,
                late,
                max(due - in_time - late, 0),
                passed.get(pk, 0),
                counted.get(pk, {}).get("recognised", 0),
                *inspected.get(pk, (0, 0)),
                *answers.get(pk, (0, 0)),
            )
        )
    return found


def _sent_and_due(round_: CampaignRound, on: date) -> dict[int, tuple[int, int, int]]:
    """Unit → registrations sent in time, late, and reports that were due before the day, a registration counted in
    the periods it was there for.
    """
    over = [one.period for one in progress.reporting_of(round_).wanted if one.period.due_on < on]
    due = {
        f"p{place}": Count("pk", filter=Q(state=State.ACCEPTED, first_submitted_at__lt=end_of(one.last)))
        for place, one in enumerate(over)
    }
    rows = Registration.objects.filter(round=round_, state__in=SENT).values("handled_by_unit_id")
    counted: Iterable[Mapping[str, Any]] = rows.annotate(
        in_time=Count("pk", filter=Q(is_late=False)), late=Count("pk", filter=Q(is_late=True)), **due
    ).order_by()
    return {
        row["handled_by_unit_id"]: (row["in_time"], row["late"], sum(row[name] for name in due))
        for row in counted
    }


def _reported(round_: CampaignRound) -> dict[int, tuple[int, int]]:
    """Unit → reports sent in time, and late."""
    rows = ProgressReport.objects.filter(
        registration__round=round_, registration__state=State.ACCEPTED, state__in=progress.REPORTED
    )
    counted = (
        rows.values_list(_UNIT)
        .annotate(in_time=Count("pk", filter=Q(is_late=False)), late=Count("pk", filter=Q(is_late=True)))
        .order_by()
    )
    return {unit: (in_time, late) for unit, in_time, late in counted}


def _passed(round_: CampaignRound) -> dict[int, int]:
    """Unit → registrations whose appraisal concluded that they pass."""
    rows = Appraisal.objects.filter(registration__round=round_, conclusion__verdict=Verdict.PASSED)
    counted = rows.values_list(_UNIT).annotate(n=Count("registration", distinct=True)).order_by()
    return dict(counted)


def _inspected(round_: CampaignRound) -> dict[int, tuple[int, int]]:
    """Unit → visits with signed minutes, and matters to mend that were told and are not accepted as mended."""
    told = Q(remedies__state__in=[RemedyState.OPEN, RemedyState.ANSWERED])
    rows = Visit.objects.filter(registration__round=round_, state=VisitState.SIGNED).values_list(_UNIT)
    counted = rows.annotate(
        visits=Count("pk", distinct=True), open=Count("remedies", filter=told, distinct=True)
    ).order_by()
    return {unit: (visits, open_ones) for unit, visits, open_ones in counted}


def _answers(round_: CampaignRound, on: date) -> dict[int, tuple[int, int]]:
    """Unit that was to answer → difficulties answered by their day, and answered later or overdue."""
    rows = Difficulty.objects.filter(round=round_, owner__isnull=False).values_list("owner_id")
    in_time = Q(answered_at__isnull=False, answered_at__date__lte=F("answer_by"))
    late = Q(answered_at__isnull=False, answered_at__date__gt=F("answer_by"))
    late |= Q(answered_at__isnull=True, answer_by__lt=on)
    counted = rows.annotate(in_time=Count("pk", filter=in_time), late=Count("pk", filter=late)).order_by()
    return {unit: (good, bad) for unit, good, bad in counted}


def _heads(unit_ids: set[int], on: date) -> dict[int, str]:
    """Unit → who answers for it: its signer, else its contact."""
    ranks = {Role.SIGNER: 0, Role.UNIT_CONTACT: 1}
    found: dict[int, tuple[int, str]] = {}
    for row in units.people(unit_ids, on):
        rank = ranks.get(Role(row.role))
        if rank is None:
            continue
        said = (rank, f"{row.user.full_name}, {row.title}" if row.title else row.user.full_name)
        found[row.unit_id] = min(found.get(row.unit_id, said), said)
    return {pk: words for pk, (_rank, words) in found.items()}
