"""A certificate is checked by anybody who holds it, and tells nothing more than it says itself."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from kheo.recognitions.services import reconfirming
from tests.factories import NOON
from tests.factories import recognitions as made
from tests.factories.registrations import accepted
from tests.recognitions.test_pages import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def recognised(running, place, contact):
    made.body(running, place)
    mine = accepted(running, place.hamlets[0], contact)
    noted = made.exemplar(running, place.hamlets[0], contact)
    return made.recognised(running, place.hamlets[0], contact, mine, noted)


def test_a_stranger_checks_a_certificate_and_learns_nothing_more(client, recognised):
    row = recognised[1]

    page = client.get(reverse("certificate", args=[row.check_code]))
    said = text(page)

    for words in ("Giấy có thật.", "Đang được công nhận", row.name, "số 112/QĐ-UBND", "02/02/2026"):
        assert words in said
    assert "điển hình “Dân vận khéo” năm 2026" in said
    assert "Chủ tịch Ủy ban nhân dân" in said
    for secret in (row.reason, "Xóm 1", "/cong-nhan/", recognised[0].name):
        assert secret not in said
    assert page["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{bare}"])
def test_the_code_is_found_however_it_is_typed(client, recognised, typed):
    code = recognised[0].check_code
    typed = typed.format(code, lower=code.lower(), bare=code.replace("-", " "))

    answer = client.get(reverse("certificates"), {"code": typed})

    assert answer["Location"] == reverse("certificate", args=[code])
    assert "Giấy có thật." in text(client.get(answer["Location"]))


def test_an_unknown_code_is_said_and_nothing_is_shown(client, recognised):
    answer = client.get(reverse("certificate", args=["K7QM-2XPD-9RTA"]))

    assert answer.status_code == 404
    assert "Không có giấy nào mang mã “K7QM-2XPD-9RTA”" in text(answer)
    assert client.get(reverse("certificates"), {"code": ""}).status_code == 422


def test_a_recognition_that_ended_is_said_with_its_decision(client, running, recognised):
    row = recognised[0]
    reconfirming.review(
        running.round,
        facts=made.facts("201"),
        kept=[],
        ended={row.pk: "Mô hình đã ngừng hoạt động."},
        typed=reconfirming.WORD,
        by=running.officer,
        at=NOON,
    )

    said = text(client.get(reverse("certificate", args=[row.check_code])))

    assert "không còn hiệu lực" in said
    assert "Thôi công nhận theo Quyết định số 201/QĐ-UBND ngày 02/02/2026" in said
    assert "ngừng hoạt động" not in said


def test_the_command_tells_the_same(recognised, capsys):
    code = recognised[0].check_code

    call_command("certificate_verify", code.lower(), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["found"], told["valid"], told["decision"], told["code"]) == (True, True, "112/QĐ-UBND", code)
    call_command("certificate_verify", code)
    assert "Quyết định số 112/QĐ-UBND, 02/02/2026" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Không có giấy nào"):
        call_command("certificate_verify", "K7QM-2XPD-9RTA")


def test_qr_codes_are_printed_where_strangers_can_open_them(client, settings, running, recognised):
    decision = recognised[0].decision_id
    signed_in(client, running.officer)
    address = reverse("recognitions:certificates", args=[decision, 0])

    here = {"headers": {"host": "localhost"}}
    without = client.get(address, **here).content
    page = client.get(reverse("recognitions:decision", args=[decision]), **here)
    assert "Mã QR chưa in được" in text(page)
    settings.KHEO_PUBLIC_URL = "https://kheo.example.vn"
    plain, coded = client.get(address, {"qr": "0"}).content, client.get(address).content

    assert len(plain) == len(without) < len(coded)
    assert "https://kheo.example.vn/kiem-tra/" in text(
        client.get(reverse("recognitions:decision", args=[decision]))
    )
