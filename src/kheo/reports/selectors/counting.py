"""Counting registrations: one grouped query for everything that is added up, one list for every figure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case as When
from django.db.models import Count, F, IntegerField, QuerySet, Value
from django.db.models import When as Where

from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.reports.content import Case
from kheo.reports.measures import MEASURES, counted_states

Counts = Mapping[str, int]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """Registrations alike in round, unit, sector, kind and subject, and how many count in each measure."""

    round_id: int
    unit_id: int
    sector: str
    kind: str
    subject: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Cube:
    """All groups of some rounds; every sum is taken from here."""

    groups: tuple[Group, ...]
    totals: Counts = field(default_factory=dict)

    def by(self, key: Callable[[Group], K]) -> dict[K, dict[str, int]]:
        """What the key tells apart → measure → how many."""
        found: dict[K, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for group in self.groups:
            line = found[key(group)]
            for measure, number in group.counts.items():
                line[measure] += number
        return {value: dict(counts) for value, counts in found.items()}


def cube(round_ids: Collection[int]) -> Cube:
    """Everything counted of these rounds: one query."""
    rows = Registration.objects.filter(round_id__in=round_ids, state__in=counted_states())
    counted: Iterable[Mapping[str, Any]] = (
        rows.values("round_id", "handled_by_unit_id", "sector__name", "kind", "lead__kind")
        .annotate(**{_column(one.key): Count("pk", filter=one.condition()) for one in MEASURES})
        .order_by()
    )
    groups = tuple(
        Group(
            row["round_id"],
            row["handled_by_unit_id"],
            row["sector__name"] or "",
            row["kind"],
            row["lead__kind"] or "",
            {one.key: row[_column(one.key)] for one in MEASURES if row[_column(one.key)]},
        )
        for row in counted
    )
    return Cube(groups, _sum(group.counts for group in groups))


def cases(round_ids: Collection[int], on: date) -> tuple[Case, ...]:
    """Every registration that any measure counts, with the measures it stands in: one query."""
    rows = Registration.objects.filter(round_id__in=round_ids, state__in=counted_states())
    marked = rows.annotate(
        unit_name=registrations.unit_name("handled_by_unit_id", on),
        **{
            _column(one.key): When(
                Where(one.condition(), then=Value(1)), default=Value(0), output_field=IntegerField()
            )
            for one in MEASURES
        },
    )
    marks = [_column(one.key) for one in MEASURES]
    listed = marked.order_by("round__year", "pk").values_list(
        "pk", "title", "unit_name", "sector__name", "kind", *marks
    )
    return tuple(
        Case(
            pk,
            title,
            unit or "",
            sector or "",
            kind,
            tuple(one.key for one, counts in zip(MEASURES, flags, strict=True) if counts),
        )
        for pk, title, unit, sector, kind, *flags in listed.iterator(chunk_size=5000)
    )


def listed(
    round_ids: Collection[int], measure: str, asked: Mapping[str, str], on: date
) -> QuerySet[Registration]:
    """The registrations that a figure counts, narrowed as its breakdowns are; by unit and title.

    `measure` is a key of MEASURES; `asked` may narrow by linh-vuc (name), loai, chu-tri, don-vi, nam.
    """
    condition = next(one.condition for one in MEASURES if one.key == measure)
    rows = Registration.objects.filter(condition(), round_id__in=round_ids)
    for name, column in NARROW.items():
        value = asked.get(name)
        if value == NONE:
            rows = rows.filter(**{f"{column}__isnull": True})
        elif value and (name not in {"don-vi", "nam"} or value.isdecimal()):
            rows = rows.filter(**{column: value})
    rows = rows.select_related("sector", "lead", "round").annotate(
        unit_name=registrations.unit_name("handled_by_unit_id", on),
        unit_sort=registrations.unit_sort("handled_by_unit_id", on),
    )
    return rows.order_by(F("unit_sort"), "title_sort", "pk")


NONE = "-"
"""In an address: those of which nothing is written."""
NARROW = {
    "linh-vuc": "sector__name",
    "loai": "kind",
    "chu-tri": "lead__kind",
    "don-vi": "handled_by_unit_id",
    "nam": "round__year",
}


def _column(key: str) -> str:
    return "n_" + key.replace("-", "_")


def _sum(several: Iterable[Counts]) -> Counts:
    total: dict[str, int] = defaultdict(int)
    for counts in several:
        for measure, number in counts.items():
            total[measure] += number
    return dict(total)
