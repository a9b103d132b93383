from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.sources import Verified
from kheo.core.timetable.workdays import (
    DayKind,
    SpecialDay,
    add_working_days,
    is_working_day,
    next_working_day,
    special_day,
    working_days_left,
)
from tests.examples import examples

ANNOUNCED = st.dates(date(2026, 1, 1), date(2027, 12, 31))
OWN_DAYS = (
    SpecialDay(date(2026, 6, 6), DayKind.SWAP_WORK, "Trực thứ Bảy", "Lịch của xã", Verified.READ),
    SpecialDay(date(2026, 6, 8), DayKind.SWAP_OFF, "Nghỉ bù trực", "Lịch của xã", Verified.READ),
)


@pytest.mark.parametrize(
    ("on", "worked"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),  # a Saturday worked for 2 January
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # Giỗ Tổ fell on a Sunday
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 11, 23), True),  # the swap that was proposed was not adopted
        (date(2026, 11, 24), False),
        (date(2026, 11, 28), False),
        (date(2027, 2, 10), False),
        (date(2027, 2, 11), True),
        (date(2027, 5, 3), False),
        (date(2027, 9, 3), False),
        (date(2027, 11, 24), False),
    ],
)
def test_is_working_day_announced_years_follow_the_table(on: date, worked: bool) -> None:
    assert is_working_day(on) is worked


@pytest.mark.parametrize(
    ("on", "n", "expected"),
    [
        (date(2026, 11, 20), 5, date(2026, 11, 30)),
        (date(2027, 2, 1), 10, date(2027, 2, 22)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
    ],
)
def test_add_working_days_counts_from_the_day_after(on: date, n: int, expected: date) -> None:
    assert add_working_days(on, n) == expected


def test_add_working_days_negative_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 5), -1)


def test_next_working_day_on_a_day_of_rest_runs_to_the_day_after_tet() -> None:
    assert next_working_day(date(2026, 2, 14)) == date(2026, 2, 23)
    assert next_working_day(date(2026, 2, 23)) == date(2026, 2, 23)


def test_working_days_left_counts_the_last_day_but_not_today() -> None:
    assert working_days_left(date(2024, 2, 19), date(2024, 2, 22)) == 3
    assert working_days_left(date(2024, 2, 22), date(2024, 2, 22)) == 0
    assert working_days_left(date(2024, 2, 23), date(2024, 2, 22)) == 0


def test_special_day_other_years_are_marked_unannounced() -> None:
    computed = special_day(date(2028, 11, 24))

    assert computed is not None
    assert computed.verified is Verified.UNANNOUNCED
    assert special_day(date(2024, 2, 14)) is not None
    assert special_day(date(2024, 11, 25)) is None


def test_special_day_culture_day_is_none_before_2026() -> None:
    assert is_working_day(date(2025, 11, 24))


def test_is_working_day_swapped_saturday_of_a_computed_year_is_worked() -> None:
    assert is_working_day(date(2024, 5, 4))
    assert not is_working_day(date(2024, 4, 29))


def test_is_working_day_own_days_win_over_the_calendar() -> None:
    assert is_working_day(date(2026, 6, 6), OWN_DAYS)
    assert not is_working_day(date(2026, 6, 8), OWN_DAYS)
    assert add_working_days(date(2026, 6, 5), 2, iter(OWN_DAYS)) == date(2026, 6, 9)


def test_days_table_every_row_has_a_source_and_changes_its_weekday_or_names_a_feast() -> None:
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(730))
    rows = [row for row in map(special_day, days) if row is not None]

    assert len(rows) == 32
    assert all(row.source and row.name for row in rows)
    assert [row.on for row in rows if row.is_worked] == [date(2026, 1, 10), date(2026, 8, 22)]


@settings(max_examples=examples(60))
@given(ANNOUNCED, st.integers(1, 40))
def test_add_working_days_is_undone_by_counting_them(on: date, n: int) -> None:
    end = add_working_days(on, n)

    assert is_working_day(end)
    assert working_days_left(on, end) == n
    assert working_days_left(on, end - timedelta(days=1)) == n - 1


@settings(max_examples=examples(60))
@given(ANNOUNCED, st.integers(0, 20), st.integers(0, 20))
def test_add_working_days_in_two_steps_is_the_same_as_in_one(on: date, first: int, second: int) -> None:
    assert add_working_days(add_working_days(on, first), second) == add_working_days(on, first + second)
