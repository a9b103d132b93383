"""What was given in some rounds, for figures and reports."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from kheo.commendations.models import Commendation
from kheo.commendations.states import AwardState


@dataclass(frozen=True, slots=True)
class Given:
    """Awards that hold: how many by kind of subject, by form and kind, and the money in đồng."""

    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_form: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    money: int = 0


def given_in(round_ids: Collection[int]) -> Given:
    """What was decided in these rounds and not revoked: one query."""
    rows = Commendation.objects.filter(decision__round_id__in=round_ids, state=AwardState.VALID)
    groups = rows.values_list("award_name", "subject__kind").annotate(n=Count("pk"), paid=Sum("prize"))
    by_kind: dict[str, int] = defaultdict(int)
    by_form: dict[str, dict[str, int]] = {}
    money = 0
    for form, kind, number, paid in groups.order_by("award_name", "subject__kind"):
        by_kind[kind] += number
        by_form.setdefault(form, {})[kind] = number
        money += paid or 0
    return Given(dict(by_kind), by_form, money)
