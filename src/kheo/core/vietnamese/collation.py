"""Vietnamese order: the alphabet a ă â b c d đ e ê …, tones second, case third, numbers by value.

A key is made of 0–9 and a–f only, so that it sorts alike in Python, SQLite and PostgreSQL, under any
collation. It agrees with ICU's "vi" (numeric) on letters, marks, case, blanks and common punctuation.
A key may be cut at any length to fit a column: what is cut only makes ties.
"""

import re
import unicodedata
from functools import lru_cache

_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_OWN_LETTERS = {("a", _BREVE): "ă", ("a", _CIRCUMFLEX): "â", ("e", _CIRCUMFLEX): "ê"}
_OWN_LETTERS |= {("o", _CIRCUMFLEX): "ô", ("o", _HORN): "ơ", ("u", _HORN): "ư"}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PUNCTUATION = "\t\n _-–—,;:!?.'\"«»()[]{}@*/\\&#%`^+<=>|~$₫"
_VARIANTS = {"‘": ("'", "2"), "’": ("'", "3"), "“": ('"', "2"), "”": ('"', "3")}
_TONES_AND_MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b"
_PRIMARY = {char: f"{0x10 + rank:02x}" for rank, char in enumerate(_PUNCTUATION)}
_PRIMARY |= {char: f"{0x60 + rank:02x}" for rank, char in enumerate(_ALPHABET)}
_NUMBER, _OTHER_LETTER, _OTHER_SIGN = "50", "a0", "4f"
_SECONDARY = {mark: f"{3 + rank:x}" for rank, mark in enumerate(_TONES_AND_MARKS)}
_LONGEST_NUMBER = 250
_PART = re.compile(r"[0-9]{1,250}|[^0-9]")


def sort_key(text: str) -> str:
    """The key by which a Vietnamese text is sorted; keys compare as plain strings."""
    primary: list[str] = []
    secondary: list[str] = []
    tertiary: list[str] = []
    for part in _PART.findall(unicodedata.normalize("NFC", text).replace("…", "...")):
        if part.isascii() and part.isdigit():
            primary.append(_number(part))
            secondary.append("2")
            tertiary.append("1")
        else:
            one, two, three = _weights(part)
            primary.append(one)
            secondary.append(two)
            tertiary.append(three)
    levels = ("".join(primary), "".join(secondary).rstrip("2"), "".join(tertiary).rstrip("1"))
    return "0".join(levels)


def _number(digits: str) -> str:
    value = digits.lstrip("0") or "0"
    return f"{_NUMBER}{len(value):02x}{value}"


@lru_cache(maxsize=4096)
def _weights(char: str) -> tuple[str, str, str]:
    """Primary, secondary and tertiary weight of one character; a lone mark weighs on the second level only."""
    if char in "đĐ":
        return _PRIMARY["đ"], "2", "1" if char == "đ" else "2"
    if variant := _VARIANTS.get(char):
        return _PRIMARY[variant[0]], "2", variant[1]
    base, *marks = list(unicodedata.normalize("NFD", char))
    if unicodedata.combining(base):
        return "", _mark(base), ""
    lower = base.lower()
    for mark in marks:
        if own := _OWN_LETTERS.get((lower, mark)):
            lower = own
            marks.remove(mark)
            break
    primary = _PRIMARY.get(lower) or _other(lower)
    return primary, "2" + "".join(map(_mark, sorted(marks))), "1" if lower == base or base.islower() else "2"


def _mark(mark: str) -> str:
    return _SECONDARY.get(mark, "f")


def _other(char: str) -> str:
    """Letters of other scripts after z, other signs before the digits, both in code order."""
    lead = _OTHER_LETTER if char[0].isalpha() else _OTHER_SIGN
    return f"{lead}{ord(char[0]):06x}"
