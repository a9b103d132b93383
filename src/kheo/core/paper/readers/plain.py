"""Plain text and markdown: the text is left as it is, the blocks are its paragraphs."""

import re
from dataclasses import dataclass

from kheo.core.paper.source import Block, BlockKind, Table
from kheo.core.vietnamese.letters import clean_line

_OPENS = re.compile(
    r"\s*(?:[-+*•–—]\s|[#>|]|\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-zđ]\)|[a-zđ]\.\s|[IVX]{1,5}[.)]\s"
    r"|Điều \d|Căn cứ|\(?(?:Kèm theo|Ban hành kèm)|Thực hiện |Nơi nhận|Kính gửi|Số\s*:|(?:TM|KT|TL|TUQ|Q)\.)"
)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")
_SENTENCE_END = (".", ";", ":", "!", "?", "…")
_WRAPPED_UNDER = 130


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    blanks: int
    page: int


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs of a plain text.

    Lines that the file wrapped at a fixed width flow together; where nearly every line is followed by one
    blank line, as some converters write, that blank line separates nothing. A form feed ends a page.
    """
    lines = _lines(text)
    if not lines:
        return ()
    width = sorted(len(line.text) for line in lines)[len(lines) * 4 // 5]
    single = sum(line.blanks == 1 for line in lines[1:])
    doubled = width < _WRAPPED_UNDER and single > 0.6 * max(len(lines) - 1, 1)
    paged = "\f" in text
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        page = line.page if paged else None
        if index and _continues(lines[index - 1], line, width=width, doubled=doubled):
            first = blocks.pop()
            blocks.append(Block(first.start, line.end, first.page, first.kind))
        else:
            kind: BlockKind = "heading" if _MARKDOWN_HEADING.match(line.text) else "paragraph"
            blocks.append(Block(line.start, line.end, page, kind))
    return tuple(blocks)


_TABLE_ROW = re.compile(r"\|.*\|\s*$")
_RULE_ROW = re.compile(r"\|[\s:|-]*-[\s:|-]*\|\s*$")
_MARKUP = re.compile(r"\*\*|__|`")


def tables_of(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """Tables drawn with “|”: their blocks become rows. A single such line is no table."""
    made, tables = list(blocks), []
    place = 0
    while place < len(blocks):
        stop = place
        while stop < len(blocks) and _TABLE_ROW.match(text[blocks[stop].start : blocks[stop].end]):
            stop += 1
        inside = blocks[place:stop]
        if len(inside) > 1:
            made[place:stop] = [Block(row.start, row.end, row.page, "row") for row in inside]
            lines = [text[row.start : row.end] for row in inside]
            rows = [_cells(line) for line in lines if not _RULE_ROW.match(line)]
            if rows:
                width = max(map(len, rows))
                cells = tuple((*row, *[""] * (width - len(row))) for row in rows)
                tables.append(Table(inside[0].start, inside[-1].end, cells, inside[0].page))
        place = max(stop, place + 1)
    return tuple(made), tuple(tables)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().strip("|")
    return tuple(
        clean_line(_MARKUP.sub("", cell.replace("\\|", "|"))) for cell in re.split(r"(?<!\\)\|", inner)
    )


def _lines(text: str) -> list[_Line]:
    """Lines that hold something, with the number of blank lines before each."""
    found: list[_Line] = []
    blanks, page, at = 0, 1, 0
    for raw in text.split("\n"):
        page += raw.count("\f")
        inner = raw.strip().strip("\ufeff").strip()
        if inner:
            start = at + raw.index(inner)
            found.append(_Line(start, start + len(inner), inner, blanks, page))
            blanks = 0
        else:
            blanks += 1
        at += len(raw) + 1
    return found


def _continues(before: _Line, line: _Line, *, width: int, doubled: bool) -> bool:
    """Does this line carry on the paragraph of the one before it?"""
    if width >= _WRAPPED_UNDER or opens_paragraph(line.text) or _MARKDOWN_HEADING.match(before.text):
        return False
    if line.blanks > (1 if doubled else 0) and not line.text[0].islower():
        return False
    if len(before.text) < 0.75 * width:
        return line.text[0].islower() and not before.text.endswith(_SENTENCE_END)
    return line.text[0].islower() or not before.text.endswith((".", ";", ":"))


def opens_paragraph(line: str) -> bool:
    """Does the line open with a number, a bullet or a word that begins a part of an official paper?"""
    return _OPENS.match(line) is not None
