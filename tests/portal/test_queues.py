"""Save and next: what was decided leads to what waits behind it, with its place and a way back to the list."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from kheo.progress import public as progress
from kheo.registrations.queues import desk_queue
from tests.factories import NOON, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def _noon():
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def world():
    place = commune()
    running = running_campaign(place)
    return SimpleNamespace(
        place=place, running=running, officer=running.officer, contact=user(place.hamlets[0])
    )


def three_sent(world):
    titles = ("Ngõ sạch", "Đèn sáng", "Vườn rau")
    return [
        sent(
            world.running, world.place.hamlets[0], world.contact, title=title, at=NOON + timedelta(minutes=n)
        ).registration
        for n, title in enumerate(titles)
    ]


def three_raised(world):
    return [
        progress.raise_difficulty(
            world.running.round,
            unit=world.place.hamlets[0],
            matter=f"Thiếu ống {n}",
            place="Cầu",
            by=world.contact,
            at=NOON + timedelta(minutes=n),
        )
        for n in range(3)
    ]


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def post(client, name, row, *args, **said):
    return client.post(reverse(name, args=[row.pk, *args]), said, follow=True)


def test_accepting_opens_the_next_registration_with_its_place(client, world):
    first, second, _third = three_sent(world)

    page = post(signed_in(client, world.officer), "registrations:accept", first)

    text = page.content.decode()
    assert page.redirect_chain[-1][0] == reverse("registrations:detail", args=[second.pk])
    assert "Việc tiếp theo: “Đèn sáng” (2/3)." in text
    assert reverse("registrations:desk", args=[world.running.round.pk]) in text


def test_returning_counts_as_done_and_the_last_one_stays_on_its_page(client, world):
    first, second, third = three_sent(world)
    signed_in(client, world.officer)
    post(client, "registrations:return", first, reason="Thiếu chỉ tiêu")
    post(client, "registrations:accept", second)

    page = post(client, "registrations:accept", third)

    assert page.redirect_chain[-1][0] == reverse("registrations:detail", args=[third.pk])
    assert "Không còn việc nào chờ ở mục này (3/3)." in page.content.decode()


def test_putting_off_goes_round_and_never_between_two_alone(world):
    rows = three_sent(world)

    assert [desk_queue(row).next_words for row in rows] == ["“Đèn sáng”", "“Vườn rau”", "“Ngõ sạch”"]


def test_unit_sees_no_queue_of_the_officers_desk(client, world):
    first, *_others = three_sent(world)

    page = signed_in(client, world.contact).get(reverse("registrations:detail", args=[first.pk]))

    assert page.context["queue"] is None
    assert "Đèn sáng" not in page.content.decode()


def test_giving_answering_and_saying_yes_lead_on_each_at_its_own_desk(client, world):
    rows, solver = three_raised(world), user(world.place.division)
    owner = str(world.place.division.pk)

    given = post(
        signed_in(client, world.officer), "progress:difficulty_act", rows[0], "giao", owner=owner, days="5"
    )
    post(client, "progress:difficulty_act", rows[1], "giao", owner=owner, days="5")
    signed_in(client, solver)
    answered = post(client, "progress:difficulty_act", rows[0], "tra-loi", text="Đã cấp ống.")
    post(client, "progress:difficulty_act", rows[1], "tra-loi", text="Đã cấp ống.")
    agreed = post(signed_in(client, world.contact), "progress:difficulty_accept", rows[0])

    def leads_to(page, row, words):
        last = page.redirect_chain[-1][0]
        return last == reverse("progress:difficulty", args=[row.pk]) and words in page.content.decode()

    assert leads_to(given, rows[1], "Việc tiếp theo: Thiếu ống 1 (2/3).")
    assert leads_to(answered, rows[1], "Việc tiếp theo: Thiếu ống 1 (2/2).")
    assert leads_to(agreed, rows[1], "Việc tiếp theo: Thiếu ống 1 (2/2).")


def test_step_that_belongs_to_no_desk_stays_on_the_page(client, world):
    first, *_others = three_raised(world)

    page = post(
        signed_in(client, world.contact), "progress:difficulty_act", first, "rut", text="Xóm tự làm được."
    )

    assert page.redirect_chain[-1][0] == reverse("progress:difficulty", args=[first.pk])
