"""The whole sheet: gates, lines, sums, level, verdict, and every reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kheo.core.errors import N_
from kheo.core.scoring.arithmetic import rounded, told, worth
from kheo.core.scoring.rubric import (
    NOTHING,
    Answer,
    Band,
    Criterion,
    Downgrade,
    Gate,
    GateAnswer,
    Kind,
    Mark,
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
    """One criterion with its mark and what was given; the arithmetic in words is made once it is read."""

    criterion: Criterion
    mark: Decimal | None
    given: Mark | None
    decimals: int
    passed: bool | None = None

    @property
    def how(self) -> Phrase:
        """The arithmetic as a line that a person can check."""
        if self.criterion.part != Part.BASE and worth(self.criterion, self.given, self.decimals) is None:
            return Phrase(N_("không có"))
        return told(self.criterion, self.given, self.decimals)

    @property
    def reason(self) -> str:
        """What was written beside the mark."""
        return self.given.reason if self.given else ""

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
    """The sheet worked out. Numbers are there even while marks are missing: what was earned so far. Words (`reasons`,
    `sums`) are made once they are read: a ranking of thousands reads none.
    """

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
    capped_by: tuple[Downgrade, ...] = ()
    prefer_women: bool | None = None

    @property
    def is_ranked(self) -> bool:
        """Whether it stands in the ranking: everything scored, no gate failed, no điểm liệt."""
        return self.verdict in _SCORED

    @property
    def reasons(self) -> tuple[Phrase, ...]:
        """Why the sheet says what it says, and what is missing."""
        return tuple(_reasons(self))

    @property
    def sums(self) -> tuple[Phrase, ...]:
        """The arithmetic at the foot of the card."""
        return tuple(_sums(self))

    @property
    def waiting(self) -> tuple[GateLine, ...]:
        """Gates whose result is still to come."""
        return tuple(one for one in self.gates if one.answer == Answer.WAITING)

    def mark_of(self, code: str) -> Decimal:
        """What a criterion earned; nothing where it is unscored or unknown."""
        return next((one.mark or NOTHING for one in self.lines if one.criterion.code == code), NOTHING)


def score(rubric: Rubric, sheet: Sheet) -> Result:
    """Work the sheet out. Answers to criteria or gates that the rubric lacks are passed over."""
    return Scorer(rubric).score(sheet)


class Scorer:
    """A rubric made ready for many sheets: what follows from it alone is worked out once."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        names = {one.code: one.name for one in rubric.groups}
        place = {one: at for at, one in enumerate(rubric.criteria)}
        self._groups = [
            (
                code,
                names.get(code, ""),
                rubric.group_maximum(code),
                [place[one] for one in rubric.of_group(code)],
            )
            for code in rubric.group_codes
        ]
        self._parts = {part: [place[one] for one in rubric.of_part(part)] for part in Part}
        self._ladder = sorted(rubric.bands, key=lambda one: one.at_least, reverse=True)
        self._rungs = {one.code: at for at, one in enumerate(self._ladder)}
        self._by_marks = rubric.by_marks

    def score(self, sheet: Sheet) -> Result:
        """Work one sheet out, as `score` does."""
        rubric = self.rubric
        lines = tuple([_line(one, sheet.marks.get(one.code), rubric.decimals) for one in rubric.criteria])
        gates = tuple([GateLine(one, sheet.gates.get(one.code)) for one in rubric.gates])
        marks = [one.mark or NOTHING for one in lines]
        groups = tuple(
            [
                GroupSum(code, name, min(_sum(marks, inside), maximum), maximum)
                for code, name, maximum, inside in self._groups
            ]
        )
        base = sum([one.earned for one in groups], NOTHING)
        bonus = _capped(rubric.bonus_cap, _sum(marks, self._parts[Part.BONUS]))
        malus = _capped(rubric.malus_cap, _sum(marks, self._parts[Part.MALUS]))
        total = rounded(max(base + bonus - malus, NOTHING), rubric.decimals)
        band, capped_by = self._band(total, lines, sheet)
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
            verdict=self._verdict(gates, lines, band),
            capped_by=capped_by,
            prefer_women=sheet.prefer_women,
        )

    def _band(
        self, total: Decimal, lines: Sequence[Line], sheet: Sheet
    ) -> tuple[Band | None, tuple[Downgrade, ...]]:
        zero = any(lines[at].is_zero for at in self._parts[Part.BASE])
        ladder = self._ladder
        place = next(
            (at for at, one in enumerate(ladder) if total >= one.at_least and not (zero and one.no_zero)),
            None,
        )
        if place is None:
            return None, ()
        holding = [
            one
            for one in self.rubric.downgrades
            if one.code in sheet.downgrades and self._rungs.get(one.at_most, -1) > place
        ]
        if not holding:
            return ladder[place], ()
        return ladder[max(self._rungs[one.at_most] for one in holding)], tuple(holding)

    def _verdict(self, gates: Sequence[GateLine], lines: Sequence[Line], band: Band | None) -> Verdict:
        answers = {one.answer for one in gates}
        if Answer.UNMET in answers:
            return Verdict.FAILED_GATE
        if None in answers or any(one.mark is None for one in lines):
            return Verdict.INCOMPLETE
        if any(one.criterion.fails_on_zero and one.is_zero for one in lines):
            return Verdict.FAILED_ZERO
        if not self._by_marks and any(lines[at].passed is False for at in self._parts[Part.BASE]):
            return Verdict.FAILED
        if self._ladder and (band is None or not band.passes):
            return Verdict.FAILED
        return Verdict.PASSED_IF if Answer.WAITING in answers else Verdict.PASSED


