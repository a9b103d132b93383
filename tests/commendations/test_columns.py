"""The province's own columns: read, guessed, matched, kept in versions, filled; whatever a value begins with."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from kheo.accounts.roles import Role
from kheo.commendations.columns import FIXED, ExportColumn, Layout, guess, read_template, typed_columns
from kheo.commendations.models import ExportColumns
from kheo.commendations.selectors.columns import known_heads
from kheo.commendations.services.columns import keep_columns
from kheo.core.errors import InvalidInput, KheoError, NotAllowed
from kheo.core.workbook.reading import read_workbook
from tests.factories import NOON, user
from tests.factories import commendations as made
from tests.factories import recognitions as noted

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADS = (
    "TT",
    "Họ và tên",
    "Ngày sinh",
    "Chức vụ",
    "Đơn vị công tác",
    "Hình thức khen thưởng",
    "Nội dung khen",
    "Mã ngành",
)


def template(*rows, sheet: str = "DS khen") -> bytes:
    out = io.BytesIO()
    with Workbook(out) as book:
        page = book.add_worksheet(sheet)
        for place, row in enumerate(rows):
            for at, text in enumerate(row):
                page.write_string(place, at, text) if text else None
    return out.getvalue()


EMPTY = template(("PHẦN MỀM THI ĐUA KHEN THƯỞNG",), (), HEADS)


def test_heads_are_found_and_guessed_by_their_words():
    layout = read_template(EMPTY, {})

    assert (layout.sheet, len(layout.above), layout.above[0]) == (
        "DS khen",
        2,
        ("PHẦN MỀM THI ĐUA KHEN THƯỞNG",),
    )
    assert [one.title for one in layout.columns] == list(HEADS)
    assert [one.field for one in layout.columns] == [
        "number",
        "name",
        "",
        "office",
        "unit",
        "award",
        "achievement",
        "",
    ]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Số QĐ", "decision"),
        ("Ngày ký quyết định", "decided"),
        ("Cấp quyết định khen", "issuer"),
        ("Thành tích từ ngày", "first"),
        ("Tóm tắt thành tích", "summary"),
        ("Năm sinh", ""),
        ("Dân tộc", ""),
        ("Số CCCD", ""),
        ("Năm", "year"),
        ("Cột lạ", ""),
    ],
)
def test_one_head(head, field):
    assert guess(head, {}) == field
    assert guess(head, {"cot la": "unit"}) == ("unit" if head == "Cột lạ" else field)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"khong phai excel", "workbook-kind"),
        (template(("Một ô",)), "template-no-head"),
        (template(tuple(f"Cột {n}" for n in range(61))), "template-wide"),
    ],
)
def test_a_bad_file_gets_its_sentence(data, code):
    with pytest.raises(KheoError) as refused:
        read_template(data, {})
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_the_head_may_be_another_row_than_the_guess():
    data = template(("Biểu A", "Biểu B", "Biểu C"), ("Họ tên", "Đơn vị"))

    assert [one.title for one in read_template(data, {}).columns] == ["Biểu A", "Biểu B", "Biểu C"]
    assert [one.title for one in read_template(data, {}, head_row=2).columns] == ["Họ tên", "Đơn vị"]
    with pytest.raises(InvalidInput) as refused:
        read_template(data, {}, head_row=9)
    assert refused.value.field == "head_row"
    with pytest.raises(InvalidInput):
        typed_columns("Một cột", {})


@pytest.fixture
def passed(running, place, contact):
    row = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, row)
    values = {"award": "bang-khen-tinh", "achievement": "=HYPERLINK(1) đã làm tốt", "summary": "+84 việc"}
    drafted = made.drafted(running, place.hamlets[0], contact, **values)
    made.passed(running, made.appraised(running, made.received(running, drafted)))
    made.sent_up(running, drafted)
    return drafted


@pytest.mark.django_db
def test_from_the_empty_template_to_the_filled_file_and_again_next_time(client, running, passed):
    client.force_login(running.officer, backend=BACKEND)
    pk = running.round.pk
    address = reverse("commendations:columns", args=[pk])
    file = SimpleUploadedFile("mau.xlsx", EMPTY)
    shown = client.post(address, {"viec": "doc", "name": "Phần mềm tỉnh", "file": file}).content.decode()
    assert "Nội dung của cột Họ và tên" in shown
    assert not ExportColumns.objects.exists()

    posted = {"viec": "luu", "name": "Phần mềm tỉnh", "sheet": "DS khen", "above": '[["PHẦN MỀM"], []]'}
    fields = ["number", "name", "", "office", "unit", "award", "achievement", "fixed"]
    posted |= {f"title-{n}": head for n, head in enumerate(HEADS)} | {
        f"field-{n}": it for n, it in enumerate(fields)
    }
    refused = client.post(address, posted)
    assert refused.status_code == 422
    assert "hãy ghi chữ cố định" in refused.content.decode()
    saved = client.post(address, posted | {"words-7": "-NV 01"})
    row = ExportColumns.objects.get()
    assert saved.url.endswith(f"/{row.pk}/")
    assert "Bản 1" in client.get(saved.url).content.decode()

    data = client.get(reverse("commendations:columns_file", args=[pk, row.pk])).content
    [sheet] = read_workbook(data)
    assert sheet.title == "DS khen"
    assert not sheet.formulas
    assert [one.number for one in sheet.rows] == [1, 3, 4]
    assert sheet.rows[1].cells == HEADS
    assert sheet.rows[2].cells[1] == "Bà Nguyễn Thị Mẫu"
    assert sheet.rows[2].cells[6] == "=HYPERLINK(1) đã làm tốt"
    assert sheet.rows[2].cells[7] == "-NV 01"
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"quotePrefix" in zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml")
    empty = client.get(
        reverse("commendations:columns_file", args=[pk, row.pk]), {"trang-thai": "draft"}
    ).content
    assert len(read_workbook(empty)[0].rows) == 2

    changed = client.post(saved.url, posted | {"field-7": "letter", "words-7": ""})
    newest = ExportColumns.objects.get(number=2)
    assert changed.url.endswith(f"/{newest.pk}/")
    client.post(changed.url, posted | {"field-7": "letter"})
    assert ExportColumns.objects.count() == 2
    page = client.get(saved.url).content.decode()
    assert "đã có bản mới hơn" in page
    assert known_heads(running.round)["ma nganh"] == "letter"
    again = client.post(
        address, {"viec": "doc", "name": "Khác", "typed": "Mã ngành\nHọ và tên"}
    ).content.decode()
    assert '<option value="letter" selected>' in again


@pytest.mark.django_db
def test_bad_files_and_made_up_fields_are_refused_on_the_page(client, running):
    client.force_login(running.officer, backend=BACKEND)
    address = reverse("commendations:columns", args=[running.round.pk])

    nothing = client.post(address, {"viec": "doc", "name": "Tỉnh"})
    assert nothing.status_code == 422
    assert "mỗi cột một dòng" in nothing.content.decode()
    bad = client.post(
        address, {"viec": "doc", "name": "Tỉnh", "file": SimpleUploadedFile("mau.xlsx", b"hong")}
    )
    assert bad.status_code == 422
    assert "Chỉ nhận tệp Excel .xlsx" in bad.content.decode()
    for above in ("[" * 50_000, '{"a": 1}', "[1, 2]"):
        kept = client.post(
            address, {"viec": "luu", "name": "Tỉnh", "above": above, "title-0": "Tên", "field-0": "password"}
        )
        assert kept.status_code == 422
    assert not ExportColumns.objects.exists()


@pytest.mark.django_db
def test_only_who_runs_the_campaign_keeps_columns_and_sees_his_own_alone(client, running, place):
    layout = Layout("S", (), (ExportColumn("Tên", "name"), ExportColumn("Mã", FIXED, "01")))
    with pytest.raises(NotAllowed):
        keep_columns(
            running.round, name="Tỉnh", layout=layout, by=user(place.committee, Role.SIGNER), at=NOON
        )
    row = keep_columns(running.round, name="Tỉnh", layout=layout, by=running.officer, at=NOON)
    above = made.province(place)
    client.force_login(above.officer, backend=BACKEND)

    assert client.get(reverse("commendations:columns_one", args=[above.round.pk, row.pk])).status_code == 404
    client.force_login(user(place.hamlets[0]), backend=BACKEND)
    assert client.get(reverse("commendations:columns", args=[running.round.pk])).status_code in {403, 404}


@pytest.mark.django_db
def test_many_rows_cost_no_more_queries_than_few(client, running, place, django_assert_max_num_queries):
    from kheo.recognitions.models import Exemplar

    layout = Layout(
        "S", (), tuple(ExportColumn(it, it) for it in ("name", "unit", "award", "decision", "prize"))
    )
    row = keep_columns(running.round, name="Tỉnh", layout=layout, by=running.officer, at=NOON)
    client.force_login(running.officer, backend=BACKEND)
    address = reverse("commendations:columns_file", args=[running.round.pk, row.pk])

    def fill(hamlet, count):
        for n in range(count):
            noted.exemplar(running, hamlet, running.officer, name=f"Bà Mẫu {hamlet.pk} {n}")
        noted.signed(running, hamlet, running.officer, *Exemplar.objects.filter(unit=hamlet))
        for n in range(count):
            drafted = made.drafted(running, hamlet, running.officer, at_source=n)
            made.passed(running, made.appraised(running, made.received(running, drafted)))

    def queries():
        with django_assert_max_num_queries(10) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    fill(place.hamlets[0], 1)
    few = queries()
    fill(place.hamlets[1], 3)
    assert queries() == few
