"""Rubrics: begun from the plan, a preset or the level above; versions; what may not be asked."""

import pytest
from django.db import DatabaseError, transaction

from kheo.appraisals.models import Rubric, RubricVersion
from kheo.appraisals.selectors import rubrics as selectors
from kheo.appraisals.services import rubrics as services
from kheo.audit import public as audit
from kheo.campaigns.models import GoverningPaper, PaperItem
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refusal, TransitionNotAllowed
from kheo.core.scoring import problems_of
from kheo.notices import public as notices
from tests.appraisals.judging import CONTENT, NOON, rubric
from tests.factories import TODAY


def begun(world, **changes):
    return services.begin(world.round, data=CONTENT | changes, origin="thử", by=world.officer, at=NOON)


def plan_says(world, *items):
    paper = GoverningPaper.objects.create(
        campaign=world.campaign,
        round=world.round,
        role="plan",
        state="in-force",
        doc_type="Kế hoạch",
        number="5",
        symbol="KH-UBND",
        is_draft=True,
        uploaded_at=NOON,
        uploaded_by=world.officer,
        applied_at=NOON,
    )
    for position, (kind, data) in enumerate(items):
        PaperItem.objects.create(paper=paper, kind=kind, position=position, data=data)


def test_criteria_of_the_plan_come_in_ready_to_edit_without_those_about_gifts(world):
    plan_says(
        world,
        ("criterion", {"text": "Có cách làm sáng tạo", "subject_kind": "collective"}),
        ("criterion", {"text": "Trên 90% số hộ tham gia đóng góp", "subject_kind": "collective"}),
        ("criterion", {"text": "Gương mẫu", "subject_kind": "individual"}),
        ("gate", {"text": "10/10 làng văn hóa"}),
    )
    found = {one.key: one for one in selectors.beginnings(world.round)}
    made = services.begin(
        world.round, data=found["ke-hoach-collective"].data, origin="kế hoạch", by=world.officer, at=NOON
    )

    content = selectors.content_of(made)
    assert [one.text for one in content.criteria] == ["Có cách làm sáng tạo"]
    assert [one.text for one in content.gates] == ["10/10 làng văn hóa"]
    assert not content.by_marks
    assert "Đã bỏ 1 câu" in found["ke-hoach-collective"].note
    assert "ke-hoach-individual" in found


def test_presets_say_where_they_come_from(world):
    found = [one for one in selectors.beginnings(world.round) if one.key.startswith("mau-")]

    assert len(found) == 5
    assert all(one.note for one in found)


def test_parts_are_added_changed_moved_and_taken_out(world):
    version = begun(world)
    part = {"text": "Bền vững", "kind": "marks", "maximum": "10", "group": "n2"}
    services.put_part(version, kind="criteria", key=None, part=part, by=world.officer, at=NOON)
    services.put_part(version, kind="criteria", key="c3", part={"maximum": "12"}, by=world.officer, at=NOON)
    services.move_part(version, kind="criteria", key="c3", by=world.officer, at=NOON)
    services.drop_part(version, kind="criteria", key="c1", by=world.officer, at=NOON)

    content = selectors.content_of(RubricVersion.objects.get(pk=version.pk))
    assert [(one.text, one.maximum) for one in content.criteria] == [
        ("Bền vững", 12),
        ("Được học theo", 5),
        ("Đạt chỉ tiêu", 60),
    ]
    with pytest.raises(Conflict):
        services.drop_part(version, kind="criteria", key="c9", by=world.officer, at=NOON)


def test_first_of_its_table_moves_nowhere_and_says_so(world):
    version = begun(world)

    for code in ("c1", "c2", "cong"):
        with pytest.raises(Conflict, match="đã đứng đầu bảng"):
            services.move_part(version, kind="criteria", key=code, by=world.officer, at=NOON)


def test_what_leant_on_a_part_that_is_taken_out_goes_with_it(world):
    ties = [{"kind": "criterion", "code": "c2"}, {"kind": "group", "code": "n1"}, {"kind": "bonus"}]
    version = begun(world, ties=ties)
    services.drop_part(version, kind="criteria", key="c2", by=world.officer, at=NOON)
    services.drop_part(version, kind="groups", key="n1", by=world.officer, at=NOON)
    part = {"text": "Bền vững", "kind": "marks", "maximum": "10"}
    services.put_part(version, kind="criteria", key=None, part=part, by=world.officer, at=NOON)

    content = selectors.content_of(RubricVersion.objects.get(pk=version.pk))
    assert [one.kind for one in content.ties] == ["bonus"]
    assert (content.criteria[0].text, content.criteria[0].group) == ("Cách làm hay", "")
    assert not {"tie-unknown", "group-unknown"} & {one.code for one in problems_of(content)}


