"""Who builds rubrics and opens rounds, who judges, who sees whose marks.

Run        officers of the unit that manages the campaign: rubrics, rounds, gates, sending back, rankings.
Judge      who is assigned; the head settles the common sheet and concludes. Nobody else sets a mark.
Read       who reads the registration; until the conclusion its unit sees its own self-score alone.
"""

from datetime import date

from kheo.accounts.public import Role, User
from kheo.appraisals.models import AppraisalRound
from kheo.campaigns.public import Campaign
from kheo.core.errors import N_, NotAllowed
from kheo.registrations import public as registrations
from kheo.units import public as units


def can_run(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person runs appraisal in this campaign."""
    return registrations.can_receive(user, campaign, on)


def require_run(user: User, campaign: Campaign, on: date) -> None:
    """Raise NotAllowed unless the person runs appraisal in this campaign."""
    if not can_run(user, campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới lập bộ tiêu chí, mở đợt và xếp loại."),
            code="not-appraisal-officer",
        )


def leads(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person signs for the unit that manages the campaign: leaders send back, they set no marks."""
    signing = {row.unit_id for row in units.held(user, on, [Role.SIGNER])}
    return campaign.managing_unit_id in signing


def require_head(user: User, round_: AppraisalRound) -> None:
    """Raise NotAllowed unless the person heads the team."""
    if round_.head_id != user.pk:
        raise NotAllowed(
            N_("Chỉ tổ trưởng tổ thẩm định mới thống nhất điểm và kết luận."), code="not-head-of-team"
        )
