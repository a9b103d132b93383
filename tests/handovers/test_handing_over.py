"""Who leaves hands over: roles pass on the day, what hangs on him moves, the rest is told; once, by whom it may."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from kheo.accounts.roles import Role
from kheo.audit.models import Event
from kheo.core.errors import Conflict, InvalidInput, NotAllowed
from kheo.documents.models import Document
from kheo.handovers.models import Handover
from kheo.handovers.selectors import preview, seen_mark, visible
from kheo.handovers.services import hand_over
from kheo.notices.models import Notice
from kheo.progress import public as progress
from kheo.progress.models import Difficulty
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.models import Membership, SteeringSeat
from kheo.units.public import Leaving, UnitKind
from tests.factories import FOUNDED, NOON, TODAY, commune, unit, user
from tests.factories.campaigns import running_campaign
from tests.factories.councils import council
from tests.factories.registrations import accepted, sent
from tests.portal.test_cockpit import registration

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=7)


@pytest.fixture
def world():
    place = commune()
    running = running_campaign(place)
    return SimpleNamespace(
        place=place,
        running=running,
        officer=running.officer,
        admin=user(place.committee, Role.ADMINISTRATOR),
        contact=user(place.hamlets[0], full_name="Lường Thị Mẫu"),
        neighbour=user(place.hamlets[1], full_name="Ma Văn Kế"),
    )


def roles_of(person):
    return [row.pk for row in Membership.objects.filter(user=person, valid_to__isnull=True)]


def over(giver, taker, **changes):
    said = {
        "role_ids": roles_of(giver),
        "on": TODAY,
        "reason": "moved",
        "by": giver,
        "at": NOON,
    } | changes
    return hand_over(giver, taker, **said)


def leaving_of(person, on=TODAY):
    return Leaving(person, tuple(units.roles_to_hand(person, person, on, TODAY)), on)


def told(person, on=TODAY):
    """Group → its lines, as the page shows them."""
    return {
        group["key"]: [line["words"] for line in group["lines"]]
        for group in preview(leaving_of(person, on), NOON)
    }


def test_roles_end_for_the_one_and_begin_for_the_other_on_the_day(world):
    row = over(world.contact, world.neighbour, on=SOON)

    def holds(person, on):
        return units.has_role(person, Role.UNIT_CONTACT, world.place.hamlets[0], on)

    before = SOON - timedelta(days=1)
    assert [holds(world.contact, before), holds(world.neighbour, before)] == [True, False]
    assert [holds(world.contact, SOON), holds(world.neighbour, SOON)] == [False, True]
    assert holds(world.contact, FOUNDED)
    assert [(one.unit, one.role) for one in row.roles.all()] == [(world.place.hamlets[0], "unit-contact")]


def test_taker_who_holds_the_role_already_keeps_one(world):
    second = user(world.place.hamlets[0])

    over(world.contact, second)

    assert Membership.objects.filter(user=second, unit=world.place.hamlets[0]).count() == 1
    assert units.has_role(second, Role.UNIT_CONTACT, world.place.hamlets[0], TODAY)


def test_only_the_roles_that_were_chosen_pass(world):
    units.give_role(
        world.contact, unit=world.place.women, role=Role.UNIT_CONTACT, on=FOUNDED, by="system", at=NOON
    )
    hamlet = Membership.objects.get(user=world.contact, unit=world.place.hamlets[0])

    over(world.contact, world.neighbour, role_ids=[hamlet.pk])

    assert units.own_unit_ids(world.contact, TODAY) == {world.place.women.pk}


def test_what_is_open_is_told_by_its_module_and_drafts_without_their_title(world):
    running, hamlet = world.running, world.place.hamlets[0]
    registrations.save_draft(
        "7c0b0d56-3f0a-4f5e-9f57-9f0fd7a1b001",
        fields={"title": "Chưa ai biết"},
        revision=0,
        round_=running.round,
        unit=hamlet,
        by=world.contact,
        at=NOON,
    )
    registration(running, hamlet, "returned")
    progress.raise_difficulty(
        running.round, unit=hamlet, matter="Thiếu ống", place="Cầu Mây", by=world.contact, at=NOON
    )

    groups = told(world.contact)

    assert groups["registrations:drafts"] == ["Xóm 1: bản lưu ngày 02/02/2026, năm 2026"]
    assert groups["registrations:returned"] == ["Xóm 1: “Ngõ sạch”, năm 2026"]
    assert groups["progress:raised"] == ["Xóm 1: Thiếu ống (Cầu Mây)"]


def test_officer_leaves_campaigns_dates_what_waits_and_draft_papers(world):
    running = world.running
    registration(running, world.place.women, "submitted")
    Document.objects.create(
        kind="notice",
        unit=world.place.committee,
        subject="Danh mục mô hình",
        created_at=NOON,
        created_by=world.officer,
    )
    progress.raise_difficulty(
        running.round, unit=world.place.hamlets[0], matter="Thiếu ống", place="Cầu", by=world.contact, at=NOON
    )

    groups = told(world.officer)

    assert groups["campaigns:campaigns"] == [f"{running.round.name}: đang thực hiện"]
    assert groups["campaigns:dates"] == [f"Hạn đăng ký ({running.round.name})"]
    assert groups["registrations:waiting"] == ["Hội Liên hiệp Phụ nữ xã Đồng Trăng: “Ngõ sạch”, năm 2026"]
    assert groups["documents:drafts"] == ["Thông báo: Danh mục mô hình"]
    assert groups["progress:to-give"] == ["Xóm 1: Thiếu ống (Cầu)"]


def test_difficulty_led_by_the_giver_by_name_is_led_by_the_taker(world):
    leader = user(world.place.committee, Role.SIGNER, full_name="Nông Đình Khải")
    heir = user(world.place.committee, Role.VIEWER, full_name="Bế Thị Sao")
    row = progress.raise_difficulty(
        world.running.round,
        unit=world.place.hamlets[0],
        matter="Thiếu ống",
        place="Cầu",
        by=world.contact,
        at=NOON,
    )
    row = progress.give_difficulty(row, owner=world.place.division, by=world.officer, at=NOON)
    progress.escalate_difficulty(
        row,
        desk="leader",
        led_by="ông Nông Đình Khải, Phó Chủ tịch",
        reason="",
        by=world.officer,
        at=NOON,
    )

    made = over(leader, heir, basis="Quyết định số 12/QĐ-UBND ngày 02/02/2026")

    found = Difficulty.objects.get(pk=row.pk)
    assert found.escalated_to == "Bế Thị Sao, Phó Chủ tịch"
    assert found.steps.last().verb == "hand-over"
    assert [group["key"] for group in made.content if group["passes"]] == ["progress:led"]


def test_seat_in_the_board_is_told_and_stays_until_the_board_decides(world):
    board = unit(UnitKind.STEERING_BOARD, "Ban Chỉ đạo xã", world.place.party, area_code="05500")
    seat = units.give_seat(
        board,
        holder_name=world.officer.full_name,
        office="Ủy viên",
        follows=[],
        on=FOUNDED,
        by="system",
        at=NOON,
    )

    groups = told(world.officer)
    over(world.officer, world.neighbour)

    assert groups["units:seats"] == ["Ủy viên, Ban Chỉ đạo xã"]
    assert SteeringSeat.objects.get(pk=seat.pk).valid_to is None


def test_both_and_the_administrators_are_told_and_the_trail_has_it(world):
    row = over(world.contact, world.neighbour, on=SOON)

    units_told = set(Notice.objects.values_list("unit_id", flat=True))
    assert units_told == {world.place.hamlets[0].pk, world.place.committee.pk}
    assert [event.action for event in Event.objects.filter(subject=f"handovers.Handover:{row.pk}")] == [
        "handovers:handover:make"
    ]
    assert set(visible(world.contact, TODAY)) == set(visible(world.neighbour, TODAY)) == {row}
    assert list(visible(world.admin, TODAY)) == [row]
    assert list(visible(user(world.place.hamlets[2]), TODAY)) == []


def test_administrator_hands_over_for_who_is_away_and_for_who_left_lately(world):
    over(world.contact, world.neighbour, by=world.admin, reason="away")
    left = user(world.place.hamlets[2])
    units.close_account(left, by=world.admin, at=NOON)
    ended = [row.pk for row in units.roles_to_hand(left, world.admin, TODAY, TODAY)]

    over(left, world.neighbour, role_ids=ended, by=world.admin)

    assert units.own_unit_ids(world.neighbour, TODAY) == {one.pk for one in world.place.hamlets}


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_admin"])
def test_nobody_else_hands_over_for_somebody(world, who):
    others = {
        "neighbour": world.neighbour,
        "stranger": user(),
        "other_admin": user(commune("Suối Vàng").committee, Role.VIEWER),
    }

    with pytest.raises(NotAllowed):
        over(world.contact, world.neighbour, by=others[who])

    assert not Handover.objects.exists()


def test_administrator_of_one_commune_hands_over_no_role_in_another(world):
    far = commune("Suối Vàng")
    person = user(far.hamlets[0])

    with pytest.raises(NotAllowed):
        over(person, world.neighbour, by=world.admin)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": TODAY - timedelta(days=1)}, "on"),
        ({"on": TODAY + timedelta(days=91)}, "on"),
        ({"role_ids": []}, "roles"),
        ({"reason": "ốm"}, "reason"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_written(world, changes, field):
    with pytest.raises(InvalidInput) as refused:
        over(world.contact, world.neighbour, **changes)

    assert (refused.value.field, Handover.objects.count()) == (field, 0)
    assert units.has_role(world.contact, Role.UNIT_CONTACT, world.place.hamlets[0], TODAY)


def test_taker_is_another_person_with_an_open_account_of_the_same_commune(world):
    closed = user(world.place.hamlets[2])
    units.close_account(closed, by=world.admin, at=NOON)
    far = user(unit(UnitKind.OTHER, "Cơ quan ở nơi khác", area_code="05999"))

    for taker in (world.contact, closed, far, user()):
        with pytest.raises(InvalidInput) as refused:
            over(world.contact, taker)
        assert refused.value.field == "taker"


def test_role_given_by_a_decision_asks_for_the_decision(world):
    signer = user(world.place.committee, Role.SIGNER)

    with pytest.raises(InvalidInput) as refused:
        over(signer, world.neighbour)
    over(signer, world.neighbour, basis="Quyết định số 3/QĐ-UBND ngày 02/02/2026")

    assert refused.value.field == "basis"
    assert units.has_role(world.neighbour, Role.SIGNER, world.place.committee, TODAY)


def test_last_administrator_may_hand_over_to_the_next(world):
    over(world.admin, world.neighbour, basis="Quyết định số 4/QĐ-UBND", on=SOON)

    assert units.has_role(world.neighbour, Role.ADMINISTRATOR, world.place.committee, SOON)
    assert units.has_role(world.admin, Role.ADMINISTRATOR, world.place.committee, TODAY)


def test_second_handover_of_the_same_role_is_refused(world):
    roles = roles_of(world.contact)
    over(world.contact, world.neighbour, role_ids=roles)

    with pytest.raises(Conflict):
        over(world.contact, user(world.place.hamlets[2]), role_ids=roles)


def test_what_came_in_since_the_page_was_shown_refuses_the_handover_whole(world):
    seen = seen_mark(preview(leaving_of(world.officer), NOON))
    sent(world.running, world.place.hamlets[0], world.contact)

    with pytest.raises(Conflict) as refused, transaction.atomic():
        over(world.officer, world.neighbour, seen=seen)

    assert (refused.value.code, Handover.objects.count()) == ("changed-since-seen", 0)
    assert units.has_role(world.officer, Role.COMMUNE_OFFICER, world.place.committee, TODAY)


def test_handover_back_is_a_new_handover(world):
    over(world.contact, world.neighbour)
    back = Membership.objects.get(user=world.neighbour, unit=world.place.hamlets[0])

    over(world.neighbour, world.contact, role_ids=[back.pk], at=NOON + timedelta(days=3), on=date(2026, 2, 5))

    assert Handover.objects.count() == 2
    assert units.has_role(world.contact, Role.UNIT_CONTACT, world.place.hamlets[0], date(2026, 2, 5))


def test_handover_is_never_edited(world):
    row = over(world.contact, world.neighbour)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE handovers_handover SET basis = 'khác' WHERE id = %s", [row.pk])


def test_preview_asks_as_often_for_one_matter_as_for_many(world, django_assert_max_num_queries):
    def queries(more):
        for number in range(more):
            accepted(world.running, world.place.hamlets[0], world.contact, title=f"Mô hình {more} {number}")
            sent(world.running, world.place.hamlets[1], world.neighbour, title=f"Chờ {more} {number}")
        with django_assert_max_num_queries(40) as asked:
            preview(leaving_of(world.officer), NOON)
        return len(asked)

    assert queries(1) == queries(8)


def test_who_no_longer_works_here_is_not_offered_to_take_over(world):
    over(world.contact, world.neighbour)
    leaver = user(world.place.women)
    Membership.objects.filter(user=leaver).update(valid_to=TODAY)

    offered = units.takers(
        world.officer, list(units.roles_to_hand(world.officer, world.officer, TODAY, TODAY)), TODAY
    )

    assert world.neighbour in offered
    assert leaver not in offered
    assert world.contact not in offered


def test_a_seat_in_a_council_is_told_and_stays(world):
    sitting = council(world.place)
    person = sitting.chair
    assert told(person)["councils:seats"] == [
        "Hội đồng Thi đua - Khen thưởng xã Đồng Trăng: chủ tịch hội đồng"
    ]
