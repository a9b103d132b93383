"""The lines and paragraphs of a source in reading order, as the finders of parts want them."""

import re
from bisect import bisect_right
from dataclasses import replace

from kheo.core.paper.reading.lines import Line, lines_of
from kheo.core.paper.reading.paragraphs import Paragraph, marker_of, paragraphs_of
from kheo.core.paper.reading.parts import Part
from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.paper.source import SourceText

_PLAIN = frozenset({"txt", "md"})
_TORN = re.compile(r"[\w&][-/]$")


def lines_in(source: SourceText) -> list[Line]:
    """The lines that say something, markup and page numbers taken off.

    Lines of a .pdf end where the page is full: a paragraph of it is one line here, as in the other formats.
    """
    lines = lines_of(source.text)
    if source.format != "pdf":
        return lines
    whole = []
    for group in _grouped(source, lines):
        piece = flowing([line.piece for line in group])
        first = group[0]
        whole.append(first if len(group) == 1 else replace(first, piece=piece, cells=(piece,)))
    return whole


def is_plain(source: SourceText) -> bool:
    """Does the file only wrap lines, so that paragraphs must be guessed?"""
    return source.format in _PLAIN


def paragraphs_in(source: SourceText, lines: list[Line]) -> list[Paragraph]:
    """Paragraphs of a stretch of lines: those of the file where it has any, else by the look of the lines."""
    if is_plain(source):
        return paragraphs_of(lines)
    return [
        _paragraph(group, is_row=source.blocks[block_at(source, group[0].piece.start)].kind == "row")
        for group in _grouped(source, lines)
    ]


def _grouped(source: SourceText, lines: list[Line]) -> list[list[Line]]:
    """The lines of each block together, also of a paragraph that the end of a page cut."""
    groups: list[list[Line]] = []
    last = -1
    for line in lines:
        place = block_at(source, line.piece.start)
        if groups and (last == place or _goes_on_overleaf(source, last, place)):
            groups[-1].append(line)
        else:
            groups.append([line])
        last = place
    return groups


def block_at(source: SourceText, offset: int) -> int:
    """The number of the block in which the character at `offset` stands."""
    return max(bisect_right(source._starts, offset) - 1, 0)  # noqa: SLF001 - the source's own index


def _goes_on_overleaf(source: SourceText, before: int, place: int) -> bool:
    """Does a block carry on the sentence that the end of a page cut?"""
    first, second = source.blocks[before], source.blocks[place]
    return (
        place == before + 1
        and "row" not in {first.kind, second.kind}
        and first.page != second.page
        and source.text[first.end : second.start] == "\n"
    )


def _paragraph(lines: list[Line], *, is_row: bool) -> Paragraph:
    piece = flowing([line.piece for line in lines])
    kind, rank, marker = ("", 99, "") if is_row else marker_of(piece.text)
    first = lines[0]
    return Paragraph(piece, marker, kind, rank, first.depth, first.bold_to, tuple(lines))


def flowing(pieces: list[Piece]) -> Piece:
    """Lines of one paragraph joined; a symbol or number torn at its hyphen becomes whole again."""
    whole = pieces[0]
    for piece in pieces[1:]:
        torn = _TORN.search(whole.text) and piece.text[:1].isalnum()
        whole = join([whole, piece], "" if torn else " ")
    return whole


def part(piece: Piece) -> Part:
    """The words of a piece with their place."""
    return Part(piece.text, piece.start, piece.end)


def maybe(piece: Piece | None) -> Part | None:
    """The same, None for nothing."""
    return part(piece) if piece else None
