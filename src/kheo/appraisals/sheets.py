"""Sheets as JSON and as core.scoring knows them.

A sheet is {criterion's code: {"value", "out_of", "passed", "condition_met", "reason"}}, numbers as text; gates are
{gate's code: {"answer", "words", "period", "from_whom", "expected_on", "by"}}.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from kheo.appraisals.hooks import Fact
from kheo.core.errors import N_, InvalidInput
from kheo.core.scoring import Answer, Criterion, GateAnswer, Kind, Mark, Part, Rubric
from kheo.core.scoring.arithmetic import worth

Data = dict[str, Any]


def marks_of(sheet: Mapping[str, Any] | None) -> dict[str, Mark]:
    """The marks of a sheet."""
    return {code: _mark(one) for code, one in (sheet or {}).items()}


def without_reasons(sheet: Mapping[str, Any] | None) -> dict[str, Mark]:
    """The marks of a sheet without what its writer said of them: what another sheet may begin with."""
    return {code: replace(one, reason="") for code, one in marks_of(sheet).items()}


def _mark(one: Mapping[str, Any]) -> Mark:
    return _made(
        one.get("value"),
        one.get("out_of"),
        one.get("passed"),
        bool(one.get("condition_met", True)),
        str(one.get("reason") or ""),
    )


# A ranking reads hundreds of thousands of marks, and people give the same few again and again. A mark never changes.
@lru_cache(maxsize=4096, typed=True)
def _made(value: Any, out_of: Any, passed: Any, condition_met: bool, reason: str) -> Mark:  # noqa: FBT001
    return Mark(_number(value), _number(out_of), passed, condition_met, reason)


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
    return worth(criterion, mark, decimals)


def differ(criterion: Criterion, one: Mark | None, other: Mark | None, decimals: int) -> bool:
    """Whether two people gave a criterion different marks; one of them silent is no difference."""
    mine, theirs = figure(criterion, one, decimals), figure(criterion, other, decimals)
    return mine is not None and theirs is not None and mine != theirs


def faults_of(content: Rubric, marks: Mapping[str, Mark]) -> Iterator[InvalidInput]:
    """What keeps a sheet from being sent, at the criterion's code: marks out of range, base criteria with nothing
    given. Zero counts as given.
    """
    for criterion in content.criteria:
        mark = marks.get(criterion.code)
        fault = _out_of_range(criterion, mark)
        if (
            fault is None
            and criterion.part == Part.BASE
            and figure(criterion, mark, content.decimals) is None
        ):
            fault = InvalidInput(
                N_("Còn tiêu chí chưa chấm: “%(text)s”. Ghi 0 nếu không được điểm nào."),
                code="not-scored",
                field=criterion.code,
                text=criterion.text,
            )
        if fault is not None:
            yield fault


def _out_of_range(criterion: Criterion, mark: Mark | None) -> InvalidInput | None:
    if mark is None or mark.value is None:
        return None
    said = {"field": criterion.code, "text": criterion.text}
    if criterion.kind == Kind.SHARE and mark.condition_met and mark.value > 0 and not mark.out_of:
        return InvalidInput(
            N_("“%(text)s”: số phải làm đang ghi 0 mà số làm được lớn hơn 0. Hãy ghi lại số phải làm."),
            code="share-of-nothing",
            **said,
        )
    limit: Decimal | int | None = None
    if criterion.kind in {Kind.MARKS, Kind.SAMPLE}:
        limit = criterion.maximum if criterion.kind == Kind.MARKS else criterion.sample
    if mark.value < 0 or (limit is not None and mark.value > limit):
        return InvalidInput(
            N_("“%(text)s”: ghi từ 0 đến %(maximum)s.")
            if limit is not None
            else N_("“%(text)s”: ghi số từ 0 trở lên."),
            code="mark-out-of-range",
            maximum=limit,
            **said,
        )
    return None


def unexplained(
    content: Rubric, marks: Mapping[str, Mark], against: Sequence[Mapping[str, Mark]]
) -> Iterator[InvalidInput]:
    """Marks without a reason that differ from every one of the sheets `against`, at the criterion's code."""
    for criterion in content.criteria:
        mark = marks.get(criterion.code)
        if mark is None or mark.reason or not against:
            continue
        if all(differ(criterion, mark, other.get(criterion.code), content.decimals) for other in against):
            yield InvalidInput(
                N_("“%(text)s”: điểm khác với điểm tự chấm hoặc phiếu chấm, hãy ghi lý do để đơn vị hiểu."),
                code="reason-missing",
                field=criterion.code,
                text=criterion.text,
            )


def to_explain(
    self_sheet: Mapping[str, Any] | None, sheets: Sequence[Mapping[str, Any] | None]
) -> list[Mapping[str, Mark]]:
    """What an official mark is held against: the self-score; without one, what appraisers gave."""
    return [marks_of(one) for one in ([self_sheet] if self_sheet else sheets) if one]
