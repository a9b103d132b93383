"""Self-score, gates, appraisers' sheets, the head's conclusion."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Appraisal, Assignment, Conclusion, CriterionEvidence
from kheo.appraisals.rights import ties_of
from kheo.appraisals.selectors import cards
from kheo.appraisals.selectors.rubrics import content_of
from kheo.appraisals.services.ranking import renew_ranking
from kheo.appraisals.sheets import faults_of, sheet_of, to_explain, unexplained, without_reasons
from kheo.appraisals.states import FLOW, Desk, RoundState, ScoreState, Verdict
from kheo.audit import public as audit
from kheo.core import scoring
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.core.scoring import Answer, Mark
from kheo.core.vietnamese import clean, clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.progress import public as progress
from kheo.registrations import public as registrations

Marks = Mapping[str, Mark]


def locked(appraisal: Appraisal) -> Appraisal:
    """The appraisal with everything around it, locked. Raises TransitionNotAllowed once its round is closed or its
    registration is withdrawn.
    """
    row = cards.appraisals_with_all().select_for_update(of=("self",)).get(pk=appraisal.pk)
    if row.appraisal_round.state != RoundState.OPEN:
        raise TransitionNotAllowed(
            N_("Đợt thẩm định này đã kết thúc nên điểm không đổi được nữa."), code="round-closed"
        )
    if row.registration.state == registrations.State.WITHDRAWN:
        raise TransitionNotAllowed(
            N_("“%(title)s” đã được đơn vị rút đăng ký nên không còn trong đợt thẩm định."),
            code="registration-withdrawn",
            title=row.registration.title,
        )
    return row


def require_not_concluded(row: Appraisal) -> None:
    """Raise TransitionNotAllowed where the conclusion stands: what it rests on is frozen."""
    if row.desk == Desk.DONE:
        raise TransitionNotAllowed(
            N_("“%(title)s” đã kết luận. Muốn đổi thì trả hồ sơ lại trước."),
            code="concluded-already",
            title=row.registration.title,
        )


def _require_whole(row: Appraisal, marks: Marks) -> None:
    """Every base criterion has something; zero counts, nothing typed does not."""
    for fault in faults_of(content_of(row.rubric), marks):
        raise fault


# The unit's own score


@transaction.atomic
def send_self(
    appraisal: Appraisal,
    *,
    marks: Marks,
    hung: Mapping[str, Collection[int]],
    by: User,
    at: datetime,
) -> Appraisal:
    """The unit's self-score, with evidence hung on criteria; the officer in the name of a unit without account.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput whose `field` is the criterion's code.
    """
    row = locked(appraisal)
    campaign = row.appraisal_round.round.campaign
    own = registrations.acts_for(by, campaign, row.registration.handled_by_unit_id, day_of(at))
    target = FLOW.target("send_self", current=Desk(row.desk))
    _require_whole(row, marks)
    row.self_sheet, row.self_sent_at, row.self_sent_by = sheet_of(marks), at, by
    row.self_in_name, row.desk, row.since, row.sent_back_reason = not own, target, at, ""
    row.save()
    _hang(row, hung)
    audit.record("appraisals:self", row, by=by, at=at, unit_id=row.registration.handled_by_unit_id, own=own)
    return row


def _hang(row: Appraisal, hung: Mapping[str, Collection[int]]) -> None:
    codes = {one.code for one in content_of(row.rubric).criteria}
    standing = {one.pk for one in progress.evidence_of(row.registration)}
    CriterionEvidence.objects.filter(appraisal=row).delete()
    CriterionEvidence.objects.bulk_create(
        CriterionEvidence(appraisal=row, criterion=code, evidence_id=pk)
        for code, chosen in hung.items()
        if code in codes
        for pk in sorted(set(chosen) & standing)
    )


@transaction.atomic
def take_over(appraisal: Appraisal, *, by: User, at: datetime) -> Appraisal:
    """Go on without a self-score: its time is over, or nobody in the unit will write one."""
    row = locked(appraisal)
    permissions.require_run(by, row.appraisal_round.round.campaign, day_of(at))
    until = row.appraisal_round.self_score_until
    if until is not None and day_of(at) <= until:
        raise Refusal(
            N_("Đơn vị còn được tự chấm đến hết ngày %(day)s."),
            code="self-score-running",
            day=f"{until:%d/%m/%Y}",
        )
    row.desk, row.since = FLOW.target("take_over", current=Desk(row.desk)), at
    row.save(update_fields=["desk", "since"])
    audit.record("appraisals:take_over", row, by=by, at=at)
    return row


# Gates that only people can answer


@transaction.atomic
def answer_gate(
    appraisal: Appraisal,
    *,
    code: str,
    answer: str,
    by: User,
    at: datetime,
    source: str = "",
    period: str = "",
    from_whom: str = "",
    expected_on: date | None = None,
) -> Appraisal:
    """Answer one gate with the paper it stands in; waiting says from whom and when. What the system itself tells
    is not answered by anybody. Raises InvalidInput at its field.
    """
    row = locked(appraisal)
    if row.appraisal_round.head_id != by.pk:
        permissions.require_run(by, row.appraisal_round.round.campaign, day_of(at))
    require_not_concluded(row)
    gate = next((one for one in content_of(row.rubric).gates if one.code == code), None)
    if gate is None or answer not in set(Answer):
        raise InvalidInput(N_("Hãy chọn đạt, chưa đạt hoặc chờ kết quả."), code="gate-answer", field="answer")
    kept = {"answer": answer, "words": clean_line(source)[:300], "period": clean_line(period)[:100]}
    if answer == Answer.WAITING:
        if not clean_line(from_whom):
            raise InvalidInput(
                N_("Hãy ghi đang chờ kết quả của cơ quan nào."), code="gate-from-whom", field="from_whom"
            )
        if expected_on is not None and expected_on < day_of(at):
            raise InvalidInput(
                N_("Ngày dự kiến có kết quả đã qua. Hãy ghi ngày từ hôm nay, hoặc để trống nếu chưa rõ."),
                code="gate-expected",
                field="expected_on",
            )
        kept["from_whom"] = clean_line(from_whom)[:200]
        kept["expected_on"] = expected_on.isoformat() if expected_on else ""
    elif not kept["words"]:
        raise InvalidInput(
            N_("Hãy ghi văn bản hoặc nguồn của câu trả lời: số, ngày, cơ quan."),
            code="gate-source",
            field="source",
        )
    row.gates = row.gates | {code: kept | {"by": by.full_name, "at": at.isoformat()}}
    row.save(update_fields=["gates"])
    audit.record("appraisals:gate", row, by=by, at=at, gate=gate.text, answer=answer)
    return row


# Appraisers


@transaction.atomic
def send_sheet(
    assignment: Assignment, *, marks: Marks, note: str = "", by: User, at: datetime, agrees: bool = False
) -> Assignment:
    """An appraiser's sheet, whole, with a reason wherever it differs from the self-score.

    `agrees`: “Đồng ý với điểm tự chấm”; `marks` are then not looked at. Raises NotAllowed, InvalidInput whose
    `field` is the criterion's code.
    """
    row, appraisal = _own_sheet(assignment, by, at)
    given = dict(marks)
    if agrees:
        if appraisal.self_sheet is None:
            raise Refusal(N_("Đơn vị chưa tự chấm nên chưa đồng ý được."), code="no-self-score")
        given = without_reasons(appraisal.self_sheet)
    _require_whole(appraisal, given)
    _require_reasons(appraisal, given)
    row.sheet, row.note, row.agreed_with_self = sheet_of(given), clean(note)[:2000], agrees
    row.state, row.sent_at = ScoreState.SENT, at
    row.save()
    audit.record("appraisals:sheet", appraisal, by=by, at=at, agrees=agrees)
    return row


def _require_reasons(row: Appraisal, given: Marks, sheets: Sequence[Assignment] = ()) -> None:
    """A reason wherever it differs from the self-score; without one, from what every appraiser gave."""
    sent = [one.sheet for one in sheets if one.state == ScoreState.SENT]
    for fault in unexplained(content_of(row.rubric), given, to_explain(row.self_sheet, sent)):
        raise fault


def _own_sheet(assignment: Assignment, by: User, at: datetime) -> tuple[Assignment, Appraisal]:
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if row.appraiser_id != by.pk:
        raise NotAllowed(
            N_("Phiếu chấm này của người khác; mỗi người chấm phiếu của mình."), code="not-my-sheet"
        )
    appraisal = locked(row.appraisal)
    if appraisal.desk != Desk.TEAM:
        sentence = N_("Hồ sơ này không nằm ở tổ thẩm định. Hãy mở lại trang để xem đang ở đâu.")
        raise TransitionNotAllowed(sentence, code="not-at-team")
    if row.state == ScoreState.SENT:
        raise TransitionNotAllowed(N_("Phiếu chấm này đã gửi."), code="sheet-sent-already")
    _require_unblocked(appraisal, by, at)
    return row, appraisal


def _require_unblocked(row: Appraisal, by: User, at: datetime) -> None:
    found = ties_of(
        [by], [row.registration], day_of(at), belonging_blocks=row.appraisal_round.belonging_blocks
    )[row.registration_id, by.pk]
    if found.blocked:
        raise NotAllowed(
            N_("Người chấm %(why)s nên không chấm được. Hãy bấm “Xin không chấm”."),
            code="may-not-judge",
            why=found.blocked,
        )


@transaction.atomic
def recuse(assignment: Assignment, *, reason: str, by: User, at: datetime) -> Assignment:
    """Step aside from one appraisal, with the reason; it goes into the minutes."""
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    appraisal = locked(row.appraisal)
    if by.pk not in {row.appraiser_id, appraisal.appraisal_round.head_id}:
        raise NotAllowed(N_("Chỉ người chấm hoặc tổ trưởng mới ghi không chấm."), code="not-my-sheet")
    if row.state != ScoreState.UNSENT:
        raise TransitionNotAllowed(N_("Phiếu chấm này đã gửi."), code="sheet-sent-already")
    require_not_concluded(appraisal)
    row.recuse_reason = clean_line(reason)[:300]
    if not row.recuse_reason:
        raise InvalidInput(N_("Hãy ghi vì sao không chấm."), code="recuse-reason", field="reason")
    row.state = ScoreState.RECUSED
    row.save(update_fields=["state", "recuse_reason"])
    audit.record("appraisals:recuse", appraisal, by=by, at=at, reason=row.recuse_reason)
    return row


# The head concludes


@transaction.atomic
def conclude(
    appraisal: Appraisal,
    *,
    marks: Marks,
    verdict: str,
    words: str = "",
    signed_by_all: bool = False,
    quorum_reason: str = "",
    downgrades: Collection[str] = (),
    prefer_women: bool | None = None,
    by: User,
    at: datetime,
) -> Conclusion:
    """The team's common sheet and one of three outcomes; the unit is told. `signed_by_all`: one paper sheet, signed by
    the whole team, stands for everybody's own. After a request that was granted the next ranking follows.

    Raises NotAllowed, Conflict (sheets still missing), InvalidInput at its field (criterion's code, verdict, words,
    quorum_reason).
    """
    row = locked(appraisal)
    permissions.require_head(by, row.appraisal_round)
    _require_unblocked(row, by, at)
    target = FLOW.target("conclude", current=Desk(row.desk))
    sheets = cards.sheets_of(row)
    reason = clean_line(quorum_reason)[:300]
    if not signed_by_all:
        _require_sheets(row, sheets, reason)
    _require_whole(row, marks)
    _require_reasons(row, marks, sheets)
    row.common_sheet, row.common_signed = sheet_of(marks), signed_by_all
    row.downgrades, row.prefer_women = sorted(set(downgrades)), prefer_women
    result = cards.card(row, row.common_sheet, cards.gates_of([row], day_of(at))[row.pk])
    said = clean(words)[:2000]
    _require_fitting(result, verdict, said)
    made = Conclusion.objects.create(
        appraisal=row,
        number=row.conclusions.count() + 1,
        verdict=verdict,
        words=said,
        quorum_reason=reason,
        total=result.total if result.rubric.by_marks else None,
        band=result.band.name if result.band else "",
        result=cards.frozen(result),
        made_at=at,
        made_by=by,
    )
    row.conclusion, row.desk, row.since = made, target, at
    row.save()
    audit.record("appraisals:conclude", row, by=by, at=at, verdict=verdict, number=made.number)
    tell_unit(
        row, _("Kết quả thẩm định “%(title)s”: %(verdict)s"), by=by, at=at, verdict=Verdict(verdict).label
    )
    renew_ranking(row, by=by, at=at)
    return made


def _require_sheets(row: Appraisal, sheets: list[Assignment], reason: str) -> None:
    unsent = [one.appraiser.full_name for one in sheets if one.state == ScoreState.UNSENT]
    if unsent:
        raise Conflict(
            N_(
                "Còn phiếu chấm chưa gửi: %(names)s. Hãy đợi, ghi người đó không chấm, hoặc đánh dấu có phiếu chung cả tổ đã ký."
            ),
            code="sheets-missing",
            names=", ".join(unsent),
        )
    sent = sum(one.state == ScoreState.SENT for one in sheets)
    if sent < row.appraisal_round.least_sheets and not reason:
        raise InvalidInput(
            N_("Mới có %(sent)d phiếu, đợt này cần ít nhất %(least)d. Hãy ghi lý do vẫn kết luận."),
            code="too-few-sheets",
            field="quorum_reason",
            sent=sent,
            least=row.appraisal_round.least_sheets,
        )


def _require_fitting(result: scoring.Result, verdict: str, words: str) -> None:
    """Đạt stands only where the sheet itself passes; another outcome than the sheet's asks for words."""
    if verdict not in Verdict.values:
        raise InvalidInput(N_("Hãy chọn đạt, bổ sung hoặc không đạt."), code="verdict", field="verdict")
    passes = result.verdict in {scoring.Verdict.PASSED, scoring.Verdict.PASSED_IF}
    if verdict == Verdict.PASSED and not passes:
        first = result.reasons[0].text(_) if result.reasons else ""
        raise InvalidInput(
            N_("Chưa kết luận “Đạt” được. %(why)s"), code="does-not-pass", field="verdict", why=first
        )
    if (verdict == Verdict.MORE or (verdict == Verdict.FAILED and passes)) and not words:
        raise InvalidInput(
            N_("Hãy ghi đơn vị cần bổ sung gì, hoặc vì sao không đạt."),
            code="conclusion-words",
            field="words",
        )


def tell_unit(row: Appraisal, words: str, *, by: User, at: datetime, **params: object) -> None:
    """Put a message before the unit whose appraisal it is; `words` may name `title` and the params."""
    notices.tell(
        row,
        unit_ids=[row.registration.handled_by_unit_id],
        title=words % {"title": row.registration.title[:120], **params},
        by=by,
        at=at,
        link=f"/tham-dinh/ho-so/{row.pk}/",
    )
