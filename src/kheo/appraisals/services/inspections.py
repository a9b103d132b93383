"""An inspection from its preparation to its results: facts and team, beginning, closing, letting it go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kheo.accounts.public import User
from kheo.appraisals import permissions
from kheo.appraisals.models import Inspection, InspectionMember, Remedy, Visit
from kheo.appraisals.states import (
    INSPECTION_FLOW,
    InspectionState,
    RemedyState,
    RoundKind,
    SetUpBy,
    TeamPart,
    VisitState,
)
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.asking import needed, needed_text, short_enough, typed_word
from kheo.core.errors import N_, InvalidInput, Refusal
from kheo.core.vietnamese import clean_line, fold, short_date
from kheo.kernel.clock import day_of
from kheo.notices import public as notices

WORD = "thông báo"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the team as the officer names him; `user` where he has an account."""

    name: str
    post: str = ""
    user: User | None = None


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """What the officer says of an inspection. Days are whole days, both ends included."""

    name: str
    subject: str
    kind: str
    set_up_by: str
    period_from: date
    period_to: date
    starts_on: date
    ends_on: date
    head: Person
    secretary: Person
    members: Sequence[Person] = ()


@transaction.atomic
def make(
    round_: CampaignRound,
    facts: InspectionFacts,
    *,
    by: User,
    at: datetime,
    replaces: Inspection | None = None,
) -> Inspection:
    """Begin to prepare one. Nobody but the officers and the team sees it yet. `replaces`: a closed one in which
    something was wrong; it stays as it is. Raises NotAllowed, Refusal, InvalidInput at its field.
    """
    permissions.require_run(by, round_.campaign, day_of(at))
    if round_.campaign.state != CampaignState.RUNNING:
        raise Refusal(
            N_("Phong trào chưa phát động hoặc đã kết thúc nên không lập cuộc kiểm tra được."),
            code="campaign-not-running",
        )
    _require_replaceable(round_, replaces)
    said = _said(facts)
    row = Inspection.objects.create(round=round_, replaces=replaces, made_at=at, made_by=by, **said)
    _write_team(row, facts)
    audit.record("appraisals:inspection:make", row, by=by, at=at, first=True, kind=row.kind, name=row.name)
    return row


@transaction.atomic
def change(inspection: Inspection, facts: InspectionFacts, *, by: User, at: datetime) -> Inspection:
    """Facts and team of one that has not begun. Raises NotAllowed, TransitionNotAllowed, InvalidInput."""
    row = locked(inspection)
    permissions.require_run(by, row.round.campaign, day_of(at))
    INSPECTION_FLOW.target("change", current=InspectionState(row.state))
    said = _said(facts)
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))
    row.team.all().delete()
    _write_team(row, facts)
    audit.record("appraisals:inspection:change", row, by=by, at=at, name=row.name)
    return row


@transaction.atomic
def begin(inspection: Inspection, *, by: User, at: datetime) -> Inspection:
    """The team sets out. Units are told the days, unless it comes unannounced: then they learn of it by the visit.

    Raises NotAllowed, TransitionNotAllowed, Refusal without places or with places that have no day.
    """
    row = locked(inspection)
    permissions.require_run(by, row.round.campaign, day_of(at))
    target = INSPECTION_FLOW.target("begin", current=InspectionState(row.state))
    visits = list(row.visits.select_related("registration"))
    if not visits:
        raise Refusal(N_("Chưa chọn nơi nào để kiểm tra. Hãy chọn hoặc bốc thăm trước."), code="no-places")
    undated = sum(one.on is None for one in visits)
    if undated:
        raise Refusal(
            N_("Còn %(count)d nơi chưa có ngày đến. Hãy xếp lịch trước."), code="no-days", count=undated
        )
    row.state, row.begun_at, row.begun_by = target, at, by
    row.save(update_fields=["state", "begun_at", "begun_by"])
    audit.record("appraisals:inspection:begin", row, by=by, at=at, places=len(visits))
    if row.kind == RoundKind.PERIODIC:
        for unit_id, days in _days_of_units(visits).items():
            title = f"Lịch kiểm tra: {row.name}, ngày {', '.join(map(short_date, days))}"
            _tell(row, [unit_id], title, by=by, at=at)
    return row


