"""Desks of this module as queues: reports to read, difficulties to give, to answer, to say yes to."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from kheo.accounts.public import User
from kheo.kernel.web.queue import Queue, waiting
from kheo.progress.difficulty_rights import working_unit_ids
from kheo.progress.models import Difficulty, ProgressReport
from kheo.progress.states import DifficultyState, ReportState
from kheo.registrations.public import State


def report_queue(row: ProgressReport) -> Queue:
    """Reports of the same period that wait for the officer, in the order in which they were sent; two queries."""
    round_id = row.registration.round_id
    rows = ProgressReport.objects.filter(
        registration__round=round_id, registration__state=State.ACCEPTED, period=row.period
    )
    counts = rows.aggregate(
        done=Count("pk", filter=Q(state__in=[ReportState.RECEIVED, ReportState.RETURNED])),
        waiting=Count("pk", filter=Q(state=ReportState.SENT)),
    )
    return waiting(
        rows.filter(state=ReportState.SENT).select_related("registration"),
        "sent_at",
        row,
        done=counts["done"],
        all_=counts["done"] + counts["waiting"],
        list_url=f"{reverse('progress:round', args=[round_id])}?ky={row.period}",
        say=lambda one: f"“{one.registration.title}”",
        url=lambda one: reverse("progress:report", args=[one.pk]),
    )


def difficulty_queue(row: Difficulty, verb: str, user: User, on: date) -> Queue | None:
    """The desk at which this step is done; None for steps that belong to no desk; at most three queries.

    To give: the officer's, of the round. To answer: of the person's units, or the officer's in their name.
    To say yes or no: of the person's units.
    """
    own = working_unit_ids(user, on)
    here = Q(round=row.round_id)
    if verb == "giao":
        return _queue(row, here, DifficultyState.WAITING, "raised_at")
    if verb == "tra-loi":
        mine = row.owner_id in own
        return _queue(row, Q(owner_id__in=own) if mine else here, DifficultyState.GIVEN, "answer_by")
    if verb in {"dong-y", "chua-dong-y"}:
        mine = row.unit_id in own
        desk = Q(unit_id__in=own) if mine else here & Q(entered_for_unit=True)
        return _queue(row, desk, DifficultyState.ANSWERED, "answered_at")
    return None


_BEHIND = {
    DifficultyState.WAITING: (DifficultyState.GIVEN, DifficultyState.ANSWERED, DifficultyState.CLOSED),
    DifficultyState.GIVEN: (DifficultyState.ANSWERED, DifficultyState.CLOSED),
    DifficultyState.ANSWERED: (DifficultyState.CLOSED,),
}


def _queue(row: Difficulty, desk: Q, state: DifficultyState, moment: str) -> Queue:
    rows = Difficulty.objects.filter(desk)
    counts = rows.aggregate(
        done=Count("pk", filter=Q(state__in=_BEHIND[state])), waiting=Count("pk", filter=Q(state=state))
    )
    return waiting(
        rows.filter(state=state),
        moment,
        row,
        done=counts["done"],
        all_=counts["done"] + counts["waiting"],
        list_url=f"{reverse('progress:difficulties')}?trang-thai={state}",
        say=lambda one: " ".join(one.matter.split()),
        url=lambda one: reverse("progress:difficulty", args=[one.pk]),
    )
