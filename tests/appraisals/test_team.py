"""A team changes while its round is under way: sheets sent stay, sheets awaited are given to others."""

import pytest
from django.urls import reverse

from kheo.appraisals.models import Assignment
from kheo.appraisals.selectors.team import team_of
from kheo.appraisals.services import judging, rounds
from kheo.appraisals.services.team import change_team
from kheo.audit.models import Event
from kheo.core.errors import InvalidInput, TransitionNotAllowed
from kheo.handovers.selectors import preview
from kheo.units import public as units
from kheo.units.public import Leaving
from tests.appraisals.judging import SEPTEMBER, assigned, marks, self_scored
from tests.appraisals.test_pages import as_, text
from tests.factories import TODAY

PAPER = "Quyết định số 41/QĐ-UBND ngày 10/9/2026"


def changed(world, **said):
    values = {"head": world.second, "team": [world.head], "paper": PAPER} | said
    return change_team(world.appraisal_round, by=world.officer, at=SEPTEMBER, **values)


def test_the_new_head_concludes_and_what_was_sent_still_counts(judged):
    self_scored(judged)
    [sheet] = assigned(judged)
    judging.send_sheet(sheet, marks=marks(), by=judged.appraiser, at=SEPTEMBER)

    row = changed(judged)
    judging.conclude(judged.appraisal, marks=marks(), verdict="passed", by=judged.second, at=SEPTEMBER)

    assert team_of(row) == [judged.second, judged.head]
    assert row.decided_by == PAPER
    sheet.refresh_from_db()
    assert sheet.state == "sent"
    event = Event.objects.get(action="appraisals:round:change-team")
    assert event.details["left"] == [judged.appraiser.pk]


def test_what_was_typed_by_somebody_who_leaves_stays_on_record_and_is_given_to_another(judged):
    self_scored(judged)
    [sheet] = assigned(judged)

    changed(judged)
    rounds.assign(
        judged.appraisal_round, [(judged.appraisal.pk, judged.head.pk)], by=judged.second, at=SEPTEMBER
    )

    sheet.refresh_from_db()
    assert (sheet.state, sheet.recuse_reason) == ("recused", f"rời tổ thẩm định: {PAPER}")
    assert Assignment.objects.get(appraisal=judged.appraisal, state="todo").appraiser == judged.head


@pytest.mark.parametrize(
    ("field", "said"),
    [("paper", {"paper": "  "}), ("team", {"head": "same"})],
)
def test_a_change_needs_its_paper_and_a_change(judged, field, said):
    if said.get("head"):
        said = {"head": judged.head, "team": [judged.appraiser, judged.second]}
    with pytest.raises(InvalidInput) as refusal:
        changed(judged, **said)
    assert refusal.value.field == field


def test_fewer_people_than_sheets_needed_is_refused_and_nothing_is_written(judged):
    judged.appraisal_round.least_sheets = 2
    judged.appraisal_round.save(update_fields=["least_sheets"])
    with pytest.raises(InvalidInput, match="ít nhất 2 phiếu"):
        changed(judged, team=[])
    assert judged.appraisal_round.members.count() == 3


def test_a_closed_round_keeps_its_team(judged):
    judged.appraisal_round.state = "closed"
    judged.appraisal_round.closed_at, judged.appraisal_round.closed_by = SEPTEMBER, judged.officer
    judged.appraisal_round.save()
    with pytest.raises(TransitionNotAllowed):
        changed(judged)


@pytest.mark.usefixtures("_september")
def test_the_officer_changes_the_team_on_its_page_and_an_appraiser_may_not(client, judged):
    address = reverse("appraisals:team", args=[judged.appraisal_round.pk])
    assert as_(client, judged.appraiser).get(address).status_code == 403

    page = as_(client, judged.officer).get(address)
    assert "Thay đổi tổ thẩm định" in text(page)
    posted = {"head": str(judged.second.pk), "team": [str(judged.head.pk)], "paper": ""}
    refused = client.post(address, posted)
    assert refused.status_code == 422
    done = client.post(address, posted | {"paper": PAPER})

    assert done.url == reverse("appraisals:assign", args=[judged.appraisal_round.pk])
    judged.appraisal_round.refresh_from_db()
    assert judged.appraisal_round.head == judged.second


def test_who_leaves_is_told_which_team_still_waits_for_his_sheets(judged):
    self_scored(judged)
    assigned(judged)
    roles = tuple(units.roles_to_hand(judged.appraiser, judged.appraiser, TODAY, TODAY))

    groups = {one["key"]: one for one in preview(Leaving(judged.appraiser, roles, TODAY), SEPTEMBER)}

    [line] = groups["appraisals:teams"]["lines"]
    assert line["words"] == "Thẩm định cuối tháng 9: thành viên, còn 1 phiếu chưa gửi"
    assert not groups["appraisals:teams"]["passes"]
