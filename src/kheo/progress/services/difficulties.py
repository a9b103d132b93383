"""A difficulty's way: raised, given to a unit with a day, taken to a leader, answered, accepted."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed, Refusal
from kheo.core.timetable.deadline import short_date
from kheo.core.timetable.workdays import add_working_days
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.progress import difficulty_rights as rights
from kheo.progress.models import Difficulty, DifficultyStep
from kheo.progress.selectors.difficulties import not_found
from kheo.progress.services.difficulty_words import optional, said_of
from kheo.progress.states import DIFFICULTY_WORKFLOW, DifficultyDesk, DifficultyState, DifficultyVerb
from kheo.registrations.public import Registration
from kheo.units import public as units
from kheo.units.public import Unit

USUAL_DAYS = 5
"""Working days to answer in, unless the officer sets another number."""
MOST_DAYS = 60
_LONGEST_PLACE = 300


@transaction.atomic
def raise_difficulty(
    round_: CampaignRound,
    *,
    unit: Unit,
    matter: str,
    place: str,
    by: User,
    at: datetime,
    registration: Registration | None = None,
    asks_plan_change: bool = False,
    token: UUID | None = None,
) -> Difficulty:
    """Put a difficulty before the officer; the same form (`token`) sent again is the one already there.

    Raises InvalidInput (`field` matter, place or unit), Refusal.
    """
    on = day_of(at)
    form_id = uuid5(token, f"{round_.pk}:{by.pk}") if token else None
    if earlier := _of_form(form_id):
        return earlier
    is_own = _require_raiser(round_, unit, by, on)
    if registration is not None and registration.round_id != round_.pk:
        raise InvalidInput(
            N_("Mô hình này không thuộc đợt đăng ký đang mở. Hãy chọn lại."),
            code="registration-elsewhere",
            field="registration",
        )
    row = Difficulty(
        round=round_,
        registration=registration,
        unit=unit,
        token=form_id,
        matter=said_of(matter, "matter", N_("Hãy ghi việc đang vướng.")),
        place=said_of(place, "place", N_("Hãy ghi nơi đang vướng."), longest=_LONGEST_PLACE),
        asks_plan_change=asks_plan_change,
        entered_for_unit=not is_own,
        raised_at=at,
        raised_by=by,
    )
    if earlier := _saved_before(row):
        return earlier
    _record("raise", row, by=by, at=at, first=True, for_unit=row.entered_for_unit)
    _tell(
        row,
        {round_.campaign.managing_unit_id} - ({unit.pk} if is_own else set()),
        "Khó khăn, vướng mắc mới chờ giao giải quyết",
        by=by,
        at=at,
    )
    return row


def _require_raiser(round_: CampaignRound, unit: Unit, by: User, on: date) -> bool:
    """Whether the unit is the person's own. Raises Refusal (not running), NotAllowed."""
    if round_.campaign.state != CampaignState.RUNNING:
        raise Refusal(
            N_("Phong trào này chưa phát động hoặc đã kết thúc nên không nhận khó khăn, vướng mắc."),
            code="campaign-not-running",
        )
    allowed = {one.pk: own for one, own in rights.raising_units(by, round_, on)}
    if unit.pk not in allowed:
        raise NotAllowed(
            N_("Tài khoản này không nêu khó khăn, vướng mắc cho đơn vị này. Hãy chọn đơn vị khác."),
            code="not-this-unit",
        )
    return allowed[unit.pk]


