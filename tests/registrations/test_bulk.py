"""Many registrations from one workbook: the template, the columns remembered, shown row by row, whole or nothing."""

import io
from datetime import date

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refusal, UnreadableFile
from kheo.core.workbook.model import Form
from kheo.core.workbook.reading import read_form, read_workbook
from kheo.core.workbook.writing import write_book
from kheo.registrations.bulk_plan import Fate, plan_of
from kheo.registrations.bulk_template import template
from kheo.registrations.models import ColumnMatch, Draft, ImportBatch, Initiative, Registration
from kheo.registrations.services import bulk
from kheo.registrations.services.drafts import save_draft
from tests.factories import NOON, TODAY
from tests.factories.registrations import accepted, filled, sent
from tests.registrations.lists import workbook

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADS = (
    "TT", "Tên mô hình", "Loại mô hình", "Lĩnh vực", "Ai chỉ đạo", "Tên tập thể hoặc cá nhân chỉ đạo", "Địa chỉ mô hình",
    "Từ tháng", "Đến tháng", "Chỉ tiêu 1: đếm cái gì", "Chỉ tiêu 1: con số", "Chỉ tiêu 1: đơn vị tính", "Ngày ra mắt",
)  # fmt: skip
LAMPS = (
    1, "Thắp sáng đường quê", "Mô hình mới", "Văn hóa - xã hội", "Tập thể", "Ban công tác Mặt trận xóm 1", "Xóm 1",
    "Tháng 1/2026", "Tháng 6/2026", "Đèn đường lắp mới", 15, "bóng", "",
)  # fmt: skip


def row(**changes):
    cells = dict(zip(HEADS, LAMPS, strict=True)) | changes
    return tuple(cells[head] for head in HEADS)


def read(world, *rows, by=None, unit="hamlet", heads=HEADS):
    data = workbook(heads, *rows)
    whose = getattr(world, unit) if unit else None
    return bulk.read_sheet(
        data, name="ds.xlsx", round_=world.round, unit=whose, by=by or world.contact, at=NOON
    )


def planned(world, batch, by=None):
    return plan_of(batch, by or world.contact, TODAY)


def enter(world, batch, *, send=False, by=None):
    by = by or world.contact
    batch = bulk.choose(batch, skipped=set(), send=send, by=by, at=NOON)
    return bulk.apply(batch, mark=planned(world, batch, by).mark, by=by, at=NOON)


def said(plan):
    return [(fault.cell, fault.error.code) for one in plan.rows for fault in one.faults]


def test_filled_rows_become_drafts_of_the_unit_with_what_the_form_would_hold(world):
    enter(world, read(world, row(), row(**{"Tên mô hình": "Đường hoa"})))

    drafts = {draft.fields["title"]: draft for draft in Draft.objects.select_related("registration")}
    assert set(drafts) == {"Thắp sáng đường quê", "Đường hoa"}
    one = drafts["Thắp sáng đường quê"]
    assert one.fields == {
        "title": "Thắp sáng đường quê",
        "kind": "new",
        "sector": str(world.running.sectors[1].pk),
        "lead_kind": "collective",
        "lead_name": "Ban công tác Mặt trận xóm 1",
        "address": "Xóm 1",
        "starts_on": "01/01/2026",
        "ends_on": "30/06/2026",
        "measure-0-name": "Đèn đường lắp mới",
        "measure-0-target": "15",
        "measure-0-unit": "bóng",
    }
    assert (one.registration.unit, one.registration.state) == (world.hamlet, "draft")


def test_sent_at_once_they_lie_before_the_officer_with_days_and_targets(world):
    enter(world, read(world, row(**{"Ngày ra mắt": "19/5/2026"})), send=True)

    found = Registration.objects.get()
    assert (found.state, found.starts_on, found.ends_on) == ("submitted", date(2026, 1, 1), date(2026, 6, 30))
    assert (found.launch_on, found.indicators.get().target) == (date(2026, 5, 19), 15)


def test_nothing_is_written_by_reading_or_looking(world):
    planned(world, read(world, row()))

    assert (Registration.objects.count(), Initiative.objects.count()) == (0, 0)


