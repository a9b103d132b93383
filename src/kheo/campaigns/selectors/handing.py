"""What an officer who leaves runs: his campaigns, and the days that lie ahead of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kheo.accounts.public import Role
from kheo.campaigns.models import Campaign, CampaignRound
from kheo.campaigns.selectors.rounds import milestones_of_rounds
from kheo.campaigns.selectors.running import due_next, managed_from
from kheo.campaigns.states import CampaignState
from kheo.units import public as units
from kheo.units.public import Leaving, Matter, Matters

_AHEAD = timedelta(days=365)
_DATES_EACH = 8


def left_behind(leaving: Leaving, at: datetime) -> Sequence[Matters]:
    """Open campaigns, and their nearest due days: a constant number of queries."""
    rounds = rounds_left(leaving)
    if not rounds:
        return []
    milestones = milestones_of_rounds([one.pk for one in rounds])
    dates = [
        Matter(f"{due.what} ({round_.name})", due.deadline.last_day)
        for round_ in rounds
        if round_.campaign.state == CampaignState.RUNNING
        for due in due_next(round_, milestones.get(round_.pk, []), at)[:_DATES_EACH]
        if due.deadline.ends_at - at <= _AHEAD
    ]
    running = [
        Matter(f"{round_.name}: {CampaignState(round_.campaign.state).label.lower()}") for round_ in rounds
    ]
    return [
        units.matters("campaigns:campaigns", _("Phong trào đang mở"), running),
        units.matters("campaigns:dates", _("Thời hạn sắp tới"), sorted(dates, key=lambda one: str(one.due))),
    ]


def rounds_left(leaving: Leaving) -> list[CampaignRound]:
    """The newest round of every campaign that he runs and that is not closed."""
    desk = leaving.unit_ids(Role.COMMUNE_OFFICER), leaving.unit_ids(Role.PROVINCE_OFFICER)
    if not any(desk):
        return []
    mine = Campaign.objects.filter(managed_from(*desk, leaving.on)).exclude(state=CampaignState.CLOSED)
    rows = CampaignRound.objects.filter(campaign__in=mine.values("pk")).select_related(
        "campaign__managing_unit"
    )
    newest = {one.campaign_id: one for one in rows.order_by("campaign_id", "year")}
    return list(newest.values())
