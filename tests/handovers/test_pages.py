"""The pages of a handover: shown first, done once the word is typed, printed for two signatures."""

import pytest
import time_machine
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.core.paper.lint.files import judge
from kheo.handovers.models import Handover
from kheo.units.models import Membership
from kheo.units.public import has_role
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import sent

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
    officer = user(place.committee, Role.COMMUNE_OFFICER, full_name="Hoàng Thị Lụa")
    return running_campaign(place, officer=officer)


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def asked(giver, heir, **changes):
    roles = Membership.objects.filter(user=giver, valid_to__isnull=True)
    return {
        "taker": str(heir.pk),
        "on": "02/02/2026",
        "reason": "moved",
        "basis": "",
        "roles": [str(row.pk) for row in roles],
    } | changes


def shown(client, giver, taker, **changes):
    return client.get(reverse("handovers:new"), asked(giver, taker, **changes))


def test_page_shows_all_that_passes_before_anything_changes(client, place, running):
    sent(running, place.hamlets[0], user(place.hamlets[0]))
    heir = user(place.committee, Role.VIEWER, full_name="Bế Thị Sao")

    page = shown(signed_in(client, running.officer), running.officer, heir)
    text = page.content.decode()

    assert "Bế Thị Sao" in text
    assert "Đăng ký chờ tiếp nhận" in text
    assert "Xóm 1: “Thắp sáng đường quê”, năm 2026" in text
    assert not Handover.objects.exists()


def test_wrong_word_changes_nothing_and_keeps_what_was_chosen(client, place, running):
    heir = user(place.committee, Role.VIEWER)
    signed_in(client, running.officer)

    page = client.post(reverse("handovers:new"), asked(running.officer, heir) | {"word": "bàn"})

    assert (page.status_code, Handover.objects.count()) == (422, 0)
    assert "Chưa đúng chữ “BÀN GIAO”" in page.content.decode()
    assert page.context["form"]["taker"].value() == str(heir.pk)


def test_typed_word_hands_over_and_leads_to_the_minutes(client, place, running):
    heir = user(place.committee, Role.VIEWER)
    signed_in(client, running.officer)
    seen = shown(client, running.officer, heir).context["seen"]

    done = client.post(
        reverse("handovers:new"), asked(running.officer, heir) | {"word": "ban giao", "seen": seen}
    )

    row = Handover.objects.get()
    assert done.url == reverse("handovers:detail", args=[row.pk])
    assert has_role(heir, Role.COMMUNE_OFFICER, place.committee, TODAY)
    page = client.get(done.url).content.decode()
    assert reverse("handovers:minutes", args=[row.pk, "pdf"]) in page


def test_what_came_in_meanwhile_is_shown_again_before_it_passes(client, place, running):
    heir = user(place.committee, Role.VIEWER)
    signed_in(client, running.officer)
    seen = shown(client, running.officer, heir).context["seen"]
    sent(running, place.hamlets[0], user(place.hamlets[0]))

    page = client.post(
        reverse("handovers:new"), asked(running.officer, heir) | {"word": "BÀN GIAO", "seen": seen}
    )

    assert (page.status_code, Handover.objects.count()) == (422, 0)
    assert "Danh sách việc vừa thay đổi" in page.content.decode()
    assert page.context["seen"] != seen


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": "01/02/2026"}, "Ngày bàn giao phải từ hôm nay"),
        ({"roles": []}, "Hãy chọn ít nhất một vai trò"),
        ({"taker": ""}, "Hãy chọn người nhận bàn giao"),
        ({"on": "32/13/2026"}, "Ngày này không có"),
    ],
)
def test_what_is_wrong_stands_at_its_field(client, place, running, changes, sentence):
    heir = user(place.committee, Role.VIEWER)
    signed_in(client, running.officer)

    page = client.post(
        reverse("handovers:new"), asked(running.officer, heir, **changes) | {"word": "BÀN GIAO"}
    )

    assert (page.status_code, Handover.objects.count()) == (422, 0)
    assert sentence in page.content.decode()


def test_administrator_reaches_it_from_the_account_and_a_stranger_does_not(client, place):
    admin, contact = user(place.committee, Role.ADMINISTRATOR), user(place.hamlets[0])
    address = f"{reverse('handovers:new')}?nguoi={contact.pk}"

    account = signed_in(client, admin).get(reverse("units:account", args=[contact.pk])).content.decode()
    opened = client.get(address)
    refused = signed_in(client, user(place.hamlets[1])).get(address)

    assert address in account
    assert (opened.status_code, refused.status_code) == (200, 404)


def test_account_page_leads_to_the_handovers(client, place):
    page = signed_in(client, user(place.hamlets[0])).get(reverse("account_details")).content.decode()

    assert reverse("handovers:index") in page


def test_list_and_page_are_for_both_and_the_administrator_alone(client, place):
    giver, taker, other = (user(one) for one in place.hamlets)
    client.force_login(giver, backend=BACKEND)
    client.post(reverse("handovers:new"), asked(giver, taker) | {"word": "BÀN GIAO"})
    row = Handover.objects.get()
    addresses = [
        reverse("handovers:detail", args=[row.pk]),
        reverse("handovers:minutes", args=[row.pk, "docx"]),
    ]

    def statuses(person):
        signed_in(client, person)
        return [client.get(address).status_code for address in addresses]

    assert statuses(giver) == statuses(taker) == [200, 200]
    assert statuses(user(place.committee, Role.ADMINISTRATOR)) == [200, 200]
    assert statuses(other) == [404, 404]
    assert list(client.get(reverse("handovers:index")).context["page_obj"]) == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_minutes_are_clean_and_bear_both_names(client, place, running, form):
    sent(running, place.hamlets[0], user(place.hamlets[0]))
    heir = user(place.committee, Role.VIEWER, full_name="Bế Thị Sao")
    signed_in(client, running.officer)
    client.post(reverse("handovers:new"), asked(running.officer, heir) | {"word": "BÀN GIAO"})
    row = Handover.objects.get()

    data = client.get(reverse("handovers:minutes", args=[row.pk, form])).getvalue()

    found = judge(data, f"bien-ban.{form}", today=TODAY)
    assert [f"{one.id}: {one}" for one in found.findings] == []


def test_list_asks_at_most_ten_times(client, place, django_assert_max_num_queries):
    giver, taker = user(place.hamlets[0]), user(place.hamlets[1])
    client.force_login(giver, backend=BACKEND)
    client.post(reverse("handovers:new"), asked(giver, taker) | {"word": "BÀN GIAO"})
    signed_in(client, taker)

    with django_assert_max_num_queries(10):
        client.get(reverse("handovers:index"))
