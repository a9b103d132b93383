"""Vietnamese letters: the one gate through which text enters, and the folds by which it is compared.

clean            what is stored          “Ủy ban nhân dân xã”
fold             what is compared        "uy ban nhan dan xa"
same_length_fold what is searched in     one character for each character, offsets stay true
"""

import re
import unicodedata
from functools import lru_cache

_LOOKALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_LINE_ENDS = ("\r", "\v", "\f", "\x85", "\u2028", "\u2029")
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_APOSTROPHES = "'’‘ʼ`´‛"
_DASHES = "‐‑‒–—―−"
_QUOTES = "“”„‟«»″"


def _invisible() -> list[int]:
    """Code points that print nothing: controls, zero-width and direction marks, the soft hyphen."""
    controls = [n for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\n\t"]
    marks = [0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
    return controls + marks + list(range(0x2060, 0x2070)) + list(range(0xFFF9, 0xFFFC))


_ENTRY: dict[int, str | None] = {
    **dict.fromkeys(_invisible()),
    **dict.fromkeys(range(0xD800, 0xE000)),
    **{ord(char): "\n" for char in _LINE_ENDS},
    **{ord(char): " " for char in _SPACES},
    **{ord(char): right for char, right in _LOOKALIKES.items()},
}
_NOT_WORD = re.compile(r"[\W_]+")
_I_OR_Y = re.compile(r"\b(?:([hklmst])i|(qu)i)\b")
_I_OR_Y_BEFORE_END = re.compile(r"\b(?:([hklmst])i|(qu)i)\b(?!$)")


def clean(text: str) -> str:
    """The text as Khéo keeps it: NFC, true Đ/đ, plain spaces, nothing invisible, no outer blanks.

    Line ends become line feeds and tabs stay; no letter is re-cased and no tone is moved, for names are
    written as their owners write them. Cleaning twice changes nothing more.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_ENTRY))
    return text.strip()


def clean_line(text: str) -> str:
    """`clean`, on one line: every run of blanks and line ends is one space."""
    return " ".join(clean(text).split())


def fold(text: str, *, open_end: bool = False) -> str:
    """The form in which texts are compared and searched: "Ủy ban" and "UỶ BAN" are both "uy ban".

    Lower case, đ→d, all marks removed (so hòa = hoà), punctuation to single spaces, apostrophes dropped
    (K'Bang = Kbang), and the spellings with i for y joined: qui = quy, kĩ = kỹ, lí = lý, mĩ = mỹ, tỉ = tỷ.
    `open_end=True` leaves the i of a last syllable as typed, for a search whose last word is a beginning:
    "ti" must still find "tích cực".
    """
    plain = " ".join(text.translate(_FOLDED).split())
    pattern = _I_OR_Y_BEFORE_END if open_end else _I_OR_Y
    return pattern.sub(_with_y, plain)


def _with_y(match: re.Match[str]) -> str:
    return f"{match[1] or match[2]}y"


class _Folds(dict[int, str | None]):
    """What each character folds to, found out when it is first met: a million titles are folded by look-up."""

    def __missing__(self, code: int) -> str | None:
        self[code] = folded = _folded(code)
        return folded


def _folded(code: int) -> str | None:
    """Lower case without marks; a blank for what is no part of a word, nothing for apostrophes."""
    entered = _ENTRY.get(code, chr(code))
    if entered is None:
        return None
    decomposed = unicodedata.normalize("NFD", entered.lower())
    plain = [_PLAIN.get(ord(char), char) for char in decomposed if not unicodedata.combining(char)]
    return _NOT_WORD.sub(" ", "".join(char for char in plain if char is not None))


_PLAIN: dict[int, str | None] = {ord("đ"): "d", **dict.fromkeys(map(ord, _APOSTROPHES))}
_FOLDED = _Folds()


def same_length_fold(text: str) -> str:
    """Fold an NFC text character by character, so that an offset in the result is one in the text.

    Lower case, đ→d, marks removed, dashes to "-", quotation marks to '"', apostrophes to "'", "…" to ".",
    every blank that is no line end or tab to a space, invisible characters to a space.
    The spellings with i for y are left alone (write `qu[yi]` in patterns).
    """
    return "".join(map(_one_for_one, text))


@lru_cache(maxsize=4096)
def _one_for_one(char: str) -> str:
    if char in "\n\t":
        return char
    if char in _SINGLE:
        return _SINGLE[char]
    if char.isspace() or _ENTRY.get(ord(char), char) is None:
        return " "
    base = unicodedata.normalize("NFD", char.lower())[0]
    return "d" if base == "đ" else base


_SINGLE: dict[str, str] = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_LOOKALIKES, "d"),
    "…": ".",
    "\u00a0": " ",
}


@lru_cache(maxsize=1)
def marked_letters() -> frozenset[str]:
    """The 134 letters, in both cases, that only Vietnamese writing needs beside a–z: ă, ế, Đ …"""
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    lower = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones} | {"đ"}
    lower -= set("aeiouy")
    return frozenset(lower | {letter.upper() for letter in lower})


def upper_first(text: str) -> str:
    """The text with its first letter in upper case and all else untouched."""
    return text[:1].upper() + text[1:]
