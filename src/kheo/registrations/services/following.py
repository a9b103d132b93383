"""What units had begun goes on after they are merged, split or dissolved. What was registered is never rewritten."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignState
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.registrations.models import Registration
from kheo.registrations.states import State, label_for_unit
from kheo.units import public as units
from kheo.units.public import Change, OpenWork, Unit


def open_work(unit_ids: Collection[int]) -> list[OpenWork]:
    """Open registrations of these units: not withdrawn, in a campaign not yet closed.

    A draft is for its own unit's eyes: it is counted, its title is not told.
    """
    rows = _open(unit_ids).select_related("round__campaign").order_by("round_id", "state", "pk")
    return [
        OpenWork(
            key=_key(row),
            title=_("Bản chưa gửi") if row.state == State.DRAFT else row.title,
            state=f"{label_for_unit(State(row.state))} · {row.round.campaign.title}",
        )
        for row in rows
    ]


def hand_over(change: Change, *, by: User | str, at: datetime) -> int:
    """Hand open registrations to who carries them on, and tell them; how many. The unit that registered
    stays written as it was.
    """
    rows = _open([old.pk for old in change.olds]).select_for_update(of=("self",)).select_related("round")
    handed: dict[tuple[Unit, int], list[Registration]] = defaultdict(list)
    for row in rows.order_by("pk"):
        heir = change.heir_of(_key(row))
        if heir is None or heir.pk == row.handled_by_unit_id:
            continue
        before, row.handled_by_unit = row.handled_by_unit_id, heir
        row.save(update_fields=["handled_by_unit"])
        audit.record(
            "registrations:registration:follow-unit",
            row,
            by=by,
            at=at,
            unit_id=heir.pk,
            before=before,
            after=heir.pk,
        )
        handed[heir, row.round_id].append(row)
    if isinstance(by, User):
        _tell(change, handed, by=by, at=at)
    return sum(map(len, handed.values()))


def _open(unit_ids: Collection[int]) -> QuerySet[Registration]:
    return (
        Registration.objects.filter(handled_by_unit_id__in=unit_ids)
        .exclude(state=State.WITHDRAWN)
        .exclude(round__campaign__state=CampaignState.CLOSED)
    )


def _key(row: Registration) -> str:
    return f"registration-{row.pk}"


def _tell(
    change: Change, handed: dict[tuple[Unit, int], list[Registration]], *, by: User, at: datetime
) -> None:
    olds = "; ".join(units.names([old.pk for old in change.olds], day_of(at)).values())
    for (heir, round_id), rows in handed.items():
        notices.tell(
            rows[0].round,
            unit_ids=[heir.pk],
            title=_("Đơn vị nhận tiếp %(count)d đăng ký của %(olds)s") % {"count": len(rows), "olds": olds},
            by=by,
            at=at,
            link=reverse("registrations:unit_list", args=[round_id, heir.pk]),
        )
