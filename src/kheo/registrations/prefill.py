"""What a form starts with: the unit's own particulars, or last year's record."""

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound, Sector
from kheo.core.vietnamese import fold, plain_number
from kheo.registrations.fields import Fields, row_name
from kheo.registrations.models import Indicator, Registration
from kheo.registrations.states import Kind
from kheo.units.public import Subject, Unit, UnitKind

_CARRIED = (
    "title",
    "address",
    "need",
    "aims",
    "method",
    "scope",
    "partners",
    "resources",
    "outputs",
    "durability",
    "contact_name",
    "contact_phone",
    "confirmed_by",
)


def new_fields(unit: Unit, name: str, *, contact: User | None) -> Fields:
    """A new form: the unit itself leads; a settlement is its own address."""
    fields = {"kind": str(Kind.NEW), "lead_kind": str(Subject.Kind.COLLECTIVE), "lead_name": name}
    if unit.kind == UnitKind.SETTLEMENT:
        fields["address"] = name
    if contact is not None:
        fields |= {"contact_name": contact.full_name, "contact_phone": contact.office_phone}
    return {key: value for key, value in fields.items() if value}


def continued_fields(before: Registration, round_: CampaignRound) -> Fields:
    """Last year's record as the start of this year's form; what changed is left to be said."""
    fields = {name: getattr(before, name) for name in _CARRIED}
    fields |= {
        "kind": str(Kind.CONTINUED),
        "continues": str(before.pk),
        "first_year": str(before.initiative.first_year),
        "sector": _sector_of(before, round_),
        "accompanying_unit": str(before.accompanying_unit_id or ""),
    }
    if before.lead is not None:
        fields |= {
            "lead_kind": before.lead.kind,
            "lead_name": before.lead.name,
            "lead_office": before.lead.office,
        }
    places: dict[str, int] = {}
    for one in before.indicators.order_by("kind", "position"):
        place = places[one.kind] = places.get(one.kind, -1) + 1
        fields[row_name(one.kind, place, "name")] = one.name
        if one.kind == Indicator.Kind.MEASURE and one.target is not None:
            fields[row_name(one.kind, place, "target")] = plain_number(one.target)
            fields[row_name(one.kind, place, "unit")] = one.unit
    return {key: value for key, value in fields.items() if value}


def _sector_of(before: Registration, round_: CampaignRound) -> str:
    """The same field in this campaign: by its national code, a local one by its name."""
    if before.sector is None:
        return ""
    rows = Sector.objects.filter(campaign_id=round_.campaign_id, ended_by__isnull=True).order_by("position")
    same_code = [s for s in rows if s.code == before.sector.code]
    same_name = [s for s in same_code if fold(s.name) == fold(before.sector.name)]
    national = same_code if before.sector.code != Sector.Code.LOCAL else []
    found = same_name or national
    return str(found[0].pk) if found else ""
