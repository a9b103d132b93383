"""Dossiers on their way while the law changes (transitions.toml): what is to be weighed, by whom the law leaves it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from kheo.core.law import Instrument, instrument
from kheo.core.sources import Verified


@dataclass(frozen=True, slots=True)
class Transition:
    """One change. `compared`: whether the texts before and after stand in our tables, so that they can be compared."""

    instrument: Instrument
    changes_on: date
    text: str
    compared: bool
    verified: Verified
    source: str


def transitions(
    received_on: date | None, on: date, table: Sequence[Transition] | None = None
) -> tuple[Transition, ...]:
    """Changes between the day a dossier was received for appraisal and `on`, oldest first; none where it was not
    received: the law of `on` is then its only one.
    """
    if received_on is None:
        return ()
    rows = _table() if table is None else table
    found = (one for one in rows if received_on < one.changes_on <= on)
    return tuple(sorted(found, key=lambda one: one.changes_on))


def transitions_of(table: Mapping[str, Any]) -> tuple[Transition, ...]:
    """Rows as transitions.toml has them. Raises KeyError for one that is none, NotFound for an unknown instrument."""
    return tuple(
        Transition(
            instrument=instrument(row["instrument"]),
            changes_on=row["changes_on"],
            text=row["text"],
            compared=row["compared"],
            verified=Verified[row["verified"]],
            source=row["source"],
        )
        for row in table["transition"]
    )


@cache
def _table() -> tuple[Transition, ...]:
    text = files(__package__).joinpath("transitions.toml").read_text(encoding="utf-8")
    return transitions_of(tomllib.loads(text))
