"""Erase the answers on discipline, inspection, complaints once their time is over."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kheo.audit import public as audit
from kheo.commendations.models import StandingAnswer
from kheo.commendations.selectors.standing import past_limit
from kheo.kernel.clock import day_of


@transaction.atomic
def erase_answers(*, days: int, at: datetime) -> int:
    """Erase those of dossiers that ended, or never ended and were answered, at least so many days ago; the dossier and its
    decision stay. How many.
    """
    rows = StandingAnswer.objects.filter(past_limit(days, day_of(at))).select_related("dossier")
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


def erase_due(at: datetime) -> int:
    """The morning's work: what is past KHEO_STANDING_ANSWER_DAYS."""
    return erase_answers(days=settings.KHEO_STANDING_ANSWER_DAYS, at=at)