def _days_of_units(visits: Collection[Visit]) -> dict[int, list[date]]:
    found: dict[int, set[date]] = {}
    for one in visits:
        if one.on is not None:
            found.setdefault(one.registration.handled_by_unit_id, set()).add(one.on)
    return {unit: sorted(days) for unit, days in found.items()}


@transaction.atomic
def conclude(inspection: Inspection, *, findings: str, typed: str, by: User, at: datetime) -> Inspection:
    """Close it with its results in words and tell the units what to mend by when; from then on it is final.

    Raises NotAllowed, TransitionNotAllowed, Refusal where a place is neither signed nor put down as not visited,
    InvalidInput (findings, typed).
    """
    row = locked(inspection)
    permissions.require_run(by, row.round.campaign, day_of(at))
    target = INSPECTION_FLOW.target("conclude", current=InspectionState(row.state))
    visits = list(row.visits.select_related("registration").order_by("position", "pk"))
    waiting = [one for one in visits if one.state in {VisitState.PLANNED, VisitState.WRITTEN}]
    if waiting:
        raise Refusal(
            N_(
                "Còn %(count)d nơi chưa ký biên bản hoặc chưa ghi là không đến, trước hết là “%(title)s”. Hãy làm xong rồi mới thông báo kết quả."
            ),
            code="visits-waiting",
            count=len(waiting),
            title=waiting[0].registration.title,
        )
    said = needed_text(findings, "findings", 6000, N_("Hãy ghi nhận xét chung: mặt được, mặt chưa được."))
    typed_word(typed, WORD)
    row.state, row.findings, row.ended_at, row.ended_by = target, said, at, by
    row.save(update_fields=["state", "findings", "ended_at", "ended_by"])
    owed = Remedy.objects.filter(visit__inspection=row, state=RemedyState.PROPOSED)
    count = owed.update(state=RemedyState.OPEN)
    audit.record("appraisals:inspection:conclude", row, by=by, at=at, places=len(visits), to_mend=count)
    told = {one.registration.handled_by_unit_id for one in visits if one.state == VisitState.SIGNED}
    _tell(row, told, f"Kết quả kiểm tra: {row.name}", by=by, at=at)
    return row


@transaction.atomic
def drop(inspection: Inspection, *, reason: str, by: User, at: datetime) -> Inspection:
    """Let it go before anything was seen. Raises NotAllowed, TransitionNotAllowed, Refusal, InvalidInput."""
    row = locked(inspection)
    permissions.require_run(by, row.round.campaign, day_of(at))
    target = INSPECTION_FLOW.target("drop", current=InspectionState(row.state))
    if row.visits.filter(begun_at__isnull=False).exists():
        raise Refusal(
            N_("Đoàn đã kiểm tra ít nhất một nơi nên không thôi được. Hãy ghi các nơi còn lại là không đến."),
            code="visits-begun",
        )
    said = needed(reason, "reason", 300, N_("Hãy ghi vì sao thôi cuộc kiểm tra."))
    was_announced = row.state == InspectionState.RUNNING and row.kind == RoundKind.PERIODIC
    row.state, row.drop_reason, row.ended_at, row.ended_by = target, said, at, by
    row.save(update_fields=["state", "drop_reason", "ended_at", "ended_by"])
    audit.record("appraisals:inspection:drop", row, by=by, at=at, reason=said)
    if was_announced:
        units_told = set(row.visits.values_list("registration__handled_by_unit_id", flat=True))
        _tell(row, units_told, f"Thôi kiểm tra: {row.name}", by=by, at=at)
    return row


def locked(inspection: Inspection) -> Inspection:
    """The inspection, locked, with what its verbs ask of it."""
    rows = Inspection.objects.select_for_update(of=("self",))
    return rows.select_related("round__campaign__managing_unit").get(pk=inspection.pk)


