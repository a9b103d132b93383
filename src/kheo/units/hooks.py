"""Door for later modules: what happens in the transaction in which units are merged, split or dissolved."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from kheo.accounts.public import User
from kheo.units.models import Unit, UnitSuccession


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Something unfinished of a unit that somebody must carry on; `key` is the asking module's own."""

    key: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of units on a day, and who carries on what they had begun."""

    kind: UnitSuccession.Kind
    olds: tuple[Unit, ...]
    heirs: tuple[Unit, ...]
    on: date
    chosen: Mapping[str, Unit] = field(default_factory=dict)

    def heir_of(self, key: str) -> Unit | None:
        """Who carries on this piece of work: who was chosen, else the first heir; None where it stays."""
        stays = self.kind == UnitSuccession.Kind.SEPARATED
        return self.chosen.get(key, None if stays else self.heirs[0])


class Listener(Protocol):
    """Called once per change, inside its transaction; what it raises undoes the change."""

    def __call__(self, change: Change, *, by: User | str, at: datetime) -> object: ...


OpenWorkSource = Callable[[Collection[int]], Sequence[OpenWork]]
_listeners: list[Listener] = []
_sources: list[OpenWorkSource] = []


def register_succession_listener(listener: Listener, *, open_work: OpenWorkSource | None = None) -> None:
    """Have `listener` called when units are merged, split or dissolved; `open_work` lists what units have
    begun. To be called in AppConfig.ready; twice counts once.
    """
    if listener not in _listeners:
        _listeners.append(listener)
    if open_work and open_work not in _sources:
        _sources.append(open_work)


def open_work(unit_ids: Collection[int]) -> list[OpenWork]:
    """What these units have begun and somebody must carry on."""
    return [work for source in _sources for work in source(unit_ids)]


def happened(change: Change, *, by: User | str, at: datetime) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(change, by=by, at=at)
