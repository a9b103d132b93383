"""National law as dated data: instruments, and the rules shown behind “Căn cứ” (see README.md)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kheo.core.errors import N_, NotFound
from kheo.core.sources import Verified


@dataclass(frozen=True, slots=True)
class ArticleLife:
    """One article that begins or ends on days of its own. `article` as cited: “6”."""

    article: str
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, decree, decision or Party instrument, in force in [effective_from, effective_to)."""

    key: str
    kind: str
    number: str
    title: str
    issuer: str
    signed_on: date
    effective_from: date
    verified: Verified
    source: str
    effective_to: date | None = None
    replaced_by: str = ""
    amended_by: tuple[str, ...] = ()
    usable_to: date | None = None  # a transition: until then it may still be cited
    articles: tuple[ArticleLife, ...] = ()

    @property
    def name(self) -> str:
        """As papers cite it: “Luật Thi đua, khen thưởng số 06/2022/QH15”, “Nghị định số 30/2020/NĐ-CP”."""
        title = f" {self.title}" if self.kind in {"Luật", "Bộ luật"} else ""
        return f"{self.kind}{title} số {self.number}"

    def in_force_on(self, on: date) -> bool:
        """Whether it holds that day."""
        return _holds(self.effective_from, self.effective_to, on)

    def life_of(self, article: str = "") -> tuple[date, date | None]:
        """First day and first day after: of the whole, or of one article where it has days of its own."""
        own = next((one for one in self.articles if one.article == article), None)
        if own is None:
            return self.effective_from, self.effective_to
        return own.effective_from or self.effective_from, own.effective_to or self.effective_to


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of a rule, holding in [effective_from, effective_to). `article` may be empty."""

    key: str
    title: str
    text: str
    article: str
    instrument: Instrument
    effective_from: date
    effective_to: date | None
    verified: Verified
    source: str

    @property
    def citation(self) -> str:
        """“khoản 1 Điều 5 Luật Thi đua, khen thưởng số 06/2022/QH15”."""
        return f"{self.article} {self.instrument.name}".strip()

    def in_force_on(self, on: date) -> bool:
        """Whether this wording holds that day."""
        return _holds(self.effective_from, self.effective_to, on)


def instrument(key: str) -> Instrument:
    """The instrument under our key (“luat-06-2022”). NotFound when we have none (instrument-unknown)."""
    found = _instruments().get(key)
    if found is None:
        raise NotFound(
            N_("Không có văn bản “%(key)s” trong danh mục văn bản pháp lý."),
            code="instrument-unknown",
            key=key,
        )
    return found


def instruments() -> tuple[Instrument, ...]:
    """Every instrument of the table, in its order."""
    return tuple(_instruments().values())


def instruments_in_force(on: date) -> tuple[Instrument, ...]:
    """Every instrument in force that day, oldest first."""
    living = [one for one in _instruments().values() if one.in_force_on(on)]
    return tuple(sorted(living, key=lambda one: (one.effective_from, one.key)))


def rule(key: str, on: date) -> Rule:
    """The wording of a rule that holds that day. NotFound when none does (rule-unknown)."""
    for version in _rules().get(key, ()):
        if version.in_force_on(on):
            return version
    raise NotFound(
        N_("Chưa có quy định “%(key)s” áp dụng cho ngày %(on)s."),
        code="rule-unknown",
        key=key,
        on=f"{on:%d/%m/%Y}",
    )


def rules_in_force(on: date) -> tuple[Rule, ...]:
    """Every rule's wording of that day, in the order of the table."""
    return tuple(version for versions in _rules().values() for version in versions if version.in_force_on(on))


def _holds(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)


@cache
def _instruments() -> Mapping[str, Instrument]:
    return MappingProxyType({key: _instrument(key, row) for key, row in _toml("instruments.toml").items()})


def _instrument(key: str, row: dict[str, Any]) -> Instrument:
    known = {
        "verified": Verified[row["verified"]],
        "amended_by": tuple(row.get("amended_by", ())),
        "articles": tuple(ArticleLife(**article) for article in row.get("articles", ())),
    }
    return Instrument(key=key, **(row | known))


@cache
def _rules() -> Mapping[str, tuple[Rule, ...]]:
    table = _toml("rules.toml")
    return MappingProxyType({key: tuple(_rule(key, row) for row in rows) for key, rows in table.items()})


def _rule(key: str, row: dict[str, Any]) -> Rule:
    return Rule(
        key=key,
        title=row["title"],
        text=row["text"],
        article=row.get("article", ""),
        instrument=instrument(row["instrument"]),
        effective_from=row["effective_from"],
        effective_to=row.get("effective_to"),
        verified=Verified[row["verified"]],
        source=row["source"],
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
