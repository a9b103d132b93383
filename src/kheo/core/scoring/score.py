"""The whole sheet: gates, lines, sums, level, verdict, and every reason in words."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kheo.core.errors import N_
from kheo.core.scoring.arithmetic import Earned, earned, rounded
from kheo.core.scoring.rubric import (
    NOTHING,
    Answer,
    Band,
    Criterion,
    Downgrade,
    Gate,
    GateAnswer,
    Kind,
    Part,
    Rubric,
    Sheet,
)
from kheo.core.timetable.deadline import short_date
from kheo.core.timetable.phrase import Phrase


class Verdict(StrEnum):
    """What the sheet says by itself, before a person concludes."""

    INCOMPLETE = "incomplete"
    FAILED_GATE = "failed-gate"
    FAILED_ZERO = "failed-zero"
    FAILED = "failed"
    PASSED_IF = "passed-if"  # every answer is good but for gates still waited for
    PASSED = "passed"


_SCORED = (Verdict.FAILED, Verdict.PASSED_IF, Verdict.PASSED)


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with its mark and arithmetic."""

    criterion: Criterion
    mark: Decimal | None
    how: Phrase
    reason: str = ""
    passed: bool | None = None

    @property
    def is_zero(self) -> bool:
        """Scored, and at nothing."""
        if self.mark is None:
            return False
        return self.passed is False if not self.criterion.maximum else self.mark == 0


@dataclass(frozen=True, slots=True)
class GateLine:
    """One gate with its answer; None: not answered yet."""

    gate: Gate
    given: GateAnswer | None

    @property
    def answer(self) -> Answer | None:
        return self.given.answer if self.given else None


@dataclass(frozen=True, slots=True)
class GroupSum:
    """What a group earned, kept below its maximum."""

    code: str
    name: str
    earned: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """The sheet worked out. Numbers are there even while marks are missing: what was earned so far."""

    rubric: Rubric
    gates: tuple[GateLine, ...]
    lines: tuple[Line, ...]
    groups: tuple[GroupSum, ...]
    base: Decimal
    bonus: Decimal
    malus: Decimal
    total: Decimal
    band: Band | None
    verdict: Verdict
    reasons: tuple[Phrase, ...]
    sums: tuple[Phrase, ...]
    capped_by: tuple[Downgrade, ...] = ()
    prefer_women: bool | None = None

    @property
    def is_ranked(self) -> bool:
        """Whether it stands in the ranking: everything scored, no gate failed, no điểm liệt."""
        return self.verdict in _SCORED

    @property
    def waiting(self) -> tuple[GateLine, ...]:
        """Gates whose result is still to come."""
        return tuple(one for one in self.gates if one.answer == Answer.WAITING)

    def mark_of(self, code: str) -> Decimal:
        """What a criterion earned; nothing where it is unscored or unknown."""
        return next((one.mark or NOTHING for one in self.lines if one.criterion.code == code), NOTHING)


def score(rubric: Rubric, sheet: Sheet) -> Result:
    """Work the sheet out. Answers to criteria or gates that the rubric lacks are passed over."""
    lines = tuple(_line(one, sheet, rubric.decimals) for one in rubric.criteria)
    gates = tuple(GateLine(one, sheet.gates.get(one.code)) for one in rubric.gates)
    groups = tuple(_group(rubric, code, lines) for code in rubric.group_codes)
    base = sum((one.earned for one in groups), NOTHING)
    bonus = _capped(rubric.bonus_cap, _sum(lines, Part.BONUS))
    malus = _capped(rubric.malus_cap, _sum(lines, Part.MALUS))
    total = rounded(max(base + bonus - malus, NOTHING), rubric.decimals)
    band, capped_by = _band(rubric, total, lines, sheet)
    verdict = _verdict(rubric, gates, lines, band)
    return Result(
        rubric=rubric,
        gates=gates,
        lines=lines,
        groups=groups,
        base=base,
        bonus=bonus,
        malus=malus,
        total=total,
        band=band,
        verdict=verdict,
        reasons=tuple(
            _reasons(rubric, gates=gates, lines=lines, total=total, band=band, capped_by=capped_by)
        ),
        sums=tuple(_sums(rubric, lines, base=base, bonus=bonus, malus=malus, total=total)),
        capped_by=capped_by,
        prefer_women=sheet.prefer_women,
    )


