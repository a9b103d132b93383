"""Two records that may be of one initiative: what to offer, and what already counts as one."""

from datetime import date

from django.db.models import Q, QuerySet

from kheo.accounts.public import User
from kheo.campaigns.public import Campaign
from kheo.core.matching import likeness
from kheo.core.vietnamese import fold
from kheo.registrations import permissions, selectors
from kheo.registrations.models import Initiative, Registration
from kheo.registrations.states import State

OFFERED = 10
_LOOKED_AT = 500


def offered(row: Registration, user: User, on: date, *, words: str = "") -> list[Registration]:
    """Received registrations of other rounds that may be the same initiative, the likest names first.

    `words` looks for others by name. Only what the person may read, of the campaigns that he receives for.
    """
    rows = _mergeable(row, user, on)
    if wanted := fold(words):
        rows = rows.filter(title_folded__contains=wanted)
    elif words:
        rows = rows.filter(title__contains=words)
    found = list(rows.order_by("-round__year", "pk")[:_LOOKED_AT])
    own = {row.unit_id, row.handled_by_unit_id}
    found.sort(key=lambda one: (-likeness(row.title, one.title), one.handled_by_unit_id not in own, one.pk))
    return found[:OFFERED]


def other_for(row: Registration, pk: int, user: User, on: date) -> Registration:
    """The record that was chosen. Raises NotFound for what may not be read or cannot be the same."""
    found = _mergeable(row, user, on).filter(pk=pk).first()
    if found is None:
        raise selectors.not_found()
    return found


def same_initiative(row: Registration, user: User, on: date) -> list[Registration]:
    """Other years of this initiative, newest first, as far as the person may read them."""
    one = row.initiative.merged_into_id or row.initiative_id
    # Initiatives first: an “or” over two tables would read every registration there is.
    same = Initiative.objects.filter(Q(pk=one) | Q(merged_into=one))
    rows = selectors.visible(user, on).filter(initiative__in=same.values("pk"))
    rows = rows.exclude(pk=row.pk).exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    return list(rows.select_related("round").order_by("-round__year", "pk"))


def _mergeable(row: Registration, user: User, on: date) -> QuerySet[Registration]:
    received = Campaign.objects.filter(permissions.managed_by(permissions.officer_unit_ids(user, on)))
    return (
        selectors.visible(user, on)
        .filter(round__campaign_id__in=received.values("pk"), state=State.ACCEPTED)
        .filter(province_code=row.province_code, initiative__merged_into__isnull=True)
        .exclude(round_id=row.round_id)
        .exclude(initiative_id__in=[row.initiative_id, row.initiative.merged_into_id or 0])
        .select_related(*selectors.SHOWN_WITH)
    )


def older_first(one: Registration, other: Registration) -> tuple[Registration, Registration]:
    """The one whose identity stays (registered first), and the one that becomes a record of it."""
    kept, gone = sorted((one, other), key=lambda row: (row.initiative.first_year, row.round.year, row.pk))
    return kept, gone
