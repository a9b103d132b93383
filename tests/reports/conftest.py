"""A commune with a running campaign at noon of one day."""

import pytest
import time_machine

from tests.factories import NOON, commune, user
from tests.factories.campaigns import running_campaign


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def place():
    return commune()


@pytest.fixture
def running(place):
    return running_campaign(place)


@pytest.fixture
def contact(place):
    return user(place.hamlets[0])
