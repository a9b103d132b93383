"""What stands in a cell → the one way its value is written, or a refusal that says what to write."""

from datetime import date, timedelta
from decimal import Decimal

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean, clean_line, fold, parse_date, parse_number, parse_whole, plain_number
from kheo.core.vietnamese.dates import short_date
from kheo.core.workbook.model import Column, Kind

_EPOCH = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # 2000 … 2099, as workbooks count days
_BROKEN = "\ufffd"
_MOST_SHOWN = 8


def read_value(column: Column, text: str) -> str:
    """The value in its one form: “1234567,5”, “16/02/2026”, the choice as the list has it; "" for an empty cell.

    Raises InvalidInput (field: the column's key): number-negative, number-unreadable, number-ambiguous,
    date-unreadable, unknown-choice, too-long, broken-letter.
    """
    text = clean(text) if column.kind == Kind.TEXT else clean_line(text)
    if not text:
        return ""
    try:
        value = _READERS[column.kind](column, text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, code=error.code, field=column.key, **error.params) from error
    return value


def _words(column: Column, text: str) -> str:
    if column.limit and len(text) > column.limit:
        raise InvalidInput(
            N_("Dài %(length)d ký tự, nhiều nhất là %(limit)d. Hãy rút gọn."),
            code="too-long",
            length=len(text),
            limit=column.limit,
        )
    if _BROKEN in text:
        raise InvalidInput(N_("Có ký tự bị hỏng (�). Hãy xóa và gõ lại chỗ đó."), code="broken-letter")
    return text


def _number(column: Column, text: str) -> str:
    return plain_number(_not_negative(parse_number(text)))


def _whole(column: Column, text: str) -> str:
    return plain_number(_not_negative(Decimal(parse_whole(text))))


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise InvalidInput(N_("Số không thể nhỏ hơn 0. Hãy ghi số từ 0 trở lên."), code="number-negative")
    return value


def _day(column: Column, text: str) -> str:
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return short_date(_EPOCH + timedelta(days=int(text)))
    return short_date(parse_date(text))


def _choice(column: Column, text: str) -> str:
    wanted = fold(text)
    found = [one for one in column.choices if fold(one) == wanted]
    if not found:
        found = [one for one in column.choices if fold(one).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    shown = "; ".join(column.choices[:_MOST_SHOWN]) + ("; …" if len(column.choices) > _MOST_SHOWN else "")
    raise InvalidInput(
        N_("“%(text)s” không có trong danh sách. Hãy chọn: %(choices)s."),
        code="unknown-choice",
        text=text[:60],
        choices=shown,
    )


_READERS = {
    Kind.LINE: _words,
    Kind.TEXT: _words,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.DAY: _day,
    Kind.CHOICE: _choice,
}
