"""The reader compares everything through one fold of equal length, so that offsets agree."""

import unicodedata

_TABLE: dict[int, str] = {}
for _code in [*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)]:
    _base = unicodedata.normalize("NFD", chr(_code))[0].lower()
    if len(_base) == 1:
        _TABLE[_code] = _base
_TABLE[ord("đ")] = _TABLE[ord("Đ")] = "d"
for _code in range(ord("A"), ord("Z") + 1):
    _TABLE[_code] = chr(_code + 32)
for _mark, _plain in zip("–—‑−‒“”„‟″’‘‚\u00a0\t", '-----"""""\'\'\'  ', strict=True):
    _TABLE[ord(_mark)] = _plain


def fold(text: str) -> str:
    """Without marks and case, typographic dashes and quotes made plain; same length as the text."""
    return text.translate(_TABLE).replace("qui ", "quy ")
