"""What went on between registration and appraisal: difficulties with their answers, publicity, reminders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.timetable.workdays import is_working_day
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, Facts, facts
from kheo.progress import public as progress
from kheo.progress.public import Difficulty
from kheo.registrations.public import Registration
from kheo.units.public import Unit

_COMMUNE = "dong-trang"


def last_year(cast: Cast, days: Days, kept: Mapping[str, Registration]) -> None:
    """The year that lies behind: everything raised was answered."""
    teller = _Teller(cast, days, next(iter(kept.values())).round, kept)
    teller.tell("before")
    teller.tell_copies()


def this_year(cast: Cast, days: Days, round_: CampaignRound) -> None:
    """One answer waits for a yes, one is late, one waits for the officer; the morning's reminders were made."""
    rows = Registration.objects.filter(round=round_)
    _Teller(cast, days, round_, {row.title: row for row in rows}).tell("now")
    noted = _last_day_of_work(days)
    progress.make_digests(at=at(noted, 7, 2))
    owed = progress.owed_in(round_, noted)
    progress.note_reminded(
        round_,
        keys=[one.key for one in owed],
        channel="zalo",
        told_on=noted,
        by=cast.people["canbo.dongtrang"],
        at=at(noted, 10),
    )


def _last_day_of_work(days: Days) -> date:
    on = days.today - timedelta(days=1)
    while not is_working_day(on):
        on -= timedelta(days=1)
    return on


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the difficulties and publicity of one round."""

    cast: Cast
    days: Days
    round: CampaignRound
    registrations: Mapping[str, Registration]

    def tell(self, year: str) -> None:
        """Everything of the content file that belongs to that year."""
        told = facts("following")
        begun = self.round.campaign.launched_at
        if begun is not None:
            progress.assign_publicity(self.round, unit=self._unit(told["duty"]), by=self._officer, at=begun)
        for one in told["difficulty"]:
            if one["year"] == year:
                self._difficulty(one)
        for one in told["publicity"]:
            if one["year"] == year:
                self._publicity(one, self._unit(told["duty"]))

    def tell_copies(self) -> None:
        """Which initiative copies which, and what came of it."""
        for one in facts("following")["copy"]:
            row = self.registrations[one["title"]]
            keeper = self.cast.contacts.get(row.handled_by_unit_id, self._officer)
            begun = self.days.ago(one["begun"], 14, 10)
            progress.begin_copying(
                row,
                origin_id=self.registrations[one["origin"]].pk,
                origin_words="",
                begun_on=begun.date(),
                adapted=one["adapted"],
                by=keeper,
                at=begun,
            )
            if "result" in one:
                progress.note_copy_result(
                    row,
                    after_months=6,
                    outcome=one["outcome"],
                    words=one["words"],
                    by=keeper,
                    at=self.days.ago(one["result"], 15, 30),
                )

    def _difficulty(self, told: Facts) -> None:
        unit = self._unit(told["unit"])
        raiser = self.cast.contacts.get(unit.pk, self._officer)
        row = progress.raise_difficulty(
            self.round,
            unit=unit,
            registration=self.registrations.get(told["title"]),
            matter=told["matter"],
            place=told["place"],
            asks_plan_change=told.get("asks_plan_change", False),
            by=raiser,
            at=self._moment(told["on"], 8),
        )
        if "owner" not in told:
            return
        owner = self._unit(told["owner"])
        row = progress.give_difficulty(
            row, owner=owner, days=told["days"], by=self._officer, at=self._moment(told["given"], 9)
        )
        solver = self.cast.contacts.get(owner.pk, self._officer)
        for step in told["steps"]:
            row = self._step(row, step, raiser, solver)

    def _step(self, row: Difficulty, step: Facts, raiser: User, solver: User) -> Difficulty:
        text, moment = step.get("text", ""), self._moment(step["on"], 15)
        verbs: dict[str, tuple[Callable[..., Difficulty], User, dict[str, Any]]] = {
            "answer": (progress.answer_difficulty, solver, {"text": text}),
            "refuse": (progress.refuse_answer, raiser, {"text": text}),
            "accept": (progress.accept_answer, raiser, {"text": text}),
            "withdraw": (progress.withdraw_difficulty, raiser, {"text": text}),
            "escalate": (
                progress.escalate_difficulty,
                solver,
                {"desk": step.get("desk", ""), "led_by": step.get("led_by", ""), "reason": text},
            ),
        }
        verb, by, words = verbs[step["do"]]
        return verb(row, by=by, at=moment, **words)

    def _publicity(self, told: Facts, unit: Unit) -> None:
        moment = self._moment(told["on"], 16)
        progress.note_publicity(
            self.round,
            unit=unit,
            kind=told["kind"],
            title=told["name"],
            on=moment.date(),
            channel=told["where"],
            registration=self.registrations.get(told.get("title", "")),
            by=self._officer,
            at=moment,
        )

    def _moment(self, said: Any, hour: int) -> datetime:
        """A day of the year behind, or so many days ago."""
        if isinstance(said, int):
            return self.days.ago(said, hour, 20)
        month, day = said
        return at(date(self.days.before, month, day), hour, 20)

    def _unit(self, name: str) -> Unit:
        return self.cast.unit(_COMMUNE, name)

    @property
    def _officer(self) -> User:
        return self.cast.people["canbo.dongtrang"]
