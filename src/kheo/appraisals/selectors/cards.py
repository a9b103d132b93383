"""One appraisal worked out: gates with the system's answers, the card of a sheet, where appraisers differ."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.hooks import facts_of
from kheo.appraisals.models import Appraisal, AppraisalRound, Assignment, TeamMember
from kheo.appraisals.selectors.rubrics import content_of
from kheo.appraisals.sheets import figure, gate_answers, marks_of
from kheo.appraisals.states import Desk, ScoreState
from kheo.core.errors import N_, NotFound
from kheo.core.scoring import Answer, Criterion, GateAnswer, Kind, Mark, Result, Rubric, Sheet, score
from kheo.progress.public import Evidence
from kheo.registrations import public as registrations

Data = dict[str, Any]
_SHOWN_WITH = (
    "appraisal_round__round__campaign__managing_unit",
    "appraisal_round__head",
    "registration__round__campaign__managing_unit",
    "registration__lead",
    "registration__sector",
    "registration__initiative",
    "rubric",
    "conclusion",
    "self_sent_by",
    "sent_back_by",
)


def appraisals_with_all() -> QuerySet[Appraisal]:
    """Appraisals with what their pages show."""
    return Appraisal.objects.select_related(*_SHOWN_WITH)


def appraisal_for(user: User, pk: int, on: date) -> Appraisal:
    """One that the person may open: who reads its registration, and the team. Raises NotFound."""
    readable = registrations.visible(user, on)
    row = appraisals_with_all().filter(pk=pk).first()
    if row is None or not (
        readable.filter(pk=row.registration_id).exists() or is_member(user, row.appraisal_round)
    ):
        raise NotFound(
            N_(
                "Không có hồ sơ thẩm định này, hoặc tài khoản này không được xem. Hãy mở lại từ trang thẩm định."
            ),
            code="appraisal-not-found",
        )
    return row


def round_for(user: User, pk: int, on: date) -> AppraisalRound:
    """A round that the person may open. Raises NotFound."""
    row = (
        AppraisalRound.objects.select_related("round__campaign__managing_unit", "head")
        .prefetch_related(Prefetch("members", queryset=TeamMember.objects.select_related("user")))
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise NotFound(
            N_("Không có đợt thẩm định này. Hãy mở lại từ trang thẩm định."), code="appraisal-round-not-found"
        )
    if not (is_member(user, row) or permissions.can_run(user, row.round.campaign, on)):
        registrations.require_reach(user, row.round, on)
    return row


def is_member(user: User, round_: AppraisalRound) -> bool:
    """Whether the person sits in the team."""
    return round_.head_id == user.pk or any(one.user_id == user.pk for one in round_.members.all())


def gates_of(rows: Sequence[Appraisal], on: date) -> dict[int, dict[str, GateAnswer]]:
    """Appraisal → every gate's answer: as the conclusion froze it; before, the system's where it can tell. Queries do
    not grow with the rows.
    """
    found = {row.pk: kept_gates(row) for row in rows if row.conclusion is not None}
    return found | _gates_of_today([row for row in rows if row.conclusion is None], on)


def kept_gates(row: Appraisal) -> dict[str, GateAnswer]:
    """Gates as the conclusion froze them: what changes afterwards asks for another conclusion."""
    return {} if row.conclusion is None else frozen_gates(row.rubric.content, row.conclusion.result["gates"])


def frozen_gates(content: Mapping[str, Any], kept: Sequence[Mapping[str, Any]]) -> dict[str, GateAnswer]:
    """The same from a rubric's content and the gates of a conclusion's card (see `frozen`)."""
    found = {}
    for gate, one in zip(content["gates"], kept, strict=True):
        if one["answer"]:
            day = date.fromisoformat(one["expected_on"]) if one.get("expected_on") else None
            answer = Answer(one["answer"])
            found[gate["code"]] = GateAnswer(answer, one["words"], one.get("from_whom", ""), day)
    return found


def _gates_of_today(rows: Sequence[Appraisal], on: date) -> dict[int, dict[str, GateAnswer]]:
    contents = contents_of(rows)
    keys = {gate.fact for content in contents.values() for gate in content.gates if gate.fact}
    facts = facts_of(sorted(keys), [row.registration for row in rows], on)
    return {
        row.pk: gate_answers(contents[row.rubric_id], row.gates, facts, row.registration_id) for row in rows
    }


def contents_of(rows: Collection[Appraisal]) -> dict[int, Rubric]:
    """Version → the rubric that it says, each read once."""
    return {row.rubric_id: content_of(row.rubric) for row in {one.rubric_id: one for one in rows}.values()}


def card(row: Appraisal, sheet: Mapping[str, Any] | None, gates: Mapping[str, GateAnswer]) -> Result:
    """A sheet of this appraisal, worked out."""
    return score(
        content_of(row.rubric),
        Sheet(marks_of(sheet), gates, frozenset(row.downgrades), row.prefer_women),
    )


def frozen(result: Result) -> Data:
    """The card as it is kept with a conclusion: words and numbers, no rule left to apply."""
    return {
        "gates": [
            {
                "text": one.gate.text,
                "clause": one.gate.clause,
                "answer": str(one.answer or ""),
                "words": one.given.words if one.given else "",
                "from_whom": one.given.from_whom if one.given else "",
                "expected_on": one.given.expected_on.isoformat()
                if one.given and one.given.expected_on
                else "",
            }
            for one in result.gates
        ],
        "lines": [
            {
                "text": one.criterion.text,
                "mark": None if one.mark is None else f"{one.mark:f}",
                "maximum": f"{one.criterion.maximum:f}",
                "how": one.how.text(gettext),
                "reason": one.reason,
                "passed": one.passed,
                "part": str(one.criterion.part),
            }
            for one in result.lines
        ],
        "sums": [one.text(gettext) for one in result.sums],
        "reasons": [one.text(gettext) for one in result.reasons],
        "waiting": [one.gate.text for one in result.waiting],
        "total": f"{result.total:f}",
        "band": result.band.name if result.band else "",
        "verdict": str(result.verdict),
    }


def hung_of(row: Appraisal) -> dict[str, list[str]]:
    """Criterion → ids of the evidence hung on it, as a form holds them."""
    found: dict[str, list[str]] = {}
    for code, pk in row.hung.order_by("pk").values_list("criterion", "evidence_id"):
        found.setdefault(code, []).append(str(pk))
    return found


def evidence_shown(row: Appraisal) -> dict[str, list[Evidence]]:
    """Criterion → the evidence hung on it that still stands."""
    found: dict[str, list[Evidence]] = {}
    for one in row.hung.filter(evidence__removed_at__isnull=True).select_related("evidence").order_by("pk"):
        found.setdefault(one.criterion, []).append(one.evidence)
    return found


# Several appraisers


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion on which sheets lie further apart than the round allows."""

    criterion: Criterion
    given: tuple[tuple[str, Decimal], ...]


