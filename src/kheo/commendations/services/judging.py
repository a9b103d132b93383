"""Thẩm định, hiệp y, xác nhận đủ điều kiện, công khai: everything asked between receipt and council."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.commendations import permissions
from kheo.commendations.models import Dossier, Opinion, Posting, StandingAnswer, Waiver
from kheo.commendations.selectors.dossiers import lines_of, unanswered
from kheo.commendations.selectors.facts import Judged, judged_of
from kheo.commendations.selectors.law import decides, is_own, issuer_for, name_on
from kheo.commendations.services.common import locked, locked_many, move, tell_unit
from kheo.commendations.states import LET_THROUGH, WORKFLOW, DossierState, OpinionKind, OpinionVerdict
from kheo.core.errors import N_, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.core.timetable.workdays import add_working_days
from kheo.core.vietnamese import clean
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import lock_round, needed, needed_text, past_day, short_enough
from kheo.units import public as units


@dataclass(frozen=True, slots=True)
class Said:
    """A written answer: what it comes to, its number, its day, its words."""

    verdict: str
    answered_on: date | None
    paper: str = ""
    words: str = ""


def _to_prepare(dossier: Dossier, by: User, at: datetime) -> Dossier:
    row = locked(dossier)
    permissions.require_appraiser(by, row.round.campaign, day_of(at))
    WORKFLOW.target("prepare", current=DossierState(row.state))
    return row


@transaction.atomic
def ask(dossier: Dossier, *, body: str, answer_by: date | None, by: User, at: datetime) -> Opinion:
    """Lấy ý kiến, hiệp y: who is asked, and by which day he answers. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = _to_prepare(dossier, by, at)
    if answer_by is None or answer_by < day_of(at):
        raise InvalidInput(N_("Ngày trả lời không ở trước hôm nay."), code="answer-by", field="answer_by")
    made = Opinion.objects.create(
        dossier=row,
        kind=OpinionKind.CONSULT,
        body=needed(body, "body", 300, N_("Hãy ghi cơ quan được lấy ý kiến.")),
        asked_on=day_of(at),
        answer_by=answer_by,
        noted_at=at,
        noted_by=by,
    )
    audit.record("commendations:dossier:ask", row, by=by, at=at, unit_id=row.unit_id, body=made.body)
    return made


