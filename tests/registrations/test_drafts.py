"""Drafts: kept from the first keystroke, never overwritten by an older page."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.audit import public as audit
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refusal, TransitionNotAllowed
from kheo.registrations.fields import LINES, MOST_CHARACTERS, TEXTS, known_fields
from kheo.registrations.models import Draft, Initiative, Registration
from kheo.registrations.services import drafts
from kheo.registrations.services.drafts import discard, save_draft
from kheo.registrations.states import State
from kheo.units import public as units
from tests.examples import examples
from tests.factories import FOUNDED, NOON, TODAY, user
from tests.factories.registrations import accepted, filled, sent


def save(world, draft_id, *, by=None, revision=0, unit=None, round_=None, **fields):
    return save_draft(
        draft_id,
        fields=fields,
        revision=revision,
        round_=round_ or world.round,
        unit=unit or world.hamlet,
        by=by or world.contact,
        at=NOON,
    )


def test_save_draft_first_time_makes_initiative_registration_and_draft(world):
    key = uuid4()

    draft = save(world, key, title="Thắp sáng")

    registration = Registration.objects.get()
    assert (draft.revision, draft.fields) == (1, {"title": "Thắp sáng"})
    assert (registration.state, registration.title, registration.unit) == ("draft", "", world.hamlet)
    assert registration.initiative.first_year == 2026
    assert [event.action for event in audit.history(registration)] == ["registrations:registration:begin"]


def test_save_draft_next_revision_replaces_the_fields(world):
    key = uuid4()
    save(world, key, title="Thắp")

    draft = save(world, key, revision=1, title="Thắp sáng", address="Xóm 1")

    assert (draft.revision, draft.fields) == (2, {"title": "Thắp sáng", "address": "Xóm 1"})
    assert Registration.objects.count() == Initiative.objects.count() == 1


def test_save_draft_same_fields_twice_changes_nothing(world):
    key = uuid4()
    save(world, key, title="Thắp sáng")

    again = save(world, key, title="Thắp sáng")

    assert again.revision == 1


def test_save_draft_older_revision_is_a_conflict_that_shows_the_newer(world):
    key = uuid4()
    save(world, key, title="Một")
    save(world, key, revision=1, title="Hai")

    with pytest.raises(Conflict) as refusal:
        save(world, key, revision=1, title="Ba")

    assert refusal.value.code == "draft-older"
    assert refusal.value.params["draft"].fields == {"title": "Hai"}
    assert Draft.objects.get().fields == {"title": "Hai"}


def test_save_draft_unknown_fields_are_not_kept(world):
    draft = save(
        world,
        uuid4(),
        title="  Thắp\u200b sáng ",
        csrfmiddlewaretoken="x",
        religion="y",
        **{"measure-0-x": "z"},
    )

    assert draft.fields == {"title": "Thắp sáng"}


def test_save_draft_too_large_is_refused_and_writes_nothing(world):
    with pytest.raises(InvalidInput) as refusal:
        save(world, uuid4(), need="a" * (MOST_CHARACTERS + 1))

    assert refusal.value.code == "draft-too-large"
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("who", ["neighbour", "viewer", "stranger"])
def test_save_draft_by_somebody_else_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        save(world, uuid4(), by=getattr(world, who), title="Thắp sáng")


def test_save_draft_of_another_unit_under_its_id_is_not_allowed(world):
    key = uuid4()
    save(world, key, title="Thắp sáng")

    with pytest.raises(NotAllowed):
        save(world, key, by=world.neighbour, unit=world.place.hamlets[1], revision=1, title="Của tôi")


def test_save_draft_by_officer_in_a_draft_of_the_unit_is_not_allowed(world):
    key = uuid4()
    save(world, key, title="Thắp sáng")

    with pytest.raises(NotAllowed) as refusal:
        save(world, key, by=world.officer, revision=1, title="Thắp sáng đường")

    assert refusal.value.code == "draft-of-unit"


def test_save_draft_by_officer_for_a_unit_is_marked_and_open_to_its_contact(world):
    key = uuid4()
    save(world, key, by=world.officer, title="Thắp sáng")

    draft = save(world, key, revision=1, title="Thắp sáng đường")

    assert draft.registration.entered_for_unit is True
    assert [e.action.rpartition(":")[2] for e in audit.history(draft.registration)] == [
        "begin",
        "continue-draft",
    ]


def test_save_draft_unit_outside_the_campaign_is_not_allowed(world):
    outside = units.found(
        kind=units.UnitKind.OTHER,
        name="Hợp tác xã",
        parent=world.place.committee,
        on=FOUNDED,
        by="system",
        at=NOON,
    )

    with pytest.raises(NotAllowed) as refusal:
        save(world, uuid4(), by=user(outside), unit=outside, title="x")

    assert refusal.value.code == "unit-not-taking-part"


@pytest.mark.parametrize(
    ("state", "code"), [("preparing", "campaign-not-launched"), ("closed", "campaign-closed")]
)
def test_save_draft_campaign_not_running_is_refused(world, state, code):
    world.round.campaign.state = state

    with pytest.raises(Refusal) as refusal:
        save(world, uuid4(), title="x")

    assert refusal.value.code == code


def test_save_draft_after_sending_is_a_conflict(world):
    key = uuid4()
    sent(world.running, world.hamlet, world.contact, draft_id=key)

    with pytest.raises(Conflict) as refusal:
        save(world, key, revision=1, title="Muộn")

    assert refusal.value.code == "draft-already-sent"


def test_save_draft_too_many_drafts_are_refused(world, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 1)
    save(world, uuid4(), title="Một")

    with pytest.raises(InvalidInput) as refusal:
        save(world, uuid4(), title="Hai")

    assert refusal.value.code == "too-many-drafts"


def test_save_draft_continuing_takes_the_initiative_of_last_year_and_lets_it_go_again(world):
    from tests.factories.campaigns import running_campaign

    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)
    key = uuid4()

    draft = save(world, key, kind="continued", continues=str(before.pk))
    assert draft.registration.initiative == before.initiative

    draft = save(world, key, revision=1, kind="new")
    assert draft.registration.initiative != before.initiative
    own = draft.registration.initiative

    draft = save(world, key, revision=2, kind="continued", continues=str(before.pk))
    assert draft.registration.initiative == before.initiative
    assert not Initiative.objects.filter(pk=own.pk).exists()


def test_save_draft_continuing_twice_in_one_round_gives_the_second_its_own_initiative(world):
    from tests.factories.campaigns import running_campaign

    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)
    save(world, uuid4(), kind="continued", continues=str(before.pk))

    second = save(world, uuid4(), kind="continued", continues=str(before.pk))

    assert second.registration.initiative != before.initiative


def test_save_draft_unit_that_was_merged_registers_through_its_successor(world):
    one, two = world.place.hamlets[:2]
    units.merge([one], into=two, on=TODAY, decision="12/QĐ-UBND", by="system", at=NOON)

    with pytest.raises(NotAllowed) as refusal:
        save(world, uuid4(), by=world.neighbour, unit=one, title="x")

    assert refusal.value.code == "unit-ended"
    assert save(world, uuid4(), by=world.neighbour, unit=two, title="x").registration.unit == two


def test_discard_new_draft_removes_all_three(world):
    key = uuid4()
    registration = save(world, key, title="Thắp sáng").registration
    pk = registration.pk

    discard(key, by=world.contact, at=NOON)

    assert (Draft.objects.count(), Registration.objects.count(), Initiative.objects.count()) == (0, 0, 0)
    registration.pk = pk
    assert audit.history(registration).last().details == {"title": "Thắp sáng"}


def test_discard_of_a_continuing_draft_leaves_the_initiative(world):
    from tests.factories.campaigns import running_campaign

    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)
    key = uuid4()
    save(world, key, kind="continued", continues=str(before.pk))

    discard(key, by=world.contact, at=NOON)

    assert list(Registration.objects.all()) == [before]
    assert Initiative.objects.get() == before.initiative


def test_discard_of_what_was_sent_is_refused(world):
    key = uuid4()
    sent(world.running, world.hamlet, world.contact, draft_id=key)

    with pytest.raises(TransitionNotAllowed):
        discard(key, by=world.contact, at=NOON)


def test_discard_by_another_unit_is_not_allowed(world):
    key = uuid4()
    save(world, key, title="Thắp sáng")

    with pytest.raises(NotAllowed):
        discard(key, by=world.neighbour, at=NOON)


def test_discard_twice_is_not_found(world):
    key = uuid4()
    save(world, key, title="Thắp sáng")
    discard(key, by=world.contact, at=NOON)

    with pytest.raises(NotFound):
        discard(key, by=world.contact, at=NOON)


def test_known_fields_closes_up_empty_rows_and_keeps_order():
    posted = {
        "measure-0-name": "",
        "measure-2-name": "Đèn",
        "measure-1-target": "3",
        "step-29-name": "Họp",
        "step-29-unit": "x",
    }

    assert known_fields(posted) == {"measure-0-target": "3", "measure-1-name": "Đèn", "step-0-name": "Họp"}


def test_known_fields_more_rows_than_the_form_has_are_refused():
    with pytest.raises(InvalidInput) as refusal:
        known_fields({f"step-{n}-name": "Họp" for n in range(31)})

    assert refusal.value.code == "too-many-rows"


def test_state_of_a_draft_stays_draft_whatever_it_holds(world):
    draft = save(world, uuid4(), **filled(world.running))

    assert draft.registration.state == State.DRAFT


names = st.one_of(
    st.sampled_from(["title", "need", "measure-0-name", "measure-3-target", "step-1-due", "religion"]),
    st.text(max_size=12),
)


@settings(max_examples=examples(80), deadline=None)
@given(posted=st.dictionaries(names, st.text(max_size=40), max_size=8))
def test_known_fields_twice_is_the_same_and_knows_every_name(posted):
    once = known_fields(posted)

    assert known_fields(once) == once
    assert all(name in {*LINES, *TEXTS} or name.startswith(("measure-", "step-")) for name in once)
