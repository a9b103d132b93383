"""A change of a received registration is proposed by its unit. Until the yes nothing changes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kheo.accounts.public import User
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal
from kheo.core.vietnamese import clean
from kheo.kernel.clock import day_of
from kheo.registrations import permissions
from kheo.registrations.fields import Fields, known_fields
from kheo.registrations.models import Amendment, Receipt, Registration
from kheo.registrations.selectors import not_found
from kheo.registrations.services import receipts
from kheo.registrations.services.amendment_rows import (
    LONGEST_REASON,
    bare,
    locked,
    locked_registration,
    read_change,
    record,
    require_amendable,
    tell_office,
    tell_unit,
)
from kheo.registrations.services.content import Content
from kheo.registrations.services.drafts import already_kept
from kheo.registrations.standing import FIXED, amendable_fields
from kheo.registrations.states import AMENDMENT_WORKFLOW, OPEN_AMENDMENT, AmendmentState
from kheo.units import public as units

_LONGEST_ORIGIN = 60


def change_fields(posted: Mapping[str, str]) -> Fields:
    """The fields of a proposed change, cleaned: those of the form that may change, and the reason."""
    taken = {name: value for name, value in known_fields(posted).items() if name not in FIXED}
    reason = clean(str(posted.get("reason", "")))
    return taken | ({"reason": reason} if reason else {})


@transaction.atomic
def save_change(
    draft_id: UUID,
    *,
    fields: Mapping[str, str],
    revision: int,
    registration: Registration,
    by: User,
    at: datetime,
    origin: str = "",
) -> Amendment:
    """Keep a proposal while it is written; the first time this makes it.

    `revision` is the one that the page was made from (0 for a new form); `origin` says what gave rise to it.
    Raises Conflict (draft-older, change-already-sent), NotAllowed, Refusal where the registration cannot be
    changed or another proposal is open, InvalidInput where the whole is too large.
    """
    taken = change_fields(fields)
    amendment = _own(draft_id, registration, by=by, at=at, origin=origin, fields=taken)
    _require_unsent(amendment)
    if not already_kept(amendment, revision=revision, fields=taken):
        _keep(amendment, taken, by=by, at=at)
    return amendment


@transaction.atomic
def propose(
    draft_id: UUID,
    *,
    fields: Mapping[str, str],
    revision: int,
    registration: Registration,
    by: User,
    at: datetime,
    origin: str = "",
) -> Receipt:
    """Put the change before the officer; the unit gets a receipt. The same id with the same fields is one.

    Raises InvalidInput (registration-incomplete with faults, nothing-changed), Refusal, Conflict, NotAllowed.
    """
    taken = change_fields(fields)
    amendment = _own(draft_id, registration, by=by, at=at, origin=origin, fields=taken)
    if amendment.state == AmendmentState.PROPOSED and amendment.fields == taken:
        return amendment.receipt
    _require_unsent(amendment)
    already_kept(amendment, revision=revision, fields=taken)
    row = amendment.registration
    require_amendable(row, at)
    content = read_change(row, taken)
    if not _differs(row, taken):
        raise InvalidInput(
            N_("Đề nghị giống hệt bản đã tiếp nhận. Hãy sửa chỗ cần thay đổi rồi gửi, hoặc bỏ đề nghị."),
            code="nothing-changed",
        )
    own = permissions.require_amender(by, amendment, day_of(at))
    amendment.state = AMENDMENT_WORKFLOW.target("propose", current=AmendmentState(amendment.state))
    amendment.names, amendment.entered_for_unit = _names(row, content, at), not own
    amendment.proposed_at, amendment.proposed_by = at, by
    _keep(amendment, taken, by=by, at=at)
    receipt = receipts.give(
        row,
        unit_name=units.names([row.handled_by_unit_id], day_of(at)).get(row.handled_by_unit_id, ""),
        fields=taken,
        names=amendment.names,
        by=by,
        at=at,
        amendment=amendment,
    )
    record(
        "propose-change",
        amendment,
        by=by,
        at=at,
        reason=amendment.reason,
        code=receipt.code,
        for_unit=not own,
    )
    _tell_of_proposal(amendment, own=own, by=by, at=at)
    return receipt


@transaction.atomic
def take_back(amendment: Amendment, *, by: User, at: datetime, reason: str = "") -> Amendment:
    """The unit takes its proposal back before it is decided. Raises NotAllowed, TransitionNotAllowed."""
    one = locked(amendment.pk)
    own = permissions.require_amender(by, one, day_of(at))
    one.state = AMENDMENT_WORKFLOW.target("take_back", current=AmendmentState(one.state))
    one.answer = clean(reason)[:LONGEST_REASON]
    one.decided_at, one.decided_by = at, by
    one.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    record("take-back-change", one, by=by, at=at, reason=one.answer, for_unit=not own)
    title = f"Đơn vị rút đề nghị thay đổi đăng ký “{one.registration.title}”"
    if own:
        tell_office(one, title, by=by, at=at, body=one.answer)
    else:
        tell_unit(one, title, by=by, at=at, body=one.answer)
    return one


@transaction.atomic
def discard_change(amendment: Amendment, *, by: User, at: datetime) -> None:
    """Throw away a proposal that was never sent. Raises NotAllowed, Conflict once it was sent."""
    one = locked(amendment.pk)
    permissions.require_amender(by, one, day_of(at))
    _require_unsent(one)
    record("discard-change", one, by=by, at=at)
    one.delete()


def _own(
    draft_id: UUID, registration: Registration, *, by: User, at: datetime, origin: str, fields: Fields
) -> Amendment:
    """The proposal of this id, locked with its registration; made where there is none.

    Raises NotFound for another registration's, NotAllowed, Refusal where none can be made.
    """
    row = locked_registration(registration.pk)
    own = permissions.acts_for(by, row.round.campaign, row.handled_by_unit_id, day_of(at))
    one = Amendment.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()
    if one is not None:
        if one.registration_id != row.pk:
            raise not_found()
        one.registration = row
        permissions.require_amender(by, one, day_of(at))
        return one
    require_amendable(row, at)
    _require_none_open(row)
    one = Amendment.objects.create(
        id=draft_id,
        registration=row,
        fields=fields,
        origin=origin[:_LONGEST_ORIGIN],
        entered_for_unit=not own,
        saved_at=at,
        saved_by=by,
    )
    record("begin-change", one, by=by, at=at, for_unit=not own)
    return one


def _require_none_open(registration: Registration) -> None:
    open_one = registration.amendments.filter(state__in=OPEN_AMENDMENT).first()
    if open_one is None:
        return
    sentence = N_(
        "Đăng ký này đang có một đề nghị thay đổi chờ quyết định. Hãy đợi trả lời, hoặc rút đề nghị đó rồi gửi đề nghị khác."
    )
    if open_one.state == AmendmentState.DRAFT:
        sentence = N_(
            "Đăng ký này đang có một đề nghị thay đổi soạn dở ở nơi khác. Hãy mở lại từ trang đăng ký và viết tiếp vào đó."
        )
    raise Refusal(sentence, code="change-open")


def _require_unsent(one: Amendment) -> None:
    if one.state != AmendmentState.DRAFT:
        raise Conflict(
            N_("Đề nghị này đã gửi nên không sửa được nữa. Hãy mở đề nghị đã gửi để xem."),
            code="change-already-sent",
            amendment=one,
        )


def _differs(row: Registration, fields: Fields) -> bool:
    """Whether anything is asked for at all, the reason and the marks of the rows apart."""
    return bare(amendable_fields(row)) != bare(fields)


def _names(row: Registration, content: Content, at: datetime) -> dict[str, str]:
    """What the choices are called today, for pages that show the proposal later."""
    pk = content.columns["accompanying_unit_id"]
    beside = units.names([pk], day_of(at)).get(pk, "") if pk else ""
    return content.names | ({"accompanying_unit": beside} if beside else {})


def _keep(one: Amendment, fields: Fields, *, by: User, at: datetime) -> None:
    one.fields, one.saved_at, one.saved_by = fields, at, by
    one.revision += 1
    one.save()


def _tell_of_proposal(one: Amendment, *, own: bool, by: User, at: datetime) -> None:
    title = one.registration.title
    if own:
        tell_office(one, f"Đơn vị đề nghị thay đổi đăng ký “{title}”", by=by, at=at, body=one.reason)
    else:
        tell_unit(
            one, f"Cán bộ đã đề nghị thay đơn vị thay đổi đăng ký “{title}”", by=by, at=at, body=one.reason
        )