@transaction.atomic
def answer(opinion: Opinion, *, said: Said, by: User, at: datetime) -> Opinion:
    """What the body answered. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = _to_prepare(opinion.dossier, by, at)
    asked = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if asked.answered_on is not None:
        raise TransitionNotAllowed(N_("Ý kiến này đã được ghi."), code="answered-already")
    _put(asked, said, row, by=by, at=at)
    asked.save()
    audit.record(
        "commendations:dossier:answer", row, by=by, at=at, unit_id=row.unit_id, verdict=asked.verdict
    )
    return asked


def _put(opinion: Opinion, said: Said, row: Dossier, *, by: User, at: datetime) -> None:
    if said.verdict not in OpinionVerdict.values:
        raise InvalidInput(N_("Hãy chọn đồng ý hay không đồng ý."), code="verdict", field="verdict")
    opinion.verdict = said.verdict
    opinion.answered_on = past_day(said.answered_on, "answered_on", row.round, at)
    opinion.paper = short_enough(said.paper.strip(), "paper", 100)
    opinion.words = short_enough(clean(said.words).strip(), "words", 4000)
    opinion.noted_at, opinion.noted_by = at, by


@transaction.atomic
def note_standing(
    dossier: Dossier, *, clear: bool, paper: str, answered_on: date | None, by: User, at: datetime
) -> StandingAnswer:
    """“Đủ” or “chưa đủ điều kiện” (khoản 4 Điều 4 Nghị định 152/2025) with number and day of the answer, never its content.

    A later answer takes the place of an earlier one. Raises NotAllowed, TransitionNotAllowed, InvalidInput.
    """
    row = _to_prepare(dossier, by, at)
    values = {
        "clear": clear,
        "paper": needed(paper, "paper", 100, N_("Hãy ghi số, ký hiệu văn bản trả lời.")),
        "answered_on": past_day(answered_on, "answered_on", row.round, at),
        "noted_at": at,
        "noted_by": by,
    }
    made, _new = StandingAnswer.objects.update_or_create(dossier=row, defaults=values)
    audit.record("commendations:dossier:standing", row, by=by, at=at, unit_id=row.unit_id)
    return made


@transaction.atomic
def waive(dossier: Dossier, *, guard: str, reason: str, by: User, at: datetime, paper: str = "") -> Waiver:
    """Answer a guard that the records cannot (an appraiser, while it is appraised), or let a failing one through: only
    where its text lets somebody, and only by that one, with his own account, until it is decided.

    Raises NotAllowed; TransitionNotAllowed; Refusal where the guard passes already, or no text lets anybody pass it;
    InvalidInput.
    """
    row = locked(dossier)
    found = next((one for one in judged_of([row], day_of(at))[row.pk] if one.answer.guard.key == guard), None)
    overrides = found is not None and not found.answer.by_hand and found.answer.overridable
    if overrides:
        _require_decider(row, by, at)
    else:
        permissions.require_appraiser(by, row.round.campaign, day_of(at))
        WORKFLOW.target("prepare", current=DossierState(row.state))
    if found is None or not found.stops:
        raise Refusal(N_("Điều kiện này không vướng nên không cần ghi gì."), code="guard-passes")
    if not overrides and not found.answer.by_hand:
        raise Refusal(
            N_("“%(guard)s”: không văn bản nào cho phép bỏ qua điều kiện này."),
            code="guard-binds",
            guard=found.answer.guard.title,
        )
    return _waived(row, guard, overrides=overrides, reason=reason, paper=paper, by=by, at=at)


def _require_decider(row: Dossier, by: User, at: datetime) -> None:
    on = day_of(at)
    if not is_own(row.round, row.award, on):
        raise NotAllowed(
            N_(
                "%(award)s do cấp trên quyết định nên ở đây không ai cho phép bỏ qua điều kiện được. Hãy bổ sung cho đủ, hoặc trả lại đơn vị."
            ),
            code="guard-above",
            award=name_on(row.award, on),
        )
    if not decides(by, row.round, row.award, on):
        issuer = issuer_for(row.round, row.award, on)
        raise NotAllowed(
            N_(
                "Chỉ người có thẩm quyền quyết định khen thưởng (người ký của %(unit)s), bằng chính tài khoản của mình, mới cho phép bỏ qua điều kiện này được."
            ),
            code="guard-not-decider",
            unit=units.name_of(issuer, on) if issuer else "",
        )
    if row.state not in LET_THROUGH:
        WORKFLOW.target("prepare", current=DossierState(row.state))


def _waived(
    row: Dossier, guard: str, *, overrides: bool, reason: str, paper: str, by: User, at: datetime
) -> Waiver:
    said = needed(reason, "reason", 500, N_("Hãy ghi lý do."))
    number = (
        needed(paper, "paper", 200, N_("Hãy ghi văn bản cho phép: số, ngày, người ký."))
        if overrides
        else short_enough(paper.strip(), "paper", 200)
    )
    values = {"overrides": overrides, "reason": said, "paper": number, "made_at": at, "made_by": by}
    made, _new = Waiver.objects.update_or_create(dossier=row, guard=guard, defaults=values)
    audit.record(
        "commendations:dossier:waive",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        guard=guard,
        overrides=overrides,
        reason=said,
        paper=number,
    )
    return made


@transaction.atomic
def appraise(dossier: Dossier, *, body: str, said: Said, by: User, at: datetime) -> Opinion:
    """Thẩm định: the written opinion of the advisory division. For it: on to the council, once everything asked is
    answered and no guard stops it. Against it: unfit, and the unit is told why.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput, Refusal with the first thing that stops it.
    """
    row = _to_prepare(dossier, by, at)
    made = Opinion(dossier=row, kind=OpinionKind.APPRAISAL, asked_on=day_of(at))
    made.body = needed(body, "body", 300, N_("Hãy ghi cơ quan thẩm định."))
    _put(made, said, row, by=by, at=at)
    made.words = needed_text(said.words, "words", 4000, N_("Hãy ghi ý kiến thẩm định."))
    if made.verdict == OpinionVerdict.AGREE:
        _require_ready(row, at)
    made.save()
    if made.verdict == OpinionVerdict.AGREE:
        move(row, "appraise", by=by, at=at)
    else:
        move(row, "find-unfit", by=by, at=at, reason=" ".join(made.words.split())[:1000])
        tell_unit(
            row, f"Hồ sơ khen thưởng không đủ điều kiện: {row.subject.name}", body=row.reason, by=by, at=at
        )
    return made


def _require_ready(row: Dossier, at: datetime) -> None:
    [line] = lines_of([row], day_of(at))
    missing = next((one for one in line.parts if one.there is False), None)
    if missing is not None:
        raise Refusal(
            N_("Hồ sơ còn thiếu “%(part)s” (%(where)s). Hãy bổ sung hoặc trả lại đơn vị."),
            code="part-missing",
            part=missing.name,
            where=missing.where,
        )
    waited = unanswered(row)
    if waited is not None:
        raise Refusal(
            N_(
                "“%(body)s” được lấy ý kiến chưa trả lời (hạn %(day)s). Hãy ghi trả lời ở mục Ý kiến của hồ sơ rồi ghi "
                "lại ý kiến thẩm định."
            ),
            code="opinion-waited-for",
            body=waited.body,
            day=f"{waited.answer_by:%d/%m/%Y}",
        )
    require_unstopped([row], at)


def require_unstopped(rows: Sequence[Dossier], at: datetime) -> None:
    """Raise Refusal where a guard stops one of the dossiers."""
    judged = judged_of(rows, day_of(at))
    for row in rows:
        found: Judged | None = next((one for one in judged[row.pk] if one.stops), None)
        if found is not None:
            raise Refusal(
                N_("%(name)s chưa quyết định được. %(guard)s: %(words)s"),
                code="guard-stops",
                name=row.subject.name,
                guard=found.answer.guard.title,
                words=str(found.answer.words),
            )


@transaction.atomic
def post(
    round_: CampaignRound,
    *,
    ids: Collection[int],
    place: str,
    from_on: date | None,
    working_days: int | None,
    by: User,
    at: datetime,
) -> Posting:
    """Công khai names, units, achievements of appraised dossiers for so many working days.

    Raises NotAllowed, InvalidInput, TransitionNotAllowed.
    """
    row = lock_round(round_)
    recognitions.require_manager(by, row.campaign, day_of(at))
    begun = past_day(from_on, "from_on", row, at)
    if working_days is None or not 1 <= working_days <= 60:
        raise InvalidInput(
            N_("Số ngày công khai là số từ 1 đến 60 ngày làm việc."), code="days", field="working_days"
        )
    dossiers = locked_many(ids, row.pk)
    if not dossiers:
        raise InvalidInput(N_("Hãy chọn ít nhất một hồ sơ."), code="nothing-chosen", field="chosen")
    made = Posting.objects.create(
        round=row,
        place=needed(place, "place", 300, N_("Hãy ghi nơi niêm yết, trang đăng.")),
        from_on=begun,
        until=add_working_days(begun, working_days),
        noted_at=at,
        noted_by=by,
    )
    for one in dossiers:
        one.posting = made
        move(one, "post", by=by, at=at, place=made.place)
    return made
