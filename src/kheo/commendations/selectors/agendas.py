"""Where dossiers stand before a council."""

from collections.abc import Collection
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.commendations.selectors.law import issuer_of
from kheo.councils import public as councils
from kheo.councils.public import CouncilSession, Standing

KIND = "commendation"


def key_of(pk: int) -> str:
    """How the agenda of a council names a dossier."""
    return f"dossier:{pk}"


def pk_of(key: str) -> int:
    """The dossier that an agenda's key names."""
    return int(key.partition(":")[2])


def sessions_for(round_: CampaignRound, on: date) -> list[CouncilSession]:
    """Sessions that take matters: of councils of the managing unit and of who decides."""
    issuer = issuer_of(round_, on)
    unit_ids = {round_.campaign.managing_unit_id, *([issuer.pk] if issuer else [])}
    return councils.sessions_taking_items(unit_ids, on)


def agendas_of(dossier_ids: Collection[int]) -> dict[int, Standing]:
    """Dossier → the agenda it stands on, while its session is not closed: one query."""
    found = councils.standing_of(KIND, [key_of(pk) for pk in dossier_ids])
    return {pk_of(key): one for key, one in found.items()}
