"""Door for later modules: what happens in the transaction that merges units."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kheo.accounts.public import User
from kheo.units.models import Unit


class MergerListener(Protocol):
    """Called once per merger, inside its transaction; what it raises undoes the merger."""

    def __call__(self, olds: Sequence[Unit], *, into: Unit, by: User | str, at: datetime) -> object: ...


_listeners: list[MergerListener] = []


def register_merger_listener(listener: MergerListener) -> None:
    """Have `listener` called at every merger. To be called in AppConfig.ready; twice counts once."""
    if listener not in _listeners:
        _listeners.append(listener)


def merged(olds: Sequence[Unit], *, into: Unit, by: User | str, at: datetime) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(olds, into=into, by=by, at=at)
