"""Who may do what with councils. Predicates of a user on a day."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kheo.accounts.public import Role, User
from kheo.core.errors import N_, NotAllowed, NotFound
from kheo.councils.models import AgendaItem, Attendance, Council, CouncilSession, Seat
from kheo.councils.states import Presence, SeatRole
from kheo.kernel.reading import once_per_read
from kheo.units import public as units

OFFICERS = (Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER)
READERS = (*OFFICERS, Role.SIGNER, Role.RECORDS_CLERK, Role.VIEWER)


def seated_on(on: date, prefix: str = "") -> Q:
    """The seat is held on the day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def arranging_unit_ids(user: User, on: date) -> set[int]:
    """Units whose councils the person sets up: those whose officer he is."""
    return units.own_unit_ids(user, on, OFFICERS)


def visible_councils(user: User, on: date) -> QuerySet[Council]:
    """Councils of the person's own bodies, and those in which he sits."""
    seated = Seat.objects.filter(seated_on(on), council=OuterRef("pk"), user=user)
    own = units.own_unit_ids(user, on, READERS)
    return Council.objects.filter(Q(unit_id__in=own) | Exists(seated))


def visible_sessions(user: User, on: date) -> QuerySet[CouncilSession]:
    """Sessions of those councils, and those at which the person sat."""
    sat = Attendance.objects.filter(session=OuterRef("pk"), user=user)
    return CouncilSession.objects.filter(Q(council__in=visible_councils(user, on)) | Exists(sat))


def has_council(user: User, on: date) -> bool:
    """Whether the person sits in a council on the day."""
    return bool(seated_council_ids(user.pk, on))


@once_per_read
def seated_council_ids(user_id: int, on: date) -> frozenset[int]:
    """Councils in which the person sits on the day; asked once a page."""
    rows = Seat.objects.filter(seated_on(on), user_id=user_id)
    return frozenset(rows.values_list("council_id", flat=True))


def runs(user: User, council: Council, on: date) -> bool:
    """Who prepares and runs sessions: the secretary, and the officer of the council's unit."""
    if council.unit_id in arranging_unit_ids(user, on):
        return True
    seats = Seat.objects.filter(seated_on(on), council=council, user=user, role=SeatRole.SECRETARY)
    return seats.exists()


def presiding(rows: list[Attendance]) -> Attendance | None:
    """Who leads the meeting: the chair where present, else the first vice-chair present."""
    there = [row for row in rows if row.presence == Presence.PRESENT]
    for role in (SeatRole.CHAIR, SeatRole.VICE):
        for row in there:
            if row.role == role:
                return row
    return None


def presides(user: User, session: CouncilSession, rows: list[Attendance], on: date) -> bool:
    """Whether the person leads the meeting; for a leader without an account whoever runs it acts."""
    leader = presiding(rows)
    if leader is None:
        return False
    return leader.user_id == user.pk if leader.user_id else runs(user, session.council, on)


def counts_ballots(user: User, item: AgendaItem, rows: list[Attendance], on: date) -> bool:
    """Who may enter the count of a paper vote: who runs the session, and members present who vote on it."""
    if runs(user, item.session.council, on):
        return True
    recused = set(item.recusals.values_list("attendance_id", flat=True))
    return any(
        row.user_id == user.pk and row.presence == Presence.PRESENT and row.pk not in recused for row in rows
    )


def require_runs(user: User, council: Council, on: date) -> None:
    """Raise NotAllowed for whoever does not run the council's sessions."""
    if not runs(user, council, on):
        raise NotAllowed(
            N_("Chỉ thư ký hội đồng hoặc cán bộ phụ trách của cơ quan lập hội đồng mới làm được việc này."),
            code="not-secretary",
        )


def require_arranges(user: User, unit_id: int, on: date) -> None:
    """Raise NotAllowed for whoever does not set up councils of the unit."""
    if unit_id not in arranging_unit_ids(user, on):
        raise NotAllowed(
            N_("Chỉ cán bộ phụ trách của cơ quan lập hội đồng mới lập, sửa hội đồng."), code="not-arranger"
        )


def require_presides(user: User, session: CouncilSession, rows: list[Attendance], on: date) -> None:
    """Raise NotAllowed for whoever does not lead the meeting."""
    if not presides(user, session, rows, on):
        leader = presiding(rows)
        raise NotAllowed(
            N_("Việc này do người chủ trì phiên họp làm: %(who)s."),
            code="not-presiding",
            who=leader.name if leader else "…",
        )


def council_for(user: User, pk: int, on: date) -> Council:
    """One council. Raises NotFound where there is none, or not for these eyes."""
    row = visible_councils(user, on).select_related("unit").filter(pk=pk).first()
    if row is None:
        raise NotFound(
            N_("Không có hội đồng này trong các hội đồng mà tài khoản được xem."), code="no-council"
        )
    return row


def session_for(user: User, pk: int, on: date) -> CouncilSession:
    """One session. Raises NotFound where there is none, or not for these eyes."""
    row = visible_sessions(user, on).select_related("council__unit").filter(pk=pk).first()
    if row is None:
        raise NotFound(
            N_("Không có phiên họp này trong các hội đồng mà tài khoản được xem."), code="no-session"
        )
    return row


def item_for(user: User, pk: int, on: date) -> AgendaItem:
    """One matter of an agenda. Raises NotFound where there is none, or not for these eyes."""
    row = (
        AgendaItem.objects.select_related("session__council__unit")
        .filter(pk=pk, session__in=visible_sessions(user, on))
        .first()
    )
    if row is None:
        raise NotFound(N_("Không có nội dung này trong các phiên họp mà tài khoản được xem."), code="no-item")
    return row
