from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.timetable.phases import MilestoneDay, MilestoneKind, PhaseSpan, When, where
from kheo.core.timetable.words import DayWindow
from tests.examples import examples

STARTING = PhaseSpan("Phát động, đăng ký", date(2026, 1, 15), date(2026, 2, 28))
DOING = PhaseSpan("Tổ chức thực hiện", date(2026, 3, 1), date(2026, 10, 31))
REVIEWING = PhaseSpan("Tổng kết", date(2026, 11, 1), None)
PHASES = (REVIEWING, STARTING, DOING)
REGISTER = MilestoneDay("Gửi danh sách đăng ký", date(2026, 2, 15), "trước ngày 16/02/2026")
HALF_YEAR = MilestoneDay("Sơ kết", None, "giữa tháng 6/2026", MilestoneKind.SOFT)
MONTHLY = MilestoneDay("Báo cáo tháng", None, "trước ngày 18 hằng tháng", MilestoneKind.RECURRING)
VISIT = MilestoneDay("Khảo sát", None, "sau sơ kết 10 ngày", MilestoneKind.RELATIVE)
YEAR = DayWindow(date(2026, 1, 1), date(2026, 12, 31))


def test_where_last_day_of_a_phase_belongs_to_it() -> None:
    on_last = where(date(2026, 2, 28), PHASES, ())
    day_after = where(date(2026, 3, 1), PHASES, ())

    assert on_last.current_phases == (STARTING,)
    assert on_last.coming_phases == (DOING, REVIEWING)
    assert day_after.past_phases == (STARTING,)
    assert day_after.current_phases == (DOING,)


def test_where_overlapping_phases_are_both_current() -> None:
    overlapping = PhaseSpan("Kiểm tra", date(2026, 10, 1), date(2026, 11, 30))

    assert where(date(2026, 11, 15), (*PHASES, overlapping), ()).current_phases == (overlapping, REVIEWING)


def test_where_between_phases_and_without_dates_nothing_is_current() -> None:
    undated = PhaseSpan("Chuẩn bị", None, None)

    standing = where(date(2026, 1, 1), (STARTING, undated), ())

    assert standing.current_phases == ()
    assert standing.coming_phases == (STARTING,)


def test_where_phase_with_only_an_end_runs_until_it() -> None:
    open_start = PhaseSpan("Đăng ký", None, date(2026, 2, 15))

    assert where(date(2026, 2, 15), (open_start,), ()).current_phases == (open_start,)
    assert where(date(2026, 2, 16), (open_start,), ()).past_phases == (open_start,)


def test_where_milestones_are_sorted_into_past_now_ahead_and_open() -> None:
    standing = where(date(2026, 6, 12), PHASES, (VISIT, HALF_YEAR, REGISTER, MONTHLY), period=YEAR)

    assert [(p.milestone, p.when) for p in standing.due_now] == [(HALF_YEAR, When.NOW)]
    assert [p.window.last for p in standing.past_milestones if p.window][-2:] == [
        date(2026, 4, 17),
        date(2026, 5, 17),
    ]
    assert standing.next_milestones[0].days_away(date(2026, 6, 12)) == 5
    assert [p.milestone for p in standing.open_milestones] == [VISIT]
    assert standing.next_due == standing.due_now[0]


def test_where_next_due_without_anything_due_today_is_the_nearest() -> None:
    standing = where(date(2026, 2, 1), PHASES, (HALF_YEAR, REGISTER))

    assert standing.next_due is not None
    assert standing.next_due.milestone == REGISTER
    assert where(date(2026, 12, 1), (), (REGISTER,)).next_due is None


def test_where_recurring_without_a_period_stays_open() -> None:
    standing = where(date(2026, 2, 1), (), (MONTHLY,))

    assert [(p.milestone, p.days_away(standing.on)) for p in standing.open_milestones] == [(MONTHLY, None)]


def test_where_year_completes_soft_words() -> None:
    words = MilestoneDay("Sơ kết", None, "giữa tháng 6", MilestoneKind.SOFT)

    assert where(date(2026, 6, 15), (), (words,), year=2026).due_now[0].window == DayWindow(
        date(2026, 6, 11), date(2026, 6, 20)
    )


@settings(max_examples=examples(60))
@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 400)), max_size=5),
)
def test_where_every_dated_phase_stands_in_exactly_one_group(on: date, spans: list[tuple[date, int]]) -> None:
    phases = [PhaseSpan(str(i), start, start + timedelta(days=n)) for i, (start, n) in enumerate(spans)]

    standing = where(on, phases, ())

    groups = standing.past_phases + standing.current_phases + standing.coming_phases
    assert sorted(phase.name for phase in groups) == [str(i) for i in range(len(phases))]
