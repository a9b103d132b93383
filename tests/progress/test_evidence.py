"""Photos and files: taken in or refused in words, shown without place, taken out for good."""

import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kheo.core.errors import InvalidInput, NotAllowed
from kheo.documents import public as documents
from kheo.documents.models import StoredFile
from kheo.progress.models import Evidence
from kheo.progress.services.evidence import MOST_AT_ONCE, About, Chosen, add, remove
from tests.core.paper.files import zip_of
from tests.factories.pictures import heic, photo
from tests.factories.registrations import accepted
from tests.progress.reporting import JUNE, make_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOBODY = About(consent="nobody")


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(JUNE, tick=False):
        yield make_world()


def taken_in(world, about=NOBODY, *, row=None, data=None, name="anh.jpg", by=None):
    data = photo(taken="2026:05:19 07:30:00", place=True) if data is None else data
    return add(row or world.row, [Chosen(name, data)], about, by=by or world.contact, at=JUNE)[0]


def defence(world):
    return accepted(
        world.running,
        world.hamlet,
        world.contact,
        title="Tổ tự quản đêm",
        sector=str(world.running.sectors[2].pk),
    )


def faults_of(refusal):
    return [(fault.field, fault.code) for fault in refusal.value.params["faults"]]


def test_day_and_place_are_dropped_unless_the_person_agrees(world):
    row = taken_in(world)

    assert (row.taken_at, row.latitude, row.longitude) == (None, None, None)
    assert b"2026:05:19" not in documents.read(row.file)
    assert b"2026:05:19" not in documents.read(row.shown_copy)


def test_day_and_place_are_kept_where_agreed_but_not_in_the_copy_for_pages(world):
    row = taken_in(world, About(consent="nobody", keeps_when_and_where=True))

    assert row.taken_at == datetime(2026, 5, 19, 0, 30, tzinfo=UTC)
    assert (float(row.latitude), float(row.longitude)) == (21.505, 104.25)
    assert b"2026:05:19" in documents.read(row.file)
    assert b"2026:05:19" not in documents.read(row.shown_copy)


def test_defence_keeps_no_place_and_is_never_public(world):
    row = defence(world)

    kept = taken_in(world, About(consent="nobody", keeps_when_and_where=True), row=row)

    assert (kept.latitude, kept.longitude) == (None, None)
    with pytest.raises(InvalidInput) as refusal:
        taken_in(world, About(consent="nobody", wished_public=True), row=row)
    assert faults_of(refusal) == [("wished_public", "not-public")]


@pytest.mark.parametrize(
    ("about", "fault"),
    [
        (About(), ("consent", "missing")),
        (About(consent="agreed"), ("consent_on", "missing")),
        (About(consent="parents-agreed"), ("consent_on", "missing")),
        (About(consent="agreed", consent_on=date(2026, 7, 1)), ("consent_on", "day-to-come")),
        (About(consent="not-asked", wished_public=True), ("wished_public", "not-public")),
        (
            About(consent="nobody", wished_public=True, shows_help_received=True),
            ("wished_public", "not-public"),
        ),
    ],
)
def test_consent_is_asked_and_rules_out_public_use(world, about, fault):
    with pytest.raises(InvalidInput) as refusal:
        taken_in(world, about)

    assert faults_of(refusal) == [fault]


def test_agreed_photo_may_be_public(world):
    row = taken_in(world, About(consent="agreed", consent_on=date(2026, 6, 1), wished_public=True))

    assert (row.wished_public, row.consent_on) == (True, date(2026, 6, 1))


