import pytest
import time_machine

from tests.appraisals.judging import SEPTEMBER, make_world, opened


@pytest.fixture
def _september():
    with time_machine.travel(SEPTEMBER, tick=False):
        yield


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def judged(world):
    """A world with a round of appraisal open."""
    return opened(world)
