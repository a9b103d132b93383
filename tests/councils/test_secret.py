"""The secret votes: nobody can be linked to a ballot; two people count; thirty at once are counted right."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from kheo.audit.models import Event
from kheo.core.errors import Conflict, InvalidInput, KheoError, NotAllowed, Refusal, TransitionNotAllowed
from kheo.councils.models import Ballot, TallyEntry, Voter
from kheo.councils.selectors.voting import differences, turnout
from kheo.councils.services import items, paper_vote, screen, sessions, voting
from kheo.councils.services.items import Who
from kheo.councils.services.paper_vote import Tally
from kheo.councils.states import ItemState, Mode
from tests.factories import NOON, commune, user
from tests.factories.councils import council, meeting, planned, roll

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LATER = NOON + timedelta(minutes=5)


def on_screen(sitting, **there):
    session, [item] = meeting(sitting, **there)
    voting.open_vote(item, mode=Mode.SCREEN, by=sitting.secretary, at=NOON)
    item.refresh_from_db()
    return session, item


def tally(**changes):
    values = {
        "issued": 9,
        "collected": 9,
        "votes_for": 6,
        "votes_against": 2,
        "votes_none": 1,
        "votes_invalid": 0,
    }
    return Tally(**values | changes)


@pytest.fixture
def sitting(db):
    return council(commune())


# What is in the database, the sessions and the log after a vote, without the ballots themselves.


def _dump():
    """Every row of every table but the ballots', ids of rows left out, sessions in the clear."""
    found = {}
    for model in apps.get_models():
        if model is Ballot:
            continue
        rows = []
        for row in model._base_manager.order_by("pk").values():
            plain = Session(**row).get_decoded() if model is Session else row
            rows.append({name: value for name, value in plain.items() if name != "id"})
        found[model._meta.label] = rows
    return json.loads(json.dumps(found, cls=DjangoJSONEncoder, sort_keys=True, default=str))


def _voted_on_pages(clients, item, choices):
    for client, choice in zip(clients, choices, strict=True):
        answer = client.post(reverse("councils:vote", args=[item.pk]), {"phieu": choice}, follow=True)
        assert "Bạn đã bỏ phiếu" in answer.content.decode()
        assert client.get(reverse("councils:item", args=[item.pk])).status_code == 200


@pytest.mark.django_db
def test_nothing_anywhere_depends_on_who_voted_what(sitting, caplog):
    """The same vote twice, the choices dealt to other people: every table, session and log line is the same."""
    caplog.set_level("DEBUG")
    _session, item = on_screen(sitting)
    clients = []
    for person in sitting.everyone:
        clients.append(Client())
        clients[-1].force_login(person, backend=BACKEND)
    votes = ["for", "for", "for", "against", "against", "none", "for", "for", "against"]
    seen = []
    for dealt in (votes, list(reversed(votes))):
        caplog.clear()
        with transaction.atomic(), time_machine.travel(LATER, tick=False):
            _voted_on_pages(clients, item, dealt)
            before = _dump()
            assert Counter(Ballot.objects.values_list("choice", flat=True)) == Counter(votes)
            screen.close_vote(item, by=sitting.secretary, at=LATER)
            lines = [record.getMessage() for record in caplog.records]
            seen.append((before, _dump(), [line for line in lines if "against" in line or "phieu=" in line]))
            transaction.set_rollback(True)
        item.refresh_from_db()
    (one_before, one_after, one_log), (other_before, other_after, other_log) = (
        map(_without_chain, run) for run in seen
    )
    assert one_before == other_before
    assert one_after == other_after
    assert (one_log, other_log) == ([], [])


def _without_chain(dump):
    """Ids of this run, of the operation and their hashes differ between any two runs."""
    if isinstance(dump, list):
        return dump
    for event in dump["audit.Event"]:
        for name in ("operation", "hash", "prev_hash"):
            event.pop(name)
    return dump


