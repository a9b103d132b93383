"""A unit asks for another look at its result; who owns the request answers it, keeping the result or starting again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Appraisal, Conclusion, Reconsideration
from kheo.appraisals.selectors import reconsidering as selectors
from kheo.appraisals.services.judging import locked, tell_unit
from kheo.appraisals.services.returning import put_back
from kheo.appraisals.states import Desk, RequestState
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal, TransitionNotAllowed
from kheo.core.timetable.workdays import add_working_days
from kheo.core.vietnamese import clean, short_date
from kheo.kernel.clock import day_of
from kheo.progress import public as progress
from kheo.registrations import public as registrations


@transaction.atomic
def ask(
    appraisal: Appraisal, *, criterion: str, why: str, evidence: Collection[int] = (), by: User, at: datetime
) -> Reconsideration:
    """“Đề nghị xem xét lại” of the unit itself, or of the officer in its name, about one criterion, one gate
    (“gate:g1”) or the conclusion (“”), with evidence of progress.

    Raises NotAllowed, Refusal where nothing is concluded or the days are over, Conflict where the same is asked and
    not answered, InvalidInput (`field` criterion, why).
    """
    row = locked(appraisal)
    unit_id = row.registration.handled_by_unit_id
    own = registrations.acts_for(by, row.appraisal_round.round.campaign, unit_id, day_of(at))
    standing = _require_in_time(row, at)
    about = dict(selectors.subjects_of(row)).get(criterion)
    if about is None:
        raise InvalidInput(
            N_("Hãy chọn tiêu chí, điều kiện đề nghị xem xét lại."), code="asked-about", field="criterion"
        )
    said = clean(why).strip()[:2000]
    if not said:
        raise InvalidInput(
            N_("Hãy ghi vì sao đề nghị xem xét lại: số liệu, minh chứng nào chưa được tính."),
            code="asked-why",
            field="why",
        )
    if row.reconsiderations.filter(state=RequestState.OPEN, criterion=criterion).exists():
        raise Conflict(
            N_("Đơn vị đã đề nghị xem xét lại “%(about)s” và đang chờ trả lời."),
            code="asked-already",
            about=about,
        )
    made = Reconsideration.objects.create(
        appraisal=row,
        conclusion=standing,
        criterion=criterion,
        about=about[:500],
        why=said,
        asked_at=at,
        asked_by=by,
        in_name=not own,
        owner=row.appraisal_round.head,
        answer_by=add_working_days(day_of(at), row.appraisal_round.answer_days),
    )
    known = {one.pk for one in progress.evidence_of(row.registration)}
    made.evidence.set(sorted(set(evidence) & known))
    audit.record("appraisals:reconsider:ask", row, by=by, at=at, unit_id=unit_id, own=own, about=made.about)
    return made


def _require_in_time(row: Appraisal, at: datetime) -> Conclusion:
    until = selectors.ask_until(row)
    if row.conclusion is None or until is None:
        raise TransitionNotAllowed(
            N_("Mô hình này chưa có kết luận nên chưa có gì để xem xét lại."), code="not-concluded"
        )
    if day_of(at) > until:
        raise Refusal(
            N_(
                "Hạn đề nghị xem xét lại đã hết ngày %(day)s. Nếu vẫn vướng mắc, hãy trao đổi với tổ thẩm định."
            ),
            code="asked-late",
            day=short_date(until),
        )
    return row.conclusion


@transaction.atomic
def answer(request: Reconsideration, *, changed: bool, words: str, by: User, at: datetime) -> Reconsideration:
    """The answer: the result is kept, or `changed`: the team judges again, concludes again, and the next ranking
    follows. Who owns the request answers, or an officer who runs the campaign. No mark is set by it.

    Raises NotAllowed, TransitionNotAllowed for what was answered, InvalidInput (`field` words).
    """
    row = locked(request.appraisal)
    kept = Reconsideration.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if kept.owner_id != by.pk:
        permissions.require_run(by, row.appraisal_round.round.campaign, day_of(at))
    if kept.state != RequestState.OPEN:
        raise TransitionNotAllowed(N_("Đề nghị xem xét lại này đã được trả lời."), code="answered-already")
    said = clean(words).strip()[:2000]
    if not said:
        raise InvalidInput(
            N_("Hãy ghi câu trả lời cho đơn vị: đã xem gì, vì sao giữ nguyên hoặc chấm lại."),
            code="answer-words",
            field="words",
        )
    kept.state = RequestState.CHANGED if changed else RequestState.KEPT
    kept.answer, kept.answered_at, kept.answered_by = said, at, by
    kept.save()
    audit.record("appraisals:reconsider:answer", row, by=by, at=at, about=kept.about, changed=changed)
    if changed and row.desk == Desk.DONE:
        put_back(row, "back_to_team", f"Xem xét lại “{kept.about}”: {said}", by=by, at=at)
    word = _("chấm lại") if changed else _("giữ nguyên kết quả")
    tell_unit(row, _("Trả lời đề nghị xem xét lại “%(title)s”: %(word)s"), by=by, at=at, word=word)
    return kept
