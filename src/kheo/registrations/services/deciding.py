"""What becomes of a sent registration: accepted, returned with a reason, withdrawn by its unit."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, TransitionNotAllowed
from kheo.core.timetable.words import say_until
from kheo.core.vietnamese import clean
from kheo.kernel.clock import VIETNAM, day_of
from kheo.notices import public as notices
from kheo.registrations import permissions
from kheo.registrations.models import Registration
from kheo.registrations.selectors import not_found
from kheo.registrations.services.amendment_rows import lapse, require_none_waits
from kheo.registrations.services.indexing import index_words
from kheo.registrations.services.versions import keep_received, keep_standing
from kheo.registrations.states import WORKFLOW, State

MOST_AT_ONCE = 500
_LONGEST_REASON = 2000


@transaction.atomic
def accept(registration: Registration, *, by: User, at: datetime, seen: str = "") -> Registration:
    """Take the registration in.

    `seen` is its `seen_mark` when the page was opened. Raises Conflict where somebody changed it since,
    TransitionNotAllowed where it no longer waits.
    """
    return accept_many([registration.pk], by=by, at=at, seen={registration.pk: seen})[0]


@transaction.atomic
def accept_many(
    pks: Iterable[int], *, by: User, at: datetime, seen: Mapping[int, str] | None = None
) -> list[Registration]:
    """Take in all of these, or none: when one no longer waits it is named and nothing changes.

    Raises InvalidInput for none or too many, NotFound, NotAllowed, TransitionNotAllowed; Conflict where one
    is no longer as the page showed it (`seen`: `seen_mark` by registration).
    """
    wanted = sorted(set(pks))
    _require_some(wanted)
    rows = list(_locked(wanted))
    if len(rows) != len(wanted):
        raise not_found()
    for campaign in {row.round.campaign_id: row.round.campaign for row in rows}.values():
        permissions.require_receiver(by, campaign, day_of(at))
    for row in rows:
        _require_as_seen(row, (seen or {}).get(row.pk, ""))
    _require_waiting(rows)
    for row in rows:
        row.state = WORKFLOW.target("accept", current=State(row.state))
        row.decided_at, row.decided_by = at, by
        row.save(update_fields=["state", "decided_at", "decided_by"])
        _record("accept", row, by=by, at=at)
        _tell_unit(row, f"Đã tiếp nhận đăng ký “{row.title}”", by=by, at=at)
    index_words(rows)
    keep_received(wanted, by=by, at=at)
    return rows


@transaction.atomic
def return_(
    registration: Registration,
    *,
    reason: str,
    by: User,
    at: datetime,
    resubmit_until: datetime | None = None,
    seen: str = "",
) -> Registration:
    """Give it back to the unit with what is to be mended; from “đã tiếp nhận” this reopens it.

    `resubmit_until` is the first moment too late to send it again; without it there is no limit.
    Raises InvalidInput without a reason or for a limit in the past, Conflict where it is no longer as the
    page showed it (`seen`, its `seen_mark`), Refusal while a proposal to change it waits for an answer.
    """
    row = _one(registration)
    permissions.require_receiver(by, row.round.campaign, day_of(at))
    _require_as_seen(row, seen)
    target = WORKFLOW.target("return_", current=State(row.state))
    reason = _needed(reason, N_("Hãy ghi lý do trả lại: thiếu gì, sửa chỗ nào, để đơn vị biết mà làm."))
    if resubmit_until is not None and resubmit_until <= at:
        raise InvalidInput(
            N_("Hạn gửi lại phải sau thời điểm này. Hãy chọn ngày khác."),
            code="resubmission-limit-past",
            field="resubmit_until",
        )
    if row.state == State.ACCEPTED:
        require_none_waits(row)
        keep_standing(row, at=at)
    row.state, row.return_reason, row.resubmit_until = target, reason, resubmit_until
    row.decided_at, row.decided_by = at, by
    row.save(update_fields=["state", "return_reason", "resubmit_until", "decided_at", "decided_by"])
    _record("return", row, by=by, at=at, reason=reason, until=resubmit_until)
    limit = f"\nGửi lại {say_until(resubmit_until)}." if resubmit_until else ""
    _tell_unit(row, f"Trả lại đăng ký “{row.title}” để bổ sung", by=by, at=at, body=reason + limit)
    return row


@transaction.atomic
def withdraw(registration: Registration, *, reason: str, by: User, at: datetime) -> Registration:
    """The unit gives it up, with a reason; those who run the campaign are told."""
    row = _one(registration)
    own = permissions.require_writer(by, row, day_of(at))
    target = WORKFLOW.target("withdraw", current=State(row.state))
    before = row.state
    row.withdraw_reason = _needed(reason, N_("Hãy ghi lý do rút đăng ký."))
    row.state = target
    row.save(update_fields=["state", "withdraw_reason"])
    _record("withdraw", row, by=by, at=at, reason=row.withdraw_reason, before=before)
    lapse(row, by=by, at=at)
    if own:
        notices.tell(
            row,
            unit_ids=[row.round.campaign.managing_unit_id],
            title=f"Đơn vị rút đăng ký “{row.title}”",
            by=by,
            at=at,
            body=row.withdraw_reason,
            link=_link(row),
        )
    else:
        _tell_unit(row, f"Cán bộ đã rút thay đơn vị đăng ký “{row.title}”", by=by, at=at)
    return row


def _locked(pks: list[int]) -> "Iterable[Registration]":
    return (
        Registration.objects.select_for_update(of=("self",))
        .select_related("round__campaign")
        .filter(pk__in=pks)
        .exclude(state=State.DRAFT)
        .order_by("pk")
    )


def _one(registration: Registration) -> Registration:
    row = next(iter(_locked([registration.pk])), None)
    if row is None:
        raise not_found()
    return row


def _require_some(pks: list[int]) -> None:
    if not pks:
        raise InvalidInput(N_("Chưa chọn đăng ký nào. Hãy đánh dấu rồi bấm lại."), code="none-chosen")
    if len(pks) > MOST_AT_ONCE:
        raise InvalidInput(
            N_("Mỗi lần tiếp nhận nhiều nhất %(limit)d đăng ký. Hãy chia thành nhiều lần."),
            code="too-many-chosen",
            limit=MOST_AT_ONCE,
        )


def seen_mark(row: Registration) -> str:
    """What a page that offers a decision has shown: the state and which sending of it."""
    sent = row.submitted_at.astimezone(VIETNAM).isoformat() if row.submitted_at else ""
    return f"{row.state} {sent}"


_DONE = {
    State.ACCEPTED: N_(
        "Đăng ký “%(title)s” vừa được tiếp nhận rồi nên việc vừa bấm chưa được làm. Hãy mở lại trang để xem."
    ),
    State.RETURNED: N_(
        "Đăng ký “%(title)s” vừa được trả lại rồi nên việc vừa bấm chưa được làm. Hãy mở lại trang để xem."
    ),
    State.WITHDRAWN: N_(
        "Đơn vị vừa rút đăng ký “%(title)s” nên việc vừa bấm chưa được làm. Hãy mở lại trang để xem."
    ),
    State.SUBMITTED: N_(
        "Đơn vị vừa gửi lại đăng ký “%(title)s” với nội dung mới nên việc vừa bấm chưa được làm. Hãy mở lại trang để xem."
    ),
}


def _require_as_seen(row: Registration, seen: str) -> None:
    if seen and seen != seen_mark(row):
        raise Conflict(_DONE[State(row.state)], code="changed-since-seen", title=row.title)


def _require_waiting(rows: list[Registration]) -> None:
    gone = [row for row in rows if not WORKFLOW.allows("accept", current=State(row.state))]
    if gone:
        raise TransitionNotAllowed(
            N_(
                "Chưa tiếp nhận đăng ký nào vì có đăng ký không còn chờ tiếp nhận: %(names)s. Hãy tải lại trang rồi chọn lại."
            ),
            code="transition-accept",
            names="; ".join(row.title for row in gone),
        )


def _needed(reason: str, sentence: str) -> str:
    reason = clean(reason)[:_LONGEST_REASON]
    if not reason:
        raise InvalidInput(sentence, code="reason-missing", field="reason")
    return reason


def _record(verb: str, row: Registration, *, by: User, at: datetime, **details: Any) -> None:
    audit.record(
        f"registrations:registration:{verb}", row, by=by, at=at, unit_id=row.handled_by_unit_id, **details
    )


def _tell_unit(row: Registration, title: str, *, by: User, at: datetime, body: str = "") -> None:
    notices.tell(
        row, unit_ids=[row.handled_by_unit_id], title=title, by=by, at=at, body=body, link=_link(row)
    )


def _link(row: Registration) -> str:
    return f"/dang-ky/ho-so/{row.pk}/"
