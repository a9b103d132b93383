"""Counts for pages that stand over many registrations: one grouped query each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Count, Q

from kheo.registrations.models import Registration
from kheo.registrations.states import SENT

Counts = dict[str, int]
K = TypeVar("K")


def by_unit(round_id: int, unit_ids: Collection[int] | None = None) -> dict[int, Counts]:
    """Unit that answers for them → state → how many in the round."""
    rows = Registration.objects.filter(round_id=round_id)
    if unit_ids is not None:
        rows = rows.filter(handled_by_unit_id__in=unit_ids)
    return _nested(rows.values_list("handled_by_unit_id", "state").annotate(n=Count("pk")).order_by())


def by_unit_and_fitting(round_id: int, fits: Q) -> tuple[dict[int, Counts], int]:
    """As `by_unit` of the whole round, and how many registrations fit a condition: still one query."""
    rows = Registration.objects.filter(round_id=round_id).values_list("handled_by_unit_id", "state")
    grouped = list(rows.annotate(n=Count("pk"), fitting=Count("pk", filter=fits)).order_by())
    counts = _nested((unit_id, state, n) for unit_id, state, n, _fitting in grouped)
    return counts, sum(fitting for *_group, fitting in grouped)


def by_theme(round_id: int) -> dict[int | None, Counts]:
    """Theme (None: none chosen) → state → how many in the round; drafts have no theme yet."""
    rows = Registration.objects.filter(round_id=round_id, state__in=SENT)
    return _nested(rows.values_list("theme_id", "state").annotate(n=Count("pk")).order_by())


def by_round(round_ids: Collection[int]) -> dict[int, Counts]:
    """Round → state → how many."""
    rows = Registration.objects.filter(round_id__in=round_ids)
    return _nested(rows.values_list("round_id", "state").annotate(n=Count("pk")).order_by())


def of_units_by_round(round_ids: Collection[int], unit_ids: Collection[int]) -> dict[tuple[int, int], Counts]:
    """(Round, unit) → state → how many, for these units alone."""
    rows = Registration.objects.filter(round_id__in=round_ids, handled_by_unit_id__in=unit_ids)
    grouped = rows.values_list("round_id", "handled_by_unit_id", "state").annotate(n=Count("pk")).order_by()
    return _nested(((round_id, unit_id), state, n) for round_id, unit_id, state, n in grouped)


def contents_taken(round_id: int) -> set[int]:
    """Contents of the plan that at least one sent registration of the round serves."""
    rows = Registration.objects.filter(round_id=round_id, state__in=SENT, content__isnull=False)
    return set(rows.values_list("content_id", flat=True).distinct())


def sent(counts: Counts) -> int:
    """How many of them count as sent by the unit: waiting or accepted."""
    return sum(counts.get(state, 0) for state in SENT)


def _nested(rows: Iterable[tuple[K, str, int]]) -> dict[K, Counts]:
    found: dict[K, Counts] = defaultdict(dict)
    for key, state, number in rows:
        found[key][state] = number
    return dict(found)
