"""Door for later modules: what is open in the hands of somebody who leaves, and what of it changes hands.

Nearly everything hangs on a unit and stays there: whoever answers for the unit next finds it. Such matters are
told, to stand in the minutes. What hangs on the person himself passes (`Matters.passes`): its module moves it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from kheo.accounts.public import Role, User
from kheo.units.models import Membership
from kheo.units.scope import predecessor_ids

MOST_NAMED = 200
"""So many matters of one group are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody gives up roles on a day."""

    giver: User
    roles: tuple[Membership, ...]
    on: date

    def unit_ids(self, *roles: Role) -> set[int]:
        """The units in which he gives up one of these roles (any role, where none is named), with those merged
        into them.
        """
        direct = {row.unit_id for row in self.roles if not roles or row.role in roles}
        return predecessor_ids(direct) if direct else direct


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter, in words that stand alone; `due` is the last day in time."""

    words: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Matters:
    """Open matters of one kind. `count` counts them all, `lines` names the first of them."""

    key: str
    title: str
    lines: tuple[Matter, ...]
    count: int
    passes: bool = False
    note: str = ""


class Mover(Protocol):
    """Moves what hangs on the person, in the transaction of the handover; what it raises undoes it."""

    def __call__(self, leaving: Leaving, taker: User, *, by: User, at: datetime) -> object: ...


Source = Callable[[Leaving, datetime], Sequence[Matters]]
_sources: list[Source] = []
_movers: list[Mover] = []


def register_handed_over(source: Source, *, move: Mover | None = None) -> None:
    """Have `source` asked for what is open in the hands of somebody who leaves; `move` is called when he hands
    over. To be called in AppConfig.ready; twice counts once.
    """
    if source not in _sources:
        _sources.append(source)
    if move and move not in _movers:
        _movers.append(move)


def open_matters(leaving: Leaving, at: datetime) -> list[Matters]:
    """Everything open, module by module; groups without a matter are left out."""
    return [group for source in _sources for group in source(leaving, at) if group.count]


def move_matters(leaving: Leaving, taker: User, *, by: User, at: datetime) -> None:
    """Have every module move what hangs on the person."""
    for move in _movers:
        move(leaving, taker, by=by, at=at)


def matters(
    key: str, title: str, lines: Iterable[Matter], *, passes: bool = False, note: str = ""
) -> Matters:
    """A group of matters that are at hand."""
    found = list(lines)
    return Matters(key, title, tuple(found[:MOST_NAMED]), len(found), passes, note)


def matters_of(
    key: str,
    title: str,
    rows: "QuerySet[Any, Any]",
    say: Callable[[Any], Matter],
    *,
    passes: bool = False,
    note: str = "",
) -> Matters:
    """A group of rows: two queries, whatever their number."""
    found: list[Model] = list(rows[:MOST_NAMED])
    count = len(found) if len(found) < MOST_NAMED else rows.count()
    return Matters(key, title, tuple(say(row) for row in found), count, passes, note)
