"""Setting up councils: name and paper, members over time, the council's own rule."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.law.votes import Ballot, Base, Ratio
from kheo.core.vietnamese import clean_line, person_sort_key
from kheo.councils import permissions
from kheo.councils.models import Council, CouncilSession, OwnRule, Seat
from kheo.councils.services.common import locked_council, needed_line
from kheo.councils.states import TAKING_ITEMS, SeatRole
from kheo.kernel.clock import day_of
from kheo.units.public import Unit

_NAME = N_("Hãy ghi tên hội đồng.")
_PAPER = N_("Hãy ghi quyết định thành lập: số, ngày, cơ quan ban hành.")


@transaction.atomic
def set_up(
    unit: Unit,
    *,
    name: str,
    symbol: str,
    decided_by: str,
    decided_on: date,
    by: User,
    at: datetime,
) -> Council:
    """A council of the unit, set up by a paper. Raises NotAllowed, InvalidInput at name, decided_by, decided_on."""
    permissions.require_arranges(by, unit.pk, day_of(at))
    if decided_on > day_of(at):
        raise InvalidInput(
            N_("Ngày quyết định chưa tới. Hãy ghi ngày của quyết định đã ký."),
            code="decided-in-future",
            field="decided_on",
        )
    row = Council.objects.create(
        unit=unit,
        name=needed_line(name, "name", 200, _NAME),
        symbol=clean_line(symbol)[:20],
        decided_by=needed_line(decided_by, "decided_by", 200, _PAPER),
        decided_on=decided_on,
        made_at=at,
        made_by=by,
    )
    audit.record("councils:council:set-up", row, by=by, at=at, unit_id=unit.pk, first=True, name=row.name)
    return row


@transaction.atomic
def change(
    council: Council, *, name: str, symbol: str, decided_by: str, decided_on: date, by: User, at: datetime
) -> Council:
    """Correct what is said of the council; sessions already held keep the name they had."""
    row = locked_council(council)
    permissions.require_arranges(by, row.unit_id, day_of(at))
    before = row.name
    row.name = needed_line(name, "name", 200, _NAME)
    row.symbol = clean_line(symbol)[:20]
    row.decided_by = needed_line(decided_by, "decided_by", 200, _PAPER)
    row.decided_on = decided_on
    row.save(update_fields=["name", "symbol", "decided_by", "decided_on"])
    audit.record(
        "councils:council:change", row, by=by, at=at, unit_id=row.unit_id, before=before, after=row.name
    )
    return row


@transaction.atomic
def end(council: Council, *, on: date, paper: str, by: User, at: datetime) -> Council:
    """The council no longer works from the day on. Raises Conflict while a session is open."""
    row = locked_council(council)
    permissions.require_arranges(by, row.unit_id, day_of(at))
    if CouncilSession.objects.filter(council=row, state__in=TAKING_ITEMS).exists():
        raise Conflict(
            N_("Hội đồng còn phiên họp chưa chốt. Hãy chốt hoặc hủy phiên đó trước."),
            code="council-has-session",
        )
    if on < row.decided_on:
        raise InvalidInput(
            N_("Ngày thôi hoạt động không thể trước ngày thành lập."), code="end-day", field="on"
        )
    row.ended_on = on
    row.ended_by = needed_line(paper, "paper", 200, N_("Hãy ghi văn bản kết thúc hoạt động của hội đồng."))
    row.save(update_fields=["ended_on", "ended_by"])
    audit.record("councils:council:end", row, by=by, at=at, unit_id=row.unit_id, on=on)
    return row


@transaction.atomic
def give_seat(
    council: Council,
    *,
    name: str,
    office: str,
    role: str,
    on: date,
    by: User,
    at: datetime,
    user: User | None = None,
) -> Seat:
    """Seat somebody from a day on: an account, or a name and an office.

    Raises InvalidInput at name, office, role; Conflict where chair or secretary is taken, or he sits already.
    """
    row = locked_council(council)
    permissions.require_arranges(by, row.unit_id, day_of(at))
    if role not in SeatRole.values:
        raise InvalidInput(N_("Hãy chọn vai trò trong hội đồng."), code="role", field="role")
    open_seats = Seat.objects.filter(council=row, valid_to__isnull=True)
    _require_free(open_seats.filter(role=role).first() if _is_single(role) else None)
    if user is not None and open_seats.filter(user=user).exists():
        raise InvalidInput(N_("Người này đã là thành viên của hội đồng."), code="seat-taken", field="user")
    shown = needed_line(
        name or (user.full_name if user else ""), "name", 200, N_("Hãy ghi họ tên hoặc chọn tài khoản.")
    )
    seat = Seat.objects.create(
        council=row,
        user=user,
        name=shown,
        name_sort=person_sort_key(shown),
        office=needed_line(office, "office", 200, N_("Hãy ghi chức vụ như ghi trong văn bản.")),
        role=role,
        valid_from=on,
    )
    audit.record("councils:seat:give", row, by=by, at=at, unit_id=row.unit_id, seat=seat.pk, role=role, on=on)
    return seat


def _is_single(role: str) -> bool:
    return role in {SeatRole.CHAIR, SeatRole.SECRETARY}


def _require_free(taken: Seat | None) -> None:
    if taken is not None:
        raise InvalidInput(
            N_("Hội đồng đã có %(role)s: %(who)s. Hãy kết thúc vai trò đó trước."),
            code="role-taken",
            field="role",
            role=SeatRole(taken.role).label,
            who=taken.name,
        )


@transaction.atomic
def end_seat(seat: Seat, *, on: date, by: User, at: datetime) -> None:
    """The person no longer sits from the day on. A seat given by mistake the same day is taken away."""
    council = locked_council(seat.council)
    permissions.require_arranges(by, council.unit_id, day_of(at))
    row = Seat.objects.select_for_update().get(pk=seat.pk)
    if row.valid_to is not None:
        raise Conflict(N_("Thành viên này đã thôi tham gia từ trước. Hãy tải lại trang."), code="seat-ended")
    if on <= row.valid_from:
        row.delete()
    else:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    audit.record("councils:seat:end", council, by=by, at=at, unit_id=council.unit_id, seat=seat.pk, on=on)


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What the council's own rule says."""

    paper: str
    valid_from: date
    quorum: Ratio
    passes: Ratio
    base: Base
    ballot: Ballot
    written: bool


