"""One criterion's mark, with the arithmetic as a line that a person can check."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kheo.core.errors import N_
from kheo.core.scoring.rubric import NOTHING, Criterion, Kind, Mark
from kheo.core.timetable.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Earned:
    """A mark and how it came about. `mark` None: not scored yet."""

    mark: Decimal | None
    how: Phrase


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, as people do on paper."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def earned(criterion: Criterion, given: Mark | None, decimals: int) -> Earned:
    """What the criterion earns. A mark stays within 0 and the maximum whatever was typed."""
    if given is None or not _is_given(criterion, given):
        return Earned(None, Phrase(N_("chưa chấm")))
    if criterion.condition and not given.condition_met:
        words = {"condition": criterion.condition}
        return Earned(NOTHING, Phrase(N_("không có %(condition)s: 0 điểm"), words))
    return _EARNED[criterion.kind](criterion, given, decimals)


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


def _typed(criterion: Criterion, given: Mark, decimals: int) -> Earned:
    mark = _within(criterion, rounded(given.value or NOTHING, decimals))
    return Earned(mark, _of(N_("%(mark)s/%(maximum)s điểm"), mark, criterion))


def _passed(criterion: Criterion, given: Mark, decimals: int) -> Earned:
    mark = criterion.maximum if given.passed else NOTHING
    if not criterion.maximum:
        return Earned(NOTHING, Phrase(N_("đạt") if given.passed else N_("chưa đạt")))
    words = (
        N_("đạt: %(mark)s/%(maximum)s điểm") if given.passed else N_("chưa đạt: %(mark)s/%(maximum)s điểm")
    )
    return Earned(mark, _of(words, mark, criterion))


def _share(criterion: Criterion, given: Mark, decimals: int) -> Earned:
    done, whole = given.value or NOTHING, given.out_of or NOTHING
    if whole <= 0:
        return Earned(NOTHING, Phrase(N_("số phải làm là 0 nên không tính được tỷ lệ: 0 điểm")))
    mark = _within(criterion, rounded(done / whole * criterion.maximum, decimals))
    params = _params(mark, criterion) | {"done": done, "whole": whole}
    if done > whole:
        return Earned(
            mark, Phrase(N_("%(done)s/%(whole)s vượt mức, tính tối đa %(maximum)s = %(mark)s điểm"), params)
        )
    return Earned(mark, Phrase(N_("%(done)s/%(whole)s × %(maximum)s = %(mark)s điểm"), params))


def _steps(criterion: Criterion, given: Mark, decimals: int) -> Earned:
    figure = given.value or NOTHING
    reached = [step for step in criterion.steps if step.at_least <= figure]
    if not reached:
        low = Phrase(N_("%(figure)s chưa tới mức thấp nhất: 0 điểm"), {"figure": figure})
        return Earned(NOTHING, low)
    step = max(reached, key=lambda one: one.at_least)
    mark = _within(criterion, rounded(step.mark, decimals))
    params = _params(mark, criterion)
    params |= {"figure": figure, "from": step.at_least}
    return Earned(mark, Phrase(N_("%(figure)s thuộc mức từ %(from)s: %(mark)s điểm"), params))


def _sample(criterion: Criterion, given: Mark, decimals: int) -> Earned:
    size = max(criterion.sample, 1)
    right = min(max(given.value or NOTHING, NOTHING), Decimal(size))
    mark = _within(criterion, rounded(right * criterion.maximum / size, decimals))
    params = _params(mark, criterion) | {
        "right": right,
        "size": str(size),
        "each": rounded(criterion.maximum / size, 3),
    }
    return Earned(mark, Phrase(N_("%(right)s/%(size)s phiếu đúng × %(each)s = %(mark)s điểm"), params))


def _params(mark: Decimal, criterion: Criterion) -> dict[str, object]:
    return {"mark": mark, "maximum": criterion.maximum}


def _of(words: str, mark: Decimal, criterion: Criterion) -> Phrase:
    return Phrase(words, _params(mark, criterion))


_EARNED = {
    Kind.MARKS: _typed,
    Kind.YES_NO: _passed,
    Kind.SHARE: _share,
    Kind.STEPS: _steps,
    Kind.SAMPLE: _sample,
}
