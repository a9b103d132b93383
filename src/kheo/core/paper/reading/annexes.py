"""What stands behind the signature: appendices and forms, each with its label, title and reference."""

import re

from kheo.core.paper.reading.body import levelled
from kheo.core.paper.reading.flow import block_at, flowing, maybe, paragraphs_in
from kheo.core.paper.reading.lines import Line
from kheo.core.paper.reading.paragraphs import Paragraph, is_capitals
from kheo.core.paper.reading.parts import AppendixParts
from kheo.core.paper.reading.pieces import Piece
from kheo.core.paper.reading.vocabulary import KINDS
from kheo.core.paper.source import SourceText

_LABEL = re.compile(
    r"^(?:phu luc(?: (?:so )?(?:[ivx]+|\d{1,2}|[a-e])\b)?|(?:mau|bieu)(?: so)? ?(?:\d{1,2}[a-e]?|[ivx]+)\b)[.: ]*"
)
_REFERENCE = re.compile(r"^\(? ?(?:kem theo|ban hanh kem theo|dinh kem)\b")
_KIND = re.compile(rf"^(?:{'|'.join(sorted(KINDS, key=len, reverse=True))})$")
_MOST_TITLE = 4


def read_annexes(source: SourceText, lines: list[Line]) -> tuple[AppendixParts, ...]:
    """The appendices in their order."""
    if not lines:
        return ()
    starts = [0, *(i for i in range(1, len(lines)) if _opens(lines[i]))]
    found = []
    for place, start in enumerate(starts):
        stop = starts[place + 1] if place + 1 < len(starts) else len(lines)
        found.append(_appendix(source, lines[start:stop]))
    return tuple(found)


def _opens(line: Line) -> bool:
    """“Phụ lục II” alone on its line, or followed by its title: never a sentence that speaks of one."""
    match = _LABEL.match(line.folded)
    if match is None or line.is_row:
        return False
    rest = line.piece.cut(match.end())
    return not rest or is_capitals(rest.text) or (line.text.isupper() and line.folded.startswith("phu luc"))


def _appendix(source: SourceText, lines: list[Line]) -> AppendixParts:
    paragraphs = paragraphs_in(source, lines)
    label, title, reference = None, [], None
    index = 0
    first = paragraphs[0].piece
    if (match := _LABEL.match(first.folded)) and not paragraphs[0].lines[0].is_row:
        label, rest = first.cut(0, match.end()).strip(".: "), first.cut(match.end())
        title = [rest] if rest else []
        index = 1
    while index < len(paragraphs) and len(title) < _MOST_TITLE and _titles(paragraphs[index], title):
        title.append(paragraphs[index].piece)
        index += 1
    if index < len(paragraphs) and _REFERENCE.match(paragraphs[index].piece.folded):
        reference, index = _reference(paragraphs, index)
    last = lines[-1].piece.end
    if source.blocks:
        last = max(last, source.blocks[block_at(source, last - 1)].end)
    return AppendixParts(
        maybe(label),
        maybe(flowing(title)) if title else None,
        maybe(reference),
        first.start,
        last,
        tuple(levelled(paragraphs[index:])),
    )


def _titles(paragraph: Paragraph, title: list[Piece]) -> bool:
    if paragraph.lines[0].is_row or paragraph.piece.text.startswith("("):
        return False
    if _REFERENCE.match(paragraph.piece.folded):
        return False
    if not title:
        return True
    above = title[-1]
    if _KIND.match(above.folded):
        return True
    return is_capitals(above.text) and is_capitals(paragraph.piece.text) and not paragraph.marker


def _reference(paragraphs: list[Paragraph], index: int) -> tuple[Piece, int]:
    """“(Kèm theo … )” over as many lines as its bracket stays open."""
    taken = [paragraphs[index].piece]
    index += 1
    while (
        taken[0].text.startswith("(")
        and not taken[-1].text.endswith(")")
        and index < len(paragraphs)
        and len(taken) < 4
    ):
        taken.append(paragraphs[index].piece)
        index += 1
    return flowing(taken), index
