"""The inbox: whose messages, read marks, and nobody else's."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kheo.accounts.public import Role
from kheo.audit.models import Event
from kheo.notices import public as notices
from kheo.notices.models import Notice, Seen, Telling
from kheo.units import public as units
from tests import factories
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place():
    return factories.commune()


@pytest.fixture
def contact(place, client):
    user = factories.user(place.women)
    client.force_login(user, backend=BACKEND)
    return user


def tell(place, *unit_list, title="Phát động phong trào năm 2026", link="/phong-trao/1/"):
    officer = factories.user(place.committee, Role.COMMUNE_OFFICER)
    notices.tell(
        place.committee,
        unit_ids=[unit.pk for unit in unit_list],
        title=title,
        body="Hạn đăng ký: hết ngày 15/02.",
        link=link,
        by=officer,
        at=NOON,
    )
    return Notice.objects.order_by("-pk").first()


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_inbox_shows_messages_to_my_units_only(client, place, contact):
    tell(place, place.women)
    tell(place, place.hamlets[0], title="Việc của xóm")

    words = text(client.get("/thong-bao/"))

    assert "Phát động phong trào năm 2026" in words
    assert "Việc của xóm" not in words


def test_opening_a_message_marks_it_for_me_alone(client, place, contact):
    other = factories.user(place.women)
    notice = tell(place, place.women)

    opened = client.get(f"/thong-bao/{notice.pk}/")
    client.get(f"/thong-bao/{notice.pk}/")

    assert 'href="/phong-trao/1/"' in opened.content.decode()
    assert (notices.unread_count(contact, TODAY), notices.unread_count(other, TODAY)) == (0, 1)
    assert Seen.objects.count() == 1


def test_a_link_that_leaves_is_not_offered(client, place, contact):
    notice = tell(place, place.women, link="https://example.org/")

    assert "example.org" not in client.get(f"/thong-bao/{notice.pk}/").content.decode()


@pytest.mark.parametrize("who", ["another unit", "nobody"])
def test_a_message_to_another_unit_is_not_found(client, place, who):
    notice = tell(place, place.women)
    user = factories.user(place.hamlets[0] if who == "another unit" else None)
    client.force_login(user, backend=BACKEND)

    assert client.get(f"/thong-bao/{notice.pk}/").status_code == 404
    assert Seen.objects.count() == 0


def test_mark_all_marks_only_what_is_mine(client, place, contact):
    tell(place, place.women)
    foreign = tell(place, place.hamlets[0])

    client.post("/thong-bao/da-doc/")
    notices.mark_seen(contact, [foreign], at=NOON)

    assert list(Seen.objects.values_list("notice__unit", "user")) == [(place.women.pk, contact.pk)]


def test_messages_to_a_merged_unit_reach_the_successor(client, place):
    contact = factories.user(place.hamlets[1])
    tell(place, place.hamlets[0])
    units.merge([place.hamlets[0]], into=place.hamlets[1], on=TODAY, decision="số 1", by="system", at=NOON)

    assert notices.unread_count(contact, TODAY + timedelta(days=1)) == 1


def test_inbox_takes_the_same_queries_for_one_and_for_three(client, place, contact):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/thong-bao/")
        return len(captured)

    tell(place, place.women)
    one = queries()
    tell(place, place.women)
    tell(place, place.women)

    assert queries() == one


def test_empty_inbox_says_what_will_stand_there(client, contact):
    assert "Chưa có thông báo nào" in text(client.get("/thong-bao/"))


def test_telling_by_hand_is_logged_and_on_the_trail(place):
    officer = factories.user(place.committee, Role.COMMUNE_OFFICER)

    count = notices.note_told(
        place.committee,
        unit_ids=[place.women.pk, place.cell.pk, place.women.pk],
        matter="Nhắc hạn  đăng ký",
        channel=Telling.Channel.ZALO,
        by=officer,
        at=NOON,
    )

    assert count == 2
    assert {row.channel for row in notices.tellings(place.committee)} == {"zalo"}
    assert Event.objects.filter(action="notices:telling:note", actor=officer.username).count() == 1