def test_template_of_a_unit_is_read_back_by_its_own_titles(world):
    book = template(world.round, world.hamlet, TODAY)
    grids = read_workbook(write_book(book, at=NOON))

    (form,) = book.forms
    assert isinstance(form, Form)
    assert [grid.title for grid in grids] == ["Đăng ký", "Cách điền"]
    assert len(read_form(grids[0], form.columns).lines) == len(form.lines) == 30
    with pytest.raises(InvalidInput, match="chưa có mô hình nào"):
        bulk.read_sheet(
            write_book(book, at=NOON),
            name="m.xlsx",
            round_=world.round,
            unit=world.hamlet,
            by=world.contact,
            at=NOON,
        )


@pytest.mark.parametrize(
    ("change", "cell", "code"),
    [
        ({"Tên mô hình": ""}, "B2", "missing"),
        ({"Lĩnh vực": "Bóng đá"}, "D2", "unknown-choice"),
        ({"Chỉ tiêu 1: con số": -3}, "K2", "number-negative"),
        ({"Chỉ tiêu 1: con số": "mười"}, "K2", "number-unreadable"),
        ({"Chỉ tiêu 1: con số": "1.500"}, "K2", "number-ambiguous"),
        ({"Ngày ra mắt": "30/2/2026"}, "M2", "date-unreadable"),
        ({"Từ tháng": "mùa xuân"}, "H2", "unknown-choice"),
        ({"Chỉ tiêu 1: đơn vị tính": "b" * 41}, "L2", "too-long"),
    ],
)
def test_wrong_cell_is_named_and_nothing_is_entered(world, change, cell, code):
    batch = read(world, row(**change), row(**{"Tên mô hình": "Đường hoa"}))

    plan = planned(world, batch)

    assert (cell, code) in said(plan)
    with pytest.raises(Refusal, match="dòng 2"):
        bulk.apply(batch, mark=plan.mark, by=world.contact, at=NOON)
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.234.567,5", "1234567,5"),
        (1234567.5, "1234567,5"),
        (1.125, "1,1250"),
        ("2,5", "2,5"),
        (1500, "1500"),
    ],
)
def test_numbers_are_taken_as_vietnamese_writes_them_and_as_a_workbook_keeps_them(world, typed, kept):
    plan = planned(world, read(world, row(**{"Chỉ tiêu 1: con số": typed})))

    assert plan.rows[0].fields["measure-0-target"] == kept


@pytest.mark.parametrize("typed", ["19/05/2026", "2026-05-19", 46161, "ngày 19 tháng 5 năm 2026"])
def test_days_are_taken_as_text_and_as_the_number_a_workbook_counts(world, typed):
    plan = planned(world, read(world, row(**{"Ngày ra mắt": typed})))

    assert plan.rows[0].fields["launch_on"] == "19/05/2026"


def test_formula_is_refused_at_its_cell_and_text_with_an_equals_sign_is_text(world):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh sách")
        for place, cells in enumerate((HEADS, row(), row(**{"Tên mô hình": "=tên bắt đầu bằng dấu bằng"}))):
            sheet.write_row(place, 0, cells)
        sheet.write_formula("K2", "=5*3", None, 15)
    batch = bulk.read_sheet(
        buffer.getvalue(), name="a.xlsx", round_=world.round, unit=world.hamlet, by=world.contact, at=NOON
    )

    plan = planned(world, batch)

    assert said(plan) == [("K2", "formula")]
    assert plan.rows[1].title == "=tên bắt đầu bằng dấu bằng"


def test_draft_of_the_same_name_would_be_changed_and_keeps_its_other_fields(world):
    from uuid import uuid4

    fields = filled(world.running, title="Thắp sáng đường quê", need="Ngõ tối, khó đi")
    save_draft(
        uuid4(), fields=fields, revision=0, round_=world.round, unit=world.hamlet, by=world.contact, at=NOON
    )
    batch = read(world, row(**{"Chỉ tiêu 1: con số": 20}))

    plan = planned(world, batch)
    enter(world, batch)

    assert [one.fate for one in plan.rows] == [Fate.CHANGE]
    draft = Draft.objects.get()
    assert (draft.fields["measure-0-target"], draft.fields["need"]) == ("20", "Ngõ tối, khó đi")


