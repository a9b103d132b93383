"""Where proposals stand before a council."""

from collections.abc import Collection
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.councils import public as councils
from kheo.councils.public import CouncilSession, Standing
from kheo.recognitions.models import RecognisingBody
from kheo.recognitions.selectors.proposals import key_of

KIND = "recognition"


def sessions_for(round_: CampaignRound, body: RecognisingBody, on: date) -> list[CouncilSession]:
    """Sessions that take matters: of councils of the managing unit and of the recognising body."""
    unit_ids = {round_.campaign.managing_unit_id, body.unit_id, body.submitter_id}
    return councils.sessions_taking_items(unit_ids, on)


def agendas_of(proposal_ids: Collection[int]) -> dict[int, Standing]:
    """Proposal → the agenda it stands on, while its session is not closed: one query."""
    found = councils.standing_of(KIND, [key_of(pk) for pk in proposal_ids])
    return {int(key.partition(":")[2]): one for key, one in found.items()}
