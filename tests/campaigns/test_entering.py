"""Papers of a campaign stand in the register of who issued them."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.campaigns.models import GoverningPaper
from kheo.campaigns.services.entering import enter_governing
from kheo.documents import services
from kheo.documents.models import Document
from tests.factories import NOON, TODAY, commune
from tests.factories.campaigns import running_campaign

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def running():
    return running_campaign(commune(hamlets=1))


def paper_of(running, **changes):
    values = {
        "campaign": running.campaign,
        "round": running.round,
        "role": "plan",
        "doc_type": "KẾ HOẠCH",
        "number": "46",
        "symbol": "KH-UBND",
        "issuer": "ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
        "issued_on": date(2026, 1, 19),
        "subject": "Phát động phong trào",
        "is_draft": False,
        "file": services.store(b"ke hoach", media_type="text/plain", at=NOON),
        "file_name": "ke-hoach.docx",
        "uploaded_at": NOON,
        "uploaded_by": running.officer,
    }
    return GoverningPaper.objects.create(**values | changes)


def test_a_plan_that_the_unit_issued_stands_there_once_with_its_file(running):
    paper = paper_of(running)

    for _ in range(2):
        enter_governing(paper, by=running.officer, at=NOON)

    row = Document.objects.get(subject="Phát động phong trào")
    assert (row.kind, row.number, row.state) == ("plan", "46", "issued")
    assert row.file == paper.file
    assert "phong trào" in row.versions.get().provenance["what"]


def test_a_paper_of_another_body_does_not(running):
    enter_governing(paper_of(running, issuer="ĐẢNG ỦY XÃ ĐỒNG TRĂNG"), by=running.officer, at=NOON)
    enter_governing(paper_of(running, is_draft=True), by=running.officer, at=NOON)

    assert not Document.objects.filter(subject="Phát động phong trào").exists()


def test_a_number_that_cannot_be_entered_waits_for_the_clerk(running):
    paper = paper_of(running, issued_on=date(2026, 2, 20))
    assert paper.issued_on > TODAY

    enter_governing(paper, by=running.officer, at=NOON)

    row = Document.objects.get(subject="Phát động phong trào")
    assert (row.state, row.read_head["number"]) == ("draft", "46")


def test_the_letter_to_the_units_waits_for_its_number_and_made_again_is_a_version(client, running):
    client.force_login(running.officer, backend=BACKEND)
    address = reverse("campaigns:letter_to_register", args=[running.campaign.pk])

    for _ in range(2):
        answer = client.post(address, {"nam": running.round.year}, follow=True)
        assert answer.status_code == 200

    row = Document.objects.get(kind="letter")
    assert (row.state, row.versions.count()) == ("draft", 2)
    assert "Ghi số, ngày của văn bản đã ký" in answer.content.decode()
