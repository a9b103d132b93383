"""The province's officer takes in what a commune sent, and fills the province's own columns: in a real browser, axe looks on."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from xlsxwriter import Workbook

from kheo.commendations.models import Dossier, ExportColumns
from kheo.commendations.states import DossierState
from kheo.core.workbook.reading import read_workbook
from tests.browser.test_reporting import walk  # noqa: F401 -- a fixture
from tests.factories import NOON, PASSWORD, commune, user
from tests.factories import commendations as made
from tests.factories import recognitions as noted
from tests.factories.campaigns import running_campaign

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(db, settings, tmp_path):
    """Two of a commune's dossiers went up; the province stands in the same Khéo."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON):
        place = commune()
        running, hamlet = running_campaign(place), place.hamlets[0]
        contact = user(hamlet)
        people = [
            noted.exemplar(running, hamlet, contact, name=name) for name in ("Bà Lục Mẫu", "Ông Nông Mẫu")
        ]
        noted.signed(running, hamlet, contact, *people)
        rows = [
            made.drafted(running, hamlet, contact, award="bang-khen-tinh", at_source=at) for at in range(2)
        ]
        for row in rows:
            made.passed(running, made.appraised(running, made.received(running, row)))
        made.sent_up(running, *rows)
        yield made.province(place), made.bundle_of(running, *rows)


def template() -> bytes:
    out = BytesIO()
    with Workbook(out) as book:
        page = book.add_worksheet("Mau 01")
        page.write_string(0, 0, "DANH SÁCH ĐỀ NGHỊ")
        for place, head in enumerate(
            ("STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Hình thức khen", "Mã tỉnh")
        ):
            page.write_string(2, place, head)
    return out.getvalue()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_bundle_is_looked_at_and_taken_in_then_written_in_the_provinces_columns(walk, world, width):  # noqa: F811
    above, archive = world
    officer = walk(width=width, password=PASSWORD)
    officer.sign_in(above.officer.username)
    page = officer.open(reverse("commendations:round", args=[above.round.pk]))
    officer.press("Nhận gói hồ sơ của cấp dưới")
    page.set_input_files(
        "[name=file]", {"name": "goi-dong-trang.zip", "mimeType": "application/zip", "buffer": archive}
    )
    officer.press("Đọc gói", picture=f"nhan-goi-{width}")
    assert page.get_by_text("Bà Lục Mẫu").first.is_visible()
    officer.press("Tiếp nhận 2 hồ sơ", picture=f"goi-da-nhan-{width}")
    rows = Dossier.objects.filter(round=above.round)
    assert [one.state for one in rows] == [DossierState.RECEIVED] * 2
    officer.press("Bà Lục Mẫu", picture=f"ho-so-tu-goi-{width}")
    assert page.get_by_text("Giấy tờ kèm theo từ nơi gửi").is_visible()

    officer.open(reverse("commendations:columns", args=[above.round.pk]))
    page.fill("[name=name]", "Phần mềm của tỉnh")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("[name=file]", {"name": "mau.xlsx", "mimeType": kind, "buffer": template()})
    officer.press("Đọc tên cột", picture=f"bang-cot-{width}")
    page.select_option("[name=field-5]", "fixed")
    page.fill("[name=words-5]", "19")
    officer.press("Giữ bảng cột này", picture=f"bang-cot-da-giu-{width}")
    row = ExportColumns.objects.get()
    assert [one["field"] for one in row.layout["columns"]] == ["number", "name", "", "unit", "award", "fixed"]
    page.select_option("[name=trang-thai]", "received")
    with page.expect_download() as got:
        page.get_by_role("button", name="Tải Excel theo các cột này").click()
    [sheet] = read_workbook(got.value.path().read_bytes())
    assert [line.cells[1] for line in sheet.rows[1:]] == ["Họ và tên", "Bà Lục Mẫu", "Ông Nông Mẫu"]
