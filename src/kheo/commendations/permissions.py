"""Who proposes, appraises, decides, reads.

Write for a unit        whoever registers for it; the officer in its name.
Manage                  officers of the unit that manages the campaign: receive, ask, decide, revoke, the fund.
Appraise                they, and appraisers of that unit.
Let a guard pass        the signer of the body that decides, with his own account, where a text lets him.
See standing answers    whoever appraises, and the signer: nobody else sees whether somebody is “đủ điều kiện”.
Read                    they, whoever reads the whole list, judges there; a unit its own.
"""

from datetime import date

from kheo.accounts.public import Role, User
from kheo.campaigns.public import Campaign
from kheo.core.errors import N_, NotAllowed
from kheo.recognitions import public as recognitions
from kheo.units import public as units


def can_appraise(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person writes opinions on the dossiers of the campaign."""
    return recognitions.can_manage(user, campaign, on) or _holds(user, campaign, Role.APPRAISER, on)


def sees_standing(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person sees the answers on discipline, inspection, complaints."""
    return can_appraise(user, campaign, on) or _holds(user, campaign, Role.SIGNER, on)


def require_appraiser(user: User, campaign: Campaign, on: date) -> None:
    """Raise NotAllowed for whoever does not appraise in the campaign."""
    if not can_appraise(user, campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ phụ trách hoặc người thẩm định của đơn vị chủ trì mới ghi được ý kiến thẩm định."),
            code="not-appraising",
        )


def signs_for(user: User, unit_id: int, on: date) -> bool:
    """Whether the person signs in that unit, with his own account."""
    return any(row.unit_id == unit_id for row in units.held(user, on, [Role.SIGNER]))


def _holds(user: User, campaign: Campaign, role: Role, on: date) -> bool:
    return any(row.unit_id == campaign.managing_unit_id for row in units.held(user, on, [role]))
