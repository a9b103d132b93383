"""Founding, renaming, moving, merging: names and places by dates, permission by the day of the act."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kheo.accounts.public import Role
from kheo.audit.models import Event
from kheo.core.errors import Conflict, InvalidInput, NotAllowed
from kheo.units import public as units
from kheo.units.models import UnitLink, UnitSuccession, UnitVersion
from kheo.units.public import UnitKind
from tests import factories
from tests.examples import examples
from tests.factories import FOUNDED, NOON, TODAY

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


def administrator(place):
    return factories.user(place.committee, Role.ADMINISTRATOR)


def merge(olds, into, by, on=TODAY):
    return units.merge(olds, into=into, on=on, decision="Nghị quyết số 12 ngày 01/02/2026", by=by, at=NOON)


def path(unit, on):
    """Names from the root down to the unit, on the day."""
    links = UnitLink.objects.filter(descendant=unit, valid_from__lte=on).exclude(valid_to__lte=on)
    return [units.names([link.ancestor_id], on)[link.ancestor_id] for link in links.order_by("-distance")]


def test_found_below_a_parent_takes_its_place_and_is_on_the_trail():
    place = factories.commune()
    by = administrator(place)

    made = units.found(
        kind=UnitKind.SETTLEMENT, name=" Xóm  Mới ", parent=place.committee, on=TODAY, by=by, at=NOON
    )

    assert (made.province_code, made.area_code) == ("19", "05500")
    assert path(made, TODAY) == ["Ủy ban nhân dân xã Đồng Trăng", "Xóm Mới"]
    assert path(made, YESTERDAY) == []
    assert Event.objects.get(subject=f"units.Unit:{made.pk}").action == "units:unit:found"


def test_found_cannot_place_a_unit_in_another_area():
    place = factories.commune()

    made = units.found(
        kind=UnitKind.OTHER,
        name="Trạm",
        parent=place.committee,
        on=TODAY,
        by=administrator(place),
        at=NOON,
        province_code="01",
        area_code="01",
    )

    assert (made.province_code, made.area_code) == ("19", "05500")


def test_found_under_a_parent_that_is_not_there_yet_is_refused():
    place = factories.commune()

    with pytest.raises(InvalidInput) as refused:
        units.found(
            kind=UnitKind.SETTLEMENT,
            name="Xóm 9",
            parent=place.committee,
            on=FOUNDED - timedelta(days=1),
            by=administrator(place),
            at=NOON,
        )

    assert refused.value.code == "unit-not-there"


def test_found_many_takes_all_lines_or_none():
    place = factories.commune(hamlets=1)
    by = administrator(place)
    common = {"kind": UnitKind.SETTLEMENT, "parent": place.committee, "on": TODAY, "by": by, "at": NOON}

    with pytest.raises(InvalidInput) as refused:
        units.found_many(["Xóm 2", "xóm 1", "Xóm 3", "Xóm 2"], **common)
    made = units.found_many(["Xóm 2", "", "Xóm 10", " Xóm 3 "], **common, local_kind="xóm")

    assert refused.value.params["names"] == "xóm 1; Xóm 2"
    assert len(made) == 3
    names = [unit.name for unit in units.children(place.committee, TODAY) if unit.local_kind == "xóm"]
    assert names == ["Xóm 1", "Xóm 2", "Xóm 3", "Xóm 10"]


def test_rename_keeps_the_old_name_for_the_days_before():
    place = factories.commune()
    hamlet = place.hamlets[0]

    units.rename(hamlet, name="Xóm Đông", on=TODAY, by=administrator(place), at=NOON)

    assert (units.name_of(hamlet, YESTERDAY), units.name_of(hamlet, TODAY)) == ("Xóm 1", "Xóm Đông")


def test_move_takes_what_hangs_below_along_even_what_is_founded_later():
    place = factories.commune()
    by = administrator(place)
    units.give_role(by, unit=place.party, role=Role.ADMINISTRATOR, on=FOUNDED, by="system", at=NOON)
    group = units.found(
        kind=UnitKind.OTHER, name="Tổ hòa giải", parent=place.hamlets[0], on=TODAY, by=by, at=NOON
    )

    units.move(place.hamlets[0], parent=place.division, on=FOUNDED + timedelta(days=30), by=by, at=NOON)

    assert path(group, TODAY) == [
        "Ủy ban nhân dân xã Đồng Trăng",
        "Phòng Văn hóa - Xã hội",
        "Xóm 1",
        "Tổ hòa giải",
    ]
    assert UnitLink.objects.filter(descendant=group, ancestor=place.committee).count() == 1


def test_move_below_itself_is_refused_even_for_a_later_day():
    place = factories.commune()
    by = administrator(place)
    later = TODAY + timedelta(days=9)
    units.move(place.hamlets[1], parent=place.hamlets[0], on=later, by=by, at=NOON)

    with pytest.raises(InvalidInput) as refused:
        units.move(place.hamlets[0], parent=place.hamlets[1], on=TODAY, by=by, at=NOON)

    assert refused.value.code == "unit-under-itself"


def test_merge_ends_the_old_units_and_hands_on_what_hung_below():
    place = factories.commune()
    by = administrator(place)
    first, second, into = place.hamlets
    group = units.found(kind=UnitKind.OTHER, name="Tổ liên gia", parent=first, on=FOUNDED, by=by, at=NOON)

    rows = merge([first, second], into, by)

    assert [row.from_unit_id for row in rows] == [first.pk, second.pk]
    assert (units.alive(first, YESTERDAY), units.alive(first, TODAY)) == (True, False)
    assert units.name_of(first, TODAY) == "Xóm 1"
    assert path(group, TODAY) == ["Ủy ban nhân dân xã Đồng Trăng", "Xóm 3", "Tổ liên gia"]
    assert units.successor_ids([first.pk]) == {first.pk, into.pk}
    assert list(Event.objects.filter(action="units:unit:merge").values_list("unit_id", flat=True)) == [
        first.pk,
        second.pk,
    ]


def test_merge_on_the_day_of_founding_is_refused_so_that_no_name_is_lost():
    place = factories.commune()
    by = administrator(place)
    new = units.found(
        kind=UnitKind.SETTLEMENT, name="Xóm Lạ", parent=place.committee, on=TODAY, by=by, at=NOON
    )

    with pytest.raises(InvalidInput) as refused:
        merge([new], place.hamlets[0], by)

    assert refused.value.code == "merger-before-founding"
    assert units.name_of(new, TODAY) == "Xóm Lạ"


@pytest.mark.parametrize("case", ["itself", "ended", "part", "decision"])
def test_merge_that_makes_no_sense_is_refused(case):
    place = factories.commune()
    by = administrator(place)
    one, two, three = place.hamlets
    merge([two], three, by, on=YESTERDAY)
    units.move(three, parent=one, on=YESTERDAY, by=by, at=NOON)
    olds, into, decision = {
        "itself": ([one], one, "số 1"),
        "ended": ([two], one, "số 1"),
        "part": ([one], three, "số 1"),
        "decision": ([three], place.committee, "  "),
    }[case]

    with pytest.raises(InvalidInput):
        units.merge(olds, into=into, on=TODAY, decision=decision, by=by, at=NOON)

    assert UnitSuccession.objects.count() == 1


def test_scope_holds_units_merged_into_ones_own():
    place = factories.commune()
    old, into = place.hamlets[:2]
    contact = factories.user(into, Role.UNIT_CONTACT)
    merge([old], into, administrator(place))

    assert units.own_unit_ids(contact, TODAY) == {old.pk, into.pk}
    assert units.scope_ids(contact, TODAY) == {old.pk, into.pk}


def test_scope_of_a_province_officer_is_the_province_and_no_other():
    place, other = factories.commune(), factories.commune("Bến Lội")
    far = factories.unit(UnitKind.PEOPLES_COMMITTEE, "UBND xã Xa", province_code="20", area_code="06000")
    province = factories.unit(UnitKind.PEOPLES_COMMITTEE, "UBND tỉnh Mẫu", area_code="19")
    officer = factories.user(province, Role.PROVINCE_OFFICER)

    scope = units.scope_ids(officer, TODAY)

    assert {place.hamlets[0].pk, other.front.pk, province.pk} <= scope
    assert far.pk not in scope
    assert units.scope_ids(officer, TODAY, [Role.COMMUNE_OFFICER]) == set()


def test_scope_without_membership_is_nothing():
    factories.commune()
    stranger = factories.user()

    assert units.scope_ids(stranger, TODAY) == set()
    assert units.visible(stranger, TODAY).count() == 0


def test_visible_is_the_whole_commune_of_ones_unit_ended_units_too_and_no_other_commune():
    place = factories.commune()
    other = factories.unit(UnitKind.PEOPLES_COMMITTEE, "UBND xã Khác", area_code="05501")
    merge([place.hamlets[0]], place.hamlets[1], administrator(place))
    contact = factories.user(place.women)

    seen = set(units.visible(contact, TODAY).values_list("pk", flat=True))

    assert {place.committee.pk, place.cell.pk, place.hamlets[0].pk} <= seen
    assert other.pk not in seen


def verbs(place, by):
    hamlet = place.hamlets[0]
    return {
        "found": lambda: units.found(
            kind=UnitKind.OTHER, name="X", parent=place.committee, on=TODAY, by=by, at=NOON
        ),
        "root": lambda: units.found(kind=UnitKind.OTHER, name="X", parent=None, on=TODAY, by=by, at=NOON),
        "rename": lambda: units.rename(hamlet, name="X", on=TODAY, by=by, at=NOON),
        "move": lambda: units.move(hamlet, parent=place.division, on=TODAY, by=by, at=NOON),
        "merge": lambda: merge([hamlet], place.hamlets[1], by),
        "give": lambda: units.give_role(by, unit=hamlet, role=Role.VIEWER, on=TODAY, by=by, at=NOON),
        "open": lambda: units.open_account(
            username="ai-do",
            full_name="Ai Đó",
            office_phone="",
            unit=hamlet,
            role=Role.VIEWER,
            by=by,
            at=NOON,
        ),
    }


VERBS = ("found", "root", "rename", "move", "merge", "give", "open")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["officer", "front administrator", "former administrator", "nobody"])
def test_every_verb_refuses_who_does_not_administer_the_tree(verb, who):
    place = factories.commune()
    by = {
        "officer": lambda: factories.user(place.committee, Role.COMMUNE_OFFICER),
        "front administrator": lambda: factories.user(place.front, Role.ADMINISTRATOR),
        "former administrator": lambda: former(place),
        "nobody": factories.user,
    }[who]()
    before = Event.objects.count()

    with pytest.raises(NotAllowed):
        verbs(place, by)[verb]()

    assert Event.objects.count() == before


def former(place):
    """Somebody who administered the tree until yesterday."""
    person = administrator(place)
    administrator(place)
    units.end_role(person.memberships.get(), on=YESTERDAY, by="system", at=NOON)
    return person


def test_an_act_dated_back_into_former_office_is_refused():
    place = factories.commune()
    person = former(place)

    with pytest.raises(NotAllowed):
        units.rename(place.hamlets[0], name="X", on=FOUNDED + timedelta(days=3), by=person, at=NOON)


def test_rename_of_a_unit_with_a_later_change_names_the_unit():
    place = factories.commune()
    by = administrator(place)
    units.rename(place.hamlets[0], name="Xóm Đông", on=TODAY, by=by, at=NOON)

    with pytest.raises(Conflict) as refused:
        units.rename(place.hamlets[0], name="Xóm Tây", on=FOUNDED + timedelta(days=1), by=by, at=NOON)

    assert refused.value.params["name"] == "Xóm 1"


class LinksAgreeWithVersions(TestCase):
    """Whatever is moved on whatever days: the closure says on every day what the versions say."""

    @settings(max_examples=examples(25), deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(1, 40)), max_size=6))
    def test_links_on_every_day_are_the_chain_of_parents(self, moves):
        at = datetime(2026, 2, 2, tzinfo=UTC)
        start = date(2025, 7, 1)
        root = factories.unit(UnitKind.PEOPLES_COMMITTEE, "Gốc")
        tree = [root] + [factories.unit(UnitKind.OTHER, f"Đơn vị {n}", root) for n in range(6)]
        for which, parent, day in moves:
            on = start + timedelta(days=day)
            try:
                units.move(tree[which + 1], parent=tree[parent], on=on, by="system", at=at)
            except (InvalidInput, Conflict):
                continue

        for day in range(0, 42, 3):
            on = start + timedelta(days=day)
            rows = UnitVersion.objects.filter(valid_from__lte=on).exclude(valid_to__lte=on)
            parent_of = dict(rows.values_list("unit_id", "parent_id"))
            links = UnitLink.objects.filter(valid_from__lte=on).exclude(valid_to__lte=on)
            found = set(links.values_list("descendant_id", "ancestor_id", "distance"))
            expected = set()
            for unit in tree:
                above, distance = unit.pk, 0
                while above is not None:
                    expected.add((unit.pk, above, distance))
                    above, distance = parent_of[above], distance + 1
            assert found == expected
