"""Pages of reports: the unit's way from the list to a sent report, the officer's table and his way through it."""

import io
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kheo.core.paper.gate import open_paper
from kheo.kernel import installation
from kheo.progress.models import ProgressReport
from kheo.progress.services.receiving import return_
from kheo.progress.services.reports import save_draft
from tests.factories.registrations import accepted
from tests.progress.reporting import JUNE, filled, make_world, sent

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    with time_machine.travel(JUNE, tick=False):
        yield make_world()


def signed_in(client, who):
    client.force_login(who, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"progress:{name}", args=args)


def text(response):
    return response.content.decode()


def form(key=None, **changes):
    return filled(**changes) | {"draft_id": str(key or uuid4()), "revision": "0", "action": "send"}


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def more_rows(world, count):
    for place in range(count):
        row = accepted(world.running, world.place.hamlets[1], world.neighbour, title=f"Mô hình thứ {place}")
        sent(world, row=row, by=world.neighbour)


def test_client_journey_from_the_list_to_received(client, world):
    page = text(signed_in(client, world.contact).get(url("index")))
    assert "Cần gửi" in page
    assert url("write", world.row.pk, "h1") in page

    page = text(client.get(url("write", world.row.pk, "h1")))
    assert "Cần đạt 15 bóng" in page
    wrong = client.post(url("write", world.row.pk, "h1"), form(standing=""))
    assert wrong.status_code == 422
    assert "Đã lắp chín bóng đèn" in text(wrong)
    draft = ProgressReport.objects.get().draft
    done = client.post(
        url("write", world.row.pk, "h1"), form(draft.pk) | {"revision": str(draft.revision)}, follow=True
    )
    assert "Đã gửi báo cáo đúng hạn." in text(done)

    signed_in(client, world.officer)
    table = text(client.get(url("round", world.round.pk) + "?ky=h1"))
    assert "<b>1/1</b> mô hình đã báo cáo" in table
    assert "60%" in table
    report = ProgressReport.objects.get()
    done = client.post(url("receive_report", report.pk), follow=True)
    assert "Không còn việc nào chờ ở mục này (1/1)." in text(done)
    page = text(client.get(url("of_registration", world.row.pk)))
    assert "Đã nhận" in page
    assert 'value="60"' in page


def test_receiving_leads_to_the_next_report_that_waits(client, world):
    first = sent(world)
    other = accepted(world.running, world.place.hamlets[1], world.neighbour, title="Cổng chào an toàn")
    second = sent(world, row=other, by=world.neighbour, at=datetime(2026, 6, 10, 4, tzinfo=UTC))

    response = signed_in(client, world.officer).post(url("receive_report", first.pk), follow=True)

    assert response.redirect_chain[-1][0] == url("report", second.pk)
    assert "Việc tiếp theo: “Cổng chào an toàn” (2/2)." in text(response)


def test_return_without_a_reason_keeps_the_page_and_says_why(client, world):
    report = sent(world)

    response = signed_in(client, world.officer).post(url("return_report", report.pk), {"reason": " "})

    assert response.status_code == 422
    assert "Hãy ghi lý do trả lại" in text(response)


def test_returned_report_opens_filled_with_the_reason(client, world):
    return_(sent(world), reason="Ghi rõ số cột.", by=world.officer, at=JUNE)

    page = text(signed_in(client, world.contact).get(url("write", world.row.pk, "h1")))

    assert "Ghi rõ số cột." in page
    assert "Đã lắp chín bóng đèn" in page


def test_script_saves_and_is_told_of_a_newer_version(client, world):
    signed_in(client, world.contact)
    address, key = url("save_report", world.row.pk, "h1"), str(uuid4())
    marks = {"draft_id": key, "revision": "0"}
    kept = client.post(address, filled() | marks, headers={"X-Requested-With": "draft"})
    assert kept.json()["revision"] == 1
    client.post(address, filled(results="Mới.") | {"draft_id": key, "revision": "1"})

    answer = client.post(address, filled(results="Cũ.") | {"draft_id": key, "revision": "1"})

    assert answer.status_code == 409
    both = text(client.get(answer.json()["conflict_url"]))
    assert "Mới." in both
    assert "Cũ." in both


