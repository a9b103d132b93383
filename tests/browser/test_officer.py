"""A day of the officer at his desk, on the demo commune: who waits, who is late, reminding, an answer, a change, a
report, a book of contributions, a packet out and in, a unit's old Excel list, and handing over. axe finds nothing on any page.
"""

import re

import pytest
from django.urls import reverse

from kheo.campaigns.models import Campaign
from kheo.demo import loading
from kheo.demo.days import Days
from kheo.handovers.models import Handover
from kheo.kernel.clock import now, today
from kheo.progress.models import Difficulty, Packet, PacketReturn, ProgressReport, Reminded
from kheo.progress.packets import layout
from kheo.progress.states import DifficultyState, ReminderChannel, ReportState
from kheo.registrations.models import Amendment, Draft, Registration
from kheo.registrations.states import State
from kheo.units.models import Membership
from tests.browser.walking import Walker
from tests.progress.packing import cell_of, edited
from tests.registrations.lists import workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEADS = ("STT", "Việc làm hay", "Làm ở đâu", "Người lo", "Ghi chú")
OLD_LIST = (
    (1, "Tủ thuốc nam của xóm", "Xóm Suối", "Ban công tác Mặt trận xóm Suối", ""),
    (2, "Đội thu gom vỏ thuốc bảo vệ thực vật", "Cánh đồng Xóm Suối", "Chi hội Nông dân xóm Suối", ""),
)


