"""Forms that waited in a browser for the network: who is asked, what is answered, what the browser may keep."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kheo.progress.models import Difficulty, Evidence, ProgressReport
from kheo.progress.services.evidence import About, Chosen, add
from kheo.progress.states import ReportState
from tests.factories.pictures import photo
from tests.progress.reporting import JUNE, filled, make_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(JUNE, tick=False):
        yield make_world()


def signed_in(who, *, checks=False):
    client = Client(enforce_csrf_checks=checks)
    client.force_login(who, backend=BACKEND)
    return client


def sent_by_script(client, path, data, *, account, **headers):
    marks = {"X-Requested-With": "waiting", "X-Kheo-Account": str(account)} | headers
    return client.post(path, data, headers=marks)


def report_of(world):
    return reverse("progress:write", args=[world.row.pk, "h1"]), filled(draft_id=str(uuid4()), action="send")


def test_form_that_waited_is_taken_and_its_script_told_where_to_look(world):
    path, fields = report_of(world)

    answer = sent_by_script(signed_in(world.contact), path, fields, account=world.contact.pk)

    report = ProgressReport.objects.get()
    assert report.state == ReportState.SENT
    assert answer.json() == {"url": reverse("progress:report", args=[report.pk])}


def test_form_that_waited_is_not_sent_in_another_name(world):
    path, fields = report_of(world)

    answer = sent_by_script(signed_in(world.officer), path, fields, account=world.contact.pk)

    assert (answer.status_code, answer.json()["code"]) == (401, "another-account")
    assert not ProgressReport.objects.exists()


def test_form_that_waited_is_told_that_the_sign_in_has_ended(world):
    path, fields = report_of(world)

    assert sent_by_script(Client(), path, fields, account=world.contact.pk).status_code == 401


def test_token_of_a_kept_page_is_refused_and_a_fresh_one_taken(world):
    path, fields = report_of(world)
    client = signed_in(world.contact, checks=True)
    old = sent_by_script(client, path, fields, account=world.contact.pk)
    assert (old.status_code, old.json()["code"]) == (403, "token-expired")

    now = client.get(reverse("waiting_session"))
    fresh = {"X-CSRFToken": now.json()["token"]}

    assert now.json()["account"] == str(world.contact.pk)
    assert "no-store" in now["Cache-Control"]
    assert sent_by_script(client, path, fields, account=world.contact.pk, **fresh).status_code == 200


def test_refused_form_answers_with_the_filled_page(world):
    path, fields = report_of(world)

    answer = sent_by_script(
        signed_in(world.contact), path, fields | {"standing": ""}, account=world.contact.pk
    )

    assert answer.status_code == 422
    assert "Hãy chọn mô hình đang ở mức nào." in answer.content.decode()


@pytest.mark.parametrize("times", [2, 3])
def test_same_photos_sent_again_are_taken_once(world, times):
    path, token = reverse("progress:add_evidence", args=[world.row.pk]), str(uuid4())
    client = signed_in(world.contact)
    for _ in range(times):
        files = [as_file("mot.jpg"), as_file("hai.jpg")]
        answer = client.post(path, {"file": files, "consent": "nobody", "token": token})
        assert answer.status_code == 302

    assert Evidence.objects.count() == 2


def as_file(name):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, photo(size=(40, 30)))


def test_photos_of_one_form_are_kept_apart_from_those_of_another(world):
    chosen = [Chosen("mot.jpg", photo(size=(40, 30)))]
    for token in (uuid4(), uuid4(), None):
        add(world.row, chosen, About(consent="nobody"), by=world.contact, at=JUNE, token=token)

    assert Evidence.objects.count() == 3


def test_same_difficulty_sent_again_is_one(world):
    path = reverse("progress:raise_difficulty", args=[world.round.pk])
    client = signed_in(world.contact)
    typed = {
        "matter": "Thiếu cột điện.", "place": "Cầu Nà Lúa", "unit": world.hamlet.pk, "token": str(uuid4()),
    }  # fmt: skip

    answers = [client.post(path, typed) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Difficulty.objects.count() == 1


def test_only_a_persons_own_form_pages_may_be_kept_by_the_browser(world):
    client = signed_in(world.contact)
    mine = str(world.contact.pk)

    assert client.get(report_of(world)[0])["Kheo-Keep"] == mine
    for path in ("/", reverse("progress:index"), reverse("waiting")):
        assert "Kheo-Keep" not in client.get(path)
    assert "Kheo-Keep" not in client.post(report_of(world)[0], {"action": "send"})


def test_page_fetched_ahead_leaves_what_was_typed_before_the_sign_in_ended(world):
    path, fields = report_of(world)
    client = Client()
    client.post(path, fields)
    client.force_login(world.contact, backend=BACKEND)

    ahead = client.get(path, headers={"X-Requested-With": "keep"})

    assert fields["results"] not in ahead.content.decode()
    assert fields["results"] in client.get(path).content.decode()


def test_page_of_what_waits_tells_a_stranger_nothing_of_anybody(world):
    page = Client().get(reverse("waiting")).content.decode()

    assert 'data-account=""' in page
    assert world.contact.full_name not in page
    assert re.search(r"<noscript>.*tắt JavaScript", page)


def test_worker_is_served_at_the_root_and_names_what_it_keeps(client, db):
    answer = client.get("/sw.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert "kheo/kheo.css" in answer.content.decode()
    assert "importScripts" in answer.content.decode()
