from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import (
    amount_in_words,
    format_number,
    number_in_words,
    parse_number,
    parse_whole,
    plain_number,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1_520_000, "1.520.000"),
        (Decimal("1234567.5"), "1.234.567,5"),
        (Decimal("-0.250"), "-0,25"),
        (Decimal("1E+6"), "1.000.000"),
    ],
)
def test_format_number_writes_points_and_a_comma(value, shown):
    assert format_number(value) == shown


def test_format_number_with_decimals_keeps_zeros():
    assert format_number(Decimal("85.5"), decimals=2) == "85,50"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1500", "1500"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("1.234.567,5", "1234567.5"),
        ("1,234,567.5", "1234567.5"),
        ("1 500 000", "1500000"),
        ("1 500", "1500"),
        ("1.500.000", "1500000"),
        ("0,125", "0.125"),
        ("1,5000", "1.5"),
        ("-3", "-3"),
    ],
)
def test_parse_number_reads_what_can_mean_one_thing(typed, value):
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1.500", "12,345"])
def test_parse_number_one_separator_before_three_digits_is_refused(typed):
    with pytest.raises(InvalidInput) as refused:
        parse_number(typed)

    assert refused.value.code == "number-ambiguous"
    assert parse_number(refused.value.params["whole"]) == 1000 * parse_number(refused.value.params["decimal"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "1.500",
            "Số 1.500 có thể hiểu là một nghìn năm trăm hoặc một phẩy năm. Hãy viết 1500 hoặc 1,5.",
        ),
        ("2,000", "Số 2,000 có thể hiểu là hai nghìn hoặc hai. Hãy viết 2000 hoặc 2."),
    ],
)
def test_parse_number_ambiguous_says_both_numbers(typed, sentence):
    with pytest.raises(InvalidInput) as refused:
        parse_number(typed)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("typed", ["", "abc", "1.2.3", "1..5", "5%", "9" * 31, "1.50.000"])
def test_parse_number_what_is_no_number_is_refused(typed):
    with pytest.raises(InvalidInput) as refused:
        parse_number(typed)

    assert refused.value.code == "number-unreadable"


def test_parse_whole_points_are_thousands():
    assert [parse_whole("1.500"), parse_whole("20 000"), parse_whole("7")] == [1500, 20000, 7]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_parse_number_reads_what_plain_number_wrote(value):
    assert parse_number(plain_number(value)) == value


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_parse_number_with_two_decimals_reads_what_format_number_wrote(value):
    assert parse_number(format_number(value), decimals=2) == value


@pytest.mark.parametrize(("typed", "decimals"), [("1,5", 0), ("18,555", 2), ("0,125", 2), ("1,23456", 4)])
def test_parse_number_with_more_decimals_than_allowed_is_refused(typed, decimals):
    with pytest.raises(InvalidInput) as refused:
        parse_number(typed, decimals=decimals)

    assert refused.value.code == "number-too-fine"


def test_parse_number_with_three_decimals_allowed_still_asks_which_of_two_is_meant():
    with pytest.raises(InvalidInput) as refused:
        parse_number("18,555", decimals=3)

    assert refused.value.code == "number-ambiguous"
    assert parse_number(refused.value.params["decimal"], decimals=3) == Decimal("18.555")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_parse_number_reads_what_format_number_wrote(value):
    shown = format_number(value, decimals=2)

    assert parse_number(shown) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm linh năm"),
        (21_000, "hai mươi mốt nghìn"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (2_000_000_000, "hai tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (3_500_000_000_000, "ba nghìn năm trăm tỷ"),
        (-5, "âm năm"),
    ],
)
def test_number_in_words_reads_aloud(value, words):
    assert number_in_words(value) == words


def test_number_in_words_southern_words():
    assert number_in_words(1_205, odd="lẻ", thousand="ngàn") == "một ngàn hai trăm lẻ năm"


def test_amount_in_words_opens_with_a_capital():
    assert amount_in_words(1_520_000) == "Một triệu năm trăm hai mươi nghìn đồng"