def _line(criterion: Criterion, sheet: Sheet, decimals: int) -> Line:
    given = sheet.marks.get(criterion.code)
    # Nothing said of a bonus or a deduction means that there is none.
    if given is None and criterion.part != Part.BASE:
        return Line(criterion, NOTHING, Phrase(N_("không có")))
    found: Earned = earned(criterion, given, decimals)
    passed = given.passed if given and criterion.kind == Kind.YES_NO else None
    if given and criterion.condition and not given.condition_met:
        passed = False
    if found.mark is None and criterion.part != Part.BASE:
        return Line(criterion, NOTHING, Phrase(N_("không có")), given.reason if given else "")
    return Line(criterion, found.mark, found.how, given.reason if given else "", passed)


def _group(rubric: Rubric, code: str, lines: tuple[Line, ...]) -> GroupSum:
    inside = {one.code for one in rubric.of_group(code)}
    whole = sum((one.mark or NOTHING for one in lines if one.criterion.code in inside), NOTHING)
    maximum = rubric.group_maximum(code)
    name = next((one.name for one in rubric.groups if one.code == code), "")
    return GroupSum(code, name, min(whole, maximum), maximum)


def _sum(lines: tuple[Line, ...], part: Part) -> Decimal:
    return sum((one.mark or NOTHING for one in lines if one.criterion.part == part), NOTHING)


def _capped(cap: Decimal | None, value: Decimal) -> Decimal:
    return value if cap is None else min(cap, value)


def _band(
    rubric: Rubric, total: Decimal, lines: tuple[Line, ...], sheet: Sheet
) -> tuple[Band | None, tuple[Downgrade, ...]]:
    ladder = sorted(rubric.bands, key=lambda one: one.at_least, reverse=True)
    zero = any(one.is_zero for one in lines if one.criterion.part == Part.BASE)
    place = next(
        (at for at, one in enumerate(ladder) if total >= one.at_least and not (zero and one.no_zero)), None
    )
    if place is None:
        return None, ()
    by_code = {one.code: at for at, one in enumerate(ladder)}
    holding = [
        one
        for one in rubric.downgrades
        if one.code in sheet.downgrades and by_code.get(one.at_most, -1) > place
    ]
    if not holding:
        return ladder[place], ()
    lowest = max(by_code[one.at_most] for one in holding)
    return ladder[lowest], tuple(holding)


def _verdict(
    rubric: Rubric, gates: tuple[GateLine, ...], lines: tuple[Line, ...], band: Band | None
) -> Verdict:
    if any(one.answer == Answer.UNMET for one in gates):
        return Verdict.FAILED_GATE
    if any(one.answer is None for one in gates) or any(one.mark is None for one in lines):
        return Verdict.INCOMPLETE
    if any(one.is_zero and one.criterion.fails_on_zero for one in lines):
        return Verdict.FAILED_ZERO
    if not rubric.by_marks and any(one.passed is False for one in lines if one.criterion.part == Part.BASE):
        return Verdict.FAILED
    if rubric.bands and (band is None or not band.passes):
        return Verdict.FAILED
    return Verdict.PASSED_IF if any(one.answer == Answer.WAITING for one in gates) else Verdict.PASSED


def _reasons(
    rubric: Rubric,
    *,
    gates: tuple[GateLine, ...],
    lines: tuple[Line, ...],
    total: Decimal,
    band: Band | None,
    capped_by: tuple[Downgrade, ...],
) -> list[Phrase]:
    found = [_gate_reason(one) for one in gates if one.answer != Answer.MET]
    found += [_line_reason(one) for one in lines if one.mark is None]
    for one in lines:
        if one.is_zero and one.criterion.part == Part.BASE:
            if one.criterion.fails_on_zero:
                found.append(_said(N_("Điểm liệt: “%(text)s” được 0 điểm%(clause)s."), one.criterion))
            elif not rubric.by_marks:
                found.append(_line_reason(one))
    found += [
        Phrase(
            N_("Mức xếp loại cao nhất là “%(band)s” vì: %(text)s%(clause)s."),
            {"band": band.name if band else "", "text": one.text, "clause": _clause(one.clause)},
        )
        for one in capped_by
    ]
    return found + _band_reasons(rubric, lines, total, band, capped=bool(capped_by))


