"""The setting of a .docx: what its styles and marks come to for each paragraph, and its sections."""

import unicodedata
from typing import Any

from kheo.core.paper.archive import Archive, parse_xml
from kheo.core.paper.readers.docx import DOCUMENT, blocks_with_markup
from kheo.core.paper.readers.docx_xml import attribute, child, is_on, name
from kheo.core.paper.reading.docx_sheet import ALIGNS, Sheet, length_in, number_in, sheet_of, value_of
from kheo.core.paper.reading.layout import (
    Layout,
    LineRule,
    ParagraphLook,
    RuleLook,
    RunLook,
    SectionLook,
)
from kheo.core.paper.reading.layout_sections import sections_of
from kheo.core.paper.source import Block, SourceText
from kheo.core.paper.writing.metrics import text_width

_EMU = 1 / 36000
_RULES: dict[str, LineRule] = {"exact": "exact", "atLeast": "at-least"}
_LOOKED_AHEAD = 3
_SKIPPED = frozenset({"pPr", "rPr", "del", "moveFrom", "Fallback", "instrText", "txbxContent", "sdtPr"})


def docx_layout(archive: Archive, source: SourceText) -> Layout | None:
    """The setting of a document whose text is `source`; None where the two cannot be laid side by side."""
    again, elements = blocks_with_markup(archive)
    if len(again.blocks) != len(source.blocks):
        return None
    sheet = sheet_of(archive)
    body = child(parse_xml(archive.read(DOCUMENT)), "body") if not elements else _body_of(elements[0])
    sheet.sections, section_of = sections_of(archive, sheet, body, elements, source)
    paragraphs = tuple(
        _paragraph(element, block, source, sheet, section_of(element))
        for element, block in zip(elements, source.blocks, strict=True)
    )
    return Layout(tuple(sheet.sections), paragraphs)


def _body_of(element: Any) -> Any:
    while element is not None and name(element) != "body":
        element = element.getparent()
    return element


# Paragraphs


def _paragraph(element: Any, block: Block, source: SourceText, sheet: Sheet, section: int) -> ParagraphLook:
    row = name(element) == "tr"
    paragraphs = list(element.iter("{*}p")) if row else [element]
    first = paragraphs[0] if paragraphs else element
    runs = tuple(_runs(paragraphs, block, source, sheet))
    asked = sheet.paragraph_properties(first)
    line, rule = _line(asked)
    width = _room(element, sheet.sections[section])
    style = sheet.styles.get(attribute(child(child(first, "pPr"), "pStyle"), "val") or sheet.normal)
    justified = value_of(asked, "jc", "val")
    return ParagraphLook(
        start=block.start,
        end=block.end,
        section=section,
        runs=runs,
        font=_one(run.font for run in runs),
        size=_one(run.size for run in runs),
        bold=_one(run.bold for run in runs),
        italic=_one(run.italic for run in runs),
        underline=_one(run.underline for run in runs),
        align=ALIGNS.get(justified or "left"),
        first_indent=_first_indent(asked),
        left_indent=length_in(value_of(asked, "ind", "left") or value_of(asked, "ind", "start")),
        before=_points(value_of(asked, "spacing", "before")),
        after=_points(value_of(asked, "spacing", "after")),
        line_rule=rule,
        line=line,
        in_table=row,
        style=attribute(child(style, "name"), "val") or None if style is not None else None,
        rule_below=None if row else _rule_below(element, sheet, width, source.text_of(block), runs),
        page=block.page,
    )