@pytest.mark.django_db
def test_ballot_knows_its_matter_and_its_choice_and_nothing_else(sitting):
    _session, item = on_screen(sitting)
    for person in sitting.everyone:
        screen.cast(item, choice="for", by=person, at=LATER)

    assert {field.name for field in Ballot._meta.get_fields()} == {"id", "item", "choice"}
    ids = {str(pk) for pk in Ballot.objects.values_list("pk", flat=True)}
    elsewhere = json.dumps(_dump())
    assert [pk for pk in ids if pk in elsewhere] == []
    assert {field.name for field in Voter._meta.get_fields()} == {"id", "item", "attendance", "has_voted"}
    cast = Event.objects.filter(action="councils:vote:cast")
    assert cast.count() == 9
    assert {json.dumps(event.details) for event in cast} == {"{}"}


@pytest.mark.django_db
def test_order_of_ballots_is_drawn_anew_with_every_vote(sitting):
    """The one who votes against is first; over many votes his ballot lies in every place."""
    places = set()
    for _ in range(25):
        with transaction.atomic():
            _session, item = on_screen(sitting)
            for person in sitting.everyone[:4]:
                screen.cast(item, choice="against" if person == sitting.chair else "for", by=person, at=LATER)
            stored = list(Ballot.objects.filter(item=item).order_by("pk").values_list("choice", flat=True))
            places.add(stored.index("against"))
            transaction.set_rollback(True)

    assert len(places) > 2


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL keeps who wrote a row")
def test_postgresql_tells_no_ballots_apart_by_the_transaction_that_wrote_them(sitting):
    _session, item = on_screen(sitting)
    for person in sitting.everyone:
        screen.cast(item, choice="for", by=person, at=LATER)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM councils_ballot WHERE item_id = %s", [item.pk])
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_vote_typed_while_the_sign_in_had_expired_is_not_kept(sitting, client):
    _session, item = on_screen(sitting)
    client.post(reverse("councils:vote", args=[item.pk]), {"phieu": "against"})

    kept = [session.get_decoded() for session in Session.objects.all()]
    assert "against" not in json.dumps(kept)


@pytest.mark.django_db
def test_every_wrong_moment_and_person_gets_a_sentence(sitting):
    session = planned(sitting)
    judged = sitting.members[0]
    item = items.open_item(
        session,
        title="Khen cá nhân",
        nominees=[Who(judged.full_name, judged.pk)],
        by=sitting.secretary,
        at=NOON,
    )
    member = sitting.members[1]

    def code(who, choice="for"):
        try:
            screen.cast(item, choice=choice, by=who, at=LATER)
        except KheoError as refusal:
            return refusal.code
        return "cast"

    assert code(member) == "session-not-begun"
    sessions.begin(session, roll=roll(sitting, absent=1), by=sitting.secretary, at=NOON)
    assert code(member) == "vote-not-open"
    voting.open_vote(item, mode=Mode.SCREEN, by=sitting.secretary, at=NOON)
    absent = session.attendance.get(presence="absent").user
    answers = [code(member, ""), code(judged), code(absent), code(user()), code(member), code(member)]
    assert answers == ["choice", "recused", "not-a-voter", "not-a-voter", "cast", "voted-already"]
    with pytest.raises(Refusal, match="Mới có 1 phiếu: kiểm lúc này thì lộ"):
        screen.close_vote(item, by=sitting.chair, at=LATER)
    for person in (sitting.members[2], sitting.vice):
        screen.cast(item, choice="none", by=person, at=LATER)
    screen.close_vote(item, by=sitting.chair, at=LATER)
    assert code(sitting.chair) == "vote-closed"
    sessions.close(session, word="chốt", by=sitting.chair, at=LATER)
    assert code(sitting.chair) == "session-closed"


@pytest.mark.django_db
def test_screen_vote_needs_accounts_and_enough_people_to_hide_in():
    sitting = council(commune(), members=3, on_paper=1)
    _session, [item] = meeting(sitting)
    with pytest.raises(InvalidInput, match="Lê Thị Giấy 1"):
        voting.open_vote(item, mode=Mode.SCREEN, by=sitting.secretary, at=NOON)

    small = council(commune("Nhỏ"), members=0)
    session, [matter] = meeting(small)
    row = session.attendance.get(user=small.secretary)
    items.recuse(matter, row, reason="liên quan", by=small.secretary, at=NOON)
    items.allow_few(matter, reason="hội đồng chỉ có ba người", by=small.chair, at=NOON)
    for mode in (Mode.SCREEN, Mode.PAPER):
        with pytest.raises(InvalidInput, match="không giữ kín được"):
            voting.open_vote(matter, mode=mode, by=small.secretary, at=NOON)