def _band_reasons(
    rubric: Rubric, lines: tuple[Line, ...], total: Decimal, band: Band | None, *, capped: bool
) -> list[Phrase]:
    """Why the level is not a higher one, where the total alone would give it; and what is missing to pass."""
    if not rubric.bands or capped:
        return []
    zeros = [one.criterion.text for one in lines if one.is_zero and one.criterion.part == Part.BASE]
    by_total = [one for one in rubric.bands if total >= one.at_least]
    best = max(by_total, key=lambda one: one.at_least, default=None)
    found = []
    if best is not None and best != band and zeros:
        words = N_("Tổng điểm thuộc mức “%(band)s” nhưng mức này không nhận tiêu chí 0 điểm: %(zeros)s.")
        found.append(Phrase(words, {"band": best.name, "zeros": "; ".join(zeros)}))
    passing = min((one.at_least for one in rubric.bands if one.passes), default=None)
    if passing is not None and total < passing and all(one.mark is not None for one in lines):
        words = N_("Tổng %(total)s điểm, còn thiếu %(missing)s điểm để đạt (mức đạt từ %(from)s điểm).")
        params = {
            "total": total,
            "missing": passing - total,
            "from": passing,
        }
        found.append(Phrase(words, params))
    return found


def _gate_reason(line: GateLine) -> Phrase:
    gate, given = line.gate, line.given
    params: dict[str, object] = {
        "text": gate.text,
        "clause": _clause(gate.clause),
        "evidence": _more(N_(" Minh chứng cần có: %(words)s."), gate.evidence),
        "remedy": _more(N_(" Việc cần làm: %(words)s."), gate.remedy),
        "said": _more(N_(" Hiện có: %(words)s."), given.words if given else ""),
    }
    if given is None:
        return Phrase(N_("Chưa trả lời điều kiện bắt buộc “%(text)s”%(clause)s.%(evidence)s"), params)
    if given.answer == Answer.UNMET:
        words = N_("Chưa đạt điều kiện bắt buộc “%(text)s”%(clause)s.%(said)s%(evidence)s%(remedy)s")
        return Phrase(words, params)
    params["who"] = given.from_whom or "…"
    if given.expected_on is None:
        return Phrase(N_("Chờ kết quả “%(text)s”%(clause)s từ %(who)s.%(said)s"), params)
    params["day"] = short_date(given.expected_on)
    return Phrase(N_("Chờ kết quả “%(text)s”%(clause)s từ %(who)s, dự kiến %(day)s.%(said)s"), params)


def _line_reason(line: Line) -> Phrase:
    if line.mark is None:
        return _said(N_("Chưa chấm tiêu chí “%(text)s”%(clause)s.%(evidence)s"), line.criterion)
    return _said(N_("Chưa đạt tiêu chí “%(text)s”%(clause)s.%(evidence)s%(remedy)s"), line.criterion)


def _said(words: str, criterion: Criterion) -> Phrase:
    return Phrase(
        words,
        {
            "text": criterion.text,
            "clause": _clause(criterion.clause),
            "evidence": _more(N_(" Minh chứng cần có: %(words)s."), criterion.evidence),
            "remedy": _more(N_(" Việc cần làm: %(words)s."), criterion.remedy),
        },
    )


def _clause(clause: str) -> object:
    return Phrase(N_(" (%(clause)s)"), {"clause": clause}) if clause else ""


def _more(words: str, said: str) -> object:
    return Phrase(words, {"words": said.rstrip(". ")}) if said else ""


def _sums(
    rubric: Rubric, lines: tuple[Line, ...], *, base: Decimal, bonus: Decimal, malus: Decimal, total: Decimal
) -> list[Phrase]:
    """The arithmetic at the foot of the card."""
    if not rubric.by_marks:
        return []
    found = [Phrase(N_("Điểm tiêu chí: %(sum)s/%(maximum)s"), _figures(sum=base, maximum=rubric.maximum))]
    for part, value, cap, plain, kept in (
        (Part.BONUS, bonus, rubric.bonus_cap, _BONUS, _BONUS_KEPT),
        (Part.MALUS, malus, rubric.malus_cap, _MALUS, _MALUS_KEPT),
    ):
        raw = _sum(lines, part)
        if cap is not None and raw > cap:
            found.append(Phrase(kept, _figures(sum=value, raw=raw, cap=cap)))
        elif rubric.of_part(part):
            found.append(Phrase(plain, _figures(sum=value)))
    figures = _figures(base=base, bonus=bonus, malus=malus, total=total)
    found.append(Phrase(N_("Tổng điểm: %(base)s + %(bonus)s − %(malus)s = %(total)s"), figures))
    return found


_BONUS = N_("Điểm cộng: %(sum)s")
_BONUS_KEPT = N_("Điểm cộng: %(raw)s, tính tối đa %(cap)s")
_MALUS = N_("Điểm trừ: %(sum)s")
_MALUS_KEPT = N_("Điểm trừ: %(raw)s, trừ tối đa %(cap)s")


def _figures(**values: Decimal) -> dict[str, object]:
    return dict(values)
