"""The number of a paper: typed from the office's own system, reserved, or given by Khéo. Parts of a transaction."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import clean, short_date
from kheo.documents import register
from kheo.documents.models import Document, NumberCounter, NumberSeries, Term
from kheo.documents.numbers import Given, given, printed, search_words, symbol_key
from kheo.documents.states import WORKFLOW, DocumentState, Reset
from kheo.kernel.clock import day_of
from kheo.units.public import Unit


def place_typed(row: Document, number: str, symbol: str, issued_on: date, *, at: datetime) -> Document:
    """The row with a number that came from outside. Where Khéo numbers this kind only a reserved number is
    taken, and its row in the register becomes this paper. Raises InvalidInput.
    """
    require_past(issued_on, at)
    found = given(number, symbol)
    series = register.series_for(row.unit, row.kind, issued_on)
    if series is not None:
        row = _take_reserved(row, series, found, issued_on)
    else:
        row.series, row.period = None, register.period_of(row.unit, issued_on)
        refuse_second(row, found)
    row.number, row.symbol, row.issued_on = found.number, found.symbol, issued_on
    row.number_key, row.number_value, row.symbol_key = found.key, found.value, found.symbol_key
    row.words = search_words(row.number, row.symbol, row.subject)
    return row


def _take_reserved(row: Document, series: NumberSeries, found: Given, issued_on: date) -> Document:
    period = period_in(series, row.unit, issued_on)
    kept = Document.objects.select_for_update(of=("self",)).filter(
        series=series, period=period, number_value=found.value, state=DocumentState.DRAFT
    )
    reserved = kept.filter(symbol_key=found.symbol_key).select_related("unit", "series").first()
    if reserved is None:
        raise InvalidInput(
            N_(
                "Số của loại văn bản này do Khéo cấp (%(series)s) và số %(number)s chưa được giữ. Hãy mở Sổ văn bản, giữ số trước, rồi ghi đúng số đã giữ."
            ),
            code="number-not-reserved",
            field="number",
            series=series.label,
            number=found.number,
        )
    if not row.pk:
        reserved.subject, reserved.kind = row.subject, row.kind
        reserved.signer, reserved.signer_position = row.signer, row.signer_position
        reserved.recipients, reserved.pages, reserved.copies = row.recipients, row.pages, row.copies
        reserved.replaces = row.replaces or reserved.replaces
        return reserved
    if reserved.pk != row.pk:
        raise InvalidInput(
            N_("Số %(number)s đã giữ cho văn bản “%(subject)s”. Hãy mở văn bản đó để ghi số."),
            code="number-reserved-for-another",
            field="number",
            number=found.number,
            subject=reserved.subject,
        )
    return row


def refuse_second(row: Document, found: Given) -> None:
    """Raise InvalidInput where another paper of the unit has this number and symbol in the period."""
    other = register.holder_of(
        unit_id=row.unit_id,
        period=row.period,
        symbol_key=found.symbol_key,
        number_key=found.key,
        but=row.pk,
    )
    if other is not None:
        raise duplicate_of(other)


def duplicate_of(other: Document) -> InvalidInput:
    """The sentence that names the paper which has the number."""
    number, subject = register.number_shown(other), other.subject
    if other.issued_on is None:
        return InvalidInput(
            N_("Số %(number)s đang giữ cho văn bản “%(subject)s”. Hãy xem lại số."),
            code="number-taken",
            field="number",
            number=number,
            subject=subject,
        )
    return InvalidInput(
        N_("Số %(number)s đã có ở sổ: “%(subject)s”, ngày %(day)s. Hãy xem lại số."),
        code="number-taken",
        field="number",
        number=number,
        subject=subject,
        day=short_date(other.issued_on),
    )


def give_number(row: Document, series: NumberSeries, on: date, symbol: str) -> None:
    """The next number of the series; its counter is the last row that is locked. Raises InvalidInput."""
    symbol = symbol or row.symbol or register.usual_symbol(row.unit, row.kind, on)
    period = period_in(series, row.unit, on)
    first = series.first_number if begins_in(series, period) else 1
    counter, _made = NumberCounter.objects.get_or_create(
        series=series, period=period, defaults={"last": first - 1}
    )
    counter = NumberCounter.objects.select_for_update().get(pk=counter.pk)
    counter.last += 1
    found = given(printed(counter.last, series.width), symbol)
    row.series, row.period = series, period
    row.symbol, row.symbol_key = found.symbol, found.symbol_key
    row.number_key, row.number_value = found.key, found.value
    refuse_second(row, found)
    counter.save(update_fields=["last"])


def period_in(series: NumberSeries, unit: Unit, on: date) -> str:
    """The year, or the term that the body has on the day. Raises InvalidInput where no term is known."""
    if series.reset == Reset.YEAR:
        return str(on.year)
    term = register.term_of(unit, on)
    if term is None:
        raise InvalidInput(
            N_(
                "Chưa có nhiệm kỳ nào gồm ngày %(day)s nên chưa cấp được số. Hãy ghi nhiệm kỳ ở trang Đánh số văn bản."
            ),
            code="term-missing",
            field="issued_on",
            day=short_date(on),
        )
    return f"nk-{term.pk}"


def begins_in(series: NumberSeries, period: str) -> bool:
    """Whether the series began in the course of this period: then it goes on from the office's own numbers."""
    if series.reset == Reset.YEAR:
        return period == str(series.valid_from.year)
    term = Term.objects.get(pk=int(period.removeprefix("nk-")))
    return term.begins_on <= series.valid_from and (term.ends_on is None or series.valid_from < term.ends_on)


def require_past(issued_on: date, at: datetime) -> None:
    """Raise InvalidInput for a day to come."""
    if issued_on > day_of(at):
        raise InvalidInput(
            N_("Ngày %(day)s chưa tới. Hãy ghi ngày văn bản đã thật sự ban hành."),
            code="issued-in-future",
            field="issued_on",
            day=short_date(issued_on),
        )


def require_subject(subject: str) -> str:
    """The subject on one line. Raises InvalidInput where it is missing."""
    said = " ".join(clean(subject).split())[:500]
    if not said:
        raise InvalidInput(
            N_("Hãy ghi trích yếu: văn bản này về việc gì."), code="subject-missing", field="subject"
        )
    return said


def save(row: Document) -> None:
    """Write the row; somebody who took the number in the same moment is named. Raises InvalidInput, Conflict."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        other = register.holder_of(
            unit_id=row.unit_id,
            period=row.period,
            symbol_key=row.symbol_key or symbol_key(row.symbol),
            number_key=row.number_key,
            but=row.pk,
        )
        if other is not None and row.number_key:
            raise duplicate_of(other) from error
        if row.replaces_id and Document.objects.filter(replaces=row.replaces_id).exclude(pk=row.pk).exists():
            raise Conflict(
                N_("Văn bản này đã có văn bản thay thế. Hãy mở văn bản đó để làm tiếp."),
                code="already-replaced",
            ) from error
        raise


def supersede_replaced(row: Document, *, by: User, at: datetime) -> None:
    """The paper that an issued one replaces is superseded, if it still stands."""
    if row.replaces_id is None:
        return
    old = Document.objects.select_for_update(of=("self",)).get(pk=row.replaces_id)
    if not WORKFLOW.allows("supersede", current=DocumentState(old.state)):
        return
    old.state = WORKFLOW.target("supersede", current=DocumentState(old.state))
    old.closed_on = row.issued_on
    old.save(update_fields=["state", "closed_on"])
    audit.record("documents:document:supersede", old, by=by, at=at, unit_id=old.unit_id, by_paper=row.pk)
