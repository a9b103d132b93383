"""What of a registration counts as carried out, copied, stopped; what was given and told in rounds: for whoever adds up.

The conditions stand over rows of registrations, so that a count, a list and a frozen figure ask the same thing.
"""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum

from kheo.progress.models import InitiativeEnd, ProgressReport, Reminded, Replication
from kheo.progress.states import Standing
from kheo.registrations.public import Registration, State


def carried_out() -> Exists:
    """A report was sent that says that the work has begun."""
    return Exists(_sent().exclude(standing=Standing.NOT_BEGUN))


def is_copy() -> Exists:
    """The registration learns from another initiative and has not given it up."""
    rows = Replication.objects.filter(registration=OuterRef("pk"), given_up_at__isnull=True)
    return Exists(rows)


def has_ended() -> Exists:
    """The initiative was ended in the year of the registration's round, and not taken up again."""
    rows = InitiativeEnd.objects.filter(initiative=OuterRef("initiative_id"), resumed_at__isnull=True)
    return Exists(rows.filter(ended_on__year=OuterRef("round__year")))


def households_of(round_ids: Collection[int]) -> int:
    """Households that gained, as the newest report of each initiative in these rounds says: one query.

    An initiative that runs through several rounds counts once, with its last round that said a number.
    """
    said = _sent().filter(households__isnull=False)
    newest = said.order_by("-period_to", "-pk").values("households")[:1]
    later = Registration.objects.filter(
        initiative=OuterRef("initiative_id"),
        round_id__in=round_ids,
        round__year__gt=OuterRef("round__year"),
        state=State.ACCEPTED,
        progress_reports__households__isnull=False,
    )
    rows = Registration.objects.filter(round_id__in=round_ids, state=State.ACCEPTED)
    counted = rows.filter(~Exists(later)).annotate(gained=Subquery(newest))
    return int(counted.aggregate(n=Sum("gained"))["n"] or 0)


def reminded(round_ids: Collection[int]) -> int:
    """How often units were reminded in these rounds."""
    return Reminded.objects.filter(round_id__in=round_ids).count()


def _sent() -> QuerySet[ProgressReport]:
    return ProgressReport.objects.filter(registration=OuterRef("pk"), first_sent_at__isnull=False)
