"""Pre-printed blanks of a place."""

from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Blank
from kheo.commendations.selectors.law import issuer_of
from kheo.core.errors import N_, NotFound


def blanks_of(round_: CampaignRound, on: date) -> list[Blank]:
    """Those of the place's committee."""
    return list(Blank.objects.filter(unit=issuer_of(round_, on)).order_by("name"))


def blanks_at(unit_id: int) -> list[Blank]:
    """Those of one committee."""
    return list(Blank.objects.filter(unit_id=unit_id).order_by("name"))


def blank_of(unit_id: int, pk: int) -> Blank:
    """One of them. Raises NotFound."""
    found = Blank.objects.filter(unit_id=unit_id, pk=pk).first()
    if found is None:
        raise NotFound(N_("Không có phôi này."), code="no-blank")
    return found


def usual_slots() -> dict[str, list[str]]:
    """A blank of 297 × 210 mm as most look, to begin with: left, baseline, width (mm), points."""
    return {
        "name": ["50", "105", "197", "24"],
        "about": ["50", "115", "197", "15"],
        "reason": ["40", "126", "217", "16"],
        "decision": ["30", "165", "100", "12"],
        "number": ["62", "172", "30", "12"],
        "place": ["160", "148", "110", "14"],
        "position": ["160", "156", "110", "14"],
        "signer": ["160", "190", "110", "14"],
    }
