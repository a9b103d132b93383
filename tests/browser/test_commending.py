"""From a recognised initiative to a giấy khen whose QR code anybody checks, and its revocation: the unit on a
telephone, the officer at his desk, a stranger with the paper in his hands. axe finds nothing on any page.
"""

import os
from datetime import date, timedelta

import pypdfium2
import pytest
import time_machine
from django.urls import reverse

from kheo.commendations.models import Commendation, CommendationDecision, Dossier, FundEntry
from kheo.commendations.states import AwardState, DossierState
from kheo.rulebook.permissions import Place
from kheo.rulebook.services import Said, add_rule
from tests.browser.test_reporting import walk  # noqa: F401 -- a fixture
from tests.browser.walking import PICTURES
from tests.factories import NOON, PASSWORD, commune, user
from tests.factories import recognitions as made
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted
from tests.qr import printed_modules, words_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
POSTED = NOON + timedelta(days=8)  # the three working days are over


@pytest.fixture
def world(db, settings, tmp_path, live_server):
    """A hamlet's initiative is recognised; the commune wants names posted for three working days."""
    settings.MEDIA_ROOT = tmp_path
    settings.KHEO_PUBLIC_URL = live_server.url
    with time_machine.travel(NOON):
        place = commune()
        running = running_campaign(place)
        contact = user(place.hamlets[0])
        made.body(running, place)
        row = accepted(running, place.hamlets[0], contact)
        made.recognised(running, place.hamlets[0], contact, row)
        committee = place.committee
        posted = Said(
            matter="posting",
            values={"working_days": "3"},
            paper="Quyết định số 44/QĐ-UBND",
            issuer="Chủ tịch Ủy ban nhân dân xã Đồng Trăng",
            effective_from=date(2026, 1, 1),
            award="giay-khen",
        )
        add_rule(Place(committee.province_code, committee.area_code), posted, by=running.officer, at=NOON)
        yield running, contact


def address(name, *args):
    return reverse(f"commendations:{name}", args=args)


def fill(walker, **fields):
    for name, words in fields.items():
        walker.page.fill(f"[name={name}]", words)


def act(walker, verb, **fields):
    """Open what is folded, fill it, press its one button."""
    form = walker.page.locator(f"form[action$='/viec/{verb}/']")
    folded = walker.page.locator("details:not([open])", has=form)
    if folded.count():
        folded.locator("summary").click()
    for name, words in fields.items():
        field = form.locator(f"[name={name}]")
        field.select_option(words) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(words)
    with walker.page.expect_event("domcontentloaded"):
        form.get_by_role("button").click()
    walker.seen()


def minutes(officer, running, held_on):
    """What the council's minutes on paper say."""
    officer.open(address("results", running.round.pk))
    fill(officer, number="07/BB-HĐ", held_on=held_on)
    officer.page.get_by_label("Thông qua", exact=True).check()
    officer.press("Ghi kết quả họp")


def proposed(unit, running):
    """The unit writes its dossier: what is known stands there already."""
    page = unit.open(address("round", running.round.pk))
    unit.press("Lập hồ sơ đề nghị")
    unit.press("Ban công tác Mặt trận xóm 1")
    assert "112/QĐ-UBND" in page.input_value("[name=summary]")
    assert "“Dân vận khéo” năm 2026" in page.input_value("[name=achievement]")
    assert page.locator("[name=award][value=giay-khen]").is_checked()
    fill(unit, summary=page.input_value("[name=summary]") + " Đã lắp 15 bóng đèn ở ngõ giữa.")
    unit.press("Lưu hồ sơ", picture="dien-thoai-ho-so-khen-thuong")
    act(unit, "gui")
    row = Dossier.objects.get()
    assert row.state == DossierState.SUBMITTED
    return row


def judged(officer, running, row):
    """Received, cleared, asked about, appraised; what is not answered yet stops it."""
    page = officer.open(address("round", running.round.pk))
    officer.press("Ban công tác Mặt trận xóm 1")
    act(officer, "tiep-nhan")
    act(officer, "tham-dinh", words="Đúng đối tượng, đủ tiêu chuẩn.", verdict="agree")
    assert page.get_by_text("Đang bị xem xét thì chưa đề nghị:").first.is_visible()
    assert Dossier.objects.get(pk=row.pk).state == DossierState.RECEIVED
    officer.open(address("dossier", row.pk))
    act(officer, "lay-y-kien", body="Đảng ủy xã", answer_by="06/02/2026")
    officer.press("Ghi ý kiến trả lời")
    fill(officer, paper="05-CV/ĐU", words="Nhất trí.")
    officer.press("Ghi ý kiến")
    act(officer, "du-dieu-kien", clear="yes", paper="12/CAX")
    page.get_by_role("heading", name="Điều kiện theo quy định").evaluate("one => one.scrollIntoView()")
    officer.seen(picture="ho-so-khen-thuong")
    act(officer, "tham-dinh", words="Đúng đối tượng, đủ tiêu chuẩn.", verdict="agree")
    assert Dossier.objects.get(pk=row.pk).state == DossierState.APPRAISED


