"""A registration withdrawn after its round was opened leaves the round: nobody waits for it, nothing ranks it."""

import pytest
from django.urls import reverse

from kheo.appraisals.selectors import waiting
from kheo.appraisals.services import judging, ranking, rounds
from kheo.core.errors import Refusal, TransitionNotAllowed
from kheo.registrations.services import deciding
from tests.appraisals.judging import SEPTEMBER, concluded, marks
from tests.appraisals.test_pages import as_, text


@pytest.mark.usefixtures("_september")
def test_what_is_withdrawn_leaves_the_round(client, judged):
    concluded(judged)
    gone = judged.appraisal_round.appraisals.get(registration=judged.neighbour)
    late = SEPTEMBER.replace(day=29)
    with pytest.raises(Refusal, match="Còn 1 mô hình"):
        rounds.close_round(judged.appraisal_round, by=judged.officer, at=late)

    deciding.withdraw(judged.neighbour, reason="Không làm nữa.", by=judged.other, at=SEPTEMBER)

    with pytest.raises(TransitionNotAllowed, match="đã được đơn vị rút"):
        judging.send_self(gone, marks=marks(), hung={}, by=judged.other, at=SEPTEMBER)
    assert not waiting.unit_to_score([judged.neighbour.handled_by_unit_id]).exists()
    [standing] = waiting.standings_of([judged.round.pk])
    assert (standing.all, standing.done) == (1, 1)
    as_(client, judged.officer)
    assert "Đã rút đăng ký" in text(client.get(reverse("appraisals:round", args=[judged.appraisal_round.pk])))
    assert "không còn trong đợt" in text(client.get(reverse("appraisals:appraisal", args=[gone.pk])))
    assert len(ranking.make_ranking(judged.appraisal_round, by=judged.head, at=SEPTEMBER).rows) == 1
    rounds.close_round(judged.appraisal_round, by=judged.officer, at=late)
