"""Quỹ thi đua, khen thưởng: its ceiling, what came in, what was paid. A wrong row is reversed, never edited."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import CommendationDecision, FundEntry, FundYear
from kheo.commendations.selectors.fund import state_of
from kheo.commendations.services.deciding import require_issuer
from kheo.commendations.states import FundKind
from kheo.core.errors import N_, Conflict, InvalidInput, Refusal, TransitionNotAllowed
from kheo.core.vietnamese import format_number
from kheo.kernel.clock import day_of
from kheo.recognitions import public as recognitions
from kheo.recognitions.public import needed, past_day, short_enough

_MOST = 10**13


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it is typed; a payment of prizes names its decision."""

    kind: str
    amount: int | None
    on: date | None
    words: str
    paper: str = ""
    decision: CommendationDecision | None = None


@transaction.atomic
def set_year(
    round_: CampaignRound,
    *,
    year: int,
    recurrent: int | None,
    permille: int,
    basis: str,
    by: User,
    at: datetime,
) -> FundYear:
    """The year's recurrent spending and the share that bound the fund (điểm b khoản 3 Điều 46 Nghị định 152/2025).

    Raises NotAllowed, InvalidInput (`field` recurrent, permille, basis).
    """
    recognitions.require_manager(by, round_.campaign, day_of(at))
    if recurrent is None or not 0 < recurrent < _MOST:
        raise InvalidInput(
            N_("Hãy ghi số chi thường xuyên của năm, đồng."), code="recurrent", field="recurrent"
        )
    if permille not in {10, 15}:
        raise InvalidInput(N_("Mức trích là 1,0% hoặc 1,5%."), code="permille", field="permille")
    values = {
        "recurrent": recurrent,
        "permille": permille,
        "basis": needed(basis, "basis", 300, N_("Hãy ghi văn bản giao dự toán.")),
        "set_at": at,
        "set_by": by,
    }
    unit = require_issuer(round_, day_of(at))
    row, _new = FundYear.objects.update_or_create(unit=unit, year=year, defaults=values)
    audit.record(
        "commendations:fund:set",
        row,
        by=by,
        at=at,
        unit_id=unit.pk,
        year=year,
        recurrent=recurrent,
        permille=permille,
    )
    return row


@transaction.atomic
def enter(round_: CampaignRound, fund: FundYear, *, entry: Entry, by: User, at: datetime) -> FundEntry:
    """Money in or out. A receipt above the ceiling, a payment above what is there, and organising above its 20 % are
    refused (Điều 46, Điều 48). Raises NotAllowed, InvalidInput, Refusal, Conflict for prizes paid already.
    """
    row = FundYear.objects.select_for_update().get(pk=fund.pk)
    recognitions.require_manager(by, round_.campaign, day_of(at))
    if entry.kind not in FundKind.values:
        raise InvalidInput(N_("Hãy chọn thu hay chi."), code="kind", field="kind")
    if entry.amount is None or not 0 < entry.amount < _MOST:
        raise InvalidInput(N_("Hãy ghi số tiền, đồng."), code="amount", field="amount")
    on = past_day(entry.on, "on", round_, at)
    state = state_of(row)
    room = {
        FundKind.RECEIPT: (
            state.ceiling - state.receipts,
            N_("Số thu vượt mức trần của quỹ; còn được thu %(room)s đồng."),
        ),
        FundKind.PRIZE: (state.left, N_("Quỹ còn %(room)s đồng, không đủ chi.")),
        FundKind.ORGANISING: (
            min(state.left, state.organising_most - state.organising),
            N_("Chi tổ chức, tuyên truyền không quá 20%% quỹ; còn được chi %(room)s đồng."),
        ),
    }
    most, refusal = room[FundKind(entry.kind)]
    if entry.amount > most:
        raise Refusal(refusal, code="fund-exceeded", room=format_number(max(0, most)))
    _require_payable(row, entry)
    made = FundEntry.objects.create(
        fund=row,
        kind=entry.kind,
        amount=entry.amount,
        on=on,
        words=needed(entry.words, "words", 300, N_("Hãy ghi nội dung thu, chi.")),
        paper=short_enough(entry.paper.strip(), "paper", 100),
        decision=entry.decision,
        noted_at=at,
        noted_by=by,
    )
    audit.record(
        "commendations:fund:enter",
        made,
        by=by,
        at=at,
        unit_id=row.unit_id,
        kind=made.kind,
        amount=made.amount,
    )
    return made


def _require_payable(fund: FundYear, entry: Entry) -> None:
    if entry.decision is None:
        return
    if entry.decision.unit_id != fund.unit_id:
        raise Refusal(
            N_("%(issuer)s chi tiền thưởng của quyết định này từ nguồn của mình, không chi từ quỹ này."),
            code="not-this-fund",
            issuer=entry.decision.issuer,
        )
    if FundEntry.objects.filter(
        decision=entry.decision, reverses__isnull=True, reversed_by__isnull=True
    ).exists():
        raise Conflict(N_("Tiền thưởng của quyết định này đã ghi chi."), code="paid-already")


@transaction.atomic
def reverse(round_: CampaignRound, entry: FundEntry, *, reason: str, by: User, at: datetime) -> FundEntry:
    """Take a wrong row back by another with its reason. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    fund = FundYear.objects.select_for_update().get(pk=entry.fund_id)
    recognitions.require_manager(by, round_.campaign, day_of(at))
    if entry.reverses_id is not None or FundEntry.objects.filter(reverses=entry).exists():
        raise TransitionNotAllowed(N_("Dòng này đã được hủy."), code="reversed-already")
    made = FundEntry.objects.create(
        fund=fund,
        kind=entry.kind,
        amount=-entry.amount,
        on=day_of(at),
        words=needed(reason, "reason", 300, N_("Hãy ghi vì sao hủy dòng này.")),
        decision=entry.decision,
        reverses=entry,
        noted_at=at,
        noted_by=by,
    )
    audit.record("commendations:fund:reverse", made, by=by, at=at, unit_id=fund.unit_id, reason=made.words)
    return made
