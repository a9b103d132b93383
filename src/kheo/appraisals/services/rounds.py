"""Opening a round of appraisal with its team, giving out the work, closing it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Q

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import (
    Appraisal,
    AppraisalRound,
    Assignment,
    Conclusion,
    Reconsideration,
    RubricVersion,
    TeamMember,
)
from kheo.appraisals.rights import Ties, ties_of
from kheo.appraisals.selectors.rubrics import in_force, rubric_for
from kheo.appraisals.services.judging import require_not_concluded
from kheo.appraisals.states import Desk, RequestState, RoundKind, RoundState, ScoreState
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, Refusal, TransitionNotAllowed
from kheo.core.timetable.workdays import add_working_days
from kheo.core.vietnamese import clean_line, short_date
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.registrations.public import Registration, State

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the officer says of a round."""

    name: str
    kind: str
    starts_on: date
    ends_on: date
    head: User
    team: Sequence[User]
    self_score_until: date | None = None
    decided_by: str = ""
    spread: Decimal = Decimal(2)
    least_sheets: int = 1
    belonging_blocks: bool = False
    ask_days: int = 5
    answer_days: int = 5


@transaction.atomic
def open_round(round_: CampaignRound, facts: RoundFacts, *, by: User, at: datetime) -> AppraisalRound:
    """Open it for every received registration, each under the rubric that fits it; units are told to score
    themselves (unless it comes unannounced), the team that it is one. Raises InvalidInput at its field, Refusal.
    """
    permissions.require_run(by, round_.campaign, day_of(at))
    _require_sound(facts, round_, day_of(at))
    rows = list(
        Registration.objects.filter(round=round_, state=State.ACCEPTED)
        .select_related("sector", "lead")
        .order_by("pk")
    )
    if not rows:
        raise Refusal(
            N_("Chưa có mô hình nào được tiếp nhận nên chưa mở được đợt thẩm định."),
            code="nothing-to-appraise",
        )
    versions = in_force(round_)
    chosen = {row.pk: rubric_for(versions, row) for row in rows}
    missing = next((row for row in rows if chosen[row.pk] is None), None)
    if missing is not None:
        raise Refusal(
            N_(
                "Chưa có bộ tiêu chí đang áp dụng cho “%(title)s” (%(kind)s). Hãy áp dụng một bộ tiêu chí dành cho đối tượng này trước."
            ),
            code="no-rubric",
            title=missing.title,
            kind=missing.lead.get_kind_display() if missing.lead else "—",
        )
    made = AppraisalRound.objects.create(
        round=round_,
        name=clean_line(facts.name)[:200],
        kind=facts.kind,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        self_score_until=None if facts.kind == RoundKind.UNANNOUNCED else facts.self_score_until,
        head=facts.head,
        decided_by=clean_line(facts.decided_by)[:300],
        spread=facts.spread,
        least_sheets=facts.least_sheets,
        belonging_blocks=facts.belonging_blocks,
        ask_days=facts.ask_days,
        answer_days=facts.answer_days,
        opened_at=at,
        opened_by=by,
    )
    _team(made, facts)
    _appraisals(made, rows, chosen, at)
    audit.record("appraisals:round:open", made, by=by, at=at, first=True, count=len(rows))
    _tell_units(made, rows, by=by, at=at)
    return made


def _require_sound(facts: RoundFacts, round_: CampaignRound, today: date) -> None:
    if not clean_line(facts.name):
        raise InvalidInput(N_("Hãy đặt tên cho đợt thẩm định."), code="round-name", field="name")
    if facts.ends_on < facts.starts_on:
        raise InvalidInput(N_("Ngày kết thúc trước ngày bắt đầu."), code="round-dates", field="ends_on")
    if facts.self_score_until is not None and facts.self_score_until > facts.ends_on:
        raise InvalidInput(
            N_("Hạn tự chấm sau ngày kết thúc đợt."), code="round-self-until", field="self_score_until"
        )
    for field in ("ask_days", "answer_days"):
        if not 1 <= getattr(facts, field) <= MOST_DAYS:
            raise InvalidInput(
                N_("Ghi từ 1 đến %(most)d ngày làm việc."), code="round-days", field=field, most=MOST_DAYS
            )
    if facts.spread < 0:
        raise InvalidInput(N_("Mức chênh lệch không nhỏ hơn 0."), code="round-spread", field="spread")
    size = len({one.pk for one in (facts.head, *facts.team)})
    if not 1 <= facts.least_sheets <= size:
        raise InvalidInput(
            N_("Số phiếu tối thiểu phải từ 1 đến số người trong tổ (%(size)d)."),
            code="round-least-sheets",
            field="least_sheets",
            size=size,
        )
    _require_days_of_the_year(facts, round_, today)


