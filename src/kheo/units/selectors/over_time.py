"""Units on a day: names, subtrees, what became of them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from kheo.units.models import Unit, UnitLink, UnitSuccession, UnitVersion
from kheo.units.scope import valid_on


def with_names(units: QuerySet[Unit], on: date) -> QuerySet[Unit]:
    """Add `name`, `name_folded`, `name_sort`, `local_kind`, `ended_on` and `parent_id` as they stood on the day.

    A unit that has ended by then bears its last name.
    """
    versions = UnitVersion.objects.filter(unit=OuterRef("pk"), valid_from__lte=on).order_by("-valid_from")
    return units.annotate(
        name=Subquery(versions.values("name")[:1]),
        name_folded=Subquery(versions.values("name_folded")[:1]),
        name_sort=Subquery(versions.values("name_sort")[:1]),
        local_kind=Subquery(versions.values("local_kind")[:1]),
        parent_id=Subquery(versions.values("parent_id")[:1]),
        ended_on=Subquery(versions.values("valid_to")[:1]),
    )


def names(unit_ids: Iterable[int], on: date) -> dict[int, str]:
    """Unit id → name on the day (its last name where it has ended)."""
    rows = UnitVersion.objects.filter(unit_id__in=set(unit_ids), valid_from__lte=on).order_by("valid_from")
    return dict(rows.values_list("unit_id", "name"))


def names_and_living(unit_ids: Iterable[int], on: date) -> tuple[dict[int, str], set[int]]:
    """The same, and which of them exist on the day: one query."""
    rows = UnitVersion.objects.filter(unit_id__in=set(unit_ids), valid_from__lte=on).order_by("valid_from")
    found: dict[int, str] = {}
    living = set()
    for unit_id, name, valid_to in rows.values_list("unit_id", "name", "valid_to"):
        found[unit_id] = name
        if valid_to is None or valid_to > on:
            living.add(unit_id)
    return found, living


def name_through(field: str, on: date) -> Subquery:
    """For rows that name a unit in `field`: its name on the day, in the query of the rows themselves."""
    rows = UnitVersion.objects.filter(unit_id=OuterRef(field), valid_from__lte=on).order_by("-valid_from")
    return Subquery(rows.values("name")[:1])


def name_of(unit: Unit, on: date) -> str:
    """The unit's name on the day."""
    return names([unit.pk], on).get(unit.pk, str(unit))


def living_name(unit: Unit, on: date) -> str | None:
    """The unit's name where it exists on the day, else None."""
    return UnitVersion.objects.filter(valid_on(on), unit=unit).values_list("name", flat=True).first()


def subtree(roots: Iterable[int], on: date) -> QuerySet[Unit]:
    """The units under (and including) the roots on the day, each once."""
    links = UnitLink.objects.filter(valid_on(on), ancestor_id__in=list(roots))
    return Unit.objects.filter(pk__in=links.values("descendant_id"))


def children(parent: Unit, on: date) -> QuerySet[Unit]:
    """The units that hang directly under this one on the day, named, in Vietnamese order."""
    below = UnitVersion.objects.filter(valid_on(on), parent=parent).values("unit_id")
    return with_names(Unit.objects.filter(pk__in=below), on).order_by(F("name_sort"), "pk")


def alive(unit: Unit, on: date) -> bool:
    """Whether the unit exists on the day."""
    return UnitVersion.objects.filter(valid_on(on), unit=unit).exists()


def living_ids(unit_ids: Iterable[int], on: date) -> set[int]:
    """Those of the units that exist on the day."""
    rows = UnitVersion.objects.filter(valid_on(on), unit_id__in=list(unit_ids))
    return set(rows.values_list("unit_id", flat=True))


def commune_root(unit: Unit, on: date) -> Unit:
    """The top of the tree in which the unit stands on the day (itself where it has no parent)."""
    link = (
        UnitLink.objects.filter(valid_on(on), descendant=unit)
        .select_related("ancestor")
        .order_by("-distance")
        .first()
    )
    return link.ancestor if link else unit


def of_commune(area_code: str, on: date) -> QuerySet[Unit]:
    """All units alive in a commune on the day, whatever root they hang under, named.

    The People's Committee, the Party committee and the Front are three roots that share the area's code.
    """
    living = UnitVersion.objects.filter(valid_on(on), unit__area_code=area_code).values("unit_id")
    return with_names(Unit.objects.filter(pk__in=living), on).order_by(F("name_sort"), "pk")


def history(unit: Unit) -> QuerySet[UnitVersion]:
    """Every name and place that the unit had, oldest first."""
    return UnitVersion.objects.filter(unit=unit).select_related("parent").order_by("valid_from")


def successions(unit: Unit) -> list[UnitSuccession]:
    """What was merged into the unit and what it was merged into, oldest first."""
    rows = UnitSuccession.objects.filter(Q(from_unit=unit) | Q(to_unit=unit))
    return list(rows.select_related("from_unit", "to_unit").order_by("on", "pk"))


def ancestors(unit: Unit, on: date) -> list[Unit]:
    """What stands above the unit on the day, the root first, named."""
    links = UnitLink.objects.filter(valid_on(on), descendant=unit, distance__gt=0).order_by("-distance")
    order = list(links.values_list("ancestor_id", flat=True))
    found = {one.pk: one for one in with_names(Unit.objects.filter(pk__in=order), on)}
    return [found[pk] for pk in order]
