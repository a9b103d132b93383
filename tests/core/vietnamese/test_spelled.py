from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import amount_in_words, number_in_words
from kheo.core.vietnamese.spelled import (
    day_spelled_out,
    parse_amount_words,
    parse_day_spelled_out,
    parse_number_words,
)

WHOLE = st.one_of(st.integers(0, 10**15), st.integers(0, 20).map(lambda n: 10**n), st.integers(0, 9999))


@given(WHOLE, st.sampled_from(["linh", "lẻ"]), st.sampled_from(["nghìn", "ngàn"]))
def test_number_words_read_back_in_northern_and_southern_words(value, odd, thousand):
    assert parse_number_words(number_in_words(value, odd=odd, thousand=thousand)) == value


@given(st.integers(0, 10**15))
def test_amount_words_read_back(dong):
    assert parse_amount_words(f"Bằng chữ: {amount_in_words(dong)} chẵn./.") == dong


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Một trăm lẻ năm", 105),
        ("hai mươi bốn", 24),
        ("hai mươi tư", 24),
        ("một nghìn linh năm", 1005),
        ("một nghìn năm mươi", 1050),
        ("HAI MƯƠI MỐT NGÀN", 21_000),
        ("một tỉ không trăm hai mươi triệu", 1_020_000_000),
        ("âm ba", -3),
    ],
)
def test_number_words_as_people_write_them(words, value):
    assert parse_number_words(words) == value


@pytest.mark.parametrize(
    "words",
    [
        "",
        "một nghìn năm",
        "năm trăm trăm",
        "mươi",
        "ba mươi mười",
        "nghìn",
        "hai ba",
        "hai mươi không",
        "12",
        "tỷ",
        "linh năm",
    ],
)
def test_number_words_that_say_no_number_or_two_are_refused(words):
    with pytest.raises(InvalidInput) as refused:
        parse_number_words(words)

    assert refused.value.code == "words-unreadable"


@given(st.text(alphabet="môthainăươirệuỷlnbmốtă ", max_size=60))
def test_number_words_any_words_give_a_number_or_the_refusal(text):
    try:
        value = parse_number_words(text)
    except InvalidInput:
        return
    assert parse_number_words(number_in_words(value)) == value


@given(st.dates(min_value=date(1, 1, 1)))
def test_day_spelled_out_reads_back(day):
    assert parse_day_spelled_out(day_spelled_out(day)) == day


def test_day_spelled_out_as_minutes_are_dated():
    assert (
        day_spelled_out(date(2024, 2, 16)) == "ngày mười sáu tháng Hai năm hai nghìn không trăm hai mươi tư"
    )
    assert day_spelled_out(date(2026, 4, 5)) == "ngày mùng năm tháng Tư năm hai nghìn không trăm hai mươi sáu"
    assert parse_day_spelled_out("mồng hai tháng Chạp năm hai nghìn không trăm hai mươi sáu") == date(
        2026, 12, 2
    )


def test_day_spelled_out_that_no_calendar_has_is_refused():
    with pytest.raises(InvalidInput):
        parse_day_spelled_out("ngày ba mươi tháng hai năm hai nghìn không trăm hai mươi sáu")
