from dataclasses import replace
from datetime import date
from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.campaigns.models import Campaign, PaperItem
from kheo.campaigns.public import CampaignState, launch, upload_plan
from kheo.campaigns.states import ItemStatus
from tests.campaigns.plans import LETTER, SILENT
from tests.campaigns.trees import officer, tree
from tests.factories import NOON, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def commune():
    return tree()


@pytest.fixture
def by(commune):
    return officer(commune.party)


@pytest.fixture
def paper(commune, by):
    return upload_plan(LETTER.encode(), name="ke-hoach.txt", unit=commune.party, by=by, at=NOON)


@pytest.fixture
def page(client, by):
    client.force_login(by, backend=BACKEND)
    return client


def _at(name, paper, *more):
    return reverse(f"campaigns:{name}", args=[paper.campaign_id, paper.pk, *more])


def _send(page, unit, text, name="ke-hoach.txt"):
    file = SimpleUploadedFile(name, text.encode())
    return page.post(reverse("campaigns:upload"), {"unit": unit.pk, "file": file})


def test_upload_good_plan_leads_to_its_review(page, commune):
    answer = _send(page, commune.party, LETTER)
    campaign = Campaign.objects.get()
    assert answer.url == reverse("campaigns:review", args=[campaign.pk, campaign.papers.get().pk])


def test_upload_bad_file_says_why_at_the_field(page, commune):
    answer = _send(page, commune.party, "", "rong.txt")
    assert answer.status_code == 422
    assert "Tệp không có nội dung" in answer.content.decode()
    assert Campaign.objects.count() == 0


def test_upload_same_file_twice_leads_to_the_first(page, commune, paper):
    assert _send(page, commune.party, LETTER).url == _at("review", paper)


@pytest.mark.parametrize("name", ["upload", "review", "prepare_launch", "paper_file"])
def test_pages_are_closed_to_everybody_else(client, commune, paper, name):
    client.force_login(user(commune.settlement_1, Role.UNIT_CONTACT), backend=BACKEND)
    args = {"upload": [], "prepare_launch": [paper.campaign_id]}.get(name, [paper.campaign_id, paper.pk])
    assert client.get(reverse(f"campaigns:{name}", args=args)).status_code in (403, 404)


def test_review_shows_each_value_beside_its_place(page, paper):
    html = page.get(_at("review", paper)).content.decode()
    quota = paper.items.filter(kind="quota").order_by("position").first()
    assert f'id="v-{quota.pk}" data-found="p-{quota.pk}"' in html
    assert f'<a href="#v-{quota.pk}">' in html
    for item in paper.items.exclude(start=None):
        assert html.count(f'id="p-{item.pk}"') == 1, item


def test_plan_from_a_web_page_is_read_and_never_handed_back_as_a_page(page, commune):
    lines = "".join(f"<p>{line}</p>" for line in LETTER.splitlines())
    web = f"<html><body><script>alert(1)</script>{lines}</body></html>"
    _send(page, commune.party, web, name="ke-hoach.html")
    paper = Campaign.objects.get().papers.get()

    answer = page.get(_at("paper_file", paper))
    assert "alert(1)" not in paper.text
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"].startswith("attachment")


def test_review_text_of_the_paper_is_escaped(page, commune, by):
    text = SILENT.replace("tổ hợp tác bến nước", "tổ <script>alert(1)</script> bến nước")
    paper = upload_plan(text.encode(), name="ke-hoach.txt", unit=commune.party, by=by, at=NOON)
    html = page.get(_at("review", paper)).content.decode()
    assert "<script>alert(1)" not in html
    assert escape("<script>alert(1)") in html


def test_review_takes_the_same_queries_for_few_and_many(page, paper):
    page.get(_at("review", paper))
    with CaptureQueriesContext(connection) as few:
        page.get(_at("review", paper))
    PaperItem.objects.bulk_create(
        PaperItem(paper=paper, kind="content", position=100 + n, data={"text": f"Nội dung {n}"})
        for n in range(20)
    )
    with CaptureQueriesContext(connection) as many:
        page.get(_at("review", paper))
    assert len(few) == len(many)


