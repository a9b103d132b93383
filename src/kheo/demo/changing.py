"""What units asked to change after their registration was received: one was agreed to, one waits for the officer."""

from uuid import uuid4

from kheo.campaigns.public import CampaignRound
from kheo.demo.days import Days
from kheo.demo.tree import Cast, Facts, facts
from kheo.progress.public import CHANGE_ORIGIN, Difficulty
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration

_COMMUNE = "dong-trang"


def changes(cast: Cast, days: Days, round_: CampaignRound) -> None:
    """The proposals of this year, after the difficulties that gave rise to some."""
    for told in facts("changes")["change"]:
        row = Registration.objects.get(round=round_, title=told["title"])
        officer = cast.people["canbo.dongtrang"]
        receipt = registrations.propose_change(
            uuid4(),
            fields=registrations.amendable_fields(row) | told["fields"] | {"reason": told["reason"]},
            revision=0,
            registration=row,
            by=cast.contacts.get(cast.unit(_COMMUNE, told["unit"]).pk, officer),
            at=days.ago(told["on"], 9, 40),
            origin=_origin(row, told),
        )
        if "agreed" in told and receipt.amendment is not None:
            registrations.agree_to_change(receipt.amendment, by=officer, at=days.ago(told["agreed"], 14, 15))


def _origin(row: Registration, told: Facts) -> str:
    if not told.get("from_difficulty"):
        return ""
    return f"{CHANGE_ORIGIN}-{Difficulty.objects.filter(registration=row).latest('raised_at').pk}"
