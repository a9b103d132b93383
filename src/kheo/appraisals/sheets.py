"""Sheets as JSON and as core.scoring knows them.

A sheet is {criterion's code: {"value", "out_of", "passed", "condition_met", "reason"}}, numbers as text; gates are
{gate's code: {"answer", "words", "period", "from_whom", "expected_on", "by"}}.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kheo.appraisals.hooks import Fact
from kheo.core.scoring import Answer, Criterion, GateAnswer, Kind, Mark, Rubric
from kheo.core.scoring.arithmetic import earned

Data = dict[str, Any]


def marks_of(sheet: Mapping[str, Any] | None) -> dict[str, Mark]:
    """The marks of a sheet."""
    return {code: _mark(one) for code, one in (sheet or {}).items()}


def _mark(one: Mapping[str, Any]) -> Mark:
    return Mark(
        value=_number(one.get("value")),
        out_of=_number(one.get("out_of")),
        passed=one.get("passed"),
        condition_met=bool(one.get("condition_met", True)),
        reason=str(one.get("reason") or ""),
    )


def sheet_of(marks: Mapping[str, Mark]) -> Data:
    """What is kept of the marks; what was not given is left out."""
    return {code: _plain(one) for code, one in marks.items() if _says_something(one)}


def _says_something(mark: Mark) -> bool:
    given = (mark.value, mark.out_of, mark.passed)
    return any(one is not None for one in given) or not mark.condition_met or bool(mark.reason)


def _plain(mark: Mark) -> Data:
    return {
        "value": None if mark.value is None else f"{mark.value:f}",
        "out_of": None if mark.out_of is None else f"{mark.out_of:f}",
        "passed": mark.passed,
        "condition_met": mark.condition_met,
        "reason": mark.reason,
    }


def _number(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def gate_answers(
    rubric: Rubric, kept: Mapping[str, Any], facts: Mapping[str, Mapping[int, Fact]], registration_id: int
) -> dict[str, GateAnswer]:
    """Every gate's answer: the system's where it can tell, else a person's."""
    found = {}
    for gate in rubric.gates:
        fact = facts.get(gate.fact, {}).get(registration_id) if gate.fact else None
        if fact is not None:
            found[gate.code] = GateAnswer(Answer(fact.state), fact.words, fact.from_whom, fact.expected_on)
        elif gate.code in kept:
            found[gate.code] = _answer(kept[gate.code])
    return found


def _answer(one: Mapping[str, Any]) -> GateAnswer:
    day = one.get("expected_on")
    said = [str(one.get(name) or "") for name in ("words", "period")]
    return GateAnswer(
        Answer(str(one["answer"])),
        ", ".join(part for part in said if part),
        str(one.get("from_whom") or ""),
        date.fromisoformat(day) if day else None,
    )


def figure(criterion: Criterion, mark: Mark | None, decimals: int) -> Decimal | None:
    """What a mark is worth; of đạt / chưa đạt without marks 1 or 0; None where nothing was given."""
    if criterion.kind == Kind.YES_NO and not criterion.maximum:
        return None if mark is None or mark.passed is None else Decimal(int(mark.passed))
    return earned(criterion, mark, decimals).mark


def differ(criterion: Criterion, one: Mark | None, other: Mark | None, decimals: int) -> bool:
    """Whether two people gave a criterion different marks; one of them silent is no difference."""
    mine, theirs = figure(criterion, one, decimals), figure(criterion, other, decimals)
    return mine is not None and theirs is not None and mine != theirs
