"""The tổng kết of the demo commune's whole year: a figure opens its list, words are edited, figures frozen; data changes
afterwards and the difference is told; the report is taken away as .docx. axe finds nothing on any page.
"""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from kheo.campaigns.models import CampaignRound
from kheo.core.paper.gate import open_paper
from kheo.demo.days import Days
from kheo.kernel.clock import today
from kheo.registrations.models import Registration
from kheo.reports.models import Review, Snapshot
from kheo.reports.states import ReviewKind
from tests.browser.test_reporting import walk  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WORDED = "- Xóm nào họp dân bàn kỹ thì có mô hình được công nhận: năm nay {công nhận} mô hình."


def test_the_tong_ket_of_the_demos_year(walk, demo):  # noqa: F811
    year = Days(today()).before
    round_ = CampaignRound.objects.get(campaign__title__contains="Đồng Trăng", year=year)
    officer = walk()
    officer.sign_in("canbo.dongtrang")

    page = officer.open(reverse("reports:round", args=[round_.pk]))
    shown = page.get_by_role("link", name=re.compile("^Mô hình được công nhận: "))
    counted = int(shown.inner_text())
    officer.press(re.compile("^Mô hình được công nhận: "))
    assert counted > 1
    assert page.locator("main tbody tr").count() == counted
    title = page.locator("main tbody tr th a").first.inner_text()

    officer.open(reverse("reports:round", args=[round_.pk]))
    page.locator("[name=kind]").select_option(ReviewKind.FINAL)
    officer.press("Soạn từ số liệu")
    review = Review.objects.get(round=round_, kind=ReviewKind.FINAL)
    page.locator("[name=lessons]").fill(WORDED.replace("{công nhận}", "{mô hình đẹp}"))
    officer.press("Lưu và xem báo cáo")
    assert page.get_by_text("Không có số liệu nào tên là “{mô hình đẹp}”").first.is_visible()
    page.locator("[name=lessons]").fill(WORDED)
    officer.press("Lưu và xem báo cáo")
    assert page.get_by_text(f"năm nay {counted} mô hình.").is_visible()
    officer.press("Chốt lại số liệu")
    page.locator("article.sheet").evaluate("one => one.scrollIntoView()")
    officer.seen(picture="tong-ket")
    newest = Snapshot.objects.filter(review=review).latest("number")

    stopped(officer, round_, title)
    officer.open(reverse("reports:snapshot", args=[newest.pk]))
    assert page.get_by_role("heading", name="Mô hình dừng, không làm tiếp: 0 → 1").is_visible()
    told = page.locator("section.panel", has_text="Mô hình dừng, không làm tiếp")
    assert title in told.inner_text()
    page.locator("main h2").first.evaluate("one => one.scrollIntoView()")
    officer.seen(picture="so-lieu-khac")

    officer.open(reverse("reports:review", args=[review.pk]))
    with page.expect_download() as got:
        page.get_by_role("link", name="Word").first.click()
    data = Path(got.value.path()).read_bytes()
    paper = open_paper(data, got.value.suggested_filename)
    text = " ".join(paper.text.split())
    assert f"năm nay {counted} mô hình." in text
    assert f"Số liệu chốt ngày {today():%d/%m/%Y} (lần {newest.number}" in text


def stopped(officer, round_, title):
    """The unit does not go on with it: noted on the page of the initiative through the years."""
    row = Registration.objects.get(round=round_, title=title)
    page = officer.open(reverse("progress:lineage", args=[row.initiative_id]))
    page.get_by_text("không làm tiếp").first.click()
    page.locator("[name=ended_on]").fill(f"{today():%d/%m/%Y}")
    page.locator("[name=reason]").fill("Đường đã nhập vào dự án của xã.")
    officer.press("Ghi dừng mô hình")