def test_the_same_file_again_changes_nothing(world):
    enter(world, read(world, row()))

    assert [one.fate for one in planned(world, read(world, row())).rows] == [Fate.SAME]


def test_name_sent_already_or_twice_in_the_file_is_refused(world):
    sent(world.running, world.hamlet, world.contact)

    plan = planned(
        world, read(world, row(), row(**{"Tên mô hình": "Đường hoa"}), row(**{"Tên mô hình": "Đường hoa"}))
    )

    assert said(plan) == [("B2", "sent-already"), ("B4", "twice")]


def test_row_left_out_lets_the_others_in(world):
    batch = read(world, row(**{"Lĩnh vực": "Bóng đá"}), row(**{"Tên mô hình": "Đường hoa"}))
    batch = bulk.choose(batch, skipped={0}, send=False, by=world.contact, at=NOON)

    bulk.apply(batch, mark=planned(world, batch).mark, by=world.contact, at=NOON)

    assert Draft.objects.get().fields["title"] == "Đường hoa"


def test_what_only_the_sending_refuses_rolls_everything_back(world):
    world.round.registration_closes_at = NOON
    world.round.save()
    batch = read(world, row(), row(**{"Tên mô hình": "Đường hoa"}))

    with pytest.raises(Refusal, match=r"Dòng 2.*hết hạn"):
        enter(world, batch, send=True)

    assert Registration.objects.count() == 0


def test_changed_since_shown_is_a_conflict(world):
    batch = read(world, row())
    mark = planned(world, batch).mark
    sent(world.running, world.hamlet, world.contact)

    with pytest.raises(Conflict):
        bulk.apply(batch, mark=mark, by=world.contact, at=NOON)


OLD = ("STT", "Tên mô hình", "Người đứng đầu", "Nơi làm", "Mảng", "Ghi chú riêng")
OLD_ROW = ("1", "Đường hoa", "Bà Lò Thị Mẫu", "Xóm 1", "VH-XH", "nhà có 5 người")


def test_unknown_heads_are_asked_once_and_remembered_for_the_unit(world):
    batch = read(world, OLD_ROW, heads=OLD)
    assert "columns" not in batch.choices
    meant = {0: "-", 1: "title", 2: "lead_name", 3: "address", 4: "sector", 5: "-"}

    batch = bulk.match_columns(batch, meant, by=world.contact, at=NOON)

    (one,) = planned(world, batch).rows
    assert one.fields["lead_kind"] == "individual"
    assert one.fields["sector"] == str(world.running.sectors[1].pk)
    assert ColumnMatch.objects.get(head="nguoi dung dau").column == "lead_name"
    assert "nhà có 5 người" not in str(ImportBatch.objects.get().rows)
    again = read(world, OLD_ROW, heads=OLD)
    assert "columns" not in again.choices  # a proposal, which the person still confirms
    assert bulk.remembered_for(world.hamlet.pk)["noi lam"] == "address"


def test_two_columns_for_one_thing_and_a_file_without_names_are_refused(world):
    batch = read(world, OLD_ROW, heads=OLD)

    with pytest.raises(InvalidInput, match="Hai cột"):
        bulk.match_columns(batch, {1: "title", 2: "title"}, by=world.contact, at=NOON)
    with pytest.raises(InvalidInput, match="Tên mô hình"):
        bulk.match_columns(batch, {3: "address"}, by=world.contact, at=NOON)


def test_column_that_profiles_people_is_refused_and_nothing_is_kept(world):
    with pytest.raises(InvalidInput, match="Tôn giáo"):
        read(world, (*row(), "không"), heads=(*HEADS, "Tôn giáo"))

    assert ImportBatch.objects.count() == 0


