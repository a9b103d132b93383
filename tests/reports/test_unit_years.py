"""A unit's year counts what inspections saw there and what is still to mend."""

import pytest

from kheo.appraisals.services import remedies
from kheo.reports.papers.tables import numbers_of, unit_heads
from kheo.reports.selectors.unit_sheets import unit_years
from tests.appraisals.inspecting import LATER, concluded
from tests.appraisals.judging import make_world
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return concluded(make_world())


def year_of(world, hamlet):
    rows = {row.unit_id: row for row in unit_years(world.round, TODAY)}
    return rows[world.place.hamlets[hamlet].pk]


def test_a_signed_visit_counts_and_what_was_told_to_mend_is_open_until_it_is_accepted(world):
    row = year_of(world, 0)
    assert (row.inspected, row.to_mend) == (1, 1)

    remedies.answer(world.remedy, words="Đã thay.", by=world.contact, at=LATER)
    assert year_of(world, 0).to_mend == 1
    remedies.accept(world.remedy, by=world.head, at=LATER)
    assert (year_of(world, 0).inspected, year_of(world, 0).to_mend) == (1, 0)


def test_every_figure_has_its_head(world):
    said = dict(zip(unit_heads(), numbers_of(year_of(world, 0)), strict=True))
    assert (said["Được kiểm tra"], said["Việc chưa khắc phục"]) == (1, 1)
