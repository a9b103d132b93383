"""How a unit's papers are numbered and kept: series, terms, files or not. Set by the head of the office."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput, NotAllowed
from kheo.core.vietnamese import clean_line, short_date
from kheo.documents import permissions, register
from kheo.documents.kinds import REGISTERED
from kheo.documents.models import Document, NumberSeries, RegisterSetting, Term
from kheo.documents.states import DocumentState, Reset, TermStart
from kheo.kernel.clock import day_of
from kheo.units.public import Unit


@transaction.atomic
def open_series(
    unit: Unit,
    *,
    label: str,
    kinds: Sequence[str],
    reset: str,
    first_number: int,
    width: int,
    valid_from: date,
    by: User,
    at: datetime,
) -> NumberSeries:
    """From a day on Khéo gives the numbers of these kinds (none named: of every kind).

    Raises NotAllowed; InvalidInput for a day gone by, a kind that is numbered already, a first number that the
    office's own numbers have passed.
    """
    unit = _locked(unit, by, at)
    chosen = sorted(set(kinds) & set(REGISTERED))
    if valid_from < day_of(at):
        raise InvalidInput(
            N_("Ngày bắt đầu đã qua. Khéo chỉ cấp số từ hôm nay trở đi."),
            code="series-past",
            field="valid_from",
        )
    _refuse_overlap(unit, chosen, valid_from)
    row = NumberSeries(
        unit=unit,
        label=clean_line(label)[:100] or _label(chosen),
        kinds=chosen,
        reset=Reset(reset),
        first_number=max(first_number, 1),
        width=min(max(width, 2), 4),
        valid_from=valid_from,
        made_at=at,
        made_by=by,
    )
    _refuse_passed(row)
    row.save()
    said = {"label": row.label, "kinds": chosen, "reset": row.reset, "number": row.first_number}
    audit.record(
        "documents:series:open", row, by=by, at=at, unit_id=unit.pk, first=True, valid_from=valid_from, **said
    )
    return row


@transaction.atomic
def end_series(series: NumberSeries, *, by: User, at: datetime) -> NumberSeries:
    """From tomorrow the numbers come from the office's own system again. Raises NotAllowed, Conflict."""
    unit = _locked(series.unit, by, at)
    row = NumberSeries.objects.select_for_update().get(pk=series.pk)
    if row.valid_to is not None:
        raise Conflict(N_("Cách đánh số này đã được kết thúc. Hãy tải lại trang."), code="series-ended")
    waiting = Document.objects.filter(series=row, state=DocumentState.DRAFT).order_by("number_value").first()
    if waiting is not None:
        raise InvalidInput(
            N_("Còn số đang giữ chưa dùng (%(number)s). Hãy ban hành hoặc bỏ số đó trước."),
            code="series-numbers-wait",
            number=register.number_shown(waiting),
        )
    row.valid_to = max(row.valid_from, date.fromordinal(day_of(at).toordinal() + 1))
    row.save(update_fields=["valid_to"])
    audit.record("documents:series:end", row, by=by, at=at, unit_id=unit.pk, valid_to=row.valid_to)
    return row


@transaction.atomic
def open_term(
    unit: Unit, *, label: str, begins_on: date, start_rule: str, decision: str, by: User, at: datetime
) -> Term:
    """A term of a Party body begins: the one before ends, numbers begin from 01, and papers dated since then
    are counted in it. Raises NotAllowed, InvalidInput.
    """
    unit = _locked(unit, by, at)
    if not register.is_party(unit):
        raise InvalidInput(
            N_("Chỉ văn bản của Đảng đánh số theo nhiệm kỳ; cơ quan này đánh số theo năm."),
            code="term-not-party",
        )
    said = clean_line(decision)[:200]
    if not said:
        raise InvalidInput(
            N_("Hãy ghi số, ngày của nghị quyết, quyết định làm căn cứ."),
            code="term-decision",
            field="decision",
        )
    last = Term.objects.filter(unit=unit).order_by("-begins_on").first()
    if last is not None and begins_on <= last.begins_on:
        raise InvalidInput(
            N_("Nhiệm kỳ %(label)s đã bắt đầu ngày %(day)s; nhiệm kỳ mới phải bắt đầu sau ngày đó."),
            code="term-order",
            field="begins_on",
            label=last.label,
            day=short_date(last.begins_on),
        )
    if last is not None:
        last.ends_on = begins_on
        last.save(update_fields=["ends_on"])
    row = Term.objects.create(
        unit=unit,
        label=clean_line(label)[:60] or str(begins_on.year),
        begins_on=begins_on,
        start_rule=TermStart(start_rule),
        decision=said,
        made_at=at,
        made_by=by,
    )
    _count_in(row)
    told: dict[str, Any] = {
        "label": row.label,
        "begins_on": begins_on,
        "start_rule": row.start_rule,
        "decision": said,
    }
    audit.record("documents:term:open", row, by=by, at=at, unit_id=unit.pk, **told)
    return row


