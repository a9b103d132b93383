from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.timetable.deadline import (
    VIETNAM,
    Boundary,
    Deadline,
    last_day,
    last_moment,
    say,
    say_day,
)
from tests.examples import examples

DAYS = st.dates(date(2000, 1, 2), date(2100, 1, 1))


def moment(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 2, day, hour, minute, second, tzinfo=VIETNAM)


CLOSED_16 = Deadline(last_moment(date(2024, 2, 16), Boundary.BEFORE))


def test_last_moment_before_a_day_ends_with_the_day_before() -> None:
    closes = last_moment(date(2024, 2, 16), Boundary.BEFORE)

    assert closes.isoformat() == "2024-02-16T00:00:00+07:00"
    assert last_day(date(2024, 2, 16), Boundary.BEFORE) == date(2024, 2, 15)


def test_last_moment_through_a_day_includes_it() -> None:
    closes = last_moment(date(2024, 2, 16), Boundary.THROUGH)

    assert closes.isoformat() == "2024-02-17T00:00:00+07:00"
    assert last_day(date(2024, 2, 16), Boundary.THROUGH) == date(2024, 2, 16)


@pytest.mark.parametrize("boundary", list(Boundary))
def test_last_moment_with_an_hour_ends_at_that_hour_of_the_named_day(boundary: Boundary) -> None:
    closes = last_moment(date(2024, 2, 16), boundary, time(17))

    assert closes.isoformat() == "2024-02-16T17:00:00+07:00"


def test_deadline_last_second_is_in_time_and_the_next_is_late() -> None:
    assert CLOSED_16.accepts(moment(15, 23, 59, 59))
    assert not CLOSED_16.is_late(moment(15, 23, 59, 59))
    assert CLOSED_16.is_late(moment(16))
    assert not CLOSED_16.accepts(moment(16))


def test_deadline_grace_accepts_late() -> None:
    lenient = Deadline(CLOSED_16.closes_at, grace=timedelta(days=2))

    assert lenient.accepts(moment(17, 23, 59))
    assert lenient.is_late(moment(17, 23, 59))
    assert not lenient.accepts(moment(18))


def test_deadline_extension_moves_the_end_and_grace_follows_it() -> None:
    extended = Deadline(CLOSED_16.closes_at, grace=timedelta(days=1), extension=moment(20))

    assert not extended.is_late(moment(19, 23))
    assert extended.is_late(moment(20))
    assert extended.accepts(moment(20, 23))
    assert extended.last_day == date(2024, 2, 19)


def test_deadline_extension_before_the_end_changes_nothing() -> None:
    assert Deadline(CLOSED_16.closes_at, extension=moment(10)).ends_at == CLOSED_16.closes_at


def test_deadline_naive_moment_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        Deadline(datetime(2024, 2, 16))  # noqa: DTZ001
    with pytest.raises(ValueError, match="grace"):
        Deadline(moment(16), grace=timedelta(days=-1))


@pytest.mark.parametrize(
    ("deadline", "at", "words"),
    [
        (CLOSED_16, moment(7, 9), "hết ngày thứ Năm, 15/02/2024 (còn 1 ngày làm việc)"),  # Tết from the 8th
        (CLOSED_16, moment(14, 9), "hết ngày thứ Năm, 15/02/2024 (còn 1 ngày làm việc)"),
        (CLOSED_16, moment(15, 23, 59), "hôm nay, trước 24 giờ"),
        (CLOSED_16, moment(16), "quá hạn 1 ngày"),
        (CLOSED_16, moment(17, 8), "quá hạn 2 ngày"),
        (Deadline(moment(26)), moment(20), "hết ngày Chủ nhật, 25/02/2024 (còn 3 ngày làm việc)"),
        (
            Deadline(moment(26)),
            moment(23, 20),
            "hết ngày Chủ nhật, 25/02/2024 (còn 2 ngày, không có ngày làm việc)",
        ),
        (Deadline(moment(23, 17)), moment(20), "trước 17 giờ thứ Sáu, 23/02/2024 (còn 3 ngày làm việc)"),
        (
            Deadline(moment(25, 11, 30)),
            moment(24),
            "trước 11 giờ 30 Chủ nhật, 25/02/2024 (còn 1 ngày, không có ngày làm việc)",
        ),
        (Deadline(moment(23, 17)), moment(23, 16, 59), "hôm nay, trước 17 giờ"),
        (Deadline(moment(23, 16, 30)), moment(23, 18), "hết hạn lúc 16 giờ 30 hôm nay"),
        (
            Deadline(moment(24), grace=timedelta(days=3)),
            moment(24, 7),
            "đã hết hạn, còn nhận bản nộp muộn đến 24 giờ thứ Hai, 26/02/2024",
        ),
        (Deadline(moment(24), grace=timedelta(days=3)), moment(27), "quá hạn 4 ngày"),
    ],
)
def test_say_words_from_each_side_of_the_end(deadline: Deadline, at: datetime, words: str) -> None:
    assert str(say(deadline, at)) == words


def test_say_moments_of_other_zones_are_read_in_vietnam() -> None:
    assert str(say(CLOSED_16, datetime(2024, 2, 15, 16, 59, tzinfo=UTC))) == "hôm nay, trước 24 giờ"
    assert str(say(CLOSED_16, datetime(2024, 2, 15, 17, 0, tzinfo=UTC))) == "quá hạn 1 ngày"


def test_say_translates_template_weekday_and_hour() -> None:
    english = {
        "trước %(hour)s %(weekday)s, %(date)s (còn %(count)d ngày làm việc)": (
            "before %(hour)s on %(weekday)s, %(date)s (%(count)d working days left)"
        ),
        "%(hour)d giờ": "%(hour)d:00",
        "thứ Sáu": "Friday",
    }

    phrase = say(Deadline(moment(23, 17)), moment(20))

    assert phrase.text(english.__getitem__) == "before 17:00 on Friday, 23/02/2024 (3 working days left)"


def test_say_day_gives_weekday_and_date() -> None:
    assert str(say_day(date(2024, 2, 16))) == "thứ Sáu, 16/02/2024"


@settings(max_examples=examples(80))
@given(DAYS, st.sampled_from(Boundary))
def test_last_moment_is_the_midnight_after_the_last_day(on: date, boundary: Boundary) -> None:
    deadline = Deadline(last_moment(on, boundary))

    assert deadline.last_day == last_day(on, boundary)
    assert deadline.accepts(datetime.combine(deadline.last_day, time.max, tzinfo=VIETNAM))
    assert not deadline.accepts(deadline.closes_at)


@settings(max_examples=examples(80))
@given(
    st.integers(0, 60 * 24 * 700).map(lambda minutes: moment(1) + timedelta(minutes=minutes)),
    st.timedeltas(timedelta(0), timedelta(days=10)),
    st.timedeltas(timedelta(days=-20), timedelta(days=20)),
)
def test_say_every_moment_has_words_and_what_is_in_time_is_taken(
    closes_at: datetime, grace: timedelta, away: timedelta
) -> None:
    deadline = Deadline(closes_at, grace=grace)
    at = closes_at + away

    assert "%" not in str(say(deadline, at))
    assert deadline.is_late(at) or deadline.accepts(at)