def sheets_of(row: Appraisal) -> list[Assignment]:
    """Everybody's work on it, by name."""
    return list(row.assignments.select_related("appraiser").order_by("appraiser__name_sort", "pk"))


def may_see_others(user: User, row: Appraisal, sheets: Sequence[Assignment], on: date) -> bool:
    """Others' marks are hidden until one's own are in, and from everybody outside the team until the conclusion."""
    mine = next((one for one in sheets if one.appraiser_id == user.pk), None)
    if mine is not None:
        return mine.state != ScoreState.UNSENT or row.desk == Desk.DONE
    if row.appraisal_round.head_id == user.pk:
        return True
    return row.desk == Desk.DONE and permissions.can_run(user, row.appraisal_round.round.campaign, on)


def differences(row: Appraisal, sheets: Sequence[Assignment]) -> list[Difference]:
    """What has to be talked over before the head concludes."""
    content, spread = content_of(row.rubric), row.appraisal_round.spread
    sent = [(one.appraiser.full_name, marks_of(one.sheet)) for one in sheets if one.state == ScoreState.SENT]
    found = []
    for criterion in content.criteria:
        given = tuple(
            (name, worth)
            for name, marks in sent
            if (worth := figure(criterion, marks.get(criterion.code), content.decimals)) is not None
        )
        apart = max((w for _, w in given), default=Decimal(0)) - min(
            (w for _, w in given), default=Decimal(0)
        )
        plain = criterion.kind == Kind.YES_NO
        if apart > (Decimal(0) if plain else spread):
            found.append(Difference(criterion, given))
    return found


def proposed_common(row: Appraisal, sheets: Sequence[Assignment]) -> dict[str, Mark]:
    """What the head's sheet begins with: the one sheet there is; else equal answers as they are and the mean of
    typed marks. What lies too far apart stays empty, to be agreed on.
    """
    content = content_of(row.rubric)
    sent = [marks_of(one.sheet) for one in sheets if one.state == ScoreState.SENT]
    if len(sent) == 1:
        return sent[0]
    apart = {one.criterion.code for one in differences(row, sheets)}
    found = {}
    for criterion in content.criteria:
        given = [marks[criterion.code] for marks in sent if criterion.code in marks]
        if given and criterion.code not in apart:
            agreed = _agreed(criterion, given, content.decimals)
            if agreed is not None:
                found[criterion.code] = agreed
    return found


def _agreed(criterion: Criterion, given: Sequence[Mark], decimals: int) -> Mark | None:
    facts = {(one.value, one.out_of, one.passed, one.condition_met) for one in given}
    if len(facts) == 1:
        value, out_of, passed, condition_met = next(iter(facts))
        return Mark(value, out_of, passed, condition_met, reason=_reasons(given))
    if criterion.kind == Kind.MARKS and all(one.value is not None and one.condition_met for one in given):
        mean = sum((one.value or Decimal(0) for one in given), Decimal(0)) / len(given)
        return Mark(mean.quantize(Decimal(1).scaleb(-decimals)), reason=_reasons(given))
    return None


def _reasons(given: Sequence[Mark]) -> str:
    """What several said of one criterion, each once."""
    return "; ".join(dict.fromkeys(one.reason for one in given if one.reason))[:500]