def _require_days_of_the_year(facts: RoundFacts, round_: CampaignRound, today: date) -> None:
    """A year's work begins in December before it and is looked back on in the year after."""
    if not (
        date(round_.year - 1, 12, 1) <= facts.starts_on and facts.ends_on <= date(round_.year + 1, 12, 31)
    ):
        raise InvalidInput(
            N_("Ngày của đợt không thuộc phong trào năm %(year)d. Hãy ghi lại ngày."),
            code="round-year",
            field="starts_on",
            year=round_.year,
        )
    until = facts.self_score_until
    if until is not None and until < today and facts.kind != RoundKind.UNANNOUNCED:
        raise InvalidInput(
            N_("Hạn tự chấm đã qua nên đơn vị không kịp tự chấm. Hãy ghi ngày từ hôm nay, hoặc để trống."),
            code="round-self-until-past",
            field="self_score_until",
        )


def _team(made: AppraisalRound, facts: RoundFacts) -> None:
    for user in {one.pk: one for one in (facts.head, *facts.team)}.values():
        TeamMember.objects.create(appraisal_round=made, user=user)


def _appraisals(
    made: AppraisalRound,
    rows: Sequence[Registration],
    chosen: Mapping[int, RubricVersion | None],
    at: datetime,
) -> None:
    desk = Desk.TEAM if made.kind == RoundKind.UNANNOUNCED else Desk.UNIT
    Appraisal.objects.bulk_create(
        Appraisal(appraisal_round=made, registration=row, rubric=chosen[row.pk], desk=desk, since=at)
        for row in rows
    )


def _tell_units(made: AppraisalRound, rows: Sequence[Registration], *, by: User, at: datetime) -> None:
    if made.kind == RoundKind.UNANNOUNCED:
        return
    until = f", hạn {made.self_score_until:%d/%m/%Y}" if made.self_score_until else ""
    notices.tell(
        made,
        unit_ids=sorted({row.handled_by_unit_id for row in rows}),
        title=f"Tự chấm điểm mô hình: {made.name}{until}"[:200],
        by=by,
        at=at,
        link=f"/tham-dinh/dot-tham-dinh/{made.pk}/",
    )


@transaction.atomic
def assign(
    made: AppraisalRound, pairs: Collection[tuple[int, int]], *, by: User, at: datetime
) -> list[Assignment]:
    """Give appraisals to members of the team: (appraisal, person) pairs; those given already stay.

    Raises Refusal, naming the person and why, for a pair that is blocked: nothing is then given.
    """
    row = open_for(made, by, at)
    team = {member.user_id: member.user for member in row.members.select_related("user")}
    wanted = {pair for pair in pairs if pair[1] in team}
    appraisals = {
        one.pk: one
        for one in row.appraisals.filter(pk__in={pk for pk, _ in wanted}).select_related("registration__lead")
    }
    ties = ties_of(
        list(team.values()),
        [one.registration for one in appraisals.values()],
        day_of(at),
        belonging_blocks=row.belonging_blocks,
    )
    have = set(
        Assignment.objects.filter(appraisal__in=appraisals).values_list("appraisal_id", "appraiser_id")
    )
    made_rows = []
    for appraisal_id, user_id in sorted(wanted - have):
        if appraisal_id not in appraisals:
            continue
        one = appraisals[appraisal_id]
        require_not_concluded(one)
        found = ties[one.registration_id, user_id]
        _require_free(found, team[user_id], one)
        made_rows.append(
            Assignment(
                appraisal=one,
                appraiser=team[user_id],
                ties=[str(word) for word in found.noted],
                assigned_at=at,
                assigned_by=by,
            )
        )
    Assignment.objects.bulk_create(made_rows)
    audit.record("appraisals:round:assign", row, by=by, at=at, count=len(made_rows))
    return made_rows


def _require_free(ties: Ties, person: User, appraisal: Appraisal) -> None:
    if ties.blocked:
        raise Refusal(
            N_("%(person)s không chấm “%(title)s” được: %(why)s. Hãy chọn người khác."),
            code="may-not-judge",
            person=person.full_name,
            title=appraisal.registration.title,
            why=ties.blocked,
        )


