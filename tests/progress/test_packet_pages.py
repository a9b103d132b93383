"""Packets on the pages and at the command line."""

import io
import json
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from kheo.progress.models import Packet, PacketReturn, ProgressReport
from kheo.progress.packets import layout
from kheo.progress.packets.returning import open_returned
from kheo.progress.services.packet_making import make
from kheo.progress.services.packet_taking import take
from tests.progress.packing import cell_of, edited, filled
from tests.progress.reporting import JUNE, make_world

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world():
    with time_machine.travel(JUNE, tick=False):
        yield make_world()


@pytest.fixture
def packet(world):
    return make(world.round, world.hamlet, by=world.contact, at=JUNE)[0]


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def report(world, packet, **cells):
    code = f"B{world.row.pk}"
    head = {"standing": "Đang làm", "results": "Đã lắp chín bóng.", "verb": "Gửi"} | cells
    return filled(packet, {layout.REPORT: {code: head, f"{code}.measure-1": {"actual": "9"}}})


def upload(data, name="goi.xlsx"):
    return SimpleUploadedFile(name, data)


def page_of(world, name="packet_unit", *more):
    return reverse(f"progress:{name}", args=[world.round.pk, *more])


def test_contact_takes_a_packet_along_and_hands_it_in(client, world):
    signed_in(client, world.contact)
    address = page_of(world, "packet_unit", world.hamlet.pk)
    assert address in client.get(reverse("registrations:mine", args=[world.round.pk])).content.decode()
    assert client.get(page_of(world, "packets")).url == address

    given_out = client.post(page_of(world, "make_packet", world.hamlet.pk))
    packet = Packet.objects.get(code=open_returned(given_out.content)[0])
    tried = client.post(address, {"file": upload(report(world, packet)), "viec": "thu"})
    assert "chưa có gì được ghi" in tried.content.decode()
    assert PacketReturn.objects.count() == 0
    taken = client.post(address, {"file": upload(report(world, packet)), "viec": "nop"}, follow=True)

    assert "Đã nhận 1 dòng, chưa nhận 0 dòng" in taken.content.decode()
    assert ProgressReport.objects.get().state == "sent"
    assert "goi.xlsx" in client.get(address).content.decode()


def test_what_was_refused_is_told_with_its_cell_and_stays_to_be_read(client, world, packet):
    signed_in(client, world.contact)
    data = report(world, packet, households="-3")
    cell = cell_of(data, layout.REPORT, f"B{world.row.pk}", "Số hộ hưởng lợi")

    address = page_of(world, "packet_unit", world.hamlet.pk)
    shown = client.post(address, {"file": upload(data), "viec": "nop"}, follow=True)

    assert f"Ô {cell}: Số không thể nhỏ hơn 0" in shown.content.decode()
    assert client.get(shown.redirect_chain[-1][0]).status_code == 200


@pytest.mark.parametrize("kind", ["edited", "other", "no-file", "text"])
def test_file_that_cannot_be_taken_is_refused_on_the_page(client, world, packet, kind):
    signed_in(client, world.contact)
    data = report(world, packet)
    files = {
        "edited": edited(data, layout.INFO, cell_of(data, layout.INFO, "don-vi", "Nội dung"), "Xóm 9"),
        "other": filled(make(world.round, world.place.hamlets[1], by=world.officer, at=JUNE)[0], {}),
        "text": b"xin chao",
    }
    said = {
        "edited": "không được sửa",
        "other": "Tài khoản này",
        "no-file": "Chưa chọn tệp",
        "text": "Chỉ nhận",
    }
    post = {"viec": "nop"} | ({"file": upload(files[kind])} if kind in files else {})

    answer = client.post(page_of(world, "packet_unit", world.hamlet.pk), post)

    assert (answer.status_code, PacketReturn.objects.count()) == (422, 0)
    assert said[kind] in answer.content.decode()


def test_officer_makes_all_and_sees_whose_came_back(client, world):
    signed_in(client, world.officer)
    archive = client.post(page_of(world, "make_all_packets"))
    names = zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    units = {packet.unit_id: packet for packet in Packet.objects.all()}
    assert len(names) == len(units) == 9
    data = report(world, units[world.hamlet.pk])

    many = client.post(
        page_of(world, "packets"), {"file": [upload(data, "xom-1.xlsx"), upload(b"x", "hong.xlsx")]}
    )

    text = many.content.decode()
    assert "đã nhận 1 dòng, chưa nhận 0 dòng" in text
    assert "hong.xlsx" in text
    assert "Chưa nhận" in text
    page = client.get(page_of(world, "packets")).content.decode()
    assert "<b>1/9</b>" in page
    assert ProgressReport.objects.get().entered_for_unit


