"""What a unit has to mend after an inspection: answered by the unit, accepted or sent back by the team's head."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kheo.accounts.public import User
from kheo.appraisals import inspection_rights as rights
from kheo.appraisals.models import Remedy
from kheo.appraisals.states import REMEDY_FLOW, RemedyState
from kheo.audit import public as audit
from kheo.core.asking import needed, needed_text
from kheo.core.errors import N_
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.registrations import public as registrations


@transaction.atomic
def answer(remedy: Remedy, *, words: str, by: User, at: datetime) -> Remedy:
    """What the unit did about it. By its contact, or the officer in its name.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput.
    """
    row = _locked(remedy)
    campaign = row.visit.inspection.round.campaign
    own = registrations.acts_for(by, campaign, row.visit.registration.handled_by_unit_id, day_of(at))
    row.state = REMEDY_FLOW.target("answer", current=RemedyState(row.state))
    row.answer = needed_text(words, "words", 2000, N_("Hãy ghi đã khắc phục thế nào, xong ngày nào."))
    row.answered_at, row.answered_by, row.answered_in_name = at, by, not own
    row.return_reason = ""
    row.save()
    _record("answer", row, by=by, at=at, own=own, late=row.due_on < day_of(at))
    return row


@transaction.atomic
def accept(remedy: Remedy, *, by: User, at: datetime) -> Remedy:
    """It is mended. By the team's head. Raises NotAllowed, TransitionNotAllowed."""
    row = _locked(remedy)
    rights.require_acceptor(by, row.visit, day_of(at))
    row.state = REMEDY_FLOW.target("accept", current=RemedyState(row.state))
    row.decided_at, row.decided_by = at, by
    row.save()
    _record("accept", row, by=by, at=at)
    _tell(row, f"Đã xác nhận khắc phục: {row.what}", by=by, at=at)
    return row


@transaction.atomic
def send_back(remedy: Remedy, *, reason: str, by: User, at: datetime) -> Remedy:
    """Not mended yet, with the reason; its day stays. By the team's head.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput.
    """
    row = _locked(remedy)
    rights.require_acceptor(by, row.visit, day_of(at))
    row.state = REMEDY_FLOW.target("return", current=RemedyState(row.state))
    row.return_reason = needed(reason, "reason", 300, N_("Hãy ghi còn thiếu gì, phải làm thêm gì."))
    row.decided_at, row.decided_by = at, by
    row.save()
    _record("return", row, by=by, at=at, reason=row.return_reason)
    _tell(row, f"Chưa khắc phục xong: {row.what}", by=by, at=at)
    return row


def _locked(remedy: Remedy) -> Remedy:
    return (
        Remedy.objects.select_for_update(of=("self",))
        .select_related(
            "visit__inspection__round__campaign__managing_unit",
            "visit__registration__round__campaign",
            "visit__registration__lead",
        )
        .prefetch_related("visit__inspection__team__user")
        .get(pk=remedy.pk)
    )


def _record(verb: str, row: Remedy, *, by: User, at: datetime, **more: Any) -> None:
    audit.record(
        f"appraisals:remedy:{verb}",
        row,
        by=by,
        at=at,
        unit_id=row.visit.registration.handled_by_unit_id,
        registration=row.visit.registration_id,
        what=row.what,
        **more,
    )


def _tell(row: Remedy, title: str, *, by: User, at: datetime) -> None:
    notices.tell(
        row,
        unit_ids=[row.visit.registration.handled_by_unit_id],
        title=title[:200],
        by=by,
        at=at,
        link=f"/tham-dinh/kiem-tra/viec/{row.pk}/",
    )
