"""Two handovers of one role at once: one is made, the other is told why not. Real threads, real commits."""

import pytest

from kheo.handovers.models import Handover
from kheo.handovers.services import hand_over
from kheo.units.models import Membership
from tests.factories import NOON, TODAY, commune, user
from tests.registrations.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_handovers_of_one_role_at_once_second_is_refused():
    place = commune()
    giver, first, second = (user(one) for one in place.hamlets)
    roles = [row.pk for row in Membership.objects.filter(user=giver)]

    def to(taker):
        row = hand_over(giver, taker, role_ids=roles, on=TODAY, reason="moved", by=giver, at=NOON)
        return row.taker_id

    answers = at_once(lambda: to(first), lambda: to(second))

    assert "role-gone" in answers
    assert Handover.objects.count() == 1
    holders = Membership.objects.filter(unit=place.hamlets[0], valid_to__isnull=True)
    assert [row.user_id for row in holders] == [one for one in answers if one != "role-gone"]
