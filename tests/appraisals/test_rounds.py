"""Opening a round on days that make sense, taking one back that was opened by mistake."""

from datetime import date

import pytest

from kheo.appraisals.models import AppraisalRound
from kheo.appraisals.selectors import rankings
from kheo.appraisals.services import judging, ranking, reconsidering, rounds
from kheo.core.errors import InvalidInput, NotAllowed, Refusal
from kheo.notices.models import Notice
from tests.appraisals.judging import SEPTEMBER, assigned, concluded, facts, marks, rubric, self_scored
from tests.appraisals.test_pages import as_, text, url

pytestmark = pytest.mark.usefixtures("_september")


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("starts_on", {"starts_on": date(1900, 1, 1), "ends_on": date(1901, 1, 1), "self_score_until": None}),
        ("starts_on", {"starts_on": date(2029, 1, 1), "ends_on": date(2029, 2, 1), "self_score_until": None}),
        ("self_score_until", {"self_score_until": date(2020, 1, 1)}),
    ],
)
def test_days_that_make_no_sense_are_refused_at_their_field(world, field, days):
    rubric(world)

    with pytest.raises(InvalidInput) as refusal:
        rounds.open_round(world.round, facts(world, **days), by=world.officer, at=SEPTEMBER)

    assert refusal.value.field == field
    assert not AppraisalRound.objects.exists()


def test_a_round_opened_by_mistake_is_taken_back_with_a_reason_and_the_units_are_told(client, judged):
    assigned(judged)
    address = url("call_off", judged.appraisal_round.pk)
    as_(client, judged.officer)

    assert client.post(address, {"reason": " "}).status_code == 422
    done = client.post(address, {"reason": "Ghi nhầm ngày"})

    assert done.url == url("overview", judged.round.pk)
    assert not AppraisalRound.objects.exists()
    assert Notice.objects.filter(title__contains="Đã hủy đợt", title__endswith="Ghi nhầm ngày").exists()
    assert "Tự chấm điểm" not in text(as_(client, judged.contact).get("/"))


def test_a_round_in_which_somebody_has_scored_is_not_taken_back(judged):
    self_scored(judged)
    with pytest.raises(Refusal, match="đã có điểm"):
        rounds.call_off(judged.appraisal_round, reason="nhầm", by=judged.officer, at=SEPTEMBER)


def test_only_whoever_runs_appraisal_takes_a_round_back(judged):
    with pytest.raises(NotAllowed):
        rounds.call_off(judged.appraisal_round, reason="nhầm", by=judged.head, at=SEPTEMBER)


def test_the_ranking_page_says_how_many_are_left_out(client, judged):
    concluded(judged)

    page = text(as_(client, judged.officer).get(url("ranking", judged.appraisal_round.pk)))

    assert "Còn 1 mô hình chưa kết luận" in page


def test_the_same_conclusion_once_more_makes_no_ranking_old(judged):
    concluded(judged)
    ranking.make_ranking(judged.appraisal_round, by=judged.officer, at=SEPTEMBER)
    later = SEPTEMBER.replace(day=22)
    reconsidering.ask(judged.appraisal, criterion="c1", why="Thiếu ảnh", by=judged.contact, at=later)
    reconsidering.answer(
        judged.appraisal.reconsiderations.get(), changed=True, words="Xem lại", by=judged.head, at=later
    )
    again = {"verdict": "passed", "signed_by_all": True, "by": judged.head, "at": later.replace(hour=9)}
    judging.conclude(judged.appraisal, marks=marks(), **again)

    assert not rankings.is_stale(judged.appraisal_round, rankings.rankings_of(judged.appraisal_round))
