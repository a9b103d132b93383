"""A vote opens with its rule, denominator and voters frozen; open votes are written down; the outcome is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.core.law import votes
from kheo.core.law.votes import Ballot as BallotRule
from kheo.core.law.votes import VoteRule
from kheo.councils import permissions
from kheo.councils.models import AgendaItem, Attendance, Ballot, MemberVote, TallyEntry, Voter
from kheo.councils.selectors.councils import attendance_of
from kheo.councils.selectors.rules import rule_of
from kheo.councils.selectors.voting import voters_among
from kheo.councils.services.common import locked_item, needed_line, require_meeting
from kheo.councils.states import ITEM, SECRET, Choice, ItemState, Mode, Presence
from kheo.kernel.clock import day_of

FEWEST_IN_SECRET = 3


@transaction.atomic
def open_vote(item: AgendaItem, *, mode: str, by: User, at: datetime) -> AgendaItem:
    """Open the vote on a matter: from here rule, total, voters and denominator stand.

    Raises NotAllowed, TransitionNotAllowed; Refusal without a quorum, where recusals leave too few and the chair
    has given no reason, where the law wants ballots, where a secret vote would betray its voters.
    """
    row = locked_item(item)
    session, on = row.session, day_of(at)
    permissions.require_runs(by, session.council, on)
    require_meeting(row)
    row.state = ITEM.target("vote", current=ItemState(row.state))
    if mode not in {Mode.HANDS, Mode.NAMED, Mode.PAPER, Mode.SCREEN}:
        raise InvalidInput(N_("Hãy chọn cách biểu quyết."), code="mode", field="mode")
    rule = rule_of(session.council, row.matter, on)
    rows = attendance_of(session)
    recused = set(row.recusals.values_list("attendance_id", flat=True))
    voters = voters_among(rows, recused, rule)
    _require_quorum(row, rule, rows, recused)
    _require_fitting(mode, rule, voters)
    present = sum(one.presence == Presence.PRESENT for one in rows)
    written = sum(one.presence == Presence.WRITTEN for one in rows)
    row.mode, row.rule, row.voting_since, row.attempt = mode, rule.as_json(), at, 1
    row.total, row.present, row.voters = len(rows), present, len(voters)
    row.denominator = votes.denominator(rule, total=len(rows), present=present, written=written)
    row.needed = rule.passes.of(row.denominator)
    row.save()
    if mode == Mode.SCREEN:
        Voter.objects.bulk_create(Voter(item=row, attendance=one) for one in voters)
    audit.record(
        "councils:vote:open",
        row,
        by=by,
        at=at,
        unit_id=session.council.unit_id,
        mode=mode,
        voters=len(voters),
        denominator=row.denominator,
        needed=row.needed,
    )
    return row


def _require_quorum(item: AgendaItem, rule: VoteRule, rows: Sequence[Attendance], recused: set[int]) -> None:
    there = [one for one in rows if one.presence == Presence.PRESENT]
    standing = votes.quorum(rule, total=len(rows), present=len(there))
    facts: dict[str, object] = {"present": len(there), "total": len(rows), "needed": standing.needed}
    if not standing.met:
        raise Refusal(
            N_(
                "Chưa đủ số dự họp để biểu quyết: có mặt %(present)s/%(total)s thành viên, cần ít nhất %(needed)s."
            ),
            code="no-quorum",
            **facts,
        )
    left = sum(one.pk not in recused for one in there)
    if left < standing.needed and not item.quorum_reason:
        raise Refusal(
            N_(
                "Trừ người không tham gia biểu quyết chỉ còn %(left)s người, dưới số cần dự họp là %(needed)s. Người chủ trì ghi lý do vẫn biểu quyết thì mới mở được."
            ),
            code="recusal-breaks-quorum",
            left=left,
            **facts,
        )


def _require_fitting(mode: str, rule: VoteRule, voters: Sequence[Attendance]) -> None:
    if rule.ballot is BallotRule.BALLOT and mode not in SECRET:
        raise InvalidInput(
            N_("Nội dung này phải bỏ phiếu (%(citation)s). Hãy chọn bỏ phiếu giấy hoặc trên máy."),
            code="ballot-needed",
            field="mode",
            citation=rule.citation or rule.title,
        )
    if not voters:
        raise Refusal(N_("Không còn ai để biểu quyết nội dung này."), code="no-voters")
    if mode in SECRET and len(voters) < FEWEST_IN_SECRET:
        raise InvalidInput(
            N_("Chỉ %(count)s người biểu quyết thì không giữ kín được phiếu. Hãy biểu quyết công khai."),
            code="too-few-for-secret",
            field="mode",
            count=len(voters),
        )
    without = [one.name for one in voters if one.user_id is None]
    if mode == Mode.SCREEN and without:
        raise InvalidInput(
            N_("Không có tài khoản để bỏ phiếu trên máy: %(names)s. Hãy chọn bỏ phiếu giấy."),
            code="voters-without-account",
            field="mode",
            names=", ".join(without),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many said what."""

    votes_for: int
    votes_against: int
    votes_none: int
    votes_invalid: int = 0

    @property
    def whole(self) -> int:
        return self.votes_for + self.votes_against + self.votes_none + self.votes_invalid


