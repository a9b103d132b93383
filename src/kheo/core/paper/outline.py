"""The order of the body: numbers of each level, what stands before the words, and the sequence as a tree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kheo.core.paper.model import Block, Heading, Item, Level

POINTS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points (điểm), in their order: no f, j, w, z; no letter with a mark but đ."""

_ORDER = {level: place for place, level in enumerate(Level)}
_WORDS = {
    Level.PART: "Phần {}",
    Level.CHAPTER: "Chương {}",
    Level.SECTION: "Mục {}",
    Level.SUBSECTION: "Tiểu mục {}",
    Level.ARTICLE: "Điều {}.",
    Level.ROMAN: "{}.",
    Level.CLAUSE: "{}.",
    Level.POINT: "{})",
}
_MARKS = {Level.DASH: "-", Level.PLUS: "+"}
_ROMAN = {Level.PART, Level.CHAPTER, Level.ROMAN}
_RUN_THROUGH = {Level.CHAPTER, Level.ARTICLE}
_ROMAN_DIGITS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
NAMED_BELOW = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
"""Levels whose words stand on the line below their number, both centred."""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading or item with what belongs under it; `block` is None at the root."""

    block: Heading | Item | None
    children: tuple["Node | Block", ...]


def label(block: Heading | Item) -> str:
    """What is printed before the words: “Điều 3.”, “đ)”, “-”; "" for a heading without a number."""
    if block.level in _MARKS:
        return _MARKS[block.level]
    return _WORDS[block.level].format(block.number) if block.number else ""


def roman(value: int) -> str:
    """“IV” for 4; appendices, chapters and headings never reach ninety."""
    digits = ""
    for worth, digit in _ROMAN_DIGITS:
        count, value = divmod(value, worth)
        digits += digit * count
    return digits


def number_of(level: Level, place: int) -> str:
    """The `place`-th number of a level, from 1: “IV”, “12”, “đ”; after “y)” come “aa)”, “bb)” …; dashes have none."""
    if level in _MARKS:
        return ""
    if level in _ROMAN:
        return roman(place)
    if level is Level.POINT:
        rounds, letter = divmod(place - 1, len(POINTS))
        return POINTS[letter] * (rounds + 1)
    return str(place)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with every number that was left empty filled in.

    A level counts on within what stands above it; chapters and articles run through the whole paper.
    """
    counts: dict[Level, int] = {}
    done: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading | Item):
            done.append(block)
            continue
        level = block.level
        counts[level] = counts.get(level, 0) + 1
        for lower in Level:
            if _ORDER[lower] > _ORDER[level] and lower not in _RUN_THROUGH:
                counts.pop(lower, None)
        done.append(block if block.number else replace(block, number=number_of(level, counts[level])))
    return tuple(done)


def tree(blocks: Sequence[Block]) -> Node:
    """The body as a tree: under each heading or item what follows it, up to the next of its own rank or higher."""
    children, _ = _children(blocks, 0, above=-1)
    return Node(None, children)


def _children(blocks: Sequence[Block], start: int, *, above: int) -> tuple[tuple[Node | Block, ...], int]:
    found: list[Node | Block] = []
    place = start
    while place < len(blocks):
        block = blocks[place]
        if not isinstance(block, Heading | Item):
            found.append(block)
            place += 1
            continue
        rank = _ORDER[block.level]
        if rank <= above:
            break
        below, place = _children(blocks, place + 1, above=rank)
        found.append(Node(block, below))
    return tuple(found), place
