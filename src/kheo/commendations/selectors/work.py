"""What waits at the officer's desk: proposals of recognition and dossiers of commendation, asked together."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Value

from kheo.commendations.models import Dossier
from kheo.commendations.states import DossierState
from kheo.recognitions.public import Proposal, ProposalState

_PROPOSAL, _DOSSIER = "proposal", "dossier"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of one round: proposals that wait to be looked at, dossiers that wait to be taken in."""

    proposals: int = 0
    dossiers: int = 0


def waiting_counts(round_ids: Collection[int]) -> dict[int, Waiting]:
    """Round → what waits: one query for both, the officer's first page is asked often."""
    staged = Proposal.objects.filter(round_id__in=round_ids, state=ProposalState.STAGED)
    sent = Dossier.objects.filter(round_id__in=round_ids, state=DossierState.SUBMITTED)
    rows = _counted(staged, _PROPOSAL).union(_counted(sent, _DOSSIER), all=True)
    counts = {(round_id, what): number for round_id, what, number in rows}
    return {pk: Waiting(counts.get((pk, _PROPOSAL), 0), counts.get((pk, _DOSSIER), 0)) for pk in round_ids}


def _counted(rows: Any, what: str) -> Any:
    grouped = rows.order_by().values("round_id").annotate(what=Value(what), number=Count("pk"))
    return grouped.values_list("round_id", "what", "number")
