"""Reports on an initiative: what is kept, sent, refused, returned; when they are due."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from kheo.campaigns.models import Milestone
from kheo.campaigns.states import CampaignState
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refusal, TransitionNotAllowed
from kheo.notices.models import Notice
from kheo.progress import prefill
from kheo.progress.models import ProgressReport, ReportDraft
from kheo.progress.selectors.lineage import lineage
from kheo.progress.selectors.periods import reporting_of
from kheo.progress.selectors.reports import latest_of, measured, to_report
from kheo.progress.services import ending, periods
from kheo.progress.services.receiving import receive, return_, seen_mark
from kheo.progress.services.reports import discard, save_draft
from kheo.progress.states import ReportState, Rhythm
from kheo.registrations.services.deciding import accept
from kheo.registrations.services.deciding import return_ as return_registration
from kheo.registrations.services.sending import submit
from tests.factories import NOON
from tests.factories.registrations import accepted
from tests.factories.registrations import filled as registration_form
from tests.progress.reporting import JUNE, LATE, filled, make_world, sent


@pytest.fixture
def world(db):
    return make_world()


def kept(world, draft_id=None, *, revision=0, by=None, at=JUNE, period="h1", **changes):
    return save_draft(
        draft_id or uuid4(),
        fields=filled(**changes),
        revision=revision,
        registration=world.row,
        period=period,
        by=by or world.contact,
        at=at,
    )


def faults_of(refusal):
    return {fault.field: fault.code for fault in refusal.value.params["faults"]}


def test_sent_report_counts_per_cent_from_its_indicators(world):
    report = sent(world)

    assert (report.state, report.percent, report.is_late) == (ReportState.SENT, 60, False)
    assert [str(one.actual.normalize()) for one in report.values.all()] == ["9"]


def test_more_than_the_target_counts_as_all_of_it(world):
    assert sent(world, **{"measure-1": "30"}).percent == 100


def test_without_figures_there_is_no_percentage(world):
    row = accepted(
        world.running,
        world.hamlet,
        world.contact,
        title="Chủ nhật xanh",
        **{"measure-0-name": "", "measure-0-target": "", "measure-0-unit": "", "step-0-name": "Họp xóm"},
    )

    report = sent(world, row=row, **{"step-1": "1"})

    assert report.percent is None
    assert [one.is_done for one in report.values.all()] == [True]


def test_late_is_told_and_not_refused(world):
    assert sent(world, at=LATE).is_late


def test_returned_and_sent_again_stays_in_time(world):
    draft_id = uuid4()
    report = sent(world, draft_id=draft_id)
    return_(report, reason="Ghi rõ số cột còn thiếu.", by=world.officer, at=JUNE)
    revision = ReportDraft.objects.get(pk=draft_id).revision

    again = sent(world, draft_id=draft_id, revision=revision, at=LATE, difficulties="Thiếu ba cột.")

    assert (again.pk, again.is_late, again.versions.count()) == (report.pk, False, 2)
    assert [one.content["difficulties"] for one in again.versions.order_by("number")] == [
        "Thiếu cột ở đoạn qua cánh đồng.",
        "Thiếu ba cột.",
    ]


def test_same_id_with_the_same_words_sent_twice_is_one_report(world):
    draft_id = uuid4()
    first, second = sent(world, draft_id=draft_id), sent(world, draft_id=draft_id)

    assert (first.pk, ProgressReport.objects.count(), second.versions.count()) == (second.pk, 1, 1)


def test_same_id_with_other_words_after_sending_is_a_conflict(world):
    draft_id = uuid4()
    sent(world, draft_id=draft_id)

    with pytest.raises(Conflict) as refusal:
        sent(world, draft_id=draft_id, results="Khác hẳn.")

    assert refusal.value.code == "already-sent-otherwise"


def test_what_is_missing_or_wrong_is_told_at_its_field(world):
    with pytest.raises(InvalidInput) as refusal:
        sent(world, **{"measure-1": "-3", "standing": "", "results": "", "households": "nhiều"})

    assert faults_of(refusal) == {
        "measure-1": "number-negative",
        "standing": "missing",
        "results": "missing",
        "households": "number-unreadable",
    }
    assert not ProgressReport.objects.filter(state=ReportState.SENT).exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing"),
        ("1e3", "number-unreadable"),
        ("9" * 16, "number-out-of-range"),
        ("1,2345", "number-out-of-range"),
    ],
)
def test_odd_figures_are_refused_in_words(world, typed, code):
    with pytest.raises(InvalidInput) as refusal:
        sent(world, **{"measure-1": typed})

    assert faults_of(refusal) == {"measure-1": code}


def test_not_begun_beside_figures_is_a_contradiction(world):
    with pytest.raises(InvalidInput) as refusal:
        sent(world, standing="not-begun")

    assert faults_of(refusal) == {"standing": "standing-contradicts"}


def test_draft_kept_twice_changes_nothing_and_an_older_page_is_a_conflict(world):
    draft_id = uuid4()
    first = kept(world, draft_id)
    assert kept(world, draft_id, revision=first.revision).revision == first.revision
    newer = kept(world, draft_id, revision=first.revision, results="Mới hơn.")

    with pytest.raises(Conflict) as refusal:
        kept(world, draft_id, revision=first.revision, results="Cũ hơn.")

    assert (refusal.value.code, newer.revision) == ("draft-older", 2)


def test_two_pages_begun_at_once_meet_as_a_conflict_and_not_as_two_reports(world):
    kept(world)

    with pytest.raises(Conflict):
        kept(world, results="Từ máy khác.")

    assert ProgressReport.objects.count() == 1


def test_officer_does_not_open_the_units_own_draft_but_enters_for_one_that_has_none(world):
    kept(world)
    with pytest.raises(NotAllowed):
        kept(world, by=world.officer)
    other = accepted(world.running, world.place.hamlets[1], world.neighbour, title="Cổng chào an toàn")

    report = sent(world, row=other, by=world.officer)

    assert report.entered_for_unit
    assert Notice.objects.filter(unit=world.place.hamlets[1], title__contains="gửi thay").exists()


@pytest.mark.parametrize("who", ["neighbour", "stranger", "viewer"])
def test_others_do_not_report(world, who):
    with pytest.raises(NotAllowed):
        sent(world, by=getattr(world, who))


def test_nothing_is_reported_before_the_period_begins_or_for_an_unknown_one(world):
    with pytest.raises(NotFound):
        sent(world, period="q9")
    periods.set_rule(world.round, rhythm="monthly", days_to_send=2, by=world.officer, at=NOON)
    with pytest.raises(Refusal) as refusal:
        sent(world, period="m12")

    assert refusal.value.code == "period-not-begun"


def test_registration_that_was_returned_cannot_be_reported_on(world):
    return_registration(world.row, reason="Bổ sung.", by=world.officer, at=NOON)
    world.row.refresh_from_db()

    with pytest.raises(Refusal) as refusal:
        sent(world)

    assert refusal.value.code == "not-received"


def test_closed_campaign_takes_no_report(world):
    world.running.campaign.state = CampaignState.CLOSED
    world.running.campaign.save()

    with pytest.raises(Refusal) as refusal:
        sent(world)

    assert refusal.value.code == "campaign-closed"


def test_figures_outlive_a_registration_sent_again(world):
    sent(world)
    draft = world.row.draft
    return_registration(world.row, reason="Sửa địa chỉ.", by=world.officer, at=JUNE)
    receipt = submit(
        draft.pk,
        fields=registration_form(world.running, address="Ngõ giữa"),
        revision=draft.revision,
        round_=world.round,
        unit=world.hamlet,
        by=world.contact,
        at=JUNE,
    )
    row = accept(receipt.registration, by=world.officer, at=JUNE)

    lines = measured(row.indicators.all(), latest_of([row.pk])[row.pk])

    assert [str(one.value.actual.normalize()) for one in lines] == ["9"]


def test_next_report_opens_with_what_the_last_one_said(world):
    before = sent(world)
    lines = measured(world.row.indicators.all(), before)

    fields = prefill.first_fields(lines, before, ["Cột điện ở cánh đồng"])

    assert fields["measure-1"] == "9"
    assert fields["standing"] == "under-way"
    assert fields["difficulties"] == "- Cột điện ở cánh đồng"
    assert "results" not in fields


def test_figure_that_the_next_report_begins_with_is_read_as_it_stands(world):
    before = sent(world, **{"measure-1": "1500"})

    begun = prefill.first_fields(measured(world.row.indicators.all(), before), before, [])["measure-1"]

    assert begun == "1500"  # “1.500” would be refused as two numbers


def test_receiving_and_returning_follow_the_table(world):
    report = sent(world)
    with pytest.raises(InvalidInput):
        return_(report, reason="  ", by=world.officer, at=JUNE)
    assert receive(report, by=world.officer, at=JUNE).state == ReportState.RECEIVED
    with pytest.raises(TransitionNotAllowed):
        receive(report, by=world.officer, at=JUNE)

    assert return_(report, reason="Xem lại số.", by=world.officer, at=JUNE).state == ReportState.RETURNED


def test_decision_on_an_older_page_is_refused(world):
    report = sent(world)
    seen = seen_mark(report)
    receive(report, by=world.officer, at=JUNE)

    with pytest.raises(Conflict):
        return_(report, reason="Thiếu.", by=world.officer, at=JUNE, seen=seen)


@pytest.mark.parametrize("who", ["contact", "viewer", "stranger"])
def test_only_the_officer_receives(world, who):
    report = sent(world)

    with pytest.raises(NotAllowed):
        receive(report, by=getattr(world, who), at=JUNE)


def test_draft_is_thrown_away_but_not_what_was_sent(world):
    draft = kept(world)
    discard(draft.pk, by=world.contact, at=JUNE)
    assert not ProgressReport.objects.exists()
    draft_id = uuid4()
    sent(world, draft_id=draft_id)

    with pytest.raises(TransitionNotAllowed):
        discard(draft_id, by=world.contact, at=JUNE)


def milestone(world, **values):
    return Milestone.objects.create(
        campaign=world.running.campaign, round=world.round, kind="report", what="Báo cáo", **values
    )


def test_periods_follow_exact_days_of_the_plan(world):
    milestone(world, words="trước ngày 15/6/2026", to_on=date(2026, 6, 14))

    half, year = reporting_of(world.round).periods

    assert (half.period.due_on, year.period.due_on) == (date(2026, 6, 14), date(2026, 12, 15))


def test_plan_that_says_every_month_makes_months(world):
    milestone(world, words="trước ngày 18 hằng tháng", recurs_on_day=17)

    reporting = reporting_of(world.round)

    assert reporting.rhythm == Rhythm.MONTHLY
    # The round begins on 20/01: the month that closed before is not asked for.
    assert [one.key for one in reporting.periods][:2] == ["m02", "m03"]
    assert reporting.find("m06").period.due_on == date(2026, 6, 17)


def test_officer_sets_another_rhythm_and_takes_it_back(world):
    periods.set_rule(world.round, rhythm="quarterly", days_to_send=5, by=world.officer, at=NOON)
    assert [one.key for one in reporting_of(world.round).periods] == ["q1", "q2", "q3", "q4"]

    periods.follow_plan(world.round, by=world.officer, at=NOON)

    assert [one.key for one in reporting_of(world.round).periods] == ["h1", "year"]


@pytest.mark.parametrize(("rhythm", "days"), [("weekly", 1), ("monthly", 0), ("monthly", 61)])
def test_rule_that_cannot_be_is_refused(world, rhythm, days):
    with pytest.raises(InvalidInput):
        periods.set_rule(world.round, rhythm=rhythm, days_to_send=days, by=world.officer, at=NOON)


def test_skipped_period_waits_for_nobody_until_it_is_taken_back(world):
    with pytest.raises(InvalidInput):
        periods.skip(world.round, period="h1", reason=" ", by=world.officer, at=NOON)
    periods.skip(world.round, period="h1", reason="Trùng đợt kiểm tra", by=world.officer, at=NOON)
    with pytest.raises(Refusal) as refusal:
        sent(world)
    assert refusal.value.code == "period-skipped"
    assert [one.key for one in reporting_of(world.round).wanted] == ["year"]

    periods.resume(world.round, period="h1", by=world.officer, at=NOON)

    assert sent(world).state == ReportState.SENT


def test_periods_are_set_by_the_officer_alone(world):
    with pytest.raises(NotAllowed):
        periods.skip(world.round, period="h1", reason="Thôi", by=world.contact, at=NOON)


def test_initiative_received_after_a_period_owes_no_report_for_it(world):
    late = accepted(
        world.running,
        world.hamlet,
        world.contact,
        title="Vườn thuốc nam",
        at=datetime(2026, 2, 10, tzinfo=UTC),
    )
    late.first_submitted_at = datetime(2026, 6, 20, tzinfo=UTC)
    late.save()

    lines = to_report([world.hamlet.pk], [world.round], date(2026, 6, 25))

    assert {(line.registration.title, line.period.key) for line in lines} == {
        ("Thắp sáng đường quê", "h1"),
        ("Thắp sáng đường quê", "year"),
        ("Vườn thuốc nam", "year"),
    }


def test_unit_sees_what_waits_with_its_state(world):
    on = date(2026, 6, 10)
    half = to_report([world.hamlet.pk], [world.round], on)[0]
    assert (half.waits, half.is_overdue, str(half.word)) == (True, False, "Chưa gửi")
    assert to_report([world.hamlet.pk], [world.round], date(2026, 7, 1))[0].is_overdue
    report = sent(world)
    return_(report, reason="Thiếu ảnh.", by=world.officer, at=JUNE)

    assert to_report([world.hamlet.pk], [world.round], on)[0].is_returned


def test_initiative_that_stops_says_why_and_may_be_taken_up_again(world):
    sent(world)
    with pytest.raises(InvalidInput):
        ending.stop(world.row, on=date(2026, 6, 10), reason="", by=world.contact, at=JUNE)
    with pytest.raises(InvalidInput):
        ending.stop(world.row, on=date(2026, 8, 1), reason="Xong", by=world.contact, at=JUNE)
    ending.stop(world.row, on=date(2026, 6, 1), reason="Đã có đèn của xã", by=world.contact, at=JUNE)
    with pytest.raises(Conflict):
        ending.stop(world.row, on=date(2026, 6, 1), reason="Lần nữa", by=world.contact, at=JUNE)

    line = lineage(world.contact, world.row.initiative_id, date(2026, 6, 10))

    assert line.end.reason == "Đã có đèn của xã"
    assert [(one.year, one.percent) for one in line.years] == [(2026, 60)]
    ending.resume(world.row, by=world.contact, at=JUNE)
    assert lineage(world.contact, world.row.initiative_id, date(2026, 6, 10)).end is None


def test_lineage_is_not_for_strangers(world):
    with pytest.raises(NotFound):
        lineage(world.stranger, world.row.initiative_id, date(2026, 6, 10))
