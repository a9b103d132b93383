"""`kheo appraise explain`: the card of one registration from the shell."""

import json

import pytest
from django.core.management import CommandError, call_command

from kheo.appraisals.services import judging
from tests.appraisals.judging import SEPTEMBER, assigned, marks, self_scored


def told(judged, capsys, *flags):
    call_command("appraise_explain", judged.row.receipts.get().code.lower(), *flags)
    return capsys.readouterr().out


def test_card_says_how_it_adds_up_before_and_after_the_conclusion(judged, capsys):
    assert "Chưa kết luận" in told(judged, capsys)
    assigned(judged, judged.appraiser)
    self_scored(judged)
    judging.conclude(
        judged.appraisal, marks=marks(), verdict="passed", signed_by_all=True, by=judged.head, at=SEPTEMBER
    )

    said = json.loads(told(judged, capsys, "--json"))
    assert (said["concluded"], said["outcome"], said["title"]) == (True, "passed", judged.row.title)
    assert all(line["how"] for line in said["lines"])
    assert "Kết luận: Đạt" in told(judged, capsys)


@pytest.mark.django_db
def test_unknown_code_is_refused_in_words():
    with pytest.raises(CommandError, match="Hãy so lại với phiếu"):
        call_command("appraise_explain", "KHONG-CO")
