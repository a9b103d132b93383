"""Splitting and dissolving units: who ends, who goes on, who owes, who may read; and what is refused."""

from datetime import timedelta

import pytest

from kheo.accounts.public import Role
from kheo.audit.models import Event
from kheo.campaigns import public as campaigns
from kheo.campaigns.models import CampaignParticipant, Quota
from kheo.core.errors import Conflict, InvalidInput, NotAllowed
from kheo.registrations import permissions as registering
from kheo.units import public as units
from kheo.units.models import UnitSuccession
from kheo.units.public import UnitKind
from tests import factories
from tests.factories import NOON, TODAY
from tests.factories.campaigns import running_campaign

pytestmark = pytest.mark.django_db

DECISION = "12/NQ-HĐND ngày 01/02/2026"


@pytest.fixture
def place():
    return factories.commune()


@pytest.fixture
def admin(place):
    return factories.user(place.committee, Role.ADMINISTRATOR)


def split(unit, *names, by, remains=False, **extra):
    return units.split(
        unit, names=names, remains=remains, on=TODAY, decision=DECISION, by=by, at=NOON, **extra
    )


def dissolve(unit, into, by, **extra):
    return units.dissolve(unit, into=into, on=TODAY, decision=DECISION, by=by, at=NOON, **extra)


def name(unit):
    return units.name_of(unit, TODAY)


def test_split_ends_the_unit_and_founds_its_parts_beside_it(place, admin):
    hamlet = place.hamlets[0]
    group = units.found(
        kind=UnitKind.OTHER, name="Tổ liên gia", parent=hamlet, on=factories.FOUNDED, by=admin, at=NOON
    )

    parts = split(hamlet, "Xóm 1A", " Xóm 1B ", by=admin)

    assert [(name(one), one.kind, one.area_code) for one in parts] == [
        ("Xóm 1A", "settlement", "05500"),
        ("Xóm 1B", "settlement", "05500"),
    ]
    assert not units.alive(hamlet, TODAY)
    assert units.alive(hamlet, TODAY - timedelta(days=1))
    assert [name(one) for one in units.ancestors(parts[0], TODAY)] == ["Ủy ban nhân dân xã Đồng Trăng"]
    assert units.ancestors(group, TODAY)[-1] == parts[0]
    assert units.successor_ids([hamlet.pk]) == {hamlet.pk, *(one.pk for one in parts)}
    assert Event.objects.filter(action="units:unit:split", unit_id=hamlet.pk).count() == 1


def test_split_into_a_unit_that_is_there_joins_it(place, admin):
    first, second, _third = place.hamlets

    parts = split(first, "xóm 2", "Xóm Mới", by=admin)

    assert parts[0] == second
    assert name(parts[1]) == "Xóm Mới"


def test_a_part_that_is_separated_gets_nothing_of_the_unit_that_remains(place, admin):
    hamlet = place.hamlets[0]
    (part,) = split(hamlet, "Xóm Mới", by=admin, remains=True)
    contact = factories.user()
    units.give_role(contact, unit=part, role=Role.UNIT_CONTACT, on=TODAY, by=admin, at=NOON)

    assert units.alive(hamlet, TODAY)
    assert units.own_unit_ids(contact, TODAY) == {part.pk}
    assert UnitSuccession.objects.get().kind == "separated"


def test_a_part_that_is_separated_registers_where_the_unit_does(place, admin):
    officer = factories.user(place.committee, Role.COMMUNE_OFFICER)
    running = running_campaign(place, officer=officer)
    hamlet = place.hamlets[0]

    (part,) = split(hamlet, "Xóm Mới", by=admin, remains=True)

    assert registering.takes_part(running.campaign, part.pk)
    assert registering.takes_part(running.campaign, hamlet.pk)
    assert CampaignParticipant.objects.filter(unit=part, campaign=running.campaign).count() == 1


def test_both_parts_owe_what_the_unit_owed_and_nobody_what_a_dissolved_one_did(place, admin):
    officer = factories.user(place.committee, Role.COMMUNE_OFFICER)
    running = running_campaign(place, officer=officer)
    first, second, _third = place.hamlets
    for unit in place.hamlets:
        Quota.objects.create(campaign=running.campaign, round=running.round, unit=unit, minimum=1)
    before = {line.unit_name for line in campaigns.owed(running.round, TODAY)}

    split(first, "Xóm 1A", "Xóm 1B", by=admin)
    dissolve(second, place.committee, admin)

    after = {line.unit_name for line in campaigns.owed(running.round, TODAY)}
    assert before == {"Xóm 1", "Xóm 2", "Xóm 3"}
    assert after == {"Xóm 1A", "Xóm 1B", "Xóm 3"}


