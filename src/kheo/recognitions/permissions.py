"""Who notes exemplars, holds reviews, proposes, decides, enacts, reads.

Note, review, propose   whoever registers for the unit; the officer in its name.
Manage                  officers of the unit that manages the campaign: body, meetings, decisions, withdrawals.
Read everything         they, whoever reads the whole list, and appraisers and council members of that unit.
Read one's own          whoever has a role in the unit that the row belongs to.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound
from kheo.core.errors import N_, NotAllowed
from kheo.registrations import public as registrations
from kheo.units import public as units

_JUDGES = (Role.APPRAISER, Role.COUNCIL_MEMBER)
_WORKING = tuple(role for role in Role if role is not Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person may do with recognition in a round. `own`: the units in which he works."""

    manage: bool
    read_all: bool
    own: frozenset[int]

    def narrow(self, field: str = "unit_id") -> Q:
        """The rows that he may read."""
        return Q() if self.read_all else Q(**{f"{field}__in": self.own})

    def reads(self, unit_id: int) -> bool:
        """Whether what is this unit's own opens for him; that it is recognised everybody in the round reads."""
        return self.read_all or unit_id in self.own


def rights(user: User, campaign: Campaign, on: date) -> Rights:
    """A few queries for whoever works in the managing unit itself."""
    manage = can_manage(user, campaign, on)
    read_all = manage or registrations.can_read_list(user, campaign, on) or _judges(user, campaign, on)
    return Rights(manage, read_all, frozenset(working_unit_ids(user, on)))


def _judges(user: User, campaign: Campaign, on: date) -> bool:
    judged = {row.unit_id for row in units.held(user, on, _JUDGES)}
    return bool(judged) and bool(judged & (campaigns.managing_ids(campaign) | {campaign.managing_unit_id}))


def working_unit_ids(user: User, on: date) -> set[int]:
    """Units in which the person works, those merged into them counted."""
    return units.own_unit_ids(user, on, _WORKING)


def can_manage(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person runs the campaign."""
    return registrations.can_receive(user, campaign, on)


def require_manager(user: User, campaign: Campaign, on: date) -> None:
    """Raise NotAllowed for whoever does not run the campaign."""
    if not can_manage(user, campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới làm được việc này về công nhận."),
            code="not-managing-recognition",
        )


def require_writer(user: User, round_: CampaignRound, unit_id: int, on: date) -> bool:
    """True for the unit's own contact, False for an officer in its name. Raises NotAllowed for others."""
    try:
        return registrations.acts_for(user, round_.campaign, unit_id, on)
    except NotAllowed:
        raise NotAllowed(
            N_(
                "Chỉ đầu mối của chính đơn vị hoặc cán bộ phụ trách phong trào mới ghi bình xét, điển hình và đề nghị công nhận của đơn vị này."
            ),
            code="not-this-unit",
        ) from None


def writes_for(user: User, round_: CampaignRound, unit_id: int, on: date) -> bool:
    """Whether the person writes for the unit, himself or in its name."""
    try:
        registrations.acts_for(user, round_.campaign, unit_id, on)
    except NotAllowed:
        return False
    return True
