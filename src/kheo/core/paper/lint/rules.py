"""Rules as small functions, registered with what they rest on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.finding import Severity
from kheo.core.sources import Verified

STATE = frozenset({"ND30-2020", "FRONT-ND30"})
PARTY_36 = frozenset({"HD36-2018"})
PARTY_05 = frozenset({"HD05-2026"})
PARTY = PARTY_36 | PARTY_05
OFFICES = frozenset({"ND30-2020"})  # the State's own: the Front follows by analogy, and in its own way
EVERY: frozenset[str] = frozenset()  # whatever profile, also where none is known for the day

ND30 = "Phụ lục I Nghị định số 30/2020/NĐ-CP"
ND30_CAPITALS = "Phụ lục II Nghị định số 30/2020/NĐ-CP"
HD05 = "Hướng dẫn số 05-HD/VPTW ngày 27/5/2026"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule is broken; `severity` where it weighs otherwise than the rule."""

    sentence: str
    start: int | None = None
    end: int | None = None
    repair: str | None = None
    params: dict[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    article: str | None = None


Check = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it asks, where that stands, whom and when it binds.

    `verified` is None where no text of law stands behind the rule but a habit of careful offices.
    It judges papers of `profiles` (empty: every paper) of a day in [valid_from, valid_to).
    """

    id: str
    title: str
    article: str
    verified: Verified | None
    severity: Severity
    profiles: frozenset[str]
    check: Check
    valid_from: date | None = None
    valid_to: date | None = None

    def binds(self, case: Case) -> bool:
        """Whether the paper is judged by this rule."""
        if self.profiles and (case.profile is None or case.profile.code not in self.profiles):
            return False
        if case.on is None:
            return self.valid_from is None and self.valid_to is None
        begun = self.valid_from is None or self.valid_from <= case.on
        return begun and (self.valid_to is None or case.on < self.valid_to)

    def source_for(self, case: Case, article: str | None = None) -> tuple[str, Verified | None]:
        """Where it stands for the body and day of this paper, and how well that is known."""
        article = article or self.article
        if (
            article == self.article
            and case.is_party
            and case.profile
            and ("30/2020" in article or "VPTW" in article)
        ):
            before = case.profile.code in PARTY_36
            return case.profile.source, Verified.SECONDARY if before else self.verified
        return "; ".join(
            one for one in article.split("; ") if case.is_party or "VPTW" not in one
        ), self.verified


_RULES: dict[str, Rule] = {}


def rule(
    id: str,  # noqa: A002
    title: str,
    article: str,
    *,
    verified: Verified | None = Verified.READ,
    severity: Severity = Severity.WARNING,
    profiles: frozenset[str] = EVERY,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Callable[[Check], Check]:
    """Register a check under its id."""

    def register(check: Check) -> Check:
        if id in _RULES:
            raise ValueError(id)
        _RULES[id] = Rule(id, title, article, verified, severity, profiles, check, valid_from, valid_to)
        return check

    return register


def registered() -> dict[str, Rule]:
    """Every rule by its id, in the order of the modules that hold them."""
    return dict(_RULES)