def test_item_confirmed_without_scripts_comes_back_to_its_row(page, paper):
    item = paper.items.filter(kind="quota").first()
    answer = page.post(_at("item", paper, item.pk), {"action": "confirm"})
    item.refresh_from_db()
    assert (answer.url, item.status) == (f"{_at('review', paper)}#v-{item.pk}", ItemStatus.CONFIRMED)


def test_item_rejected_with_htmx_gives_its_row_alone(page, paper):
    item = paper.items.filter(kind="quota").first()
    html = page.post(_at("item", paper, item.pk), {"action": "reject"}, **HTMX).content.decode()
    assert html.count("<article") == 1
    assert "Lấy lại" in html
    assert "<html" not in html


@pytest.mark.parametrize("extra", [{}, HTMX])
def test_item_wrong_correction_shows_sentence_and_what_was_typed(page, paper, extra):
    item = paper.items.filter(kind="quota").first()
    raw = {"action": "correct", "who": "Mỗi xóm bản", "count": "nhiều"}
    html = page.post(_at("item", paper, item.pk), raw, **extra).content.decode()
    assert "phải là số từ 1 đến 999" in html
    assert 'value="nhiều"' in html
    item.refresh_from_db()
    assert item.status == ItemStatus.PROPOSED


def test_add_item_from_the_page(page, paper):
    answer = page.post(_at("add_item", paper), {"kind": "sector", "text": "Chuyển đổi số"})
    added = paper.items.get(kind="sector", status=ItemStatus.ADDED)
    assert answer.url.endswith(f"#v-{added.pk}")
    html = page.post(_at("add_item", paper), {"kind": "sector", "text": ""}).content.decode()
    assert "Còn thiếu “Lĩnh vực”" in html


def test_confirm_sure_and_reread_from_the_page(page, paper):
    page.post(_at("confirm_sure", paper))
    assert not paper.items.filter(status=ItemStatus.PROPOSED, certainty="sure").exists()
    page.post(_at("reread", paper))
    assert not paper.items.filter(status=ItemStatus.PROPOSED, certainty="sure").exists()


def test_paper_file_is_the_file_that_came(page, paper):
    answer = page.get(_at("paper_file", paper))
    assert answer.content == LETTER.encode()
    assert answer["Content-Disposition"].startswith("attachment")


def _fields(**more):
    return {"national_sent": "1", "national": ["QP-AN"], "is_draft": "1", **more}


def test_prepare_launch_shows_one_exact_moment_and_who_owes(page, paper):
    html = page.get(reverse("campaigns:prepare_launch", args=[paper.campaign_id])).content.decode()
    assert "Nhận đăng ký đến hết 24 giờ thứ Sáu, 20/02/2026; từ 0 giờ ngày 21/02/2026 là muộn." in html
    assert "Xóm 1; Xóm 2" in html
    assert "số và ngày của kế hoạch" not in html


