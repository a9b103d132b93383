"""Vietnamese text: letters, order, names, numbers, dates, old encodings."""

from kheo.core.vietnamese.collation import sort_key
from kheo.core.vietnamese.dates import day_in_words, long_date, parse_date, short_date, weekday
from kheo.core.vietnamese.letters import clean, clean_line, fold, same_length_fold, upper_first
from kheo.core.vietnamese.names import person_sort_key
from kheo.core.vietnamese.numbers import (
    amount_in_words,
    format_number,
    number_in_words,
    parse_number,
    parse_whole,
    plain_number,
)

__all__ = [
    "amount_in_words",
    "clean",
    "clean_line",
    "day_in_words",
    "fold",
    "format_number",
    "long_date",
    "number_in_words",
    "parse_date",
    "parse_number",
    "parse_whole",
    "person_sort_key",
    "plain_number",
    "same_length_fold",
    "short_date",
    "sort_key",
    "upper_first",
    "weekday",
]
