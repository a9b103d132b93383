"""Which unit and which round somebody at the command line means."""

from datetime import date

from django.db.models import F

from kheo.campaigns.public import CampaignParticipant, CampaignRound, CampaignState, Part
from kheo.core.vietnamese import clean_line, fold
from kheo.units import public as units
from kheo.units.public import Unit


def units_meant(words: str, on: date) -> list[tuple[Unit, str]]:
    """The units of that code, of that “#number”, or of that whole name, with the name of what each stands under."""
    wanted = words.strip()
    if wanted.startswith("#") and wanted[1:].isdecimal():
        rows = Unit.objects.filter(pk=int(wanted[1:]))
    else:
        rows = Unit.objects.filter(code=wanted).exclude(code="")
    found = list(units.with_names(rows, on))
    if not found:
        named = units.with_names(Unit.objects.all(), on).filter(name_folded=fold(wanted))  # type: ignore[misc]
        found = list(named.order_by(F("name_sort"), "pk")[:50])
        exact = [one for one in found if one.name == clean_line(wanted)]  # type: ignore[attr-defined]
        found = exact if len(exact) == 1 else found
    return [(one, _with_above(one, on)) for one in found]


def _with_above(unit: Unit, on: date) -> str:
    above = [one.name for one in units.ancestors(unit, on)][-1:]  # type: ignore[attr-defined]
    return ", ".join([units.name_of(unit, on), *above])


def round_for_command(unit: Unit, year: int | None, on: date) -> list[CampaignRound]:
    """Rounds of running campaigns in which the unit registers: of that year, else of the newest one."""
    rows = CampaignRound.objects.filter(campaign__state=CampaignState.RUNNING).select_related("campaign")
    mine = units.predecessor_ids([unit.pk])
    parts = CampaignParticipant.objects.filter(unit_id__in=mine, part=Part.REGISTER)
    found = list(rows.filter(campaign_id__in=parts.values("campaign_id")).order_by("-year", "pk"))
    wanted = year if year is not None else max((one.year for one in found), default=0)
    return [one for one in found if one.year == wanted]
