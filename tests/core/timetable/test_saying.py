from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kheo.core.timetable.saying import days_in_words
from kheo.core.timetable.words import DayWindow, expected_days

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@given(DAYS, st.integers(0, 800))
@example(date(2026, 4, 1), 90)
@example(date(2026, 1, 1), 364)
@example(date(2026, 12, 21), 10)
def test_days_in_words_mean_the_same_days_read_back(first, more):
    window = DayWindow(first, first + timedelta(days=more))

    assert expected_days(days_in_words(window)) == window


@given(DAYS, st.integers(0, 30))
def test_days_in_words_of_whole_months_mean_the_same_days(day, months):
    first = day.replace(day=1)
    index = first.year * 12 + first.month + months
    last = date(index // 12, index % 12 + 1, 1) - timedelta(days=1)

    assert expected_days(days_in_words(DayWindow(first, last))) == DayWindow(first, last)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 2, 16), date(2026, 2, 16), "16/02/2026"),
        (date(2026, 6, 11), date(2026, 6, 20), "giữa tháng 6/2026"),
        (date(2026, 2, 21), date(2026, 2, 28), "cuối tháng 2/2026"),
        (date(2026, 4, 1), date(2026, 6, 30), "quý II/2026"),
        (date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
        (date(2026, 3, 1), date(2026, 5, 31), "tháng 3 đến tháng 5/2026"),
        (date(2025, 12, 15), date(2026, 6, 14), "từ ngày 15/12/2025 đến ngày 14/06/2026"),
    ],
)
def test_days_in_words_are_those_of_papers(first, last, words):
    assert days_in_words(DayWindow(first, last)) == words
