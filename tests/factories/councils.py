"""A council of nine in a commune, its sessions, its decisions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.councils.models import AgendaItem, Council, CouncilSession
from kheo.councils.selectors.councils import attendance_of, seats_of
from kheo.councils.services import councils, items, sessions, voting
from kheo.councils.services.sessions import Roll
from kheo.councils.services.voting import Counts
from kheo.councils.states import Mode, Presence, SeatRole
from tests.factories import NOON, TODAY, Commune, user

SET_UP = date(2026, 1, 5)


@dataclass
class Sitting:
    """A council with who does what in it; `members` are those of no office, by account."""

    council: Council
    officer: User
    chair: User
    vice: User
    secretary: User
    members: list[User] = field(default_factory=list)

    @property
    def everyone(self) -> list[User]:
        return [self.chair, self.vice, self.secretary, *self.members]


def council(place: Commune, members: int = 6, on_paper: int = 0) -> Sitting:
    """Chair, vice-chair, secretary and members with accounts; `on_paper` more known by name alone."""
    officer = user(place.committee, Role.COMMUNE_OFFICER)
    made = councils.set_up(
        place.committee,
        name="Hội đồng Thi đua - Khen thưởng xã Đồng Trăng",
        symbol="HĐTĐKT",
        decided_by="Quyết định số 12/QĐ-UBND của Ủy ban nhân dân xã Đồng Trăng",
        decided_on=SET_UP,
        by=officer,
        at=NOON,
    )
    people = [user(place.division) for _ in range(3 + members)]
    roles = [SeatRole.CHAIR, SeatRole.VICE, SeatRole.SECRETARY, *[SeatRole.MEMBER] * members]
    for person, role in zip(people, roles, strict=True):
        seat(made, officer, role, person=person)
    for number in range(on_paper):
        seat(made, officer, SeatRole.MEMBER, name=f"Lê Thị Giấy {number + 1}")
    return Sitting(made, officer, *people[:3], members=people[3:])


def seat(made: Council, by: User, role: str, *, person: User | None = None, name: str = "") -> None:
    councils.give_seat(
        made, name=name, office="Công chức xã", role=role, on=SET_UP, user=person, by=by, at=NOON
    )


def planned(sitting: Sitting, *titles: str, begins_at: datetime = NOON) -> CouncilSession:
    """A session with plain matters on its agenda."""
    made = sessions.plan(
        sitting.council,
        title="Phiên họp xét công nhận mô hình",
        begins_at=begins_at,
        place="Phòng họp tầng 2",
        by=sitting.secretary,
        at=NOON,
    )
    for title in titles:
        items.open_item(made, title=title, by=sitting.secretary, at=NOON)
    return made


def roll(sitting: Sitting, *, absent: int = 0, written: int = 0) -> dict[int, Roll]:
    """Everybody is there but the last ones of the list."""
    seats = list(seats_of(sitting.council, TODAY))
    said = {one.pk: Roll(Presence.PRESENT) for one in seats}
    for one in seats[len(seats) - absent :]:
        said[one.pk] = Roll(Presence.ABSENT, "đi công tác")
    last = len(seats) - absent
    for one in seats[last - written : last]:
        said[one.pk] = Roll(Presence.WRITTEN, "đi học")
    return said


def meeting(
    sitting: Sitting, *titles: str, absent: int = 0, written: int = 0
) -> tuple[CouncilSession, list[AgendaItem]]:
    """A session that has begun, and its agenda."""
    made = planned(sitting, *(titles or ("Xét mô hình Đường hoa",)))
    begun = sessions.begin(
        made, roll=roll(sitting, absent=absent, written=written), by=sitting.secretary, at=NOON
    )
    return begun, list(begun.items.order_by("position"))


def voted_by_hands(item: AgendaItem, sitting: Sitting, votes_for: int, against: int = 0) -> AgendaItem:
    """An open vote of those present, written down."""
    opened = voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=NOON)
    none = (opened.voters or 0) - votes_for - against
    return voting.record_hands(
        opened, counts=Counts(votes_for, against, none), written={}, by=sitting.secretary, at=NOON
    )


def decided(
    sitting: Sitting, *, kind: str = "plain", key: str = "", title: str = "Xét mô hình", votes_for: int = 7
) -> AgendaItem:
    """A matter voted on in a session that is closed; everybody was there."""
    made = planned(sitting)
    item = items.open_item(made, kind=kind, key=key, title=title, by=sitting.secretary, at=NOON)
    sessions.begin(made, roll=roll(sitting), by=sitting.secretary, at=NOON)
    voted_by_hands(item, sitting, votes_for)
    sessions.close(made, word="chốt", by=sitting.chair, at=NOON + timedelta(hours=2))
    item.refresh_from_db()
    return item


def attendance(session: CouncilSession, person: User):
    return next(row for row in attendance_of(session) if row.user_id == person.pk)