def test_prepare_launch_save_keeps_good_answers_and_shows_the_bad_one(page, paper):
    address = reverse("campaigns:prepare_launch", args=[paper.campaign_id])
    answer = page.post(address, _fields(grace_minutes="45", registration_day="31/02/2026"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“31/02/2026” không phải là ngày đúng" in html.replace("&quot;", '"')
    assert 'value="31/02/2026"' in html
    paper.refresh_from_db()
    assert paper.choices["grace_minutes"] == 45
    assert "registration_day" not in paper.choices


def test_prepare_launch_names_every_bad_answer_on_top_and_leads_to_it(page, paper):
    address = reverse("campaigns:prepare_launch", args=[paper.campaign_id])
    html = page.post(address, _fields(starts_on="31/11/2026", registration_hour="25:00")).content.decode()
    summary = html.partition('class="error-summary"')[2].partition("</div>")[0]
    assert 'href="#f-starts_on">Bắt đầu: ' in summary
    assert 'href="#f-registration_hour">Giờ: ' in summary


def test_prepare_launch_warns_of_a_plan_dated_ahead_unless_it_is_a_draft(page, paper):
    address = reverse("campaigns:prepare_launch", args=[paper.campaign_id])
    signed = {"national_sent": "1", "number": "7", "issued_on": "24/11/2099"}
    assert "là ngày chưa tới" in page.post(address, signed, **HTMX).content.decode()
    assert "là ngày chưa tới" not in page.post(address, signed | {"is_draft": "1"}, **HTMX).content.decode()


def test_prepare_launch_htmx_gives_only_what_follows(page, paper):
    address = reverse("campaigns:prepare_launch", args=[paper.campaign_id])
    html = page.post(address, _fields(registration_day="01/03/2026"), **HTMX).content.decode()
    assert "Chủ nhật, 01/03/2026" in html
    assert "<form" not in html


def test_prepare_launch_launches_and_then_leads_to_the_campaign(page, paper):
    address = reverse("campaigns:prepare_launch", args=[paper.campaign_id])
    answer = page.post(address, _fields(action="launch"))
    assert answer.url == f"/phong-trao/{paper.campaign_id}/"
    paper.campaign.refresh_from_db()
    assert paper.campaign.state == CampaignState.RUNNING
    assert page.post(address, _fields(action="launch")).url == answer.url


def test_prepare_launch_refused_says_what_is_missing_and_keeps_answers(page, commune, by):
    paper = upload_plan(SILENT.encode(), name="ke-hoach.txt", unit=commune.party, by=by, at=NOON)
    address = reverse("campaigns:prepare_launch", args=[paper.campaign_id])
    answer = page.post(address, _fields(action="launch", sends_up_to="Huyện cũ"))
    assert answer.status_code == 422
    assert "còn thiếu: “tổ hợp tác bến nước” là những đơn vị nào" in answer.content.decode()
    paper.refresh_from_db()
    assert paper.choices["sends_up_to"] == "Huyện cũ"


def test_sign_draft_from_the_page(page, paper, by):
    launch(paper.campaign, by=by, at=NOON, is_draft=True)
    page.post(_at("sign_paper", paper), {"number": "31", "symbol": "KH/ĐU", "issued_on": "02/02/2026"})
    paper.refresh_from_db()
    assert (paper.is_draft, paper.issued_on) == (False, date(2026, 2, 2))


def test_upload_over_the_limit_says_the_limit_at_the_field(page, commune, settings):
    settings.KHEO_PAPER_LIMITS = replace(settings.KHEO_PAPER_LIMITS, document_bytes=1024 * 1024)
    answer = _send(page, commune.party, "dài " * 400_000)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert "Tệp lớn hơn 1 MB nên chưa được nhận" in answer.content.decode()
    assert Campaign.objects.count() == 0


@pytest.mark.parametrize("year", ["99", "2101", "hai nghìn"])
def test_prepare_launch_with_a_wrong_year_is_not_called_ready(page, paper, year):
    address = reverse("campaigns:prepare_launch", args=[paper.campaign_id])
    html = page.post(address, _fields(year=year), **HTMX).content.decode()
    assert "không phải là năm của phong trào" in html
    assert "Đã đủ để phát động" not in html


def test_prepare_launch_shows_a_corrected_deadline_as_a_day_in_words(page, paper):
    item = next(i for i in paper.items.filter(kind="deadline") if i.data["kind"] == "registration")
    typed = {"action": "correct", "what": "Gửi đăng ký", "kind": "registration", "boundary": "through"}
    page.post(_at("item", paper, item.pk), {**typed, "date": "27/02/2026"})

    html = page.get(reverse("campaigns:prepare_launch", args=[paper.campaign_id])).content.decode()

    assert "Đã ghi khi rà soát: thứ Sáu, 27/02/2026" in html
    assert "2026-02-27" not in html


def test_item_impossible_day_is_refused_beside_its_field(page, paper):
    item = next(i for i in paper.items.filter(kind="deadline") if i.data["kind"] == "registration")
    typed = {"action": "correct", "what": "Gửi đăng ký", "kind": "registration", "boundary": "through"}
    html = page.post(_at("item", paper, item.pk), {**typed, "date": "31/02/2027"}, **HTMX).content.decode()
    assert f'aria-describedby="i{item.pk}-date-error"' in html
    assert "Không có ngày 31/02/2027" in html
