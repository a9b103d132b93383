"""Two at once: one registration, one receipt, one acceptance. Real threads, real commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from kheo.accounts.roles import Role
from kheo.core.errors import KheoError
from kheo.registrations.models import (
    Amendment,
    Draft,
    Initiative,
    Receipt,
    Registration,
    RegistrationVersion,
)
from kheo.registrations.services.deciding import accept
from kheo.registrations.services.deciding_changes import agree
from kheo.registrations.services.drafts import save_draft
from tests.factories import NOON, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, sent
from tests.registrations.changing import LATER, proposed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village():
    place = commune(hamlets=1)
    return place, running_campaign(place), user(place.hamlets[0])


def at_once(*acts):
    """Run the acts in threads that start together; each answer is a value or the code of a refusal."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=10)
            return act()
        except KheoError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_sending_the_same_id_at_once_gives_one_receipt(village):
    place, running, contact = village
    key = uuid4()

    first, second = at_once(*[lambda: sent(running, place.hamlets[0], contact, draft_id=key)] * 2)

    assert first == second
    assert (Registration.objects.count(), Initiative.objects.count(), Receipt.objects.count()) == (1, 1, 1)


def test_saving_the_same_new_draft_at_once_makes_one(village):
    place, running, contact = village
    key = uuid4()
    keep = {"revision": 0, "round_": running.round, "unit": place.hamlets[0], "by": contact, "at": NOON}

    answers = at_once(
        lambda: save_draft(key, fields={"title": "Một"}, **keep).revision,
        lambda: save_draft(key, fields={"title": "Hai"}, **keep).revision,
    )

    assert sorted(map(str, answers)) == ["1", "draft-older"]
    assert (Draft.objects.count(), Registration.objects.count(), Initiative.objects.count()) == (1, 1, 1)


def test_two_officers_accepting_at_once_second_is_refused(village):
    place, running, contact = village
    row = sent(running, place.hamlets[0], contact).registration
    officers = [running.officer, user(place.committee, Role.COMMUNE_OFFICER)]

    answers = at_once(*[lambda who=who: accept(row, by=who, at=NOON).state for who in officers])

    assert sorted(answers) == ["accepted", "transition-accept"]


def test_two_officers_agreeing_at_once_make_one_version(village):
    place, running, contact = village
    row = accepted(running, place.hamlets[0], contact)
    one = proposed(row, contact, title="Tên khác")
    officers = [running.officer, user(place.committee, Role.COMMUNE_OFFICER)]

    answers = at_once(*[lambda who=who: agree(one, by=who, at=LATER).number for who in officers])

    assert sorted(map(str, answers)) == ["2", "transition-agree"]
    assert RegistrationVersion.objects.filter(registration=row).count() == 2


def test_two_proposals_at_once_second_is_refused(village):
    place, running, contact = village
    row = accepted(running, place.hamlets[0], contact)

    answers = at_once(*[lambda n=n: proposed(row, contact, title=f"Tên khác {n}").state for n in range(2)])

    assert sorted(answers) == ["change-open", "proposed"]
    assert Amendment.objects.count() == 1
