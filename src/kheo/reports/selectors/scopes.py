"""Which years a report looks at, and which it compares them with."""

from dataclasses import dataclass
from datetime import date

from kheo.accounts.public import User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound, CampaignState
from kheo.registrations import public as registrations
from kheo.reports.states import WHOLE_PHASE


@dataclass(frozen=True, slots=True)
class Scope:
    """The round a report stands at, the rounds it adds up (oldest first), and those of the period before."""

    round: CampaignRound
    rounds: tuple[CampaignRound, ...]
    before: tuple[CampaignRound, ...] = ()

    @property
    def ids(self) -> list[int]:
        """Keys of the rounds added up."""
        return [one.pk for one in self.rounds]


def scope_of(round_: CampaignRound, kind: str = "") -> Scope:
    """The years of a report of this kind at this round; without a kind the one year. At most three queries."""
    if kind in WHOLE_PHASE:
        years = [one for one in campaigns.rounds_of(round_.campaign) if one.year <= round_.year]
        if len(years) > 1:
            return Scope(round_, tuple(reversed(years)))
    earlier = _year_before(round_)
    return Scope(round_, (round_,), (earlier,) if earlier else ())


def _year_before(round_: CampaignRound) -> CampaignRound | None:
    """The year before: of the same campaign, of the one it was copied from, else the only one of that year which the
    same unit ran.
    """
    rows = CampaignRound.objects.filter(
        campaign__managing_unit=round_.campaign.managing_unit_id, year=round_.year - 1
    ).exclude(campaign__state=CampaignState.PREPARING)
    found = list(rows.select_related("campaign")[:20])
    for wanted in (round_.campaign_id, round_.campaign.cloned_from_id):
        for one in found:
            if one.campaign_id == wanted:
                return one
    return found[0] if len(found) == 1 else None


def opened(user: User, round_id: int, on: date) -> tuple[CampaignRound, registrations.Rights]:
    """The round, for whoever reads its whole list, and what he may do there. Raises NotFound."""
    return registrations.opened(user, round_id, on)


def lower_rounds(campaign: Campaign, year: int) -> list[CampaignRound]:
    """The year's rounds of campaigns that carry this one out below, by title: two queries."""
    below = campaigns.lower_of(campaign)
    rows = CampaignRound.objects.filter(campaign__in=below, year=year)
    found = {one.campaign_id: one for one in rows.select_related("campaign__managing_unit")}
    return [found[one.pk] for one in below if one.pk in found]
