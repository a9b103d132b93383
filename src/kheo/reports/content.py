"""What a review report counts, as plain data: computed now, or frozen and read again. Nothing here asks a database."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

Number = int | Decimal
ADDED_UP = ("sector", "kind")
"""Tables that mean the same in every place."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One named number under the heading `group`. `token` is its placeholder in wording; `before` the same of the
    period before, `target` what the plan asks for (None: nothing to compare with). `address` opens its list; it is
    not frozen.
    """

    key: str
    name: str
    token: str
    unit: str
    value: Number
    group: str = ""
    before: Number | None = None
    target: Number | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a breakdown: `values` and `before` are by key of the figure."""

    key: str
    label: str
    values: Mapping[str, int]
    before: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Figures of registrations by sector, kind, subject, unit or year."""

    key: str
    title: str
    token: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One registration as it was counted: `counts` are the keys of the figures it stands in."""

    pk: int
    title: str
    unit: str
    sector: str
    kind: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What another module says of the round: a heading and lines of word and figure."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything counted for one campaign on one day. `columns`: keys and names of the figures that breakdowns bear."""

    on: date
    years: tuple[int, ...]
    before_years: tuple[int, ...]
    figures: tuple[Figure, ...]
    breakdowns: tuple[Breakdown, ...]
    columns: tuple[tuple[str, str], ...]
    more: tuple[Heading, ...] = ()
    cases: tuple[Case, ...] = ()

    def figure(self, key: str) -> Figure:
        """One of them. Raises KeyError."""
        return next(one for one in self.figures if one.key == key)

    def breakdown(self, key: str) -> Breakdown:
        """One of them. Raises KeyError."""
        return next(one for one in self.breakdowns if one.key == key)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for keeping."""
        return {
            "on": self.on.isoformat(),
            "years": list(self.years),
            "before_years": list(self.before_years),
            "columns": [list(pair) for pair in self.columns],
            "figures": [
                [*_words(one), _plain(one.value), _plain(one.before), _plain(one.target)]
                for one in self.figures
            ],
            "breakdowns": [
                [
                    one.key,
                    one.title,
                    one.token,
                    [[line.key, line.label, dict(line.values), dict(line.before)] for line in one.lines],
                ]
                for one in self.breakdowns
            ],
            "more": [[one.title, [list(pair) for pair in one.lines]] for one in self.more],
            "cases": [
                [one.pk, one.title, one.unit, one.sector, one.kind, list(one.counts)] for one in self.cases
            ],
        }

    def brief(self) -> "Content":
        """What the level above adds up: figures, and tables by sector and kind; neither units nor registrations."""
        added = tuple(one for one in self.breakdowns if one.key in ADDED_UP)
        return replace(self, breakdowns=added, more=(), cases=())

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Content":
        """What `as_json` gave."""
        return cls(
            on=date.fromisoformat(kept["on"]),
            years=tuple(kept["years"]),
            before_years=tuple(kept["before_years"]),
            columns=tuple((key, name) for key, name in kept["columns"]),
            figures=tuple(
                Figure(key, name, token, unit, _number(value) or 0, group, _number(before), _number(target))
                for key, name, token, unit, group, value, before, target in kept["figures"]
            ),
            breakdowns=tuple(
                Breakdown(key, title, token, tuple(Line(*line) for line in lines))
                for key, title, token, lines in kept["breakdowns"]
            ),
            more=tuple(Heading(title, tuple((a, b) for a, b in lines)) for title, lines in kept["more"]),
            cases=tuple(
                Case(pk, title, unit, sector, kind, tuple(counts))
                for pk, title, unit, sector, kind, counts in kept["cases"]
            ),
        )


def sha256_of(kept: Mapping[str, Any]) -> str:
    """The fingerprint of frozen figures: of their canonical JSON, whoever writes it."""
    plain = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _words(figure: Figure) -> tuple[str, ...]:
    return figure.key, figure.name, figure.token, figure.unit, figure.group


def _plain(value: Number | None) -> int | str | None:
    """A number without loss: whole ones as they are, others as text."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else str(value)


def _number(value: int | str | None) -> Number | None:
    return Decimal(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Change:
    """Why one figure of registrations is another now: which came, which left."""

    figure: Figure
    now: Number
    came: tuple[Case, ...] = ()
    left: tuple[Case, ...] = ()

    @property
    def difference(self) -> Number:
        """By how much it grew."""
        return self.now - self.figure.value


@dataclass(frozen=True, slots=True)
class Moved:
    """A registration that is counted under another unit, sector, kind or name now."""

    then: Case
    now: Case


def changes(then: Content, now: Content) -> list[Change]:
    """Every figure that differs, with the registrations that make the difference where it counts them."""
    found = []
    present = {one.key: one for one in now.figures}
    counted = {key for case in (*then.cases, *now.cases) for key in case.counts}
    for figure in then.figures:
        other = present.get(figure.key)
        if other is None:
            continue
        came: tuple[Case, ...] = ()
        left: tuple[Case, ...] = ()
        if figure.key in counted:
            came, left = _between(figure.key, then, now)
        if other.value != figure.value or came or left:
            found.append(Change(figure, other.value, came, left))
    return found


def _between(key: str, then: Content, now: Content) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    before = {one.pk: one for one in then.cases if key in one.counts}
    after = {one.pk: one for one in now.cases if key in one.counts}
    came = tuple(one for pk, one in after.items() if pk not in before)
    return came, tuple(one for pk, one in before.items() if pk not in after)


def moved(then: Content, now: Content) -> list[Moved]:
    """Registrations counted then and now, but told otherwise."""
    after = {one.pk: one for one in now.cases}
    pairs = ((one, after.get(one.pk)) for one in then.cases)
    return [Moved(old, new) for old, new in pairs if new is not None and _told(old) != _told(new)]


def _told(case: Case) -> tuple[str, str, str, str]:
    return case.title, case.unit, case.sector, case.kind
