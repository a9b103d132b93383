"""The first path in a real browser, on the demo: at a desk (1280), on a cheap telephone (360), by keys alone,
and without scripts. axe finds nothing on any page.
"""

import re

import pytest
from django.urls import reverse

from kheo.campaigns.models import Campaign
from kheo.core.paper.gate import open_paper
from kheo.demo.days import Days
from kheo.demo.plan_files import visitors_files
from kheo.kernel.clock import today
from kheo.registrations.models import Draft, Receipt, Registration
from kheo.registrations.states import State
from tests.browser.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(chromium, live_server, demo):
    """People with browsers in the demo communes; what any page did wrong is told at the end."""
    people = []

    def begin(**options):
        people.append(Walker(chromium, live_server.url, **options))
        return people[-1]

    yield begin
    for one in people:
        one.close()
    assert [fault for one in people for fault in one.faults] == []


def _round(words):
    return Campaign.objects.get(title__contains=words, rounds__year=Days(today()).year).rounds.get()


def test_plan_to_list_at_the_desk(walk):
    name, plan = next((n, d) for n, d in visitors_files(Days(today())).items() if n.endswith(".docx"))
    officer = walk()
    officer.sign_in("canbo.nammay")
    officer.open(reverse("campaigns:upload"), picture="tai-ke-hoach")
    officer.page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": plan}
    )
    officer.press("Tải lên và đọc", picture="ra-soat")
    officer.press(re.compile("^Đúng tất cả"))
    officer.press("Sang bước chuẩn bị phát động", picture="chuan-bi-phat-dong")
    officer.press("Phát động", picture="phong-trao-moi")
    campaign = Campaign.objects.get(title__contains="Nậm Mây")
    assert campaign.state == "running"
    for page in ("telling", "calendar", "deadlines"):
        officer.open(reverse(f"campaigns:{page}", args=[campaign.pk]))

    round_ = _round("Đồng Trăng")
    receiver = walk()
    receiver.sign_in("canbo.dongtrang")
    receiver.open("/", picture="viec-cua-toi")
    receiver.open(reverse("portal:campaign", args=[round_.campaign_id]), picture="phong-trao")
    receiver.open(reverse("registrations:desk", args=[round_.pk]), picture="tiep-nhan")
    waiting = Registration.objects.filter(round=round_, state=State.SUBMITTED)
    row = waiting.get(title="Chợ phiên nông sản trên điện thoại")
    receiver.open(reverse("registrations:detail", args=[row.pk]), picture="mot-dang-ky")
    receiver.press("Tiếp nhận")
    row.refresh_from_db()
    assert row.state == State.ACCEPTED

    receiver.open(reverse("registrations:list", args=[round_.pk]), picture="danh-sach")
    with receiver.page.expect_download() as coming:
        receiver.page.locator(f"a[href*='/{round_.pk}/danh-sach/tong-hop.docx']").first.click()
    said = open_paper(coming.value.path().read_bytes(), "danh-sach.docx").text
    assert "Chợ phiên nông sản trên điện thoại" in said
    for page in ("unit_lists", "list_notice", "send_up", "import"):
        receiver.open(reverse(f"registrations:{page}", args=[round_.pk]))
    for page in ("portal:campaigns", "units:tree", "units:directory", "notices:inbox"):
        receiver.open(reverse(page))


