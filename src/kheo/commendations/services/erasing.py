"""Erase the answers on discipline, inspection, complaints once nobody needs them."""

from datetime import datetime, timedelta

from django.db import transaction

from kheo.audit import public as audit
from kheo.commendations.models import StandingAnswer
from kheo.commendations.states import OVER


@transaction.atomic
def erase_answers(*, days: int, at: datetime) -> int:
    """Erase those of dossiers that ended at least so many days ago; the dossier and its decision stay. How many."""
    rows = StandingAnswer.objects.filter(
        dossier__state__in=OVER, dossier__state_at__lte=at - timedelta(days=days)
    ).select_related("dossier")
    found = list(rows)
    for one in found:
        audit.record(
            "commendations:dossier:erase-standing",
            one.dossier,
            by="system",
            at=at,
            unit_id=one.dossier.unit_id,
        )
        one.delete()
    return len(found)
