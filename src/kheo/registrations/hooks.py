"""Doors for later modules: their tabs on the page of a received registration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kheo.accounts.public import User
from kheo.registrations.models import Registration


@dataclass(frozen=True, slots=True)
class Tab:
    """One page about the registration beside its own; `key` tells which one is open."""

    key: str
    words: str
    url: str


TabMaker = Callable[[Registration, User, date], Tab | None]
_makers: list[TabMaker] = []


def register_tab(maker: TabMaker) -> None:
    """Have `maker` asked for a tab on every registration's page. To be called in AppConfig.ready; twice
    counts once.
    """
    if maker not in _makers:
        _makers.append(maker)


def tabs_of(registration: Registration, user: User, on: date) -> list[Tab]:
    """The tabs of the later modules, in the order in which they were registered."""
    found = (maker(registration, user, on) for maker in _makers)
    return [tab for tab in found if tab is not None]
