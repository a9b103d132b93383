"""“Đề nghị xem xét lại”: asked in time by the unit that was judged, answered by its owner, never lost."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kheo.appraisals.models import Ranking, Reconsideration
from kheo.appraisals.selectors import reconsidering as selectors
from kheo.appraisals.services import judging, ranking, reconsidering, rounds
from kheo.appraisals.states import Desk, RequestState
from kheo.core.errors import Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from tests.appraisals.judging import SEPTEMBER, concluded, facts, gate, marks, rubric, sheet_of
from tests.appraisals.test_pages import as_, text

LATER = SEPTEMBER.replace(day=24)  # Monday the 21st is the day of the conclusion
LAST = SEPTEMBER.replace(day=28)
LATE = SEPTEMBER.replace(day=29)


def asked(world, **changes):
    values = {
        "criterion": "c2",
        "why": "Chưa tính 200 m đường đã nghiệm thu.",
        "by": world.contact,
        "at": LATER,
    }
    return reconsidering.ask(world.appraisal, **values | changes)


def answered(request, world, *, changed, **changes):
    values = {"words": "Đã xem biên bản nghiệm thu.", "by": world.head, "at": LATER}
    return reconsidering.answer(request, changed=changed, **values | changes)


def test_the_request_has_an_owner_and_a_day_in_working_days(judged):
    concluded(judged)

    row = asked(judged)

    assert (row.owner, row.about) == (judged.head, "Đạt chỉ tiêu")
    assert f"{row.answer_by:%d/%m/%Y}" == "01/10/2026"
    assert [one.pk for one in selectors.to_answer(judged.head)] == [row.pk]
    unit = judged.row.handled_by_unit_id
    assert [one.pk for one in selectors.asked_by_units([unit])] == [row.pk]
    with pytest.raises(Conflict, match="đang chờ trả lời"):
        asked(judged)
    asked(judged, criterion="gate:g2")
    asked(judged, criterion="")


def test_late_ones_are_refused_with_the_day(judged):
    concluded(judged)
    asked(judged, at=LAST)

    with pytest.raises(Refusal, match="đã hết ngày 28/09/2026"):
        asked(judged, criterion="c1", at=LATE)

    assert selectors.still_to_ask([judged.row.handled_by_unit_id], LAST)
    assert not selectors.still_to_ask([judged.row.handled_by_unit_id], LATE)


@pytest.mark.parametrize(
    ("wrong", "error"), [({"why": " "}, InvalidInput), ({"criterion": "x"}, InvalidInput)]
)
def test_it_says_what_and_why(judged, wrong, error):
    concluded(judged)

    with pytest.raises(error):
        asked(judged, **wrong)
    with pytest.raises(NotAllowed):
        asked(judged, by=judged.other)

    assert not Reconsideration.objects.exists()


def test_before_a_conclusion_there_is_nothing_to_ask(judged):
    with pytest.raises(TransitionNotAllowed):
        asked(judged)


def test_kept_changes_nothing_and_stays_on_record(judged):
    made = concluded(judged)
    row = answered(asked(judged), judged, changed=False)

    judged.appraisal.refresh_from_db()
    assert (row.state, judged.appraisal.desk, judged.appraisal.conclusion) == ("kept", Desk.DONE, made)
    with pytest.raises(TransitionNotAllowed):
        answered(row, judged, changed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reconsideration.objects.update(answer="khác")
    assert [one.state for one in selectors.requests_of(judged.appraisal)] == [RequestState.KEPT]


def test_changed_starts_the_chain_again_and_the_next_ranking_follows(judged):
    made = concluded(judged)
    others_are_concluded(judged)
    ranking.make_ranking(judged.appraisal_round, by=judged.head, at=SEPTEMBER)

    answered(asked(judged), judged, changed=True)

    judged.appraisal.refresh_from_db()
    assert (judged.appraisal.desk, judged.appraisal.conclusion) == (Desk.TEAM, None)
    assert "Xem xét lại “Đạt chỉ tiêu”" in judged.appraisal.sent_back_reason
    again = marks(done="50", c2_reason="Tính thêm 200 m.")
    judging.send_sheet(sheet_of(judged, judged.appraiser), marks=again, by=judged.appraiser, at=LATER)
    judging.conclude(judged.appraisal, marks=again, verdict="passed", by=judged.head, at=LATER)
    first, second = Ranking.objects.order_by("number")
    assert (second.number, second.reason) == (2, f"Xem xét lại “{judged.row.title}” theo đề nghị của đơn vị")
    totals = [
        {one["registration"]: one["total"] for one in each.rows}[judged.row.pk] for each in (first, second)
    ]
    assert totals == ["75.00", "80.00"]
    assert judged.appraisal.conclusions.count() == 2
    made.refresh_from_db()


def test_the_round_closes_when_nobody_asks_any_more(judged):
    concluded(judged)
    others_are_concluded(judged)
    request = asked(judged)

    with pytest.raises(Refusal, match="1 đề nghị xem xét lại"):
        rounds.close_round(judged.appraisal_round, by=judged.officer, at=LATE)
    answered(request, judged, changed=False)
    with pytest.raises(Refusal, match="đến hết ngày 28/09/2026"):
        rounds.close_round(judged.appraisal_round, by=judged.officer, at=LAST)
    rounds.close_round(judged.appraisal_round, by=judged.officer, at=LATE)


def test_days_are_a_setting_of_the_round(world):
    rubric(world)

    with pytest.raises(InvalidInput, match="1 đến 60"):
        rounds.open_round(world.round, facts(world, ask_days=0), by=world.officer, at=SEPTEMBER)


@pytest.mark.usefixtures("_september")
def test_unit_asks_and_head_answers_on_their_pages(client, judged):
    concluded(judged)
    mine, card = reverse("appraisals:mine"), reverse("appraisals:appraisal", args=[judged.appraisal.pk])
    ask = reverse("appraisals:ask_again", args=[judged.appraisal.pk])
    as_(client, judged.contact)
    assert "còn được đề nghị xem xét lại" in text(client.get(mine))
    assert ask in text(client.get(card))
    assert "28/09/2026" in text(client.get(ask))
    assert client.post(ask, {"criterion": "c2", "why": ""}).status_code == 422
    assert client.post(ask, {"criterion": "c2", "why": "Thiếu 200 m."}).url == card
    assert "đã đề nghị xem xét lại" in text(client.get(mine))
    assert client.post(ask, {"criterion": "c2", "why": "Thiếu 200 m."}).status_code == 422
    request = Reconsideration.objects.get()
    answer = reverse("appraisals:answer_again", args=[request.pk])
    assert client.get(answer).status_code == 403

    as_(client, judged.head)
    assert answer in text(client.get(mine))
    assert "Đề nghị xem xét lại: 1, chờ tôi trả lời" in text(client.get("/"))
    assert client.post(answer, {"changed": "no"}).status_code == 422
    assert client.post(answer, {"changed": "no", "words": "Đã tính đủ."}).url == card
    assert "Đã tính đủ." in text(client.get(card))
    assert client.get(answer).url == card
    assert as_(client, judged.other).get(answer).status_code == 404


def others_are_concluded(world):
    first, neighbour = world.appraisal, world.appraisal_round.appraisals.get(registration=world.neighbour)
    judging.send_self(neighbour, marks=marks(), hung={}, by=world.other, at=SEPTEMBER)
    world.appraisal = neighbour
    gate(world)
    keep = {"signed_by_all": True, "by": world.head, "at": SEPTEMBER}
    judging.conclude(
        neighbour,
        marks=marks(c1="20", c1_reason="Mới làm nửa việc"),
        verdict="more",
        words="Bổ sung.",
        **keep,
    )
    world.appraisal = first
