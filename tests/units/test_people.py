"""Roles, seats and doors for later modules."""

from datetime import timedelta

import pytest

from kheo.accounts.public import Role
from kheo.audit.models import Event
from kheo.core.errors import Conflict, InvalidInput
from kheo.units import hooks
from kheo.units import public as units
from kheo.units.models import Membership
from kheo.units.public import UnitKind
from tests import factories
from tests.factories import FOUNDED, NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.commune()


@pytest.fixture
def admin(place):
    return factories.user(place.committee, Role.ADMINISTRATOR)


def give(user, unit, by, on=TODAY, role=Role.UNIT_CONTACT):
    return units.give_role(user, unit=unit, role=role, on=on, by=by, at=NOON)


def test_give_role_twice_is_one_role_and_one_event(place, admin):
    person = factories.user()

    rows = [give(person, place.hamlets[0], admin), give(person, place.hamlets[0], admin)]

    assert rows[0].pk == rows[1].pk
    assert Event.objects.filter(action="units:membership:give", actor=admin.username).count() == 1


def test_give_role_earlier_than_planned_moves_its_beginning(place, admin):
    person = factories.user()
    planned = give(person, place.hamlets[0], admin, on=TODAY + timedelta(days=30))

    earlier = give(person, place.hamlets[0], admin)

    assert (earlier.pk, earlier.valid_from) == (planned.pk, TODAY)


def test_give_role_to_a_closed_account_or_in_an_ended_unit_is_refused(place, admin):
    closed, person = factories.user(place.hamlets[2]), factories.user()
    units.close_account(closed, by=admin, at=NOON)
    units.merge([place.hamlets[0]], into=place.hamlets[1], on=TODAY, decision="số 1", by=admin, at=NOON)

    with pytest.raises(InvalidInput, match="đã đóng"):
        give(closed, place.hamlets[1], admin)
    with pytest.raises(InvalidInput, match="đã kết thúc"):
        give(person, place.hamlets[0], admin)


def test_end_role_keeps_the_past_and_ends_the_scope(place, admin):
    person = factories.user(place.hamlets[0])
    row = person.memberships.get()

    units.end_role(row, on=TODAY, by=admin, at=NOON)

    assert units.scope_ids(person, TODAY) == set()
    assert units.scope_ids(person, TODAY - timedelta(days=1)) == {place.hamlets[0].pk}
    with pytest.raises(Conflict):
        units.end_role(row, on=TODAY, by=admin, at=NOON)


def test_end_role_of_the_last_administrator_waits_for_another(place, admin):
    own = admin.memberships.get()
    with pytest.raises(Conflict) as refused:
        units.end_role(own, on=TODAY, by=admin, at=NOON)

    give(factories.user(), place.committee, admin, role=Role.ADMINISTRATOR)
    units.end_role(own, on=TODAY, by=admin, at=NOON)

    assert refused.value.code == "last-administrator"
    assert units.memberships(admin, TODAY).count() == 0


def test_administrator_of_a_part_may_go_while_one_stands_above(place, admin):
    part = factories.user(place.division, Role.ADMINISTRATOR)

    units.end_role(part.memberships.get(), on=TODAY, by=admin, at=NOON)

    assert units.memberships(part, TODAY).count() == 0


def test_close_account_ends_every_role(place, admin):
    person = factories.user(place.hamlets[0])
    give(person, place.division, admin, on=FOUNDED, role=Role.VIEWER)

    units.close_account(person, by=admin, at=NOON)

    person.refresh_from_db()
    assert (person.is_active, Membership.objects.filter(user=person, valid_to=None).count()) == (False, 0)
    assert [contact.full_name for contact in units.commune_contacts("05500", TODAY)] == []


def test_contacts_come_in_the_order_of_units_then_of_given_names(place):
    for unit, name in (
        (place.hamlets[1], "Vũ Thị An"),
        (place.hamlets[0], "Đỗ Văn Ý"),
        (place.hamlets[0], "Trần Văn Đức"),
        (place.women, "Bùi Thị Hoa"),
    ):
        factories.user(unit, full_name=name)

    lines = [(line.unit_name, line.full_name) for line in units.commune_contacts("05500", TODAY)]

    assert lines == [
        ("Hội Liên hiệp Phụ nữ xã Đồng Trăng", "Bùi Thị Hoa"),
        ("Xóm 1", "Trần Văn Đức"),
        ("Xóm 1", "Đỗ Văn Ý"),
        ("Xóm 2", "Vũ Thị An"),
    ]


def test_seat_follows_units_of_the_commune_and_its_changes_are_on_the_trail(place, admin):
    board = factories.unit(UnitKind.STEERING_BOARD, "Ban Chỉ đạo", place.committee)
    common = {"by": admin, "at": NOON}
    seat = units.give_seat(
        board, holder_name="Hà Văn Một", office="Ủy viên", follows=[place.cell], on=TODAY, **common
    )
    units.change_seat(seat, office="Phó Trưởng ban", follows=[place.women], **common)
    units.end_seat(seat, on=TODAY + timedelta(days=1), **common)

    events = Event.objects.filter(subject=f"units.Unit:{board.pk}", action__startswith="units:seat")
    assert [event.action for event in events.order_by("seq")] == [
        "units:seat:give",
        "units:seat:change",
        "units:seat:end",
    ]
    assert events.get(action="units:seat:change").details["before"] == {
        "office": "Ủy viên",
        "follows": [place.cell.pk],
    }
    assert list(units.seats(board, TODAY)) == [seat]
    assert list(units.seats(board, TODAY + timedelta(days=1))) == []


def test_seat_outside_a_board_or_with_units_of_another_commune_is_refused(place, admin):
    board = factories.unit(UnitKind.STEERING_BOARD, "Ban Chỉ đạo", place.committee)
    elsewhere = factories.unit(UnitKind.SETTLEMENT, "Xóm Xa", area_code="05501")
    seat = {"holder_name": "Hà Văn Một", "office": "Ủy viên", "on": TODAY, "by": admin, "at": NOON}

    with pytest.raises(InvalidInput) as no_board:
        units.give_seat(place.division, follows=[], **seat)
    with pytest.raises(InvalidInput) as other_area:
        units.give_seat(board, follows=[elsewhere], **seat)

    assert (no_board.value.code, other_area.value.code) == ("no-board", "unit-of-other-area")


def test_merger_tells_its_listeners_and_their_refusal_undoes_it(place, admin, monkeypatch):
    monkeypatch.setattr(hooks, "_listeners", [])
    told = []

    def listener(change, *, by, at):
        told.append(([unit.pk for unit in change.olds], change.heir_of("anything").pk))
        if len(told) == 2:
            raise Conflict("Chưa được.", code="not-yet")

    units.register_succession_listener(listener)
    units.register_succession_listener(listener)
    one, two, three = place.hamlets
    units.merge([one], into=two, on=TODAY, decision="số 1", by=admin, at=NOON)
    with pytest.raises(Conflict):
        units.merge([three], into=two, on=TODAY, decision="số 2", by=admin, at=NOON)

    assert told == [([one.pk], two.pk), ([three.pk], two.pk)]
    assert units.alive(three, TODAY)