def test_a_unit_that_runs_a_campaign_is_not_split_in_two(place, admin):
    running_campaign(place, officer=factories.user(place.committee, Role.COMMUNE_OFFICER))
    board = units.found(
        kind=UnitKind.DIVISION, name="Ban A", parent=place.committee, on=factories.FOUNDED, by=admin, at=NOON
    )
    campaigns.Campaign.objects.update(managing_unit=board)

    with pytest.raises(Conflict, match="đang chủ trì phong trào"):
        split(board, "Ban B", "Ban C", by=admin)

    assert units.alive(board, TODAY)


def test_dissolve_ends_the_unit_and_who_keeps_its_papers_may_read_them(place, admin):
    hamlet = place.hamlets[0]
    keeper = factories.user(place.committee, Role.COMMUNE_OFFICER)

    dissolve(hamlet, place.committee, admin)

    assert not units.alive(hamlet, TODAY)
    assert hamlet.pk in units.scope_ids(keeper, TODAY)
    assert UnitSuccession.objects.get().kind == "dissolved"


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("one part", "split-too-few"),
        ("its own name", "split-names-twice"),
        ("twice", "split-names-twice"),
        ("root", "root-cannot-end"),
        ("no decision", "merger-needs-decision"),
        ("tomorrow", "succession-in-future"),
        ("day of founding", "merger-before-founding"),
    ],
)
def test_split_that_makes_no_sense_is_refused_and_leaves_nothing(place, admin, case, code):
    hamlet = place.hamlets[0]
    unit, names, on, decision = {
        "one part": (hamlet, ["Xóm Mới"], TODAY, DECISION),
        "its own name": (hamlet, ["xóm 1", "Xóm Mới"], TODAY, DECISION),
        "twice": (hamlet, ["Xóm Mới", "xóm mới"], TODAY, DECISION),
        "root": (place.committee, ["A", "B"], TODAY, DECISION),
        "no decision": (hamlet, ["A", "B"], TODAY, " "),
        "tomorrow": (hamlet, ["A", "B"], TODAY + timedelta(days=1), DECISION),
        "day of founding": (hamlet, ["A", "B"], factories.FOUNDED, DECISION),
    }[case]
    before = Event.objects.count()

    with pytest.raises(InvalidInput) as refused:
        units.split(unit, names=names, remains=False, on=on, decision=decision, by=admin, at=NOON)

    assert refused.value.code == code
    assert Event.objects.count() == before


def test_neither_split_nor_dissolved_by_who_does_not_administer_the_tree(place):
    officer = factories.user(place.committee, Role.COMMUNE_OFFICER)

    with pytest.raises(NotAllowed):
        split(place.hamlets[0], "A", "B", by=officer)
    with pytest.raises(NotAllowed):
        dissolve(place.hamlets[0], place.committee, officer)


def test_party_cell_and_hamlet_never_inherit_from_each_other(place):
    for verb in (
        lambda: units.merge(
            [place.cell],
            into=place.hamlets[0],
            on=TODAY,
            decision=DECISION,
            by="system",
            at=NOON,
            kinds_confirmed=True,
        ),
        lambda: dissolve(place.hamlets[0], place.cell, "system"),
    ):
        with pytest.raises(InvalidInput) as refused:
            verb()
        assert refused.value.code == "merger-party-and-other"

    assert UnitSuccession.objects.count() == 0


def test_units_of_different_kinds_are_merged_only_when_that_is_confirmed(place, admin):
    def merge(**extra):
        units.merge(
            [place.school], into=place.hamlets[0], on=TODAY, decision=DECISION, by=admin, at=NOON, **extra
        )

    with pytest.raises(InvalidInput) as refused:
        merge()
    merge(kinds_confirmed=True)

    assert refused.value.code == "merger-kinds-differ"
    assert refused.value.params["old_kind"] == "Trường học"
    assert not units.alive(place.school, TODAY)
