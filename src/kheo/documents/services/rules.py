"""A unit lets a rule of the linter rest, with a reason, and wakes it again."""

from datetime import datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed, NotFound
from kheo.core.paper.lint import rules
from kheo.core.vietnamese import clean_line
from kheo.documents import permissions
from kheo.documents.models import RuleSwitch
from kheo.kernel.clock import day_of
from kheo.units.public import Unit

SHORTEST_REASON = 10


@transaction.atomic
def switch_off(unit: Unit, *, rule: str, reason: str, by: User, at: datetime) -> RuleSwitch:
    """The unit's people are no longer told of this rule. Raises InvalidInput, Conflict, NotAllowed, NotFound."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    _may(unit, by, at)
    if rule not in rules():
        raise NotFound(N_("Không có quy tắc soát văn bản nào mang tên này."), code="no-such-rule")
    said = clean_line(reason)
    if len(said) < SHORTEST_REASON:
        raise InvalidInput(
            N_("Hãy ghi lý do tắt quy tắc (ít nhất %(least)s ký tự), để người khác trong đơn vị hiểu."),
            code="rule-reason",
            field="reason",
            least=SHORTEST_REASON,
        )
    if RuleSwitch.objects.filter(unit=unit, rule=rule, ended_at=None).exists():
        raise Conflict(N_("Quy tắc này đã được tắt ở đơn vị."), code="rule-off-already")
    row = RuleSwitch.objects.create(unit=unit, rule=rule, reason=said[:300], by=by, at=at)
    audit.record(
        "documents:rule:off", row, by=by, at=at, unit_id=unit.pk, first=True, rule=rule, reason=row.reason
    )
    return row


@transaction.atomic
def switch_on(unit: Unit, *, rule: str, by: User, at: datetime) -> None:
    """The rule speaks again. Raises NotFound where it was not off."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    _may(unit, by, at)
    row = RuleSwitch.objects.filter(unit=unit, rule=rule, ended_at=None).first()
    if row is None:
        raise NotFound(N_("Quy tắc này đang được áp dụng ở đơn vị."), code="rule-not-off")
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by"])
    audit.record("documents:rule:on", row, by=by, at=at, unit_id=unit.pk, rule=rule)


def _may(unit: Unit, by: User, at: datetime) -> None:
    if not permissions.can_switch_rules(by, unit, day_of(at)):
        raise NotAllowed(
            N_("Chỉ người làm việc về văn bản của chính đơn vị mới tắt, bật quy tắc soát của đơn vị."),
            code="rule-not-yours",
        )
