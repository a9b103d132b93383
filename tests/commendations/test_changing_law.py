"""While the law changes: what is shown of a dossier received before, and of guards that ended."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from kheo.commendations.models import Dossier
from kheo.commendations.selectors.changes import changes_of
from tests.factories import commendations as made
from tests.factories import recognitions as noted

pytestmark = pytest.mark.django_db
AFTER_CHANGE = datetime(2026, 10, 5, 5, 0, tzinfo=UTC)
AFTER_END = datetime(2027, 3, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def row(running, place, contact):
    one = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, one)
    return made.received(running, made.drafted(running, place.hamlets[0], contact))


def shown(client, officer, row, at):
    with time_machine.travel(at, tick=False):
        client.force_login(officer)
        return client.get(reverse("commendations:dossier", args=[row.pk])).content.decode()


def test_a_dossier_received_before_the_change_says_so_after_it(client, running, row):
    words = "Tiếp nhận trước ngày 01/10/2026"

    assert words not in shown(client, running.officer, row, datetime(2026, 9, 30, 5, 0, tzinfo=UTC))
    page = shown(client, running.officer, row, AFTER_CHANGE)
    assert words in page
    assert "qua nguồn thứ hai" in page
    assert "có lợi hơn" in page


def test_what_is_decided_is_weighed_no_more(running, row):
    [change] = changes_of([row], AFTER_CHANGE.date())
    assert change.names == (row.subject.name,)

    made.passed(running, made.appraised(running, row))
    made.enacted(running)

    assert changes_of([Dossier.objects.get(pk=row.pk)], AFTER_CHANGE.date()) == []


def test_a_new_dossier_after_the_decree_ended_is_told_that_nothing_took_its_place(client, running, row):
    assert "chỉ áp dụng trước 01/03/2027" in shown(client, running.officer, row, AFTER_CHANGE)
    Dossier.objects.filter(pk=row.pk).update(received_on=date(2027, 3, 1))

    page = shown(client, running.officer, row, AFTER_END)

    assert "hết hiệu lực từ 01/03/2027" in page
    assert "Khéo chỉ nhắc, không chặn" in page


def test_the_laws_page_names_what_ended(client):
    page = client.get(reverse("rulebook:law"), {"ngay": "01/03/2027"}).content.decode()

    assert "Hết hiệu lực từ 01/03/2027, chưa có quy định thay thế" in page
