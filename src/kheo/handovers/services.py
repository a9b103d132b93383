"""The one verb: everything passes in one step, and the minutes are frozen."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from kheo.accounts.public import Role, User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.timetable.deadline import short_date
from kheo.core.vietnamese import clean_line
from kheo.handovers.models import HandedRole, Handover
from kheo.handovers.selectors import preview, seen_mark
from kheo.handovers.states import Reason
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.units import public as units
from kheo.units.public import Leaving, Membership, Unit

_LONGEST_BASIS = 200
# Whose paper the minutes are: the office where most of the work hangs.
_ORDER = (Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER, Role.SIGNER, Role.RECORDS_CLERK)


@transaction.atomic
def hand_over(
    giver: User,
    taker: User,
    *,
    role_ids: Collection[int],
    on: date,
    reason: str,
    by: User,
    at: datetime,
    basis: str = "",
    seen: str = "",
) -> Handover:
    """Roles end for the one and begin for the other on the day; what hangs on the giver himself is moved; all of it
    is written down as it stood. Both are told, and whoever administers the units.

    `seen` is the `seen_mark` of what the page had shown. Raises Conflict where something has changed since or the
    roles are gone, NotAllowed, InvalidInput (`field` taker, on, roles, reason or basis).
    """
    if reason not in Reason.values:
        raise InvalidInput(N_("Hãy chọn lý do bàn giao."), code="reason", field="reason")
    said = clean_line(basis)[:_LONGEST_BASIS]
    roles = units.hand_over_roles(giver, taker, role_ids=role_ids, on=on, by=by, at=at, basis=said)
    leaving = Leaving(giver, tuple(roles), on)
    content = preview(leaving, at)
    _require_as_seen(content, seen)
    units.move_matters(leaving, taker, by=by, at=at)
    row = Handover.objects.create(
        giver=giver,
        taker=taker,
        unit=_house(roles, day_of(at)),
        on=on,
        reason=reason,
        basis=said,
        content=content,
        made_at=at,
        made_by=by,
    )
    HandedRole.objects.bulk_create(
        HandedRole(handover=row, unit_id=one.unit_id, role=one.role, title=one.title) for one in roles
    )
    _record(row, roles, content)
    _tell(row, roles, by=by, at=at)
    return row


def _record(row: Handover, roles: Sequence[Membership], content: Sequence[dict[str, Any]]) -> None:
    audit.record(
        "handovers:handover:make",
        row,
        by=row.made_by,
        at=row.made_at,
        unit_id=row.unit_id,
        first=True,
        giver=row.giver_id,
        taker=row.taker_id,
        on=row.on,
        roles=[[one.unit_id, one.role] for one in roles],
        counts={group["key"]: group["count"] for group in content},
    )


def _require_as_seen(content: Sequence[dict[str, Any]], seen: str) -> None:
    if seen and seen != seen_mark(content):
        raise Conflict(
            N_(
                "Danh sách việc vừa thay đổi nên lần bàn giao này chưa được ghi. Hãy xem lại danh sách rồi bấm bàn giao."
            ),
            code="changed-since-seen",
        )


def _house(roles: Sequence[Membership], on: date) -> Unit:
    """The office that has a symbol for its papers: the role's own unit, or the nearest above it."""
    places = {role: place for place, role in enumerate(_ORDER)}
    first = min(roles, key=lambda row: (places.get(Role(row.role), len(_ORDER)), row.unit_id)).unit
    if first.symbol:
        return first
    above = [one for one in units.ancestors(first, on) if one.symbol]
    return above[-1] if above else first


def _tell(row: Handover, roles: Sequence[Membership], *, by: User, at: datetime) -> None:
    """The units of these roles (the taker answers for them, the giver until the day), and their administrators'."""
    on = day_of(at)
    told = {one.unit_id for one in roles}
    for unit in {one.unit for one in roles}:
        told |= units.administering_unit_ids(unit, on)
    notices.tell(
        row,
        unit_ids=told,
        title=f"{row.giver.full_name} bàn giao công việc cho {row.taker.full_name} từ ngày {short_date(row.on)}",
        by=by,
        at=at,
        link=reverse("handovers:detail", args=[row.pk]),
    )
