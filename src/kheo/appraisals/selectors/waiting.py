"""What waits for whom: the appraiser's queue, the unit's self-scores, how a round stands."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from kheo.accounts.public import User
from kheo.appraisals.models import Appraisal, AppraisalRound, Assignment
from kheo.appraisals.selectors import inspections, reconsidering
from kheo.appraisals.states import Desk, RoundState, ScoreState, Verdict
from kheo.registrations.public import State


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a round of appraisal is."""

    row: AppraisalRound
    all: int
    at_unit: int
    at_team: int
    done: int
    passed: int

    @property
    def is_open(self) -> bool:
        return self.row.state == RoundState.OPEN


def standings_of(round_ids: Collection[int]) -> list[Standing]:
    """The rounds of appraisal of these campaign rounds, the newest first; one query."""
    stays = ~Q(appraisals__registration__state=State.WITHDRAWN)
    rows = AppraisalRound.objects.filter(round_id__in=round_ids).annotate(
        n_all=Count("appraisals", filter=stays),
        n_unit=Count("appraisals", filter=stays & Q(appraisals__desk=Desk.UNIT)),
        n_team=Count("appraisals", filter=stays & Q(appraisals__desk=Desk.TEAM)),
        n_done=Count("appraisals", filter=stays & Q(appraisals__desk=Desk.DONE)),
        n_passed=Count("appraisals", filter=stays & Q(appraisals__conclusion__verdict=Verdict.PASSED)),
    )
    return [
        Standing(
            row,
            vars(row)["n_all"],
            vars(row)["n_unit"],
            vars(row)["n_team"],
            vars(row)["n_done"],
            vars(row)["n_passed"],
        )
        for row in rows.order_by("-starts_on", "-pk")
    ]


def my_sheets(user: User) -> QuerySet[Assignment]:
    """What the person still has to score, the longest waiting first."""
    return (
        Assignment.objects.filter(
            appraiser=user,
            state=ScoreState.UNSENT,
            appraisal__desk=Desk.TEAM,
            appraisal__appraisal_round__state=RoundState.OPEN,
        )
        .exclude(appraisal__registration__state=State.WITHDRAWN)
        .select_related("appraisal__appraisal_round", "appraisal__registration")
        .order_by("appraisal__appraisal_round__ends_on", "appraisal__since", "pk")
    )


def to_conclude(user: User) -> QuerySet[Appraisal]:
    """What the person, as head, can conclude: at the team, nobody's sheet missing."""
    unsent = Assignment.objects.filter(state=ScoreState.UNSENT).values("appraisal_id")
    return (
        Appraisal.objects.filter(
            appraisal_round__head=user, appraisal_round__state=RoundState.OPEN, desk=Desk.TEAM
        )
        .exclude(pk__in=unsent)
        .exclude(registration__state=State.WITHDRAWN)
        .filter(assignments__isnull=False)
        .distinct()
        .select_related("appraisal_round", "registration")
        .order_by("since", "pk")
    )


def work_of(user: User) -> dict[str, int]:
    """How much the person has to score (“sheets”), to conclude (“ready”), to answer (“asked”), to visit (“places”), and
    how many answers of units lie with the person's teams (“mended”): one query.
    """
    return _counts(
        sheets=my_sheets(user),
        ready=to_conclude(user),
        asked=reconsidering.to_answer(user),
        places=inspections.to_visit(user),
        mended=inspections.answered_to(user),
    )


def work_of_units(unit_ids: Collection[int]) -> dict[str, int]:
    """What these units owe (“owed”: self-scores, “mend”: things to mend) and wait for (“sent”: requests for another
    look): one query.
    """
    return _counts(
        owed=unit_to_score(unit_ids),
        sent=reconsidering.asked_by_units(unit_ids),
        mend=inspections.to_mend(unit_ids),
    )


def _counts(**queues: QuerySet[Any]) -> dict[str, int]:
    counted = [
        rows.order_by().annotate(queue=Value(name)).values("queue").annotate(n=Count("pk", distinct=True))
        for name, rows in queues.items()
    ]
    found = counted[0].union(*counted[1:], all=True).values_list("queue", "n")
    return dict.fromkeys(queues, 0) | dict(found)


def unit_to_score(unit_ids: Collection[int]) -> QuerySet[Appraisal]:
    """Self-scores that these units still owe."""
    return (
        Appraisal.objects.filter(
            registration__handled_by_unit_id__in=unit_ids,
            desk=Desk.UNIT,
            appraisal_round__state=RoundState.OPEN,
        )
        .exclude(registration__state=State.WITHDRAWN)
        .select_related("appraisal_round", "registration")
        .order_by("appraisal_round__self_score_until", "pk")
    )