def _line(criterion: Criterion, given: Mark | None, decimals: int) -> Line:
    mark = worth(criterion, given, decimals)
    if mark is None and criterion.part != Part.BASE:
        # Nothing said of a bonus or a deduction means that there is none.
        return Line(criterion, NOTHING, given, decimals)
    passed = given.passed if given and criterion.kind == Kind.YES_NO else None
    if given and criterion.condition and not given.condition_met:
        passed = False
    return Line(criterion, mark, given, decimals, passed)


def _sum(marks: Sequence[Decimal], places: Sequence[int]) -> Decimal:
    return sum([marks[at] for at in places], NOTHING)


def _capped(cap: Decimal | None, value: Decimal) -> Decimal:
    return value if cap is None else min(cap, value)


def _reasons(result: Result) -> list[Phrase]:
    rubric, band = result.rubric, result.band
    found = [_gate_reason(one) for one in result.gates if one.answer != Answer.MET]
    found += [_line_reason(one) for one in result.lines if one.mark is None]
    for one in result.lines:
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
        for one in result.capped_by
    ]
    return found + _band_reasons(result)


def _band_reasons(result: Result) -> list[Phrase]:
    """Why the level is not a higher one, where the total alone would give it; and what is missing to pass."""
    rubric, lines, total = result.rubric, result.lines, result.total
    if not rubric.bands or result.capped_by:
        return []
    zeros = [one.criterion.text for one in lines if one.is_zero and one.criterion.part == Part.BASE]
    by_total = [one for one in rubric.bands if total >= one.at_least]
    best = max(by_total, key=lambda one: one.at_least, default=None)
    found = []
    if best is not None and best != result.band and zeros:
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


def _sums(result: Result) -> list[Phrase]:
    rubric = result.rubric
    if not rubric.by_marks:
        return []
    said = _figures(sum=result.base, maximum=rubric.maximum)
    found = [Phrase(N_("Điểm tiêu chí: %(sum)s/%(maximum)s"), said)]
    for part, value, cap, plain, kept in (
        (Part.BONUS, result.bonus, rubric.bonus_cap, _BONUS, _BONUS_KEPT),
        (Part.MALUS, result.malus, rubric.malus_cap, _MALUS, _MALUS_KEPT),
    ):
        raw = sum((one.mark or NOTHING for one in result.lines if one.criterion.part == part), NOTHING)
        if cap is not None and raw > cap:
            found.append(Phrase(kept, _figures(sum=value, raw=raw, cap=cap)))
        elif rubric.of_part(part):
            found.append(Phrase(plain, _figures(sum=value)))
    figures = _figures(base=result.base, bonus=result.bonus, malus=result.malus, total=result.total)
    found.append(Phrase(N_("Tổng điểm: %(base)s + %(bonus)s − %(malus)s = %(total)s"), figures))
    return found


_BONUS = N_("Điểm cộng: %(sum)s")
_BONUS_KEPT = N_("Điểm cộng: %(raw)s, tính tối đa %(cap)s")
_MALUS = N_("Điểm trừ: %(sum)s")
_MALUS_KEPT = N_("Điểm trừ: %(raw)s, trừ tối đa %(cap)s")


def _figures(**values: Decimal) -> dict[str, object]:
    return dict(values)
