"""An initiative that is not carried on, with the reason; and taken up again."""

from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.progress import permissions
from kheo.progress.models import InitiativeEnd
from kheo.registrations.public import Initiative, Registration

_LONGEST_REASON = 500


@transaction.atomic
def stop(registration: Registration, *, on: date, reason: str, by: User, at: datetime) -> InitiativeEnd:
    """Note that the initiative of this registration is not carried on, since a day, for a reason.

    Raises InvalidInput without a reason or for a day to come, Conflict where it has stopped already.
    """
    initiative = _locked(registration, by=by, at=at)
    reason = clean_line(reason)[:_LONGEST_REASON]
    if not reason:
        raise InvalidInput(
            N_("Hãy ghi vì sao không làm tiếp mô hình này."), code="reason-missing", field="reason"
        )
    if on > day_of(at):
        raise InvalidInput(
            N_("Ngày dừng không thể ở sau hôm nay. Hãy ghi lại khi mô hình đã dừng."),
            code="day-to-come",
            field="ended_on",
        )
    if _standing(initiative) is not None:
        raise Conflict(N_("Mô hình này đã được ghi là dừng."), code="already-stopped")
    row = InitiativeEnd.objects.create(
        initiative=initiative, ended_on=on, reason=reason, noted_at=at, noted_by=by
    )
    audit.record("progress:initiative:stop", initiative, by=by, at=at, on=on, reason=reason)
    return row


@transaction.atomic
def resume(registration: Registration, *, by: User, at: datetime) -> None:
    """The initiative is carried on after all; that it had stopped stays on record. Raises NotFound."""
    initiative = _locked(registration, by=by, at=at)
    row = _standing(initiative)
    if row is None:
        raise NotFound(N_("Mô hình này đang được làm tiếp."), code="not-stopped")
    row.resumed_at, row.resumed_by = at, by
    row.save(update_fields=["resumed_at", "resumed_by"])
    audit.record("progress:initiative:resume", initiative, by=by, at=at)


def _locked(registration: Registration, *, by: User, at: datetime) -> Initiative:
    permissions.require_writer(by, registration, day_of(at))
    kept = registration.initiative.merged_into_id or registration.initiative_id
    return Initiative.objects.select_for_update(of=("self",)).get(pk=kept)


def _standing(initiative: Initiative) -> InitiativeEnd | None:
    return InitiativeEnd.objects.filter(initiative=initiative, resumed_at__isnull=True).first()
