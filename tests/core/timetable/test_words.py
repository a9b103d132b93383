import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.timetable.deadline import VIETNAM
from kheo.core.timetable.words import DayWindow, expected_days, occurrences, say_until
from tests.examples import examples


def window(first: tuple[int, int], last: tuple[int, int], year: int = 2024) -> DayWindow:
    return DayWindow(date(year, *first), date(year, *last))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("đầu tháng 6/2024", window((6, 1), (6, 10))),
        ("giữa tháng 6/2024", window((6, 11), (6, 20))),
        ("vào Giữa tháng  06 năm 2024", window((6, 11), (6, 20))),
        ("cuối tháng 9/2024", window((9, 21), (9, 30))),
        ("hạ tuần tháng 2/2024", window((2, 21), (2, 29))),
        ("trong tháng 2/2024", window((2, 1), (2, 29))),
        ("tháng 6 - 2024", window((6, 1), (6, 30))),
        ("quý I/2024", window((1, 1), (3, 31))),
        ("quý IV năm 2024", window((10, 1), (12, 31))),
        ("đầu quý 3/2024", window((7, 1), (7, 31))),
        ("cuối quý II/2024", window((6, 1), (6, 30))),
        ("đầu năm 2024", window((1, 1), (1, 31))),
        ("cuối năm 2024", window((12, 1), (12, 31))),
        ("năm 2024", window((1, 1), (12, 31))),
        ("6 tháng đầu năm 2024", window((1, 1), (6, 30))),
        ("sáu tháng cuối năm 2024", window((7, 1), (12, 31))),
        ("từ tháng 4 đến tháng 8/2024", window((4, 1), (8, 31))),
        ("tháng 4-8/2024", window((4, 1), (8, 31))),
        ("từ tháng 11/2023 đến tháng 02/2024", DayWindow(date(2023, 11, 1), date(2024, 2, 29))),
        ("tuần đầu tháng 6/2024", window((6, 1), (6, 7))),
        ("tuần thứ hai của tháng 6/2024", window((6, 8), (6, 14))),
        ("tuần 2 tháng 6/2024", window((6, 8), (6, 14))),
        ("tuần cuối tháng 6/2024", window((6, 24), (6, 30))),
        ("ngày 15/6/2024", window((6, 15), (6, 15))),
        ("ngày 05 tháng 6 năm 2024", window((6, 5), (6, 5))),
        ("trước ngày 01/6/2024", window((5, 31), (5, 31))),
        ("trước tháng 6/2024", window((5, 31), (5, 31))),
        ("cuối tháng 6, muộn nhất là đầu tháng 7 năm 2024", window((6, 21), (6, 30))),
    ],
)
def test_expected_days_soft_words_mean_these_days(words: str, expected: DayWindow) -> None:
    assert expected_days(words) == expected
    assert expected_days(unicodedata.normalize("NFD", words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "giữa tháng 6",
        "cuối năm",
        "quý II",
        "giữa tháng 13/2024",
        "ngày 31/6/2024",
        "tháng 8 đến tháng 4/2024",
        "sau khi có hướng dẫn của cấp trên",
        "quý V/2024",
        "năm 0000",
    ],
)
def test_expected_days_what_is_not_said_is_not_guessed(words: str) -> None:
    assert expected_days(words) is None


def test_expected_days_year_of_the_plan_completes_the_words() -> None:
    assert expected_days("giữa tháng 6", year=2024) == window((6, 11), (6, 20))
    assert expected_days("cuối năm", year=2024) == window((12, 1), (12, 31))
    assert expected_days("cuối năm 2025", year=2024) == window((12, 1), (12, 31), 2025)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trước ngày 18 hằng tháng", [(4, 17), (5, 17), (6, 17)]),
        ("ngày 25 hàng tháng", [(4, 25), (5, 25), (6, 25)]),
        ("hằng tháng, chậm nhất ngày 31", [(4, 30), (5, 31), (6, 30)]),
        ("trước ngày 01 hằng tháng", [(4, 30), (5, 31), (6, 30)]),
        ("trước ngày 15 của tháng cuối quý", [(6, 14)]),
        ("ngày 10 tháng đầu quý", [(4, 10)]),
        ("trước ngày 20/6 và 20/12 hằng năm", [(6, 19)]),
        ("ngày 15 tháng 5 hàng năm", [(5, 15)]),
        ("cuối mỗi quý", [(6, 30)]),
        ("hằng tháng", []),
        ("trước ngày 45 hằng tháng", []),
        ("giữa tháng 6", []),
    ],
)
def test_occurrences_recurring_words_give_the_last_days_in_time(
    words: str, expected: list[tuple[int, int]]
) -> None:
    found = occurrences(words, date(2024, 4, 1), date(2024, 6, 30))

    assert found == tuple(date(2024, *day) for day in expected)


def test_occurrences_weekday_of_every_week_is_found() -> None:
    found = occurrences("thứ Sáu hằng tuần", date(2024, 4, 1), date(2024, 4, 26))

    assert [on.day for on in found] == [5, 12, 19, 26]


def test_occurrences_before_the_first_of_the_month_after_still_ends_inside() -> None:
    found = occurrences("trước ngày 01 hằng tháng", date(2024, 12, 1), date(2024, 12, 31))

    assert found == (date(2024, 12, 31),)


def test_occurrences_period_that_ends_before_it_begins_is_empty() -> None:
    assert occurrences("ngày 5 hằng tháng", date(2024, 6, 2), date(2024, 6, 1)) == ()


def test_day_window_reversed_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="before"):
        DayWindow(date(2024, 6, 2), date(2024, 6, 1))


SNIPPETS = st.lists(
    st.sampled_from(
        [
            "trước",
            "ngày",
            "hằng",
            "tháng",
            "quý",
            "năm",
            "đầu",
            "giữa",
            "cuối",
            "tuần",
            "6",
            "31",
            "12/",
            "/2024",
            "i",
            "IV",
            "-",
            "đến",
            "thứ Sáu",
            "02",
            "9999",
            "1",
            "0",
        ]
    ),
    max_size=8,
).map(" ".join)


@settings(max_examples=examples(150))
@given(SNIPPETS | st.text(max_size=30), st.none() | st.integers(1, 9999))
def test_expected_days_any_words_give_a_window_or_none(words: str, year: int | None) -> None:
    found = expected_days(words, year)

    assert found is None or found.first <= found.last


@settings(max_examples=examples(100))
@given(SNIPPETS, st.dates(), st.timedeltas(timedelta(0), timedelta(days=400)))
def test_occurrences_any_words_stay_in_order_within_the_period(
    words: str, first: date, length: timedelta
) -> None:
    last = min(first, date.max - length) + length

    found = occurrences(words, first, last)

    assert list(found) == sorted(set(found))
    assert all(first <= on <= last for on in found)


@pytest.mark.parametrize(
    ("closes_at", "expected"),
    [
        (datetime(2026, 12, 1, tzinfo=VIETNAM), "đến hết ngày 30/11/2026"),
        (datetime(2026, 11, 30, 17, tzinfo=UTC), "đến hết ngày 30/11/2026"),
        (datetime(2026, 11, 30, 17, tzinfo=VIETNAM), "trước 17 giờ ngày 30/11/2026"),
        (datetime(2026, 11, 30, 9, 5, tzinfo=VIETNAM), "trước 9 giờ 05 ngày 30/11/2026"),
    ],
)
def test_a_closing_moment_is_told_by_its_last_day(closes_at: datetime, expected: str) -> None:
    assert str(say_until(closes_at)) == expected
