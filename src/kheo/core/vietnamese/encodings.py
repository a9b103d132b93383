"""Old Vietnamese encodings to Unicode: TCVN3 (fonts .Vn…), VNI-Windows (fonts VNI-…), VIQR, windows-1258.

TCVN3 and VNI texts arrive as Latin-1 or windows-1252 letters (“C¨n cø”, “Caên cöù”), because the font, not the
code, made them Vietnamese. `detect_legacy` answers only when it is certain.
"""

import re
import unicodedata
from typing import Literal

LegacyEncoding = Literal["tcvn3", "vni", "viqr", "windows-1258"]

_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

# Each row: the plain letter, then with huyền, hỏi, ngã, sắc, nặng, as TCVN 5712:1993 (VN3) codes.
_TCVN3_ROWS = {
    "a": "61 B5 B6 B7 B8 B9",
    "ă": "A8 BB BC BD BE C6",
    "â": "A9 C7 C8 C9 CA CB",
    "e": "65 CC CE CF D0 D1",
    "ê": "AA D2 D3 D4 D5 D6",
    "i": "69 D7 D8 DC DD DE",
    "o": "6F DF E1 E2 E3 E4",
    "ô": "AB E5 E6 E7 E8 E9",
    "ơ": "AC EA EB EC ED EE",
    "u": "75 EF F1 F2 F3 F4",
    "ư": "AD F5 F6 F7 F8 F9",
    "y": "79 FA FB FC FD FE",
}
_TCVN3_OTHERS = {
    0xAE: "đ", 0xA7: "Đ", 0xA1: "Ă", 0xA2: "Â", 0xA3: "Ê", 0xA4: "Ô", 0xA5: "Ơ", 0xA6: "Ư",
}  # fmt: skip

# VNI-Windows: a vowel followed by one code for its mark, or its mark and tone together.
_VNI_TONES = dict(zip("øûõùï", _TONES, strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàåãáä", ("", *_TONES), strict=True))
_VNI_BREVE = dict(zip("êèúüéë", ("", *_TONES), strict=True))
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ"}

_LONGEST_SYLLABLE = 12
_VIQR_TONES = dict(zip("`?~'.", _TONES, strict=True))
_VIQR_LETTER = re.compile(
    r"(\\.)|([dD][dD])|([aA][(^]|[eEoO]\^|[oOuU][+*]|[aAeEiIoOuUyY])([`?~'.])?", re.DOTALL
)
_MARKS = {"(": "\u0306", "^": "\u0302", "+": "\u031b", "*": "\u031b"}

_WINDOWS_1252 = {
    bytes([code]).decode("cp1252"): chr(code)
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def _composed(*parts: str) -> str:
    return unicodedata.normalize("NFC", "".join(parts))


def _tcvn3_table() -> dict[int, str]:
    table = dict(_TCVN3_OTHERS)
    for letter, row in _TCVN3_ROWS.items():
        for code, tone in zip(row.split(), ("", *_TONES), strict=True):
            table[int(code, 16)] = _composed(letter, tone)
    return table


def _vni_table() -> dict[str, str]:
    """Two-code letters first, in both cases of the vowel and of the mark, then the single ones."""
    table: dict[str, str] = {}
    for vowel in "aeiouyôö":
        letter = _VNI_SINGLE.get(vowel, vowel)
        marks = {mark: _composed(letter, tone) for mark, tone in _VNI_TONES.items()}
        if vowel in "aeo":
            marks |= {mark: _composed(letter, "\u0302", tone) for mark, tone in _VNI_CIRCUMFLEX.items()}
        if vowel == "a":
            marks |= {mark: _composed(letter, "\u0306", tone) for mark, tone in _VNI_BREVE.items()}
        for mark, made in marks.items():
            table[vowel + mark] = table[vowel + mark.upper()] = made
            table[vowel.upper() + mark.upper()] = table[vowel.upper() + mark] = made.upper()
    for code, letter in _VNI_SINGLE.items():
        table[code], table[code.upper()] = letter, letter.upper()
    return table


_TCVN3 = _tcvn3_table()
_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_COMBINING_1258 = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Unicode text of TCVN3 letters; `capitals` for the fonts whose name ends in H, which print capitals."""
    plain = text.translate(_TCVN3)
    return plain.upper() if capitals else plain


def to_tcvn3(text: str) -> bytes:
    """The codes of a TCVN3 font, one byte a letter; what it has no code for is “?”.

    The fonts hold no capital with a tone: such a letter takes the small one's code, which the fonts whose name ends in H
    print as a capital.
    """
    codes = {letter: code for code, letter in _TCVN3.items()}

    def code(char: str) -> int:
        if char in codes:
            return codes[char]
        small = char.lower()
        return (
            codes[small]
            if small in codes and ord(char) > 0x7F
            else ord(char)
            if ord(char) < 0x80
            else ord("?")
        )

    return bytes(code(char) for char in _composed(text))


def from_vni(text: str) -> str:
    """Unicode text of VNI-Windows letters."""
    return _VNI_LETTER.sub(lambda match: _VNI[match[0]], text)


def from_viqr(text: str) -> str:
    """Unicode text of VIQR (“Ti^'ng Vie^.t”).

    A point before a blank and a capital ends the sentence and is no tone, and a syllable takes one tone only.
    A backslash keeps the next sign as it is.
    """
    return _VIQR_LETTER.sub(_viqr_letter, text)


def _viqr_letter(match: re.Match[str]) -> str:
    if match[1]:
        return match[1][1:]
    if match[2]:
        return "Đ" if match[2][0] == "D" else "đ"
    letter, tone = match[3], match[4] or ""
    base = letter[0] + (_MARKS[letter[1]] if len(letter) > 1 else "")
    if tone and (_ends_sentence(match) or _toned_before(match)):
        return _composed(base) + tone
    return _composed(base, _VIQR_TONES.get(tone, ""))


def _ends_sentence(match: re.Match[str]) -> bool:
    rest = match.string[match.end() : match.end() + 40]
    following = rest.lstrip()
    return match[4] == "." and (not following or (rest[0].isspace() and not following[0].islower()))


def _toned_before(match: re.Match[str]) -> bool:
    """A syllable has one tone: was there one already in this word?"""
    near = match.string[max(match.start() - _LONGEST_SYLLABLE, 0) : match.start()]
    return re.search(r"[A-Za-z(^+*][`?~'.][^\s-]*$", near) is not None


def from_windows_1258(data: bytes) -> str:
    """Unicode text of windows-1258 bytes; raises UnicodeDecodeError where a byte stands for nothing."""
    return unicodedata.normalize("NFC", data.decode("cp1258"))


def as_codes(text: str) -> str:
    """Letters of windows-1252 back to the codes they were typed as (“…” stays), for the tables above."""
    return "".join(_WINDOWS_1252.get(char, char) for char in text)


def convert(text: str, encoding: LegacyEncoding) -> str:
    """The Unicode text of one in `encoding`, whose codes stand as Latin-1 or windows-1252 letters."""
    if encoding == "tcvn3":
        return from_tcvn3(text)
    if encoding == "vni":
        return from_vni(text)
    if encoding == "viqr":
        return from_viqr(text)
    return unicodedata.normalize("NFC", text.encode("cp1252", "replace").decode("cp1258", "replace"))
