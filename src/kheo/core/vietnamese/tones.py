"""Where the tone stands in oa, oe and uy: `hòa, khỏe, ủy` (old placement) or `hoà, khoẻ, uỷ` (new).

Both are right; a paper should keep to one. Only syllables that end in these vowels differ: “hoàn” and “thuyền”
do not, and in “quý” and “quỳ” the u belongs to the consonant. Names are written as their owners write them:
nothing here is applied to a text unasked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Placement = Literal["old", "new"]

_PAIRS = (("o", "a"), ("o", "e"), ("u", "y"))
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def _composed(*parts: str) -> str:
    return unicodedata.normalize("NFC", "".join(parts))


def _both() -> Iterator[tuple[str, str]]:
    for first, second in _PAIRS:
        for tone in _TONES:
            old, new = _composed(first, tone, second), _composed(first, second, tone)
            yield old, new
            yield old.upper(), new.upper()
            yield old[:1].upper() + old[1:], new[:1].upper() + new[1:]


_TO_NEW = dict(_both())
_TO_OLD = {new: old for old, new in _TO_NEW.items()}
_ENDING = re.compile(rf"(?<![qQ])(?:{'|'.join((*_TO_NEW, *_TO_OLD))})(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Placed:
    """Two vowels whose tone could stand on either: `text[start:end]`, and where it stands."""

    start: int
    end: int
    placement: Placement


def placements(text: str) -> Iterator[Placed]:
    """Every such place in an NFC text, in order."""
    for match in _ENDING.finditer(text):
        yield Placed(match.start(), match.end(), "old" if match[0] in _TO_NEW else "new")


def place_tones(text: str, placement: Placement) -> str:
    """The NFC text with all these tones placed one way; nothing else changes."""
    table = _TO_NEW if placement == "new" else _TO_OLD
    return _ENDING.sub(lambda match: table.get(match[0], match[0]), text)
