"""The outline of a paper: headings and points as a tree, whatever dress the levels wear."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kheo.core.paper.reading.paragraphs import Paragraph, is_capitals
from kheo.core.paper.reading.pieces import Piece, join
from kheo.core.plans._words import CLOSING, SECTION

_RUN_IN = re.compile(r"^[^:.;]{2,140}?:(?!\d)")
_ABOUT_FIELD = re.compile(r"^(?:Về|(?:Trên |Trong )?(?:L|l)ĩnh vực)\s[^.]+\.$")
_HEAD_LENGTH = 160


@dataclass
class Node:
    """A point of the outline: its heading (may be empty), its own text, its sub-points."""

    rank: int
    kind: str = ""
    head: Piece = field(default_factory=Piece)
    body: Piece = field(default_factory=Piece)
    depth: int = 0
    is_row: bool = False
    cells: tuple[Piece, ...] = ()
    children: "list[Node]" = field(default_factory=list)
    parent: "Node | None" = field(default=None, repr=False)

    @cached_property
    def full(self) -> Piece:
        """Heading and own text, as one flow."""
        return join([self.head, self.body], ": ")

    def walk(self) -> "Iterator[Node]":
        """This point and all beneath it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @cached_property
    def texts(self) -> list[Piece]:
        """The texts of this point and of all beneath it, by their place."""
        return sorted((node.full for node in self.walk() if node.full), key=lambda piece: piece.start)

    def text_at(self, offset: int) -> Piece | None:
        """The text that holds a source offset."""
        index = bisect_right(self.texts, offset, key=lambda piece: piece.start) - 1
        return self.texts[index] if index >= 0 and offset < self.texts[index].end else None

    def all_text(self) -> Piece:
        """Heading, own text and everything beneath."""
        return join([node.full for node in self.walk()])

    def path(self) -> "list[Node]":
        """From the top to this point."""
        return [*(self.parent.path() if self.parent else []), self]


def _split(paragraph: Paragraph) -> tuple[Piece, Piece]:
    """Heading and text of a paragraph: bold run-in, words before a colon, or a short line as a whole."""
    whole = paragraph.body
    bold = paragraph.bold_to - len(paragraph.marker)
    if 2 < bold < len(whole) and bold <= _HEAD_LENGTH:
        return whole.cut(0, bold).strip(":."), whole.cut(bold).strip(":. ")
    if match := _RUN_IN.match(whole.text):
        return whole.cut(0, match.end()).strip(":"), whole.cut(match.end())
    heading = (
        paragraph.depth
        or _rank(paragraph) == 3
        or is_capitals(whole.text)
        or paragraph.kind in {"roman", "capital", "part", "article", "number", "sub2", "sub3", "letter"}
    )
    if (
        paragraph.kind
        and len(whole.text.split()) <= 9
        and _ABOUT_FIELD.match(whole.text)
        and whole.text.endswith(".")
    ):
        return whole.strip(":."), Piece()
    short = (
        (len(whole) <= _HEAD_LENGTH and not whole.text.endswith((".", ";", "./.")))
        or paragraph.depth
        or bold >= len(whole) > 2
    )
    if short and (heading or bold > 0):
        return whole.strip(":."), Piece()
    if paragraph.kind == "roman" and is_capitals(whole.text):
        return whole.strip(":."), Piece()
    return Piece(), whole


def _rank(paragraph: Paragraph) -> int:
    if paragraph.rank < 99:
        return paragraph.rank
    if paragraph.lines[0].is_row:
        return 99
    text = paragraph.piece.text
    if is_capitals(text) and len(text) < _HEAD_LENGTH:
        return 3 if paragraph.depth or paragraph.bold_to or len(text.split()) >= 2 else 99
    if (
        len(text.split()) <= 8
        and not text.endswith((".", ";", ","))
        and SECTION.match(paragraph.piece.folded.rstrip(": "))
    ):
        return 3
    if paragraph.depth:
        return 5 if paragraph.depth >= 3 else 3
    if paragraph.bold_to >= len(text) > 2 and len(text) < _HEAD_LENGTH:
        return 7
    return 99


def outline(paragraphs: list[Paragraph]) -> Node:
    """The tree of a stretch of paragraphs. Unmarked paragraphs hang from the point they stand under."""
    root = Node(rank=0)
    stack = [root]
    first = next((p.kind for p in paragraphs if p.kind in {"capital", "roman"}), "")
    for paragraph in paragraphs:
        rank = 4 if paragraph.kind == "capital" and first == "roman" else _rank(paragraph)
        head, body = _split(paragraph)
        row = paragraph.lines[0]
        node = Node(
            rank=rank,
            kind=paragraph.kind,
            head=head,
            body=body,
            depth=paragraph.depth,
            is_row=row.is_row,
            cells=row.cells if row.is_row else (),
        )
        if rank == 99 and CLOSING.match(paragraph.piece.folded):
            del stack[1:]
        while rank <= stack[-1].rank:
            stack.pop()
        node.parent = stack[-1]
        stack[-1].children.append(node)
        if rank < 99:
            stack.append(node)
    return root


def sections(root: Node, pattern: "re.Pattern[str]") -> list[Node]:
    """The points whose heading answers to a pattern (on folded text), outermost first, none inside another."""
    hits: list[Node] = []
    for child in root.children:
        if child.head and pattern.search(child.head.folded):
            hits.append(child)
        else:
            hits.extend(sections(child, pattern))
    return hits
