"""A hamlet head reports from a telephone of 360 px: the list, the form kept while typing, a photo; the officer reads
it at his desk. axe finds nothing on any page.
"""

import pytest
import time_machine
from django.urls import reverse

from kheo.progress.models import Evidence, ProgressReport
from kheo.progress.states import ReportState
from tests.browser.walking import Walker
from tests.factories import PASSWORD
from tests.factories.pictures import photo
from tests.progress.reporting import JUNE, make_world

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(JUNE):
        yield make_world()


@pytest.fixture
def walk(chromium, live_server):
    people = []

    def begin(**options):
        people.append(Walker(chromium, live_server.url, **options))
        return people[-1]

    yield begin
    for one in people:
        one.close()
    assert [fault for one in people for fault in one.faults] == []


def test_report_from_a_telephone_to_the_officers_desk(walk, world):
    head = walk(width=360, password=PASSWORD)
    head.sign_in(world.contact.username)
    head.open(reverse("progress:index"), picture="bao-cao-dien-thoai")
    head.press("Thắp sáng đường quê")
    head.page.fill("[name=measure-1]", "9")
    with head.page.expect_response(lambda answer: "/nhap/" in answer.url):
        head.page.fill("[name=results]", "Đã lắp chín bóng ở ngõ giữa.")
    assert ProgressReport.objects.get().draft.fields["results"] == "Đã lắp chín bóng ở ngõ giữa."
    head.press("Gửi báo cáo")
    assert head.page.get_by_text("Hãy chọn mô hình đang ở mức nào.").first.is_visible()
    head.page.get_by_label("Đang làm").check()
    head.press("Gửi báo cáo")
    assert ProgressReport.objects.get().state == ReportState.SENT

    head.open(reverse("progress:add_evidence", args=[world.row.pk]))
    head.page.set_input_files(
        "input[type=file]", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photo(place=True)}
    )
    head.page.get_by_label("Không nhận ra người nào").check()
    head.press("Gửi ảnh, tệp", picture="minh-chung-dien-thoai")
    assert Evidence.objects.count() == 1

    officer = walk(password=PASSWORD)
    officer.sign_in(world.officer.username)
    officer.open(reverse("progress:round", args=[world.round.pk]) + "?ky=h1")
    officer.press("Xem lần lượt báo cáo đang chờ")
    officer.press("Nhận báo cáo")
    assert ProgressReport.objects.get().state == ReportState.RECEIVED
    for name, key in (("of_registration", world.row.pk), ("lineage", world.row.initiative_id)):
        officer.open(reverse(f"progress:{name}", args=[key]))
    officer.open(reverse("progress:periods", args=[world.round.pk]))


def test_report_without_scripts(walk, world):
    head = walk(width=360, scripts=False, password=PASSWORD)
    head.sign_in(world.contact.username)
    head.open(reverse("progress:write", args=[world.row.pk, "h1"]))
    head.page.fill("[name=measure-1]", "4")
    head.page.fill("[name=results]", "Đã lắp bốn bóng.")
    head.page.get_by_label("Đang làm").check()
    head.press("Lưu nháp")
    head.press("Gửi báo cáo")

    assert ProgressReport.objects.get().state == ReportState.SENT
