"""The campaign's time line, on top of every page of its registrations."""

from datetime import date

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound


def time_line(round_: CampaignRound, on: date) -> dict[str, object]:
    """`stops` and `today` for the tag of that name."""
    stops = campaigns.stops(
        round_, campaigns.phases_of(round_), campaigns.milestones_of(round_), campaigns.steps_of(round_)
    )
    return {"stops": stops, "today": on}
