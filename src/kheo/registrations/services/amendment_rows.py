"""Proposed changes: how their rows are locked, read, recorded and told, and when there can be one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns import public as campaigns
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.registrations.deadlines import require_running
from kheo.registrations.fields import OF, Fields
from kheo.registrations.models import Amendment, Registration
from kheo.registrations.selectors import not_found
from kheo.registrations.services.content import Content, incomplete, read_content
from kheo.registrations.standing import VERSION_WITH
from kheo.registrations.states import OPEN_AMENDMENT, AmendmentState, State

LONGEST_REASON = 2000


def lapse(registration: Registration, *, by: User, at: datetime) -> None:
    """The registration was withdrawn, and with it what was open about changing it. The caller has locked it."""
    for one in registration.amendments.filter(state__in=OPEN_AMENDMENT).select_related("registration"):
        record("take-back-change", one, by=by, at=at)
        if one.state == AmendmentState.DRAFT:
            one.delete()
            continue
        one.state, one.decided_at, one.decided_by = AmendmentState.WITHDRAWN, at, by
        one.save(update_fields=["state", "decided_at", "decided_by"])


def require_none_waits(registration: Registration) -> None:
    """Raise Refusal while a proposal to change the registration waits for an answer."""
    if registration.amendments.filter(state=AmendmentState.PROPOSED).exists():
        raise Refusal(
            N_(
                "Đăng ký này đang có đề nghị thay đổi chờ quyết định. Hãy đồng ý hoặc không đồng ý trước, rồi mới trả lại."
            ),
            code="change-waits",
        )


def is_amendable(registration: Registration, at: datetime) -> bool:
    """Whether a change may be proposed to it now."""
    try:
        require_amendable(registration, at)
    except Refusal:
        return False
    return True


def require_amendable(registration: Registration, at: datetime) -> None:
    """Raise Refusal unless the registration is received and its year still runs."""
    if registration.state != State.ACCEPTED:
        raise Refusal(
            N_(
                "Chỉ đăng ký đã được tiếp nhận mới đề nghị thay đổi. Đăng ký đang soạn hoặc bị trả lại thì sửa thẳng trong bản đăng ký."
            ),
            code="change-not-accepted",
        )
    require_running(registration.round)
    if campaigns.has_ended(registration.round.campaign.state, registration.round.ends_on, day_of(at)):
        raise Refusal(
            N_("Năm %(year)d của phong trào đã kết thúc nên đăng ký của năm này không thay đổi được nữa."),
            code="round-ended",
            year=registration.round.year,
        )


def locked(pk: UUID) -> Amendment:
    """The proposal with its registration, both locked: first the registration, as everywhere."""
    found = Amendment.objects.filter(pk=pk).values_list("registration_id", flat=True).first()
    if found is None:
        raise not_found()
    row = locked_registration(found)
    one = Amendment.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if one is None:
        raise not_found()
    one.registration = row
    return one


def locked_registration(pk: int) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",)).exclude(state=State.DRAFT)
    row = rows.select_related("round__campaign", *VERSION_WITH).filter(pk=pk).first()
    if row is None:
        raise not_found()
    return row


def read_change(row: Registration, fields: Mapping[str, str]) -> Content:
    """The content of the change, with a reason. Raises InvalidInput with its faults."""
    reason = fields.get("reason", "")
    faults: list[InvalidInput] = []
    if not reason:
        sentence = N_("Hãy ghi vì sao đề nghị thay đổi, để cán bộ xem xét.")
        faults.append(InvalidInput(sentence, code="missing", field="reason"))
    elif len(reason) > LONGEST_REASON:
        faults.append(
            InvalidInput(
                N_("Dài %(length)d ký tự, nhiều nhất là %(limit)d. Hãy rút gọn."),
                code="too-long",
                field="reason",
                length=len(reason),
                limit=LONGEST_REASON,
            )
        )
    try:
        content = read_content(fields, round_=row.round, unit_id=row.handled_by_unit_id, standing=row)
    except InvalidInput as refusal:
        raise incomplete(faults + list(refusal.params["faults"])) from refusal  # type: ignore[call-overload]
    if faults:
        raise incomplete(faults)
    return content


def bare(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name != "reason" and not name.endswith(f"-{OF}")}


def record(verb: str, one: Amendment, *, by: User, at: datetime, **details: Any) -> None:
    row = one.registration
    audit.record(
        f"registrations:registration:{verb}",
        row,
        by=by,
        at=at,
        unit_id=row.handled_by_unit_id,
        amendment=str(one.pk),
        **details,
    )


def tell_unit(one: Amendment, title: str, *, by: User, at: datetime, body: str = "") -> None:
    _tell(one, one.registration.handled_by_unit_id, title, by=by, at=at, body=body)


def tell_office(one: Amendment, title: str, *, by: User, at: datetime, body: str = "") -> None:
    _tell(one, one.registration.round.campaign.managing_unit_id, title, by=by, at=at, body=body)


def _tell(one: Amendment, unit_id: int, title: str, *, by: User, at: datetime, body: str) -> None:
    notices.tell(
        one.registration,
        unit_ids=[unit_id],
        title=title,
        by=by,
        at=at,
        body=body,
        link=f"/dang-ky/thay-doi/{one.pk}/",
    )
