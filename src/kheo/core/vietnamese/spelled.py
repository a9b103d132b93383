"""Numbers and days spelled out in words, read back: “một nghìn không trăm linh năm” is 1.005.

What can mean two numbers (“một nghìn năm”: 1.005 or, as spoken, 1.500) is refused, not guessed.
"""

import re
import unicodedata
from datetime import date

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese.letters import clean_line, upper_first
from kheo.core.vietnamese.numbers import number_in_words

_DIGITS = {
    "không": 0,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
_SAME = {"lẻ": "linh", "ngàn": "nghìn", "tỉ": "tỷ", "nhăm": "lăm", "bẩy": "bảy"}
_SIZES = {"triệu": 10**6, "nghìn": 10**3}
_CURRENCY = re.compile(r"\s*(?:đồng(?:\s+việt\s+nam)?)?(?:\s+chẵn)?\s*[./]*$")
_LONGEST = 300
_DAY = re.compile(r"(?:ngày\s+)?(?P<day>.+?)\s+tháng\s+(?P<month>.+?)\s+năm\s+(?P<year>.+)")
_MONTHS = (
    "một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip


def parse_number_words(text: str) -> int:
    """The whole number that words say, 0 to a thousand billion billions; northern and southern words.

    Raises InvalidInput (words-unreadable) where the words say no number or could say two.
    """
    words = _words_of(text)
    try:
        value = _value(words)
    except (ValueError, LookupError) as error:
        raise _unreadable(text) from error
    # Written out again it must be the same words: this refuses “năm trăm trăm” and “một nghìn năm”.
    if _without_empty(number_in_words(value).split()) != _without_empty(_one_spelling(words)):
        raise _unreadable(text)
    return value


def parse_amount_words(text: str) -> int:
    """The đồng of “Bằng chữ: Một triệu năm trăm hai mươi nghìn đồng chẵn”.

    Raises InvalidInput (words-unreadable).
    """
    line = clean_line(text).lower().removeprefix("bằng chữ:").strip(" ()")
    return parse_number_words(_CURRENCY.sub("", line))


def day_spelled_out(day: date) -> str:
    """“ngày mười sáu tháng Hai năm hai nghìn không trăm hai mươi tư”, as minutes are dated.

    The first ten days are “mùng”; months begin with a capital (Nghị định 30/2020/NĐ-CP, Phụ lục II, V).
    """
    number = number_in_words(day.day)
    first = f"mùng {number}" if day.day <= 10 else number
    month = upper_first(_MONTHS[day.month - 1])
    return f"ngày {first} tháng {month} năm {number_in_words(day.year)}"


def parse_day_spelled_out(text: str) -> date:
    """The day of `day_spelled_out`; “mồng”, “tháng Giêng” and “tháng Chạp” are read too.

    Raises InvalidInput (words-unreadable).
    """
    match = _DAY.fullmatch(clean_line(text).lower())
    if not match:
        raise _unreadable(text)
    month = {"giêng": 1, "chạp": 12, "tư": 4}.get(match["month"]) or parse_number_words(match["month"])
    day = parse_number_words(re.sub(r"^(?:mùng|mồng)\s+", "", match["day"]))
    try:
        return date(parse_number_words(match["year"]), month, day)
    except ValueError as error:
        raise _unreadable(text) from error


def _words_of(text: str) -> list[str]:
    line = unicodedata.normalize("NFC", clean_line(text).lower())[: _LONGEST + 1]
    words = [_SAME.get(word, word) for word in line.replace(",", " ").split()]
    if not words or len(line) > _LONGEST:
        raise _unreadable(text)
    return words


def _value(words: list[str]) -> int:
    if words[0] == "âm":
        return -_value(words[1:])
    if "tỷ" in words:
        cut = len(words) - 1 - words[::-1].index("tỷ")
        rest = words[cut + 1 :]
        return _value(words[:cut]) * 10**9 + (_value(rest) if rest else 0)
    total = 0
    for name, size in _SIZES.items():
        if name in words:
            cut = words.index(name)
            total += _below_thousand(words[:cut]) * size
            words = words[cut + 1 :]
    return total + (_below_thousand(words) if words else 0)


def _below_thousand(words: list[str]) -> int:
    value = 0
    if "trăm" in words:
        cut = words.index("trăm")
        (digit,) = words[:cut]
        value, words = _DIGITS[digit] * 100, words[cut + 1 :]
    if words and words[0] == "linh":
        words = words[1:]
    if not words:
        return value
    return value + _below_hundred(words)


def _below_hundred(words: list[str]) -> int:
    if words[0] == "mười":
        tens, rest = 1, words[1:]
    elif len(words) > 1 and words[1] == "mươi":
        tens, rest = _DIGITS[words[0]], words[2:]
    else:
        tens, rest = 0, words
    if not rest:
        return tens * 10
    (unit,) = rest
    return tens * 10 + {"mốt": 1, "tư": 4, "lăm": 5}.get(unit, _DIGITS.get(unit, -1000))


def _one_spelling(words: list[str]) -> list[str]:
    """“hai mươi bốn” and “hai mươi tư” are one number: the second is how it is written here."""
    found: list[str] = []
    for word in words:
        after_tens = bool(found) and found[-1] == "mươi"
        found.append("tư" if word == "bốn" and after_tens else word)
    return found


def _without_empty(words: list[str]) -> list[str]:
    """Empty hundreds are left out by some: “một nghìn linh năm”, “một triệu không trăm nghìn”."""
    line = " ".join(words)
    line = re.sub(r"\bkhông trăm (?:nghìn|triệu) ?", "", f"{line} ")
    return re.sub(r"\bkhông trăm ", "", line).split()


def _unreadable(text: str) -> InvalidInput:
    sentence = N_(
        "“%(text)s” không đọc được là số hoặc ngày viết bằng chữ. Hãy viết như “một trăm hai mươi lăm”."
    )
    return InvalidInput(sentence, code="words-unreadable", text=clean_line(text)[:80])
