"""The secret vote on the screen.

Who has voted stands in `Voter`, what was voted in `Ballot`; the two share the matter and nothing else. A ballot has
no time, no voter and an id drawn by lot. Each time one is cast all ballots of the matter are written anew in an order
drawn by lot, in the same transaction, so that neither the order of rows nor the transaction that wrote them says
whose is whose; the same once more when the vote closes. The trail says that somebody voted, never what. Nothing is
counted before the vote is closed. What stands outside a database's tables (write-ahead logs, backups from during the
vote) is named as a limit in docs/security.md.
"""

from datetime import datetime
from random import SystemRandom

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed, Refusal, TransitionNotAllowed
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, Ballot, Recusal, Voter
from kheo.councils.selectors.councils import attendance_of
from kheo.councils.services.common import locked_item, require_meeting
from kheo.councils.services.voting import FEWEST_IN_SECRET, Counts, counted
from kheo.councils.states import ITEM, Choice, ItemState, Mode
from kheo.kernel.clock import day_of

_lots = SystemRandom()


@transaction.atomic
def cast(item: AgendaItem, *, choice: str, by: User, at: datetime) -> None:
    """Vote. Raises a sentence each: not open yet, closed, not a voter, recused, voted already, no choice made."""
    row = locked_item(item)
    _require_open(row)
    voter = Voter.objects.select_for_update(of=("self",)).filter(item=row, attendance__user=by).first()
    if voter is None:
        raise _no_voter(row, by)
    if voter.has_voted:
        raise Conflict(
            N_("Tài khoản này đã bỏ phiếu nội dung này rồi; phiếu đã vào hòm, không sửa được."),
            code="voted-already",
        )
    if choice not in Choice.values:
        raise InvalidInput(N_("Hãy chọn một ý kiến rồi bỏ phiếu."), code="choice", field="phieu")
    voter.has_voted = True
    voter.save(update_fields=["has_voted"])
    _shuffle(row, added=choice)
    audit.record("councils:vote:cast", row, by=by, at=at, unit_id=row.session.council.unit_id)


def _require_open(row: AgendaItem) -> None:
    require_meeting(row)
    if row.mode != Mode.SCREEN or row.state == ItemState.WAITING:
        raise TransitionNotAllowed(
            N_("Nội dung này chưa mở bỏ phiếu trên máy. Hãy chờ thư ký mở."), code="vote-not-open"
        )
    if row.state != ItemState.VOTING:
        raise TransitionNotAllowed(
            N_("Đã kết thúc bỏ phiếu nội dung này nên không nhận thêm phiếu."), code="vote-closed"
        )


def _no_voter(row: AgendaItem, by: User) -> NotAllowed:
    recusal = Recusal.objects.filter(item=row, attendance__user=by).first()
    if recusal is not None:
        return NotAllowed(
            N_("Bạn không tham gia biểu quyết nội dung này: %(reason)s."),
            code="recused",
            reason=recusal.reason,
        )
    return NotAllowed(
        N_("Tài khoản này không có trong danh sách bỏ phiếu của nội dung này."), code="not-a-voter"
    )


def _shuffle(row: AgendaItem, *, added: str = "") -> list[str]:
    """Write all ballots of the matter anew under new ids, in an order drawn by lot; gives their choices."""
    choices = list(Ballot.objects.filter(item=row).values_list("choice", flat=True))
    choices += [added] if added else []
    _lots.shuffle(choices)
    Ballot.objects.filter(item=row).delete()
    Ballot.objects.bulk_create(Ballot(item=row, choice=choice) for choice in choices)
    return choices


@transaction.atomic
def close_vote(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """End the vote and count it: by who runs the session or leads the meeting, not before enough
    ballots lie in the box to hide each other.
    """
    row = locked_item(item)
    session, on = row.session, day_of(at)
    if not permissions.presides(by, session, attendance_of(session), on):
        permissions.require_runs(by, session.council, on)
    require_meeting(row)
    if row.mode != Mode.SCREEN:
        ITEM.target("count", current=ItemState.WAITING)
    ITEM.target("count", current=ItemState(row.state))
    choices = _shuffle(row)
    voted = Voter.objects.filter(item=row, has_voted=True).count()
    if len(choices) != voted:
        raise Refusal(
            N_(
                "Số phiếu trong hòm (%(ballots)s) không khớp số người đã bỏ phiếu (%(voted)s). Hãy dừng biểu quyết và bỏ phiếu lại."
            ),
            code="ballots-do-not-match",
            ballots=len(choices),
            voted=voted,
        )
    if len(choices) < FEWEST_IN_SECRET:
        raise Refusal(
            N_(
                "Mới có %(ballots)s phiếu: kiểm lúc này thì lộ ai bỏ phiếu gì. Hãy chờ ít nhất %(fewest)s phiếu, hoặc người chủ trì dừng biểu quyết."
            ),
            code="ballots-too-few",
            ballots=len(choices),
            fewest=FEWEST_IN_SECRET,
        )
    count = [choices.count(kind) for kind in (Choice.FOR, Choice.AGAINST, Choice.NONE)]
    row = counted(row, Counts(*count), at=at)
    audit.record(
        "councils:vote:count",
        row,
        by=by,
        at=at,
        unit_id=session.council.unit_id,
        ballots=len(choices),
        votes=count,
        passed=row.passed,
    )
    return row
