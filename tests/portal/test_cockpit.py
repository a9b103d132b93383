"""The campaign's one page, for those who run it and for those who take part."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.campaigns.models import (
    CampaignParticipant,
    Milestone,
    ParticipantGroup,
    Phase,
    PlanContent,
    Quota,
)
from kheo.campaigns.states import Part
from kheo.registrations.models import Initiative, Registration
from tests.factories import NOON, commune, user
from tests.factories.campaigns import extension, running_campaign, theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def quota_for(running, units, minimum, label="Các xóm"):
    group = ParticipantGroup.objects.create(campaign=running.campaign, label=label)
    CampaignParticipant.objects.filter(campaign=running.campaign, unit__in=units, part=Part.REGISTER).update(
        group=group
    )
    return Quota.objects.create(campaign=running.campaign, round=running.round, group=group, minimum=minimum)


def registration(running, unit, state, **extra):
    initiative = Initiative.objects.create(unit=unit, province_code="19", first_year=running.round.year)
    sent = (
        {}
        if state == "draft"
        else {"submitted_at": NOON, "submitted_by": running.officer, "title": "Ngõ sạch"}
    )
    if state in {"accepted", "returned"}:
        sent |= {"decided_at": NOON, "decided_by": running.officer, "return_reason": "thiếu chỉ tiêu"}
    return Registration.objects.create(
        round=running.round,
        initiative=initiative,
        unit=unit,
        handled_by_unit=unit,
        province_code="19",
        state=state,
        created_at=NOON,
        created_by=running.officer,
        **(sent | extra),
    )


def open_page(client, person, campaign):
    client.force_login(person, backend=BACKEND)
    return client.get(reverse("portal:campaign", args=[campaign.pk]))


def test_units_short_of_their_number_are_missing_and_others_are_not(client):
    place = commune()
    running = running_campaign(place)
    quota_for(running, place.hamlets, 2)
    registration(running, place.hamlets[0], "accepted")
    registration(running, place.hamlets[0], "submitted")
    registration(running, place.hamlets[1], "submitted")
    registration(running, place.hamlets[2], "draft")

    everyone = open_page(client, running.officer, running.campaign).context["view"].everyone

    assert [(line.name, line.minimum, line.sent, line.missing) for line in everyone.missing] == [
        ("Xóm 2", 2, 1, 1),
        ("Xóm 3", 2, 0, 2),
    ]


def test_a_unit_without_a_number_is_never_listed_as_missing(client):
    place = commune()
    running = running_campaign(place)
    quota_for(running, place.hamlets[:1], 1)

    everyone = open_page(client, running.officer, running.campaign).context["view"].everyone

    assert ([line.name for line in everyone.missing], everyone.owing_units) == (["Xóm 1"], 1)


def test_figures_equal_what_the_lists_hold(client):
    place = commune()
    running = running_campaign(place)
    quota_for(running, place.hamlets, 1)
    for unit, state in zip(
        [*place.hamlets, place.women], ["accepted", "submitted", "returned", "submitted"], strict=True
    ):
        registration(running, unit, state)

    everyone = open_page(client, running.officer, running.campaign).context["view"].everyone

    listed = Registration.objects.filter(round=running.round)
    assert (everyone.sent, everyone.waiting, everyone.accepted, everyone.returned) == tuple(
        listed.filter(state__in=states).count()
        for states in (["submitted", "accepted"], ["submitted"], ["accepted"], ["returned"])
    )
    assert everyone.sent == sum(line.sent for line in everyone.registered)
    assert (everyone.owed, everyone.received_of_owed) == (3, 2)


def test_contents_that_nobody_took_up_are_shown(client):
    place = commune()
    running = running_campaign(place)
    taken, open_ = (
        PlanContent.objects.create(campaign=running.campaign, text=text, position=n)
        for n, text in enumerate(["Làm sạch kênh mương", "Thắp sáng đường quê"])
    )
    registration(running, place.women, "submitted", content=taken)

    view = open_page(client, running.officer, running.campaign).context["view"]

    assert (view.contents_open, view.contents_total) == ([open_], 2)


def test_themes_are_counted_apart(client):
    place = commune()
    running = running_campaign(place)
    one, two = theme(running, "Chuyển đổi số"), theme(running, "Làng quê sạch")
    registration(running, place.women, "accepted", theme=one)
    registration(running, place.school, "submitted", theme=one)
    registration(running, place.party, "submitted")

    view = open_page(client, running.officer, running.campaign).context["view"]

    assert [(line.theme, line.sent, line.accepted) for line in view.themes] == [
        (one, 2, 1),
        (two, 0, 0),
        (None, 1, 0),
    ]


def test_due_dates_stand_in_order_with_an_extension_of_the_readers_own_unit(client):
    place = commune()
    running = running_campaign(place)
    Milestone.objects.create(
        campaign=running.campaign,
        round=running.round,
        what="Báo cáo quý I",
        words="trước 20/3",
        from_on=date(2026, 3, 19),
        to_on=date(2026, 3, 19),
    )
    Milestone.objects.create(
        campaign=running.campaign,
        round=running.round,
        what="Báo cáo tháng",
        words="ngày 15 hằng tháng",
        recurs_on_day=15,
    )
    extension(running, place.hamlets[0], by=timedelta(days=60))
    contact = user(place.hamlets[0])

    due = open_page(client, contact, running.campaign).context["view"].due

    assert [(one.what, one.deadline.last_day) for one in due] == [
        ("Báo cáo tháng", date(2026, 2, 15)),
        ("Báo cáo quý I", date(2026, 3, 19)),
        ("Hạn đăng ký", date(2026, 4, 17)),
    ]


def test_a_contact_sees_his_own_unit_and_no_others(client):
    place = commune()
    running = running_campaign(place)
    quota_for(running, place.hamlets, 1)
    registration(running, place.hamlets[1], "returned")
    contact = user(place.hamlets[1])

    page = open_page(client, contact, running.campaign)

    assert page.context["view"].everyone is None
    assert [(line.name, line.returned, line.missing) for line in page.context["view"].mine] == [
        ("Xóm 2", 1, 1)
    ]
    assert "Xóm 1" not in page.content.decode()


def test_the_front_sees_everybody_only_where_it_follows_the_campaign(client):
    place = commune()
    running = running_campaign(place)
    viewer = user(place.front, Role.VIEWER)

    before = open_page(client, viewer, running.campaign).context["view"].everyone
    CampaignParticipant.objects.create(campaign=running.campaign, unit=place.front, part=Part.WATCH)
    after = open_page(client, viewer, running.campaign).context["view"].everyone

    assert (before, after is not None) == (None, True)


def test_somebody_of_another_commune_finds_no_such_campaign(client):
    running = running_campaign(commune())
    stranger = user(commune("Suối Vàng").committee, Role.COMMUNE_OFFICER)

    assert open_page(client, stranger, running.campaign).status_code == 404


def test_the_basis_of_law_and_its_mark_stand_beside_the_list(client):
    running = running_campaign(commune())

    text = open_page(client, running.officer, running.campaign).content.decode()

    assert ("Luật" in text, "qua nguồn thứ hai" in text) == (True, True)


def test_stages_of_the_day_are_said(client):
    running = running_campaign(commune())
    for name, first, last in (
        ("Giai đoạn I", date(2026, 1, 20), date(2026, 2, 28)),
        ("Giai đoạn II", date(2026, 3, 1), None),
    ):
        Phase.objects.create(
            campaign=running.campaign, round=running.round, name=name, starts_on=first, ends_on=last
        )

    view = open_page(client, running.officer, running.campaign).context["view"]

    assert [str(phrase) for phrase in view.stage] == ["Giai đoạn I (đến hết 28/02/2026)"]


def test_officer_sees_who_needs_care_with_a_way_to_remind_just_them(client):
    place = commune()
    running = running_campaign(place)
    quota_for(running, place.hamlets[:2], 1)
    registration(running, place.hamlets[0], "accepted")

    with time_machine.travel(NOON + timedelta(days=70), tick=False):
        late, silent, risk = open_page(client, running.officer, running.campaign).context["care"]
        contact = open_page(client, user(place.hamlets[0]), running.campaign)

    desk = reverse("progress:reminders", args=[running.round.pk])
    assert [(one.unit, url) for one, url in late.lines] == [
        ("Xóm 2", f"{desk}?loc=qua-han&don-vi={place.hamlets[1].pk}")
    ]
    assert (silent.units, silent.remind_url) == (1, f"{desk}?loc=im-lang")
    assert silent.list_url == reverse("progress:round", args=[running.round.pk]) + "?loc=im-lang"
    assert risk.units == 0
    assert contact.context["care"] == []


@pytest.mark.parametrize("hamlets", [1, 30])
def test_the_page_asks_as_often_for_one_unit_as_for_many(client, django_assert_num_queries, hamlets):
    place = commune(hamlets=hamlets)
    running = running_campaign(place)
    quota_for(running, place.hamlets, 1)
    theme(running)
    for unit in place.hamlets:
        registration(running, unit, "submitted")
    client.force_login(running.officer, backend=BACKEND)

    with django_assert_num_queries(29):
        client.get(reverse("portal:campaign", args=[running.campaign.pk]))