def test_chosen_version_is_kept_field_by_field(client, world):
    draft = save_draft(
        uuid4(), fields=filled(), revision=0, registration=world.row, period="h1", by=world.contact, at=JUNE
    )
    posted = filled(results="Bản của tôi.", difficulties="Không có.") | {
        "draft_id": str(draft.pk),
        "revision": str(draft.revision),
        "action": "merge",
        "giu-results": "vua-nhap",
        "giu-difficulties": "may-chu",
    }

    signed_in(client, world.contact).post(url("write", world.row.pk, "h1"), posted)

    draft.refresh_from_db()
    assert draft.fields["results"] == "Bản của tôi."
    assert draft.fields["difficulties"] == "Thiếu cột ở đoạn qua cánh đồng."


@pytest.mark.parametrize("who", ["stranger", "neighbour"])
def test_pages_are_not_for_others(client, world, who):
    report = sent(world)
    signed_in(client, getattr(world, who))
    addresses = [
        url("report", report.pk),
        url("of_registration", world.row.pk),
        url("write", world.row.pk, "h1"),
        url("lineage", world.row.initiative_id),
        url("round", world.round.pk),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_units_own_draft_is_not_shown_to_the_officer(client, world):
    save_draft(
        uuid4(), fields=filled(), revision=0, registration=world.row, period="h1", by=world.contact, at=JUNE
    )
    report = ProgressReport.objects.get()
    signed_in(client, world.officer)

    assert client.get(url("report", report.pk)).status_code == 404
    page = text(client.get(url("of_registration", world.row.pk)))
    assert "đơn vị đang soạn" in page
    assert "Đã lắp chín bóng đèn" not in page


def test_table_tells_who_is_late_silent_and_at_risk(client, world):
    with time_machine.travel(datetime(2026, 7, 20, 3, tzinfo=UTC), tick=False):
        signed_in(client, world.officer)
        page = text(client.get(url("round", world.round.pk) + "?ky=h1&loc=nguy-co"))

    assert "Thắp sáng đường quê" in page
    assert "chưa có thông tin 60 ngày" in page
    assert "Quá hạn, chưa gửi" in page


def test_reported_in_june_is_late_for_nobody_but_behind_by_autumn(client, world):
    sent(world)
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        signed_in(client, world.officer)
        page = text(client.get(url("round", world.round.pk) + "?ky=h1&loc=nguy-co"))
        late = text(client.get(url("round", world.round.pk) + "?ky=h1&loc=muon"))

    assert "kết quả chậm so với thời gian" in page
    assert "Không có mô hình nào ở mục này" in late


def test_table_searches_by_name_with_or_without_marks(client, world):
    more_rows(world, 1)
    signed_in(client, world.officer)

    page = text(client.get(url("round", world.round.pk) + "?ky=h1&tim=thap sang"))

    assert "Thắp sáng đường quê" in page
    assert "Mô hình thứ 0" not in page


def test_unknown_period_is_told_as_not_found(client, world):
    assert signed_in(client, world.officer).get(url("round", world.round.pk) + "?ky=q9").status_code == 404


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("officer", lambda world: url("round", world.round.pk) + "?ky=h1"),
        ("neighbour", lambda world: url("index")),
        ("officer", lambda world: reverse("portal:home")),
        ("officer", lambda world: reverse("portal:campaign", args=[world.running.campaign.pk])),
        ("neighbour", lambda world: reverse("portal:home")),
    ],
    ids=["table", "list", "home-officer", "campaign", "home-unit"],
)
def test_queries_do_not_grow_with_the_rows(client, world, who, address):
    more_rows(world, 1)
    signed_in(client, getattr(world, who))
    few = queries(client, address(world))
    world.running.campaign.refresh_from_db()
    for place in range(3):
        row = accepted(world.running, world.place.hamlets[1], world.neighbour, title=f"Thêm {place}")
        sent(world, row=row, by=world.neighbour)

    assert queries(client, address(world)) == few


@pytest.mark.parametrize("asked", ["?ky=h1", "?ky=h1&loc=nguy-co&page=2", "?ky=h1&loc=cho-xem&tim=mo hinh"])
def test_table_asks_the_database_at_most_ten_times_in_all(client, world, asked):
    more_rows(world, 2)
    signed_in(client, world.officer)
    installation.mark("real", at=JUNE)
    client.get(reverse("portal:campaigns"))  # what a process asks once

    assert queries(client, url("round", world.round.pk) + asked) <= 10


