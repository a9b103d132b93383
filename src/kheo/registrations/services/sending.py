"""Sending a registration: once for one id, in time, every field checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.kernel.clock import day_of
from kheo.kernel.reading import one_read
from kheo.notices import public as notices
from kheo.registrations import permissions
from kheo.registrations.deadlines import require_in_time, require_running
from kheo.registrations.fields import Fields, known_fields
from kheo.registrations.models import Draft, Receipt, Registration
from kheo.registrations.services import receipts
from kheo.registrations.services.content import Content, read_content
from kheo.registrations.services.drafts import (
    already_kept,
    bind_initiative,
    locked_draft,
    made_elsewhere,
    new_initiative,
    new_registration,
    require_place,
)
from kheo.registrations.services.indicators import settle_indicators, write_indicators
from kheo.registrations.states import WORKFLOW, Kind, State
from kheo.units import public as units
from kheo.units.public import Unit

_ALWAYS_WRITTEN = (
    "state",
    "initiative",
    "lead",
    "entered_for_unit",
    "submitted_at",
    "submitted_by",
    "first_submitted_at",
    "is_late",
    "decided_at",
    "decided_by",
)


def submit(
    draft_id: UUID,
    *,
    fields: Mapping[str, str],
    revision: int,
    round_: CampaignRound,
    unit: Unit,
    by: User,
    at: datetime,
) -> Receipt:
    """Send what the form holds: typed columns are filled, the unit gets its receipt.

    The same id with the same fields sent twice is one registration and one receipt. Raises
    InvalidInput (registration-incomplete, faults in its params), Refusal when it is too late,
    Conflict when the page is out of date or other content was sent already, NotAllowed.
    """
    taken = known_fields(fields)
    ahead = _read_ahead(taken, round_=round_, unit=unit)
    with transaction.atomic(), one_read():  # who may write is asked once; nothing below changes it
        draft = locked_draft(draft_id, revision=revision)
        if draft is None:
            receipt = _send_new(draft_id, taken, ahead, round_=round_, unit=unit, by=by, at=at)
            if receipt is not None:
                return receipt
            draft = made_elsewhere(draft_id)
        return _send_kept(draft, taken, ahead, revision=revision, by=by, at=at)


@dataclass(frozen=True, slots=True)
class _ReadAhead:
    """The form as read before anything is locked, so that others wait for the writing alone.

    A refusal is kept until it is this form's turn to be refused: who may not send, or sends what was sent
    already, is told that first.
    """

    round_id: int
    unit_id: int
    found: Content | InvalidInput | None

    def content(self, registration: Registration, fields: Fields) -> Content:
        """The content, read again where it was read for another place. Raises InvalidInput."""
        place = (registration.round_id, registration.handled_by_unit_id)
        if self.found is None or place != (self.round_id, self.unit_id):
            return read_content(
                fields,
                round_=registration.round,
                unit_id=registration.handled_by_unit_id,
                besides=registration.pk,
            )
        if isinstance(self.found, InvalidInput):
            raise self.found
        return self.found


def _read_ahead(fields: Fields, *, round_: CampaignRound, unit: Unit) -> _ReadAhead:
    """What is continued is not read ahead: two could take it up at once."""
    if fields.get("kind") == Kind.CONTINUED:
        return _ReadAhead(round_.pk, unit.pk, None)
    try:
        return _ReadAhead(round_.pk, unit.pk, read_content(fields, round_=round_, unit_id=unit.pk))
    except InvalidInput as refusal:
        return _ReadAhead(round_.pk, unit.pk, refusal)


def _send_new(
    draft_id: UUID,
    fields: Fields,
    ahead: _ReadAhead,
    *,
    round_: CampaignRound,
    unit: Unit,
    by: User,
    at: datetime,
) -> Receipt | None:
    """Sent without having been a draft: written at once. None where another request was quicker."""
    own = permissions.acts_for(by, round_.campaign, unit.pk, day_of(at))
    require_running(round_)
    unit_name = require_place(round_, unit, at)
    registration = new_registration(round_, unit, by=by, at=at, entered_for_unit=not own)
    late = require_in_time(registration, at)
    content = ahead.content(registration, fields)
    try:
        with transaction.atomic():
            _fill(registration, content, late=late, own=own, by=by, at=at)
            registration.initiative = (
                content.continues.initiative
                if content.continues
                else new_initiative(round_, unit, content.first_year)
            )
            registration.save(force_insert=True)
            Draft.objects.create(
                id=draft_id, registration=registration, fields=fields, saved_at=at, saved_by=by
            )
    except IntegrityError:
        return None
    return _give_receipt(registration, fields, content, unit_name, before="", own=own, by=by, at=at)


def _send_kept(
    draft: Draft, fields: Fields, ahead: _ReadAhead, *, revision: int, by: User, at: datetime
) -> Receipt:
    registration = draft.registration
    own = permissions.require_writer(by, registration, day_of(at))
    before = State(registration.state)
    if not WORKFLOW.allows("submit", current=before):
        return _receipt_of_the_same(draft, fields)
    already_kept(draft, revision=revision, fields=fields)
    require_running(registration.round)
    late = require_in_time(registration, at)
    content = ahead.content(registration, fields)
    _settle_initiative(registration, content)
    _fill(registration, content, late=late, own=own, by=by, at=at)
    registration.save(update_fields=[*_ALWAYS_WRITTEN, *(c.removesuffix("_id") for c in content.columns)])
    _keep_draft(draft, fields, by=by, at=at)
    unit_id = registration.handled_by_unit_id
    unit_name = units.names([unit_id], day_of(at)).get(unit_id, "")
    return _give_receipt(registration, fields, content, unit_name, before=before, own=own, by=by, at=at)


def _receipt_of_the_same(draft: Draft, fields: Fields) -> Receipt:
    receipt = receipts.latest(draft.registration)
    if receipt is None or draft.fields != fields:
        raise Conflict(
            N_(
                "Đăng ký này đã được gửi trước đó với nội dung khác. Nội dung vừa nhập chưa được nhận; hãy mở bản đã gửi để xem."
            ),
            code="already-sent-otherwise",
            registration=draft.registration_id,
            draft=draft,
        )
    return receipt


def _fill(
    registration: Registration, content: Content, *, late: bool, own: bool, by: User, at: datetime
) -> None:
    """The columns of what is sent; the caller saves them."""
    registration.state = WORKFLOW.target("submit", current=State(registration.state))
    kind, name, office = content.lead
    registration.lead = content.known_lead or units.subject(
        kind=kind, unit=registration.handled_by_unit, name=name, office=office
    )
    for column, value in content.columns.items():
        setattr(registration, column, value)
    registration.entered_for_unit = not own
    registration.submitted_at, registration.submitted_by = at, by
    registration.first_submitted_at = registration.first_submitted_at or at
    registration.is_late = late
    registration.decided_at = registration.decided_by = None


def _settle_initiative(registration: Registration, content: Content) -> None:
    if content.continues and content.continues.initiative_id != registration.initiative_id:
        bind_initiative(registration, content.continues)
    elif content.continues is None and registration.initiative.first_year != content.first_year:
        bind_initiative(registration, None)
        registration.initiative.first_year = content.first_year
        registration.initiative.save(update_fields=["first_year"])


def _put_indicators(registration: Registration, content: Content, *, before: str, at: datetime) -> None:
    """Its indicators, written anew; once it was received they keep their identity, for reports point to them."""
    if before == State.RETURNED:
        if registration.versions.exists():
            settle_indicators(registration, content, at=at)
            return
        registration.indicators.all().delete()
    write_indicators(registration, content)


def _keep_draft(draft: Draft, fields: Fields, *, by: User, at: datetime) -> None:
    """What was sent stays as the draft: the same id again is recognised, a return starts from it."""
    draft.fields, draft.saved_at, draft.saved_by = fields, at, by
    draft.revision += 1
    draft.save(update_fields=["fields", "saved_at", "saved_by", "revision"])


def _give_receipt(
    registration: Registration,
    fields: Fields,
    content: Content,
    unit_name: str,
    *,
    before: str,
    own: bool,
    by: User,
    at: datetime,
) -> Receipt:
    """What goes with every sending: the indicators, the receipt, the event, word to the unit."""
    _put_indicators(registration, content, before=before, at=at)
    receipt = receipts.give(
        registration, unit_name=unit_name, fields=fields, names=content.names, by=by, at=at
    )
    _record(registration, receipt, before=before, own=own, by=by, at=at)
    return receipt


def _record(
    registration: Registration, receipt: Receipt, *, before: str, own: bool, by: User, at: datetime
) -> None:
    """`before` is empty where it was sent without having been a draft: then its chain begins here."""
    unit_id = registration.handled_by_unit_id
    audit.record(
        "registrations:registration:submit",
        registration,
        by=by,
        at=at,
        unit_id=unit_id,
        first=not before,
        code=receipt.code,
        before=before,
        late=registration.is_late,
        for_unit=not own,
    )
    if not own:
        notices.tell(
            registration,
            unit_ids=[unit_id],
            title=f"Cán bộ đã gửi thay đơn vị đăng ký “{registration.title}”",
            by=by,
            at=at,
            body=f"Mã đối chiếu: {receipt.code}",
            link=f"/dang-ky/ho-so/{registration.pk}/",
        )
