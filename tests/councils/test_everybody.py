"""Every person tries every verb on a session and its matter, wherever they stand; only these go through."""

import pytest

from kheo.accounts.roles import Role
from kheo.councils.selectors.councils import seats_of
from kheo.councils.services import councils, filing, items, paper_vote, screen, sessions, voting
from kheo.councils.services.filing import Numbered
from kheo.councils.services.paper_vote import Tally
from kheo.councils.services.voting import Counts
from kheo.councils.states import Choice, Mode
from tests.factories import NOON, TODAY, commune, user
from tests.factories import councils as made
from tests.factories.attempts import who_may

pytestmark = pytest.mark.django_db

LATER = NOON.replace(hour=NOON.hour + 1)
TALLY = Tally(issued=9, collected=9, votes_for=7, votes_against=2, votes_none=0, votes_invalid=0)
BOTH = {"officer", "secretary"}
SEATED = {"chair", "vice", "secretary", "member"}
OFFICER = {"officer"}
ALWAYS = {"change council": OFFICER, "give seat": OFFICER, "end seat": OFFICER, "plan": BOTH}
AGENDA = dict.fromkeys(["add matter", "change matter", "drop matter"], BOTH)
BEFORE = ALWAYS | AGENDA | dict.fromkeys(["change", "call", "cancel", "begin"], BOTH)
VOTING = ALWAYS | {"add matter": BOTH, "note": BOTH, "abandon": {"chair"}}
OVER = ALWAYS | {"end council": {"officer"}}
ALLOWED = {
    "preparing": BEFORE,
    "called": BEFORE,
    "meeting": ALWAYS
    | AGENDA
    | dict.fromkeys(["attendance", "recuse", "note", "conclude", "open vote"], BOTH),
    "hands": VOTING | {"hands": BOTH},
    "paper": VOTING | {"tally": SEATED | {"officer"}},
    "screen": VOTING | {"cast": SEATED},
    "counted": ALWAYS
    | dict.fromkeys(["attendance", "add matter", "note", "hands"], BOTH)
    | {"close": {"chair"}},
    "closed": OVER | {"file minutes": BOTH},
    "cancelled": OVER,
}


@pytest.fixture
def sitting():
    place = commune()
    made_here = made.council(place)
    made_here.people = {
        "officer": made_here.officer,
        "secretary": made_here.secretary,
        "chair": made_here.chair,
        "vice": made_here.vice,
        "member": made_here.members[0],
        "viewer": user(place.committee, Role.VIEWER),
        "appraiser": user(place.committee, Role.APPRAISER),
        "administrator": user(place.committee, Role.ADMINISTRATOR),
        "stranger": user(place.hamlets[0]),
    }
    return made_here


def brought_to(sitting, stage):
    """A session with one matter at this stage."""
    keep = {"by": sitting.secretary, "at": NOON}
    if stage in {"preparing", "called", "cancelled"}:
        session = made.planned(sitting, "Xét mô hình Đường hoa")
        if stage != "preparing":
            sessions.call(session, **keep)
        if stage == "cancelled":
            sessions.cancel(session, reason="lũ", **keep)
        return session, session.items.get()
    session, [item] = made.meeting(sitting)
    if stage in {"hands", "paper", "screen"}:
        voting.open_vote(item, mode=Mode(stage), **keep)
    if stage in {"counted", "closed"}:
        made.voted_by_hands(item, sitting, 7)
    if stage == "closed":
        sessions.close(session, word="chốt", by=sitting.chair, at=LATER)
    item.refresh_from_db()
    return session, item


def attempts(sitting, session, item, person):
    keep = {"by": person, "at": LATER}
    council = sitting.council
    seats = list(seats_of(council, TODAY))
    row = session.attendance.filter(user=sitting.members[1]).first()
    return {
        "change council": lambda: councils.change(
            council, name="Hội đồng", symbol="HĐ", decided_by="QĐ 1", decided_on=made.SET_UP, **keep
        ),
        "give seat": lambda: made.seat(council, person, "member", name="Lê Văn Mới"),
        "end seat": lambda: councils.end_seat(seats[-1], on=TODAY, **keep),
        "end council": lambda: councils.end(council, on=TODAY, paper="QĐ 2", **keep),
        "plan": lambda: sessions.plan(council, title="Phiên sau", begins_at=LATER, place="P. họp", **keep),
        "change": lambda: sessions.change(session, title="Phiên", begins_at=LATER, place="P. họp", **keep),
        "call": lambda: sessions.call(session, **keep),
        "cancel": lambda: sessions.cancel(session, reason="hoãn", **keep),
        "begin": lambda: sessions.begin(session, roll=made.roll(sitting), **keep),
        "attendance": lambda: sessions.note_attendance(session, roll={}, **keep),
        "close": lambda: sessions.close(session, word="chốt", **keep),
        "add matter": lambda: items.open_item(session, title="Việc khác", **keep),
        "change matter": lambda: items.change_item(item, title="Việc này", explanation="", **keep),
        "drop matter": lambda: items.drop_item(item, **keep),
        "recuse": lambda: items.recuse(item, row, reason="liên quan", **keep),
        "note": lambda: items.note(item, discussion="", dissent="", conclusion="Đồng ý.", **keep),
        "conclude": lambda: items.conclude(item, conclusion="Đồng ý.", **keep),
        "open vote": lambda: voting.open_vote(item, mode=Mode.HANDS, **keep),
        "hands": lambda: voting.record_hands(item, counts=Counts(7, 2, 0), written={}, **keep),
        "abandon": lambda: voting.abandon_vote(item, reason="nhầm cách", **keep),
        "tally": lambda: paper_vote.enter_tally(item, tally=TALLY, **keep),
        "cast": lambda: screen.cast(item, choice=Choice.FOR, **keep),
        "end screen": lambda: screen.close_vote(item, **keep),
        "file minutes": lambda: filing.file_paper(
            session, "bien-ban", numbered=Numbered("05", "BB-HĐTĐKT", TODAY), **keep
        ),
    }


@pytest.mark.parametrize("stage", ALLOWED)
def test_only_these_people_do_these_things_at_this_stage(sitting, stage):
    session, item = brought_to(sitting, stage)

    found = who_may({name: attempts(sitting, session, item, who) for name, who in sitting.people.items()})

    assert found == ALLOWED[stage]
