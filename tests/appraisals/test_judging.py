"""From self-score to conclusion: who sets marks, who sees what, where it is sent back to."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from kheo.appraisals.models import Appraisal, Assignment, Conclusion
from kheo.appraisals.public import outcomes_of
from kheo.appraisals.selectors import cards, waiting
from kheo.appraisals.services import judging, returning, rounds
from kheo.appraisals.states import Desk
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.core.scoring import Mark
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from tests.appraisals.judging import (
    SEPTEMBER,
    assigned,
    concluded,
    facts,
    gate,
    marks,
    rubric,
    self_scored,
    sheet_of,
)
from tests.factories import user

DAY = day_of(SEPTEMBER)


def test_opening_takes_every_received_registration_and_tells_its_unit(judged):
    assert judged.appraisal_round.appraisals.count() == 2
    assert judged.appraisal.desk == Desk.UNIT
    assert "hạn 25/09/2026" in notices.inbox(judged.contact, DAY)[0].title
    assert [one.pk for one in waiting.unit_to_score([judged.row.handled_by_unit_id])] == [judged.appraisal.pk]


def test_opening_without_a_rubric_for_somebody_is_refused_by_name(world):
    rubric(world, subjects=["individual"])
    with pytest.raises(Refusal, match="Thắp sáng đường quê"):
        rounds.open_round(world.round, facts(world), by=world.officer, at=SEPTEMBER)


def test_unannounced_round_lies_at_the_team_and_tells_no_unit(world):
    rubric(world)
    before = len(notices.inbox(world.contact, DAY))
    made = rounds.open_round(world.round, facts(world, kind="unannounced"), by=world.officer, at=SEPTEMBER)

    assert set(made.appraisals.values_list("desk", flat=True)) == {Desk.TEAM}
    assert len(notices.inbox(world.contact, DAY)) == before


def test_self_score_is_the_units_and_zero_counts_as_scored(judged):
    for person in (judged.other, judged.head, judged.leader):
        with pytest.raises(NotAllowed):
            judging.send_self(judged.appraisal, marks=marks(), hung={}, by=person, at=SEPTEMBER)
    with pytest.raises(InvalidInput) as refusal:
        judging.send_self(
            judged.appraisal, marks={"c1": Mark(Decimal(0))}, hung={}, by=judged.contact, at=SEPTEMBER
        )
    assert refusal.value.field == "c2"

    row = judging.send_self(judged.appraisal, marks=marks("0"), hung={}, by=judged.contact, at=SEPTEMBER)

    assert (row.desk, row.self_in_name) == (Desk.TEAM, False)
    with pytest.raises(TransitionNotAllowed):
        judging.send_self(judged.appraisal, marks=marks(), hung={}, by=judged.contact, at=SEPTEMBER)


def test_officer_enters_in_the_units_name_and_it_is_noted(judged):
    row = judging.send_self(judged.appraisal, marks=marks(), hung={}, by=judged.officer, at=SEPTEMBER)

    assert row.self_in_name


@pytest.mark.parametrize(("value", "field"), [("41", "c1"), ("-1", "c1")])
def test_mark_beyond_its_maximum_is_refused_at_its_criterion(judged, value, field):
    with pytest.raises(InvalidInput) as refusal:
        judging.send_self(judged.appraisal, marks=marks(value), hung={}, by=judged.contact, at=SEPTEMBER)

    assert refusal.value.field == field


def test_sheet_that_differs_from_the_self_score_says_why(judged):
    self_scored(judged)
    [sheet] = assigned(judged)
    with pytest.raises(InvalidInput) as refusal:
        judging.send_sheet(sheet, marks=marks("25"), by=judged.appraiser, at=SEPTEMBER)
    assert (refusal.value.code, refusal.value.field) == ("reason-missing", "c1")

    judging.send_sheet(
        sheet, marks=marks("25", c1_reason="Cách làm đã có ở xóm bên"), by=judged.appraiser, at=SEPTEMBER
    )

    assert sheet_of(judged, judged.appraiser).state == "sent"


def test_agreeing_with_the_self_score_takes_one_press(judged):
    self_scored(judged)
    [sheet] = assigned(judged)

    judging.send_sheet(sheet, marks={}, agrees=True, by=judged.appraiser, at=SEPTEMBER)

    row = sheet_of(judged, judged.appraiser)
    assert row.agreed_with_self
    assert row.sheet == Appraisal.objects.get(pk=judged.appraisal.pk).self_sheet


def test_only_who_is_assigned_sets_marks(judged):
    self_scored(judged)
    [sheet] = assigned(judged)

    for person in (judged.second, judged.officer, judged.leader, judged.contact, judged.head):
        with pytest.raises(NotAllowed):
            judging.send_sheet(sheet, marks=marks(), by=person, at=SEPTEMBER)
    for person in (judged.appraiser, judged.officer, judged.leader, judged.contact):
        with pytest.raises(NotAllowed):
            judging.conclude(judged.appraisal, marks=marks(), verdict="passed", by=person, at=SEPTEMBER)


def test_marks_of_others_are_hidden_until_ones_own_are_in(judged):
    self_scored(judged)
    assigned(judged, judged.appraiser, judged.second)
    judging.send_sheet(
        sheet_of(judged, judged.appraiser), marks={}, agrees=True, by=judged.appraiser, at=SEPTEMBER
    )
    row = cards.appraisal_for(judged.second, judged.appraisal.pk, DAY)
    sheets = cards.sheets_of(row)

    assert not cards.may_see_others(judged.second, row, sheets, DAY)
    assert cards.may_see_others(judged.appraiser, row, sheets, DAY)
    assert not cards.may_see_others(judged.officer, row, sheets, DAY)
    assert not cards.may_see_others(judged.contact, row, sheets, DAY)


def test_sheets_far_apart_are_put_on_the_table_and_near_ones_are_averaged(judged):
    self_scored(judged, marks("30", "60"))
    assigned(judged, judged.appraiser, judged.second)
    for person, c1, done in ((judged.appraiser, "30", "60"), (judged.second, "20", "58")):
        given = marks(c1, done, c1_reason="khác", c2_reason="khác")
        judging.send_sheet(sheet_of(judged, person), marks=given, by=person, at=SEPTEMBER)
    row = cards.appraisals_with_all().get(pk=judged.appraisal.pk)
    sheets = cards.sheets_of(row)

    assert [one.criterion.code for one in cards.differences(row, sheets)] == ["c1"]
    assert "c1" not in cards.proposed_common(row, sheets)


def test_conclusion_waits_for_every_sheet_unless_one_is_signed_by_all(judged):
    self_scored(judged)
    assigned(judged)
    with pytest.raises(Conflict, match="Nông Thị Chấm"):
        judging.conclude(judged.appraisal, marks=marks(), verdict="passed", by=judged.head, at=SEPTEMBER)

    made = judging.conclude(
        judged.appraisal, marks=marks(), verdict="passed", signed_by_all=True, by=judged.head, at=SEPTEMBER
    )

    assert made.total == 75


def test_recusal_needs_a_reason_and_too_few_sheets_need_the_heads(judged):
    self_scored(judged)
    [sheet] = assigned(judged)
    with pytest.raises(InvalidInput):
        judging.recuse(sheet, reason=" ", by=judged.appraiser, at=SEPTEMBER)
    judging.recuse(sheet, reason="là người nhà", by=judged.appraiser, at=SEPTEMBER)
    with pytest.raises(InvalidInput) as refusal:
        judging.conclude(judged.appraisal, marks=marks(), verdict="passed", by=judged.head, at=SEPTEMBER)
    assert refusal.value.field == "quorum_reason"

    made = judging.conclude(
        judged.appraisal,
        marks=marks(),
        verdict="passed",
        quorum_reason="Tổ chỉ còn một người, đã xem tại chỗ",
        by=judged.head,
        at=SEPTEMBER,
    )

    assert made.quorum_reason


def test_conclusion_tells_the_unit_and_explains_itself(judged):
    concluded(judged)

    found = outcomes_of([judged.row.pk, judged.neighbour.pk])
    assert list(found) == [judged.row.pk]
    one = found[judged.row.pk]
    assert (one.verdict, one.words, one.total) == ("passed", "Đạt (Đạt loại tốt)", Decimal(75))
    assert "Tổng điểm: 75 + 0 − 0 = 75" in one.explanation
    assert "Kết quả thẩm định “Thắp sáng đường quê”: Đạt" in notices.inbox(judged.contact, DAY)[0].title


def test_gate_failed_keeps_from_passing_and_says_why(judged):
    self_scored(judged)
    gate(judged, "unmet", source="Thông báo 15-TB/ĐU")
    with pytest.raises(InvalidInput, match="Dân vận hoàn thành tốt trở lên” \\(Điều 2\\)") as refusal:
        judging.conclude(
            judged.appraisal,
            marks=marks(),
            verdict="passed",
            signed_by_all=True,
            by=judged.head,
            at=SEPTEMBER,
        )
    assert refusal.value.field == "verdict"


def test_gate_waited_for_leaves_the_result_conditional(judged):
    self_scored(judged)
    with pytest.raises(InvalidInput):
        gate(judged, "waiting", source="")
    gate(judged, "waiting", source="", from_whom="Ban Thường vụ Đảng ủy", expected_on=DAY)

    judging.conclude(
        judged.appraisal, marks=marks(), verdict="passed", signed_by_all=True, by=judged.head, at=SEPTEMBER
    )

    assert outcomes_of([judged.row.pk])[judged.row.pk].conditional == ("Dân vận hoàn thành tốt trở lên",)


def test_more_is_asked_with_words_and_low_marks_cannot_pass(judged):
    self_scored(judged, marks("5", "10"))
    keep = {"marks": marks("5", "10"), "signed_by_all": True, "by": judged.head, "at": SEPTEMBER}
    with pytest.raises(InvalidInput, match="còn thiếu 55 điểm"):
        judging.conclude(judged.appraisal, verdict="passed", **keep)
    with pytest.raises(InvalidInput) as refusal:
        judging.conclude(judged.appraisal, verdict="more", **keep)
    assert refusal.value.field == "words"

    assert judging.conclude(judged.appraisal, verdict="failed", **keep).verdict == "failed"


def test_leader_sends_back_to_one_desk_and_the_chain_starts_again(judged):
    concluded(judged)
    with pytest.raises(NotAllowed):
        returning.send_back(judged.appraisal, to="team", reason="x", by=judged.contact, at=SEPTEMBER)
    with pytest.raises(InvalidInput):
        returning.send_back(judged.appraisal, to="team", reason="", by=judged.leader, at=SEPTEMBER)

    row = returning.send_back(
        judged.appraisal, to="unit", reason="Chưa có ảnh đoạn cuối", by=judged.leader, at=SEPTEMBER
    )

    assert (row.desk, row.conclusion) == (Desk.UNIT, None)
    assert outcomes_of([judged.row.pk]) == {}
    assert Conclusion.objects.count() == 1
    assert sheet_of(judged, judged.appraiser).state == "todo"
    self_scored(judged)
    judging.send_sheet(
        sheet_of(judged, judged.appraiser), marks={}, agrees=True, by=judged.appraiser, at=SEPTEMBER
    )
    judging.conclude(judged.appraisal, marks=marks(), verdict="passed", by=judged.head, at=SEPTEMBER)
    assert Conclusion.objects.count() == 2


def test_conclusion_is_frozen_in_the_database(judged):
    made = concluded(judged)

    for change in ({"verdict": "failed"}, {"total": 1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Conclusion.objects.filter(pk=made.pk).update(**change)


def test_one_who_leads_or_signed_for_the_initiative_may_not_judge_it(judged):
    lead = user(judged.place.committee, full_name="Ban công tác Mặt trận xóm 1")
    for person, why in ((judged.contact, "đã gửi đăng ký"), (lead, "người chủ trì")):
        judged.appraisal_round.members.create(user=person)
        with pytest.raises(Refusal, match=why):
            rounds.assign(
                judged.appraisal_round, [(judged.appraisal.pk, person.pk)], by=judged.officer, at=SEPTEMBER
            )
    assert not Assignment.objects.exists()


def test_belonging_is_noted_and_blocks_only_where_the_rule_says_so(judged):
    member = user(judged.place.hamlets[0], full_name="Người Cùng Xóm")
    judged.appraisal_round.members.create(user=member)
    [sheet] = assigned(judged, member)
    assert sheet.ties == ["thuộc đơn vị có mô hình"]

    sheet.delete()
    judged.appraisal_round.belonging_blocks = True
    judged.appraisal_round.save()
    with pytest.raises(Refusal, match="quy chế"):
        assigned(judged, member)


def test_self_score_time_has_to_pass_before_the_team_goes_on_without(judged):
    with pytest.raises(Refusal, match="25/09/2026"):
        judging.take_over(judged.appraisal, by=judged.officer, at=SEPTEMBER)

    row = judging.take_over(judged.appraisal, by=judged.officer, at=SEPTEMBER.replace(day=27))

    assert row.desk == Desk.TEAM


def test_round_closes_once_everything_is_concluded(judged):
    concluded(judged)
    with pytest.raises(Refusal, match="Còn 1 mô hình"):
        rounds.close_round(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)
    judging.send_self(
        judged.appraisal_round.appraisals.get(registration=judged.neighbour),
        marks=marks(),
        hung={},
        by=judged.other,
        at=SEPTEMBER,
    )
    judged.appraisal = judged.appraisal_round.appraisals.get(registration=judged.neighbour)
    gate(judged)
    judging.conclude(
        judged.appraisal, marks=marks(), verdict="passed", signed_by_all=True, by=judged.head, at=SEPTEMBER
    )
    with pytest.raises(Refusal, match="đến hết ngày 28/09/2026"):
        rounds.close_round(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)
    rounds.close_round(judged.appraisal_round, by=judged.officer, at=SEPTEMBER.replace(day=29))

    with pytest.raises(TransitionNotAllowed):
        returning.send_back(judged.appraisal, to="team", reason="x", by=judged.officer, at=SEPTEMBER)
