"""Two wordings of one text: which words went and which came, for a reader who compares them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

_WORDS = re.compile(r"\s+|[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of the two texts; `differs` where the other has something else, or nothing."""

    text: str
    differs: bool = False


def differing(was: str, becomes: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, word by word; the pieces of each joined give the text again."""
    one, other = _WORDS.findall(was), _WORDS.findall(becomes)
    before: list[Piece] = []
    after: list[Piece] = []
    for same, from_, to, from_other, to_other in _blocks(one, other):
        _add(before, "".join(one[from_:to]), differs=not same)
        _add(after, "".join(other[from_other:to_other]), differs=not same)
    return before, after


def _blocks(one: list[str], other: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Stretches that are the same or not. Common ends are taken off first: most changes are small."""
    start = _common(one, other)
    end = min(_common(one[::-1], other[::-1]), min(len(one), len(other)) - start)
    yield True, 0, start, 0, start
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    for step in LCSseq.opcodes(left, right):
        same = step.tag == "equal"
        yield (
            same,
            start + step.src_start,
            start + step.src_end,
            start + step.dest_start,
            start + step.dest_end,
        )
    yield True, len(one) - end, len(one), len(other) - end, len(other)


def _common(one: list[str], other: list[str]) -> int:
    """How many words stand at the beginning of both."""
    most = min(len(one), len(other))
    return next((place for place in range(most) if one[place] != other[place]), most)


def _add(pieces: list[Piece], text: str, *, differs: bool) -> None:
    """Put it behind; a space alone between two changes belongs to them, so that marks do not break up."""
    if not text:
        return
    if not differs and text.isspace() and pieces and pieces[-1].differs:
        pieces[-1] = Piece(pieces[-1].text + text, differs=True)
    elif pieces and pieces[-1].differs == differs:
        pieces[-1] = Piece(pieces[-1].text + text, differs=differs)
    else:
        pieces.append(Piece(text, differs=differs))
