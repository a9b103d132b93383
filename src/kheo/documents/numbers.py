"""Numbers and symbols as they are compared and as they are printed."""

import re
from dataclasses import dataclass

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line, fold

_NUMBER = re.compile(r"0*([1-9]\d{0,6})([a-zđ]?)", re.IGNORECASE)
_LONGEST_SYMBOL = 60


@dataclass(frozen=True, slots=True)
class Given:
    """A number and symbol as printed and as compared."""

    number: str
    symbol: str
    key: str
    value: int
    symbol_key: str


def given(number: str, symbol: str) -> Given:
    """Raises InvalidInput for what is no number of a paper, or without a symbol."""
    number, symbol = clean_line(number), re.sub(r"\s*([/-])\s*", r"\1", clean_line(symbol))
    number = re.sub(r"^\s*số\s*:?\s*", "", number, flags=re.IGNORECASE)
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise InvalidInput(
            N_("Số văn bản chỉ gồm chữ số, có thể thêm một chữ cái: “05”, “125”, “12a”. Hãy ghi lại số.")
            if number
            else N_("Hãy ghi số của văn bản."),
            code="number-unreadable" if number else "number-missing",
            field="number",
        )
    symbol = symbol.strip("/-")
    if not symbol or len(symbol) > _LONGEST_SYMBOL:
        raise InvalidInput(
            N_("Hãy ghi ký hiệu của văn bản, ví dụ “KH-UBND”, văn bản của Đảng “KH/ĐU”."),
            code="symbol-missing",
            field="symbol",
        )
    key = f"{match[1]}{match[2].lower()}"
    return Given(number, symbol, key, int(match[1]), symbol_key(symbol))


def symbol_key(symbol: str) -> str:
    """“KH - UBND” as it is compared: “kh-ubnd”."""
    return re.sub(r"\s+", "", symbol).lower()[:_LONGEST_SYMBOL]


def printed(value: int, width: int) -> str:
    """“05”: at least `width` figures."""
    return f"{value:0{width}d}"


def full_number(number: str, symbol: str, *, party: bool) -> str:
    """“05/KH-UBND”, “05-KH/ĐU” (Party); what is missing is left out."""
    return ("-" if party else "/").join(part for part in (number, symbol) if part)


def search_words(number: str, symbol: str, subject: str) -> str:
    """What a paper is found by."""
    return fold(f"{number} {symbol} {subject}")[:700]
