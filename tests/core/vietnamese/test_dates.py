from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import day_in_words, long_date, parse_date, short_date, weekday


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2024, 1, 19), "ngày 19 tháng 01 năm 2024"),
        (date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
    ],
)
def test_long_date_pads_days_and_the_first_two_months(day, words):
    assert long_date(day) == words


def test_weekdays_are_written_as_within_a_sentence():
    assert [weekday(date(2024, 2, day)) for day in (12, 16, 18)] == ["thứ Hai", "thứ Sáu", "Chủ nhật"]
    assert day_in_words(date(2024, 2, 16)) == "thứ Sáu, 16/02/2024"


@given(st.dates())
def test_parse_date_reads_what_was_written(day):
    written = [long_date(day), day.isoformat()]
    if day.year >= 1000:
        written.append(short_date(day))

    assert [parse_date(text) for text in written if day.year >= 1000] == [day] * (
        3 if day.year >= 1000 else 0
    )


def test_parse_date_forgives_form():
    assert [
        parse_date(text) for text in ("5/2/2024", "05-02-2024", " 5. 2. 2024", "NGÀY 5 THÁNG 2 NĂM 2024")
    ] == [date(2024, 2, 5)] * 4


@pytest.mark.parametrize("text", ["", "31/02/2024", "5/2/24", "02/2024", "5/2-2024", "hôm nay", "0/1/2024"])
def test_parse_date_what_is_no_day_is_refused(text):
    with pytest.raises(InvalidInput) as refused:
        parse_date(text)

    assert refused.value.code == "date-unreadable"
