"""A real session of a council of nine carries a proposal from its agenda to the decision; decided means decided."""

from datetime import timedelta

import pytest

from kheo.core.errors import KheoError, TransitionNotAllowed
from kheo.councils import public as councils
from kheo.councils.models import AgendaItem, Ballot
from kheo.councils.selectors.councils import attendance_of
from kheo.councils.services import items, screen, sessions, voting
from kheo.councils.states import Mode
from kheo.recognitions.models import Proposal
from kheo.recognitions.services import council, deciding, proposing
from kheo.recognitions.states import ProposalState
from tests.factories import NOON
from tests.factories import councils as sittings
from tests.factories import recognitions as made
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def sitting(place):
    return sittings.council(place)


@pytest.fixture
def brought(running, place, contact, sitting):
    """A proposal on the agenda of a session that has begun, by the officer of the council's unit."""
    made.body(running, place, needs_council=True)
    mine = accepted(running, place.hamlets[0], contact)
    [proposal] = made.staged(running, place.hamlets[0], contact, mine)
    session = sittings.planned(sitting)
    council.bring(running.round, session, [proposal], by=running.officer, at=NOON)
    sessions.call(session, by=sitting.secretary, at=NOON)
    sessions.begin(session, roll=sittings.roll(sitting), by=sitting.secretary, at=NOON)
    return proposal, session, AgendaItem.objects.get(session=session)


def voted(item, sitting, votes_for):
    voting.open_vote(item, mode=Mode.SCREEN, by=sitting.secretary, at=NOON)
    for place, member in enumerate(sitting.everyone):
        screen.cast(item, choice="for" if place < votes_for else "against", by=member, at=NOON)
    screen.close_vote(item, by=sitting.secretary, at=NOON)


@pytest.mark.parametrize(("votes_for", "state"), [(7, ProposalState.PASSED), (3, ProposalState.NOT_PASSED)])
def test_the_closing_of_the_session_sets_the_result(brought, sitting, votes_for, state):
    proposal, session, item = brought
    voted(item, sitting, votes_for)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.STAGED

    sessions.close(session, word="chốt", by=sitting.chair, at=LATER)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (state, sitting.chair)
    assert f"{votes_for}/9 tán thành" in proposal.council_words
    assert not {field.name for field in Ballot._meta.fields} & {"user", "voter", "attendance", "at"}


def test_what_passed_is_enacted_and_nothing_of_it_changes_any_more(running, brought, sitting):
    proposal, session, item = brought
    voted(item, sitting, 8)
    sessions.close(session, word="chốt", by=sitting.chair, at=LATER)
    decision = made.enacted(running, at=LATER)

    assert "Hội đồng Thi đua - Khen thưởng" in " ".join(decision.content["bases"])
    proposal = Proposal.objects.get(pk=proposal.pk)
    member = attendance_of(session)[0]
    tries = [
        lambda: deciding.reopen(proposal, reason="nhầm", by=running.officer, at=LATER),
        lambda: proposing.take_back(proposal, reason="rút", by=running.officer, at=LATER),
        lambda: items.note(
            item, discussion="", dissent="", conclusion="khác", by=sitting.secretary, at=LATER
        ),
        lambda: items.recuse(item, member, reason="vắng", by=sitting.secretary, at=LATER),
        lambda: screen.cast(item, choice="for", by=sitting.chair, at=LATER),
        lambda: voting.open_vote(item, mode=Mode.HANDS, by=sitting.secretary, at=LATER),
        lambda: sessions.cancel(session, reason="thôi", by=sitting.secretary, at=LATER),
        lambda: sessions.close(session, word="chốt", by=sitting.chair, at=LATER),
    ]
    for attempt in tries:
        with pytest.raises(KheoError):
            attempt()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ENACTED


def test_a_later_session_supersedes_it_until_it_is_enacted(running, brought, sitting):
    _proposal, session, item = brought
    voted(item, sitting, 7)
    sessions.close(session, word="chốt", by=sitting.chair, at=LATER)
    item.refresh_from_db()
    made.enacted(running, at=LATER)
    again = sittings.planned(sitting)
    second = councils.open_item(
        again,
        kind=item.kind,
        key=item.key,
        title=item.title,
        explanation="Có ý kiến mới.",
        supersedes=item,
        by=sitting.secretary,
        at=LATER,
    )
    sessions.begin(again, roll=sittings.roll(sitting), by=sitting.secretary, at=LATER)
    voted(second, sitting, 2)

    with pytest.raises(TransitionNotAllowed):
        sessions.close(again, word="chốt", by=sitting.chair, at=LATER)