def _tell(row: Inspection, unit_ids: Collection[int], title: str, *, by: User, at: datetime) -> None:
    notices.tell(row, unit_ids=unit_ids, title=title[:200], by=by, at=at, link="/tham-dinh/kiem-tra/")


def _require_replaceable(round_: CampaignRound, earlier: Inspection | None) -> None:
    if earlier is None:
        return
    if earlier.round_id != round_.pk or earlier.state != InspectionState.DONE:
        raise Refusal(
            N_("Chỉ lập cuộc kiểm tra thay thế cho một cuộc đã thông báo kết quả của cùng phong trào."),
            code="not-replaceable",
        )
    if Inspection.objects.filter(replaces=earlier).exists():
        raise Refusal(N_("Cuộc kiểm tra này đã có cuộc khác thay thế."), code="replaced-already")


def _said(facts: InspectionFacts) -> dict[str, Any]:
    """The columns. Raises InvalidInput at its field."""
    if facts.kind not in RoundKind.values:
        raise InvalidInput(N_("Hãy chọn kiểm tra định kỳ hay không báo trước."), code="kind", field="kind")
    if facts.set_up_by not in SetUpBy.values:
        raise InvalidInput(
            N_("Hãy chọn quyết định kiểm tra hay kế hoạch kiểm tra."), code="set-up-by", field="set_up_by"
        )
    if facts.ends_on < facts.starts_on:
        raise InvalidInput(
            N_("Ngày kết thúc đi kiểm tra ở trước ngày bắt đầu."), code="days", field="ends_on"
        )
    if facts.period_to < facts.period_from:
        raise InvalidInput(
            N_("Thời kỳ kiểm tra kết thúc trước khi bắt đầu."), code="period", field="period_to"
        )
    if facts.period_from > facts.ends_on:
        raise InvalidInput(
            N_("Thời kỳ kiểm tra bắt đầu sau ngày đi kiểm tra. Hãy xem lại."),
            code="period-to-come",
            field="period_from",
        )
    return {
        "name": needed(facts.name, "name", 200, N_("Hãy đặt tên cho cuộc kiểm tra.")),
        "subject": needed_text(
            facts.subject, "subject", 3000, N_("Hãy ghi kiểm tra những nội dung gì, mỗi nội dung một dòng.")
        ),
        "kind": facts.kind,
        "set_up_by": facts.set_up_by,
        "period_from": facts.period_from,
        "period_to": facts.period_to,
        "starts_on": facts.starts_on,
        "ends_on": facts.ends_on,
    }


def _write_team(row: Inspection, facts: InspectionFacts) -> None:
    """Raises InvalidInput: head and secretary are two people with names, one of them with an account."""
    head, secretary = facts.head, facts.secretary
    needed(head.name, "head", 200, N_("Hãy chọn hoặc ghi tên trưởng đoàn."))
    needed(secretary.name, "secretary", 200, N_("Hãy chọn hoặc ghi tên thư ký đoàn."))
    if head.user is None and secretary.user is None:
        raise InvalidInput(
            N_(
                "Trưởng đoàn hoặc thư ký phải có tài khoản để ghi kết quả kiểm tra. Hãy chọn ít nhất một người trong danh sách."
            ),
            code="team-without-account",
            field="secretary",
        )
    ordered = [
        (TeamPart.HEAD, head),
        (TeamPart.SECRETARY, secretary),
        *((TeamPart.MEMBER, one) for one in facts.members),
    ]
    seen: set[object] = set()
    for _part, one in ordered:
        key = one.user.pk if one.user else fold(one.name)
        if key in seen:
            raise InvalidInput(
                N_("%(name)s được ghi hai lần trong đoàn. Mỗi người chỉ giữ một việc."),
                code="team-twice",
                field="members",
                name=one.name,
            )
        seen.add(key)
    InspectionMember.objects.bulk_create(
        InspectionMember(
            inspection=row,
            part=part,
            position=place,
            name=short_enough(clean_line(one.name), "others", 200),
            post=short_enough(clean_line(one.post), "others", 200),
            user=one.user,
        )
        for place, (part, one) in enumerate(ordered, 1)
    )
