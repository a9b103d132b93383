"""Duplicates of one initiative. What was registered is never rewritten."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.registrations import permissions
from kheo.registrations.models import Initiative, Registration
from kheo.registrations.selectors import not_found
from kheo.registrations.states import State


@transaction.atomic
def merge_duplicate(
    initiative: Initiative, *, into: Initiative, reason: str, by: User, at: datetime
) -> Initiative:
    """Say that two initiatives are one: from now on the second is the identity of both; their units are told.

    Raises InvalidInput without a reason, for one already merged, or when both stand in the same round
    (one is to be withdrawn first); NotAllowed unless `by` receives for the campaigns of both.
    """
    rows = {
        row.pk: row
        for row in Initiative.objects.select_for_update()
        .filter(pk__in=[initiative.pk, into.pk])
        .order_by("pk")
    }
    old, new = rows[initiative.pk], rows[into.pk]
    registrations = Registration.objects.filter(initiative__in=[old, new]).select_related("round__campaign")
    if not registrations:
        raise not_found()
    for campaign in {r.round.campaign_id: r.round.campaign for r in registrations}.values():
        permissions.require_receiver(by, campaign, day_of(at))
    reason = clean(reason)
    _require_mergeable(old, new, reason)
    live = [r for r in registrations if r.state not in {State.DRAFT, State.WITHDRAWN}]
    if {r.initiative_id for r in live} != {old.pk, new.pk}:
        raise not_found()
    rounds = [{r.round_id for r in live if r.initiative_id == one.pk} for one in (old, new)]
    if rounds[0] & rounds[1]:
        raise InvalidInput(
            N_("Hai mô hình cùng có trong một đợt đăng ký. Hãy rút một đăng ký trước khi gộp."),
            code="merge-same-round",
        )
    old.merged_into = new
    old.save(update_fields=["merged_into"])
    Initiative.objects.filter(merged_into=old).update(merged_into=new)
    audit.record(
        "registrations:initiative:merge", old, by=by, at=at, unit_id=old.unit_id, into=new.pk, reason=reason
    )
    _tell_of_one(old, new, live, reason, by=by, at=at)
    return old


def _tell_of_one(
    old: Initiative, new: Initiative, live: Sequence[Registration], reason: str, *, by: User, at: datetime
) -> None:
    named = {one.pk: max((r for r in live if r.initiative_id == one.pk), key=_year) for one in (old, new)}
    gone, kept = named[old.pk], named[new.pk]
    notices.tell(
        gone,
        unit_ids={row.handled_by_unit_id for row in live},
        title=f"“{gone.title}” ({_year(gone)}) được ghi là cùng một mô hình với “{kept.title}” ({_year(kept)})",
        by=by,
        at=at,
        body=reason,
        link=f"/dang-ky/ho-so/{gone.pk}/",
    )


def _year(row: Registration) -> int:
    return row.round.year


def _require_mergeable(old: Initiative, new: Initiative, reason: str) -> None:
    if not reason:
        raise InvalidInput(
            N_("Hãy ghi lý do gộp hai mô hình làm một."), code="reason-missing", field="reason"
        )
    if old.pk == new.pk or old.merged_into_id or new.merged_into_id:
        raise InvalidInput(
            N_("Không gộp được: hai mô hình là một, hoặc một trong hai đã gộp từ trước."),
            code="merge-impossible",
        )
