"""Text that remembers where it came from.

A paper wraps its lines, cuts paragraphs at page breaks and wears markup. The rules want flowing text; the
officer wants the place. A `Piece` is flowing text in which every character knows its offset in the source.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from kheo.core.paper.reading.fold import fold

_GAP = " \t\u00a0"


@dataclass(frozen=True)
class Piece:
    """Flowing text with the source offset of each character (`at[i]` belongs to `text[i]`)."""

    text: str = ""
    at: tuple[int, ...] = field(default=(), repr=False)

    @cached_property
    def folded(self) -> str:
        """The text without marks and case, of the same length: offsets agree."""
        return fold(self.text)

    @cached_property
    def sentences(self) -> "list[Piece]":
        """The sentences, cut once: many rules ask for them."""
        return _sentences(self)

    @property
    def start(self) -> int:
        return self.at[0]

    @property
    def end(self) -> int:
        return self.at[-1] + 1

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> "Piece":
        """The stretch between two positions of the flowing text, without white space at its ends."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        while start < stop and self.text[start] in _GAP:
            start += 1
        while stop > start and self.text[stop - 1] in _GAP:
            stop -= 1
        part = Piece(self.text[start:stop], self.at[start:stop])
        if "folded" in self.__dict__:
            part.__dict__["folded"] = self.folded[start:stop]
        return part

    def strip(self, letters: str) -> "Piece":
        """Without the given letters (and white space) at both ends."""
        letters += _GAP
        left = len(self.text) - len(self.text.lstrip(letters))
        return self.cut(left, max(left, len(self.text.rstrip(letters))))

    def split(self, pattern: "re.Pattern[str]", *, folded: bool = False) -> "list[Piece]":
        """The non-empty parts between the matches of a pattern without groups."""
        text = self.folded if folded else self.text
        parts, last = [], 0
        for match in pattern.finditer(text):
            parts.append(self.cut(last, match.start()))
            last = match.end()
        parts.append(self.cut(last))
        return [part for part in parts if part]

    def group(self, match: "re.Match[str]", name: str | int = 0) -> "Piece":
        """The stretch a match (on text or folded) has found."""
        return self.cut(*match.span(name))


def join(pieces: list[Piece], glue: str = " ") -> Piece:
    """One flowing text of several; the glue takes the offset of what stands before it."""
    pieces = [piece for piece in pieces if piece]
    if len(pieces) == 1:
        return pieces[0]
    text = glue.join(piece.text for piece in pieces)
    at: list[int] = []
    for number, piece in enumerate(pieces):
        if number:
            at.extend([at[-1]] * len(glue))
        at.extend(piece.at)
    return Piece(text, tuple(at))


_SENTENCE = re.compile(r"(?<=[.!?…])[”\"’)]*\s+(?=[“\"(]?[A-ZĐÀ-Ỹ])")
_LONGEST = 2000
_SHORT = re.compile(
    r"(?:^|[\s(])(?:TT|TP|Tp|TX|CT|PCT|ThS|TS|BS|GS|PGS|KS|Bs|Ts|Th|TM|KT|TL|Ô|Đ/c|đ/c|đc|No|St|v\.v|\d{1,2})\.$"
)


def sentences(piece: Piece) -> list[Piece]:
    """The sentences of a paragraph; a full stop in an address, a number or an abbreviation ends none."""
    return piece.sentences


def _sentences(piece: Piece) -> list[Piece]:
    cuts, last = [], 0
    for match in _SENTENCE.finditer(piece.text):
        head = piece.text[last : match.start()]
        if _SHORT.search(head):
            continue
        cuts.extend(_bounded(piece.cut(last, match.start())))
        last = match.end()
    cuts.extend(_bounded(piece.cut(last)))
    return [cut for cut in cuts if cut]


def _bounded(sentence: Piece) -> list[Piece]:
    """No sentence is read beyond two thousand letters: what is longer is no sentence, only text without stops."""
    parts: list[Piece] = []
    while len(sentence) > _LONGEST:
        stop = sentence.text.rfind(" ", _LONGEST // 2, _LONGEST)
        stop = stop if stop > 0 else _LONGEST
        parts.append(sentence.cut(0, stop))
        sentence = sentence.cut(stop)
    return [*parts, sentence]


_CLAUSE = re.compile(r"[;,:](?=\s)|(?<=[.!?])\s")


def clauses(piece: Piece) -> list[Piece]:
    """The stretches between commas, semicolons, colons and full stops, each with all that follows a comma.

    A clause is given with its tail so that “UBND thị trấn, xây dựng kế hoạch” can be seen as one.
    """
    ends = [0, *(match.end() for match in _CLAUSE.finditer(piece.text))]
    return [piece.cut(start, min(start + 240, len(piece))) for start in ends]
