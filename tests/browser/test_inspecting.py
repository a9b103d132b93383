"""The team's secretary at a place without a signal: the sheet opens from the telephone and is sent once."""

import pytest
import time_machine
from django.urls import reverse

from kheo.appraisals.models import Finding, Visit
from kheo.audit.models import Event
from kheo.progress.models import Evidence
from tests.appraisals.inspecting import LATER, indicator, running
from tests.appraisals.judging import make_world
from tests.browser.test_offline import Telephone
from tests.factories import PASSWORD
from tests.factories.pictures import photo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(LATER):
        yield running(make_world())


@pytest.fixture
def secretary(chromium, live_server, world):
    one = Telephone(chromium, live_server.url, password=PASSWORD, width=360)
    one.sign_in(world.appraiser.username)
    one.ready()
    yield one
    one.close()
    assert one.faults == []


def test_visit_written_without_signal_is_sent_once(secretary, world):
    sheet = reverse("appraisals:visit_sheet", args=[world.visit.pk])
    secretary.open(reverse("appraisals:inspection_mine"), picture="dien-thoai-kiem-tra")
    secretary.keep(sheet)
    secretary.lose_network()
    secretary.go(sheet)
    page = secretary.page
    page.fill("[name=seen_clock]", "8:30")
    page.fill("[name=received_by]", "Lường Thị Mẫu, Trưởng xóm")
    page.fill(f"[name=seen-{indicator(world).pk}]", "9")
    page.fill(f"[name=remark-{indicator(world).pk}]", "đếm tại chỗ")
    page.fill("[name=remark]", "Đèn sáng đều.")
    page.set_input_files(
        f"[name=photo-{indicator(world).pk}]",
        {"name": "den.jpg", "mimeType": "image/jpeg", "buffer": photo(place=True)},
    )
    page.get_by_text("Có gửi ảnh").click()
    page.get_by_label("Không nhận ra người nào").check()
    page.fill("[name=what-1]", "Sửa hai bóng ở ngõ cuối")
    page.fill("[name=due-1]", "01/07/2026")
    secretary.seen(picture="dien-thoai-phieu-kiem-tra")
    secretary.try_to_send("Gửi phiếu kiểm tra")
    assert secretary.waiting() == "Chờ gửi (1)"
    assert Visit.objects.get(pk=world.visit.pk).state == "planned"

    secretary.find_network()
    secretary.page.wait_for_url(f"**{reverse('appraisals:visit', args=[world.visit.pk])}")
    secretary.wait_until_sent()
    secretary.seen()
    assert Finding.objects.get().seen == 9
    assert Visit.objects.get(pk=world.visit.pk).state == "written"
    taken = Evidence.objects.get()
    assert taken.latitude is None
    assert Event.objects.filter(action="appraisals:visit:write").count() == 1