@transaction.atomic
def unassign(assignment: Assignment, *, by: User, at: datetime) -> None:
    """Take work back that has not been sent in."""
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("appraisal__appraisal_round__round__campaign", "appraisal__registration")
        .get(pk=assignment.pk)
    )
    open_for(row.appraisal.appraisal_round, by, at)
    if row.state == ScoreState.SENT:
        raise TransitionNotAllowed(
            N_("Phiếu chấm này đã gửi nên không thu lại việc được."), code="sheet-sent-already"
        )
    require_not_concluded(row.appraisal)
    audit.record("appraisals:round:unassign", row.appraisal.appraisal_round, by=by, at=at)
    row.delete()


@transaction.atomic
def call_off(made: AppraisalRound, *, reason: str, by: User, at: datetime) -> None:
    """Take back a round opened by mistake, while nobody has scored or answered anything; units are told why.

    Nothing of it stays but the audit record. Raises InvalidInput (`field` reason), Refusal once something was written.
    """
    row = open_for(made, by, at)
    permissions.require_run(by, row.round.campaign, day_of(at))
    said = clean_line(reason)[:300]
    if not said:
        raise InvalidInput(N_("Hãy ghi vì sao hủy đợt này."), code="call-off-reason", field="reason")
    begun = Q(self_sheet__isnull=False) | ~Q(gates={}) | Q(conclusions__isnull=False)
    begun |= Q(assignments__sheet__isnull=False) | Q(assignments__state=ScoreState.RECUSED)
    if row.appraisals.filter(begun).exists():
        raise Refusal(
            N_(
                "Đợt này đã có điểm hoặc câu trả lời nên không hủy được. Hãy kết luận từng mô hình rồi kết thúc đợt."
            ),
            code="round-begun",
        )
    units_told = sorted(set(row.appraisals.values_list("registration__handled_by_unit_id", flat=True)))
    audit.record("appraisals:round:call-off", row, by=by, at=at, name=row.name, reason=said)
    if row.kind != RoundKind.UNANNOUNCED:
        notices.tell(
            row.round,
            unit_ids=units_told,
            title=f"Đã hủy đợt “{row.name}”, không phải tự chấm nữa: {said}"[:200],
            by=by,
            at=at,
            link=f"/tham-dinh/dot/{row.round_id}/",
        )
    Assignment.objects.filter(appraisal__appraisal_round=row).delete()
    row.appraisals.all().delete()
    row.members.all().delete()
    row.delete()


@transaction.atomic
def close_round(made: AppraisalRound, *, by: User, at: datetime) -> AppraisalRound:
    """Close it once everything that was not withdrawn is concluded, every request for another look is answered and none may come any more.

    Raises Refusal with what is still open.
    """
    row = open_for(made, by, at)
    waiting = row.appraisals.exclude(desk=Desk.DONE).exclude(registration__state=State.WITHDRAWN).count()
    if waiting:
        raise Refusal(
            N_("Còn %(count)d mô hình chưa kết luận nên chưa kết thúc đợt được."),
            code="round-unfinished",
            count=waiting,
        )
    _require_nobody_asks(row, at)
    row.state, row.closed_at, row.closed_by = RoundState.CLOSED, at, by
    row.save(update_fields=["state", "closed_at", "closed_by"])
    audit.record("appraisals:round:close", row, by=by, at=at)
    return row


def _require_nobody_asks(row: AppraisalRound, at: datetime) -> None:
    asked = Reconsideration.objects.filter(appraisal__appraisal_round=row, state=RequestState.OPEN).count()
    if asked:
        raise Refusal(
            N_("Còn %(count)d đề nghị xem xét lại chưa trả lời nên chưa kết thúc đợt được."),
            code="round-asked",
            count=asked,
        )
    last = Conclusion.objects.filter(appraisal__appraisal_round=row).aggregate(last=Max("made_at"))["last"]
    until = add_working_days(day_of(last), row.ask_days) if last else None
    if until is not None and day_of(at) <= until:
        raise Refusal(
            N_(
                "Đơn vị còn được đề nghị xem xét lại đến hết ngày %(day)s; sau ngày đó mới kết thúc đợt được."
            ),
            code="round-asking",
            day=short_date(until),
        )


def open_for(made: AppraisalRound, by: User, at: datetime) -> AppraisalRound:
    """The round, locked, for its head or whoever runs appraisal. Raises NotAllowed, TransitionNotAllowed."""
    row = (
        AppraisalRound.objects.select_for_update(of=("self",))
        .select_related("round__campaign__managing_unit")
        .get(pk=made.pk)
    )
    if row.head_id != by.pk:
        permissions.require_run(by, row.round.campaign, day_of(at))
    if row.state != RoundState.OPEN:
        raise TransitionNotAllowed(N_("Đợt thẩm định này đã kết thúc."), code="round-closed")
    return row
