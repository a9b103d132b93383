"""What becomes of a sent report: received, or returned with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import clean
from kheo.kernel.clock import VIETNAM, day_of
from kheo.progress import permissions
from kheo.progress.models import ProgressReport
from kheo.progress.selectors.reports import not_found
from kheo.progress.services.telling import about, tell_unit
from kheo.progress.states import REPORT_WORKFLOW, ReportState

_LONGEST_REASON = 2000


@transaction.atomic
def receive(report: ProgressReport, *, by: User, at: datetime, seen: str = "") -> ProgressReport:
    """Note that the report was read and taken.

    `seen` is its `seen_mark` when the page was opened. Raises Conflict where it changed since, NotAllowed,
    TransitionNotAllowed where it no longer waits.
    """
    row = _locked(report)
    permissions.require_receiver(by, row.registration, day_of(at))
    _require_as_seen(row, seen)
    row.state = REPORT_WORKFLOW.target("receive", current=ReportState(row.state))
    row.decided_at, row.decided_by = at, by
    row.save(update_fields=["state", "decided_at", "decided_by"])
    _record("receive", row, by=by, at=at)
    return row


@transaction.atomic
def return_(report: ProgressReport, *, reason: str, by: User, at: datetime, seen: str = "") -> ProgressReport:
    """Give it back to the unit with what is to be mended. Raises InvalidInput without a reason."""
    row = _locked(report)
    permissions.require_receiver(by, row.registration, day_of(at))
    _require_as_seen(row, seen)
    target = REPORT_WORKFLOW.target("return_", current=ReportState(row.state))
    reason = clean(reason)[:_LONGEST_REASON]
    if not reason:
        raise InvalidInput(
            N_("Hãy ghi lý do trả lại: thiếu gì, sửa chỗ nào, để đơn vị biết mà làm."),
            code="reason-missing",
            field="reason",
        )
    row.state, row.return_reason = target, reason
    row.decided_at, row.decided_by = at, by
    row.save(update_fields=["state", "return_reason", "decided_at", "decided_by"])
    _record("return", row, by=by, at=at, reason=reason)
    tell_unit(row, f"Trả lại {about(row)} để bổ sung", by=by, at=at, body=reason)
    return row


def seen_mark(row: ProgressReport) -> str:
    """What a page that offers a decision has shown: the state and which sending of it."""
    sent = row.sent_at.astimezone(VIETNAM).isoformat() if row.sent_at else ""
    return f"{row.state} {sent}"


def _locked(report: ProgressReport) -> ProgressReport:
    row = (
        ProgressReport.objects.select_for_update(of=("self",))
        .select_related("registration__round__campaign")
        .filter(pk=report.pk)
        .exclude(state=ReportState.DRAFT)
        .first()
    )
    if row is None:
        raise not_found()
    return row


def _require_as_seen(row: ProgressReport, seen: str) -> None:
    if seen and seen != seen_mark(row):
        raise Conflict(
            N_(
                "Báo cáo này vừa được gửi lại hoặc đồng nghiệp vừa xử lý nên việc vừa bấm chưa được làm. Hãy mở lại trang để xem."
            ),
            code="changed-since-seen",
        )


def _record(verb: str, row: ProgressReport, *, by: User, at: datetime, **details: Any) -> None:
    audit.record(
        f"progress:report:{verb}",
        row,
        by=by,
        at=at,
        unit_id=row.registration.handled_by_unit_id,
        period=row.period,
        **details,
    )
