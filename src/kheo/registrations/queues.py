"""The officer's desks as queues: what was sent first is looked at first."""

from django.urls import reverse

from kheo.kernel.web.queue import Queue, waiting
from kheo.registrations import amendments, selectors
from kheo.registrations.models import Amendment, Registration
from kheo.registrations.states import AmendmentState, State


def desk_queue(row: Registration) -> Queue:
    """What waits in the round of this registration; two queries."""
    counts = selectors.state_counts(row.round)
    done = counts.get(State.ACCEPTED, 0) + counts.get(State.RETURNED, 0)
    return waiting(
        Registration.objects.filter(round=row.round_id, state=State.SUBMITTED),
        "submitted_at",
        row,
        done=done,
        all_=done + counts.get(State.SUBMITTED, 0),
        list_url=reverse("registrations:desk", args=[row.round_id]),
        say=lambda one: f"“{one.title}”",
        url=lambda one: reverse("registrations:detail", args=[one.pk]),
    )


def change_queue(one: Amendment) -> Queue:
    """What is proposed to be changed in the round of this proposal; two queries."""
    round_id = one.registration.round_id
    counts = amendments.change_counts(round_id)
    done = counts.get(AmendmentState.AGREED, 0) + counts.get(AmendmentState.REFUSED, 0)
    rows = Amendment.objects.filter(registration__round=round_id, state=AmendmentState.PROPOSED)
    return waiting(
        rows.select_related("registration"),
        "proposed_at",
        one,
        done=done,
        all_=done + counts.get(AmendmentState.PROPOSED, 0),
        list_url=reverse("registrations:changes", args=[round_id]),
        say=lambda other: f"“{other.registration.title}”",
        url=lambda other: reverse("registrations:change", args=[other.pk]),
    )