@pytest.mark.django_db
def test_counts_stay_hidden_until_the_vote_is_closed(sitting, client):
    _session, item = on_screen(sitting)
    for person in sitting.everyone[:4]:
        screen.cast(item, choice="for", by=person, at=LATER)
    client.force_login(sitting.secretary, backend=BACKEND)
    with time_machine.travel(LATER, tick=False):
        page = client.get(reverse("councils:item", args=[item.pk])).content.decode()

    assert "4/9 người đã bỏ phiếu" in page
    assert "<b>4</b>" not in page
    assert turnout(item) == (4, 9)
    row = screen.close_vote(item, by=sitting.secretary, at=LATER)
    assert (row.votes_for, row.passed, row.state) == (4, False, ItemState.COUNTED)


@pytest.mark.django_db
def test_counted_ballots_cannot_be_touched(sitting):
    _session, item = on_screen(sitting)
    for person in sitting.everyone:
        screen.cast(item, choice="for", by=person, at=LATER)
    screen.close_vote(item, by=sitting.secretary, at=LATER)

    for write in (
        lambda: Ballot.objects.filter(item=item).update(choice="against"),
        lambda: Ballot.objects.filter(item=item).delete(),
        lambda: Ballot.objects.create(item=item, choice="for"),
        lambda: Voter.objects.filter(item=item).update(has_voted=False),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.django_db
def test_broken_off_vote_leaves_no_ballot_and_opens_anew(sitting):
    _session, item = on_screen(sitting)
    screen.cast(item, choice="for", by=sitting.chair, at=LATER)
    with pytest.raises(NotAllowed):
        voting.abandon_vote(item, reason="nhầm cách", by=sitting.secretary, at=LATER)

    voting.abandon_vote(item, reason="nhầm cách biểu quyết", by=sitting.chair, at=LATER)

    assert not Ballot.objects.exists()
    again = voting.open_vote(item, mode=Mode.PAPER, by=sitting.secretary, at=LATER)
    assert again.state == ItemState.VOTING


# On paper


@pytest.fixture
def on_paper(sitting):
    _session, [item] = meeting(sitting)
    return voting.open_vote(item, mode=Mode.PAPER, by=sitting.secretary, at=NOON)


@pytest.mark.django_db
def test_two_people_who_agree_settle_a_paper_vote(sitting, on_paper):
    paper_vote.enter_tally(on_paper, tally=tally(), by=sitting.secretary, at=LATER)
    with pytest.raises(Conflict, match="Người thứ hai phải là người khác"):
        paper_vote.enter_tally(on_paper, tally=tally(), by=sitting.secretary, at=LATER)

    row = paper_vote.enter_tally(on_paper, tally=tally(), by=sitting.members[0], at=LATER)

    assert (row.state, row.votes_for, row.passed) == (ItemState.COUNTED, 6, True)
    with pytest.raises(TransitionNotAllowed):
        paper_vote.enter_tally(on_paper, tally=tally(), by=sitting.members[1], at=LATER)


@pytest.mark.django_db
def test_two_who_differ_are_asked_again_and_nobody_is_named(sitting, on_paper, client):
    paper_vote.enter_tally(
        on_paper, tally=tally(votes_for=7, votes_against=1), by=sitting.secretary, at=LATER
    )
    row = paper_vote.enter_tally(on_paper, tally=tally(), by=sitting.members[0], at=LATER)

    assert (row.state, row.attempt) == (ItemState.VOTING, 2)
    found = [(one.field, one.lower, one.higher) for one in differences(row)]
    assert found == [("votes_for", 6, 7), ("votes_against", 1, 2)]
    client.force_login(sitting.members[0], backend=BACKEND)
    with time_machine.travel(LATER, tick=False):
        page = client.get(reverse("councils:tally", args=[row.pk])).content.decode()
    assert "Phiếu tán thành: 6 và 7" in page
    assert sitting.secretary.full_name not in page

    for teller in (sitting.members[0], sitting.secretary):
        row = paper_vote.enter_tally(on_paper, tally=tally(), by=teller, at=LATER)
    assert row.state == ItemState.COUNTED
    assert TallyEntry.objects.filter(item=row).count() == 4


@pytest.mark.django_db
def test_first_count_is_shown_to_nobody(sitting, on_paper, client):
    paper_vote.enter_tally(
        on_paper, tally=tally(votes_for=8, votes_against=0), by=sitting.secretary, at=LATER
    )
    client.force_login(sitting.members[0], backend=BACKEND)
    with time_machine.travel(LATER, tick=False):
        for name in ("tally", "item"):
            page = client.get(reverse(f"councils:{name}", args=[on_paper.pk])).content.decode()
            assert 'value="8"' not in page
            assert ">8<" not in page
    assert "votes_for" not in json.dumps(Event.objects.get(action="councils:tally:enter").details)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"issued": 10}, "issued"),
        ({"issued": 8}, "collected"),
        ({"votes_invalid": 1}, "votes_for"),
    ],
)
def test_count_that_cannot_be_is_refused_at_its_field(sitting, on_paper, changes, field):
    with pytest.raises(InvalidInput) as refusal:
        paper_vote.enter_tally(on_paper, tally=tally(**changes), by=sitting.secretary, at=LATER)

    assert (refusal.value.field, TallyEntry.objects.count()) == (field, 0)


