"""Units' own reviews, examples with their praise, what was recognised of the year behind, what waits now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, Facts, facts
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import Exemplar, Proposal
from kheo.registrations.public import Registration
from kheo.units.public import Unit

_COMMUNE = "dong-trang"
_OFFICER = "canbo.dongtrang"


def last_year(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """Five units held their reviews in August; one decision recognised what they proposed."""
    round_ = next(iter(kept.values())).round
    teller = _Teller(cast, days, round_, kept)
    told = facts("recognitions")
    teller.set_body(told["body"], teller.day([6, 1], 9))
    teller.tell(told, "before")
    decided = told["decision"]
    met, issued = teller.day(decided["met"], 15), teller.day(decided["issued"], 10)
    recognitions.decide_by_meeting(
        round_,
        number=decided["minutes"],
        held_on=met.date(),
        passed=list(Proposal.objects.filter(round=round_).values_list("pk", flat=True)),
        not_passed={},
        by=teller.officer,
        at=met,
    )
    signed = recognitions.PaperFacts(
        decided["number"],
        decided["symbol"],
        issued.date(),
        told["body"]["position"],
        told["body"]["signer"],
    )
    recognitions.enact(round_, facts=signed, typed="CÔNG NHẬN", by=teller.officer, at=issued)


def this_year(cast: Cast, days: Days, round_: CampaignRound) -> None:
    """One unit has proposed, another's minutes wait for their signatures; an example got its letter."""
    rows = {row.title: row for row in Registration.objects.filter(round=round_)}
    teller, told = _Teller(cast, days, round_, rows), facts("recognitions")
    teller.set_body(told["body"], days.ago(10))
    teller.tell(told, "now")


@dataclass(frozen=True, slots=True)
class _Teller:
    cast: Cast
    days: Days
    round: CampaignRound
    registrations: Mapping[str, Registration]

    def set_body(self, told: Facts, moment: datetime) -> None:
        body = recognitions.BodyFacts(
            unit=self._unit(told["unit"]),
            submitter=self._unit(told["submitter"]),
            position=told["position"],
            signer=told["signer"],
            needs_council=False,
            least_percent=50,
        )
        recognitions.set_body(self.round, facts=body, by=self.officer, at=moment)

    def tell(self, told: Facts, year: str) -> None:
        """Examples first: the meetings speak of them."""
        noted: dict[str, Exemplar] = {}
        for one in told["exemplar"]:
            if one["year"] == year:
                noted[one["name"]] = self._exemplar(one, told["body"])
        for one in told["review"]:
            if one["year"] == year:
                self._review(one, noted)

    def _exemplar(self, told: Facts, body: Facts) -> Exemplar:
        unit, moment = self._unit(told["unit"]), self.day(told["on"], 16)
        deed = recognitions.Deed(
            kind=told["kind"],
            name=told["name"],
            office=told.get("office", ""),
            deed=told["deed"],
            happened_on=moment.date(),
            place=told["place"],
        )
        row = recognitions.note_exemplar(self.round, unit=unit, deed=deed, by=self._writer(unit), at=moment)
        if "praised" in told:
            praised = self.day(told["praised"], 9)
            recognitions.praise(
                row,
                form="letter",
                unit=self._unit(body["unit"]),
                facts=recognitions.PaperFacts("", "", praised.date(), body["position"], body["signer"]),
                words=told["words"],
                by=self.officer,
                at=praised,
            )
        return row

    def _review(self, told: Facts, noted: Mapping[str, Exemplar]) -> None:
        unit, moment = self._unit(told["unit"]), self.day(told["on"], 20)
        by = self._writer(unit)
        meeting = recognitions.Meeting(
            held_on=moment.date(),
            opinions=told.get("opinions", ""),
            **{name: told[name] for name in ("place", "chair", "secretary", "entitled", "present")},
        )
        votes = {
            self._key(name, noted): recognitions.Votes(votes_for, against)
            for name, votes_for, against in told["cases"]
        }
        review = recognitions.hold_review(
            self.round, unit=unit, meeting=meeting, votes=votes, by=by, at=moment
        )
        if told["year"] == "now" and "signed" not in told:
            return
        signed = (
            self.day(told["signed"], 10) if "signed" in told else moment.replace(day=moment.day + 3, hour=9)
        )
        recognitions.note_signed(review, received_on=signed.date(), by=by, at=signed)
        recognitions.propose_many(review.items.order_by("position"), by=by, at=signed)

    def _key(self, name: str, noted: Mapping[str, Exemplar]) -> str:
        return f"d{noted[name].pk}" if name in noted else f"m{self.registrations[name].pk}"

    def day(self, said: Any, hour: int) -> datetime:
        """A day of the year behind, or so many days ago."""
        if isinstance(said, int):
            return self.days.ago(said, hour)
        month, day = said
        return at(date(self.days.before, month, day), hour)

    def _writer(self, unit: Unit) -> User:
        return self.cast.contacts.get(unit.pk, self.officer)

    def _unit(self, name: str) -> Unit:
        return self.cast.unit(_COMMUNE, name)

    @property
    def officer(self) -> User:
        return self.cast.people[_OFFICER]
