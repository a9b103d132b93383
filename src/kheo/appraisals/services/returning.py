"""Sending an appraisal back to one desk: the chain starts again from there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Appraisal, Assignment
from kheo.appraisals.services.judging import locked, tell_unit
from kheo.appraisals.states import FLOW, Desk, ScoreState
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of


@transaction.atomic
def send_back(appraisal: Appraisal, *, to: str, reason: str, by: User, at: datetime) -> Appraisal:
    """Back to one desk (the unit's or the team's), with the reason; the chain starts again from there.

    Officers, leaders and the head; none of them changes a mark by it. What was concluded stays on record.
    """
    row = locked(appraisal)
    campaign, on = row.appraisal_round.round.campaign, day_of(at)
    allowed = row.appraisal_round.head_id == by.pk or permissions.leads(by, campaign, on)
    if not allowed:
        permissions.require_run(by, campaign, on)
    said = clean_line(reason)
    if not said:
        raise InvalidInput(N_("Hãy ghi vì sao trả lại, cần làm gì."), code="back-reason", field="reason")
    put_back(row, "back_to_unit" if to == Desk.UNIT else "back_to_team", said, by=by, at=at)
    if row.desk == Desk.UNIT:
        tell_unit(row, _("Đề nghị bổ sung tự chấm “%(title)s”: %(why)s"), by=by, at=at, why=said[:120])
    return row


def put_back(row: Appraisal, verb: str, reason: str, *, by: User, at: datetime) -> None:
    """Move a locked appraisal back by the verb of the flow; everybody's sheet is open again.

    Raises TransitionNotAllowed.
    """
    row.desk, row.since, row.conclusion = FLOW.target(verb, current=Desk(row.desk)), at, None
    row.sent_back_reason, row.sent_back_by = clean_line(reason)[:500], by
    row.save()
    Assignment.objects.filter(appraisal=row, state=ScoreState.SENT).update(
        state=ScoreState.UNSENT, sent_at=None
    )
    audit.record("appraisals:back", row, by=by, at=at, to=row.desk, reason=row.sent_back_reason)
