"""The council of the demo commune: one session decided, one called for next week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from string import Template

from kheo.accounts.public import User
from kheo.councils import public as councils
from kheo.councils.public import Council, CouncilSession, Counts, Mode, Presence, Roll, Tally
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, Facts, facts

_COMMUNE = "dong-trang"


def council(cast: Cast, days: Days) -> None:
    """Everything that the council has done so far."""
    told = facts("council")
    made = _set_up(cast, days, told)
    sitting = _Sitting(cast, days, made)
    sitting.held(told["held"])
    sitting.called(told["next"])


def _set_up(cast: Cast, days: Days, told: Facts) -> Council:
    officer = cast.people["canbo.dongtrang"]
    on = days.founded + timedelta(days=40)
    unit = cast.roots[_COMMUNE].committee
    made = councils.set_up(
        unit,
        name=told["name"],
        symbol=told["symbol"],
        decided_by=told["decided_by"],
        decided_on=on,
        by=officer,
        at=at(on, 14),
    )
    for seat in told["seat"]:
        user = cast.people.get(seat.get("user", ""))
        councils.give_seat(
            made,
            name=user.full_name if user else seat["name"],
            office=seat["office"],
            role=seat["role"],
            on=on,
            user=user,
            by=officer,
            at=at(on, 14, 20),
        )
    return made


@dataclass(frozen=True, slots=True)
class _Sitting:
    cast: Cast
    days: Days
    council: Council

    @property
    def _secretary(self) -> User:
        return self.cast.people["canbo.dongtrang"]

    def held(self, told: Facts) -> None:
        """A session of two weeks ago: discussed, voted by hands, voted by ballot, closed by the chair."""
        moment = _workday(self.days.ago(14, 8))
        session = self._planned(told, moment, self.days.ago(20, 9))
        councils.call(session, by=self._secretary, at=self.days.ago(19, 10))
        seats = councils.seats_of(self.council, moment.date())
        roll = {one.pk: Roll(Presence.PRESENT) for one in seats if one.name != told["absent"]}
        roll |= {
            one.pk: Roll(Presence.ABSENT, told["absent_reason"])
            for one in seats
            if one.name == told["absent"]
        }
        councils.begin(session, roll=roll, by=self._secretary, at=moment + timedelta(minutes=5))
        for place, (item, said) in enumerate(
            zip(session.items.order_by("position"), told["item"], strict=True)
        ):
            self._decide(item, said, moment + timedelta(minutes=20 + 25 * place))
        chair = self.cast.people["chutich.dongtrang"]
        councils.close(
            session, word=councils.CLOSING_WORD, by=chair, at=moment + timedelta(hours=1, minutes=50)
        )

    def called(self, told: Facts) -> None:
        """A session of next week to which the members are invited."""
        moment = _workday(at(self.days.today + timedelta(days=7), 8))
        session = self._planned(told, moment, self.days.ago(2, 9))
        councils.call(session, by=self._secretary, at=self.days.ago(1, 10))

    def _planned(self, told: Facts, begins_at: datetime, moment: datetime) -> CouncilSession:
        words = {"year": self.days.year, "before_year": self.days.before}
        session = councils.plan(
            self.council,
            title=Template(told["title"]).substitute(words),
            begins_at=begins_at,
            place=told["place"],
            by=self._secretary,
            at=moment,
        )
        for item in told["item"]:
            councils.open_item(
                session,
                title=item["title"],
                explanation=item.get("explanation", ""),
                by=self._secretary,
                at=moment,
            )
        return session

    def _decide(self, item: councils.AgendaItem, told: Facts, moment: datetime) -> None:
        by, later = self._secretary, moment + timedelta(minutes=10)
        if "hands" in told:
            councils.open_vote(item, mode=Mode.HANDS, by=by, at=moment)
            councils.record_hands(item, counts=Counts(*told["hands"]), written={}, by=by, at=later)
        elif "ballots" in told:
            issued = councils.open_vote(item, mode=Mode.PAPER, by=by, at=moment).voters or 0
            tally = Tally(issued, sum(told["ballots"]), *told["ballots"])
            for teller in (by, self.cast.people["thamdinh.dongtrang"]):
                councils.enter_tally(item, tally=tally, by=teller, at=later)
        else:
            councils.conclude(item, conclusion=told["conclusion"], by=by, at=moment)
        councils.note(
            item,
            discussion=told.get("discussion", ""),
            dissent=told.get("dissent", ""),
            conclusion=told.get("conclusion", ""),
            by=by,
            at=later,
        )


def _workday(moment: datetime) -> datetime:
    """The same hour on the Monday after where the day is a Saturday or Sunday."""
    return moment + timedelta(days={5: 2, 6: 1}.get(moment.weekday(), 0))
