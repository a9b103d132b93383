"""Pages of an inspection, from its preparation to the last thing mended; each by whom it is for."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kheo.appraisals.models import Inspection, Remedy, Visit
from kheo.appraisals.services import choosing
from tests.appraisals.inspecting import JUNE, LATER, concluded, drawing, indicator, prepared, running, written
from tests.factories.pictures import heic, photo
from tests.factories.registrations import accepted

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _june():
    with time_machine.travel(LATER, tick=False):
        yield


def as_(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"appraisals:{name}", args=args)


def text(response):
    return response.content.decode()


def facts_posted(world, **changes):
    return {
        "name": "Kiểm tra giữa năm",
        "kind": "periodic",
        "set_up_by": "decision",
        "subject": "Tiến độ",
        "period_from": "01/01/2026",
        "period_to": "14/06/2026",
        "starts_on": "15/06/2026",
        "ends_on": "19/06/2026",
        "head": str(world.head.pk),
        "secretary": str(world.appraiser.pk),
        "others": "Vàng Thị Mẫu, Chủ tịch Hội Phụ nữ xã",
    } | changes


def visit_posted(world, **changes):
    pk = indicator(world).pk
    return {
        "token": "7b6f4a52-59f7-4b3e-9d2e-0a4f8f2d9c11",
        "seen_day": "16/06/2026",
        "seen_clock": "8:30",
        "received_by": "Lường Thị Mẫu, Trưởng xóm",
        f"seen-{pk}": "9",
        f"remark-{pk}": "đếm tại chỗ",
        "remark": "Đèn sáng đều.",
        "what-1": "Sửa hai bóng",
        "due-1": "01/07/2026",
    } | changes


def test_officer_prepares_draws_and_begins(client, world):
    as_(client, world.officer)
    assert "Chưa có cuộc kiểm tra nào" in text(client.get(url("inspections", world.round.pk)))
    assert client.get(url("new_inspection", world.round.pk)).status_code == 200
    bad = client.post(
        url("new_inspection", world.round.pk),
        facts_posted(world, head="khac", head_typed="", secretary="khac"),
    )
    assert bad.status_code == 422
    assert "Hãy chọn hoặc ghi tên trưởng đoàn" in text(bad)
    client.post(url("new_inspection", world.round.pk), facts_posted(world))
    row = Inspection.objects.get()
    assert client.get(url("edit_inspection", row.pk)).status_code == 200
    client.post(url("edit_inspection", row.pk), facts_posted(world, name="Kiểm tra tháng 6"))

    assert "Thắp sáng đường quê" in text(client.get(url("choose_places", row.pk)))
    draw = {"action": "draw", "by_risk": "1", "at_random": "1", "w-large": "50.000.000"}
    draw |= {f"w-{key}": "1" for key in ("late", "silent", "gifts", "changed", "differs")}
    assert client.post(url("choose_places", row.pk), draw | {"seed": ""}).status_code == 422
    done = client.post(url("choose_places", row.pk), draw | {"seed": "15062026"})
    assert "đúng kết quả dưới đây" in text(client.get(done.url))
    client.post(url("choose_places", row.pk), {"action": "choose", "place": [str(world.row.pk)]})

    page = text(client.get(url("lay_out_places", row.pk)))
    assert "Thắp sáng đường quê" in page
    visits = list(Visit.objects.all())
    stops = {f"{one.pk}-on": "16/06/2026" for one in visits} | {f"{one.pk}-position": "1" for one in visits}
    assert client.post(url("lay_out_places", row.pk), stops | {f"{visits[0].pk}-on": "x"}).status_code == 422
    late = client.post(url("lay_out_places", row.pk), stops | {f"{visits[0].pk}-on": "16/07/2026"})
    assert "từ 15/06/2026 đến 19/06/2026" in text(late)
    client.post(url("lay_out_places", row.pk), stops | {f"{visits[0].pk}-starts_at": "8:00"})
    client.post(url("begin_inspection", row.pk))
    row.refresh_from_db()
    assert row.state == "running"
    for name, form in (("quyet-dinh", "docx"), ("thong-bao-lich", "pdf"), ("bo-phieu", "pdf")):
        assert client.get(url("inspection_paper", row.pk, name, form)).status_code == 200, name
    assert client.get(url("inspection_paper", row.pk, "la", "pdf")).status_code == 404
    assert client.post(url("file_inspection_paper", row.pk, "quyet-dinh")).status_code == 302


def test_from_the_visit_to_the_last_thing_mended(client, world):
    running(world)
    row = world.inspection
    seen = Visit.objects.get(registration=world.row)
    other = Visit.objects.exclude(pk=seen.pk).get()
    as_(client, world.contact)
    assert "Thắp sáng đường quê" in text(client.get(url("inspection_mine")))
    assert client.get(url("visit", seen.pk)).status_code == 200
    assert client.get(url("visit_minutes", seen.pk, "pdf")).status_code == 404
    assert client.get(url("visit_sheet", seen.pk)).status_code == 403
    assert client.get(url("inspection", row.pk)).status_code == 404

    as_(client, world.appraiser)
    assert "Mở phiếu" in text(client.get(url("inspection_mine")))
    assert client.get(url("visit_sheet", seen.pk))["Kheo-Keep"] == str(world.appraiser.pk)
    assert client.post(url("visit_sheet", seen.pk), visit_posted(world, remark="")).status_code == 422
    huge = client.post(
        url("visit_sheet", seen.pk), visit_posted(world) | {f"seen-{indicator(world).pk}": "9" * 20}
    )
    assert huge.status_code == 422
    assert "Hãy ghi số từ 0 đến" in text(huge)
    picture = {"photo": SimpleUploadedFile("a.jpg", photo()), "consent": "nobody"}
    assert client.post(url("visit_sheet", seen.pk), visit_posted(world) | picture).status_code == 302
    assert "9" in text(client.get(url("visit_sheet", seen.pk)))
    client.post(url("miss_visit", other.pk), {"reason": ""})
    client.post(url("miss_visit", other.pk), {"reason": "Ngập"})

    as_(client, world.contact)
    assert "đếm tại chỗ" in text(client.get(url("visit", seen.pk)))
    assert client.post(url("answer_visit", seen.pk), {"opinion": ""}).status_code == 422
    client.post(url("answer_visit", seen.pk), {"opinion": "Do sét đánh."})
    assert client.get(url("visit_minutes", seen.pk, "docx")).status_code == 200

    as_(client, world.head)
    assert client.post(url("sign_visit", seen.pk), {"signed_on": "16/06/2026"}).status_code == 422
    client.post(url("sign_visit", seen.pk), {"signed_on": "16/06/2026", "unit_signer": "Lường Thị Mẫu"})
    assert client.get(url("visit_sheet", seen.pk)).status_code == 302

    as_(client, world.officer)
    assert "Sửa hai bóng" in text(client.get(url("conclude_inspection", row.pk)))
    said = {"findings": "Làm thật.", "typed": "x"}
    assert client.post(url("conclude_inspection", row.pk), said).status_code == 422
    client.post(url("conclude_inspection", row.pk), said | {"typed": "thông báo"})
    assert "lập cuộc kiểm tra thay thế" in text(client.get(url("inspection", row.pk)))
    assert client.get(url("inspection_paper", row.pk, "thong-bao-ket-qua", "pdf")).status_code == 200
    again = client.get(url("new_inspection", world.round.pk) + f"?thay={row.pk}")
    assert "Thay cho" in text(again)


def test_unit_mends_and_the_head_says_whether_it_is_done(client, world):
    concluded(world)
    owed = Remedy.objects.get()
    as_(client, world.contact)
    assert "Khắc phục sau kiểm tra: Sửa hai bóng" in text(client.get(reverse("portal:home")))
    assert client.post(url("mend", owed.pk, "bao-xong"), {"words": ""}).status_code == 422
    client.post(url("mend", owed.pk, "bao-xong"), {"words": "Đã thay."})
    assert client.post(url("mend", owed.pk, "xac-nhan")).status_code == 403
    as_(client, world.head)
    assert "1 việc đơn vị báo đã khắc phục" in text(client.get(reverse("portal:home")))
    client.post(url("mend", owed.pk, "chua-xong"), {"reason": "còn một bóng"})
    as_(client, world.contact).post(url("mend", owed.pk, "bao-xong"), {"words": "Nốt rồi."})
    as_(client, world.head).post(url("mend", owed.pk, "xac-nhan"))
    assert "Đã khắc phục" in text(client.get(url("remedy", owed.pk)))
    assert client.post(url("mend", owed.pk, "gi-do")).status_code == 404


def test_photo_that_cannot_be_read_is_said_at_the_sheet(client, world):
    running(world)
    picture = {"photo": SimpleUploadedFile("a.heic", heic()), "consent": "nobody"}
    given = visit_posted(world, seen_day="16/06/2026") | picture
    page = as_(client, world.appraiser).post(url("visit_sheet", world.visit.pk), given)

    assert page.status_code == 422
    assert "HEIC" in text(page)
    assert Visit.objects.get(pk=world.visit.pk).state == "planned"


def test_strangers_and_neighbours_see_nothing(client, world):
    written(world)
    for who in (world.other, world.stranger):
        as_(client, who)
        assert client.get(url("visit", world.visit.pk)).status_code == 404
        assert client.get(url("inspection", world.inspection.pk)).status_code == 404
        assert client.post(url("sign_visit", world.visit.pk), {}).status_code == 404


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_lists_ask_no_more_with_more_rows(client, world):
    concluded(world)
    as_(client, world.officer)
    paths = [
        url("inspections", world.round.pk),
        url("inspection", world.inspection.pk),
    ]
    before = [queries(client, path) for path in paths]
    prepared_again = prepared(world)
    choose = url("choose_places", prepared_again.inspection.pk)
    choosing_before = queries(client, choose)
    for number in range(6):
        accepted(
            world.running,
            world.place.hamlets[number % 2],
            world.contact if not number % 2 else world.other,
            title=f"Mô hình {number}",
        )
    choosing.draw_sample(prepared_again.inspection, drawing(at_random=3), by=world.officer, at=JUNE)

    assert queries(client, choose) <= choosing_before + 1
    assert queries(client, paths[0]) <= before[0] <= 10
    assert queries(client, url("inspection", prepared_again.inspection.pk)) <= before[1] <= 11
    as_(client, world.appraiser)
    assert queries(client, url("inspection_mine")) <= 11


def test_the_officer_gives_an_office_to_who_has_none_on_record(client, world):
    as_(client, world.officer)
    bad = client.post(url("new_inspection", world.round.pk), facts_posted(world, posts="Ai đó, Chủ tịch"))
    assert "Không đọc được dòng “Ai đó, Chủ tịch”" in text(bad)
    posts = f"{world.head.full_name}, Chủ tịch, Ủy ban Mặt trận Tổ quốc Việt Nam xã"
    client.post(url("new_inspection", world.round.pk), facts_posted(world, posts=posts))
    row = Inspection.objects.get()
    page = text(client.get(url("inspection", row.pk)))
    assert posts in page
    assert f"Chưa rõ chức vụ, đơn vị công tác của {world.appraiser.full_name}" in page
    assert posts in text(client.get(url("edit_inspection", row.pk)))


def test_the_unit_sees_on_the_rounds_page_that_a_team_comes(client, world):
    running(world)
    as_(client, world.contact)
    page = text(client.get(url("inspections", world.round.pk)))
    assert "Đoàn kiểm tra đến đơn vị tôi" in page
    assert url("visit", world.visit.pk) in page
    assert "Chưa có cuộc kiểm tra nào" not in page
