"""Who may do what with units. Predicates of a user (and a unit) on a day."""

from datetime import date

from django.db.models import F

from kheo.accounts.public import Role, User
from kheo.core.errors import N_, NotAllowed
from kheo.kernel.clock import today
from kheo.units.models import Membership, Unit
from kheo.units.scope import held, scope_ids, visible


def has_role(user: User, role: Role, unit: Unit, on: date) -> bool:
    """Whether the person holds the role in this unit, above it, or in its successor."""
    return unit.pk in scope_ids(user, on, [role])


def can_arrange_units(user: User, unit: Unit, on: date) -> bool:
    """An administrator arranges the tree and the people under his own unit."""
    return has_role(user, Role.ADMINISTRATOR, unit, on)


def can_see_contacts(user: User, unit: Unit, on: date) -> bool:
    """The directory is for people who work in the commune (and their province), never public."""
    return visible(user, on).filter(pk=unit.pk).exists()


def has_charge_of(user: User, person: User, on: date) -> bool:
    """An administrator looks after accounts all of whose open roles lie in his own tree.

    Somebody without any open role belongs to whoever administers the units he last worked in.
    """
    rows = Membership.objects.filter(user=person)
    places = set(rows.filter(valid_to__isnull=True).values_list("unit_id", flat=True)) or set(
        rows.values_list("unit_id", flat=True)
    )
    return bool(places) and places <= scope_ids(user, on, [Role.ADMINISTRATOR])


def is_administrator(user: User) -> bool:
    """Whether the person administers any unit today."""
    return bool(held(user, today(), [Role.ADMINISTRATOR]))


def provinces_to_found_in(user: User, on: date) -> set[str]:
    """Provinces whose communes the person may bring into this installation.

    Officers and administrators of the province; where no province works here, the administrator of the unit
    with which the installation began.
    """
    rows = held(user, on, [Role.PROVINCE_OFFICER, Role.ADMINISTRATOR])
    provincial = {
        row.province_code for row in rows if row.province_code and row.area_code == row.province_code
    }
    if provincial or not rows or Unit.objects.filter(area_code=F("province_code")).exists():
        return provincial
    first = Unit.objects.order_by("pk").first()
    return {
        row.province_code
        for row in rows
        if first is not None and row.role == Role.ADMINISTRATOR and row.unit_id == first.pk
    }


def can_found_communes(user: User) -> bool:
    """Whether the person may bring a commune into this installation."""
    return bool(provinces_to_found_in(user, today()))


def has_any_role(user: User) -> bool:
    """Whether the person has any membership today; without one nothing is open."""
    return bool(held(user, today()))


def require(allowed: bool) -> None:  # noqa: FBT001 -- a predicate's answer is its only argument
    """Raise NotAllowed where a predicate said no."""
    if not allowed:
        raise NotAllowed(
            N_(
                "Tài khoản này không được làm việc này ở đơn vị này. Hãy nhờ cán bộ phụ trách hoặc người quản trị."
            ),
            code="not-allowed-here",
        )
