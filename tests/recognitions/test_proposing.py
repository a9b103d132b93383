"""The unit's own review comes first; proposals pass or not, and nothing is staged without it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kheo.accounts.roles import Role
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.notices import public as notices
from kheo.recognitions.models import Exemplar, Proposal, ReviewItem, UnitReview
from kheo.recognitions.selectors.proposals import passed_words
from kheo.recognitions.services import deciding, exemplars, praising, proposing, reviewing
from kheo.recognitions.services.reviewing import Votes
from kheo.recognitions.states import ProposalState
from tests.factories import NOON, TODAY, user
from tests.factories import recognitions as made
from tests.factories.registrations import accepted, sent

pytestmark = pytest.mark.django_db


def test_an_example_is_noted_any_day_without_a_registration(running, place, contact):
    row = made.exemplar(running, place.hamlets[0], contact)

    assert (row.registration, row.subject.kind, row.noted_for) == (None, "individual", place.hamlets[0])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "xóm"}, "kind"),
        ({"name": " "}, "name"),
        ({"deed": ""}, "deed"),
        ({"deed": "a" * 2001}, "deed"),
        ({"place": ""}, "place"),
        ({"happened_on": TODAY + timedelta(days=1)}, "happened_on"),
        ({"happened_on": None}, "happened_on"),
    ],
)
def test_an_example_that_cannot_be_is_refused_at_its_field(running, place, contact, change, field):
    with pytest.raises(InvalidInput) as refusal:
        made.exemplar(running, place.hamlets[0], contact, **change)

    assert (refusal.value.field, Exemplar.objects.count()) == (field, 0)


def test_an_example_belongs_to_a_received_registration_of_its_own_unit(running, place, contact):
    other = accepted(running, place.hamlets[1], running.officer)

    with pytest.raises(InvalidInput) as refusal:
        made.exemplar(running, place.hamlets[0], contact, registration=other)

    assert refusal.value.field == "registration"


def test_nobody_notes_reviews_or_proposes_for_a_unit_of_others(running, place, contact):
    stranger = user(place.hamlets[1])
    mine = accepted(running, place.hamlets[0], contact)
    review = made.signed(running, place.hamlets[0], contact, mine)

    for act in (
        lambda: made.exemplar(running, place.hamlets[0], stranger),
        lambda: made.held(running, place.hamlets[0], stranger, {f"m{mine.pk}": Votes(20)}),
        lambda: proposing.propose(review.items.get(), by=stranger, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_example_that_was_praised_is_not_struck_out(running, place, contact):
    row = made.exemplar(running, place.hamlets[0], contact)
    praising.praise(
        row,
        form="letter",
        unit=place.committee,
        facts=made.facts("", symbol=""),
        words="",
        by=running.officer,
        at=NOON,
    )

    with pytest.raises(TransitionNotAllowed):
        exemplars.strike(row, reason="nhầm", by=contact, at=NOON)


def test_no_proposal_without_the_signed_minutes_of_the_unit(running, place, contact):
    mine = accepted(running, place.hamlets[0], contact)
    review = made.held(running, place.hamlets[0], contact, {f"m{mine.pk}": Votes(25)})

    with pytest.raises(Refusal, match="chưa có biên bản bình xét đã ký"):
        proposing.propose(review.items.get(), by=contact, at=NOON)
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize(("votes_for", "carried"), [(12, False), (13, True)])
def test_a_proposal_needs_more_than_half_of_those_present(running, place, contact, votes_for, carried):
    mine = accepted(running, place.hamlets[0], contact)
    review = made.signed(running, place.hamlets[0], contact, mine, votes_for=votes_for)

    if carried:
        assert proposing.propose(review.items.get(), by=contact, at=NOON).state == ProposalState.STAGED
    else:
        with pytest.raises(Refusal, match="12/25"):
            proposing.propose(review.items.get(), by=contact, at=NOON)


def test_the_campaign_may_ask_more_than_half_in_the_units_review(running, place, contact):
    made.body(running, place, least_percent=75)
    mine = accepted(running, place.hamlets[0], contact)
    review = made.signed(running, place.hamlets[0], contact, mine, votes_for=18)

    with pytest.raises(Refusal, match="75%"):
        proposing.propose(review.items.get(), by=contact, at=NOON)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"present": 31}, "present"),
        ({"present": 0}, "present"),
        ({"entitled": None}, "entitled"),
        ({"chair": ""}, "chair"),
        ({"secretary": " "}, "secretary"),
        ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
    ],
)
def test_minutes_that_cannot_be_are_refused_at_their_field(running, place, contact, change, field):
    mine = accepted(running, place.hamlets[0], contact)

    with pytest.raises(InvalidInput) as refusal:
        made.held(running, place.hamlets[0], contact, {f"m{mine.pk}": Votes(20)}, **change)

    assert (refusal.value.field, UnitReview.objects.count()) == (field, 0)


def test_more_votes_than_people_present_are_refused_at_the_case(running, place, contact):
    mine = accepted(running, place.hamlets[0], contact)

    with pytest.raises(InvalidInput) as refusal:
        made.held(running, place.hamlets[0], contact, {f"m{mine.pk}": Votes(20, 6)})

    assert refusal.value.field == f"for-m{mine.pk}"


def test_only_what_is_the_units_own_and_received_stands_before_its_meeting(running, place, contact):
    waiting = sent(running, place.hamlets[0], contact).registration
    others = accepted(running, place.hamlets[1], running.officer)

    with pytest.raises(InvalidInput, match="ít nhất một"):
        made.held(
            running, place.hamlets[0], contact, {f"m{waiting.pk}": Votes(20), f"m{others.pk}": Votes(20)}
        )


def test_minutes_are_mended_until_signed_and_stand_from_then_on(running, place, contact):
    mine = accepted(running, place.hamlets[0], contact)
    key = f"m{mine.pk}"
    review = made.held(running, place.hamlets[0], contact, {key: Votes(20)})
    meeting = reviewing.Meeting(TODAY, "Sân kho", "Ông Chủ", "Bà Ghi", 30, 26)

    mended = reviewing.hold(
        running.round,
        unit=place.hamlets[0],
        meeting=meeting,
        votes={key: Votes(22, 2)},
        by=contact,
        at=NOON,
        review=review,
    )
    assert (mended.pk, mended.present, mended.items.get().votes_for) == (review.pk, 26, 22)

    reviewing.note_signed(mended, received_on=TODAY, by=contact, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        reviewing.hold(
            running.round,
            unit=place.hamlets[0],
            meeting=meeting,
            votes={key: Votes(1)},
            by=contact,
            at=NOON,
            review=review,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitReview.objects.filter(pk=review.pk).update(present=27)


def test_counts_are_kept_and_no_name_of_who_voted(running, place, contact):
    columns = {field.name for field in (*ReviewItem._meta.get_fields(), *UnitReview._meta.get_fields())}

    assert not {name for name in columns if "voter" in name or "member" in name or "attend" in name}


def test_what_was_returned_is_staged_again_from_another_meeting(running, place, contact):
    mine = accepted(running, place.hamlets[0], contact)
    [row] = made.staged(running, place.hamlets[0], contact, mine)

    proposing.return_(row, reason="Thiếu báo cáo năm", by=running.officer, at=NOON)
    assert "trả lại" in notices.inbox(contact, TODAY)[0].title
    again = made.signed(running, place.hamlets[0], contact, mine)
    staged = proposing.propose(again.items.get(), by=contact, at=NOON)

    assert (staged.pk, staged.state, staged.reason) == (row.pk, ProposalState.STAGED, "")
    with pytest.raises(Conflict):
        proposing.propose(again.items.get(), by=contact, at=NOON)


def test_a_meeting_of_the_body_passes_some_and_not_others(running, place, contact):
    made.body(running, place)
    mine = accepted(running, place.hamlets[0], contact)
    noted = made.exemplar(running, place.hamlets[0], contact)
    first, second = made.staged(running, place.hamlets[0], contact, mine, noted)

    deciding.decide_by_meeting(
        running.round,
        number="05/BB-UBND",
        held_on=TODAY,
        passed=[first.pk],
        not_passed={second.pk: "Việc làm chưa rõ kết quả"},
        by=running.officer,
        at=NOON,
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (ProposalState.PASSED, ProposalState.NOT_PASSED)
    assert second.reason == "Việc làm chưa rõ kết quả"
    assert "không được thông qua" in notices.inbox(contact, TODAY)[0].title


def test_a_result_entered_wrongly_is_reopened_before_the_decision(running, place, contact):
    made.body(running, place)
    [row] = made.passed(
        running, made.staged(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    )

    again = deciding.reopen(row, reason="Ghi nhầm dòng", by=running.officer, at=NOON)

    assert (again.state, again.meeting) == (ProposalState.STAGED, None)


def test_a_meeting_needs_a_body_that_was_named_and_says_whether_it_was_the_council(running, place, contact):
    [row] = made.staged(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    with pytest.raises(Refusal, match="Chưa ghi cơ quan công nhận"):
        made.passed(running, [row])

    made.body(running, place, needs_council=True)
    [row] = made.passed(running, [row])

    assert row.meeting.of_council
    assert passed_words([row]) == ["Biên bản họp Hội đồng số 05/BB-UBND ngày 02/02/2026"]


_STATES = ("staged", "returned", "passed", "not-passed", "enacted", "taken-back")
_VERBS = {
    "return": (lambda row, by: proposing.return_(row, reason="thiếu báo cáo", by=by, at=NOON), {"staged"}),
    "take-back": (
        lambda row, by: proposing.take_back(row, reason="xin thôi", by=by, at=NOON),
        {"staged", "returned"},
    ),
    "reopen": (
        lambda row, by: deciding.reopen(row, reason="ghi nhầm", by=by, at=NOON),
        {"passed", "not-passed"},
    ),
}


def _put(running, row, state):
    """The row in the state, by the services."""
    match state:
        case "returned":
            proposing.return_(row, reason="thiếu", by=running.officer, at=NOON)
        case "taken-back":
            proposing.take_back(row, reason="thôi", by=running.officer, at=NOON)
        case "passed" | "enacted":
            made.passed(running, [row])
            if state == "enacted":
                made.enacted(running)
        case "not-passed":
            deciding.decide_by_meeting(
                running.round,
                number="05/BB-UBND",
                held_on=TODAY,
                passed=[],
                not_passed={row.pk: "chưa rõ"},
                by=running.officer,
                at=NOON,
            )
    row.refresh_from_db()


@pytest.mark.parametrize("state", _STATES)
@pytest.mark.parametrize("verb", _VERBS)
def test_every_verb_on_every_state_does_what_the_table_says(running, place, contact, state, verb):
    made.body(running, place)
    [row] = made.staged(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    _put(running, row, state)
    act, allowed = _VERBS[verb]

    if state in allowed:
        act(row, running.officer)
    else:
        with pytest.raises(TransitionNotAllowed):
            act(row, running.officer)


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER}])
def test_no_other_role_decides_returns_or_enacts(running, place, contact, role):
    made.body(running, place)
    [row] = made.staged(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    other = user(place.committee, role)

    with pytest.raises(NotAllowed):
        proposing.return_(row, reason="thiếu", by=other, at=NOON)
    with pytest.raises(NotAllowed):
        deciding.decide_by_meeting(
            running.round, number="1", held_on=TODAY, passed=[row.pk], not_passed={}, by=other, at=NOON
        )
    made.passed(running, [row])
    with pytest.raises(NotAllowed):
        made.enacting.enact(running.round, facts=made.facts(), typed="CÔNG NHẬN", by=other, at=NOON)