def counted(row: AgendaItem, counts: Counts, *, at: datetime) -> AgendaItem:
    """Write the outcome on a locked matter whose rule and denominator are frozen."""
    rule = VoteRule.from_json(row.rule)
    verb = "correct" if row.state == ItemState.COUNTED else "count"
    row.state = ITEM.target(verb, current=ItemState(row.state))
    row.votes_for, row.votes_against = counts.votes_for, counts.votes_against
    row.votes_none, row.votes_invalid = counts.votes_none, counts.votes_invalid
    found = votes.outcome(rule, denominator=row.denominator or 0, votes_for=counts.votes_for)
    row.passed, row.counted_at = found.passed, at
    row.save()
    return row


@transaction.atomic
def record_hands(
    item: AgendaItem, *, counts: Counts, written: Mapping[int, str], by: User, at: datetime
) -> AgendaItem:
    """Hands counted in the room, and what each absent member wrote (by attendance id), where the rule counts it.

    The count may be corrected until the session is closed; before and after are on the trail.
    """
    row, voters = _open_vote_of(item, Mode.HANDS, by, at)
    there = [one for one in voters if one.presence == Presence.PRESENT]
    if counts.whole != len(there):
        raise InvalidInput(
            N_(
                "Cộng lại là %(sum)s người, nhưng có %(voters)s người biểu quyết tại phòng họp. Hãy đếm lại; ai không giơ tay thì ghi là không có ý kiến."
            ),
            code="hands-do-not-add-up",
            field="votes_for",
            sum=counts.whole,
            voters=len(there),
        )
    absent = [one for one in voters if one.presence == Presence.WRITTEN]
    choices = {one.pk: _choice(written.get(one.pk, ""), one) for one in absent}
    before = _before(row)
    _keep_member_votes(row, choices)
    whole = Counts(
        counts.votes_for + sum(choice == Choice.FOR for choice in choices.values()),
        counts.votes_against + sum(choice == Choice.AGAINST for choice in choices.values()),
        counts.votes_none + sum(choice == Choice.NONE for choice in choices.values()),
    )
    return _recorded(row, whole, before, by=by, at=at)


@transaction.atomic
def record_named(item: AgendaItem, *, choices: Mapping[int, str], by: User, at: datetime) -> AgendaItem:
    """How each member voted in the open (by attendance id), the absent ones in writing."""
    row, voters = _open_vote_of(item, Mode.NAMED, by, at)
    said = {one.pk: _choice(choices.get(one.pk, ""), one) for one in voters}
    before = _before(row)
    _keep_member_votes(row, said)
    count = [
        sum(choice == kind for choice in said.values()) for kind in (Choice.FOR, Choice.AGAINST, Choice.NONE)
    ]
    return _recorded(row, Counts(*count), before, by=by, at=at)


def _open_vote_of(
    item: AgendaItem, mode: Mode, by: User, at: datetime
) -> tuple[AgendaItem, list[Attendance]]:
    row = locked_item(item)
    permissions.require_runs(by, row.session.council, day_of(at))
    require_meeting(row)
    if row.mode != mode or row.state not in {ItemState.VOTING, ItemState.COUNTED}:
        ITEM.target("record", current=ItemState.WAITING)
    recused = set(row.recusals.values_list("attendance_id", flat=True))
    return row, voters_among(attendance_of(row.session), recused, VoteRule.from_json(row.rule))


def _choice(said: str, who: Attendance) -> str:
    if said not in Choice.values:
        raise InvalidInput(
            N_("Hãy chọn ý kiến của %(who)s."), code="choice", field=f"choice-{who.pk}", who=who.name
        )
    return said


def _before(row: AgendaItem) -> list[int | None]:
    return [row.votes_for, row.votes_against, row.votes_none]


def _keep_member_votes(row: AgendaItem, choices: Mapping[int, str]) -> None:
    MemberVote.objects.filter(item=row).delete()
    MemberVote.objects.bulk_create(
        MemberVote(item=row, attendance_id=pk, choice=choice) for pk, choice in choices.items()
    )


def _recorded(
    row: AgendaItem, counts: Counts, before: list[int | None], *, by: User, at: datetime
) -> AgendaItem:
    row = counted(row, counts, at=at)
    audit.record(
        "councils:vote:record",
        row,
        by=by,
        at=at,
        unit_id=row.session.council.unit_id,
        before=before,
        after=_before(row),
        passed=row.passed,
    )
    return row


@transaction.atomic
def abandon_vote(item: AgendaItem, *, reason: str, by: User, at: datetime) -> AgendaItem:
    """Who leads the meeting breaks off a vote before it is counted: nobody sees what was cast; it may open anew."""
    row = locked_item(item)
    require_meeting(row)
    permissions.require_presides(by, row.session, attendance_of(row.session), day_of(at))
    row.state = ITEM.target("abandon", current=ItemState(row.state))
    why = needed_line(reason, "reason", 200, N_("Hãy ghi vì sao dừng biểu quyết."))
    for table in (Ballot, Voter, TallyEntry, MemberVote):
        table.objects.filter(item=row).delete()
    row.mode, row.rule, row.voting_since = "", {}, None
    row.total = row.present = row.voters = row.denominator = row.needed = None
    row.save()
    audit.record("councils:vote:abandon", row, by=by, at=at, unit_id=row.session.council.unit_id, reason=why)
    return row
