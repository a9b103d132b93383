"""The setting of a .pdf, as far as it says: page sizes, and the fonts and sizes of each block."""

import re
from collections.abc import Iterator
from typing import Any

from kheo.core.paper.model import Orientation
from kheo.core.paper.readers.pdf import blocks_with_lines
from kheo.core.paper.readers.pdf_layout import Line, Word
from kheo.core.paper.reading.layout import Layout, ParagraphLook, RunLook, SectionLook
from kheo.core.paper.source import Block, SourceText

_MM = 25.4 / 72
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FAMILY = re.compile(r"(?:PS)?(?:MT)?[-,](?:Bold|Italic|Oblique|Regular|Roman).*$|(?:PS)?MT$|-Identity-H$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def pdf_layout(data: bytes, source: SourceText, most_pages: int) -> Layout | None:
    """The setting of a .pdf whose text is `source`; None where the two cannot be laid side by side."""
    again, reader = blocks_with_lines(data, most_pages)
    if len(again.blocks) != len(source.blocks):
        return None
    sections = _sections(source, reader.pages)
    section_of = {}
    for place, (first, _look) in enumerate(sections):
        for page in range(first, len(reader.pages) + 1):
            section_of[page] = place
    looks = [
        _paragraph(block, origin, source, section_of.get(block.page or 1, 0))
        for block, origin in zip(source.blocks, reader.builder.origins, strict=True)
    ]
    return Layout(tuple(look for _, look in sections), tuple(looks))


def _sections(source: SourceText, pages: list[tuple[float, float]]) -> list[tuple[int, SectionLook]]:
    """A section begins where the sheet changes its size; with the number of its first page."""
    found: list[tuple[int, SectionLook]] = []
    for number, (width, height) in enumerate(pages, start=1):
        if found and pages[number - 2] == (width, height):
            continue
        start = next(
            (block.start for block in source.blocks if (block.page or 1) >= number), len(source.text)
        )
        across = Orientation.LANDSCAPE if width > height else Orientation.PORTRAIT
        look = SectionLook(start, round(width * _MM, 1), round(height * _MM, 1), across)
        found.append((number, look))
    return found or [(1, SectionLook(0))]


def _paragraph(block: Block, origin: Any, source: SourceText, section: int) -> ParagraphLook:
    table = block.kind == "row"
    words = [] if table or origin is None else list(_words(origin))
    runs = tuple(_runs(words, block, source))
    fonts, sizes = {run.font for run in runs}, {run.size for run in runs}
    bold, italic = {run.bold for run in runs}, {run.italic for run in runs}
    return ParagraphLook(
        start=block.start,
        end=block.end,
        section=section,
        runs=runs,
        font=fonts.pop() if len(fonts) == 1 else None,
        size=sizes.pop() if len(sizes) == 1 else None,
        bold=bold.pop() if len(bold) == 1 else None,
        italic=italic.pop() if len(italic) == 1 else None,
        in_table=table,
        page=block.page,
    )


def _words(lines: list[Line]) -> Iterator[Word]:
    for line in lines:
        for segment in line.segments:
            yield from segment.words


def _runs(words: list[Word], block: Block, source: SourceText) -> list[RunLook]:
    """Neighbouring words in one print are a run."""
    text, at = source.text_of(block), 0
    found: list[RunLook] = []
    for word in words:
        place = text.find(word.text, at)
        if place < 0:
            continue
        at = place + len(word.text)
        look = RunLook(
            block.start + place,
            block.start + at,
            family(word.font) or None,
            round(word.size * 2) / 2,
            bool(_BOLD.search(word.font)),
            bool(_ITALIC.search(word.font)),
        )
        before = found[-1] if found else None
        if before and (before.font, before.size, before.bold, before.italic) == (
            look.font,
            look.size,
            look.bold,
            look.italic,
        ):
            look = RunLook(before.start, look.end, look.font, look.size, look.bold, look.italic)
            found.pop()
        found.append(look)
    return found


def family(name: str) -> str:
    """“Times New Roman” of “TimesNewRomanPS-BoldMT”."""
    plain = _FAMILY.sub("", name)
    return " ".join(_CAMEL.sub(" ", plain).replace("-", " ").split())