def test_hamlet_on_a_telephone_new_returned_continued_and_too_late(walk):
    round_ = _round("Đồng Trăng")
    hamlet = walk(width=360)
    hamlet.sign_in("xom.suoi")
    hamlet.open("/", picture="dien-thoai-viec-cua-toi")
    hamlet.open(reverse("portal:campaign", args=[round_.campaign_id]))
    hamlet.open(reverse("registrations:mine", args=[round_.pk]), picture="dien-thoai-dang-ky")

    # Returned: read why, mend, send again.
    returned = Registration.objects.get(round=round_, state=State.RETURNED)
    hamlet.open(reverse("registrations:edit", args=[returned.draft.pk]), picture="dien-thoai-tra-lai")
    hamlet.page.fill("[name=measure-1-name]", "Đường được chiếu sáng")
    hamlet.page.fill("[name=measure-1-target]", "900")
    hamlet.page.fill("[name=measure-1-unit]", "m")
    hamlet.press("Gửi đăng ký", picture="dien-thoai-phieu-tiep-nhan")
    returned.refresh_from_db()
    assert returned.state == State.SUBMITTED

    # New: the draft is kept while it is typed, the Party cell's like-named one is shown.
    hamlet.open(reverse("registrations:new", args=[round_.pk]))
    hamlet.page.locator("#id_title").press_sequentially("Ngày thứ Bảy nghe dân nói chuyện")
    hamlet.page.locator("#similar").get_by_text("Chi bộ Xóm Suối").first.wait_for()
    hamlet.page.get_by_text(re.compile("^Đã lưu lúc")).wait_for()
    hamlet.seen(picture="dien-thoai-trung-ten")
    assert Draft.objects.filter(fields__title="Ngày thứ Bảy nghe dân nói chuyện").exists()

    # Continued: from last year's record.
    women = walk(width=360)
    women.sign_in("phunu.dongtrang")
    earlier = Registration.objects.get(title__startswith="Bữa sáng yêu thương")
    women.open(reverse("registrations:new", args=[round_.pk]) + f"?tiep-tuc={earlier.pk}")
    assert women.page.input_value("#id_title") == earlier.title
    women.page.fill("[name=changes]", "Thêm điểm trường Thác.")
    women.page.fill("[name=time_words]", f"cả năm {round_.year}")
    women.page.select_option("[name=sector]", label="văn hóa - xã hội")
    women.press("Gửi đăng ký")
    assert earlier.initiative.registrations.filter(round=round_, state=State.SUBMITTED).exists()

    # Too late: the sentence says when it closed, what was typed stays.
    ward = walk(width=360)
    ward.sign_in("khupho3.benlo")
    draft = Registration.objects.get(round=_round("Bến Lở"), state=State.DRAFT).draft
    ward.open(reverse("registrations:edit", args=[draft.pk]))
    ward.press("Gửi đăng ký")
    assert "Đã hết hạn nhận đăng ký" in ward.page.inner_text("main")


def test_registration_by_keys_alone(walk):
    round_ = _round("Đồng Trăng")
    cell = walk()
    cell.sign_in("chibo.suoi")
    cell.open(reverse("registrations:new", args=[round_.pk]))
    cell.write("#id_title", "Tổ hòa giải ở đầu xóm")
    cell.tab_to("[name=kind]")
    cell.page.keyboard.press("Space")
    cell.tab_to("[name=sector]")
    cell.page.keyboard.press("ArrowDown")
    cell.tab_to("[name=lead_kind]")
    cell.page.keyboard.press("Space")
    cell.write("[name=lead_name]", "Chi ủy chi bộ xóm Suối")
    if not cell.page.input_value("[name=address]"):
        cell.write("[name=address]", "Xóm Suối")
    cell.write("[name=time_words]", "cả năm")
    cell.write("[name=measure-0-name]", "Buổi hòa giải")
    cell.write("[name=measure-0-target]", "12")
    cell.write("[name=measure-0-unit]", "buổi")
    cell.tab_to("button[value=send]")
    cell.page.keyboard.press("Enter")
    # Keeping a draft changes the address too: only the receipt's own address says that it was sent.
    cell.page.wait_for_url("**/phieu/**")
    cell.seen()
    sent = Registration.objects.get(title="Tổ hòa giải ở đầu xóm")
    assert Receipt.objects.get(registration=sent).code in cell.page.inner_text("main")


def test_reading_and_sending_without_scripts(walk):
    round_ = _round("Đồng Trăng")
    farmers = walk(scripts=False)
    farmers.sign_in("nongdan.dongtrang")
    farmers.open(reverse("portal:campaign", args=[round_.campaign_id]))
    farmers.open(reverse("registrations:new", args=[round_.pk]))
    page = farmers.page
    page.fill("[name=title]", "Đổi công hái chè")
    page.check("[name=kind][value=new]")
    page.select_option("[name=sector]", label="kinh tế")
    page.check("[name=lead_kind][value=collective]")
    page.fill("[name=lead_name]", "Ban Chấp hành Hội Nông dân xã")
    page.fill("[name=address]", "Các xóm")
    page.fill("[name=time_words]", "cả năm")
    farmers.press("Gửi đăng ký")
    sent = Registration.objects.get(title="Đổi công hái chè")
    assert sent.state == State.SUBMITTED
    assert Receipt.objects.get(registration=sent).code in page.inner_text("main")
