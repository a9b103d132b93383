"""Whom a role reaches: by place, on a day, over units that were merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kheo.accounts.public import Role, User
from kheo.kernel.reading import once_per_read
from kheo.units.models import Membership, Unit, UnitLink, UnitSuccession

_OWING = (UnitSuccession.Kind.MERGED, UnitSuccession.Kind.SPLIT, UnitSuccession.Kind.REPLACED)
_ENDING = (*_OWING, UnitSuccession.Kind.DISSOLVED)


def valid_on(on: date, prefix: str = "") -> Q:
    """The half-open interval holds this day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def successor_ids(unit_ids: Iterable[int], *, owing: bool = False) -> set[int]:
    """These units and every unit that became of them, over any number of changes.

    `owing`: only those that what was owed passed to; nobody owes what a dissolved unit did.
    """
    return _followed(unit_ids, "from_unit_id", "to_unit_id", owing=owing)


def predecessor_ids(unit_ids: Iterable[int], *, owing: bool = False) -> set[int]:
    """These units and every unit that ended in them; `owing` as in `successor_ids`."""
    return _followed(unit_ids, "to_unit_id", "from_unit_id", owing=owing)


def _followed(unit_ids: Iterable[int], this: str, that: str, *, owing: bool) -> set[int]:
    rows = UnitSuccession.objects.filter(kind__in=_OWING if owing else _ENDING)
    found = set(unit_ids)
    edge = found
    while edge:
        edge = set(rows.filter(**{f"{this}__in": edge}).values_list(that, flat=True)) - found
        found |= edge
    return found


def memberships(user: User, on: date, roles: Iterable[Role] | None = None) -> QuerySet[Membership]:
    """The person's memberships on the day, in these roles only where given."""
    rows = Membership.objects.filter(valid_on(on), user_id=user.pk)
    return rows if roles is None else rows.filter(role__in=list(roles))


@dataclass(frozen=True, slots=True)
class Held:
    """One role that a person holds, with what its reach depends on."""

    unit_id: int
    role: str
    area_code: str
    province_code: str
    took_over: bool
    """Whether another unit ended in this one."""

    @property
    def is_provincial(self) -> bool:
        """A province officer's role in a unit of the province itself (its area is the province)."""
        return (
            self.role == Role.PROVINCE_OFFICER
            and self.province_code != ""
            and self.area_code == self.province_code
        )


def held(user: User, on: date, roles: Iterable[Role] | None = None) -> list[Held]:
    """What the person holds on the day, in these roles only where given; asked once a page."""
    rows = _held(user.pk, on)
    if roles is None:
        return list(rows)
    wanted = {str(role) for role in roles}
    return [row for row in rows if row.role in wanted]


@once_per_read
def _held(user_id: int, on: date) -> tuple[Held, ...]:
    into = UnitSuccession.objects.filter(to_unit_id=OuterRef("unit_id"), kind__in=_ENDING)
    rows = Membership.objects.filter(valid_on(on), user_id=user_id).order_by("pk")
    fields = ("unit_id", "role", "unit__area_code", "unit__province_code", Exists(into))
    return tuple(Held(*row) for row in rows.values_list(*fields))


def scope_ids(user: User, on: date, roles: Iterable[Role] | None = None) -> set[int]:
    """Ids of the units that the person's roles reach by place: subtrees, and units merged into them.

    A province officer's role in a provincial unit reaches every unit of the province.
    """
    rows = held(user, on, roles)
    provinces = frozenset(row.province_code for row in rows if row.is_provincial)
    return set(_reach(frozenset(row.unit_id for row in rows), provinces, on))


@once_per_read
def _reach(roots: frozenset[int], provinces: frozenset[str], on: date) -> frozenset[int]:
    return frozenset(_reached(roots, provinces, on).values_list("pk", flat=True)) if roots else frozenset()


def scope(user: User, on: date, roles: Iterable[Role] | None = None) -> QuerySet[Unit]:
    """The same units as `scope_ids`, to be joined: a province's thousands never leave the database."""
    rows = held(user, on, roles)
    provinces = frozenset(row.province_code for row in rows if row.is_provincial)
    return _reached(frozenset(row.unit_id for row in rows), provinces, on)


def _reached(roots: frozenset[int], provinces: frozenset[str], on: date) -> QuerySet[Unit]:
    if not roots:
        return Unit.objects.none()
    below = UnitLink.objects.filter(valid_on(on), ancestor_id__in=roots).values("descendant_id")
    gone = _ended_in(roots, below)
    # What hung under a unit before it ended stays within reach: of what it ended in, and of its own people.
    ended = Q(ancestor_id__in=gone) | Q(ancestor_id__in=roots) & ~Q(ancestor_id__in=below)
    old = UnitLink.objects.filter(ended).values("descendant_id")
    found = Q(pk__in={*roots, *gone}) | Q(pk__in=below) | Q(pk__in=old)
    if provinces:
        found |= Q(province_code__in=provinces)
    return Unit.objects.filter(found)


def _ended_in(roots: frozenset[int], below: QuerySet[UnitLink, Any]) -> set[int]:
    """The units that ended in one of these, over any number of changes; few, whatever hangs below."""
    rows = UnitSuccession.objects.filter(kind__in=_ENDING)
    into_these = rows.filter(Q(to_unit_id__in=roots) | Q(to_unit_id__in=below))
    first = set(into_these.values_list("from_unit_id", flat=True))
    return predecessor_ids(first) if first else first


def own_unit_ids(user: User, on: date, roles: Iterable[Role] | None = None) -> set[int]:
    """Ids of the units in which the person has a role, and units merged into them (no subtree)."""
    rows = held(user, on, roles)
    grown = frozenset(row.unit_id for row in rows if row.took_over)
    return {row.unit_id for row in rows} | (_with_predecessors(grown) if grown else frozenset())


@once_per_read
def _with_predecessors(unit_ids: frozenset[int]) -> frozenset[int]:
    return frozenset(predecessor_ids(unit_ids))


def own_area_codes(user: User, on: date) -> set[str]:
    """Codes of the areas in whose units the person has a role."""
    return {row.area_code for row in held(user, on)} - {""}


def visible(user: User, on: date) -> QuerySet[Unit]:
    """Units whose page the person may open: the whole commune in which he has a role (its three roots
    work together), for a province officer the whole province. Living and ended units alike.
    """
    rows = held(user, on)
    return Unit.objects.filter(
        Q(pk__in={row.unit_id for row in rows})
        | Q(area_code__in=own_area_codes(user, on))
        | Q(province_code__in={row.province_code for row in rows if row.is_provincial})
    )


def visible_area_codes(user: User, on: date) -> list[str]:
    """Codes of the areas whose tree the person may see, provinces first."""
    codes = visible(user, on).exclude(area_code="").order_by().values_list("area_code", flat=True).distinct()
    return sorted(codes, key=lambda code: (len(code), code))


def active_administrators(unit: Unit, on: date) -> QuerySet[Membership]:
    """Memberships of those who administer the unit on the day: in it or above it."""
    above = UnitLink.objects.filter(valid_on(on), descendant=unit).values("ancestor_id")
    return Membership.objects.filter(
        valid_on(on), role=Role.ADMINISTRATOR, unit_id__in=above, user__is_active=True
    )
