"""Who may do what with papers. Predicates of a user and a unit on a day."""

from datetime import date

from kheo.accounts.public import Role, User
from kheo.units import public as units
from kheo.units.public import Unit

WRITERS = (Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER, Role.UNIT_CONTACT, Role.RECORDS_CLERK)


def switching_unit_ids(user: User, on: date) -> set[int]:
    """Units for which the person writes papers, and so may let rules rest."""
    return units.own_unit_ids(user, on, WRITERS)


def can_switch_rules(user: User, unit: Unit, on: date) -> bool:
    """Those who write the unit's papers."""
    return unit.pk in switching_unit_ids(user, on)
