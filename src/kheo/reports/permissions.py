"""Who reads figures and reports, who writes them.

Read    whoever reads the whole list of the campaign (officers, signers, clerks, viewers of the managing unit and above).
Write   officers of the managing unit: begin, word, freeze, issue, drop.
"""

from datetime import date

from kheo.accounts.public import User
from kheo.campaigns.public import Campaign
from kheo.core.errors import N_, NotAllowed
from kheo.registrations import public as registrations


def can_write(user: User, campaign: Campaign, on: date) -> bool:
    """Whether the person words and issues reports of the campaign."""
    return registrations.can_receive(user, campaign, on)


def require_writer(user: User, campaign: Campaign, on: date) -> None:
    """Raise NotAllowed for whoever does not."""
    if not can_write(user, campaign, on):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới soạn, chốt số liệu và ban hành báo cáo này."),
            code="not-writing-reviews",
        )
