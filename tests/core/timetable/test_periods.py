"""Reporting periods and the days on which reports are due."""

from datetime import date
from itertools import pairwise

import pytest

from kheo.core.timetable.periods import (
    HALF_AND_YEAR,
    MONTHLY,
    QUARTERLY,
    SaidDay,
    periods_of,
    rhythm_of,
)


def test_half_year_and_year_close_on_the_14th():
    half, year = periods_of(HALF_AND_YEAR, 2026)

    assert (half.key, half.first, half.last) == ("h1", date(2025, 12, 15), date(2026, 6, 14))
    assert (year.key, year.first, year.last) == ("year", date(2025, 12, 15), date(2026, 12, 14))


@pytest.mark.parametrize("rhythm", [QUARTERLY, MONTHLY])
@pytest.mark.parametrize("year", [2024, 2026, 2030])
def test_periods_of_a_year_follow_one_another_without_a_gap(rhythm, year):
    found = periods_of(rhythm, year)

    assert found[0].first == date(year - 1, 12, 15)
    assert found[-1].last == date(year, 12, 14)
    assert all((after.first - before.last).days == 1 for before, after in pairwise(found))


def test_due_day_that_is_no_working_day_moves_to_the_next():
    assert periods_of(QUARTERLY, 2026)[0].due_on == date(2026, 3, 16)  # 15/3/2026 is a Sunday


def test_more_days_to_send_move_the_due_day():
    assert periods_of(HALF_AND_YEAR, 2026, days_to_send=10)[0].due_on == date(2026, 6, 24)


def test_a_day_that_the_plan_says_is_taken_as_it_stands():
    said = [
        SaidDay(date(2026, 11, 20), "chậm nhất ngày 20/11"),
        SaidDay(date(2026, 6, 14), "trước ngày 15/6"),
    ]

    half, year = periods_of(HALF_AND_YEAR, 2026, said=said)

    assert (half.due_on, half.said) == (date(2026, 6, 14), "trước ngày 15/6")
    assert (year.due_on, year.said) == (date(2026, 11, 20), "chậm nhất ngày 20/11")


def test_a_day_far_from_every_period_serves_none():
    half, year = periods_of(HALF_AND_YEAR, 2026, said=[SaidDay(date(2026, 3, 1), "trước 02/3")])

    assert (half.said, year.said) == ("", "")


@pytest.mark.parametrize(("count", "rhythm"), [(0, HALF_AND_YEAR), (4, QUARTERLY), (12, MONTHLY)])
def test_rhythm_follows_from_how_often_a_day_comes(count, rhythm):
    assert rhythm_of([date(2026, 1, 1)] * count) == rhythm
