"""What a rubric is: plain frozen data that a person can read and check. All numbers are Decimal.

A rubric judges by marks, or by đạt / chưa đạt alone where no criterion carries marks. Gates stand before any mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)


class Kind(StrEnum):
    """How a criterion gets its mark."""

    MARKS = "marks"  # 0 … maximum, typed
    YES_NO = "pass"  # đạt: maximum (or no marks at all), chưa đạt: 0
    SHARE = "share"  # b/a × maximum, never above it
    STEPS = "steps"  # a figure falls on a step, the step has a mark
    SAMPLE = "sample"  # so many right answers × the mark of one


class Part(StrEnum):
    """Where a criterion's mark goes."""

    BASE = "base"
    BONUS = "bonus"
    MALUS = "malus"  # marks are deducted


class SubjectKind(StrEnum):
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"


class TieKind(StrEnum):
    """What decides between equals, before the law's own last words."""

    CRITERION = "criterion"  # the higher mark there
    GROUP = "group"  # the higher sum of the group
    BONUS = "bonus"  # the higher bonus
    MALUS = "malus"  # the smaller deduction


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that stand together. `maximum` None: the sum of its criteria."""

    code: str
    name: str
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From `at_least` on (up to the next step) the mark is `mark`."""

    at_least: Decimal
    mark: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is judged. `condition`: without it (a plan, a paper) nothing is counted here.

    `fails_on_zero` is điểm liệt: zero here fails the whole.
    """

    code: str
    text: str
    kind: Kind = Kind.MARKS
    maximum: Decimal = NOTHING
    group: str = ""
    part: Part = Part.BASE
    steps: tuple[Step, ...] = ()
    sample: int = 0
    condition: str = ""
    guidance: str = ""
    evidence: str = ""
    remedy: str = ""
    clause: str = ""
    fails_on_zero: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition before any mark. `fact` names what the system itself can tell; "" is answered by people."""

    code: str
    text: str
    clause: str = ""
    remedy: str = ""
    evidence: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A level reached from `at_least` on. `no_zero`: only where no base criterion stands at zero."""

    code: str
    name: str
    at_least: Decimal
    below: Decimal | None = None
    no_zero: bool = False
    passes: bool = True


@dataclass(frozen=True, slots=True)
class Downgrade:
    """Something that caps the level: a leader reprimanded is at most “tốt”."""

    code: str
    text: str
    at_most: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One rung of the ladder that decides between equals."""

    kind: TieKind
    code: str = ""


@dataclass(frozen=True, slots=True)
class Rubric:
    """All of it. `spread` is how far two appraisers may differ on one criterion before they must talk."""

    name: str
    source: str = ""
    subjects: frozenset[SubjectKind] = frozenset()
    sectors: frozenset[str] = frozenset()
    groups: tuple[Group, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    gates: tuple[Gate, ...] = ()
    bands: tuple[Band, ...] = ()
    downgrades: tuple[Downgrade, ...] = ()
    ties: tuple[Tie, ...] = ()
    total: Decimal | None = None
    bonus_cap: Decimal | None = None
    malus_cap: Decimal | None = None
    decimals: int = 2

    @property
    def by_marks(self) -> bool:
        """Whether anything carries marks; else đạt / chưa đạt decides."""
        return any(one.maximum for one in self.criteria)

    @property
    def maximum(self) -> Decimal:
        """The most that the base criteria give, caps of groups kept."""
        return sum((self.group_maximum(code) for code in self.group_codes), NOTHING)

    @property
    def group_codes(self) -> tuple[str, ...]:
        """Groups in order; "" stands for base criteria that are in none."""
        known = tuple(one.code for one in self.groups)
        loose = any(one.group not in known for one in self.criteria if one.part == Part.BASE)
        return (*known, "") if loose else known

    def of_group(self, code: str) -> tuple[Criterion, ...]:
        """The base criteria of a group."""
        known = {one.code for one in self.groups}
        base = (one for one in self.criteria if one.part == Part.BASE)
        return tuple(one for one in base if (one.group if one.group in known else "") == code)

    def group_maximum(self, code: str) -> Decimal:
        """What the group may give at most."""
        whole = sum((one.maximum for one in self.of_group(code)), NOTHING)
        said = next((one.maximum for one in self.groups if one.code == code), None)
        return whole if said is None else min(said, whole)

    def of_part(self, part: Part) -> tuple[Criterion, ...]:
        """The criteria of a part, in order."""
        return tuple(one for one in self.criteria if one.part == part)

    def criterion(self, code: str) -> Criterion | None:
        """One criterion by its code."""
        return next((one for one in self.criteria if one.code == code), None)


# What somebody answers


class Answer(StrEnum):
    """Three answers to a gate."""

    MET = "met"
    UNMET = "unmet"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What was answered and from where: source paper, period. Waiting names from whom and when."""

    answer: Answer
    words: str = ""
    from_whom: str = ""
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What an appraiser gives a criterion: the fields of its kind. Zero is a mark; None is none yet.

    SHARE: `value` done of `out_of`. STEPS: the figure. SAMPLE: how many right. YES_NO: `passed`.
    """

    value: Decimal | None = None
    out_of: Decimal | None = None
    passed: bool | None = None
    condition_met: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything known of one subject. `prefer_women`: the person is a woman, or ≥ 70 % of the collective are."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    gates: Mapping[str, GateAnswer] = field(default_factory=dict)
    downgrades: frozenset[str] = frozenset()
    prefer_women: bool | None = None
