"""Reading councils: lists, members, sessions."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from kheo.accounts.public import User
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, Attendance, Council, CouncilPaper, CouncilSession, Seat
from kheo.councils.states import TAKING_ITEMS, Presence, SeatRole, SessionState

_ROLE_ORDER = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(SeatRole)), output_field=IntegerField()
)


def listed(user: User, on: date) -> QuerySet[Council]:
    """Councils of the list: with how many members, how many sessions; the living first."""
    members = Count("seats", filter=permissions.seated_on(on, "seats__"), distinct=True)
    held = Count("sessions", filter=Q(sessions__state=SessionState.CLOSED), distinct=True)
    rows = permissions.visible_councils(user, on).annotate(members=members, held=held)
    return rows.order_by("ended_on", "name", "pk")


def seats_of(council: Council, on: date) -> QuerySet[Seat]:
    """Who sits on the day: by role, then by given name."""
    rows = Seat.objects.filter(permissions.seated_on(on), council=council)
    return rows.order_by(_ROLE_ORDER, "name_sort", "pk")


def former_seats(council: Council, on: date) -> QuerySet[Seat]:
    """Who no longer sits, the last to leave first."""
    return Seat.objects.filter(council=council, valid_to__lte=on).order_by("-valid_to", "name_sort")


def sessions_of(council: Council) -> QuerySet[CouncilSession]:
    """Sessions of a council, the latest first, with how many matters."""
    rows = CouncilSession.objects.filter(council=council)
    return rows.annotate(matters=Count("items")).order_by("-begins_at", "-pk")


def coming(user: User, at: datetime, on: date) -> list[CouncilSession]:
    """Sessions to come or under way of the councils the person sees, the next first."""
    rows = CouncilSession.objects.filter(
        council__in=permissions.visible_councils(user, on), state__in=TAKING_ITEMS
    )
    return list(rows.select_related("council").order_by("begins_at", "pk")[:20])


def attendance_of(session: CouncilSession) -> list[Attendance]:
    """Everybody who belongs to the session, by role and given name."""
    return list(Attendance.objects.filter(session=session).order_by(_ROLE_ORDER, "name_sort", "pk"))


def there(rows: Collection[Attendance]) -> list[Attendance]:
    """Those in the room."""
    return [row for row in rows if row.presence == Presence.PRESENT]


def items_of(session: CouncilSession) -> list[AgendaItem]:
    """The agenda in its order, with who is concerned, who does not vote, who has entered a count."""
    rows = AgendaItem.objects.filter(session=session).select_related("supersedes__session")
    rows = rows.prefetch_related("nominees", "recusals__attendance", "tallies", "member_votes", "voter_list")
    found = list(rows.order_by("position", "pk"))
    for row in found:
        row.session = session
    return found


def councils_of(unit_ids: Collection[int], on: date) -> list[Council]:
    """Councils of these units that live on the day."""
    rows = Council.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), unit_id__in=unit_ids)
    return list(rows.filter(decided_on__lte=on).order_by("name", "pk"))


def sessions_taking_items(unit_ids: Collection[int], on: date) -> list[CouncilSession]:
    """Sessions of councils of these units to which matters can still be added, soonest first."""
    rows = CouncilSession.objects.filter(council__unit_id__in=unit_ids, state__in=TAKING_ITEMS)
    return list(rows.select_related("council").order_by("begins_at", "pk"))


def filed_papers(session: CouncilSession, item: AgendaItem | None = None) -> dict[str, CouncilPaper]:
    """Name of a paper of the session, or of one of its matters → how it stands in the register: one query."""
    rows = CouncilPaper.objects.filter(session=session, item=item).select_related("document")
    return {row.name: row for row in rows}