def _one(values: Any) -> Any:
    """The value on which all agree, else None."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _points(text: str) -> float:
    return (number_in(text) or 0) / 20


def _first_indent(asked: list[Any]) -> float:
    """The nearest style that says anything of the first line."""
    for properties in asked:
        indent = child(properties, "ind")
        if value := attribute(indent, "hanging"):
            return -(length_in(value) or 0)
        if value := attribute(indent, "firstLine"):
            return length_in(value) or 0
    return 0.0


def _line(asked: list[Any]) -> tuple[float | None, LineRule]:
    line = number_in(value_of(asked, "spacing", "line"))
    rule = _RULES.get(value_of(asked, "spacing", "lineRule"), "multiple")
    if line is None:
        return 1.0, "multiple"
    return (round(line / 240, 3) if rule == "multiple" else line / 20), rule


def _runs(paragraphs: list[Any], block: Block, source: SourceText, sheet: Sheet) -> list[RunLook]:
    """The runs at their places in the cleaned text; neighbours set alike are one."""
    text, at = source.text_of(block), 0
    found: list[RunLook] = []
    for paragraph in paragraphs:
        for run, words in _worded(paragraph):
            letters = [letter for letter in unicodedata.normalize("NFC", words) if not letter.isspace()]
            first = None
            for letter in letters:
                place = text.find(letter, at)
                if place < 0:
                    continue
                first = place if first is None else first
                at = place + 1
            if first is None:
                continue
            look = _run(run, paragraph, sheet, block.start + first, block.start + at)
            if found and _alike(found[-1], look):
                look = _joined(found.pop(), look)
            found.append(look)
    return found


def _worded(element: Any) -> list[tuple[Any, str]]:
    found = []
    for item in element:
        kind = name(item)
        if kind == "r":
            words = "".join(t.text or "" for t in item if name(t) == "t")
            if words.strip() and not is_on(child(item, "rPr"), "vanish"):
                found.append((item, words))
        elif kind not in _SKIPPED:
            found.extend(_worded(item))
    return found


def _run(run: Any, paragraph: Any, sheet: Sheet, start: int, end: int) -> RunLook:
    asked = sheet.run_properties(run, paragraph)
    size = number_in(value_of(asked, "sz", "val"))
    color = value_of(asked, "color", "val")
    line = value_of(asked, "u", "val")
    return RunLook(
        start=start,
        end=end,
        font=_font(asked, sheet),
        size=size / 2 if size is not None else 10.0,
        bold=_switched(asked, "b"),
        italic=_switched(asked, "i"),
        underline=line not in {"", "none"},
        color=None if color.lower() in {"", "auto", "000000"} else color.upper(),
    )


def _font(asked: list[Any], sheet: Sheet) -> str | None:
    for properties in asked:
        fonts = child(properties, "rFonts")
        if own := attribute(fonts, "ascii") or attribute(fonts, "hAnsi"):
            return own
        if themed := attribute(fonts, "asciiTheme") or attribute(fonts, "hAnsiTheme"):
            return sheet.theme.get(themed[:5])
    return None


def _switched(asked: list[Any], tag: str) -> bool:
    for properties in asked:
        if child(properties, tag) is not None:
            return is_on(properties, tag)
    return False


def _alike(a: RunLook, b: RunLook) -> bool:
    return (a.font, a.size, a.bold, a.italic, a.underline, a.color) == (
        b.font,
        b.size,
        b.bold,
        b.italic,
        b.underline,
        b.color,
    )


def _joined(a: RunLook, b: RunLook) -> RunLook:
    return RunLook(a.start, b.end, a.font, a.size, a.bold, a.italic, a.underline, a.color)


# Drawn rules


def _room(element: Any, section: SectionLook | None) -> float | None:
    """The width in which a paragraph is set: its cell's, else that between the margins."""
    holder = element
    while holder is not None and name(holder) not in {"tc", "body"}:
        holder = holder.getparent()
    if holder is not None and name(holder) == "tc":
        return length_in(attribute(child(child(holder, "tcPr"), "tcW"), "w"))
    if section is None or section.width is None:
        return None
    return section.width - (section.left or 0) - (section.right or 0)


def _rule_below(
    element: Any, sheet: Sheet, room: float | None, words: str, runs: tuple[RunLook, ...]
) -> RuleLook | None:
    """A line drawn in, or bordering, the paragraph or the empty ones that follow it."""
    length = _drawn(element) or _bordered(element, sheet, room, ("bottom",))
    follower = element.getnext()
    for _ in range(_LOOKED_AHEAD):
        if length or follower is None or name(follower) != "p":
            break
        edges = ("top", "bottom") if not _worded(follower) else ("top",)
        length = (_drawn(follower) if not _worded(follower) else None) or _bordered(
            follower, sheet, room, edges
        )
        if _worded(follower):
            break
        follower = follower.getnext()
    if not length:
        return None
    last = words.rsplit("\n", 1)[-1]
    size = max((run.size or 0 for run in runs), default=0)
    wide = text_width(last, size, bold=bool(runs) and all(run.bold for run in runs)) if size else 0
    if room:
        wide = min(wide, room)
    return RuleLook(round(length, 1), round(length / wide, 2) if wide else None)


def _bordered(paragraph: Any, sheet: Sheet, room: float | None, edges: tuple[str, ...]) -> float | None:
    asked = sheet.paragraph_properties(paragraph)
    drawn = any(
        attribute(child(child(properties, "pBdr"), edge), "val") not in {"", "nil", "none"}
        for properties in asked
        for edge in edges
    )
    if not drawn or room is None:
        return None
    left = length_in(value_of(asked, "ind", "left") or value_of(asked, "ind", "start")) or 0
    right = length_in(value_of(asked, "ind", "right") or value_of(asked, "ind", "end")) or 0
    return max(room - left - right, 0)


def _drawn(paragraph: Any) -> float | None:
    """The length of a line shape anchored in a paragraph, in either drawing language of Word."""
    for extent in paragraph.iter("{*}extent"):
        shape = next((g.get("prst") for g in extent.getparent().iter("{*}prstGeom")), "")
        wide, tall = number_in(extent.get("cx", "")) or 0, number_in(extent.get("cy", "")) or 0
        if shape in {"line", "straightConnector1"} or (not shape and tall * 20 < wide):
            return wide * _EMU
    for line in paragraph.iter("{*}line"):
        first, last = _point(line.get("from", "")), _point(line.get("to", ""))
        if first is not None and last is not None:
            return abs(last - first)
    return None


def _point(text: str) -> float | None:
    """The first coordinate of “35.5pt,1.2pt”, in millimetres."""
    first = text.split(",", maxsplit=1)[0].strip()
    for unit, worth in (("pt", 25.4 / 72), ("in", 25.4), ("mm", 1.0), ("cm", 10.0)):
        if first.endswith(unit):
            value = number_in(first.removesuffix(unit))
            return value * worth if value is not None else None
    value = number_in(first)
    return value * 25.4 / 96 if value is not None else None
