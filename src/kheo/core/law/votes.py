"""How a council decides: the rule for a matter on a day, the number that makes the ratio, the outcome of a vote.

Counts alone: nothing here knows who voted how. The denominator is an argument that the caller freezes before the vote.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.law import instrument
from kheo.core.sources import Verified
from kheo.core.timetable.phrase import Phrase


class Base(StrEnum):
    """Of whom a ratio is counted."""

    TOTAL = "TOTAL"
    PRESENT = "PRESENT"


class Ballot(StrEnum):
    """Whether the vote must be by ballot."""

    BALLOT = "BALLOT"
    FREE = "FREE"


class Level(StrEnum):
    """Where a council stands."""

    PROVINCE = "province"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share of a whole number of members. `over`: more than the share (“quá nửa”), else at least the share."""

    numerator: int
    denominator: int
    over: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator or (self.over and self.numerator == self.denominator):
            raise InvalidInput(
                N_("Tỷ lệ phải lớn hơn 0 và không quá 1, ví dụ 2/3."), code="ratio", field="ratio"
            )

    def of(self, whole: int) -> int:
        """The least number that makes the share of `whole`: 2/3 of 9 → 6, more than 1/2 of 9 → 5."""
        exact = Fraction(self.numerator, self.denominator) * whole
        least = -(-exact.numerator // exact.denominator)
        return int(exact) + 1 if self.over else least

    @property
    def words(self) -> Phrase:
        """“quá 1/2”, “từ 2/3”, “từ 90%”."""
        share = f"{self.numerator}/{self.denominator}"
        if self.denominator % 10 == 0 and self.denominator <= 100:
            share = f"{100 * self.numerator // self.denominator}%"
        words = N_("quá %(share)s") if self.over else N_("từ %(share)s")
        return Phrase(words, {"share": share})


@dataclass(frozen=True, slots=True)
class VoteRule:
    """One rule with where it comes from. `quorum` is of all members, counted in the room; `binding`: a council's
    own rule does not change it.
    """

    key: str
    title: str
    quorum: Ratio
    passes: Ratio
    base: Base
    ballot: Ballot
    written: bool
    citation: str
    verified: Verified
    quorum_verified: Verified
    source: str
    dissent_reported: bool = False
    binding: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept with a decision."""
        return {
            "key": self.key,
            "title": self.title,
            "quorum": [self.quorum.numerator, self.quorum.denominator, self.quorum.over],
            "passes": [self.passes.numerator, self.passes.denominator, self.passes.over],
            "base": self.base.value,
            "ballot": self.ballot.value,
            "written": self.written,
            "citation": self.citation,
            "verified": self.verified.name,
            "quorum_verified": self.quorum_verified.name,
            "source": self.source,
            "dissent_reported": self.dissent_reported,
            "binding": self.binding,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "VoteRule":
        """What `as_json` gave."""
        return cls(
            **{
                **kept,
                "quorum": Ratio(*kept["quorum"]),
                "passes": Ratio(*kept["passes"]),
                "base": Base(kept["base"]),
                "ballot": Ballot(kept["ballot"]),
                "verified": Verified[kept["verified"]],
                "quorum_verified": Verified[kept["quorum_verified"]],
            }
        )


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough members are there: `present` of `total`, `needed` at least."""

    total: int
    present: int
    needed: int

    @property
    def met(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a vote: `votes_for` against `needed` of the frozen `denominator`."""

    denominator: int
    needed: int
    votes_for: int

    @property
    def passed(self) -> bool:
        return self.votes_for >= self.needed


def quorum(rule: VoteRule, *, total: int, present: int) -> Quorum:
    """How the meeting stands. Recused members sit in the room and are counted."""
    return Quorum(total, present, rule.quorum.of(total))


def denominator(rule: VoteRule, *, total: int, present: int, written: int = 0) -> int:
    """Of how many the ratio is counted. Who does not vote for a reason of his own stays in it: a recusal
    never makes a decision easier.
    """
    return total if rule.base is Base.TOTAL else present + (written if rule.written else 0)


def outcome(rule: VoteRule, *, denominator: int, votes_for: int) -> Outcome:
    """Passed where enough of the frozen denominator are for it, whoever was against."""
    return Outcome(denominator, rule.passes.of(denominator), votes_for)


def rule_for(matter: str, *, level: Level, province_code: str, on: date) -> VoteRule:
    """The rule with the most that fits: matter first, then province, then level.

    Raises NotFound (vote-rule-unknown) for a day before every rule.
    """
    wanted = {"matters": matter, "provinces": province_code, "levels": level.value}
    fitting = [
        (tuple(bool(row.get(name)) for name in wanted), row)
        for row in _table()
        if _holds(row, on) and all(not row.get(name) or value in row[name] for name, value in wanted.items())
    ]
    if not fitting:
        raise NotFound(
            N_("Chưa có quy định về biểu quyết cho ngày %(on)s."),
            code="vote-rule-unknown",
            on=f"{on:%d/%m/%Y}",
        )
    return _rule(max(fitting, key=lambda pair: pair[0])[1])


def rules_in_force(on: date) -> tuple[VoteRule, ...]:
    """Every rule of the table on the day, in its order."""
    return tuple(_rule(row) for row in _table() if _holds(row, on))


def _holds(row: Mapping[str, Any], on: date) -> bool:
    until: date | None = row.get("effective_to")
    return bool(row["effective_from"] <= on) and (until is None or on < until)


def _rule(row: Mapping[str, Any]) -> VoteRule:
    named = f"{row['article']} {instrument(row['instrument']).name}" if "instrument" in row else ""
    return VoteRule(
        key=row["key"],
        title=row["title"],
        quorum=_ratio(row["quorum"]),
        passes=_ratio(row["passes"], over=row.get("over", False)),
        base=Base(row["base"]),
        ballot=Ballot(row["ballot"]),
        written=row["written"],
        citation=named or row.get("cited", ""),
        verified=Verified[row["verified"]],
        quorum_verified=Verified[row["quorum_verified"]],
        source=row["source"],
        dissent_reported=row.get("dissent_reported", False),
        binding=row.get("binding", False),
    )


def _ratio(text: str, *, over: bool = False) -> Ratio:
    numerator, _, whole = text.partition("/")
    return Ratio(int(numerator), int(whole), over)


@cache
def _table() -> tuple[dict[str, Any], ...]:
    text = files(__package__).joinpath("votes.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["rule"])
