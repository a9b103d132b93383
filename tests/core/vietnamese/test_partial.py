from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese.partial import PartialDate, parse_partial, partial_in_words


@st.composite
def partials(draw):
    day = draw(st.dates(min_value=date(1000, 1, 1)))
    return draw(
        st.sampled_from(
            [
                PartialDate(day.year),
                PartialDate(day.year, day.month),
                PartialDate(day.year, day.month, day.day),
            ]
        )
    )


@given(partials(), st.booleans())
def test_partial_reads_back_in_words_and_as_iso(on, leave_room):
    assert parse_partial(partial_in_words(on, leave_room=leave_room)) == on
    assert parse_partial(on.iso) == on
    assert on.first <= on.last


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("ngày … tháng 02 năm 2026", "2026-02"),
        ("ngày      tháng     năm 2026", "2026"),
        ("Tháng Giêng năm 2026", "2026-01"),
        ("tháng Tư năm 2026", "2026-04"),
        ("6/2026", "2026-06"),
        ("5/6/2026", "2026-06-05"),
        ("ngày 05 tháng 6, năm 2026", "2026-06-05"),
    ],
)
def test_partial_as_papers_write_it(words, iso):
    assert parse_partial(words).iso == iso


def test_partial_is_written_as_papers_do():
    june = PartialDate(2026, 6)
    assert partial_in_words(june) == "tháng 6 năm 2026"
    assert partial_in_words(june, leave_room=True) == "ngày … tháng 6 năm 2026"
    assert partial_in_words(PartialDate(2026, 2)) == "tháng 02 năm 2026"
    assert (june.first, june.last, june.whole) == (date(2026, 6, 1), date(2026, 6, 30), None)


@pytest.mark.parametrize(
    "text", ["", "tháng 13 năm 2026", "31/02/2026", "ngày 5", "ngày 5 năm 2026", "giữa năm"]
)
def test_partial_of_no_calendar_is_refused(text):
    with pytest.raises(InvalidInput) as refused:
        parse_partial(text)

    assert refused.value.code == "date-unreadable"
