"""Which campaign, which year, and may this person run it: asked at the head of every page."""

from typing import cast

from django.http import HttpRequest

from kheo.accounts.public import User
from kheo.campaigns import permissions
from kheo.campaigns.models import Campaign, CampaignRound
from kheo.campaigns.selectors import running
from kheo.kernel.clock import today
from kheo.units import public as units


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    return cast("User", request.user)


def here(request: HttpRequest, pk: int) -> tuple[Campaign, CampaignRound]:
    """The campaign and the round that `?nam=` names. Raises NotFound."""
    campaign = running.campaign_for(person(request), pk, today())
    asked = request.POST.get("nam") or request.GET.get("nam") or ""
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    return campaign, running.round_of(running.rounds_of(campaign), year, today())


def managed_here(request: HttpRequest, pk: int) -> tuple[Campaign, CampaignRound]:
    """The same for somebody who runs the campaign. Raises NotAllowed."""
    campaign, round_ = here(request, pk)
    units.require(permissions.can_manage(person(request), campaign, today()))
    return campaign, round_