@transaction.atomic
def keep_files(unit: Unit, *, keeps: bool, by: User, at: datetime) -> RegisterSetting:
    """Whether files of the unit's papers are kept, or number, date and subject only. What is kept stays."""
    unit = _locked(unit, by, at)
    row, _made = RegisterSetting.objects.update_or_create(
        unit=unit, defaults={"keeps_files": keeps, "changed_at": at, "changed_by": by}
    )
    audit.record("documents:register:keep-files", row, by=by, at=at, unit_id=unit.pk, keeps=keeps)
    return row


def _locked(unit: Unit, by: User, at: datetime) -> Unit:
    row = Unit.objects.select_for_update().get(pk=unit.pk)
    if not permissions.can_set_up(by, row.pk, day_of(at)):
        raise NotAllowed(
            N_("Chỉ người ký (thủ trưởng) và văn thư của chính cơ quan đặt cách đánh số, mẫu và lưu tệp."),
            code="register-not-yours",
        )
    return row


def _label(kinds: Sequence[str]) -> str:
    return ", ".join(str(Document.Kind(kind).label) for kind in kinds)[:100] if kinds else "Mọi loại văn bản"


def _refuse_overlap(unit: Unit, kinds: Sequence[str], valid_from: date) -> None:
    open_ones = NumberSeries.objects.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from), unit=unit)
    for other in open_ones:
        if not kinds or not other.kinds or set(kinds) & set(other.kinds):
            raise InvalidInput(
                N_("Loại văn bản này đã được đánh số ở “%(label)s”. Hãy kết thúc cách đánh số đó trước."),
                code="series-overlap",
                field="kinds",
                label=other.label,
            )


def _refuse_passed(row: NumberSeries) -> None:
    """A first number at or below one that was given in the period already would double it."""
    period = register.period_of(row.unit, row.valid_from)
    same = Document.objects.filter(unit=row.unit, period=period, number_value__gte=row.first_number)
    if row.kinds:
        same = same.filter(kind__in=row.kinds)
    last = same.select_related("unit", "series").order_by("-number_value").first()
    if last is not None:
        raise InvalidInput(
            N_("Sổ đã có số %(number)s (“%(subject)s”). Số bắt đầu phải lớn hơn số đó."),
            code="series-passed",
            field="first_number",
            number=register.number_shown(last),
            subject=last.subject,
        )


def _count_in(term: Term) -> None:
    """Papers dated since the term began leave their year; two that then have one number are named."""
    rows = Document.objects.filter(unit=term.unit, issued_on__gte=term.begins_on, series=None)
    for row in rows.exclude(number_key="").select_related("unit", "series").order_by("issued_on", "pk"):
        row.period = f"nk-{term.pk}"
        try:
            with transaction.atomic():
                row.save(update_fields=["period"])
        except IntegrityError as error:
            raise InvalidInput(
                N_(
                    "Trong nhiệm kỳ này sổ có hai văn bản cùng số %(number)s, một là “%(subject)s”. Hãy xem lại ngày bắt đầu nhiệm kỳ."
                ),
                code="term-doubles",
                field="begins_on",
                number=register.number_shown(row),
                subject=row.subject,
            ) from error