def posted(officer, running):
    """Three working days, as the commune wants; the council decides only after them."""
    minutes(officer, running, "02/02/2026")
    assert officer.page.get_by_text("Địa phương quy định công khai 3 ngày làm việc").first.is_visible()
    page = officer.open(address("post", running.round.pk))
    assert page.input_value("[name=working_days]") == "3"
    fill(officer, place="Bảng tin Ủy ban nhân dân xã, nhà văn hóa xóm 1")
    officer.press("Ghi việc công khai")


def decided(officer, running):
    """Minutes, decision with its typed word, money in and out."""
    minutes(officer, running, "10/02/2026")
    page = officer.open(address("round", running.round.pk))
    officer.press("Ban hành quyết định: Giấy khen")
    assert page.get_by_text("0,6 × 2.340.000 = 1.404.000").first.is_visible()
    fill(officer, number="120", symbol="QĐ-UBND", signer="Hoàng Văn Thử", typed="khen thưởng")
    officer.press("Ban hành quyết định", picture="quyet-dinh-khen-thuong")
    decision = CommendationDecision.objects.get()
    assert decision.awards.get().prize == 1_410_000

    officer.open(address("fund", running.round.pk, 2026))
    fill(officer, recurrent="9.000.000.000", basis="Quyết định số 09/QĐ-UBND")
    officer.press("Lưu mức trích")
    page.locator("[name=kind]").select_option("receipt")
    page.locator("[name=decision]").select_option("")
    fill(officer, amount="90.000.000", words="Lập quỹ năm")
    officer.press("Ghi vào quỹ")
    assert page.input_value("[name=amount]") == "1.410.000"
    officer.press("Ghi vào quỹ")
    assert sorted(FundEntry.objects.values_list("kind", "amount")) == [
        ("prize", 1_410_000),
        ("receipt", 90_000_000),
    ]
    return decision


def read_certificate(officer, decision):
    """The address in the QR code of the certificate as it comes out of the printer."""
    officer.open(address("decision", decision.pk))
    with officer.page.expect_download() as got:
        officer.page.get_by_role("link", name="Giấy khen có in mã kiểm tra").click()
    document = pypdfium2.PdfDocument(got.value.path())
    picture = document[0].render(scale=4).to_pil()
    document.close()
    if os.environ.get("KHEO_PICTURES"):
        picture.resize((picture.width // 4, picture.height // 4)).save(PICTURES / "giay-khen.png")
    return words_of(printed_modules(picture.convert("L")))


def revoked(officer, decision):
    officer.open(address("decision", decision.pk))
    officer.press("Hủy bỏ…")
    page, award = officer.page, decision.awards.get()
    page.get_by_label("Hủy bỏ trường hợp này").check()
    fill(officer, number="130", symbol="QĐ-UBND", signer="Hoàng Văn Thử", typed="hủy bỏ")
    page.fill(f"[name=reason-{award.pk}]", "Kê khai sai thành tích")
    officer.press("Ban hành quyết định hủy bỏ")
    assert page.get_by_text("Nộp lại trước hết ngày").first.is_visible()
    officer.press("Ghi đã thu hồi hôm nay")
    assert Commendation.objects.get().state == AwardState.REVOKED


def test_from_a_recognised_initiative_to_a_certificate_that_checks(walk, world):  # noqa: F811
    running, contact = world
    with time_machine.travel(NOON):
        unit, officer = walk(width=360, password=PASSWORD), walk(password=PASSWORD)
        unit.sign_in(contact.username)
        row = proposed(unit, running)
        officer.sign_in(running.officer.username)
        judged(officer, running, row)
        posted(officer, running)

    with time_machine.travel(POSTED):
        officer.sign_in(running.officer.username)
        decision = decided(officer, running)
        printed = read_certificate(officer, decision)
        code = decision.awards.get().check_code
        stranger = walk(width=360)
        assert printed == f"{stranger.address}{reverse('certificate', args=[code])}"
        page = stranger.open(printed.removeprefix(stranger.address), picture="dien-thoai-kiem-tra-giay-khen")
        assert page.get_by_text("Giấy có thật.").is_visible()
        for words in ("Ban công tác Mặt trận xóm 1", "Giấy khen của Chủ tịch", "số 120/QĐ-UBND, 10/02/2026"):
            assert page.get_by_text(words).first.is_visible()
        assert "Đã lắp 15 bóng đèn" not in page.inner_text("main")

        unit.sign_in(contact.username)
        page = unit.open(address("dossier", row.pk))
        assert page.get_by_text("1.410.000 đồng").is_visible()
        unit.press("120/QĐ-UBND")
        unit.open(address("history"))
        revoked(officer, decision)
        page = stranger.open(printed.removeprefix(stranger.address))
        assert page.get_by_text("Giấy có thật nhưng không còn hiệu lực.").is_visible()
        assert page.get_by_text("130/QĐ-UBND").is_visible()