@pytest.mark.django_db
def test_stranger_and_recused_member_do_not_count(sitting):
    session, [item] = meeting(sitting)
    row = session.attendance.get(user=sitting.members[0])
    items.recuse(item, row, reason="liên quan", by=sitting.secretary, at=NOON)
    voting.open_vote(item, mode=Mode.PAPER, by=sitting.secretary, at=NOON)

    for who in (sitting.members[0], user()):
        with pytest.raises(NotAllowed):
            paper_vote.enter_tally(item, tally=tally(), by=who, at=LATER)


# At once


def at_once(*acts):
    """Run the acts in threads that start together; each answer is “done” or the code of a refusal."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=20)
            act()
        except KheoError as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_thirty_votes_at_once_are_counted_right():
    sitting = council(commune(), members=27)
    _session, item = on_screen(sitting)
    wanted = ["for"] * 17 + ["against"] * 8 + ["none"] * 5
    acts = [
        lambda who=who, choice=choice: screen.cast(item, choice=choice, by=who, at=LATER)
        for who, choice in zip(sitting.everyone, wanted, strict=True)
    ]

    assert at_once(*acts) == ["done"] * 30

    row = screen.close_vote(item, by=sitting.secretary, at=LATER)
    assert (row.votes_for, row.votes_against, row.votes_none, row.needed) == (17, 8, 5, 16)
    assert Ballot.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_one_person_on_two_devices_votes_once():
    sitting = council(commune(), members=1)
    _session, item = on_screen(sitting)
    twice = [
        lambda choice=choice: screen.cast(item, choice=choice, by=sitting.chair, at=LATER)
        for choice in ("for", "against")
    ]

    assert sorted(at_once(*twice)) == ["done", "voted-already"]
    assert Ballot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_vote_and_end_of_voting_at_once_lose_no_ballot():
    sitting = council(commune(), members=2)
    _session, item = on_screen(sitting)
    for person in (sitting.chair, sitting.secretary, sitting.members[0]):
        screen.cast(item, choice="for", by=person, at=LATER)

    answers = at_once(
        lambda: screen.cast(item, choice="for", by=sitting.vice, at=LATER),
        lambda: screen.close_vote(item, by=sitting.secretary, at=LATER),
    )

    item.refresh_from_db()
    assert answers[1] == "done"
    assert answers[0] in {"done", "vote-closed"}
    assert item.votes_for == (4 if answers[0] == "done" else 3) == Ballot.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_tellers_at_once_settle_it_once():
    sitting = council(commune(), members=6)
    _session, [item] = meeting(sitting)
    voting.open_vote(item, mode=Mode.PAPER, by=sitting.secretary, at=NOON)
    tellers = [
        lambda who=who: paper_vote.enter_tally(item, tally=tally(), by=who, at=LATER)
        for who in (sitting.secretary, sitting.members[0])
    ]

    assert at_once(*tellers) == ["done", "done"]
    item.refresh_from_db()
    assert (item.state, item.votes_for) == (ItemState.COUNTED, 6)
