"""Who sees what: own unit, by place, by campaign, and nobody else."""

from uuid import uuid4

import pytest

from kheo.accounts.roles import Role
from kheo.campaigns.models import CampaignParticipant
from kheo.campaigns.states import Part
from kheo.core.errors import NotFound
from kheo.registrations import selectors
from kheo.registrations.services.deciding import accept, return_, withdraw
from kheo.registrations.services.drafts import save_draft
from kheo.units import public as units
from kheo.units.public import UnitKind
from tests.factories import FOUNDED, NOON, TODAY, commune, unit, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, sent


def titles(person):
    rows = selectors.visible(person, TODAY).select_related("draft")
    return sorted(selectors.shown_title(row) for row in rows)


@pytest.fixture
def shelf(world):
    """One registration in each state, all of the same hamlet."""
    save_draft(
        uuid4(),
        fields={"title": "nháp"},
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=NOON,
    )
    rows = {
        name: sent(world.running, world.hamlet, world.contact, title=name).registration
        for name in ("gửi", "nhận", "trả", "rút")
    }
    accept(rows["nhận"], by=world.officer, at=NOON)
    return_(rows["trả"], reason="Thiếu", by=world.officer, at=NOON)
    withdraw(rows["rút"], reason="Thôi", by=world.contact, at=NOON)
    return rows


def test_contact_sees_all_of_the_own_unit(world, shelf):
    assert titles(world.contact) == sorted(["nháp", "gửi", "nhận", "trả", "rút"])


def test_officer_and_viewer_see_what_was_sent_but_no_draft(world, shelf):
    expected = sorted(["gửi", "nhận", "trả", "rút"])

    assert titles(world.officer) == expected
    assert titles(world.viewer) == expected


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL_MEMBER])
def test_appraiser_and_council_see_what_was_accepted(world, shelf, role):
    assert titles(user(world.place.committee, role)) == ["nhận"]


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
def test_stranger_and_administrator_see_nothing(world, shelf, role):
    assert titles(user(world.place.committee if role else None, role or Role.VIEWER)) == []


def test_neighbour_sees_nothing(world, shelf):
    assert titles(world.neighbour) == []


def test_viewer_of_a_unit_that_watches_the_campaign_sees_it(world, shelf):
    elsewhere = commune("Bến Sỏi")
    watcher = user(elsewhere.front, Role.VIEWER)
    assert titles(watcher) == []
    CampaignParticipant.objects.create(campaign=world.running.campaign, unit=elsewhere.front, part=Part.WATCH)

    assert titles(watcher) == sorted(["gửi", "nhận", "trả", "rút"])


def test_taking_part_as_registrant_opens_no_other_units_rows(world, shelf):
    assert titles(user(world.place.women, Role.VIEWER)) == []


def test_province_officer_reads_by_place(world, shelf):
    province = unit(UnitKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân tỉnh Mẫu", area_code="19")
    units.move(world.place.committee, parent=province, on=FOUNDED, by="system", at=NOON)

    reader = user(province, Role.PROVINCE_OFFICER)

    assert titles(reader) == sorted(["gửi", "nhận", "trả", "rút"])


def test_officer_sees_the_draft_that_an_officer_entered(world):
    save_draft(
        uuid4(),
        fields={"title": "nhập hộ"},
        revision=0,
        round_=world.round,
        unit=world.hamlet,
        by=world.officer,
        at=NOON,
    )

    assert titles(world.officer) == titles(world.contact) == ["nhập hộ"]
    assert titles(world.viewer) == []


def test_successors_contact_sees_the_rows_of_a_merged_unit(world, shelf):
    two = world.place.hamlets[1]
    units.merge([world.hamlet], into=two, on=TODAY, decision="12/QĐ-UBND", by="system", at=NOON)

    assert len(titles(world.neighbour)) == 5


def test_registration_for_somebody_else_is_not_found(world, shelf):
    with pytest.raises(NotFound):
        selectors.registration_for(world.neighbour, shelf["gửi"].pk, TODAY)


def test_counts_by_unit_and_state(world, shelf):
    assert selectors.sent_counts(world.round) == {world.hamlet.pk: 2}
    assert selectors.drafting_counts(world.round, [world.hamlet.pk]) == {world.hamlet.pk: 1}
    assert selectors.waiting_count(world.round) == 1
    assert selectors.state_counts(world.round) == dict.fromkeys(
        ["draft", "submitted", "accepted", "returned", "withdrawn"], 1
    )


def test_continuable_offers_the_latest_accepted_of_earlier_rounds(world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)
    accepted(last, world.place.hamlets[1], world.neighbour, title="của xóm khác")
    sent(last, world.hamlet, world.contact, title="chưa nhận")

    assert list(selectors.continuable(world.round, world.hamlet.pk)) == [before]


def test_continuable_is_empty_once_continued(world):
    last = running_campaign(world.place, year=2025, officer=world.officer)
    before = accepted(last, world.hamlet, world.contact)
    again = sent(
        world.running, world.hamlet, world.contact, kind="continued", continues=str(before.pk), changes="x"
    ).registration

    assert list(selectors.continuable(world.round, world.hamlet.pk)) == []
    assert list(selectors.continuable(world.round, world.hamlet.pk, besides=again.pk)) == [before]


def test_lists_take_the_same_queries_for_one_and_three(world, django_assert_num_queries):
    sent(world.running, world.hamlet, world.contact)
    with django_assert_num_queries(1):
        [
            (r.sector.name, r.lead.name, selectors.shown_title(r))
            for r in selectors.of_units(world.round, [world.hamlet.pk])
        ]
    for n in range(2):
        sent(world.running, world.hamlet, world.contact, title=f"Mô hình {n}")

    with django_assert_num_queries(1):
        rows = [(r.sector.name, r.lead.name) for r in selectors.sent_to(world.round)]
    assert len(rows) == 3
