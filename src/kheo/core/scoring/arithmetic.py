"""One criterion's mark, and the arithmetic as a line that a person can check."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from kheo.core.errors import N_
from kheo.core.scoring.rubric import NOTHING, Criterion, Kind, Mark
from kheo.core.timetable.phrase import Phrase


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, as people do on paper."""
    return value.quantize(_unit(decimals), ROUND_HALF_UP)


@cache
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def worth(criterion: Criterion, given: Mark | None, decimals: int) -> Decimal | None:
    """What the criterion earns; None: not scored yet. A mark stays within 0 and the maximum whatever was typed."""
    if given is None or not _is_given(criterion, given):
        return None
    if criterion.condition and not given.condition_met:
        return NOTHING
    return _WORTH[criterion.kind](criterion, given, decimals)


def told(criterion: Criterion, given: Mark | None, decimals: int) -> Phrase:
    """How the mark came about. Lists and rankings never ask."""
    mark = worth(criterion, given, decimals)
    if given is None or mark is None:
        return Phrase(N_("chưa chấm"))
    if criterion.condition and not given.condition_met:
        return Phrase(N_("không có %(condition)s: 0 điểm"), {"condition": criterion.condition})
    return _TOLD[criterion.kind](criterion, given, mark)


def _is_given(criterion: Criterion, given: Mark) -> bool:
    if criterion.condition and not given.condition_met:
        return True
    if criterion.kind == Kind.YES_NO:
        return given.passed is not None
    if criterion.kind == Kind.SHARE:
        return given.value is not None and given.out_of is not None
    return given.value is not None


def _within(criterion: Criterion, mark: Decimal) -> Decimal:
    return min(max(mark, NOTHING), criterion.maximum)


# What it is worth


def _typed(criterion: Criterion, given: Mark, decimals: int) -> Decimal:
    return _within(criterion, rounded(given.value or NOTHING, decimals))


def _passed(criterion: Criterion, given: Mark, decimals: int) -> Decimal:
    return criterion.maximum if given.passed and criterion.maximum else NOTHING


def _share(criterion: Criterion, given: Mark, decimals: int) -> Decimal:
    done, whole = given.value or NOTHING, given.out_of or NOTHING
    if whole <= 0:
        return NOTHING
    return _within(criterion, rounded(done / whole * criterion.maximum, decimals))


def _steps(criterion: Criterion, given: Mark, decimals: int) -> Decimal:
    reached = [step for step in criterion.steps if step.at_least <= (given.value or NOTHING)]
    if not reached:
        return NOTHING
    return _within(criterion, rounded(max(reached, key=lambda one: one.at_least).mark, decimals))


def _sample(criterion: Criterion, given: Mark, decimals: int) -> Decimal:
    size = max(criterion.sample, 1)
    return _within(criterion, rounded(_right(given, size) * criterion.maximum / size, decimals))


def _right(given: Mark, size: int) -> Decimal:
    return min(max(given.value or NOTHING, NOTHING), Decimal(size))


# The same in words


def _typed_told(criterion: Criterion, given: Mark, mark: Decimal) -> Phrase:
    return Phrase(N_("%(mark)s/%(maximum)s điểm"), _params(mark, criterion))


def _passed_told(criterion: Criterion, given: Mark, mark: Decimal) -> Phrase:
    if not criterion.maximum:
        return Phrase(N_("đạt") if given.passed else N_("chưa đạt"))
    words = (
        N_("đạt: %(mark)s/%(maximum)s điểm") if given.passed else N_("chưa đạt: %(mark)s/%(maximum)s điểm")
    )
    return Phrase(words, _params(mark, criterion))


def _share_told(criterion: Criterion, given: Mark, mark: Decimal) -> Phrase:
    done, whole = given.value or NOTHING, given.out_of or NOTHING
    if whole <= 0:
        return Phrase(N_("số phải làm là 0 nên không tính được tỷ lệ: 0 điểm"))
    params = _params(mark, criterion) | {"done": done, "whole": whole}
    if done > whole:
        return Phrase(N_("%(done)s/%(whole)s vượt mức, tính tối đa %(maximum)s = %(mark)s điểm"), params)
    return Phrase(N_("%(done)s/%(whole)s × %(maximum)s = %(mark)s điểm"), params)


def _steps_told(criterion: Criterion, given: Mark, mark: Decimal) -> Phrase:
    figure = given.value or NOTHING
    start = max((step.at_least for step in criterion.steps if step.at_least <= figure), default=None)
    if start is None:
        return Phrase(N_("%(figure)s chưa tới mức thấp nhất: 0 điểm"), {"figure": figure})
    params = _params(mark, criterion) | {"figure": figure, "from": start}
    return Phrase(N_("%(figure)s thuộc mức từ %(from)s: %(mark)s điểm"), params)


def _sample_told(criterion: Criterion, given: Mark, mark: Decimal) -> Phrase:
    size = max(criterion.sample, 1)
    params = _params(mark, criterion) | {
        "right": _right(given, size),
        "size": str(size),
        "each": rounded(criterion.maximum / size, 3),
    }
    return Phrase(N_("%(right)s/%(size)s phiếu đúng × %(each)s = %(mark)s điểm"), params)


def _params(mark: Decimal, criterion: Criterion) -> dict[str, object]:
    return {"mark": mark, "maximum": criterion.maximum}


_WORTH: dict[Kind, Callable[[Criterion, Mark, int], Decimal]] = {
    Kind.MARKS: _typed,
    Kind.YES_NO: _passed,
    Kind.SHARE: _share,
    Kind.STEPS: _steps,
    Kind.SAMPLE: _sample,
}
_TOLD: dict[Kind, Callable[[Criterion, Mark, Decimal], Phrase]] = {
    Kind.MARKS: _typed_told,
    Kind.YES_NO: _passed_told,
    Kind.SHARE: _share_told,
    Kind.STEPS: _steps_told,
    Kind.SAMPLE: _sample_told,
}
