"""Pages of changes: from the registration to the form, to the officer, to the versions; nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kheo.core.errors import KheoError
from kheo.documents.public import PaperFacts
from kheo.kernel.clock import now
from kheo.registrations.models import Amendment
from kheo.registrations.services.deciding_changes import agree
from kheo.registrations.services.lists import issue_list
from tests.factories.registrations import accepted
from tests.registrations.changing import LATER, changed, proposed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def row(world):
    return accepted(world.running, world.hamlet, world.contact)


def signed_in(client, who):
    client.force_login(who, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"registrations:{name}", args=args)


def text(response):
    return response.content.decode()


def posted(row, key, action="send", revision=0, **changes):
    return changed(row, **changes) | {"draft_id": str(key), "revision": str(revision), "action": action}


def test_detail_offers_the_change_to_the_unit_and_the_officer_alone(client, world, row):
    for who, offered in ((world.contact, True), (world.officer, True), (world.viewer, False)):
        page = text(signed_in(client, who).get(url("detail", row.pk)))
        assert (url("change_new", row.pk) in page) is offered


def test_form_opens_with_what_stands_and_without_what_stays(client, world, row):
    page = signed_in(client, world.contact).get(url("change_new", row.pk))

    form = page.context["form"]
    assert form["title"].value() == "Thắp sáng đường quê"
    assert form["measure-0-of"].value() == str(row.indicators.get().pk)
    assert not {"kind", "continues", "first_year", "launch_on"} & set(form.fields)
    assert "bản đã tiếp nhận" in text(page).lower()


def test_sending_leads_to_the_receipt_and_to_the_officers_desk(client, world, row):
    answer = signed_in(client, world.contact).post(
        url("change_new", row.pk), posted(row, uuid4(), title="Ngõ xóm sáng đèn"), follow=True
    )

    one = Amendment.objects.get()
    assert "Phiếu tiếp nhận đề nghị thay đổi" in text(answer)
    assert one.receipt.code in text(answer)
    assert "đề nghị thay đổi chờ quyết định" in text(client.get(url("mine", world.round.pk)))
    signed_in(client, world.officer)
    desk = text(client.get(url("desk", world.round.pk)))
    assert "1 đề nghị thay đổi chờ quyết định" in desk
    assert url("change", one.pk) in text(client.get(url("changes", world.round.pk)))
    assert "1 đề nghị thay đổi chờ quyết định" in text(client.get(reverse("portal:home")))


def test_form_with_faults_comes_back_filled_and_is_kept(client, world, row):
    answer = signed_in(client, world.contact).post(
        url("change_new", row.pk), posted(row, uuid4(), title="Ngõ xóm sáng đèn", reason="")
    )

    assert (answer.status_code, "Ngõ xóm sáng đèn" in text(answer)) == (422, True)
    assert "Hãy ghi vì sao đề nghị thay đổi" in text(answer)
    assert Amendment.objects.get().fields["title"] == "Ngõ xóm sáng đèn"


def test_script_saves_the_draft_and_shows_a_conflict(client, world, row):
    key = uuid4()
    signed_in(client, world.contact)
    first = client.post(url("change_save", row.pk), posted(row, key, title="Một"))
    client.post(url("change_save", row.pk), posted(row, key, title="Hai", revision=1))

    second = client.post(url("change_save", row.pk), posted(row, key, title="Ba", revision=1))

    assert (first.json()["revision"], second.status_code) == (1, 409)
    page = text(client.get(second.json()["conflict_url"]))
    assert "Hai" in page
    assert "Ba" in page
    merged = client.post(
        url("change_new", row.pk),
        posted(row, key, action="merge", title="Ba", revision=2) | {"giu-title": "vua-nhap"},
    )
    assert (merged.status_code, Amendment.objects.get().fields["title"]) == (302, "Ba")


def test_draft_opens_again_where_it_was_left(client, world, row):
    signed_in(client, world.contact)
    client.post(url("change_new", row.pk), posted(row, uuid4(), action="save", title="Đang viết"))

    assert client.get(url("change_new", row.pk)).context["form"]["title"].value() == "Đang viết"
    assert "Soạn tiếp đề nghị" in text(client.get(url("detail", row.pk)))
    assert signed_in(client, world.officer).get(url("change_new", row.pk)).status_code == 403
    assert "Đang viết" not in text(client.get(url("detail", row.pk)))


def test_change_page_marks_words_and_rows_and_the_officer_decides(client, world, row):
    one = proposed(row, world.contact, title="Thắp sáng ngõ xóm", **{"measure-0-target": "20"})
    page = text(signed_in(client, world.officer).get(url("change", one.pk)))
    assert "<del>đường quê</del>" in page
    assert "<ins>ngõ xóm</ins>" in page
    assert "<ins>20</ins>" in page
    assert "Đồng ý thay đổi" in page

    seen = client.get(url("change", one.pk)).context["seen"]
    answer = client.post(url("change_agree", one.pk), {"seen": seen}, follow=True)

    row.refresh_from_db()
    assert ("Bản thứ 2 có hiệu lực" in text(answer), row.title) == (True, "Thắp sáng ngõ xóm")
    listed = text(signed_in(client, world.contact).get(url("versions", row.pk)))
    assert "Bản thứ 2" in listed
    assert url("change", one.pk) in listed
    compared = text(client.get(url("version", row.pk, 2) + "?voi=1"))
    assert "<del>đường quê</del>" in compared
    assert "Thắp sáng đường quê" in text(client.get(url("version", row.pk, 1)))


def test_refusing_without_a_reason_shows_the_page_again(client, world, row):
    one = proposed(row, world.contact, title="Tên khác")

    answer = signed_in(client, world.officer).post(url("change_refuse", one.pk), {"reason": ""})

    assert (answer.status_code, "Hãy ghi vì sao không đồng ý" in text(answer)) == (422, True)
    client.post(url("change_refuse", one.pk), {"reason": "Chưa đủ căn cứ"})
    page = text(signed_in(client, world.contact).get(url("change", one.pk)))
    assert "Chưa đủ căn cứ" in page
    again = client.get(url("change_new", row.pk) + f"?tu={one.pk}").context["form"]
    assert again["title"].value() == "Tên khác"


def test_unit_takes_its_proposal_back(client, world, row):
    one = proposed(row, world.contact, title="Tên khác")
    page = text(signed_in(client, world.contact).get(url("change", one.pk)))
    assert ("Rút đề nghị" in page, "Đồng ý thay đổi" in page) == (True, False)

    client.post(url("change_take_back", one.pk), {"reason": "Xóm bàn lại"})

    one.refresh_from_db()
    assert (one.state, one.answer) == ("withdrawn", "Xóm bàn lại")


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_change_and_versions_are_not_for_others(client, world, row, who):
    one = proposed(row, world.contact, title="Tên khác")
    signed_in(client, getattr(world, who))

    assert client.get(url("change", one.pk)).status_code == 404
    assert client.get(url("versions", row.pk)).status_code == 404
    assert client.get(url("change_new", row.pk)).status_code == 404
    assert client.post(url("change_agree", one.pk)).status_code == 404
    assert client.get(url("changes", world.round.pk)).status_code == 403


def test_form_after_the_year_is_refused_with_a_sentence(client, world, row):
    world.round.ends_on = now().date() - timedelta(days=2)
    world.round.save()

    answer = signed_in(client, world.contact).get(url("change_new", row.pk))

    assert answer.status_code in {400, 403, 409, 422}
    assert "không thay đổi được nữa" in text(answer)
    assert url("change_new", row.pk) not in text(client.get(url("detail", row.pk)))


def test_indicator_taken_out_is_told_on_the_registrations_page(client, world, row):
    agree(
        proposed(row, world.contact, **{"measure-0-name": "", "measure-0-target": "", "measure-0-unit": ""}),
        by=world.officer,
        at=now(),
    )

    page = text(signed_in(client, world.contact).get(url("detail", row.pk)))

    assert "Thôi theo dõi" in page
    assert "Đèn đường lắp mới: 15 bóng" in page


def test_issued_list_says_what_has_changed_since(client, world, row):
    issue_list(
        world.round,
        facts=PaperFacts("12", "TB-UBND", LATER.date()),
        shown_to_leader_on=LATER.date(),
        leader_name="Bà Nguyễn Thị Mẫu",
        by=world.officer,
        at=LATER,
    )
    day_after = LATER + timedelta(days=1)
    agree(proposed(row, world.contact, title="Tên khác", at=day_after), by=world.officer, at=day_after)

    page = text(signed_in(client, world.officer).get(url("list_notice", world.round.pk)))

    assert "1 mô hình có bản mới từ sau lần ban hành gần nhất" in page
    assert f"{url('version', row.pk, 2)}?voi=1" in page


@pytest.mark.parametrize("count", [1, 4])
def test_list_of_changes_asks_the_same_whatever_their_number(
    client, world, count, django_assert_max_num_queries
):
    for number in range(count):
        one = accepted(world.running, world.hamlet, world.contact, title=f"Mô hình {number}")
        proposed(one, world.contact, title=f"Tên khác {number}")
    signed_in(client, world.officer)

    with django_assert_max_num_queries(10):
        page = client.get(url("changes", world.round.pk))

    assert len(page.context["lines"]) == count


def test_campaign_does_not_end_while_a_change_waits(world, row):
    from kheo.campaigns.services.running import close

    proposed(row, world.contact, title="Tên khác")

    with pytest.raises(KheoError) as refusal:
        close(world.running.campaign, by=world.officer, at=now())

    assert refusal.value.code == "close-changes-waiting"
