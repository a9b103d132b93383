"""The ladder of reminders: which days of work, whatever the calendar does."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.timetable.reminders import Ladder, When, rung_on, say_standing, standing
from kheo.core.timetable.workdays import is_working_day

DUE = date(2026, 6, 12)  # a Friday


DEFAULT = Ladder()


def days_of_reminding(due, ladder=DEFAULT):
    first = due - timedelta(days=40)
    every = (first + timedelta(days=n) for n in range(80))
    return {on: rung.code for on in every if (rung := rung_on(due, on, ladder))}


def test_default_ladder_reminds_ten_three_and_one_working_days_before_on_the_day_and_after():
    assert days_of_reminding(DUE) == {
        date(2026, 5, 29): "before-10",
        date(2026, 6, 9): "before-3",
        date(2026, 6, 11): "before-1",
        date(2026, 6, 12): "on-the-day",
        date(2026, 6, 15): "after-1",
        date(2026, 6, 19): "after-5",
        date(2026, 6, 26): "after-10",
    }


def test_due_day_on_a_sunday_is_reminded_of_on_the_friday_before():
    sunday = date(2026, 6, 14)

    assert days_of_reminding(sunday)[date(2026, 6, 12)] == "on-the-day"
    assert str(say_standing(sunday, date(2026, 6, 12))) == "hôm nay là ngày làm việc cuối trước hạn"


def test_tet_holidays_are_no_days_of_reminding_and_do_not_count():
    due = date(2026, 2, 25)  # the working days before it: 24, 23, then 13/02

    found = days_of_reminding(due)

    assert found[date(2026, 2, 13)] == "before-3"
    assert all(is_working_day(on) for on in found)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 6, 9), "còn 3 ngày làm việc"),
        (date(2026, 6, 12), "hôm nay là hạn"),
        (date(2026, 6, 13), "vừa hết hạn"),
        (date(2026, 6, 19), "quá hạn 5 ngày làm việc"),
    ],
)
def test_standing_is_said_in_working_days(on, words):
    assert str(say_standing(DUE, on)) == words


@settings(deadline=None)  # some years first load the library of holidays
@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_every_rung_falls_on_exactly_one_working_day(due):
    codes = list(days_of_reminding(due).values())

    assert sorted(codes) == sorted(set(codes))
    assert {"before-10", "before-3", "before-1", "after-1", "after-5"} <= set(codes)


def test_day_after_is_never_before():
    assert standing(DUE, DUE + timedelta(days=1)).when is When.AFTER


def test_ladder_refuses_a_rung_on_the_day_itself():
    with pytest.raises(ValueError, match="at least one"):
        Ladder(before=(0,))
