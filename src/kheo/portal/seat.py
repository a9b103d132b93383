"""Who sits before the page: his roles and units, asked once per request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign
from kheo.kernel.clock import today
from kheo.units import public as units

OFFICERS = (Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER)
OVERSEERS = (*OFFICERS, Role.SIGNER, Role.RECORDS_CLERK, Role.VIEWER)
"""Who sees every unit of a campaign of his own body, not only his own unit."""

OWN_WORK = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
"""Who has a part in the work itself; an administrator keeps accounts and units."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's memberships on a day, with the units that were merged into his."""

    user: User
    on: date
    roles: dict[int, frozenset[str]]
    own: frozenset[int]
    provinces: frozenset[str] = frozenset()

    def holds(self, *roles: Role) -> bool:
        """Whether he has one of these roles anywhere."""
        return any(held & set(roles) for held in self.roles.values())

    def unit_ids(self, roles: Iterable[Role]) -> set[int]:
        """His units in one of these roles, those merged into them too."""
        wanted = set(roles)
        direct = {unit for unit, held in self.roles.items() if held & wanted}
        if direct == set(self.roles):
            return set(self.own)
        merged = self.own - set(self.roles)
        return units.predecessor_ids(direct) if direct and merged else direct

    def campaigns(self) -> QuerySet[Campaign]:
        """The campaigns that he may open."""
        return campaigns.visible_from(
            self.own,
            self.unit_ids([Role.COMMUNE_OFFICER]),
            self.unit_ids([Role.PROVINCE_OFFICER]),
            self.on,
            provinces=self.provinces,
        )

    def managed(self) -> Q:
        """The campaigns that he runs."""
        return campaigns.managed_from(
            self.unit_ids([Role.COMMUNE_OFFICER]), self.unit_ids([Role.PROVINCE_OFFICER]), self.on
        )


def seat_of(request: HttpRequest) -> Seat:
    """The seat of the signed-in person: one query the first time (more where his units took over others)."""
    kept: Seat | None = getattr(request, "kheo_seat", None)
    if kept is None:
        user, on = cast("User", request.user), today()
        roles: dict[int, set[str]] = {}
        memberships = units.held(user, on)
        for row in memberships:
            roles.setdefault(row.unit_id, set()).add(row.role)
        own = units.own_unit_ids(user, on)
        provinces = frozenset(row.province_code for row in memberships if row.is_provincial)
        kept = Seat(
            user, on, {unit: frozenset(held) for unit, held in roles.items()}, frozenset(own), provinces
        )
        request.kheo_seat = kept  # type: ignore[attr-defined]
    return kept
