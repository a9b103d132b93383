"""Who asks, and what stands on top of every page of a campaign round."""

from typing import Any, cast

from django.http import HttpRequest

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.campaigns.public import CampaignRound
from kheo.kernel.clock import day_of, now


def person(request: HttpRequest) -> User:
    """The signed-in person: no view of this module is open to strangers."""
    return cast("User", request.user)


def frame(request: HttpRequest, round_: CampaignRound) -> dict[str, Any]:
    """What every page of the round shows."""
    return {
        "round": round_,
        "campaign": round_.campaign,
        "runs": permissions.can_run(person(request), round_.campaign, day_of(now())),
    }
