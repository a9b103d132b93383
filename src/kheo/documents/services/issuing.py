"""What becomes of a paper: reserved, issued, recalled, dropped. Each verb locks the paper, a counter last."""

from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput, NotAllowed
from kheo.core.vietnamese import clean_line
from kheo.documents import permissions, register
from kheo.documents.models import Document, NumberSeries
from kheo.documents.numbers import given, printed, search_words
from kheo.documents.services import placing
from kheo.documents.services.filing import Upload, add_version, require_filer
from kheo.documents.states import WORKFLOW, DocumentState
from kheo.kernel.clock import day_of
from kheo.units.public import Unit

SHORTEST_REASON = 10


@transaction.atomic
def record_issue(
    document: Document,
    *,
    number: str,
    symbol: str,
    issued_on: date,
    by: User,
    at: datetime,
    signed: Upload | None = None,
) -> Document:
    """Number, date and the signed file came back from the office's document system.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput for a number that is taken or a day to come.
    """
    row = _locked(document)
    require_filer(by, row, at)
    target = WORKFLOW.target("issue", current=DocumentState(row.state))
    row = placing.place_typed(row, number, symbol, issued_on, at=at)
    return _issued(row, target, by=by, at=at, signed=signed)


@transaction.atomic
def issue(
    document: Document,
    *,
    issued_on: date,
    by: User,
    at: datetime,
    symbol: str = "",
    signed: Upload | None = None,
) -> Document:
    """Khéo gives the number: the one reserved for this paper, else the next of its series.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput where no series numbers this kind on the day.
    """
    row = _locked(document)
    require_filer(by, row, at)
    target = WORKFLOW.target("issue", current=DocumentState(row.state))
    placing.require_past(issued_on, at)
    series = _require_series(row.unit, row.kind, issued_on)
    if row.number_key:
        _require_same_period(row, series, issued_on)
        series = row.series or series
        if symbol and symbol != row.symbol:
            found = given(row.number_key, symbol)
            placing.refuse_second(row, found)
            row.symbol, row.symbol_key = found.symbol, found.symbol_key
    else:
        placing.give_number(row, series, issued_on, symbol)
    row.number, row.issued_on = printed(row.number_value or 0, series.width), issued_on
    row.words = search_words(row.number, row.symbol, row.subject)
    return _issued(row, target, by=by, at=at, signed=signed)


@transaction.atomic
def reserve(
    unit: Unit,
    *,
    kind: str,
    subject: str,
    by: User,
    at: datetime,
    document: Document | None = None,
    symbol: str = "",
) -> Document:
    """Keep the next number for a paper that is not signed yet; the paper stays blank until it is issued.

    Raises NotAllowed, InvalidInput where no series numbers this kind today.
    """
    on = day_of(at)
    row = _locked(document) if document is not None else _blank(unit, kind, subject, by, at)
    require_filer(by, row, at)
    WORKFLOW.target("change", current=DocumentState(row.state))
    if row.number_key:
        raise InvalidInput(
            N_("Văn bản này đã được giữ số %(number)s."),
            code="number-reserved-already",
            number=register.number_shown(row),
        )
    series = _require_series(row.unit, row.kind, on)
    placing.give_number(row, series, on, symbol)
    row.words = search_words(printed(row.number_value or 0, series.width), row.symbol, row.subject)
    placing.save(row)
    audit.record(
        "documents:document:reserve",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        number=register.number_shown(row),
        title=row.subject,
    )
    return row


@transaction.atomic
def drop(document: Document, *, reason: str, by: User, at: datetime) -> Document:
    """“Bỏ”: the paper is not issued. A number kept for it stays in the register with the reason.

    Raises NotAllowed, TransitionNotAllowed, InvalidInput without a reason.
    """
    row = _locked(document)
    require_filer(by, row, at)
    row.state = WORKFLOW.target("drop", current=DocumentState(row.state))
    row.closed_on, row.closed_reason = day_of(at), _require_reason(reason)
    row.save()
    audit.record(
        "documents:document:drop",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        number=register.number_shown(row),
        reason=row.closed_reason,
    )
    return row


@transaction.atomic
def recall(document: Document, *, reason: str, by: User, at: datetime) -> Document:
    """An issued paper is called back; it stays in the register as it was. Raises as `drop`."""
    row = _locked(document)
    if not permissions.can_close(by, row.unit_id, day_of(at)):
        raise NotAllowed(
            N_("Chỉ văn thư, cán bộ phụ trách hoặc người ký của cơ quan ban hành mới thu hồi văn bản."),
            code="register-not-yours",
        )
    row.state = WORKFLOW.target("recall", current=DocumentState(row.state))
    row.closed_on, row.closed_reason = day_of(at), _require_reason(reason)
    row.save(update_fields=["state", "closed_on", "closed_reason"])
    audit.record(
        "documents:document:recall", row, by=by, at=at, unit_id=row.unit_id, reason=row.closed_reason
    )
    return row


def _issued(
    row: Document, target: DocumentState, *, by: User, at: datetime, signed: Upload | None
) -> Document:
    row.state = target
    placing.save(row)
    if signed is not None:
        add_version(row, signed, by=by, at=at)
    audit.record(
        "documents:document:issue",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        number=register.number_shown(row),
        issued_on=row.issued_on,
        own_number=row.series_id is not None,
    )
    placing.supersede_replaced(row, by=by, at=at)
    return row


def _locked(document: Document) -> Document:
    rows = Document.objects.select_for_update(of=("self",)).select_related("unit", "series")
    return rows.get(pk=document.pk)


def _blank(unit: Unit, kind: str, subject: str, by: User, at: datetime) -> Document:
    said = placing.require_subject(subject)
    return Document(kind=Document.Kind(kind), unit=unit, subject=said, created_at=at, created_by=by)


def _require_series(unit: Unit, kind: str, on: date) -> NumberSeries:
    series = register.series_for(unit, kind, on)
    if series is None:
        raise InvalidInput(
            N_(
                "Khéo không cấp số cho loại văn bản này vào ngày đã chọn. Hãy lấy số ở hệ thống quản lý văn bản của cơ quan rồi ghi vào đây."
            ),
            code="no-series",
            field="issued_on",
        )
    return series


def _require_same_period(row: Document, series: NumberSeries, issued_on: date) -> None:
    if row.series_id != series.pk or placing.period_in(series, row.unit, issued_on) != row.period:
        raise InvalidInput(
            N_(
                "Số %(number)s được giữ cho năm (nhiệm kỳ) khác với ngày ban hành. Hãy bỏ số đã giữ, rồi lấy số mới."
            ),
            code="reserved-in-other-period",
            field="issued_on",
            number=register.number_shown(row),
        )


def _require_reason(reason: str) -> str:
    said = clean_line(reason)[:300]
    if len(said) < SHORTEST_REASON:
        raise InvalidInput(
            N_("Hãy ghi lý do (ít nhất %(least)s ký tự): người xem sổ sau này cần hiểu vì sao."),
            code="reason-missing",
            field="reason",
            least=SHORTEST_REASON,
        )
    return said