@transaction.atomic
def adopt_rule(council: Council, *, facts: RuleFacts, by: User, at: datetime) -> OwnRule:
    """The council's own rule from a day on. What the law fixes for a matter stays (core/law/votes.toml)."""
    row = locked_council(council)
    permissions.require_arranges(by, row.unit_id, day_of(at))
    if OwnRule.objects.filter(council=row, valid_from=facts.valid_from).exists():
        raise InvalidInput(
            N_("Đã có quy chế áp dụng từ đúng ngày này. Hãy ghi ngày khác."),
            code="rule-same-day",
            field="valid_from",
        )
    rule = OwnRule.objects.create(
        council=row,
        paper=needed_line(facts.paper, "paper", 200, N_("Hãy ghi quy chế: tên, số, ngày.")),
        valid_from=facts.valid_from,
        quorum_numerator=facts.quorum.numerator,
        quorum_denominator=facts.quorum.denominator,
        passes_numerator=facts.passes.numerator,
        passes_denominator=facts.passes.denominator,
        passes_over=facts.passes.over,
        base=facts.base.value,
        ballot=facts.ballot.value,
        written=facts.written,
        made_at=at,
        made_by=by,
    )
    audit.record(
        "councils:rule:adopt", row, by=by, at=at, unit_id=row.unit_id, rule=rule.pk, paper=rule.paper
    )
    return rule
