"""Doors: what the system itself can tell of a registration, for gates to be answered without asking anybody."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from kheo.registrations.public import Registration


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer: `state` met, unmet or waiting; `words` say what was found."""

    state: str
    words: str = ""
    from_whom: str = ""
    expected_on: date | None = None


Compute = Callable[[Collection[Registration], date], Mapping[int, Fact]]


@dataclass(frozen=True, slots=True)
class FactKind:
    """A thing that can be told: its key in a rubric, its words in the form."""

    key: str
    words: str | Promise
    compute: Compute


_kinds: dict[str, FactKind] = {}


def register_fact(key: str, words: str | Promise, compute: Compute) -> None:
    """Let gates name `key`. `compute` gets the registrations asked for and the day, and answers registration id →
    Fact in a constant number of queries. To be called in AppConfig.ready; a key registered again is replaced.
    """
    _kinds[key] = FactKind(key, words, compute)


def fact_kinds() -> list[FactKind]:
    """What can be told, in the order of registering."""
    return list(_kinds.values())


def facts_of(keys: Iterable[str], rows: Collection[Registration], on: date) -> dict[str, Mapping[int, Fact]]:
    """Key → registration id → fact. A key that nobody registered is left out: people answer it."""
    wanted = [key for key in dict.fromkeys(keys) if key in _kinds]
    return {key: _kinds[key].compute(rows, on) for key in wanted} if rows else {}
