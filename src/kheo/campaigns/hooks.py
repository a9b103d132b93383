"""Doors for later modules: what happens in the transaction that launches a campaign."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kheo.accounts.public import User
from kheo.campaigns.models import Campaign, CampaignRound


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A measurable amount as the paper prints it: “2,5” “m” of “chiều ngang”."""

    value: str
    unit: str
    what: str


@dataclass(frozen=True, slots=True)
class NamedInitiative:
    """An initiative that the plan itself names. `owner` is the person or body it names, as printed."""

    item_id: int
    unit_id: int
    title: str
    subject_kind: str
    owner: str
    figures: tuple[NamedFigure, ...] = ()


class LaunchListener(Protocol):
    """Called once per launch, inside its transaction; what it raises undoes the launch."""

    def __call__(
        self,
        *,
        campaign: Campaign,
        round: CampaignRound,  # noqa: A002 -- the word of the field
        initiatives: Sequence[NamedInitiative],
        by: User,
        at: datetime,
    ) -> None: ...


_listeners: list[LaunchListener] = []


def register_launch_listener(listener: LaunchListener) -> None:
    """Have `listener` called at every launch. To be called in AppConfig.ready; twice counts once."""
    if listener not in _listeners:
        _listeners.append(listener)


def launched(
    campaign: Campaign,
    *,
    round: CampaignRound,  # noqa: A002
    initiatives: Sequence[NamedInitiative],
    by: User,
    at: datetime,
) -> None:
    """Tell every listener."""
    for listener in _listeners:
        listener(campaign=campaign, round=round, initiatives=initiatives, by=by, at=at)


CloseGuard = Callable[[Campaign], None]
_guards: list[CloseGuard] = []


def register_close_guard(guard: CloseGuard) -> None:
    """Have `guard` asked before a campaign ends; it raises Refusal while something of its own waits."""
    if guard not in _guards:
        _guards.append(guard)


def before_close(campaign: Campaign) -> None:
    """Ask every guard."""
    for guard in _guards:
        guard(campaign)


RegistrationCounter = Callable[[CampaignRound, Collection[int]], Mapping[int, int]]
_counters: list[RegistrationCounter] = []


def register_registration_counter(counter: RegistrationCounter) -> None:
    """Have `counter` asked how many registrations units have sent in a round."""
    if counter not in _counters:
        _counters.append(counter)


def registered(round: CampaignRound, unit_ids: Collection[int]) -> dict[int, int]:  # noqa: A002
    """Unit → how many registrations it has sent in the round; units without any are left out."""
    return {unit: count for counter in _counters for unit, count in counter(round, unit_ids).items() if count}
