"""Papers of an inspection are clean under our own linter, say what was seen, and tell nobody too early."""

import pytest

from kheo.appraisals import inspection_papers as papers
from kheo.appraisals.inspection_facts import place
from kheo.appraisals.selectors.inspections import inspection_for, visit_for
from kheo.appraisals.services.inspection_filing import file_minutes, file_paper
from kheo.core.errors import NotAllowed, NotFound, Refusal
from kheo.core.paper.lint.files import judge, judge_paper
from kheo.documents.models import Document
from kheo.documents.public import write
from kheo.kernel.clock import day_of
from tests.appraisals.inspecting import LATER, concluded, prepared, running, written

DAY = day_of(LATER)


def paper(world, name, **options):
    row = inspection_for(world.officer, world.inspection.pk, DAY)
    return papers.paper_of(row, name, at=LATER, **options)


def minutes(world):
    return papers.minutes_of(visit_for(world.officer, world.visit.pk, DAY), at=LATER)


def clean(made, name):
    assert [one.message for one in judge_paper(made, today=DAY)] == [], name
    assert write(made, "pdf", at=LATER).startswith(b"%PDF")
    return judge(write(made, "docx", at=LATER), f"{name}.docx", today=DAY).read.source.text


def test_papers_of_a_closed_inspection(world):
    concluded(world)
    found = {name: clean(paper(world, name), name) for name in papers.papers_of(world.inspection)}
    found["bien-ban"] = clean(minutes(world), "bien-ban")
    pack = write(paper(world, papers.PACK), "pdf", at=LATER)

    assert list(found) == ["quyet-dinh", "thong-bao-lich", "thong-bao-ket-qua", "bien-ban"]
    assert pack.startswith(b"%PDF")
    assert "Hà Văn Trưởng, Phó Chủ tịch Ủy ban Mặt trận xã, làm Trưởng đoàn" in found["quyet-dinh"]
    assert "Vàng Thị Mẫu" in found["quyet-dinh"]
    assert "9 bóng" in found["bien-ban"]
    assert "Sửa hai bóng ở ngõ cuối xóm; hạn 01/7/2026" in found["bien-ban"].replace("01/07", "01/7")
    assert "Đường ngập do mưa lớn" in found["thong-bao-ket-qua"]
    assert "Sửa hai bóng ở ngõ cuối xóm" in found["thong-bao-ket-qua"]


def test_plan_in_place_of_a_decision(world):
    prepared(world, set_up_by="plan")
    assert "xây dựng Kế hoạch kiểm tra" in clean(paper(world, "ke-hoach"), "ke-hoach")
    with pytest.raises(NotFound):
        paper(world, "quyet-dinh")


def test_minutes_before_the_visit_have_room_to_write(world):
    running(world)
    text = clean(minutes(world), "bien-ban")
    assert "15 bóng" in text
    assert "chưa báo cáo" in text


def test_unannounced_one_names_no_place_and_has_no_schedule(world):
    running(world, kind="unannounced")
    text = clean(paper(world, "quyet-dinh"), "quyet-dinh")
    assert "không báo trước" in text
    assert "Thắp sáng đường quê" not in text
    with pytest.raises(NotFound):
        paper(world, "thong-bao-lich")


def test_schedule_of_one_unit_names_its_own_places_alone(world):
    running(world)
    text = clean(paper(world, "thong-bao-lich", unit_id=world.place.hamlets[1].pk), "lich")
    assert "Nước sạch về bản" in text
    assert "Thắp sáng đường quê" not in text


def test_where_something_of_defence_is_no_paper_says(world):
    running(world)
    row = visit_for(world.officer, world.visit.pk, DAY)
    assert place(row, {}).where == "Xóm 1"
    row.registration.sector = type(world.running.sectors[0])(code="QP-AN", name="Quốc phòng - An ninh")
    assert place(row, {}).where == ""


def test_papers_wait_in_the_register_for_their_numbers(world):
    written(world)
    row = inspection_for(world.officer, world.inspection.pk, DAY)
    first = file_paper(row, "quyet-dinh", by=world.officer, at=LATER)
    again = file_paper(row, "quyet-dinh", by=world.officer, at=LATER)
    seen = visit_for(world.officer, world.visit.pk, DAY)
    report = file_minutes(seen, by=world.officer, at=LATER)

    assert first == again
    assert (first.kind, report.kind) == (Document.Kind.DECISION, Document.Kind.MINUTES)
    with pytest.raises(NotAllowed):
        file_paper(row, "quyet-dinh", by=world.contact, at=LATER)


def test_without_a_place_there_is_no_paper(world):
    prepared(world)
    world.inspection.visits.all().delete()
    with pytest.raises(Refusal):
        paper(world, "quyet-dinh")


def test_minutes_name_no_location_to_which_the_unit_did_not_agree(world):
    written(world)
    assert "Địa điểm" not in clean(minutes(world), "bien-ban")


def test_minutes_name_the_location_to_which_the_unit_agreed(world):
    written(world, place="Ngõ cuối xóm", place_agreed=True)
    assert "Ngõ cuối xóm" in clean(minutes(world), "bien-ban")


def test_decision_names_the_head_with_his_office(world):
    prepared(world)
    said = "do ông (bà) Hà Văn Trưởng, Phó Chủ tịch Ủy ban Mặt trận xã, làm Trưởng đoàn"
    assert said in clean(paper(world, "quyet-dinh"), "quyet-dinh")
