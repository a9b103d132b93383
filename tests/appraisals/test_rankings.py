"""Rankings: numbered, frozen, the next one only for a change; facts for gates."""

import pytest
from django.db import DatabaseError, transaction

from kheo.appraisals import facts as told
from kheo.appraisals.models import Ranking
from kheo.appraisals.public import latest_ranking
from kheo.appraisals.selectors.rankings import computed_rows
from kheo.appraisals.services import judging, ranking
from kheo.core.errors import InvalidInput, NotAllowed, Refusal
from kheo.core.scoring import Scorer
from kheo.kernel.clock import day_of
from kheo.registrations.models import Indicator, Registration
from tests.appraisals.judging import SEPTEMBER, concluded, gate, marks


def second(judged, given):
    judged.appraisal = judged.appraisal_round.appraisals.get(registration=judged.neighbour)
    judging.send_self(judged.appraisal, marks=given, hung={}, by=judged.other, at=SEPTEMBER)
    gate(judged)
    judging.conclude(
        judged.appraisal, marks=given, verdict="passed", signed_by_all=True, by=judged.head, at=SEPTEMBER
    )


def test_ranking_is_numbered_frozen_and_made_again_only_for_a_change(judged):
    with pytest.raises(Refusal):
        ranking.make_ranking(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)
    concluded(judged)
    with pytest.raises(NotAllowed):
        ranking.make_ranking(judged.appraisal_round, by=judged.contact, at=SEPTEMBER)
    first = ranking.make_ranking(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)
    with pytest.raises(Refusal, match="Không có gì thay đổi"):
        ranking.make_ranking(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)
    second(judged, marks("40", "60"))
    with pytest.raises(InvalidInput):
        ranking.make_ranking(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)
    made = ranking.make_ranking(
        judged.appraisal_round, reason="Thêm mô hình của xóm 2", by=judged.officer, at=SEPTEMBER
    )

    assert (first.number, made.number) == (1, 2)
    assert [(one["title"], one["place"]) for one in made.rows] == [
        ("Nước sạch về bản", 1),
        ("Thắp sáng đường quê", 2),
    ]
    assert latest_ranking(judged.round) == made
    assert len(Ranking.objects.get(pk=first.pk).rows) == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Ranking.objects.filter(pk=first.pk).update(rows=[])


def test_ranking_reads_as_often_for_one_as_for_many_and_works_each_sheet_out_once(
    judged, django_assert_num_queries, monkeypatch
):
    worked_out = []
    work_out = Scorer.score
    monkeypatch.setattr(
        Scorer, "score", lambda self, sheet: worked_out.append(sheet) or work_out(self, sheet)
    )
    concluded(judged)
    worked_out.clear()
    with django_assert_num_queries(3):
        assert len(computed_rows(judged.appraisal_round, day_of(SEPTEMBER))) == 1
    assert len(worked_out) == 1
    second(judged, marks("40", "60"))
    worked_out.clear()
    with django_assert_num_queries(3):
        assert len(computed_rows(judged.appraisal_round, day_of(SEPTEMBER))) == 2
    assert len(worked_out) == 2


def test_equal_totals_are_parted_by_the_rubrics_ladder(judged):
    concluded(judged)  # 30 + 45 of 60
    second(judged, marks("40", "35"))
    made = ranking.make_ranking(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)

    assert [(one["total"], one["place"]) for one in made.rows] == [("75.00", 1), ("75.00", 2)]
    assert made.rows[0]["title"] == "Thắp sáng đường quê"
    assert "Đạt chỉ tiêu" in made.rows[0]["why"][0]


def test_facts_tell_what_registrations_and_progress_know(judged, django_assert_max_num_queries):
    rows = list(Registration.objects.select_related("round__campaign"))
    on = day_of(SEPTEMBER)

    with django_assert_max_num_queries(16):
        in_time = told.registered_in_time(rows, on)
        reports = told.reports_sent(rows, on)
        published = told.contributions_published(rows, on)
        solved = told.difficulties_solved(rows, on)

    assert in_time[judged.row.pk].state == "met"
    assert reports[judged.row.pk].state == "unmet"
    assert "6 tháng đầu năm 2026" in reports[judged.row.pk].words
    assert (published[judged.row.pk].state, solved[judged.row.pk].state) == ("met", "met")


def test_a_plan_that_names_what_people_give_waits_for_the_book(judged):
    rows = list(Registration.objects.select_related("round__campaign"))
    Indicator.objects.filter(registration=judged.row).update(name="Ngày công Nhân dân góp", unit="ngày công")

    said = told.contributions_published(rows, day_of(SEPTEMBER))[judged.row.pk]

    assert said.state == "waiting"
    assert "“Ngày công Nhân dân góp” nhưng chưa mở sổ đóng góp" in said.words
