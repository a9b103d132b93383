"""Doors for later modules: their tabs on the page of a received registration, their marks on initiatives, what they
know of indicators, what of theirs asks for a change.
"""

import re
from collections.abc import Callable, Collection, Mapping
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


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of an initiative, as a badge of `kheo.templatetags.state_badge`: its look, its word, its page."""

    look: str
    word: str
    url: str = ""


MarkSource = Callable[[Collection[int], date], Mapping[int, Mark]]
_mark_sources: list[MarkSource] = []


def register_mark_source(source: MarkSource) -> None:
    """Have `source` asked for the marks of initiatives on lists and pages: one query, however many."""
    if source not in _mark_sources:
        _mark_sources.append(source)


def marks_of(initiative_ids: Collection[int], on: date) -> dict[int, Mark]:
    """Initiative → its mark; those without any are left out, and of several the first source counts."""
    found: dict[int, Mark] = {}
    for source in _mark_sources:
        found = {**source(initiative_ids, on), **found} if initiative_ids else found
    return found


IndicatorFigures = Callable[[Collection[int]], Mapping[int, str]]
_figures: list[IndicatorFigures] = []


def register_indicator_figures(source: IndicatorFigures) -> None:
    """Have `source` asked what has been reported of indicators, each in a few words. Twice counts once."""
    if source not in _figures:
        _figures.append(source)


def figures_of(indicator_ids: Collection[int]) -> dict[int, str]:
    """Indicator → what has been reported of it; those never reported on are left out."""
    found: dict[int, str] = {}
    for source in _figures if indicator_ids else ():
        found |= source(indicator_ids)
    return found


@dataclass(frozen=True, slots=True)
class Origin:
    """What gave rise to a proposal: its name and page, and the reason with which the form opens."""

    words: str
    url: str
    reason: str


OriginMaker = Callable[[int, Registration, User, date], Origin | None]
_origins: dict[str, OriginMaker] = {}
_ORIGIN = re.compile(r"([a-z]{1,30})-(\d{1,18})")


def register_origin(kind: str, maker: OriginMaker) -> None:
    """Have `maker` tell what “kind-12” is, to this person, of this registration; None where it is not for
    these eyes.
    """
    _origins[kind] = maker


def origin_of(key: str, registration: Registration, user: User, on: date) -> Origin | None:
    """What a proposal's `origin` stands for, as far as this person may know."""
    match = _ORIGIN.fullmatch(key)
    maker = _origins.get(match[1]) if match else None
    return maker(int(match[2]), registration, user, on) if match and maker else None
