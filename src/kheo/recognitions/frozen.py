"""A decision as enacted: everything its papers say, so that they print the same for ever."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kheo.core.paper.forms import Named, NamedExemplar, NamedInitiative
from kheo.core.vietnamese import upper_first
from kheo.documents.public import PaperFacts
from kheo.units.public import Subject


@dataclass(frozen=True, slots=True)
class Case:
    """One initiative (`kind` “”) or exemplar (`kind` of its subject) of a decision."""

    name: str
    about: str
    unit: str
    kind: str = ""
    sector: str = ""
    note: str = ""
    ordinal: int = 0
    code: str = ""

    @property
    def is_exemplar(self) -> bool:
        return bool(self.kind)


@dataclass(frozen=True, slots=True)
class Enacted:
    """Head, signer, bases and rows. `decider` in capitals; `by` as a sentence names who decides."""

    facts: PaperFacts
    issuer: str
    by: str
    decider: str
    proposer: str
    year: int
    bases: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    kept: tuple[Case, ...] = ()
    ended: tuple[Case, ...] = ()

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
        lists = {
            name: tuple(Case(**row) for row in kept.get(name, ())) for name in ("cases", "kept", "ended")
        }
        words = {name: tuple(kept.get(name, ())) for name in ("bases", "told")}
        facts = PaperFacts(**{**kept["facts"], "issued_on": date.fromisoformat(day) if day else None})
        return cls(**{**kept, **lists, **words, "facts": facts})


def kind_words(*, is_exemplar: bool) -> str:
    """What a case is recognised as."""
    return "điển hình “Dân vận khéo”" if is_exemplar else "mô hình “Dân vận khéo”"


def named(cases: Iterable[Case]) -> Named:
    """The cases as the lists of a paper say them."""
    rows = list(cases)
    kinds = {kind.value: str(kind.label) for kind in Subject.Kind}
    return Named(
        tuple(
            NamedInitiative(one.name, one.about, one.unit, one.sector, one.note)
            for one in rows
            if not one.is_exemplar
        ),
        tuple(
            NamedExemplar(one.name, upper_first(kinds.get(one.kind, one.kind)), one.unit, one.about, one.note)
            for one in rows
            if one.is_exemplar
        ),
    )