@pytest.fixture
def officer(chromium, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    loading.load(at=now())
    person = Walker(chromium, live_server.url)
    person.sign_in("canbo.dongtrang")
    yield person
    person.close()
    assert person.faults == []


def round_of(year):
    return (
        Campaign.objects.get(title__contains="Đồng Trăng", rounds__year=year).rounds.filter(year=year).get()
    )


def test_a_day_of_the_officer(officer):
    year = Days(today()).year
    this, last = round_of(year), round_of(year - 1)
    receives_what_waits(officer, this)
    reminds_whoever_is_late_or_silent(officer, last)
    answers_a_difficulty(officer)
    decides_a_change(officer)
    reads_a_report(officer, last)
    looks_into_a_book(officer, last)
    gives_out_a_packet_and_takes_it_in(officer, this)
    takes_an_old_list(officer, this)
    hands_over(officer)


def receives_what_waits(officer, round_):
    waiting = Registration.objects.filter(round=round_, state=State.SUBMITTED)
    before = waiting.count()
    officer.open("/", picture="viec-dang-cho")
    officer.press(re.compile(f"^{before} đăng ký chờ tiếp nhận"))
    officer.press(waiting.order_by("first_submitted_at").first().title)
    officer.press("Tiếp nhận")
    assert waiting.count() == before - 1
    # The next one that waits lies open.
    assert officer.page.get_by_role("button", name="Tiếp nhận").is_visible()


def reminds_whoever_is_late_or_silent(officer, round_):
    address = reverse("portal:campaign", args=[round_.campaign_id]) + f"?nam={round_.year}"
    officer.open(address)
    care = officer.page.locator("section, div").filter(has_text="Chưa có thông tin 60 ngày").last
    care.scroll_into_view_if_needed()
    officer.seen(picture="can-de-y")
    officer.press("Nhắc các đơn vị này", picture="nhac-viec")
    assert "Kính gửi" in officer.page.locator("#zalo").inner_text()
    officer.page.get_by_text("Đã nhắn Zalo, gọi điện").click()
    officer.page.get_by_label("Đã nhắc bằng cách nào").select_option(ReminderChannel.ZALO)
    for box in officer.page.get_by_role("checkbox").all():
        box.check()
    officer.press("Ghi vào nhật ký")
    assert Reminded.objects.filter(round=round_, channel=ReminderChannel.ZALO).exists()
    officer.press("Nhật ký nhắc việc")
    officer.open(reverse("progress:reminder_phones", args=[round_.pk]))
    officer.open(reverse("reports:round", args=[round_.pk]))


def answers_a_difficulty(officer):
    asked = Difficulty.objects.get(state=DifficultyState.GIVEN)
    officer.open("/")
    officer.press(re.compile("khó khăn, vướng mắc quá hạn trả lời"))
    if not officer.page.get_by_role("button", name="Gửi trả lời").is_visible():
        officer.press(re.compile(asked.matter[:20]))
    officer.seen(picture="kho-khan")
    officer.page.get_by_role("textbox", name="Trả lời", exact=True).fill(
        "Đã thay hai đoạn ống, nước chảy lại từ chiều qua; tổ thủy nông theo dõi tiếp."
    )
    officer.press("Gửi trả lời")
    asked.refresh_from_db()
    assert asked.state == DifficultyState.ANSWERED


def decides_a_change(officer):
    asked = Amendment.objects.get(state="proposed")
    officer.open("/")
    officer.press(re.compile("1 đề nghị thay đổi chờ quyết định"))
    if not officer.page.get_by_role("button", name="Đồng ý thay đổi").is_visible():
        officer.press(asked.registration.title)
    officer.seen(picture="hai-ban-canh-nhau")
    officer.press("Đồng ý thay đổi")
    asked.refresh_from_db()
    assert asked.state == "agreed"


def reads_a_report(officer, round_):
    waiting = ProgressReport.objects.filter(registration__round=round_, period="year", state=ReportState.SENT)
    before = waiting.count()
    officer.open(reverse("progress:round", args=[round_.pk]) + "?ky=year", picture="bang-bao-cao")
    officer.press("Xem lần lượt báo cáo đang chờ", picture="mot-bao-cao")
    officer.press("Nhận và xem bản tiếp theo")
    assert waiting.count() == before - 1


def looks_into_a_book(officer, round_):
    officer.open(reverse("progress:contributions_of_round", args=[round_.pk]))
    officer.press("Hiến đất mở đường vào khu sản xuất", picture="so-dong-gop")
    officer.press("Bản công khai")
    assert "148" in officer.page.inner_text("main")


def gives_out_a_packet_and_takes_it_in(officer, round_):
    officer.open(reverse("progress:packets", args=[round_.pk]))
    officer.press(re.compile("^Xóm Suối$"))
    with officer.page.expect_download() as coming:
        officer.page.get_by_role("button", name=re.compile("^Lập gói và tải về")).click()
    data = coming.value.path().read_bytes()
    made = Packet.objects.latest("made_at")
    for title, text in (("Tên mô hình", "Sân chơi cho trẻ ở đầu xóm"), ("Địa chỉ mô hình", "Xóm Suối")):
        data = edited(data, layout.REGISTER, cell_of(data, layout.REGISTER, "M1", title), text)
    # A row that cannot stand: to be sent, without a name.
    for title, text in (("Địa chỉ mô hình", "Xóm Suối"), ("Gửi hay để nháp", layout.SEND)):
        data = edited(data, layout.REGISTER, cell_of(data, layout.REGISTER, "M2", title), text)
    officer.page.set_input_files("#file", workbook_file("goi-xom-suoi.xlsx", data))
    officer.press("Nộp gói", picture="goi-ket-qua")
    back = PacketReturn.objects.get(packet=made)
    assert (back.taken, back.refused) == (1, 1)
    assert Draft.objects.filter(fields__title="Sân chơi cho trẻ ở đầu xóm").exists()


def takes_an_old_list(officer, round_):
    officer.open(reverse("registrations:bulk", args=[round_.pk]))
    data = workbook(HEADS, *OLD_LIST)
    officer.page.set_input_files("input[type=file]", workbook_file("viec-lam-hay-2025.xlsx", data))
    officer.page.locator("#id_unit").select_option(label="Xóm Suối")
    officer.press("Đọc tệp")
    for head, meant in (("Việc làm hay", "Tên mô hình"), ("Làm ở đâu", "Địa chỉ mô hình")):
        officer.page.get_by_label(head, exact=True).select_option(label=meant)
    officer.seen(picture="cot-nao-la-gi")
    officer.press("Xem từng dòng", picture="xem-tung-dong")
    officer.press("Nhập tất cả")
    assert Draft.objects.filter(fields__title=OLD_LIST[0][1]).exists()


def hands_over(officer):
    officer.open(reverse("handovers:new"))
    taker = officer.page.get_by_label("Người nhận", exact=True)
    taker.select_option(taker.locator("option", has_text="xem.dongtrang").get_attribute("value"))
    officer.press("Xem sẽ bàn giao những gì")
    officer.page.locator("#noi-dung").evaluate("place => place.scrollIntoView()")
    officer.seen(picture="ban-giao")
    officer.page.locator("[name=word]").fill("BÀN GIAO")
    officer.press(re.compile("^Bàn giao$"))
    assert Handover.objects.filter(giver__username="canbo.dongtrang").exists()
    assert not Membership.objects.filter(user__username="canbo.dongtrang", valid_to__isnull=True).exists()


def workbook_file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}
