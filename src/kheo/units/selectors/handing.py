"""Who may hand over what to whom."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.accounts.public import Role, User
from kheo.units.handing import Leaving, Matter, Matters, matters
from kheo.units.models import Membership, SteeringSeat, Unit
from kheo.units.scope import active_administrators, scope_ids, valid_on
from kheo.units.selectors.over_time import names

FURTHEST_AHEAD = timedelta(days=90)
LONGEST_AGO = timedelta(days=90)
"""Roles that ended without a handover may be handed over so long afterwards."""


def hands_over_for(user: User, giver: User, on: date) -> bool:
    """Whether the person may hand over something of the giver's: his own, or what lies in his tree."""
    return user.pk == giver.pk or bool(roles_to_hand(giver, user, on, on))


def roles_to_hand(giver: User, by: User, on: date, today: date) -> list[Membership]:
    """The roles that pass on the day: all of the giver's own; for an administrator those in his tree.

    Where the giver holds none any more, those that ended lately.
    """
    rows = (
        Membership.objects.filter(user=giver).select_related("unit", "user").order_by("unit_id", "role", "pk")
    )
    if by.pk != giver.pk:
        rows = rows.filter(unit_id__in=scope_ids(by, today, [Role.ADMINISTRATOR]))
    held = list(rows.filter(valid_on(on)))
    if held or by.pk == giver.pk:
        return held
    ended = rows.filter(valid_to__lte=today, valid_to__gt=today - LONGEST_AGO)
    latest = {(row.unit_id, row.role): row for row in ended.order_by("valid_to", "pk")}
    return sorted(latest.values(), key=lambda row: (row.unit_id, row.role, row.pk))


def takers(giver: User, roles: list[Membership], on: date) -> QuerySet[User]:
    """Who may take over: people who work, or are to work, in the communes of these roles, by given name."""
    still = Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gt=on)
    rows = User.objects.filter(_near({row.unit for row in roles}, "memberships__") & still, is_active=True)
    return rows.exclude(pk=giver.pk).distinct().order_by("name_sort", "pk")


def works_near(person: User, unit: Unit) -> bool:
    """Whether the person has, or had, a role in the unit or its commune."""
    return Membership.objects.filter(_near({unit}, ""), user=person).exists()


def _near(places: set[Unit], prefix: str) -> Q:
    codes = {unit.area_code for unit in places} - {""}
    return Q(**{f"{prefix}unit_id__in": [unit.pk for unit in places]}) | Q(
        **{f"{prefix}unit__area_code__in": codes}
    )


def administering_unit_ids(unit: Unit, on: date) -> set[int]:
    """Units whose people administer this one."""
    return set(active_administrators(unit, on).values_list("unit_id", flat=True))


def seats_held(leaving: Leaving, _at: object) -> list[Matters]:
    """Seats in steering boards: they stay until the board itself is changed by a decision."""
    giver = leaving.giver
    areas = {row.unit.area_code for row in leaving.roles} - {""}
    rows = SteeringSeat.objects.filter(valid_on(leaving.on)).filter(
        Q(user=giver) | Q(user__isnull=True, holder_name=giver.full_name, board__area_code__in=areas)
    )
    found = list(rows.order_by("pk"))
    called = names({row.board_id for row in found}, leaving.on) if found else {}
    return [
        matters(
            "units:seats",
            _("Thành viên Ban Chỉ đạo"),
            [Matter(f"{row.office}, {called.get(row.board_id, '')}") for row in found],
            note=_(
                "Thay thành viên Ban Chỉ đạo phải có quyết định; khi có, người quản trị sửa ở trang của Ban."
            ),
        )
    ]
