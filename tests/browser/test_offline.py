"""A hamlet head where there is no signal: what is pressed is kept in the telephone, opens again without a network,
and is sent once when the network is back; nobody else on that telephone sees or sends it.
"""

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse

from kheo.progress.contribution_kinds import Purpose
from kheo.progress.models import Difficulty, Evidence, LedgerEntry, ProgressReport
from kheo.progress.services.contributions import open_drive
from kheo.progress.states import ReportState
from kheo.registrations.models import Registration
from kheo.registrations.states import State
from tests.browser.walking import Walker
from tests.factories import NOON, PASSWORD
from tests.factories.pictures import heic, photo
from tests.progress.reporting import JUNE, make_world

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEPT = "Chưa gửi được vì mất mạng. Đã giữ trên máy này lúc"


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(JUNE):
        yield make_world()


class Telephone(Walker):
    """A browser of 360 px whose network comes and goes."""

    def lose_network(self):
        self.context.set_offline(True)

    def find_network(self):
        self.context.set_offline(False)

    def ready(self):
        """Until the worker holds the pages and those linked were fetched ahead."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def go(self, path):
        """Open a page that another test looks through."""
        self.page.goto(self.address + path)

    def keep(self, path):
        """Open a form while there is a network, so that it opens later without one."""
        self.go(path)
        self.page.wait_for_function(
            "async (path) => (await Promise.all((await caches.keys()).map(async (name) =>"
            " (await caches.open(name)).match(path)))).some(Boolean)",
            arg=path,
        )

    def try_to_send(self, name, said=KEPT):
        """Press; the form then says that. Another notice may stand there from before."""
        self.page.get_by_role("button", name=name).click()
        self.page.locator(".waiting-notice", has_text=said).wait_for()

    def waiting(self):
        """The words at the top once the page has counted what waits in the browser."""
        self.page.locator("[data-waiting-count]:not([data-waiting-count=''])").first.wait_for(
            state="attached"
        )
        badge = self.page.locator("[data-waiting-count]").first
        return badge.inner_text() if badge.is_visible() else ""

    def wait_until_sent(self):
        self.page.locator("[data-waiting-count='0']").first.wait_for(state="attached")


@pytest.fixture
def telephone(chromium, live_server):
    people = []

    def begin(who, **options):
        one = Telephone(chromium, live_server.url, password=PASSWORD, **{"width": 360} | options)
        people.append(one)
        one.sign_in(who.username)
        one.ready()
        return one

    yield begin
    for one in people:
        one.close()
    assert [fault for one in people for fault in one.faults] == []


def report_page(world):
    return reverse("progress:write", args=[world.row.pk, "h1"])


def photo_page(world):
    return reverse("progress:add_evidence", args=[world.row.pk])


def write_report(head, results="Đã lắp chín bóng ở ngõ giữa."):
    head.page.fill("[name=measure-1]", "9")
    head.page.fill("[name=results]", results)
    head.page.get_by_label("Đang làm").check()


def choose_photo(head, data=None, name="anh.jpg"):
    head.page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "image/jpeg", "buffer": data or photo(place=True)}
    )
    head.page.get_by_label("Không nhận ra người nào").check()


def test_report_and_photo_written_without_signal_are_sent_once(telephone, world):
    head = telephone(world.contact)
    head.keep(photo_page(world))
    head.keep(report_page(world))
    head.lose_network()
    write_report(head)
    head.try_to_send("Gửi báo cáo")
    assert head.waiting() == "Chờ gửi (1)"
    head.seen()

    # The tab is closed and the telephone put away; the page opens again from the telephone, filled.
    head.page.close()
    head.page = head.context.new_page()
    head.go(report_page(world))
    head.page.get_by_text("Không có mạng. Trang này mở từ máy").wait_for()
    head.page.locator(".waiting-notice").wait_for()
    assert head.page.input_value("[name=results]") == "Đã lắp chín bóng ở ngõ giữa."

    head.go(photo_page(world))
    choose_photo(head)
    head.try_to_send("Gửi ảnh, tệp")
    head.go("/thong-bao/")  # no copy of that page: what waits and what opens
    head.page.locator("[data-waiting-list] li").nth(1).wait_for()
    assert head.page.locator("[data-waiting-list] li").count() == 2
    head.page.get_by_role("link", name="Báo cáo 6 tháng").first.wait_for()
    head.seen(picture="dien-thoai-cho-gui")
    assert not ProgressReport.objects.filter(state=ReportState.SENT).exists()

    head.find_network()
    head.wait_until_sent()
    assert ProgressReport.objects.get().state == ReportState.SENT
    assert ProgressReport.objects.get().versions.count() == 1
    assert Evidence.objects.count() == 1

    officer = telephone(world.officer, width=1280)
    officer.open(reverse("progress:round", args=[world.round.pk]) + "?ky=h1")
    assert officer.page.get_by_text("Thắp sáng đường quê").first.is_visible()


def test_the_sign_in_ends_meanwhile_and_the_report_is_sent_after_the_next(telephone, world):
    head = telephone(world.contact)
    head.keep(report_page(world))
    head.lose_network()
    write_report(head)
    head.try_to_send("Gửi báo cáo")
    Session.objects.all().delete()
    head.find_network()
    head.go(reverse("waiting"))
    assert head.waiting() == "Chờ gửi (1)"
    assert not ProgressReport.objects.filter(state=ReportState.SENT).exists()

    # Somebody else signs in on that telephone: nothing is shown to her, nothing sent in her name.
    other = head.page
    for who, shown in ((world.neighbour, ""), (world.contact, "Chờ gửi (1)")):
        other.goto(f"{head.address}/tai-khoan/dang-nhap/")
        other.fill("[name=login]", who.username)
        other.fill("[name=password]", PASSWORD)
        other.click("main form button.btn-primary")
        other.wait_for_url(lambda url: "dang-nhap" not in url)
        if who == world.neighbour:
            head.go(reverse("waiting"))
            other.locator("[data-waiting-none]").wait_for()
            assert head.waiting() == shown
            assert other.locator("[data-waiting-pages] li").count() == 0
            Session.objects.all().delete()
    head.wait_until_sent()
    report = ProgressReport.objects.get(state=ReportState.SENT)
    assert report.versions.get().sent_by_name == world.contact.full_name


def test_of_two_that_wait_one_is_refused_and_opens_filled_with_the_sentence(telephone, world):
    head = telephone(world.contact)
    head.keep(photo_page(world))
    head.keep(reverse("progress:raise_difficulty", args=[world.round.pk]))
    head.lose_network()
    head.page.fill("[name=matter]", "Thiếu cột điện ở đoạn qua cánh đồng.")
    head.page.fill("[name=place]", "Đoạn qua cầu Nà Lúa")
    head.try_to_send("Gửi cán bộ phụ trách")
    head.go(photo_page(world))
    head.page.fill("[name=caption]", "Ngõ giữa")
    choose_photo(head, heic(), "anh.heic")
    head.try_to_send("Gửi ảnh, tệp")

    head.find_network()
    head.page.get_by_text("Chưa gửi được: Ảnh, tệp minh chứng").wait_for()
    assert Difficulty.objects.get().place == "Đoạn qua cầu Nà Lúa"
    assert head.waiting() == "Chờ gửi (1)"
    head.go(reverse("waiting"))
    assert "ảnh ở dạng HEIC" in head.page.locator("[data-waiting-list] li").inner_text()
    head.page.get_by_role("link", name="Mở ra xem, sửa").click()
    head.page.get_by_text("Máy chủ trả lời:").wait_for()
    assert head.page.input_value("[name=caption]") == "Ngõ giữa"
    head.seen()
    choose_photo(head)
    with head.page.expect_navigation():
        head.page.get_by_role("button", name="Gửi ảnh, tệp").click()
    assert Evidence.objects.get().caption == "Ngõ giữa"
    assert head.waiting() == ""


def test_two_entries_from_one_kept_page_are_two_rows_and_an_answer_lost_on_the_way_is_one(telephone, world):
    drive = open_drive(world.row, purpose=Purpose.WORKS, matter="Đường điện", by=world.contact, at=JUNE)
    page = reverse("progress:note", args=[drive.pk, "tien-nhan"])
    head = telephone(world.contact)
    head.keep(page)
    head.lose_network()
    for amount in ("500000", "700000"):
        head.go(page)
        head.page.fill("[name=amount]", amount)
        head.page.fill("[name=on]", "09/06/2026")
        head.try_to_send("Ghi vào sổ")
    assert head.waiting() == "Chờ gửi (2)"

    # The server takes it, and its answer does not come through: it is sent again and written once.
    lost = []

    def lose_the_first_answer(route):
        if lost or route.request.method != "POST":
            route.fallback()
            return
        lost.append(route.fetch().status)
        route.abort()

    head.page.route("**/tien-nhan/", lose_the_first_answer)
    head.find_network()
    for _ in range(400):
        if lost:
            break
        head.page.wait_for_timeout(50)
    head.page.unroute("**/tien-nhan/")
    head.go("/")
    head.wait_until_sent()
    assert lost == [200]
    assert sorted(LedgerEntry.objects.values_list("amount", flat=True)) == [500000, 700000]


@time_machine.travel(NOON)  # before the last day of registering
def test_registration_typed_without_signal_keeps_its_draft_and_is_sent(telephone, world):
    head = telephone(world.contact)
    new = reverse("registrations:new", args=[world.round.pk])
    head.keep(new)
    head.lose_network()
    head.go(new)
    page = head.page
    page.fill("[name=title]", "Đổi công hái chè")
    page.check("[name=kind][value=new]")
    page.select_option("[name=sector]", index=1)
    page.check("[name=lead_kind][value=collective]")
    page.fill("[name=lead_name]", "Ban Chấp hành Chi hội Nông dân")
    page.fill("[name=address]", "Xóm 1")
    page.fill("[name=time_words]", "cả năm")
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("vẫn được giữ trong máy này").first.wait_for()
    head.try_to_send("Gửi đăng ký")
    head.find_network()
    page.wait_for_url("**/phieu/**")
    assert Registration.objects.get(title="Đổi công hái chè").state == State.SUBMITTED


def test_signing_out_warns_of_what_waits_and_clears_the_telephone(telephone, world):
    head = telephone(world.contact)
    head.keep(photo_page(world))
    head.lose_network()
    choose_photo(head)
    head.try_to_send("Gửi ảnh, tệp")
    head.page.route(
        "**/minh-chung/", lambda route: route.abort() if route.request.method == "POST" else route.fallback()
    )
    head.find_network()
    head.page.locator(".site-menu summary").click()
    head.page.locator(".site-menu").get_by_role("button", name="Đăng xuất").click()
    head.page.get_by_text("Số bản còn chờ gửi trên máy này").wait_for()
    head.seen()
    head.page.locator("main").get_by_role("button", name="Đăng xuất").click()
    head.page.wait_for_url("**/dang-nhap/**")
    head.go(reverse("waiting"))
    head.page.locator("[data-waiting-none]").wait_for()
    assert head.page.evaluate("caches.keys().then((names) => names.filter((n) => n.includes('pages')))") == []
    assert not Evidence.objects.exists()
