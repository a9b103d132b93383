"""What several verbs of the module ask first."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.commendations.models import Dossier
from kheo.commendations.states import WORKFLOW, DossierState
from kheo.notices import public as notices


def locked(dossier: Dossier) -> Dossier:
    """The row with all that its verbs look at, locked."""
    rows = Dossier.objects.select_for_update(of=("self",)).select_related(
        "round__campaign__managing_unit",
        "unit",
        "subject",
        "recognition__registration__submitted_by",
        "exemplar",
        "standing",
        "posting",
    )
    return rows.get(pk=dossier.pk)


def locked_many(ids: Collection[int], round_id: int) -> list[Dossier]:
    """Several of a round, locked in one order."""
    rows = Dossier.objects.filter(pk__in=ids, round_id=round_id).order_by(
        "subject__kind", "subject__name_sort", "pk"
    )
    return [locked(one) for one in rows]


def move(row: Dossier, verb: str, *, by: User, at: datetime, reason: str = "", **told: Any) -> None:
    """Take a locked dossier along its table of states; `told` goes on record with it."""
    row.state = WORKFLOW.target(verb, current=DossierState(row.state))
    row.state_at, row.reason = at, reason
    row.save()
    audit.record(
        f"commendations:dossier:{verb}", row, by=by, at=at, unit_id=row.unit_id, reason=reason, **told
    )


def tell_unit(row: Dossier, title: str, *, by: User, at: datetime, body: str = "") -> None:
    """Put it before whoever answers for the unit."""
    link = f"/khen-thuong/ho-so/{row.pk}/"
    notices.tell(row, unit_ids=[row.unit_id], title=title, body=body, by=by, at=at, link=link)
