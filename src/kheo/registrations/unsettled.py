"""What an officer should know before a list is issued: who still waits, who came in behind the leader's back."""

from dataclasses import dataclass
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.kernel.clock import day_of
from kheo.registrations.models import Registration
from kheo.registrations.selectors import waiting_count
from kheo.registrations.states import State


@dataclass(frozen=True, slots=True)
class Unsettled:
    """How many wait to be received, and what was received after the leader saw the list."""

    waiting: int
    later: tuple[Registration, ...]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.later)


def unsettled(round_: CampaignRound, shown_on: date | None) -> Unsettled:
    """What stands in the way of issuing with a clear mind; without a day nothing counts as later."""
    return Unsettled(waiting_count(round_), _received_after(round_, shown_on) if shown_on else ())


def _received_after(round_: CampaignRound, shown_on: date) -> tuple[Registration, ...]:
    rows = Registration.objects.filter(round=round_, state=State.ACCEPTED, decided_at__isnull=False)
    return tuple(
        row
        for row in rows.order_by("decided_at", "pk")
        if row.decided_at and day_of(row.decided_at) > shown_on
    )
