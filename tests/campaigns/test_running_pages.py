"""Pages of a campaign that runs: who may open them, what they do, what they hand out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.campaigns.models import (
    Campaign,
    CampaignRound,
    DeadlineExtension,
    GoverningPaper,
    Milestone,
    PaperStep,
    UnitPlan,
)
from kheo.campaigns.services import amending
from kheo.campaigns.states import CampaignState, PaperRole, PaperState
from kheo.core.paper.gate import Limits, open_paper
from kheo.notices.public import Telling
from tests.campaigns.test_amending import deadline, later
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import CLOSES_AT, running_campaign
from tests.factories.registrations import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MANAGED = ["telling", "deadlines", "paper_steps", "answers", "years", "later_paper"]


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def running(place):
    return running_campaign(place)


@pytest.fixture
def desk(client, running):
    client.force_login(running.officer, backend=BACKEND)
    return client


def at(name, running, *more):
    return reverse(f"campaigns:{name}", args=[running.campaign.pk, *more])


@pytest.mark.parametrize("name", MANAGED)
def test_pages_of_the_desk_open_for_its_officer(desk, running, name):
    assert desk.get(at(name, running)).status_code == 200


@pytest.mark.parametrize("name", MANAGED)
@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.SIGNER, Role.VIEWER])
def test_pages_of_the_desk_are_closed_to_others_of_the_commune(client, place, running, name, role):
    client.force_login(user(place.committee, role), backend=BACKEND)

    assert client.get(at(name, running)).status_code == 403


@pytest.mark.parametrize("name", [*MANAGED, "calendar", "versions"])
def test_pages_are_unknown_to_another_commune(client, running, name):
    client.force_login(user(commune("Suối Vàng").committee, Role.COMMUNE_OFFICER), backend=BACKEND)

    assert client.get(at(name, running)).status_code == 404


@pytest.mark.parametrize("name", ["calendar", "versions"])
def test_reading_pages_open_for_a_unit_that_takes_part(client, place, running, name):
    client.force_login(user(place.women), backend=BACKEND)

    assert client.get(at(name, running)).status_code == 200


def test_extension_page_gives_the_hour_typed(desk, running, place):
    page = desk.post(
        at("deadlines", running),
        {"day": "20/02/2026", "hour": "17:00", "reason": "Mưa lũ", "units": [place.women.pk]},
    )

    assert page.status_code == 302
    assert DeadlineExtension.objects.get().closes_at == datetime(2026, 2, 20, 10, 0, tzinfo=UTC)


def test_extension_page_shows_a_refusal_at_its_field(desk, running, place):
    page = desk.post(
        at("deadlines", running), {"day": "10/02/2026", "reason": "Mưa lũ", "units": [place.women.pk]}
    )

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["day"])
    assert "Hạn mới phải sau hạn đang có" in page.content.decode()


def test_grace_page_publishes(desk, running):
    desk.post(at("grace", running), {"minutes": "120"})

    assert CampaignRound.objects.get().grace_minutes == 120


def test_telling_page_notes_and_lists(desk, running, place):
    desk.post(
        at("telling", running),
        {"channel": "zalo", "day": "01/02/2026", "units": [place.women.pk, place.school.pk]},
    )
    page = desk.get(at("telling", running))
    assert "Đã soát thể thức: không thấy lỗi." in page.content.decode()

    assert Telling.objects.filter(channel="zalo").count() == 2
    assert [names for _row, names in page.context["told"]] == [
        ["Hội Liên hiệp Phụ nữ xã Đồng Trăng", "Trường Tiểu học Đồng Trăng"]
    ]
    assert len(page.context["untold"]) == len(page.context["form"].fields["units"].choices) - 2


def test_zalo_text_names_deadline_and_address(desk, running):
    text = desk.get(at("telling", running)).context["zalo"]

    assert "đến hết thứ Hai, ngày 16 tháng 02 năm 2026" in text
    assert f"http://testserver/phong-trao/{running.campaign.pk}/" in text


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("name", ["letter_file", "calendar_file"])
def test_papers_are_handed_out_and_can_be_read_back(desk, running, name, form):
    Milestone.objects.create(
        campaign=running.campaign,
        round=running.round,
        what="Báo cáo tháng",
        words="ngày 15",
        recurs_on_day=15,
    )

    sent = desk.get(at(name, running, form))
    text = open_paper(sent.content, f"x.{form}", Limits()).text

    wanted = {"letter_file": "đến hết thứ Hai", "calendar_file": "Báo cáo tháng"}[name]
    assert (wanted in " ".join(text.split()), "attachment" in sent["Content-Disposition"]) == (True, True)


def test_calendar_has_every_month_of_a_monthly_date_once(desk, running):
    Milestone.objects.create(
        campaign=running.campaign,
        round=running.round,
        what="Báo cáo tháng",
        words="ngày 15",
        recurs_on_day=15,
    )

    days = desk.get(at("calendar", running)).context["days"]

    assert [day.first.month for day in days if day.what == "Báo cáo tháng"] == list(range(2, 13))


def test_unknown_form_of_a_paper_is_not_found(desk, running):
    assert desk.get(at("letter_file", running, "exe")).status_code == 404


def test_step_and_unit_plan_are_noted(desk, running, place):
    desk.post(at("paper_steps", running), {"step": "told", "number": "12/UBND", "day": "25/01/2026"})
    desk.post(at("unit_plan", running), {"unit": place.women.pk, "number": "5/KH", "day": "26/01/2026"})

    assert (PaperStep.objects.get().number, UnitPlan.objects.get().unit) == ("12/UBND", place.women)


def test_year_is_added_and_campaign_cloned(desk, running):
    desk.post(at("years", running), {"year": "2027", "closes_on": "10/02/2027", "copy_quotas": "on"})
    made = desk.post(at("clone", running), {"nhan-ban-year": "2028"})

    assert sorted(CampaignRound.objects.filter(campaign=running.campaign).values_list("year", flat=True)) == [
        2026,
        2027,
    ]
    cloned = Campaign.objects.get(cloned_from=running.campaign)
    assert made.url == reverse("campaigns:prepare_launch", args=[cloned.pk])
    assert desk.get(made.url).status_code == 200
    assert desk.get(reverse("campaigns:review", args=[cloned.pk, cloned.papers.get().pk])).status_code == 200


def test_closing_asks_for_the_word(desk, running):
    wrong = desk.post(at("close", running), {"word": "xong"})
    between = Campaign.objects.get().state
    desk.post(at("close", running), {"word": " Kết thúc "})

    assert (wrong.status_code, between, Campaign.objects.get().state) == (
        422,
        CampaignState.RUNNING,
        CampaignState.CLOSED,
    )


def test_later_paper_is_read_compared_and_applied(desk, running, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    text = (
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG\nSố: 60/TB-UBND\n\nTHÔNG BÁO\nVề thời gian đăng ký\n\n"
        "Gửi đăng ký trước ngày 28/02/2026."
    )
    sent = desk.post(
        at("later_paper", running),
        {"role": "notice", "file": SimpleUploadedFile("thong-bao.txt", text.encode())},
    )
    paper = GoverningPaper.objects.get()

    assert sent.url == reverse("campaigns:review", args=[running.campaign.pk, paper.pk])
    reviewed = desk.get(sent.url).content.decode()
    assert reverse("campaigns:amend", args=[running.campaign.pk, paper.pk]) in reviewed
    assert "Đây là văn bản bổ sung (Thông báo)" in reviewed
    assert "không phát động phong trào nào" not in reviewed
    assert desk.get(at("amend", running, paper.pk)).status_code == 200


def test_amend_page_compares_without_changing_then_applies(desk, running):
    paper = later(running, deadline("2026-02-27"))
    fields = {"number": "60", "symbol": "KH-UBND", "issued_on": "01/02/2026", "registration_hour": ""}

    compared = desk.post(at("amend", running, paper.pk), fields | {"action": "compare"})
    between = CampaignRound.objects.get().registration_closes_at
    done = desk.post(at("amend", running, paper.pk), fields | {"action": "apply"})

    assert [change.after for change in compared.context["applied"].changes] == ["đến hết ngày 27/02/2026"]
    assert between == CLOSES_AT
    assert (done.status_code, CampaignRound.objects.get().registration_closes_at) == (
        302,
        CLOSES_AT + timedelta(days=11),
    )
    assert GoverningPaper.objects.get().state == PaperState.IN_FORCE


def test_amend_page_without_number_asks_for_it(desk, running):
    paper = later(running, role=PaperRole.NOTICE)

    page = desk.post(at("amend", running, paper.pk), {"action": "apply", "number": "", "issued_on": ""})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["number", "issued_on"])


def test_amend_page_of_a_day_to_come_shows_the_box_that_confirms_it(desk, running):
    paper = later(running, deadline("2026-02-27"))
    fields = {"number": "60", "symbol": "", "issued_on": "01/05/2026", "action": "apply"}

    asked = desk.post(at("amend", running, paper.pk), fields)
    done = desk.post(at("amend", running, paper.pk), fields | {"dated_ahead": "on"})

    assert (asked.status_code, done.status_code) == (422, 302)
    assert "là ngày chưa tới" in asked.content.decode()
    assert 'name="dated_ahead"' in asked.content.decode()


def test_amend_page_keeps_the_ticked_units_between_comparing_and_applying(desk, running, place):
    paper = later(running, ("quota", {"who": "đơn vị điểm", "count": 1, "text": ""}))
    key = f"item-{paper.items.get().pk}"
    chosen = {f"{key}-mode": "add:", f"{key}-whom": "ticked", f"{key}-units": [place.school.pk]}

    page = desk.post(at("amend", running, paper.pk), {"action": "compare", **chosen}).content.decode()

    assert '<option value="ticked" selected>' in page
    assert f'value="{place.school.pk}" checked>' in page


def test_amend_page_offers_to_take_a_unit_out_and_never_all(desk, running):
    paper = later(running, ("leaving", {"label": "Xóm 1"}), role=PaperRole.NOTICE)

    page = desk.get(at("amend", running, paper.pk)).content.decode()

    assert "Đưa ra khỏi danh sách đăng ký" in page
    assert "Đăng ký mà đơn vị đã gửi được giữ nguyên" in page
    assert "mọi đơn vị đang đăng ký" not in page
    assert 'name="dated_ahead"' not in page


def test_unit_that_left_finds_what_it_sent_and_reads_why_it_registers_no_more(client, running, place):
    contact = user(place.hamlets[0], Role.UNIT_CONTACT)
    sent(running, place.hamlets[0], contact)
    paper = later(running, ("leaving", {"label": "Xóm 1"}), role=PaperRole.NOTICE)
    given = {"number": "9", "symbol": "TB-UBND", "issued_on": TODAY, "by": running.officer, "at": NOON}
    amending.apply(paper, **given)
    client.force_login(contact, backend=BACKEND)

    page = client.get(reverse("registrations:mine", args=[running.round.pk])).content.decode()

    assert "Đơn vị không còn tham gia phong trào này" in page
    assert "Thắp sáng đường quê" in page


def test_paper_uploaded_by_mistake_is_set_aside(desk, running):
    paper = later(running)

    desk.post(at("set_aside", running, paper.pk))

    assert GoverningPaper.objects.get().state == PaperState.SET_ASIDE
    assert desk.get(at("amend", running, paper.pk)).status_code == 404
