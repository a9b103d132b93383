"""What a dossier's papers say, read back from their files: heads, names and days as an official would write them."""

import pytest
import time_machine
from django.urls import reverse

from kheo.commendations.papers import dossiers as papers
from kheo.commendations.selectors.dossiers import lines_of
from kheo.core.paper.gate import open_paper
from kheo.documents import public as documents
from tests.factories import NOON, TODAY, user
from tests.factories import commendations as made
from tests.factories import recognitions as noted
from tests.factories.registrations import accepted

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(running, place, contact):
    """Of a recognised initiative, received."""
    noted.body(running, place)
    noted.recognised(running, place.hamlets[0], contact, accepted(running, place.hamlets[0], contact))
    return made.received(running, made.drafted(running, place.hamlets[0], contact))


def said(paper):
    return " ".join(open_paper(documents.write(paper, "docx", at=NOON), "a.docx").text.split())


def test_an_achievement_report_stands_under_the_national_name(row):
    text = said(papers.report(row, [], on=TODAY, short=False))

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "ĐỀ NGHỊ TẶNG GIẤY KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG" in text
    assert "mô hình “Thắp sáng đường quê” (Quyết định số 112/QĐ-UBND)" in text
    assert "*" not in text


def test_an_example_that_was_recognised_is_told_as_one(running, place, contact):
    noted.body(running, place)
    example = noted.exemplar(running, place.hamlets[0], contact)
    noted.recognised(running, place.hamlets[0], contact, example)
    row = made.drafted(running, place.hamlets[0], contact)

    assert "điển hình “Dân vận khéo” (Quyết định số 112/QĐ-UBND)" in said(
        papers.report(row, [], on=TODAY, short=True)
    )


def test_a_hamlet_proposes_by_its_head_and_names_whom_it_proposes(row):
    text = said(papers.submission([row], row.unit, to="Chủ tịch", on=TODAY))

    assert "TRƯỞNG XÓM" in text
    assert "đã xem xét thành tích của Ban công tác Mặt trận xóm 1." in text


def test_a_receipt_is_signed_on_the_day_it_was_received(row):
    [line] = lines_of([row], TODAY)
    text = said(papers.receipt(line, on=TODAY))

    assert "NGƯỜI TIẾP NHẬN" in text
    assert "ngày 02 tháng 02 năm 2026" in text


def test_papers_of_a_sent_dossier_bear_the_month_of_sending(client, running, row):
    with time_machine.travel(NOON.replace(month=5), tick=False):
        client.force_login(user(row.unit), backend="allauth.account.auth_backends.AuthenticationBackend")
        address = reverse("commendations:dossier_file", args=[row.pk, "to-trinh", "docx"])
        answer = client.get(address)

    text = open_paper(answer.content, "a.docx").text
    assert "tháng 02 năm 2026" in text
    assert "tháng 5" not in text