def _saved_before(row: Difficulty) -> Difficulty | None:
    """Save it, unless the same form has just written its row on another connection: then that one."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if earlier := _of_form(row.token):
            return earlier
        raise
    return None


def _of_form(form_id: UUID | None) -> Difficulty | None:
    """What the same form wrote before, a moment ago on another connection too."""
    return Difficulty.objects.filter(token=form_id).first() if form_id else None


@transaction.atomic
def give(
    difficulty: Difficulty, *, owner: Unit, by: User, at: datetime, days: int = USUAL_DAYS, seen: str = ""
) -> Difficulty:
    """Give it to a unit, to be answered within so many working days; again to another unit while it is open.

    Raises InvalidInput (`field` owner or days), NotAllowed, Conflict, TransitionNotAllowed.
    """
    row, on = _locked(difficulty), day_of(at)
    rights.require_giver(by, row, on)
    _require_as_seen(row, seen)
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(
            N_("Số ngày làm việc để trả lời phải từ 1 đến %(most)d."),
            code="answer-days",
            field="days",
            most=MOST_DAYS,
        )
    if owner.pk not in {one.pk for one in possible_owners(row, on)}:
        raise InvalidInput(
            N_("Hãy chọn một đơn vị của địa phương này để giao giải quyết."),
            code="owner-elsewhere",
            field="owner",
        )
    row.state = DIFFICULTY_WORKFLOW.target("give", current=DifficultyState(row.state))
    row.owner, row.answer_by = owner, add_working_days(on, days)
    row.desk, row.escalated_to = DifficultyDesk.UNIT, ""
    row.save(update_fields=["state", "owner", "answer_by", "desk", "escalated_to"])
    _step(row, DifficultyVerb.GIVE, by=by, at=at)
    _record("give", row, by=by, at=at, owner=owner.pk, answer_by=row.answer_by)
    due = short_date(row.answer_by)
    _tell(
        row,
        {owner.pk},
        f"Đơn vị được giao giải quyết khó khăn, vướng mắc, trả lời chậm nhất {due}",
        by=by,
        at=at,
    )
    _tell(
        row,
        {row.unit_id} - {owner.pk},
        f"Khó khăn, vướng mắc đã được giao giải quyết, trả lời chậm nhất {due}",
        by=by,
        at=at,
    )
    return row


def possible_owners(difficulty: Difficulty, on: date) -> list[Unit]:
    """Units of the place that can be given it: the commune of the managing unit, named, in Vietnamese order."""
    area = difficulty.round.campaign.managing_unit.area_code
    if area:
        return list(units.of_commune(area, on))
    return list(units.with_names(units.subtree([difficulty.round.campaign.managing_unit_id], on), on))


@transaction.atomic
def escalate(
    difficulty: Difficulty, *, desk: str, led_by: str, reason: str, by: User, at: datetime, seen: str = ""
) -> Difficulty:
    """Take it to a named leader of the commune, then to the Thường trực; the owner stays.

    Raises InvalidInput (`field` desk, led_by or reason), NotAllowed, Conflict, TransitionNotAllowed.
    """
    row, on = _locked(difficulty), day_of(at)
    rights.require(rights.answers(by, row, on))
    _require_as_seen(row, seen)
    target = DIFFICULTY_WORKFLOW.target("escalate", current=DifficultyState(row.state))
    steps = list(DifficultyDesk)
    if desk not in steps or steps.index(DifficultyDesk(desk)) <= steps.index(DifficultyDesk(row.desk)):
        raise InvalidInput(
            N_("Hãy chọn cấp cao hơn nơi đang giải quyết: lãnh đạo phụ trách, rồi Thường trực."),
            code="desk-not-higher",
            field="desk",
        )
    name = clean_line(led_by)[:200]
    if not name:
        raise InvalidInput(
            N_("Hãy ghi họ tên và chức vụ người nhận việc, ví dụ: bà Nguyễn Thị A, Phó Chủ tịch."),
            code="leader-missing",
            field="led_by",
        )
    row.state, row.desk, row.escalated_to = target, desk, name
    row.save(update_fields=["state", "desk", "escalated_to"])
    _step(row, DifficultyVerb.ESCALATE, by=by, at=at, text=optional(reason, "reason"))
    _record("escalate", row, by=by, at=at, desk=desk, led_by=name)
    told = {row.unit_id, row.round.campaign.managing_unit_id, row.owner_id or row.unit_id}
    _tell(row, told, f"Khó khăn, vướng mắc đã báo cáo {name}", by=by, at=at)
    return row


@transaction.atomic
def answer(difficulty: Difficulty, *, text: str, by: User, at: datetime, seen: str = "") -> Difficulty:
    """The owner's answer; whoever raised it then accepts it or not.

    Raises InvalidInput (`field` text), NotAllowed, Conflict, TransitionNotAllowed.
    """
    row, on = _locked(difficulty), day_of(at)
    own = rights.require(rights.answers(by, row, on))
    _require_as_seen(row, seen)
    row.state = DIFFICULTY_WORKFLOW.target("answer", current=DifficultyState(row.state))
    said = said_of(text, "text", N_("Hãy ghi trả lời: đã làm gì, ai làm tiếp, bao giờ xong."))
    row.answered_at = at
    row.save(update_fields=["state", "answered_at"])
    _step(row, DifficultyVerb.ANSWER, by=by, at=at, text=said, on_behalf=not own)
    _record("answer", row, by=by, at=at, on_behalf=not own)
    _tell(
        row,
        {row.unit_id},
        "Khó khăn, vướng mắc đã có trả lời, mời xem và đồng ý hoặc không",
        by=by,
        at=at,
        body=said,
    )
    return row


@transaction.atomic
def refuse(difficulty: Difficulty, *, text: str, by: User, at: datetime, seen: str = "") -> Difficulty:
    """Whoever raised it does not accept the answer: it goes back to the owner with new days to answer in."""
    row, on = _locked(difficulty), day_of(at)
    own = rights.require(rights.closes(by, row, on))
    _require_as_seen(row, seen)
    row.state = DIFFICULTY_WORKFLOW.target("refuse", current=DifficultyState(row.state))
    said = said_of(text, "text", N_("Hãy ghi còn vướng chỗ nào để đơn vị được giao biết."))
    row.answer_by = add_working_days(on, USUAL_DAYS)
    row.save(update_fields=["state", "answer_by"])
    _step(row, DifficultyVerb.REFUSE, by=by, at=at, text=said, on_behalf=not own)
    _record("refuse", row, by=by, at=at, answer_by=row.answer_by)
    told = {row.owner_id or row.unit_id, row.round.campaign.managing_unit_id}
    due = short_date(row.answer_by)
    _tell(row, told, f"Nơi nêu chưa đồng ý với trả lời, trả lời lại chậm nhất {due}", by=by, at=at, body=said)
    return row


@transaction.atomic
def accept(difficulty: Difficulty, *, by: User, at: datetime, text: str = "", seen: str = "") -> Difficulty:
    """Whoever raised it accepts the answer, and it is closed."""
    row, on = _locked(difficulty), day_of(at)
    own = rights.require(rights.closes(by, row, on))
    _require_as_seen(row, seen)
    row.state = DIFFICULTY_WORKFLOW.target("accept", current=DifficultyState(row.state))
    row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
    _step(row, DifficultyVerb.ACCEPT, by=by, at=at, text=optional(text, "text"), on_behalf=not own)
    _record("accept", row, by=by, at=at, on_behalf=not own)
    told = {row.owner_id or row.unit_id, row.round.campaign.managing_unit_id}
    _tell(row, told, "Nơi nêu đã đồng ý, khó khăn, vướng mắc kết thúc", by=by, at=at)
    return row


@transaction.atomic
def withdraw(difficulty: Difficulty, *, text: str, by: User, at: datetime, seen: str = "") -> Difficulty:
    """Whoever raised it takes it back, with the reason."""
    row, on = _locked(difficulty), day_of(at)
    own = rights.require(rights.closes(by, row, on))
    _require_as_seen(row, seen)
    row.state = DIFFICULTY_WORKFLOW.target("withdraw", current=DifficultyState(row.state))
    said = said_of(text, "text", N_("Hãy ghi lý do rút, ví dụ: xóm đã tự giải quyết."))
    row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
    _step(row, DifficultyVerb.WITHDRAW, by=by, at=at, text=said, on_behalf=not own)
    _record("withdraw", row, by=by, at=at)
    told = {row.round.campaign.managing_unit_id, *({row.owner_id} if row.owner_id else set())}
    _tell(row, told, "Nơi nêu đã rút khó khăn, vướng mắc", by=by, at=at, body=said)
    return row


@transaction.atomic
def hand_on(difficulty: Difficulty, *, led_by: str, by: User, at: datetime) -> Difficulty:
    """Whoever leads the matter by name has handed his work over: his successor leads it, in the same office.

    Asks for no right of its own: the handover did.
    """
    row = _locked(difficulty)
    row.escalated_to = clean_line(led_by)[:200]
    row.save(update_fields=["escalated_to"])
    _step(row, DifficultyVerb.HAND_OVER, by=by, at=at)
    _record("hand-over", row, by=by, at=at, led_by=row.escalated_to)
    return row


def seen_mark(row: Difficulty) -> str:
    """What a page with buttons has shown: the state, the owner, the desk and the day."""
    return f"{row.state} {row.owner_id or ''} {row.desk} {row.answer_by or ''}"


def _require_as_seen(row: Difficulty, seen: str) -> None:
    if seen and seen != seen_mark(row):
        raise Conflict(
            N_(
                "Người khác vừa làm một bước với khó khăn, vướng mắc này nên việc vừa bấm chưa được ghi. Hãy tải lại trang để xem."
            ),
            code="changed-since-seen",
        )


def _locked(difficulty: Difficulty) -> Difficulty:
    rows = Difficulty.objects.select_for_update(of=("self",)).select_related("round__campaign__managing_unit")
    row = rows.filter(pk=difficulty.pk).first()
    if row is None:
        raise not_found()
    return row


def _step(
    row: Difficulty, verb: DifficultyVerb, *, by: User, at: datetime, text: str = "", on_behalf: bool = False
) -> None:
    DifficultyStep.objects.create(
        difficulty=row,
        verb=verb,
        text=text,
        owner=row.owner,
        answer_by=row.answer_by,
        desk=row.desk,
        led_by=row.escalated_to,
        on_behalf=on_behalf,
        at=at,
        by=by,
    )


def _record(
    verb: str, row: Difficulty, *, by: User, at: datetime, first: bool = False, **details: Any
) -> None:
    audit.record(
        f"progress:difficulty:{verb}", row, by=by, at=at, unit_id=row.unit_id, first=first, **details
    )


def _tell(
    row: Difficulty, unit_ids: Collection[int], title: str, *, by: User, at: datetime, body: str = ""
) -> None:
    if unit_ids:
        notices.tell(
            row,
            unit_ids=unit_ids,
            title=title,
            by=by,
            at=at,
            body=body or f"{row.matter}\n{row.place}",
            link=f"/tien-do/vuong-mac/{row.pk}/",
        )