def test_photo_from_the_future_is_refused_where_its_day_is_to_be_kept(world):
    data = photo(taken="2031:01:01 00:00:00")
    with pytest.raises(InvalidInput) as refusal:
        taken_in(world, About(consent="nobody", keeps_when_and_where=True), data=data)
    assert faults_of(refusal) == [("file", "taken-in-future")]

    assert taken_in(world, data=data).taken_at is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("anh.heic", heic(), "heic"),
        ("trong.jpg", b"", "file-empty"),
        ("phan-mem.exe", b"MZ\x90\x00", "not-evidence"),
        ("gia-anh.jpg", b"<html>", "not-evidence"),
        ("hong.jpg", b"\xff\xd8\xff\xe0nothing", "picture-unreadable"),
        ("doi-ten.pdf", b"PK\x03\x04", "not-evidence"),
        ("lenh.xlsx", zip_of({"xl/workbook.xml": "", "xl/vbaProject.bin": "x"}), "file-macro"),
        ("nen.docx", zip_of({"word/document.xml": " " * 60_000_000}), "file-bomb"),
    ],
)
def test_wrong_files_are_named_and_nothing_is_taken(world, name, data, code):
    with pytest.raises(InvalidInput) as refusal:
        add(
            world.row,
            [Chosen("tot.jpg", photo()), Chosen(name, data)],
            NOBODY,
            by=world.contact,
            at=JUNE,
        )

    assert faults_of(refusal) == [("file", code)]
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_too_many_at_once_and_none_are_refused(world):
    for files in ([], [Chosen("a.jpg", photo(size=(20, 20)))] * (MOST_AT_ONCE + 1)):
        with pytest.raises(InvalidInput):
            add(world.row, files, NOBODY, by=world.contact, at=JUNE)


@pytest.mark.parametrize("who", ["neighbour", "viewer", "stranger"])
def test_only_the_unit_and_the_officer_send_evidence(world, who):
    with pytest.raises(NotAllowed):
        taken_in(world, by=getattr(world, who))
    taken_in(world, by=world.officer)


def test_taken_out_is_gone_with_its_bytes_and_the_reason_stays(world):
    row = taken_in(world)
    with pytest.raises(InvalidInput):
        remove(row, reason=" ", by=world.contact, at=JUNE)

    gone = remove(row, reason="Người trong ảnh không đồng ý nữa", by=world.contact, at=JUNE)

    assert (gone.file_id, gone.shown_copy_id, gone.remove_reason) == (
        None,
        None,
        "Người trong ảnh không đồng ý nữa",
    )
    assert not StoredFile.objects.exists()


def test_same_photo_of_two_initiatives_outlives_one_of_them(world):
    other = accepted(world.running, world.hamlet, world.contact, title="Vườn thuốc nam")
    first, second = taken_in(world), taken_in(world, row=other)

    remove(first, reason="Nhầm mô hình", by=world.contact, at=JUNE)

    second.refresh_from_db()
    assert documents.read(second.shown_copy)


# Pages


def signed_in(client, who):
    client.force_login(who, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"progress:{name}", args=args)


def posted(client, world, *files, **fields):
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(
        url("add_evidence", world.row.pk), {"file": uploads, "consent": "nobody"} | fields, follow=True
    )


