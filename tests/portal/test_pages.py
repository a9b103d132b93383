"""My work, the list of campaigns and the menu: by role, in words, with few queries."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.campaigns.models import CampaignRound, GoverningPaper
from kheo.campaigns.services.running import close
from kheo.campaigns.states import CampaignState, PaperRole
from kheo.core.errors import Refusal
from kheo.handovers.public import hand_over
from kheo.notices import public as notices
from kheo.progress import public as progress
from kheo.units.public import UnitKind
from tests.factories import NOON, commune, unit, user
from tests.factories.campaigns import CLOSES_AT, running_campaign
from tests.portal.test_cockpit import quota_for, registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def test_home_puts_what_is_late_first_then_by_day_with_how_many_are_done(client):
    place = commune()
    running = running_campaign(place)
    quota_for(running, place.hamlets, 2)
    registration(running, place.hamlets[0], "submitted")
    registration(running, place.hamlets[0], "returned")
    row = progress.raise_difficulty(
        running.round, unit=place.women, matter="Thiếu ống", place="Cầu", by=running.officer, at=NOON
    )
    progress.give_difficulty(row, owner=place.hamlets[0], by=running.officer, at=NOON, days=1)

    with time_machine.travel(NOON + timedelta(days=4), tick=False):
        contact = signed_in(client, user(place.hamlets[0])).get(reverse("portal:home"))
        officer = signed_in(client, running.officer).get(reverse("portal:home"))

    waiting = contact.context["waiting"]
    assert [(task.words, task.is_late, task.tally) for task in waiting] == [
        ("Trả lời khó khăn, vướng mắc: Thiếu ống", True, ""),
        ("Đăng ký mô hình, còn thiếu 1", False, "1/2"),
        ("Bổ sung 1 đăng ký bị trả lại", False, ""),
    ]
    assert "quá hạn 3 ngày làm việc" in contact.content.decode()
    assert [(task.words, task.tally) for task in officer.context["waiting"]] == [
        ("1 khó khăn, vướng mắc quá hạn trả lời", ""),
        ("1 đăng ký chờ tiếp nhận", "1/2"),
    ]


def test_home_tells_the_giver_and_the_taker_of_the_handover(client):
    place = commune()
    giver, taker = user(place.hamlets[0]), user(place.hamlets[1], full_name="Ma Văn Kế")
    roles = [row.pk for row in giver.memberships.all()]
    row = hand_over(giver, taker, role_ids=roles, on=NOON.date(), reason="moved", by=giver, at=NOON)

    pages = [signed_in(client, one).get(reverse("portal:home")).content.decode() for one in (giver, taker)]

    assert "Công việc bàn giao cho Ma Văn Kế từ ngày 02/02/2026." in pages[0]
    assert all(reverse("handovers:detail", args=[row.pk]) in page for page in pages)


def test_home_without_any_role_says_whom_to_ask(client):
    page = signed_in(client, user()).get(reverse("portal:home"))

    assert (page.context["work"], "nhờ người quản trị" in page.content.decode().lower()) == (None, True)


def test_home_of_an_officer_without_campaigns_leads_to_the_upload(client):
    officer = user(commune().committee, Role.COMMUNE_OFFICER)

    text = signed_in(client, officer).get(reverse("portal:home")).content.decode()

    assert reverse("campaigns:upload") in text
    assert "Bắt đầu bằng cách tải văn bản kế hoạch lên" in text


def test_home_of_an_officer_lists_what_waits_and_what_is_due(client):
    place = commune()
    running = running_campaign(place)
    CampaignRound.objects.update(registration_closes_at=NOON + timedelta(days=3))
    registration(running, place.women, "submitted")
    registration(running, place.school, "submitted")
    GoverningPaper.objects.create(
        campaign=running.campaign,
        round=running.round,
        role=PaperRole.NOTICE,
        subject="Về thời gian",
        uploaded_at=NOON,
        uploaded_by=running.officer,
    )

    work = signed_in(client, running.officer).get(reverse("portal:home")).context["work"]

    assert [task.count for task in work.desk] == [2, 0]
    assert "Về thời gian" in work.desk[1].words
    assert [(campaign.pk, due.what) for campaign, due in work.due] == [(running.campaign.pk, "Hạn đăng ký")]


def test_home_of_a_contact_says_what_is_owed_and_until_when(client):
    place = commune()
    running = running_campaign(place)
    quota_for(running, place.hamlets, 2)
    registration(running, place.hamlets[0], "submitted")
    registration(running, place.hamlets[0], "returned")

    page = signed_in(client, user(place.hamlets[0])).get(reverse("portal:home"))

    (line,) = page.context["work"].mine
    standing = line.standing
    assert (standing.minimum, standing.sent, standing.missing, standing.returned) == (2, 1, 1, 1)
    assert line.url == reverse("registrations:mine", args=[running.round.pk])
    assert "hết ngày thứ Hai, 16/02/2026" in page.content.decode()


def test_home_of_a_contact_shows_nothing_of_other_units(client):
    place = commune()
    running = running_campaign(place)
    registration(running, place.women, "submitted")

    work = signed_in(client, user(place.hamlets[0])).get(reverse("portal:home")).context["work"]

    assert (work.desk, [line.standing.name for line in work.mine]) == ([], ["Xóm 1"])


def test_list_holds_campaigns_of_the_readers_reach_alone(client):
    running = running_campaign(commune())
    running_campaign(commune("Suối Vàng"))

    page = signed_in(client, running.officer).get(reverse("portal:campaigns"))

    assert [line.campaign for line in page.context["page_obj"]] == [running.campaign]


def test_list_filter_is_remembered_and_taken_off(client):
    place = commune()
    running = running_campaign(place)
    signed_in(client, running.officer)
    address = reverse("portal:campaigns")

    client.get(address, {"trang-thai": "closed"})
    again = client.get(address)
    client.get(address, {"bo-loc": "1"})
    plain = client.get(address)

    assert (again.status_code, again.url) == (302, f"{address}?trang-thai=closed")
    assert [line.campaign for line in plain.context["page_obj"]] == [running.campaign]


@pytest.mark.parametrize(
    "sort", ["nam", "-nam", "han", "-han", "phong-trao", "trang-thai", "khac", "-title; drop"]
)
def test_list_sorts_by_known_columns_only(client, sort):
    place = commune()
    running = running_campaign(place)
    older = running_campaign(place, year=2025, officer=running.officer)

    page = signed_in(client, running.officer).get(reverse("portal:campaigns"), {"sort": sort})

    years = [line.year for line in page.context["page_obj"]]
    assert sorted(years) == [older.round.year, running.round.year]
    assert years == ([2025, 2026] if sort in {"nam", "phong-trao"} else years)


def test_list_says_what_was_sent_and_what_waits(client):
    place = commune()
    running = running_campaign(place)
    registration(running, place.women, "submitted")
    registration(running, place.school, "accepted")
    registration(running, place.party, "draft")

    (line,) = signed_in(client, running.officer).get(reverse("portal:campaigns")).context["page_obj"]

    assert (line.sent, line.waiting, line.deadline.closes_at) == (2, 1, CLOSES_AT)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_at_most_ten_times(client, django_assert_max_num_queries, count):
    place = commune()
    officer = user(place.committee, Role.COMMUNE_OFFICER)
    for n in range(count):
        running_campaign(place, year=2026 - n, officer=officer)
    signed_in(client, officer)

    with django_assert_max_num_queries(10) as seen:
        client.get(reverse("portal:campaigns"))

    assert len(seen) == 8


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_often_for_one_campaign_as_for_three(client, django_assert_num_queries, count):
    place = commune()
    officer = user(place.committee, Role.COMMUNE_OFFICER)
    for n in range(count):
        running_campaign(place, year=2026 - n, officer=officer)
    signed_in(client, officer)

    with django_assert_num_queries(18):
        client.get(reverse("portal:home"))


def test_menu_counts_unread_messages_and_marks_where_one_is(client):
    place = commune()
    running = running_campaign(place)
    notices.tell(
        running.campaign, unit_ids=[place.women.pk], title="Đã phát động", by=running.officer, at=NOON
    )

    items = signed_in(client, user(place.women)).get(reverse("portal:campaigns")).context["nav_items"]

    assert [item.label for item in items] == [
        "Việc của tôi",
        "Phong trào",
        "Đăng ký",
        "Báo cáo",
        "Đơn vị",
        "Soát văn bản",
        "Thông báo (1)",
    ]
    assert [item.label for item in items if item.current] == ["Phong trào"]


def test_menu_of_somebody_without_a_role_has_what_needs_none(client):
    items = signed_in(client, user()).get(reverse("portal:home")).context["nav_items"]

    assert [item.label for item in items] == ["Việc của tôi", "Soát văn bản"]


def test_campaign_does_not_end_while_registrations_wait(client):
    place = commune()
    running = running_campaign(place)
    waiting = registration(running, place.women, "submitted")

    with pytest.raises(Refusal) as refused:
        close(running.campaign, by=running.officer, at=NOON)
    waiting.delete()

    assert refused.value.code == "close-registrations-waiting"
    assert close(running.campaign, by=running.officer, at=NOON).state == CampaignState.CLOSED


def test_province_officer_sees_the_communes_campaign_but_does_not_run_it(client):
    province = unit(UnitKind.PARTY_BODY, "Ban Tuyên giáo và Dân vận Tỉnh ủy", area_code="19")
    place = commune()
    running = running_campaign(place)
    person = user(province, Role.PROVINCE_OFFICER)

    page = signed_in(client, person).get(reverse("portal:campaign", args=[running.campaign.pk]))
    telling = client.get(reverse("campaigns:telling", args=[running.campaign.pk]))

    assert (page.context["view"].can_manage, page.context["view"].everyone is not None) == (False, True)
    assert telling.status_code == 403


def test_home_numbers_of_the_unit_lead_to_its_rows(client):
    place = commune()
    running = running_campaign(place)
    registration(running, place.women, "returned")

    page = (
        signed_in(client, user(place.women, Role.UNIT_CONTACT)).get(reverse("portal:home")).content.decode()
    )

    address = reverse("registrations:mine", args=[running.round.pk])
    assert f'<strong><a href="{address}#unit-{place.women.pk}">1</a></strong>' in page


def test_home_shows_difficulties_to_who_gives_answers_and_accepts(client):
    place = commune()
    running = running_campaign(place)
    contact, solver = user(place.hamlets[0]), user(place.division)
    row = progress.raise_difficulty(
        running.round, unit=place.hamlets[0], matter="Thiếu ống", place="Cầu Mây", by=contact, at=NOON
    )

    def home(person):
        return signed_in(client, person).get(reverse("portal:home")).context["work"]

    assert [task.words for task in home(running.officer).desk][-1].endswith(
        "1 khó khăn, vướng mắc chờ giao đơn vị giải quyết"
    )
    row = progress.give_difficulty(row, owner=place.division, by=running.officer, at=NOON)
    ((owed, is_late),) = home(solver).owed
    assert (owed.owing.subject, is_late, owed.words) == (row.pk, False, "còn 5 ngày làm việc")
    progress.answer_difficulty(row, text="Đã cấp.", by=solver, at=NOON)
    assert home(contact).desk[-1].words == "Xem trả lời, đồng ý hoặc không: Thiếu ống"


def test_home_asks_as_often_for_one_difficulty_as_for_twelve(client, django_assert_max_num_queries):
    place = commune()
    running = running_campaign(place)
    signed_in(client, user(place.division))

    def queries(more):
        for number in range(more):
            row = progress.raise_difficulty(
                running.round,
                unit=place.hamlets[0],
                matter=f"Việc {number}",
                place="Cầu",
                by=running.officer,
                at=NOON,
            )
            progress.give_difficulty(row, owner=place.division, by=running.officer, at=NOON)
        with django_assert_max_num_queries(25) as asked:
            client.get(reverse("portal:home"))
        return len(asked)

    assert queries(1) == queries(11)
