"""The log of publicity and the totals as of now."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from kheo.campaigns.models import GoverningPaper, PaperItem
from kheo.core.errors import InvalidInput, NotAllowed, TransitionNotAllowed
from kheo.notices import public as notices
from kheo.progress.models import PublicityItem
from kheo.progress.selectors import publicity as selectors
from kheo.progress.services import publicity as services
from kheo.units import public as units
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def running(place):
    return running_campaign(place)


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def noted(running, unit, by, **extra):
    values = {"kind": "news", "title": "Ra quân làm đường", "on": TODAY, "channel": "Đài truyền thanh xã"}
    return services.note_item(running.round, unit=unit, by=by, at=NOON, **values | extra)


def test_pieces_are_counted_by_kind_without_those_struck_out(running, place):
    noted(running, place.division, running.officer)
    noted(running, place.division, running.officer, kind="broadcast")
    wrong = noted(running, place.division, running.officer, kind="broadcast")

    services.strike(wrong, reason="ghi trùng", by=running.officer, at=NOON)

    assert selectors.counts([running.round.pk]) == {running.round.pk: {"news": 1, "broadcast": 1}}
    with pytest.raises(TransitionNotAllowed):
        services.strike(wrong, reason="lần nữa", by=running.officer, at=NOON)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "tranh"}, "kind"),
        ({"title": " "}, "title"),
        ({"channel": ""}, "channel"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=800)}, "on"),
        ({"on": None}, "on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "cổng thông tin"}, "link"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(running, place, change, field):
    with pytest.raises(InvalidInput) as refusal:
        noted(running, place.division, running.officer, **change)

    assert (refusal.value.field, PublicityItem.objects.count()) == (field, 0)


def test_the_assigned_body_is_told_and_notes_for_itself_alone(running, place):
    writer = user(place.division)
    with pytest.raises(NotAllowed):
        noted(running, place.committee, writer)

    services.assign(running.round, unit=place.division, by=running.officer, at=NOON)

    assert noted(running, place.division, writer).unit == place.division
    assert "phụ trách tuyên truyền" in notices.inbox(writer, TODAY)[0].title
    with pytest.raises(NotAllowed):
        services.assign(running.round, unit=place.division, by=writer, at=NOON)


def test_page_shows_what_the_plan_says_and_takes_a_piece(client, running, place):
    paper = GoverningPaper.objects.create(
        campaign=running.campaign,
        round=running.round,
        role="plan",
        state="in-force",
        uploaded_at=NOON,
        uploaded_by=running.officer,
        applied_at=NOON,
    )
    PaperItem.objects.create(
        paper=paper,
        kind="responsibility",
        position=1,
        data={"who": "Phòng Văn hóa - Xã hội", "what": "đăng tin, bài trên hệ thống truyền thanh"},
    )
    address = reverse("progress:publicity", args=[running.round.pk])
    signed_in(client, running.officer)

    assert "đăng tin, bài trên hệ thống truyền thanh" in client.get(address).content.decode()
    wrong = client.post(address, {"kind": "news", "title": "Ra quân", "on": "31/12/2026", "channel": "Đài"})
    assert wrong.status_code == 422
    data = {
        "kind": "news",
        "title": "Ra quân",
        "on": "01/02/2026",
        "channel": "Đài",
        "unit": place.division.pk,
    }
    assert client.post(address, data).status_code == 302
    row = PublicityItem.objects.get()
    client.post(reverse("progress:strike_publicity", args=[running.round.pk, row.pk]), {"reason": "nhầm năm"})
    assert "nhầm năm" in client.get(address).content.decode()


def test_body_that_the_plan_names_is_proposed(running, place):
    doers = selectors.doing_units(running.officer, running.round, TODAY)
    named = selectors.proposed([("Văn phòng", "x"), (place_name(place.division), "đưa tin")], doers)

    assert named == (place.division.pk, place_name(place.division))
    assert selectors.proposed([("các đơn vị", "đưa tin")], doers) is None
    assert selectors.proposed([("", "đưa tin")], doers) is None


def place_name(unit):
    return units.name_of(unit, TODAY)


def test_pages_cost_the_same_for_few_and_many(client, running, place, django_assert_max_num_queries):
    signed_in(client, running.officer)

    def queries(name):
        with django_assert_max_num_queries(60) as counted:
            assert client.get(reverse(f"progress:{name}", args=[running.round.pk])).status_code == 200
        return len(counted)

    noted(running, place.division, running.officer)
    accepted(running, place.hamlets[0], running.officer)
    few = queries("publicity")
    for number in range(12):
        noted(running, place.division, running.officer, title=f"Tin {number}")
        accepted(running, place.hamlets[1], running.officer, title=f"Mô hình số {number}")

    assert queries("publicity") == few
