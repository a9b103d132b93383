"""How wide text is in Times New Roman: enough to set rules as long as words and to fit one page.

Widths in thousandths of the size, for the printable ASCII characters in order; Tinos and Times New Roman
share them. A letter with marks is as wide as the bare one, but for the horn.
"""

import math
import unicodedata
from functools import lru_cache

from kheo.core.paper.model import Run

MM_PER_POINT = 25.4 / 72
SURE_TO_FIT = 0.95  # of the width: a longer line leaves its last word alone on a second one elsewhere
LINE_PITCH = 1.15  # single lines of Times New Roman, in sizes

_REGULAR = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 "
    "278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 "
    "611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 "
    "500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_BOLD = (
    "250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 "
    "333 333 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 "
    "667 722 722 1000 722 722 667 333 278 333 581 500 333 500 556 444 556 444 333 500 556 278 333 556 278 833 "
    "556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520"
)
_ASCII = tuple(
    {chr(32 + place): int(width) for place, width in enumerate(row.split())} for row in (_REGULAR, _BOLD)
)
_OTHERS = {
    "đ": (500, 556),
    "Đ": (722, 722),
    "“": (444, 500),
    "”": (444, 500),
    "–": (500, 500),
    "…": (1000, 1000),
}
_HORN = "\u031b"


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> int:  # noqa: FBT001
    if letter in _OTHERS:
        return _OTHERS[letter][bold]
    parts = unicodedata.normalize("NFD", letter)
    if unicodedata.combining(parts[0]):
        return 0
    horn = 60 if _HORN in parts else 0
    return _ASCII[bold].get(parts[0], 250 if letter.isspace() else 1000) + horn


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in millimetres of one unbroken line."""
    return sum(_advance(letter, bold) for letter in text) * size / 1000 * MM_PER_POINT


def line_count(runs: tuple[Run, ...], size: float, width: float, first_indent: float = 0) -> int:
    """How many lines of `width` millimetres the text takes; words too long for a line are cut."""
    bold = any(run.bold for run in runs)
    text = "".join(run.text for run in runs)
    total = 0
    for part in text.split("\n"):
        total += _wrapped(part, size, width, first_indent, bold=bold)
    return total


def balanced_margin(runs: tuple[Run, ...], size: float, width: float) -> float:
    """The margin on both sides that makes the lines about equally long without adding one."""
    lines = line_count(runs, size, width * SURE_TO_FIT)
    if lines == 1:
        return 0.0
    steps = range(1, 10)
    kept = [n for n in steps if line_count(runs, size, width * (1 - n * 0.05)) == lines]
    # One step less than would just do: other programs measure a little differently.
    return max(max(kept, default=0) - 1, 0) * 0.025 * width


def _wrapped(text: str, size: float, width: float, used: float, *, bold: bool) -> int:
    lines = 1
    space = text_width(" ", size, bold=bold)
    for word in text.split(" "):
        wide = text_width(word, size, bold=bold)
        if used and used + wide > width:
            lines, used = lines + 1, 0.0
        if wide > width:
            extra = math.ceil(wide / width) - 1
            lines, wide = lines + extra, wide - extra * width
        used += wide + space
    return lines


def breakable(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text with break marks (U+200B) inside words that are wider than the line; others untouched."""
    longest = max(map(len, text.split()), default=0)
    if longest * size * MM_PER_POINT <= width:  # no letter is wider than its size
        return text
    return "\n".join(
        " ".join(
            "\u200b".join(word) if text_width(word, size, bold=bold) > width else word
            for word in part.split(" ")
        )
        for part in text.split("\n")
    )