def test_pages_are_closed_to_others(client, world, packet):
    for somebody in (world.neighbour, world.viewer):
        signed_in(client, somebody)
        assert client.get(page_of(world, "packet_unit", world.hamlet.pk)).status_code == 403
        assert client.post(page_of(world, "make_packet", world.hamlet.pk)).status_code == 403
    assert signed_in(client, world.neighbour).post(page_of(world, "make_all_packets")).status_code == 403
    assert signed_in(client, world.stranger).get(page_of(world, "packets")).status_code == 404


def test_officers_page_costs_the_same_for_few_and_many(client, world, django_assert_max_num_queries):
    signed_in(client, world.officer)

    def queries():
        with django_assert_max_num_queries(30) as counted:
            assert client.get(page_of(world, "packets")).status_code == 200
        return len(counted)

    packet = make(world.round, world.hamlet, by=world.officer, at=JUNE)[0]
    take(report(world, packet), name="a.xlsx", by=world.officer, at=JUNE)
    queries()
    few = queries()
    for unit in world.place.hamlets:
        make(world.round, unit, by=world.officer, at=JUNE)

    assert queries() == few <= 10


def run(*words):
    out = io.StringIO()
    status = 0
    try:
        call_command(*words, stdout=out)
    except SystemExit as ended:
        status = ended.code
    return status, out.getvalue()


def test_command_gives_out_and_takes_in(world, tmp_path):
    file = tmp_path / "goi.xlsx"
    status, said = run("packet_export", "Xóm 1", str(file), "--round", "2026", "--by", world.contact.username)
    assert (status, "Đã lập gói" in said) == (0, True)
    packet = Packet.objects.get()
    file.write_bytes(report(world, packet))

    tried = run("packet_import", str(file), "--dry-run", "--json")
    taken = run("packet_import", str(file), "--json")
    again = run("packet_import", str(file))

    assert (tried[0], json.loads(tried[1])["dry_run"]) == (0, True)
    found = json.loads(taken[1])
    assert (taken[0], found["status"], found["taken"], found["unit"]) == (0, "taken", 1, "Xóm 1")
    assert found["rows"][0]["outcome"] == "taken"
    assert "đã nộp đúng tệp này" in again[1]
    assert ProgressReport.objects.count() == 1


def test_command_says_with_its_status_what_was_refused(world, packet, tmp_path):
    file = tmp_path / "goi.xlsx"
    file.write_bytes(report(world, packet, standing="", households="-3"))
    assert run("packet_import", str(file))[0] == 1
    file.write_bytes(b"xin chao")
    with pytest.raises(CommandError, match="Chỉ nhận") as refused:
        run("packet_import", str(file), "--by", world.contact.username)
    assert refused.value.returncode == 2
    status, said = run("packet_import", str(file), "--json")
    assert (status, json.loads(said)["code"]) == (2, "workbook-kind")
    with pytest.raises(CommandError, match="Không đọc được"):
        run("packet_import", str(tmp_path / "khong-co.xlsx"))


def test_command_needs_a_person_for_a_packet_that_the_server_made(world, tmp_path):
    file = tmp_path / "goi.xlsx"
    run("packet_export", "xóm 1", str(file))
    with pytest.raises(CommandError, match="--by"):
        run("packet_import", str(file))
    with pytest.raises(CommandError, match="đã có"):
        run("packet_export", "xóm 1", str(file))


def test_command_lists_units_of_one_name_and_refuses_unknown_ones(world, tmp_path):
    from tests.factories import unit

    other = unit("settlement", "Xóm 1", world.place.committee)
    with pytest.raises(CommandError, match=f"#{other.pk}  Xóm 1, Ủy ban nhân dân xã Đồng Trăng"):
        run("packet_export", "Xóm 1", str(tmp_path / "a.xlsx"))
    with pytest.raises(CommandError, match="Không có đơn vị"):
        run("packet_export", "Xóm 99", str(tmp_path / "a.xlsx"))
    with pytest.raises(CommandError, match="không đăng ký"):
        run("packet_export", f"#{other.pk}", str(tmp_path / "a.xlsx"))
    assert run("packet_export", f"#{world.hamlet.pk}", str(tmp_path / "a.xlsx"))[0] == 0
