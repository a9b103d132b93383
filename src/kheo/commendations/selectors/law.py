"""The law of a dossier: the rule of the day on which it was received, for its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.commendations import permissions
from kheo.core.errors import N_, InvalidInput
from kheo.core.law.awards import Award, AwardSubject, Catalogue, Decider, Money, national_awards
from kheo.core.law.provisions import Occasion, Provision, merged
from kheo.core.timetable.workdays import add_working_days
from kheo.documents import public as documents
from kheo.kernel.reading import once_per_read
from kheo.rulebook import public as rulebook
from kheo.rulebook.public import Place
from kheo.units import public as units
from kheo.units.public import Subject, Unit, UnitKind

SUBJECTS = {
    Subject.Kind.COLLECTIVE: AwardSubject.COLLECTIVE,
    Subject.Kind.INDIVIDUAL: AwardSubject.INDIVIDUAL,
    Subject.Kind.HOUSEHOLD: AwardSubject.HOUSEHOLD,
}
OCCASIONS = (Occasion.CAMPAIGN, Occasion.ANNUAL, Occasion.SUDDEN)
_COMMUNAL = (Decider.COMMUNE_CHAIR, Decider.COMMUNE_PARTY, Decider.COMMUNE_FRONT)
_PROVINCIAL = (
    Decider.PROVINCE_CHAIR,
    Decider.PROVINCE_COMMITTEE,
    Decider.PROVINCE_PARTY,
    Decider.PROVINCE_FRONT,
)
_ISSUES = {
    Catalogue.STATE: UnitKind.PEOPLES_COMMITTEE,
    Catalogue.PARTY: UnitKind.PARTY_COMMITTEE,
    Catalogue.FRONT: UnitKind.FRONT,
}
_BASE_FORMS = ("giay-khen", "giay-khen-dang-uy", "giay-khen-mttq")
"""Forms whose name on paper ends in who gives them here."""


def code_of(occasion: Occasion) -> str:
    """How a row keeps an occasion."""
    return occasion.name.lower()


def occasion_of(code: str) -> Occasion:
    """The occasion of a row. Raises InvalidInput for none of them."""
    found = next((one for one in OCCASIONS if code_of(one) == code), None)
    if found is None:
        raise InvalidInput(N_("Hãy chọn dịp khen thưởng."), code="occasion", field="occasion")
    return found


def place_of(round_: CampaignRound) -> Place:
    """Whose local rules hold."""
    unit = round_.campaign.managing_unit
    area = "" if unit.area_code == unit.province_code else unit.area_code
    return Place(unit.province_code, area)


@once_per_read
def local_rules(place: Place) -> list[Provision]:
    """The rules of the place over the national ones: one query a page."""
    return rulebook.local_provisions(place)


def provision(
    matter: str, round_: CampaignRound, award: str, occasion: Occasion, on: date
) -> Provision | None:
    """What holds about a matter that day at the place of the round; None where nobody says."""
    return merged(matter, award, occasion, on, local_rules(place_of(round_)))


def number_of(
    what: tuple[str, str], round_: CampaignRound, award: str, occasion: Occasion, on: date
) -> int | None:
    """One figure of a matter: (“most”, “cases”)."""
    matter, name = what
    found = provision(matter, round_, award, occasion, on)
    value = found[name] if found is not None else None
    return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the law of the day asks of a dossier before it is decided."""

    parts: tuple[str, ...]
    council: bool
    posting_days: int
    time_days: int | None


def asked_of(round_: CampaignRound, award: str, occasion: Occasion, on: date) -> Asked:
    """Parts of the dossier, council, posting, time. Where nobody speaks of a council it is asked."""
    dossier = provision("dossier", round_, award, occasion, on)
    council = provision("council", round_, award, occasion, on)
    parts = dossier["parts"] if dossier else ()
    return Asked(
        parts=tuple(parts) if isinstance(parts, tuple) else (),
        council=bool(council["asked"]) if council else occasion is not Occasion.SUDDEN,
        posting_days=posting_days(round_, award, occasion, on),
        time_days=number_of(("time", "working_days"), round_, award, occasion, on),
    )


