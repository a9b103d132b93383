"""Freezing a ranking: numbered, never edited; a change makes the next."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Appraisal, AppraisalRound, Ranking
from kheo.appraisals.selectors.rankings import computed_rows
from kheo.appraisals.states import Desk, RequestState
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.registrations.public import State


@transaction.atomic
def make_ranking(appraisal_round: AppraisalRound, *, reason: str = "", by: User, at: datetime) -> Ranking:
    """The ranking of everything concluded, as of now. From the second on it says why another one is made.

    Raises Refusal where nothing is concluded or nothing changed, InvalidInput (`field` reason).
    """
    row = _locked(appraisal_round, by=by, at=at)
    return _freeze(row, computed_rows(row, day_of(at)), reason=reason, by=by, at=at)


def _locked(appraisal_round: AppraisalRound, *, by: User, at: datetime) -> AppraisalRound:
    row = (
        AppraisalRound.objects.select_for_update(of=("self",))
        .select_related("round__campaign__managing_unit")
        .get(pk=appraisal_round.pk)
    )
    if row.head_id != by.pk:
        permissions.require_run(by, row.round.campaign, day_of(at))
    return row


def _freeze(
    row: AppraisalRound, rows: list[dict[str, Any]], *, reason: str, by: User, at: datetime
) -> Ranking:
    if not rows:
        raise Refusal(N_("Chưa mô hình nào được kết luận nên chưa xếp loại được."), code="nothing-concluded")
    last = row.rankings.order_by("-number").first()
    if last is not None and last.rows == rows:
        raise Refusal(
            N_("Không có gì thay đổi so với bản xếp loại số %(number)d."),
            code="ranking-same",
            number=last.number,
        )
    said = clean_line(reason)[:300]
    if last is not None and not said:
        raise InvalidInput(N_("Hãy ghi vì sao lập bản xếp loại mới."), code="ranking-reason", field="reason")
    made = Ranking.objects.create(
        appraisal_round=row,
        number=last.number + 1 if last else 1,
        rows=rows,
        reason=said,
        made_at=at,
        made_by=by,
    )
    audit.record("appraisals:ranking", row, by=by, at=at, number=made.number, count=len(rows))
    return made


@transaction.atomic
def renew_ranking(row: Appraisal, *, by: User, at: datetime) -> Ranking | None:
    """The next ranking by itself, where a conclusion was reached again after a request of the unit was granted: one
    stands already, and nothing else of the round is being judged. None where there is nothing to renew.
    """
    last = row.appraisal_round.rankings.order_by("-number").first()
    if (
        last is None
        or row.appraisal_round.appraisals.exclude(desk=Desk.DONE)
        .exclude(registration__state=State.WITHDRAWN)
        .exists()
    ):
        return None
    granted = row.reconsiderations.filter(state=RequestState.CHANGED, answered_at__gte=last.made_at)
    if not granted.exists():
        return None
    locked = _locked(row.appraisal_round, by=by, at=at)
    rows = computed_rows(locked, day_of(at))
    if last.rows == rows:
        return None
    reason = f"Xem xét lại “{row.registration.title}” theo đề nghị của đơn vị"
    return _freeze(locked, rows, reason=reason, by=by, at=at)