def test_same_rung_twice_is_refused_at_its_field(world):
    version = begun(world)

    with pytest.raises(InvalidInput) as refusal:
        services.put_part(
            version,
            kind="ties",
            key=None,
            part={"kind": "criterion", "code": "c2"},
            by=world.officer,
            at=NOON,
        )

    assert (refusal.value.code, refusal.value.field) == ("tie-twice", "what")


def test_draft_is_thrown_away_and_the_version_in_force_stands(world):
    first = rubric(world)
    second = services.amend(first, by=world.officer, at=NOON)

    assert services.discard(second, by=world.officer, at=NOON) == first
    assert services.discard(begun(world), by=world.officer, at=NOON) is None

    assert [one.pk for one in RubricVersion.objects.all()] == [first.pk]
    assert [one.pk for one in Rubric.objects.all()] == [first.rubric_id]
    assert services.amend(first, by=world.officer, at=NOON).number == 2
    assert audit.verify().faults == ()
    with pytest.raises(TransitionNotAllowed):
        services.discard(first, by=world.officer, at=NOON)
    with pytest.raises(NotAllowed):
        services.discard(begun(world), by=world.contact, at=NOON)


@pytest.mark.parametrize("kind", ["criteria", "gates"])
def test_part_that_judges_households_by_gifts_is_refused(world, kind):
    version = begun(world)

    with pytest.raises(InvalidInput) as refusal:
        services.put_part(
            version, kind=kind, key=None, part={"text": "Tỷ lệ hộ đóng góp"}, by=world.officer, at=NOON
        )

    assert (refusal.value.code, refusal.value.field) == ("household-giving", "text")


def test_contradiction_keeps_it_from_being_put_in_force(world):
    with pytest.raises(Refusal, match="ghi tổng 90 điểm"):
        rubric(world, total=90)


def test_change_after_launch_makes_a_version_and_tells_every_unit(world):
    first = rubric(world)
    second = services.amend(first, by=world.officer, at=NOON)
    assert services.amend(first, by=world.officer, at=NOON) == second
    services.put_part(second, kind="criteria", key="c1", part={"maximum": "30"}, by=world.officer, at=NOON)
    with pytest.raises(InvalidInput) as refusal:
        services.put_in_force(second, by=world.officer, at=NOON)
    assert refusal.value.field == "change"

    services.put_in_force(second, change="Giảm điểm cách làm còn 30", by=world.officer, at=NOON)

    assert [one.state for one in RubricVersion.objects.order_by("number")] == ["superseded", "in-force"]
    assert any("Giảm điểm cách làm" in one.title for one in notices.inbox(world.contact, TODAY))
    assert any("Giảm điểm cách làm" in one.title for one in notices.inbox(world.other, TODAY))


def test_version_in_force_is_frozen_for_people_and_for_the_database(world):
    version = rubric(world)

    with pytest.raises(TransitionNotAllowed):
        services.put_part(version, kind="criteria", key="c1", part={"maximum": 1}, by=world.officer, at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        RubricVersion.objects.filter(pk=version.pk).update(content={})
    with pytest.raises(DatabaseError), transaction.atomic():
        RubricVersion.objects.filter(pk=version.pk).delete()


def test_only_officers_write_and_a_draft_is_not_shown_to_units(world):
    version = begun(world)

    for person in (world.contact, world.head, world.leader, world.stranger):
        with pytest.raises(NotAllowed):
            services.put_part(version, kind="gates", key="g1", part={"text": "x"}, by=person, at=NOON)
    with pytest.raises(NotFound):
        selectors.version_for(world.contact, version.pk, TODAY)
    services.put_in_force(version, by=world.officer, at=NOON)
    assert selectors.version_for(world.contact, version.pk, TODAY).pk == version.pk
    with pytest.raises(NotFound):
        selectors.version_for(world.stranger, version.pk, TODAY)


def test_rubric_of_its_own_sector_is_chosen_before_the_general_one(world):
    rubric(world)
    own = rubric(world, sectors=["VH-XH"])

    assert selectors.rubric_for(selectors.in_force(world.round), world.row) == own