def due_on(received_on: date, days: int | None) -> date | None:
    """The last day to settle it, in working days; None where nobody says."""
    return add_working_days(received_on, days) if days else None


def award_on(key: str, on: date) -> Award:
    """The title or form of that day. Raises NotFound."""
    return national_awards().award(key, on)


def is_own(round_: CampaignRound, award: str, on: date) -> bool:
    """Whether the place itself decides it that day; else it is proposed to the level above."""
    power = national_awards().power(award, on)
    deciders: Sequence[Decider] = _COMMUNAL if place_of(round_).area_code else _PROVINCIAL
    return power is not None and power.by in deciders


def issuer_of(round_: CampaignRound, on: date) -> Unit | None:
    """The People's Committee of the place: its chairman decides."""
    return _issuer(round_, Catalogue.STATE, on)


@once_per_read
def issuers_at(round_: CampaignRound, on: date) -> dict[Catalogue, Unit]:
    """Who commends at the place: its People's Committee, Party committee, Front; at most one query."""
    managing = round_.campaign.managing_unit
    rows = list(units.of_commune(managing.area_code, on)) if managing.area_code else []
    rows = [managing, *rows]
    found = {
        catalogue: next((one for one in rows if one.kind == kind), None)
        for catalogue, kind in _ISSUES.items()
    }
    return {catalogue: unit for catalogue, unit in found.items() if unit is not None}


def issuer_for(round_: CampaignRound, award: str, on: date) -> Unit | None:
    """The body at the place that decides this award, by its catalogue; for one of the level above, the committee."""
    catalogue = catalogue_of(award, on) if is_own(round_, award, on) else Catalogue.STATE
    return _issuer(round_, catalogue, on)


def _issuer(round_: CampaignRound, catalogue: Catalogue, on: date) -> Unit | None:
    managing = round_.campaign.managing_unit
    return managing if managing.kind == _ISSUES[catalogue] else issuers_at(round_, on).get(catalogue)


def catalogue_of(award: str, on: date) -> Catalogue:
    """Whose commendation it is; the State's where the law of that day knows no such award."""
    found = (one.catalogue for one in national_awards().awards(on) if one.key == award)
    return next(found, Catalogue.STATE)


def money_of(award: str, on: date) -> Money | None:
    """How the prizes of its catalogue come about that day; None where the table does not say."""
    return national_awards().money(catalogue_of(award, on), on)


def is_counted(award: str, on: date) -> bool:
    """Whether its prize is coefficient × base pay; else the issuer writes it."""
    return national_awards().is_counted(catalogue_of(award, on), on)


def decides(user: User, round_: CampaignRound, award: str, on: date) -> bool:
    """Whether the person is who decides it: the signer of the body that issues it here; nobody here where the level above does."""
    issuer = issuer_for(round_, award, on)
    return issuer is not None and is_own(round_, award, on) and permissions.signs_for(user, issuer.pk, on)


def name_on(key: str, on: date) -> str:
    """Its name that day; the key where the law of that day knows none."""
    return next((one.name for one in national_awards().awards(on) if one.key == key), key)


def name_for(key: str, round_: CampaignRound, on: date) -> str:
    """How papers and certificates call it: “Giấy khen của Chủ tịch Ủy ban nhân dân xã …”."""
    name, issuer = name_on(key, on), issuer_for(round_, key, on)
    if key not in _BASE_FORMS or issuer is None or not is_own(round_, key, on):
        return name
    giver = units.name_of(issuer, on)
    if issuer.kind != UnitKind.PARTY_COMMITTEE:
        giver = documents.decider_of(UnitKind(issuer.kind), giver)
    return f"{name.partition(' của ')[0]} của {giver}"


def posting_days(round_: CampaignRound, award: str, occasion: Occasion, on: date) -> int:
    """How many working days a place wants names posted before the council; 0 where nobody says."""
    return number_of(("posting", "working_days"), round_, award, occasion, on) or 0
