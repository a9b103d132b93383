"""Numbers as Vietnamese writes them: 1.234.567,5, and in words."""

import re
from decimal import Decimal
from typing import Literal

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese.letters import clean_line, upper_first

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_LONGEST = 30
_PLAIN = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_DECIMAL = re.compile(r"([+-]?\d+)[.,](\d+)")
_BOTH = re.compile(r"([+-]?\d{1,3}(?:([.,\s])\d{3})+)([.,])(\d+)")


def format_number(value: int | Decimal, *, decimals: int | None = None) -> str:
    """“1.234.567,5”. With `decimals` that many digits after the comma, rounded half up by the caller if it
    matters; without it as many as the value has, no trailing zeros.
    """
    number = Decimal(value)
    plain = f"{number:f}" if decimals is None else f"{number:.{decimals}f}"
    whole, _, rest = plain.partition(".")
    if decimals is None:
        rest = rest.rstrip("0")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-') or '0'):,}".replace(",", ".")
    return f"{sign}{grouped},{rest}" if rest else f"{sign}{grouped}"


def plain_number(value: int | Decimal) -> str:
    """“1234567,5”: without groups, so that `parse_number` always reads it back.

    Three digits after the comma become four, else they would read as a group.
    """
    whole, _, rest = f"{Decimal(value):f}".partition(".")
    rest = rest.rstrip("0")
    if len(rest) == 3:
        rest += "0"
    return f"{whole},{rest}" if rest else whole


def parse_number(text: str, *, decimals: int | None = None) -> Decimal:
    """The number a person typed, dots and commas either way round.

    One separator before exactly three digits (“1.500”) may mean two numbers a thousand times apart: that is
    refused, not guessed. Where at most one or two `decimals` are allowed, “1.500” can mean one thing alone.
    Raises InvalidInput (number-ambiguous, number-unreadable, number-too-fine).
    """
    line = clean_line(text)
    if decimals is None:
        return _read(line)
    if decimals < 3 and _ONE_GROUP.fullmatch(line):
        if (
            "," in line
        ):  # three digits after the comma are more than may be; a thousand is written with a point
            raise _too_fine(line, decimals)
        return Decimal(_without_groups(line))
    number = _read(line)
    if len(f"{number:f}".partition(".")[2].rstrip("0")) > decimals:
        raise _too_fine(line, decimals)
    return number


def _read(line: str) -> Decimal:
    if len(line) > _LONGEST:
        raise _unreadable(line)
    if _PLAIN.fullmatch(line):
        return Decimal(line)
    if (match := _BOTH.fullmatch(line)) and match[2] != match[3]:
        return Decimal(f"{_without_groups(match[1])}.{match[4]}")
    if match := _GROUPED.fullmatch(line):
        separators = line.count(match[1])
        if separators == 1 and match[1] in ".," and not re.match(r"[+-]?0", line):
            raise _ambiguous(line)
        if separators > 1 or match[1].isspace():
            return Decimal(_without_groups(line))
    if match := _DECIMAL.fullmatch(line):
        return Decimal(f"{match[1]}.{match[2]}")
    raise _unreadable(line)


def parse_whole(text: str) -> int:
    """A number that can have no fraction (people, đồng): “1.500” is one thousand five hundred.

    Raises InvalidInput (number-unreadable).
    """
    line = clean_line(text)
    if len(line) <= _LONGEST and (_PLAIN.fullmatch(line) or _GROUPED.fullmatch(line)):
        return int(_without_groups(line))
    raise _unreadable(line)


def number_in_words(
    value: int, *, odd: Literal["linh", "lẻ"] = "linh", thousand: Literal["nghìn", "ngàn"] = "nghìn"
) -> str:
    """“một trăm linh năm”, “hai mươi mốt nghìn”. `odd` and `thousand` choose the southern words."""
    if value < 0:
        return f"âm {number_in_words(-value, odd=odd, thousand=thousand)}"
    if value >= _BILLION:
        head, rest = divmod(value, _BILLION)
        words = f"{number_in_words(head, odd=odd, thousand=thousand)} tỷ"
        return f"{words} {_below_billion(rest, odd, thousand, led=True)}" if rest else words
    return _below_billion(value, odd, thousand, led=False)


def amount_in_words(dong: int) -> str:
    """“Một triệu năm trăm hai mươi nghìn đồng”, as after “Bằng chữ:”."""
    return upper_first(f"{number_in_words(dong)} đồng")


def _below_billion(value: int, odd: str, thousand: str, *, led: bool) -> str:
    """Groups of three digits; `led` when a larger group stands before, so that hundreds are always said."""
    words: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, thousand), (1, "")):
        group = value // size % 1000
        if group:
            words.append(f"{_hundreds(group, odd, full=led or bool(words))} {name}".rstrip())
    return " ".join(words) or _DIGITS[0]


def _hundreds(value: int, odd: str, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        words.append(f"{odd} {_DIGITS[rest]}" if words and rest < 10 else _tens(rest))
    return " ".join(words)


def _tens(value: int) -> str:
    tens, unit = divmod(value, 10)
    if tens == 0:
        return _DIGITS[unit]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 5: " lăm"}.get(unit, f" {_DIGITS[unit]}")
    if tens > 1:
        tail = {1: " mốt", 4: " tư"}.get(unit, tail)
    return head + tail


def _without_groups(line: str) -> str:
    return re.sub(r"[.,\s]", "", line)


def _ambiguous(line: str) -> InvalidInput:
    sentence = N_("Số %(text)s có thể hiểu là %(large)s hoặc %(small)s. Hãy viết %(whole)s hoặc %(decimal)s.")
    whole = _without_groups(line)
    small = line.replace(".", ",").rstrip("0").rstrip(",")
    three_left = len(small.partition(",")[2]) == 3
    return InvalidInput(
        sentence,
        code="number-ambiguous",
        text=line,
        large=number_in_words(int(whole)),
        small=_decimal_in_words(small),
        whole=whole,
        decimal=f"{small}0" if three_left else small,  # else it would be asked about again
    )


def _too_fine(line: str, decimals: int) -> InvalidInput:
    if not decimals:
        return InvalidInput(
            N_("Ở đây chỉ ghi số nguyên. Hãy làm tròn “%(text)s” rồi ghi lại."),
            code="number-too-fine",
            text=line,
        )
    return InvalidInput(
        N_("Ở đây ghi nhiều nhất %(most)d chữ số sau dấu phẩy. Hãy làm tròn “%(text)s” rồi ghi lại."),
        code="number-too-fine",
        text=line,
        most=decimals,
    )


def _decimal_in_words(text: str) -> str:
    """“1,5” as “một phẩy năm”: the digits after the comma one by one."""
    whole, _, rest = text.partition(",")
    words = number_in_words(int(whole))
    return f"{words} phẩy {' '.join(_DIGITS[int(digit)] for digit in rest)}" if rest else words


def _unreadable(line: str) -> InvalidInput:
    sentence = N_("“%(text)s” không phải là số. Hãy viết như 1500 hoặc 2,5.")
    return InvalidInput(sentence, code="number-unreadable", text=line[:40])
