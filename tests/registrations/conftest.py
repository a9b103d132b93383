"""One commune with one running campaign, and the people of it."""

from types import SimpleNamespace

import pytest

from kheo.accounts.roles import Role
from tests.factories import commune, user
from tests.factories.campaigns import running_campaign


@pytest.fixture
def world(db):
    place = commune()
    running = running_campaign(place)
    return SimpleNamespace(
        place=place,
        running=running,
        round=running.round,
        officer=running.officer,
        hamlet=place.hamlets[0],
        contact=user(place.hamlets[0], full_name="Lường Thị Mẫu"),
        neighbour=user(place.hamlets[1]),
        viewer=user(place.committee, Role.VIEWER),
        stranger=user(),
    )
