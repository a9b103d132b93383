"""The officer sets how often the units of a round report, and which period nobody reports on."""

from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed, NotFound
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.progress.models import ReportingRule, SkippedPeriod
from kheo.progress.selectors.periods import period_for
from kheo.progress.states import Rhythm
from kheo.registrations import public as registrations

_MOST_DAYS = 60
_LONGEST_REASON = 500


@transaction.atomic
def set_rule(
    round_: CampaignRound, *, rhythm: str, days_to_send: int, by: User, at: datetime
) -> ReportingRule:
    """Set the rhythm of a round over the one its plan gives. Raises InvalidInput, NotAllowed."""
    locked = _locked(round_, by=by, at=at)
    if rhythm not in Rhythm.values:
        raise InvalidInput(N_("Hãy chọn kỳ báo cáo trong danh sách."), code="unknown-choice", field="rhythm")
    if not 1 <= days_to_send <= _MOST_DAYS:
        raise InvalidInput(
            N_("Số ngày phải từ 1 đến %(most)d."),
            code="number-out-of-range",
            field="days_to_send",
            most=_MOST_DAYS,
        )
    rule, _made = ReportingRule.objects.update_or_create(
        round=locked,
        defaults={"rhythm": rhythm, "days_to_send": days_to_send, "set_at": at, "set_by": by},
    )
    audit.record("progress:round:set-rhythm", locked, by=by, at=at, rhythm=rhythm, days=days_to_send)
    return rule


@transaction.atomic
def follow_plan(round_: CampaignRound, *, by: User, at: datetime) -> None:
    """Take the officer's own rhythm back: the plan's days count again."""
    locked = _locked(round_, by=by, at=at)
    if ReportingRule.objects.filter(round=locked).delete()[0]:
        audit.record("progress:round:follow-plan", locked, by=by, at=at)


@transaction.atomic
def skip(round_: CampaignRound, *, period: str, reason: str, by: User, at: datetime) -> SkippedPeriod:
    """Nobody reports on this period, for a reason. Raises InvalidInput, NotFound, NotAllowed, Conflict."""
    locked = _locked(round_, by=by, at=at)
    found = period_for(locked, period)
    if found.skipped is not None:
        raise Conflict(N_("Kỳ này đã được ghi là không phải báo cáo."), code="already-skipped")
    reason = clean_line(reason)[:_LONGEST_REASON].rstrip(".")
    if not reason:
        raise InvalidInput(
            N_("Hãy ghi lý do không báo cáo kỳ này; đơn vị sẽ đọc được."),
            code="reason-missing",
            field="reason",
        )
    row = SkippedPeriod.objects.create(
        round=locked, period=period, reason=reason, skipped_at=at, skipped_by=by
    )
    audit.record("progress:round:skip-period", locked, by=by, at=at, period=period, reason=reason)
    return row


@transaction.atomic
def resume(round_: CampaignRound, *, period: str, by: User, at: datetime) -> None:
    """The period is reported on after all. Raises NotFound where it was not skipped."""
    locked = _locked(round_, by=by, at=at)
    row = SkippedPeriod.objects.filter(round=locked, period=period, resumed_at__isnull=True).first()
    if row is None:
        raise NotFound(N_("Kỳ này đang phải báo cáo như thường."), code="not-skipped")
    row.resumed_at, row.resumed_by = at, by
    row.save(update_fields=["resumed_at", "resumed_by"])
    audit.record("progress:round:resume-period", locked, by=by, at=at, period=period)


def _locked(round_: CampaignRound, *, by: User, at: datetime) -> CampaignRound:
    row = (
        CampaignRound.objects.select_for_update(of=("self",))
        .select_related("campaign__managing_unit")
        .get(pk=round_.pk)
    )
    if not registrations.can_receive(by, row.campaign, day_of(at)):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới đặt kỳ báo cáo."), code="not-receiver"
        )
    return row
