"""A decision as enacted: everything its papers, certificates and payments say, so that they print the same for ever."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kheo.core.paper.forms.commendations import Award, Commended
from kheo.documents.public import PaperFacts


@dataclass(frozen=True, slots=True)
class Case:
    """One award of a decision. `product` is the prize's arithmetic; `note` the reason where it is revoked."""

    name: str
    kind: str
    about: str
    unit: str
    achievement: str
    prize: int | None = None
    product: str = ""
    ordinal: int = 0
    code: str = ""
    note: str = ""

    def commended(self) -> Commended:
        """As the lists of a paper say it."""
        number = f"{self.ordinal:02d}" if self.ordinal else ""
        return Commended(
            self.name, self.kind, self.about, self.unit, self.achievement, self.prize, self.note, number
        )


@dataclass(frozen=True, slots=True)
class Enacted:
    """Head, signer, bases, rows, and the rule that the prizes follow. `old` cites the decision that is revoked."""

    facts: PaperFacts
    issuer: str
    by: str
    proposer: str
    year: int
    award: str
    is_title: bool
    occasion: str
    bases: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    prize_words: tuple[str, ...] = ()
    prize_laws: tuple[str, ...] = ()
    fund: str = ""
    old: str = ""
    days: int = 0

    @property
    def given(self) -> Award:
        """What is given, as the papers' forms take it."""
        return Award(self.award, self.is_title)

    @property
    def total(self) -> int:
        """Đồng of all prizes."""
        return sum(one.prize or 0 for one in self.cases)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        kept = asdict(self)
        day = self.facts.issued_on
        kept["facts"]["issued_on"] = day.isoformat() if day else None
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Enacted":
        """What `as_json` gave."""
        day = kept["facts"]["issued_on"]
        facts = PaperFacts(**{**kept["facts"], "issued_on": date.fromisoformat(day) if day else None})
        words = {name: tuple(kept[name]) for name in ("bases", "told", "prize_words", "prize_laws")}
        cases = tuple(Case(**row) for row in kept["cases"])
        return cls(**{**kept, **words, "facts": facts, "cases": cases})
