"""The secret vote on paper: two people enter the count apart from each other; it stands where both agree."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, TallyEntry
from kheo.councils.selectors.councils import attendance_of
from kheo.councils.selectors.voting import TALLY_FIELDS, has_entered
from kheo.councils.services.common import locked_item, require_meeting
from kheo.councils.services.voting import Counts, counted
from kheo.councils.states import ITEM, ItemState, Mode
from kheo.kernel.clock import day_of


@dataclass(frozen=True, slots=True)
class Tally:
    """What one person counted: ballots handed out, taken in, and what stood on them."""

    issued: int
    collected: int
    votes_for: int
    votes_against: int
    votes_none: int
    votes_invalid: int


@transaction.atomic
def enter_tally(item: AgendaItem, *, tally: Tally, by: User, at: datetime) -> AgendaItem:
    """One person's count. The second of two that agree settles the vote; where they differ both are asked again.

    Raises NotAllowed, Conflict for who has entered already, InvalidInput where the figures cannot be.
    """
    row = locked_item(item)
    require_meeting(row)
    rows = attendance_of(row.session)
    if not permissions.counts_ballots(by, row, rows, day_of(at)):
        raise NotAllowed(
            N_("Chỉ thư ký và thành viên dự họp có tham gia biểu quyết mới nhập kết quả kiểm phiếu."),
            code="not-a-teller",
        )
    if row.mode != Mode.PAPER:
        ITEM.target("record", current=ItemState.WAITING)
    ITEM.target("record", current=ItemState(row.state))
    if has_entered(row, by):
        raise Conflict(
            N_("Tài khoản này đã nhập kết quả kiểm phiếu. Người thứ hai phải là người khác."),
            code="tally-same-person",
        )
    _require_possible(tally, row.voters or 0)
    TallyEntry.objects.create(item=row, attempt=row.attempt, entered_at=at, entered_by=by, **asdict(tally))
    unit_id = row.session.council.unit_id
    audit.record("councils:tally:enter", row, by=by, at=at, unit_id=unit_id, attempt=row.attempt)
    return _compared(row, by=by, at=at)


def _compared(row: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    pair = list(TallyEntry.objects.filter(item=row, attempt=row.attempt))
    if len(pair) < 2:
        return row
    one, other = ([getattr(entry, name) for name in TALLY_FIELDS] for entry in pair)
    if one != other:
        row.attempt += 1
        row.save(update_fields=["attempt"])
        return row
    first = pair[0]
    counts = Counts(first.votes_for, first.votes_against, first.votes_none, first.votes_invalid)
    row = counted(row, counts, at=at)
    audit.record(
        "councils:vote:count",
        row,
        by=by,
        at=at,
        unit_id=row.session.council.unit_id,
        ballots=first.collected,
        votes=[first.votes_for, first.votes_against, first.votes_none, first.votes_invalid],
        passed=row.passed,
    )
    return row


def _require_possible(tally: Tally, voters: int) -> None:
    if tally.issued > voters:
        raise InvalidInput(
            N_("Phát ra %(issued)s phiếu nhưng chỉ có %(voters)s người biểu quyết. Hãy đếm lại."),
            code="issued-too-many",
            field="issued",
            issued=tally.issued,
            voters=voters,
        )
    if tally.collected > tally.issued:
        raise InvalidInput(
            N_("Thu về nhiều phiếu hơn phát ra. Hãy đếm lại."), code="collected-too-many", field="collected"
        )
    whole = tally.votes_for + tally.votes_against + tally.votes_none + tally.votes_invalid
    if whole != tally.collected:
        raise InvalidInput(
            N_("Các loại phiếu cộng lại là %(sum)s, không bằng %(collected)s phiếu thu về. Hãy đếm lại."),
            code="tally-does-not-add-up",
            field="votes_for",
            sum=whole,
            collected=tally.collected,
        )
