from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.timetable.lasting import Lasting, lasting, years_after


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 12, 30), Lasting.UNDER_ONE),
        (date(2026, 12, 31), Lasting.ONE),
        (date(2027, 1, 1), Lasting.UNDER_THREE),
        (date(2028, 12, 30), Lasting.UNDER_THREE),
        (date(2028, 12, 31), Lasting.UNDER_FIVE),
        (date(2030, 12, 30), Lasting.UNDER_FIVE),
        (date(2030, 12, 31), Lasting.FIVE_UP),
    ],
)
def test_both_days_belong_to_the_span_at_every_border(last, expected):
    assert lasting(date(2026, 1, 1), last) is expected


def test_a_year_from_the_leap_day_ends_with_february():
    assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert lasting(date(2024, 2, 29), date(2025, 2, 28)) is Lasting.ONE
    assert lasting(date(2024, 2, 29), date(2025, 2, 27)) is Lasting.UNDER_ONE


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 9), st.integers(-1, 1))
def test_a_day_beside_a_whole_number_of_years_never_skips_a_class(first, years, more):
    last = years_after(first, years) - timedelta(days=1) + timedelta(days=more)
    order = list(Lasting)

    exact = lasting(first, years_after(first, years) - timedelta(days=1))
    assert abs(order.index(lasting(first, last)) - order.index(exact)) <= 1
    if more == 0:
        assert lasting(first, last) is exact
