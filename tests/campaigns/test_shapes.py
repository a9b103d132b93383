from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.campaigns import choices, kinds, wording
from kheo.campaigns.dates import Days, days_of, hour_in, round_bounds
from kheo.core.errors import InvalidInput
from kheo.kernel.web.segments import Place, blocks_of
from tests.examples import examples

JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        ({"date": "2026-02-16", "last_day": "2026-02-15"}, [Days(date(2026, 2, 15), date(2026, 2, 15))]),
        ({"date": "giữa tháng 6/2026"}, [Days(date(2026, 6, 11), date(2026, 6, 20))]),
        ({"date": "trước ngày 18 hằng tháng"}, [Days(recurs_on_day=17)]),
        (
            {"date": "trước ngày 20/6 và 20/12 hằng năm"},
            [Days(date(2026, 6, 19), date(2026, 6, 19)), Days(date(2026, 12, 19), date(2026, 12, 19))],
        ),
        ({"date": "sau khi có kết quả thẩm định"}, [Days()]),
    ],
)
def test_days_of_reads_windows_and_recurring_days(deadline, days):
    assert days_of(deadline, 2026, JAN, DEC) == days


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("gửi trước 17 giờ 00 ngày 31/7/2025", "17:00"),
        ("chậm nhất 11h30 ngày 05/3", "11:30"),
        ("trước 17 giờ ngày 31/7", "17:00"),
        ("trước ngày 31/7/2025", ""),
        ("trước 25 giờ ngày 31/7", ""),
    ],
)
def test_hour_in_words_that_set_one(words, hour):
    assert hour_in(words) == hour


@pytest.mark.parametrize(
    ("period", "bounds"),
    [
        ({}, (JAN, DEC)),
        ({"start": "2026", "end": "2030"}, (JAN, DEC)),
        ({"start": "2026-04", "end": "2026-09-15"}, (date(2026, 4, 1), date(2026, 9, 15))),
        ({"start": "2023", "end": "2024"}, (JAN, DEC)),
    ],
)
def test_round_bounds_are_the_year_within_the_period(period, bounds):
    assert round_bounds(period, 2026) == bounds


def test_blocks_of_overlapping_places_marks_the_narrowest_and_keeps_every_anchor():
    text = "Các xóm gửi về xã trước ngày 16/02."
    places = [Place("p-1", 0, 35, "v-1"), Place("p-2", 0, 7, "v-2"), Place("r-1", 12, 17)]
    (block,) = blocks_of(text, [[0, 35, 1, "paragraph"]], places)
    assert [(s.text, s.place.id, s.is_first, s.begins) for s in block.segments] == [
        ("Các xóm", "p-2", True, ("p-1",)),
        (" gửi ", "p-1", False, ()),
        ("về xã", "p-1", False, ("r-1",)),
        (" trước ngày 16/02.", "p-1", False, ()),
    ]


def test_blocks_of_says_where_a_new_page_begins():
    blocks = blocks_of("abcd", [[0, 1, 1, "paragraph"], [1, 2, 1, "paragraph"], [2, 4, 2, "row"]], [])
    assert [block.page for block in blocks] == [1, None, 2]


@settings(max_examples=examples(80), deadline=None)
@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=6),
)
def test_blocks_of_any_places_keeps_text_and_anchors_once(text, spans):
    places = [
        Place(f"p-{n}", min(a, b, len(text)), min(max(a, b), len(text)), f"v-{n}" if marked else "")
        for n, (a, b, marked) in enumerate(spans)
    ]
    (block,) = blocks_of(text, [[0, len(text), None, "paragraph"]], places)
    assert "".join(segment.text for segment in block.segments) == text
    anchors = [a for s in block.segments for a in (*s.begins, *([s.place.id] if s.is_first else []))]
    assert sorted(anchors) == sorted(place.id for place in places if place.start < place.end)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("period", {"start": "2026-04", "end": "2026-11-30", "label": ""}),
        ("phase", {"name": "Giai đoạn 1", "start": "2026", "end": "2028"}),
        ("date", {"day": "2026-02-16", "partial": ""}),
        ("quota", {"who": "Mỗi xóm", "count": 2, "text": ""}),
    ],
)
def test_tidy_takes_back_what_typed_shows(kind, data):
    assert kinds.tidy(kind, wording.typed(kind, data)) == data


def test_tidy_keeps_what_the_form_does_not_ask():
    before = {
        "text": "Đường hoa",
        "kind": "collective",
        "owner": "",
        "figures": [{"value": "200", "unit": "m"}],
    }
    data = kinds.tidy("initiative", {"text": "Đường hoa bờ suối", "kind": "collective"}, before)
    assert (data["text"], data["figures"]) == ("Đường hoa bờ suối", before["figures"])


def test_lines_of_says_dates_in_words():
    data = {"what": "đăng ký", "kind": "registration", "date": "2024-02-16", "boundary": "before"}
    assert wording.in_words("deadline", data) == "đăng ký; đăng ký; thứ Sáu, 16/02/2024; trước ngày này"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ({"registration_day": "16/2/2026"}, {"registration_day": "2026-02-16"}),
        ({"registration_day": ""}, {"registration_day": ""}),
        ({"registration_hour": "17h"}, {"registration_hour": "17:00"}),
        ({"registration_hour": "7 giờ 30"}, {"registration_hour": "07:30"}),
        ({"registration_boundary": "khác"}, {"registration_boundary": "through"}),
        ({"own_quotas": {"5": "2", "6": " "}}, {"own_quotas": {"5": 2}}),
    ],
)
def test_choices_tidy_reads_what_is_typed(raw, kept):
    assert choices.tidy(raw) == kept


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"registration_day": "31/02/2026"}, "registration_day"),
        ({"registration_hour": "25:00"}, "registration_hour"),
        ({"year": "26"}, "year"),
        ({"grace_minutes": "-5"}, "grace_minutes"),
        ({"who": {"item-1": {"mode": "proposed", "minimum": "hai"}}}, "who-item-1-minimum"),
    ],
)
def test_choices_tidy_wrong_value_names_its_field(raw, field):
    with pytest.raises(InvalidInput) as refused:
        choices.tidy(raw)
    assert refused.value.field == field
