"""A later paper: what it changes, what it ends, and exactly whom it tells."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kheo.accounts.roles import Role
from kheo.campaigns.models import (
    CampaignParticipant,
    CampaignRound,
    GoverningPaper,
    Milestone,
    PaperItem,
    ParticipantGroup,
    Phase,
    PlanContent,
    Quota,
)
from kheo.campaigns.selectors.amending import amendment_of
from kheo.campaigns.selectors.owed import owed
from kheo.campaigns.selectors.versions import versions_of
from kheo.campaigns.services import amending
from kheo.campaigns.states import ItemStatus, PaperRole, PaperState, Part
from kheo.core.errors import InvalidInput, NotAllowed, TransitionNotAllowed
from kheo.notices.public import Notice
from kheo.registrations import permissions as registrations
from kheo.registrations.selectors import round_for
from kheo.units import public as units
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import CLOSES_AT, extension, running_campaign
from tests.factories.registrations import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def running(place):
    made = running_campaign(place)
    GoverningPaper.objects.create(
        campaign=made.campaign,
        round=made.round,
        role=PaperRole.PLAN,
        state=PaperState.IN_FORCE,
        doc_type="KẾ HOẠCH",
        number="46",
        symbol="KH-UBND",
        issued_on=date(2026, 1, 15),
        is_draft=False,
        uploaded_at=NOON,
        uploaded_by=made.officer,
        applied_at=NOON,
    )
    return made


def later(running, *values, role=PaperRole.AMENDMENT):
    paper = GoverningPaper.objects.create(
        campaign=running.campaign,
        round=running.round,
        role=role,
        doc_type="KẾ HOẠCH",
        subject="Sửa đổi, bổ sung",
        uploaded_at=NOON,
        uploaded_by=running.officer,
    )
    for place, (kind, data) in enumerate(values, 1):
        PaperItem.objects.create(
            paper=paper, kind=kind, position=place, data=data, status=ItemStatus.CONFIRMED
        )
    return paper


def applied(running, paper, **raw):
    if raw:
        amending.save_changes(paper, raw=raw, by=running.officer, at=NOON)
    return amending.apply(
        paper, number="60", symbol="KH-UBND", issued_on=date(2026, 2, 1), by=running.officer, at=NOON
    )


def deadline(day, kind="registration", **extra):
    return (
        "deadline",
        {
            "what": "Gửi đăng ký",
            "date": day,
            "form": "exact",
            "boundary": "through",
            "kind": kind,
            "last_day": day,
        }
        | extra,
    )


def quota_for(running, units, minimum):
    group = ParticipantGroup.objects.create(campaign=running.campaign, label="Các xóm")
    CampaignParticipant.objects.filter(campaign=running.campaign, unit__in=units, part=Part.REGISTER).update(
        group=group
    )
    plan = GoverningPaper.objects.get(role=PaperRole.PLAN)
    return Quota.objects.create(
        campaign=running.campaign, round=running.round, group=group, minimum=minimum, paper=plan
    )


def test_apply_new_number_replaces_the_old_and_tells_exactly_the_units_it_touches(running, place):
    old = quota_for(running, place.hamlets, 1)
    paper = later(running, ("quota", {"who": "mỗi xóm", "count": 2, "text": "Mỗi xóm đăng ký 02 mô hình"}))

    applied(running, paper)

    old.refresh_from_db()
    assert old.ended_by == paper
    assert [(line.unit_id, line.minimum) for line in owed(running.round, TODAY)] == [
        (u.pk, 2) for u in place.hamlets
    ]
    assert sorted(Notice.objects.values_list("unit_id", flat=True)) == sorted(u.pk for u in place.hamlets)
    assert set(Notice.objects.values_list("body", flat=True)) == {"Số mô hình phải đăng ký, ít nhất: 1 → 2"}


def test_apply_the_same_number_again_tells_nobody(running, place):
    quota_for(running, place.hamlets, 1)
    paper = later(running, ("quota", {"who": "mỗi xóm", "count": 1, "text": ""}))

    applied(running, paper)

    assert (Notice.objects.count(), Quota.objects.filter(ended_by__isnull=True).get().paper) == (0, paper)


def test_apply_deadline_moves_the_round_and_leaves_out_units_with_a_later_extension(running, place):
    extension(running, place.hamlets[0], by=timedelta(days=60))
    paper = later(running, deadline("2026-02-27"))

    done = applied(running, paper, registration_hour="17:00")

    assert CampaignRound.objects.get().registration_closes_at == datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
    assert [(c.what, c.before, c.after) for c in done.changes] == [
        ("Hạn đăng ký", "đến hết ngày 16/02/2026", "trước 17 giờ ngày 27/02/2026")
    ]
    registering = set(
        CampaignParticipant.objects.filter(part=Part.REGISTER).values_list("unit_id", flat=True)
    )
    assert set(Notice.objects.values_list("unit_id", flat=True)) == registering - {place.hamlets[0].pk}


def test_apply_is_a_new_version_of_the_plan_and_a_notice_is_not(running):
    amendment, notice = later(running), later(running, role=PaperRole.NOTICE)

    applied(running, amendment)
    applied(running, notice)

    amendment.refresh_from_db()
    notice.refresh_from_db()
    plan = GoverningPaper.objects.get(role=PaperRole.PLAN)
    assert (amendment.version, amendment.supersedes, amendment.state) == (2, plan, PaperState.IN_FORCE)
    assert (notice.version, notice.supersedes, notice.state) == (1, None, PaperState.IN_FORCE)


def test_apply_stage_and_milestone_of_the_same_name_are_replaced_and_all_are_told(running):
    common = {"campaign": running.campaign, "round": running.round}
    phase = Phase.objects.create(
        **common, name="Giai đoạn I", starts_on=date(2026, 1, 20), ends_on=date(2026, 3, 1)
    )
    mark = Milestone.objects.create(
        **common,
        what="Sơ kết",
        words="15/6",
        from_on=date(2026, 6, 15),
        to_on=date(2026, 6, 15),
        kind="review",
    )
    paper = later(
        running,
        ("phase", {"name": "Giai đoạn I", "start": "2026-01-20", "end": "2026-04-01"}),
        deadline("2026-06-20", kind="review", what="Sơ kết"),
    )

    done = applied(running, paper)

    phase.refresh_from_db()
    mark.refresh_from_db()
    assert (phase.ended_by, mark.ended_by) == (paper, paper)
    assert [change.sentence for change in done.changes] == [
        "Giai đoạn: Giai đoạn I: 20/01/2026 – 01/03/2026 → Giai đoạn I: 20/01/2026 – 01/04/2026",
        "Mốc thời gian: Sơ kết: thứ Hai, 15/06/2026 → Sơ kết: thứ Bảy, 20/06/2026",
    ]
    registering = CampaignParticipant.objects.filter(part=Part.REGISTER).count()
    assert Notice.objects.count() == registering


def test_apply_contents_are_added_ended_or_only_read_as_chosen(running):
    gone = PlanContent.objects.create(campaign=running.campaign, text="Làm pa nô")
    paper = later(running, ("content", {"text": "Thắp sáng đường quê"}), ("content", {"text": "Trồng hoa"}))
    second = paper.items.get(position=2)

    applied(running, paper, **{f"item-{second.pk}-mode": "read:", "ended": [f"content-{gone.pk}"]})

    assert [c.text for c in PlanContent.objects.filter(ended_by__isnull=True)] == ["Thắp sáng đường quê"]


def test_apply_new_participants_hear_that_they_take_part(place):
    running = running_campaign(place, registrants=place.hamlets[:2])
    paper = later(
        running, ("participant", {"label": "Xóm 3", "subject_kind": "collective"}), role=PaperRole.NOTICE
    )

    applied(running, paper)

    assert list(Notice.objects.values_list("unit_id", flat=True)) == [place.hamlets[2].pk]
    assert "tham gia đăng ký từ văn bản này" in Notice.objects.get().body


def test_apply_number_of_unknown_units_asks_before_anything_is_written(running):
    paper = later(
        running, ("quota", {"who": "mỗi hợp tác xã", "count": 1, "text": ""}), deadline("2026-02-27")
    )

    with pytest.raises(InvalidInput) as asked:
        applied(running, paper)

    paper.refresh_from_db()
    assert (asked.value.code, paper.state, Notice.objects.count()) == ("amend-asks", PaperState.REVIEWING, 0)
    assert CampaignRound.objects.get().registration_closes_at == CLOSES_AT


def test_apply_number_for_ticked_units_makes_one_row_for_each(running, place):
    paper = later(running, ("quota", {"who": "đơn vị điểm", "count": 3, "text": ""}))
    key = f"item-{paper.items.get().pk}"
    chosen = sorted([place.women.pk, place.school.pk])

    applied(running, paper, **{f"{key}-mode": "add:", f"{key}-whom": "ticked", f"{key}-units": chosen})

    assert sorted((line.unit_id, line.minimum) for line in owed(running.round, TODAY)) == [
        (pk, 3) for pk in chosen
    ]
    assert sorted(Notice.objects.values_list("unit_id", flat=True)) == chosen


def test_apply_number_for_units_outside_the_campaign_brings_them_in_and_tells_them(running, place):
    CampaignParticipant.objects.filter(campaign=running.campaign, unit=place.school).delete()
    paper = later(running, ("quota", {"who": "mỗi trường học", "count": 2, "text": ""}))

    done = applied(running, paper)

    assert [(line.unit_id, line.minimum) for line in owed(running.round, TODAY)] == [(place.school.pk, 2)]
    assert [change.after for change in done.changes] == ["mỗi trường học: ít nhất 2 mô hình"]
    told = Notice.objects.get()
    assert told.unit_id == place.school.pk
    assert "tham gia đăng ký từ văn bản này" in told.body


def test_amend_page_offers_units_that_do_not_take_part_yet(running, place):
    CampaignParticipant.objects.filter(campaign=running.campaign, unit=place.school).delete()
    paper = later(running, ("quota", {"who": "đơn vị điểm", "count": 1, "text": ""}))
    made = amendment_of(paper, TODAY)

    assert place.school.pk in made.others
    key = made.lines[0].key
    done = applied(
        running, paper, **{f"{key}-mode": "add:", f"{key}-whom": "ticked", f"{key}-units": [place.school.pk]}
    )

    assert list(done.told) == [place.school.pk]
    assert done.changes[0].after == "đơn vị điểm: ít nhất 1 mô hình"


def test_try_out_says_what_apply_would_and_leaves_nothing(running, place):
    quota_for(running, place.hamlets, 1)
    paper = later(running, ("quota", {"who": "mỗi xóm", "count": 2, "text": ""}))

    tried = amending.try_out(paper, by=running.officer, at=NOON)

    assert sorted(tried.told) == sorted(u.pk for u in place.hamlets)
    assert (Notice.objects.count(), Quota.objects.count(), Quota.objects.get().ended_by) == (0, 1, None)


def test_apply_twice_unsigned_or_by_another_is_refused(running, place):
    paper = later(running, deadline("2026-02-27"))
    given = {"symbol": "", "at": NOON}

    with pytest.raises(InvalidInput):
        amending.apply(paper, number="", issued_on=None, by=running.officer, **given)
    with pytest.raises(NotAllowed):
        amending.apply(
            paper, number="1", issued_on=TODAY, by=user(place.front, Role.COMMUNE_OFFICER), **given
        )
    applied(running, paper)
    with pytest.raises(TransitionNotAllowed):
        applied(running, paper)


def test_versions_show_what_each_paper_brought_and_ended(running, place):
    quota_for(running, place.hamlets, 1)
    applied(running, later(running, ("quota", {"who": "mỗi xóm", "count": 2, "text": ""})))

    newest, plan = versions_of(running.campaign)

    assert (newest.brought, newest.ended) == (
        {"quota": ["Các xóm: ít nhất 2 mô hình"]},
        {"quota": ["Các xóm: ít nhất 1 mô hình"]},
    )
    assert plan.brought == {"quota": ["Các xóm: ít nhất 1 mô hình"]}
    assert newest.changes == ["Chỉ tiêu số lượng: Các xóm: ít nhất 1 mô hình → Các xóm: ít nhất 2 mô hình"]


def test_plan_of_another_year_fills_that_year_alone(running, place):
    quota_for(running, place.hamlets, 1)
    other = CampaignRound.objects.create(campaign=running.campaign, year=2027)
    paper = later(
        running,
        ("quota", {"who": "mỗi xóm", "count": 4, "text": ""}),
        deadline("2027-02-10"),
        role=PaperRole.PLAN,
    )
    GoverningPaper.objects.filter(pk=paper.pk).update(round=other)

    applied(running, paper)

    other.refresh_from_db()
    assert {line.minimum for line in owed(other, TODAY)} == {4}
    assert {line.minimum for line in owed(running.round, TODAY)} == {1}
    assert (
        other.registration_closes_at.year,
        CampaignRound.objects.get(year=2026).registration_closes_at,
    ) == (2027, CLOSES_AT)


def test_apply_takes_the_hour_that_the_paper_itself_sets(running):
    words = "trước 17 giờ 00 phút ngày 27 tháng 02 năm 2026"
    paper = later(running, deadline("2026-02-27", boundary="before"))
    paper.text = words
    paper.save()
    paper.items.update(start=0, end=len(words))
    paper = GoverningPaper.objects.get(pk=paper.pk)

    assert amendment_of(paper, TODAY).hour == "17:00"
    applied(running, paper)

    assert CampaignRound.objects.get().registration_closes_at == datetime(2026, 2, 27, 10, tzinfo=UTC)


def test_amendment_proposes_what_stands_already_as_text_only(running):
    PlanContent.objects.create(campaign=running.campaign, text="Làm sạch kênh mương")
    paper = later(running, ("content", {"text": "làm sạch  kênh mương"}))

    (line,) = amendment_of(paper, TODAY).lines

    assert (line.mode, line.target) == ("read", "")


def test_apply_two_values_for_one_deadline_are_refused_by_name(running):
    paper = later(
        running, deadline("2026-02-27", what="Gửi đăng ký"), deadline("2026-02-20", what="Nộp biểu")
    )

    with pytest.raises(InvalidInput) as refused:
        applied(running, paper)

    said = refused.value.sentence % refused.value.params
    assert refused.value.code == "amend-rivals"
    assert "27/02/2026" in said
    assert "20/02/2026" in said
    assert (CampaignRound.objects.get().registration_closes_at, Notice.objects.count()) == (CLOSES_AT, 0)


def test_apply_two_values_for_one_deadline_goes_when_one_is_only_read(running):
    paper = later(running, deadline("2026-02-27"), deadline("2026-02-20"))
    second = paper.items.get(position=2)

    applied(running, paper, **{f"item-{second.pk}-mode": "read:"})

    assert CampaignRound.objects.get().registration_closes_at == CLOSES_AT + timedelta(days=11)


def test_apply_paper_of_a_day_to_come_asks_first(running):
    paper = later(running, deadline("2026-02-27"))
    given = {"number": "60", "symbol": "", "issued_on": TODAY + timedelta(days=3)}
    given |= {"by": running.officer, "at": NOON}

    with pytest.raises(InvalidInput) as asked:
        amending.apply(paper, **given)
    amending.apply(paper, **given, dated_ahead=True)

    assert (asked.value.code, asked.value.field) == ("amend-dated-ahead", "issued_on")
    assert GoverningPaper.objects.get(pk=paper.pk).state == PaperState.IN_FORCE


def named(unit):
    return units.name_of(unit, TODAY)


def leaving(label):
    return ("leaving", {"label": label})


def test_apply_unit_that_leaves_keeps_what_it_sent_and_is_told(running, place):
    contact = user(place.hamlets[0], Role.UNIT_CONTACT)
    quota_for(running, place.hamlets, 1)
    registration = sent(running, place.hamlets[0], contact).registration
    paper = later(running, leaving("Xóm 1"), role=PaperRole.NOTICE)

    done = applied(running, paper)

    assert [change.sentence for change in done.changes] == [f"Thôi tham gia, bỏ: {named(place.hamlets[0])}"]
    assert not registrations.takes_part(running.campaign, place.hamlets[0].pk)
    assert round_for(contact, running.round.pk, TODAY) == running.round
    registration.refresh_from_db()
    assert registration.state == "submitted"
    told = {notice.unit_id: notice.body for notice in Notice.objects.filter(title__contains="thay đổi")}
    assert told == {
        place.hamlets[
            0
        ].pk: "Đơn vị không còn tham gia đăng ký từ văn bản này. 1 đăng ký đã gửi của đơn vị được giữ nguyên."
    }
    assert place.hamlets[0].pk not in {line.unit_id for line in owed(running.round, TODAY)}


def test_apply_unit_that_left_may_come_back(running, place):
    applied(running, later(running, leaving("Xóm 1"), role=PaperRole.NOTICE))
    back = ("participant", {"label": "Xóm 1", "subject_kind": "collective"})

    applied(running, later(running, back, role=PaperRole.NOTICE))

    parts = CampaignParticipant.objects.filter(unit=place.hamlets[0]).values_list("part", flat=True)
    assert list(parts) == [Part.REGISTER]


def test_apply_who_leaves_is_asked_where_no_unit_bears_the_name(running):
    paper = later(running, leaving("Hợp tác xã Bình Minh"), role=PaperRole.NOTICE)
    key = f"item-{paper.items.get().pk}"

    with pytest.raises(InvalidInput) as asked:
        applied(running, paper)
    applied(running, paper, **{f"{key}-mode": "read:"})

    assert asked.value.code == "amend-asks"
    assert not CampaignParticipant.objects.filter(part=Part.LEFT).exists()


def test_apply_unit_that_both_comes_and_goes_is_refused(running, place):
    both = ("participant", {"label": "Xóm 1", "subject_kind": "collective"}), leaving("Xóm 1")
    paper = later(running, *both, role=PaperRole.NOTICE)
    first = paper.items.get(position=1)

    with pytest.raises(InvalidInput) as refused:
        applied(running, paper, **{f"item-{first.pk}-mode": "add:"})

    assert refused.value.code == "amend-rivals"


def test_amendment_says_what_was_what_becomes_and_whom_it_touches(running, place):
    quota_for(running, place.hamlets, 1)
    text = "Mỗi xóm đăng ký\n  ít nhất 02 mô hình."
    paper = later(running, ("quota", {"who": "mỗi xóm", "count": 2, "text": ""}), deadline("2026-02-27"))
    GoverningPaper.objects.filter(pk=paper.pk).update(text=text)
    paper.items.filter(kind="quota").update(start=0, end=len(text))
    paper.refresh_from_db()

    end, quota = amendment_of(paper, TODAY).lines

    assert (end.was, end.words) == ("đến hết ngày 16/02/2026", "đến hết ngày 27/02/2026")
    assert (quota.was, quota.words) == ("Các xóm: ít nhất 1 mô hình", "mỗi xóm: ít nhất 2 mô hình")
    assert quota.says == "Mỗi xóm đăng ký ít nhất 02 mô hình."
    assert quota.touches == ", ".join(named(unit) for unit in place.hamlets)


def test_amendment_proposes_the_milestone_of_the_same_matter(running):
    common = {"campaign": running.campaign, "round": running.round, "kind": "report"}
    Milestone.objects.create(
        **common, what="Báo cáo cả năm chậm nhất ngày 20/11/2026", words="", to_on=date(2026, 11, 20)
    )
    half = Milestone.objects.create(
        **common, what="Báo cáo: 6 tháng trước ngày 15/6/2026", words="", to_on=date(2026, 6, 14)
    )
    what = "Báo cáo 6 tháng trước ngày 20/6/2026, thay vì trước ngày 15/6/2026"

    (line,) = amendment_of(later(running, deadline("2026-06-20", kind="report", what=what)), TODAY).lines

    assert (line.mode, line.target) == ("replace", f"deadline-{half.pk}")
