"""Changing the team of a round that is under way: somebody leaves, another comes, the head is another."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.appraisals.models import AppraisalRound, Assignment, TeamMember
from kheo.appraisals.services.rounds import open_for
from kheo.appraisals.states import Desk, ScoreState
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line


@transaction.atomic
def change_team(
    made: AppraisalRound, *, head: User, team: Sequence[User], paper: str, by: User, at: datetime
) -> AppraisalRound:
    """Have the round judged by these people, as a paper says. Sheets that were sent in stay and count; those
    still awaited of people who leave are noted as not judged, to be given to others.

    Raises InvalidInput (`field` team or paper), NotAllowed, TransitionNotAllowed where the round is closed.
    """
    row = open_for(made, by, at)
    before = {one.user_id for one in row.members.all()}
    people = {one.pk: one for one in (head, *team)}
    said = clean_line(paper)[:300]
    if before == set(people) and row.head_id == head.pk:
        raise InvalidInput(
            N_("Tổ thẩm định vẫn như cũ nên không có gì để ghi."), code="team-same", field="team"
        )
    if not said:
        raise InvalidInput(
            N_("Hãy ghi văn bản thay đổi tổ thẩm định: loại, số, ngày."), code="team-paper", field="paper"
        )
    if len(people) < row.least_sheets:
        raise InvalidInput(
            N_("Mỗi mô hình cần ít nhất %(least)d phiếu nên tổ phải có ít nhất %(least)d người."),
            code="team-too-small",
            field="team",
            least=row.least_sheets,
        )
    left = before - set(people)
    ended = _step_aside(row, left, said)
    row.members.exclude(user_id__in=people).delete()
    TeamMember.objects.bulk_create(
        TeamMember(appraisal_round=row, user=one) for one in people.values() if one.pk not in before
    )
    was, row.head, row.decided_by = row.head_id, head, said
    row.save(update_fields=["head", "decided_by"])
    audit.record(
        "appraisals:round:change-team",
        row,
        by=by,
        at=at,
        head_before=was,
        head_after=head.pk,
        left=sorted(left),
        came=sorted(set(people) - before),
        paper=said,
        sheets_ended=ended,
    )
    return row


def _step_aside(row: AppraisalRound, leaving: set[int], paper: str) -> int:
    """What those who leave had still to send is theirs no longer; what they typed stays on record. How many sheets."""
    waiting = Assignment.objects.filter(
        appraisal__appraisal_round=row, appraiser_id__in=leaving, state=ScoreState.UNSENT
    ).exclude(appraisal__desk=Desk.DONE)
    why = f"rời tổ thẩm định: {paper}"[:300]
    return Assignment.objects.filter(pk__in=waiting.values("pk")).update(
        state=ScoreState.RECUSED, recuse_reason=why
    )
