"""Who may do what with papers. Predicates of a user and a unit on a day."""

from datetime import date

from django.db.models import Q, QuerySet

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


READERS = (Role.RECORDS_CLERK, Role.COMMUNE_OFFICER, Role.SIGNER, Role.VIEWER)
FILERS = (Role.RECORDS_CLERK, Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER)
HEADS = (Role.RECORDS_CLERK, Role.SIGNER)


def readable_units(user: User, on: date) -> QuerySet[Unit]:
    """Units whose register the person reads: by place for clerks, officers, signers and viewers; an officer of
    the province reads that of his own body, not those of the communes.
    """
    own = units.own_unit_ids(user, on, [Role.PROVINCE_OFFICER])
    return Unit.objects.filter(Q(pk__in=units.scope(user, on, READERS).values("pk")) | Q(pk__in=own))


def can_read(user: User, unit_id: int, on: date) -> bool:
    """Whether the person reads the unit's register."""
    return readable_units(user, on).filter(pk=unit_id).exists()


def reads_some_register(user: User, on: date) -> bool:
    """Whether the menu has “Sổ văn bản” for this person."""
    return bool(units.held(user, on, (*READERS, Role.PROVINCE_OFFICER)))


def filing_unit_ids(user: User, on: date) -> set[int]:
    """Units in whose register the person enters papers."""
    return units.own_unit_ids(user, on, FILERS)


def can_file(user: User, unit_id: int, on: date) -> bool:
    """Clerks and officers of the unit itself."""
    return unit_id in filing_unit_ids(user, on)


def can_close(user: User, unit_id: int, on: date) -> bool:
    """Who recalls a paper: those who file, and who signs."""
    return unit_id in units.own_unit_ids(user, on, (*FILERS, Role.SIGNER))


def headed_unit_ids(user: User, on: date) -> set[int]:
    """Units whose numbering, terms, keeping of files and templates the person sets."""
    return units.own_unit_ids(user, on, HEADS)


def can_set_up(user: User, unit_id: int, on: date) -> bool:
    """The head of the office (who signs) and the records clerk of the unit itself."""
    return unit_id in headed_unit_ids(user, on)
