"""Sending a registration: once for one id, in time, every field checked."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict
from kheo.core.vietnamese import fold
from kheo.kernel.clock import day_of
from kheo.kernel.reading import one_read
from kheo.notices import public as notices
from kheo.registrations import permissions
from kheo.registrations.deadlines import require_in_time, require_running
from kheo.registrations.fields import Fields, known_fields
from kheo.registrations.models import Draft, Indicator, Receipt, Registration
from kheo.registrations.services import receipts
from kheo.registrations.services.content import Content, read_content
from kheo.registrations.services.drafts import already_kept, begin, bind_initiative, locked_draft
from kheo.registrations.states import WORKFLOW, State
from kheo.units import public as units
from kheo.units.public import Subject, Unit

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


@transaction.atomic
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
    with one_read():  # who may write is asked once; nothing below changes it
        return _submit(draft_id, fields, revision, round_=round_, unit=unit, by=by, at=at)


def _submit(
    draft_id: UUID,
    fields: Mapping[str, str],
    revision: int,
    *,
    round_: CampaignRound,
    unit: Unit,
    by: User,
    at: datetime,
) -> Receipt:
    taken = known_fields(fields)
    draft = locked_draft(draft_id, revision=revision)
    if draft is None:
        draft, _made = begin(draft_id, fields=taken, round_=round_, unit=unit, by=by, at=at)
    registration = draft.registration
    own = permissions.require_writer(by, registration, day_of(at))
    if not WORKFLOW.allows("submit", current=State(registration.state)):
        return _receipt_of_the_same(draft, taken)
    already_kept(draft, revision=revision, fields=taken)
    require_running(registration.round)
    late = require_in_time(registration, at)
    content = read_content(
        taken,
        round_=registration.round,
        unit_id=registration.handled_by_unit_id,
        besides=registration.pk,
    )
    before = registration.state
    _write(registration, content, late=late, own=own, by=by, at=at)
    _keep_draft(draft, taken, by=by, at=at)
    receipt = receipts.give(registration, fields=taken, names=content.names, by=by, at=at)
    _record(registration, receipt, before=before, own=own, by=by, at=at)
    return receipt


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


def _write(
    registration: Registration, content: Content, *, late: bool, own: bool, by: User, at: datetime
) -> None:
    again = registration.first_submitted_at is not None
    registration.state = WORKFLOW.target("submit", current=State(registration.state))
    _settle_initiative(registration, content)
    kind, name, office = content.lead
    registration.lead = _subject(registration, kind, name, office)
    for column, value in content.columns.items():
        setattr(registration, column, value)
    registration.entered_for_unit = not own
    registration.submitted_at, registration.submitted_by = at, by
    registration.first_submitted_at = registration.first_submitted_at or at
    registration.is_late = late
    registration.decided_at = registration.decided_by = None
    registration.save(update_fields=[*_ALWAYS_WRITTEN, *(c.removesuffix("_id") for c in content.columns)])
    _write_indicators(registration, content, again=again)


def _subject(registration: Registration, kind: str, name: str, office: str) -> Subject:
    """Mostly the unit has named this subject before; only a new one is made."""
    known = Subject.objects.filter(
        kind=kind, unit_id=registration.handled_by_unit_id, name_folded=fold(name)[:200], office=office
    ).first()
    return known or units.subject(kind=kind, unit=registration.handled_by_unit, name=name, office=office)


def _settle_initiative(registration: Registration, content: Content) -> None:
    if content.continues and content.continues.initiative_id != registration.initiative_id:
        bind_initiative(registration, content.continues)
    elif content.continues is None and registration.initiative.first_year != content.first_year:
        bind_initiative(registration, None)
        registration.initiative.first_year = content.first_year
        registration.initiative.save(update_fields=["first_year"])


def _write_indicators(registration: Registration, content: Content, *, again: bool) -> None:
    if again:
        registration.indicators.all().delete()
    rows = [
        Indicator(
            registration=registration,
            kind=Indicator.Kind.MEASURE,
            position=place,
            name=one.name,
            target=one.target,
            unit=one.unit,
        )
        for place, one in enumerate(content.measures, 1)
    ]
    rows += [
        Indicator(
            registration=registration,
            kind=Indicator.Kind.STEP,
            position=place,
            name=step.name,
            due_on=step.due_on,
        )
        for place, step in enumerate(content.steps, 1)
    ]
    Indicator.objects.bulk_create(rows)


def _keep_draft(draft: Draft, fields: Fields, *, by: User, at: datetime) -> None:
    """What was sent stays as the draft: the same id again is recognised, a return starts from it."""
    draft.fields, draft.saved_at, draft.saved_by = fields, at, by
    draft.revision += 1
    draft.save(update_fields=["fields", "saved_at", "saved_by", "revision"])


def _record(
    registration: Registration, receipt: Receipt, *, before: str, own: bool, by: User, at: datetime
) -> None:
    unit_id = registration.handled_by_unit_id
    audit.record(
        "registrations:registration:submit",
        registration,
        by=by,
        at=at,
        unit_id=unit_id,
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