def test_common_file_of_the_officer_gives_each_row_to_its_true_unit(world):
    heads = (*HEADS, "Đơn vị")
    rows = [
        (*row(), "Xóm 1"),
        (*row(**{"Tên mô hình": "Đường hoa"}), "xom 2"),
        (*row(**{"Tên mô hình": "X"}), "Xóm 9"),
    ]
    batch = read(world, *rows, heads=heads, unit=None, by=world.officer)

    plan = planned(world, batch, world.officer)

    assert [one.unit_id for one in plan.rows] == [world.hamlet.pk, world.place.hamlets[1].pk, None]
    assert said(plan) == [("N4", "unit-unknown")]


def test_only_whoever_acts_for_the_unit_hands_in_and_only_the_reader_sees(world):
    with pytest.raises(NotAllowed):
        read(world, row(), by=world.neighbour)
    with pytest.raises(NotAllowed):
        read(world, row(), unit=None)
    batch = read(world, row())
    with pytest.raises(NotFound):
        bulk.apply(batch, mark="", by=world.officer, at=NOON)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"xin chao", "workbook-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook-kind"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(world, data, code):
    with pytest.raises(UnreadableFile) as refused:
        bulk.read_sheet(data, name="a.xlsx", round_=world.round, unit=world.hamlet, by=world.contact, at=NOON)

    assert refused.value.code == code


def test_page_takes_a_file_shows_its_rows_and_enters_them(client, world):
    client.force_login(world.contact, backend=BACKEND)
    with time_machine.travel(NOON, tick=False):
        address = reverse("registrations:bulk", args=[world.round.pk])
        assert "Tải mẫu" in client.get(address).content.decode()
        made = client.get(
            reverse("registrations:bulk_template", args=[world.round.pk]), {"don-vi": world.hamlet.pk}
        )
        assert made["Content-Disposition"].startswith("attachment")
        file = SimpleUploadedFile("ds.xlsx", workbook(HEADS, row(), row(**{"Tên mô hình": ""})))
        shown = client.post(address, {"file": file, "unit": world.hamlet.pk}, follow=True)
        assert "Ô B3" in shown.content.decode()
        here = shown.redirect_chain[-1][0]
        mark = shown.context["plan"].mark
        refused = client.post(here, {"viec": "nhap", "mark": mark, "gui": "nhap"}, follow=True)
        assert "Chưa nhập gì" in refused.content.decode()
        looked = client.post(here, {"viec": "xem", "gui": "gui", "skip-1": "on"}, follow=True)
        mark = looked.context["plan"].mark
        done = client.post(here, {"viec": "nhap", "mark": mark, "gui": "gui", "skip-1": "on"}, follow=True)
    assert "Đã nhập 1 mô hình" in done.content.decode()
    assert Registration.objects.get().state == "submitted"


def test_page_asks_what_the_columns_of_an_old_file_mean(client, world):
    client.force_login(world.contact, backend=BACKEND)
    with time_machine.travel(NOON, tick=False):
        address = reverse("registrations:bulk", args=[world.round.pk])
        file = SimpleUploadedFile("cu.xlsx", workbook(OLD, OLD_ROW))
        asked = client.post(address, {"file": file, "unit": world.hamlet.pk}, follow=True)
        assert "Người đứng đầu" in asked.content.decode()
        here = asked.redirect_chain[-1][0]
        wrong = client.post(here, {"viec": "cot", "cot-1": "title", "cot-2": "title"})
        assert wrong.status_code == 422
        post = {"viec": "cot", "cot-1": "title", "cot-2": "lead_name", "cot-3": "address", "cot-4": "sector"}
        shown = client.post(here, post, follow=True)
    assert "sẽ tạo mới" in shown.content.decode()


def test_rows_cost_the_same_queries_for_few_and_many(client, world, django_assert_max_num_queries):
    client.force_login(world.contact, backend=BACKEND)
    with time_machine.travel(NOON, tick=False):
        counts = []
        for number in (1, 40):
            batch = read(world, *(row(**{"Tên mô hình": f"Mô hình {n}"}) for n in range(number)))
            with django_assert_max_num_queries(40) as asked:
                client.get(reverse("registrations:bulk_batch", args=[world.round.pk, batch.pk]))
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_received_name_is_not_touched(world):
    accepted(world.running, world.hamlet, world.contact)

    assert said(planned(world, read(world, row()))) == [("B2", "sent-already")]