def test_photos_are_sent_shown_fetched_and_taken_out(client, world):
    signed_in(client, world.contact)
    page = posted(client, world, ("mot.jpg", photo()), ("hai.png", photo(kind="PNG")), caption="Ngõ giữa")
    assert "Đã nhận 2 ảnh, tệp." in page.content.decode()
    one = Evidence.objects.first()
    assert url("evidence_small", one.pk) in page.content.decode()

    small = client.get(url("evidence_small", one.pk))
    assert (small["Content-Type"], small["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert client.get(url("evidence_original", one.pk))["Content-Disposition"].startswith("attachment")
    assert client.post(url("remove_evidence", one.pk), {"reason": ""}).status_code == 422
    client.post(url("remove_evidence", one.pk), {"reason": "Ảnh mờ"})
    assert client.get(url("evidence_small", one.pk)).status_code == 404


def test_viewer_sees_the_small_copy_and_not_the_original(client, world):
    one = taken_in(world)
    signed_in(client, world.viewer)

    assert client.get(url("evidence_small", one.pk)).status_code == 200
    assert client.get(url("evidence_original", one.pk)).status_code == 404
    assert client.get(url("add_evidence", world.row.pk)).status_code == 403


def test_strangers_see_no_photo(client, world):
    one = taken_in(world)

    assert signed_in(client, world.stranger).get(url("evidence_small", one.pk)).status_code == 404


def test_refused_files_come_back_with_what_was_typed(client, world):
    signed_in(client, world.contact)
    page = posted(
        client, world, ("anh.heic", heic()), caption="Ngõ giữa", consent="agreed", consent_on="32/13"
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert 'value="Ngõ giữa"' in text


def test_huge_picture_is_stopped_with_a_sentence(client, world, settings):
    from kheo.core.paper.limits import Limits

    settings.KHEO_PAPER_LIMITS = Limits(document_bytes=20_000)
    signed_in(client, world.contact)

    page = posted(client, world, ("to.jpg", photo(size=(3000, 2000)) + b"0" * 40_000))

    assert page.status_code == 422
    assert "nên chưa được nhận" in page.content.decode()


def test_thousands_of_files_are_refused_with_a_sentence(client, world):
    signed_in(client, world.contact)

    page = posted(client, world, *((f"{n}.jpg", b"x") for n in range(150)))

    assert page.status_code == 400
    assert "quá nhiều tệp" in page.content.decode()
    assert not Evidence.objects.exists()


MANY_POINTS = 9000


def bomb():
    """A few kilobytes that unpack to very many points."""
    buffer = io.BytesIO()
    Image.new("1", (MANY_POINTS, MANY_POINTS)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("anh.heic", heic(), "ảnh ở dạng HEIC"),
        ("anh.jpg", photo()[:-2000], "không đọc được ảnh"),
        ("anh.png", bomb(), "ảnh quá lớn (9000 × 9000 điểm)"),
        ("anh.jpg", b"MZ\x90\x00" + b"\x00" * 500, "không phải ảnh"),
        ("anh.jpg", b"", "tệp rỗng"),
    ],
    ids=["heic", "truncated", "bomb", "program-named-jpg", "empty"],
)
def test_wrong_file_through_the_page_is_told_at_the_field_and_nothing_is_kept(
    client, world, name, data, said
):
    signed_in(client, world.contact)

    page = posted(client, world, ("tot.jpg", photo()), (name, data), caption="Ngõ giữa")

    text = page.content.decode()
    assert page.status_code == 422
    assert f"Tệp “{name}”: {said}" in text
    assert 'value="Ngõ giữa"' in text
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("taken", ["2026:06:11 00:30:00", "2031:01:01 00:00:00"])
def test_photo_of_a_day_to_come_through_the_page_is_told(client, world, taken):
    signed_in(client, world.contact)

    page = posted(client, world, ("mai.jpg", photo(taken=taken)), keeps="1")

    assert page.status_code == 422
    assert "ở sau hôm nay" in page.content.decode()
    assert not Evidence.objects.exists()


def test_five_thousand_files_are_refused_in_words_to_the_script_too(client, world):
    signed_in(client, world.contact)
    uploads = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(5000)]

    answer = client.post(
        url("add_evidence", world.row.pk),
        {"file": uploads, "consent": "nobody"},
        headers={"X-Requested-With": "waiting", "X-Kheo-Account": str(world.contact.pk)},
    )

    assert answer.status_code == 400
    assert "quá nhiều tệp" in answer.json()["message"]


def test_hundred_megabytes_are_not_read_to_the_end(client, world):
    signed_in(client, world.contact)

    page = posted(client, world, ("to.jpg", photo() + bytes(100 * 1024 * 1024)))

    assert page.status_code == 422
    assert "Tệp lớn hơn 20 MB" in page.content.decode()
    assert not StoredFile.objects.exists()
