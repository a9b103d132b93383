"""What the people gave for last year's initiatives, written by their units through the services of the book."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import uuid4

from kheo.accounts.public import User
from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, Facts, facts
from kheo.progress import public as progress
from kheo.progress.public import Channel, Direction, Drive, EntryFacts, Pen, Purpose, Scope, Shown, Way, What
from kheo.registrations.public import Registration

Step = Callable[[], object]


def contributions(cast: Cast, days: Days, registrations: dict[str, Registration]) -> None:
    """Every book of the content file, in the order in which the year went."""
    for told in facts("contributions")["drive"]:
        registration = registrations[told["title"]]
        keeper = cast.contacts.get(registration.unit_id, cast.people["canbo.dongtrang"])
        _Book(registration, keeper, days).tell(told)


@dataclass(frozen=True, slots=True)
class _Book:
    """One registration's book as its unit's contact keeps it."""

    registration: Registration
    by: User
    days: Days

    def tell(self, told: Facts) -> None:
        """From the opening to what hangs on the wall, each on its own day."""
        drive = progress.open_drive(
            self.registration,
            purpose=Purpose(told["purpose"]),
            matter=told.get("matter", ""),
            by=self.by,
            at=self._moment(told["open"]),
        )
        for _on, step in sorted(self._steps(drive, told), key=lambda one: one[0]):
            step()

    def _steps(self, drive: Drive, told: Facts) -> Iterable[tuple[str, Step]]:
        """Every day with what was written on it; on one day in this order."""
        if one := told.get("decision"):
            yield one.get("decided", one["opened"]), partial(self._decide, drive, one)
        if one := told.get("board"):
            yield one["set_up"], partial(self._board, drive, one)
        if one := told.get("slip"):
            yield one["on"], partial(self._slip, drive, one)
        for direction, name in ((Direction.RECEIVED, "received"), (Direction.SPENT, "spent")):
            for one in told.get(name, ()):
                entry = self._entry(direction, one)
                yield one["on"], partial(progress.note_entry, drive.pk, entry, self._pen(one["on"]))
        for one in told.get("shown", ()):
            yield one.get("until", one["since"]), partial(self._show, drive, one)
        for one in told.get("givers", ()):
            yield one["wished"], partial(self._name, drive, one)

    def _name(self, drive: Drive, told: Facts) -> None:
        progress.name_giver(
            drive.pk,
            name=told["name"],
            wished_on=self._day(told["wished"]),
            token=uuid4(),
            by=self.by,
            at=self._moment(told["wished"]),
        )

    def _decide(self, drive: Drive, told: Facts) -> None:
        decided = told.get("decided", told["opened"])
        row = progress.open_decision(
            drive.pk,
            way=Way(told["way"]),
            scope=Scope.SETTLEMENT,
            place=told["place"],
            opened_on=self._day(told["opened"]),
            total=told["total"],
            pen=self._pen(told["opened"]),
        )
        progress.record_result(
            drive.pk,
            row.pk,
            decided_on=self._day(decided),
            present=told["present"],
            agreeing=told["agreeing"],
            pen=self._pen(decided),
        )

    def _board(self, drive: Drive, told: Facts) -> None:
        progress.note_board(
            drive.pk,
            set_up_on=self._day(told["set_up"]),
            members=told["members"],
            paper=told["paper"],
            pen=self._pen(told["set_up"]),
        )

    def _show(self, drive: Drive, told: Facts) -> None:
        row = progress.publish(
            drive.pk,
            what=Shown(told["what"]),
            channel=Channel(told["channel"]),
            place=told["place"],
            since=self._day(told["since"]),
            until=None,
            pen=self._pen(told["since"]),
        )
        if "until" in told:
            until = told["until"]
            progress.take_down(drive.pk, row.pk, until=self._day(until), pen=self._pen(until))

    def _slip(self, drive: Drive, told: Facts) -> None:
        """A slip of the pen: corrected by another row, with the reason."""
        facts_of = self._entry(Direction.RECEIVED, told)
        wrong = progress.note_entry(drive.pk, facts_of, self._pen(told["on"]))
        progress.note_entry(
            drive.pk,
            facts_of,
            Pen(self.by, self._moment(told["on"]), uuid4(), wrong.pk, told["corrected"], is_void=True),
        )

    def _entry(self, direction: Direction, told: Facts) -> EntryFacts:
        return EntryFacts(
            direction=direction,
            what=What(told["what"]),
            on=self._day(told["on"]),
            amount=told["amount"],
            goods=told.get("goods", ""),
            unit=told.get("unit", ""),
            value=told.get("value"),
            valued_by=told.get("valued_by", ""),
            spent_for=told.get("spent_for", ""),
            people=told.get("people"),
            gift_signed_on=self._day(told["signed"]) if "signed" in told else None,
        )

    def _pen(self, on: str) -> Pen:
        return Pen(self.by, self._moment(on), uuid4())

    def _day(self, on: str) -> date:
        month, day = on.split("-")
        return date(self.days.before, int(month), int(day))

    def _moment(self, on: str) -> datetime:
        return at(self._day(on), 16, 20)
