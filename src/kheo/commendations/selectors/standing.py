"""How long the answer on discipline, inspection, complaints is kept: past its limit nobody sees it, erased or not."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from kheo.commendations.models import Dossier, StandingAnswer
from kheo.commendations.states import OVER
from kheo.kernel.clock import day_of, end_of


def standing_of(row: Dossier, on: date) -> StandingAnswer | None:
    """The answer, while its time runs: counted from the dossier's end, of one that never ended from the answer's entry."""
    found: StandingAnswer | None = getattr(row, "standing", None)
    if found is None:
        return None
    begun = row.state_at if row.state in OVER else found.noted_at
    return found if on < day_of(begun) + timedelta(days=settings.KHEO_STANDING_ANSWER_DAYS) else None


def past_limit(days: int, on: date) -> Q:
    """The answers whose time was over on that day."""
    until = end_of(on - timedelta(days=days))
    ended = Q(dossier__state__in=OVER)
    return ended & Q(dossier__state_at__lt=until) | ~ended & Q(noted_at__lt=until)
