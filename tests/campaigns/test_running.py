"""Verbs of a campaign that runs: extensions, grace, steps on paper, tellings, years, clones, the end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kheo.accounts.roles import Role
from kheo.audit import public as audit
from kheo.campaigns import hooks
from kheo.campaigns.models import (
    Campaign,
    CampaignParticipant,
    CampaignRound,
    Gate,
    GoverningPaper,
    ParticipantGroup,
    PlanContent,
    Quota,
)
from kheo.campaigns.selectors import running as selectors
from kheo.campaigns.selectors.launching import prepare
from kheo.campaigns.selectors.owed import owed
from kheo.campaigns.services import running as services
from kheo.campaigns.services import telling, years
from kheo.campaigns.services.launch import launch, save_choices
from kheo.campaigns.states import CampaignState, PaperRole, PaperState, Part
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.notices import public as notices
from kheo.notices.public import Notice, Telling
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import CLOSES_AT, running_campaign, theme

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
LATER = CLOSES_AT + timedelta(days=5)


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def running(place):
    return running_campaign(place)


def extended(running, *units, closes_at=LATER, reason="Xóm mới kiện toàn", by=None, at=NOON):
    return services.extend(
        running.round,
        unit_ids=[unit.pk for unit in units],
        closes_at=closes_at,
        reason=reason,
        by=by or running.officer,
        at=at,
    )


def test_extend_holds_for_the_chosen_unit_to_the_second(running, place):
    extended(running, place.hamlets[0])

    given = selectors.latest_extensions(running.round)
    own, other = (selectors.deadline_of(running.round, given.get(unit.pk)) for unit in place.hamlets[:2])
    assert (own.accepts(LATER - SECOND), own.accepts(LATER)) == (True, False)
    assert (other.accepts(CLOSES_AT - SECOND), other.accepts(CLOSES_AT)) == (True, False)


def test_extend_tells_the_chosen_units_alone_with_the_reason(running, place):
    extended(running, place.hamlets[0], place.women)

    told = Notice.objects.order_by("unit_id")
    assert [notice.unit_id for notice in told] == sorted([place.hamlets[0].pk, place.women.pk])
    assert {("Xóm mới kiện toàn" in n.body, "21/02/2026" in n.title) for n in told} == {(True, True)}


def test_extend_is_on_the_trail(running, place):
    extended(running, place.hamlets[0])

    assert [event.action for event in audit.history(running.campaign)] == ["campaigns:deadline:extend"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": "  "}, "extension-reason"),
        ({"closes_at": CLOSES_AT}, "extension-not-later"),
        ({"closes_at": LATER, "at": LATER}, "extension-not-later"),
    ],
)
def test_extend_refuses_what_is_no_extension(running, place, change, code):
    with pytest.raises(InvalidInput) as refused:
        extended(running, place.hamlets[0], **change)

    assert (refused.value.code, Notice.objects.count()) == (code, 0)


def test_extend_never_shortens_an_earlier_one(running, place):
    extended(running, place.hamlets[0])

    with pytest.raises(InvalidInput, match="sau hạn đang có"):
        extended(running, place.hamlets[0], closes_at=LATER - timedelta(days=1))


def test_extend_is_not_for_a_unit_outside_or_nobody(running):
    with pytest.raises(InvalidInput) as nobody:
        extended(running)
    with pytest.raises(InvalidInput) as stranger:
        extended(running, commune("Suối Vàng").women)

    assert (nobody.value.code, stranger.value.code) == ("no-unit", "unit-not-in-campaign")


@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.SIGNER, Role.VIEWER, Role.ADMINISTRATOR])
def test_extend_is_the_officers_alone(running, place, role):
    with pytest.raises(NotAllowed):
        extended(running, place.hamlets[0], by=user(place.committee, role))


def test_grace_is_published_before_the_deadline_and_told_once(running, place):
    services.publish_grace(running.round, minutes=90, by=running.officer, at=CLOSES_AT - SECOND)
    services.publish_grace(running.round, minutes=90, by=running.officer, at=CLOSES_AT - SECOND)

    deadline = selectors.deadline_of(CampaignRound.objects.get())
    assert (deadline.accepts(CLOSES_AT + timedelta(minutes=90) - SECOND), deadline.is_late(CLOSES_AT)) == (
        True,
        True,
    )
    assert Notice.objects.count() == CampaignParticipant.objects.filter(part=Part.REGISTER).count()


def test_grace_after_the_deadline_is_refused(running):
    with pytest.raises(Refusal) as refused:
        services.publish_grace(running.round, minutes=90, by=running.officer, at=CLOSES_AT)

    assert refused.value.code == "grace-too-late"


def test_paper_step_stands_on_the_time_line_with_its_number(running):
    services.note_paper_step(
        running.round, step="told", number="12/UBND", done_on=date(2026, 1, 25), by=running.officer, at=NOON
    )

    stops = selectors.stops(running.round, [], [], selectors.steps_of(running.round))
    assert [(stop.name, stop.on, stop.note) for stop in stops] == [
        ("Báo cho các đơn vị", date(2026, 1, 25), "làm trên giấy, số 12/UBND"),
        ("Hạn đăng ký", date(2026, 2, 16), ""),
    ]


def test_paper_step_of_tomorrow_or_without_number_is_refused(running):
    for extra in ({"number": "", "done_on": TODAY}, {"number": "1", "done_on": TODAY + timedelta(days=1)}):
        with pytest.raises(InvalidInput):
            services.note_paper_step(running.round, step="told", by=running.officer, at=NOON, **extra)


def test_note_told_logs_channel_and_day_for_the_chosen(running, place):
    telling.note_told(
        running.campaign,
        unit_ids=[place.women.pk],
        channel="phone",
        told_on=date(2026, 2, 1),
        matter="Nhắc gửi danh sách",
        by=running.officer,
        at=NOON,
    )

    (row,) = notices.tellings(running.campaign)
    assert (row.unit_id, row.channel, row.matter) == (
        place.women.pk,
        Telling.Channel.PHONE,
        "Nhắc gửi danh sách (ngày 01/02/2026)",
    )


def test_note_told_in_the_app_cannot_be_claimed_by_hand(running, place):
    with pytest.raises(InvalidInput) as refused:
        telling.note_told(
            running.campaign,
            unit_ids=[place.women.pk],
            channel="in-app",
            told_on=TODAY,
            matter="",
            by=running.officer,
            at=NOON,
        )

    assert refused.value.code == "channel-unknown"


def test_unit_plan_is_ticked_once_and_its_number_corrected(running, place):
    for number in ("5/KH", "15/KH"):
        services.tick_unit_plan(
            running.campaign,
            unit_id=place.women.pk,
            number=number,
            issued_on=TODAY,
            by=running.officer,
            at=NOON,
        )

    assert [(plan.unit_id, plan.number) for plan in selectors.unit_plans_of(running.campaign)] == [
        (place.women.pk, "15/KH")
    ]


def test_answer_links_upper_and_lower_and_refuses_a_ring(running, place):
    upper = running_campaign(place, year=2025, officer=running.officer)
    given = {"words": "", "sends_up_to": "Mặt trận tỉnh", "by": running.officer, "at": NOON}
    services.answer(running.campaign, upper_id=upper.campaign.pk, **given)

    with pytest.raises(InvalidInput) as ring:
        services.answer(upper.campaign, upper_id=running.campaign.pk, **given)

    assert (selectors.lower_of(upper.campaign), ring.value.code) == ([running.campaign], "answers-itself")


def quota(running, units, minimum):
    group = ParticipantGroup.objects.create(campaign=running.campaign, label="Các xóm", position=1)
    CampaignParticipant.objects.filter(campaign=running.campaign, unit__in=units).update(group=group)
    return Quota.objects.create(campaign=running.campaign, round=running.round, group=group, minimum=minimum)


def opened(running, year=2027, **extra):
    given = {
        "starts_on": date(2027, 1, 5),
        "ends_on": date(2027, 12, 1),
        "closes_at": datetime(2027, 2, 1, tzinfo=UTC),
        "copy_quotas": True,
        "by": running.officer,
        "at": NOON,
    }
    return years.open_round(running.campaign, year=year, **(given | extra))


def test_open_round_has_its_own_dates_and_numbers(running, place):
    quota(running, place.hamlets, 2)

    made = opened(running)
    Quota.objects.filter(round=running.round).update(minimum=5)

    assert {line.minimum for line in owed(made, TODAY)} == {2}
    assert selectors.round_of(selectors.rounds_of(running.campaign), None, TODAY) == running.round
    assert selectors.round_of(selectors.rounds_of(running.campaign), 2027, TODAY) == made


def test_open_round_without_numbers_owes_nothing_and_everybody_is_told(running, place):
    quota(running, place.hamlets, 2)

    made = opened(running, copy_quotas=False)

    assert owed(made, TODAY) == []
    assert Notice.objects.count() == CampaignParticipant.objects.filter(part=Part.REGISTER).count()


def test_open_round_twice_or_backwards_is_refused(running):
    with pytest.raises(Conflict):
        opened(running, year=2026)
    with pytest.raises(InvalidInput) as earlier:
        opened(running, year=2025)
    with pytest.raises(InvalidInput) as upside_down:
        opened(running, ends_on=date(2027, 1, 1))

    assert (earlier.value.code, upside_down.value.code) == ("round-year", "period-order")


def test_clone_asks_dates_anew_and_launches_with_the_same_numbers(running, place):
    quota(running, place.hamlets, 2)
    theme(running, "Chuyển đổi số")
    PlanContent.objects.create(campaign=running.campaign, text="Làm sạch kênh mương")
    Gate.objects.create(campaign=running.campaign, text="Không để phát sinh khiếu kiện")

    made = years.clone(running.campaign, year=2027, by=running.officer, at=NOON)
    before = prepare(made, by=running.officer, at=NOON)
    save_choices(made, raw={"registration_day": "01/03/2027"}, by=running.officer, at=NOON)
    launch(made, by=running.officer, at=NOON, number="7", symbol="KH-UBND", issued_on=TODAY)

    round_ = selectors.rounds_of(made)[0]
    assert before.missing == ("hạn đăng ký",)
    assert (made.title, made.cloned_from, round_.year) == (
        "Phong trào thi đua “Dân vận khéo” năm 2027",
        running.campaign,
        2027,
    )
    assert [(line.unit_id, line.minimum) for line in owed(round_, TODAY)] == [
        (u.pk, 2) for u in place.hamlets
    ]
    assert [sector.code for sector in selectors.sectors_of(made)] == ["KT", "VH-XH", "QP-AN", "XDHTCT"]
    assert [one.name for one in selectors.themes_of(made)] == ["Chuyển đổi số"]
    assert [one.text for one in selectors.contents_of(made)] == ["Làm sạch kênh mương"]
    assert selectors.registering_ids(made) == selectors.registering_ids(running.campaign)


def test_clone_is_not_for_another_branch(running, place):
    with pytest.raises(NotAllowed):
        years.clone(running.campaign, year=2027, by=user(place.front, Role.COMMUNE_OFFICER), at=NOON)

    assert Campaign.objects.count() == 1


def test_close_ends_every_verb_of_a_running_campaign(running, place):
    services.close(running.campaign, by=running.officer, at=NOON)

    assert Campaign.objects.get().state == CampaignState.CLOSED
    with pytest.raises(TransitionNotAllowed):
        extended(running, place.women)


def test_close_waits_for_papers_in_review_and_for_guards(running, monkeypatch):
    paper = GoverningPaper.objects.create(
        campaign=running.campaign,
        round=running.round,
        role=PaperRole.NOTICE,
        uploaded_at=NOON,
        uploaded_by=running.officer,
    )
    with pytest.raises(Refusal) as waiting:
        services.close(running.campaign, by=running.officer, at=NOON)
    services.set_aside(paper, by=running.officer, at=NOON)

    def guard(campaign):
        raise Refusal("Còn việc", code="guarded")

    monkeypatch.setattr(hooks, "_guards", [guard])
    with pytest.raises(Refusal) as guarded:
        services.close(running.campaign, by=running.officer, at=NOON)

    assert (waiting.value.code, guarded.value.code) == ("close-papers-waiting", "guarded")
    assert GoverningPaper.objects.get().state == PaperState.SET_ASIDE
