"""“Việc của tôi”: sessions that need a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.timetable.deadline import say_day, short_date
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, Attendance, CouncilSession, Seat, Voter
from kheo.councils.states import ItemState, Mode, SeatRole, SessionState
from kheo.kernel.clock import VIETNAM, day_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the person, and where it is done."""

    words: str
    url: str


def waiting_for(user: User, at: datetime) -> list[Waiting]:
    """Votes to cast, sessions to attend, to begin or to close; in a constant number of queries."""
    on = day_of(at)
    mine = permissions.arranging_unit_ids(user, on)
    seated = Seat.objects.filter(permissions.seated_on(on), council=OuterRef("council"), user=user)
    if not mine and not permissions.has_council(user, on):
        return []
    rows = CouncilSession.objects.filter(state__in=[SessionState.CALLED, SessionState.MEETING])
    rows = rows.filter(Q(council__unit_id__in=mine) | Exists(seated)).annotate(
        is_secretary=Exists(seated.filter(role=SeatRole.SECRETARY)), is_member=Exists(seated)
    )
    rows = rows.select_related("council").prefetch_related(
        "items", Prefetch("attendance", Attendance.objects.order_by("pk"))
    )
    open_ones = list(rows.order_by("begins_at", "pk"))
    found = _votes(user) if any(row.state == SessionState.MEETING for row in open_ones) else []
    for row in open_ones:
        found += _of_session(row, user, at, runs=row.is_secretary or row.council.unit_id in mine)
    return found


def _votes(user: User) -> list[Waiting]:
    rows = Voter.objects.filter(
        attendance__user=user,
        has_voted=False,
        item__state=ItemState.VOTING,
        item__session__state=SessionState.MEETING,
    ).select_related("item")
    return [
        Waiting(
            _("Bỏ phiếu: %(title)s") % {"title": row.item.title}, reverse("councils:vote", args=[row.item_id])
        )
        for row in rows.order_by("item__position")
    ]


def _of_session(session: CouncilSession, user: User, at: datetime, *, runs: bool) -> Iterator[Waiting]:
    url = reverse("councils:session", args=[session.pk])
    facts = {"title": session.title, "day": short_date(day_of(session.begins_at))}
    begins = session.begins_at.astimezone(VIETNAM)
    if session.state == SessionState.CALLED:
        if runs and day_of(at) >= begins.date():
            yield Waiting(_("Điểm danh, bắt đầu phiên họp: %(title)s") % facts, url)
        elif session.is_member:  # type: ignore[attr-defined]
            facts["day"] = f"{begins:%H:%M}, {say_day(begins.date()).text(_)}"
            yield Waiting(_("Dự họp hội đồng lúc %(day)s: %(title)s") % facts, url)
        return
    items = list(session.items.all())
    for item in items:
        if runs and item.mode == Mode.PAPER and item.state == ItemState.VOTING:
            words = _("Nhập kết quả kiểm phiếu: %(title)s") % {"title": item.title}
            yield Waiting(words, reverse("councils:tally", args=[item.pk]))
    if _is_settled(items):
        leader = permissions.presiding(list(session.attendance.all()))
        acts = leader.user_id == user.pk if leader and leader.user_id else runs
        if acts:
            yield Waiting(
                _("Chốt kết quả phiên họp: %(title)s") % facts, reverse("councils:close", args=[session.pk])
            )


def _is_settled(items: list[AgendaItem]) -> bool:
    states = {item.state for item in items}
    return ItemState.COUNTED in states and ItemState.VOTING not in states
