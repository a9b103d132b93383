"""Who answers for what: people, contacts, seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When

from kheo.accounts.public import Role
from kheo.units.models import Membership, SteeringSeat, Unit, UnitLink
from kheo.units.scope import valid_on
from kheo.units.selectors.over_time import of_commune, subtree, with_names

_ROLE_ORDER = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(Role)), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class Contact:
    """A line of the Danh bạ đầu mối."""

    unit_id: int
    unit_name: str
    full_name: str
    office_phone: str


def contacts(root: Unit, on: date) -> list[Contact]:
    """Who answers for each unit under the root: name and office phone, in Vietnamese order."""
    return _contacts(with_names(subtree([root.pk], on), on), on)


def commune_contacts(area_code: str, on: date) -> list[Contact]:
    """Who answers for each unit of the commune, under whatever root, in Vietnamese order."""
    return _contacts(of_commune(area_code, on), on)


def has_officer(area_code: str, on: date) -> bool:
    """Whether anybody runs campaigns in the area on the day."""
    roles = [Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER]
    held = Membership.objects.filter(valid_on(on), unit__area_code=area_code, role__in=roles)
    return held.filter(user__is_active=True).exists()


def units_without_contact(area_code: str, on: date) -> list[Unit]:
    """Units of the commune for which nobody answers yet, named, in Vietnamese order."""
    answered = Membership.objects.filter(valid_on(on), role=Role.UNIT_CONTACT, user__is_active=True)
    return list(of_commune(area_code, on).exclude(pk__in=answered.values("unit_id")))


def _contacts(units: QuerySet[Unit], on: date) -> list[Contact]:
    found = {one.pk: one for one in units}
    rows = Membership.objects.filter(
        valid_on(on), role=Role.UNIT_CONTACT, unit_id__in=found, user__is_active=True
    ).select_related("user")
    lines = [(found[row.unit_id], row.user) for row in rows]
    lines.sort(key=lambda line: (line[0].name_sort or "", line[1].name_sort, line[1].pk))  # type: ignore[attr-defined]
    return [Contact(unit.pk, unit.name, user.full_name, user.office_phone) for unit, user in lines]  # type: ignore[attr-defined]


def people(unit_ids: Iterable[int], on: date) -> QuerySet[Membership]:
    """Roles held in these units on the day, in the order of the roles, then of the people's given names."""
    rows = Membership.objects.filter(valid_on(on), unit_id__in=list(unit_ids), user__is_active=True)
    return rows.select_related("user").order_by(_ROLE_ORDER, "user__name_sort", "pk")


def units_of_people(user_ids: Iterable[int], on: date) -> dict[int, set[int]]:
    """Person → the units in which the person holds a role on the day; one query."""
    rows = Membership.objects.filter(valid_on(on), user_id__in=list(user_ids))
    found: dict[int, set[int]] = {}
    for user, unit in rows.values_list("user_id", "unit_id"):
        found.setdefault(user, set()).add(unit)
    return found


def above_of(unit_ids: Iterable[int], on: date) -> dict[int, set[int]]:
    """Unit → the units above it on the day, however far; one query."""
    rows = UnitLink.objects.filter(valid_on(on), descendant_id__in=list(unit_ids), distance__gt=0)
    found: dict[int, set[int]] = {}
    for below, above in rows.values_list("descendant_id", "ancestor_id"):
        found.setdefault(below, set()).add(above)
    return found


def seats(board: Unit, on: date) -> QuerySet[SteeringSeat]:
    """Who sits in a steering board on the day, in the order in which they were entered."""
    rows = SteeringSeat.objects.filter(valid_on(on), board=board)
    return rows.prefetch_related("follows").order_by("pk")