@pytest.mark.parametrize("at", [JUNE, datetime(2026, 9, 20, 3, tzinfo=UTC)])
def test_every_tab_of_the_table_lists_as_many_rows_as_it_counts(client, world, at):
    more_rows(world, 2)
    finished = accepted(world.running, world.hamlet, world.contact, title="Nhà sạch vườn đẹp")
    sent(world, row=finished, standing="done", **{"measure-1": "15"})
    given_back = accepted(world.running, world.hamlet, world.contact, title="Tiếng kẻng an ninh")
    return_(sent(world, row=given_back), reason="thiếu số liệu", by=world.officer, at=JUNE)
    idle = accepted(world.running, world.hamlet, world.contact, title="Đường hoa")
    sent(world, row=idle, standing="not-begun", **{"measure-1": "0"})

    with time_machine.travel(at, tick=False):
        signed_in(client, world.officer)
        for tab in ("", "cho-xem", "chua-gui", "muon", "im-lang", "nguy-co", "da-gui"):
            context = client.get(url("round", world.round.pk) + f"?ky=h1&loc={tab}").context
            counts = context["counts"]
            assert len(context["lines"]) == (counts.tabs[tab] if tab else counts.all), tab
        assert (counts.all, counts.reported, counts.waiting) == (6, 4, 4)
        assert counts.next_waiting == ProgressReport.objects.order_by("sent_at", "pk").first().pk
    assert (counts.late, counts.silent, counts.at_risk) == ((0, 1, 1) if at == JUNE else (2, 5, 3))


def test_periods_page_skips_with_a_reason_and_says_what_is_wrong(client, world):
    signed_in(client, world.officer)
    address = url("periods", world.round.pk)
    wrong = client.post(address, {"action": "skip", "period": "h1", "reason": ""})
    assert wrong.status_code == 422
    assert "Hãy ghi lý do" in text(wrong)
    page = text(
        client.post(address, {"action": "skip", "period": "h1", "reason": "Trùng kiểm tra"}, follow=True)
    )
    assert "Không báo cáo: Trùng kiểm tra." in page
    assert (
        client.post(address, {"action": "rhythm", "rhythm": "monthly", "days_to_send": "x"}).status_code
        == 422
    )
    page = text(
        client.post(address, {"action": "rhythm", "rhythm": "monthly", "days_to_send": "3"}, follow=True)
    )

    assert "tháng 7 năm 2026" in page


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx"])
def test_summary_paper_of_the_round_names_every_initiative(client, world, ending):
    sent(world)
    accepted(world.running, world.place.hamlets[1], world.neighbour, title="Cổng chào an toàn")

    response = signed_in(client, world.officer).get(url("round_file", world.round.pk, "h1", ending))

    said = (
        open_paper(response.content, f"bao-cao.{ending}").text
        if ending != "xlsx"
        else _sheet(response.content)
    )
    said = " ".join(said.split())
    assert "Thắp sáng đường quê" in said
    assert "Cổng chào an toàn" in said
    assert "Chưa báo cáo" in said
    assert "60%" in said


def _sheet(data):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return " ".join(str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row)


def test_initiative_over_the_years_is_stopped_with_a_reason(client, world):
    sent(world)
    signed_in(client, world.contact)
    assert client.post(url("stop_initiative", world.row.initiative_id), {"reason": ""}).status_code == 422
    page = text(
        client.post(
            url("stop_initiative", world.row.initiative_id),
            {"reason": "Đã có đèn của xã", "ended_on": "01/06/2026"},
            follow=True,
        )
    )

    assert "Không làm tiếp từ 01/06/2026: Đã có đèn của xã" in page
    assert "9/15 bóng" in page


def test_home_and_campaign_page_tell_what_waits(client, world):
    page = text(signed_in(client, world.contact).get(reverse("portal:home")))
    assert "báo cáo" in page.lower()
    sent(world)

    signed_in(client, world.officer)

    assert "1 báo cáo tiến độ chờ xem" in text(client.get(reverse("portal:home")))
    page = text(client.get(reverse("portal:campaign", args=[world.running.campaign.pk])))
    assert "Xem 1 báo cáo tiến độ đang chờ" in page
    assert ">1/1</a></b> mô hình đã báo cáo" in page


def test_registration_page_has_the_tab_of_progress(client, world):
    page = text(signed_in(client, world.contact).get(reverse("registrations:detail", args=[world.row.pk])))

    assert url("of_registration", world.row.pk) in page
