"""Who keeps the rules of a place. Whoever has a role in the place reads its rules; the national law is public."""

from dataclasses import dataclass
from datetime import date

from kheo.accounts.public import Role, User
from kheo.core.errors import N_, NotAllowed
from kheo.core.law.provisions import Level
from kheo.units import public as units
from kheo.units.public import Unit

_KEEPERS = (Role.ADMINISTRATOR, Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER)


@dataclass(frozen=True, slots=True)
class Place:
    """A province (`area_code` empty) or a commune of it."""

    province_code: str
    area_code: str = ""

    @property
    def level(self) -> Level:
        """Whose rules are set here."""
        return Level.COMMUNE if self.area_code else Level.PROVINCE

    @property
    def code(self) -> str:
        """The code of the area itself."""
        return self.area_code or self.province_code


def places_of(user: User, on: date) -> list[Place]:
    """The places in whose units the person has a role, communes first."""
    rows = units.held(user, on)
    found = {_place(row.province_code, row.area_code) for row in rows if row.province_code}
    return sorted(found, key=lambda one: (not one.area_code, one.code))


def kept_places(user: User, on: date) -> list[Place]:
    """The places whose rules the person keeps; the province's too where no provincial unit works in this
    installation: on a commune's own machine nobody else can enter them.
    """
    rows = [row for row in units.held(user, on, _KEEPERS) if row.province_code and row.area_code]
    found = {
        _place(row.province_code, row.area_code)
        for row in rows
        if row.role != Role.PROVINCE_OFFICER or row.is_provincial
    }
    below = {one.province_code for one in found if one.area_code}
    worked = (
        set(Unit.objects.filter(area_code__in=below).values_list("area_code", flat=True)) if below else set()
    )
    found |= {Place(code) for code in below - worked}
    return sorted(found, key=lambda one: (not one.area_code, one.code))


def require_keeper(user: User, place: Place, on: date) -> None:
    """Raise NotAllowed unless the person keeps the rules of this place."""
    if place not in kept_places(user, on):
        raise NotAllowed(
            N_(
                "Chỉ cán bộ phụ trách hoặc người quản trị của chính địa phương này mới ghi được quy định của địa phương."
            ),
            code="not-rule-keeper",
        )


def _place(province_code: str, area_code: str) -> Place:
    return Place(province_code, "" if area_code == province_code else area_code)
