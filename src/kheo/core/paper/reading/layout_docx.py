"""The setting of a .docx: what its styles and marks come to for each paragraph, and its sections."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from kheo.core.paper.archive import Archive, parse_xml
from kheo.core.paper.model import Align, Orientation
from kheo.core.paper.readers.docx import DOCUMENT, blocks_with_markup
from kheo.core.paper.readers.docx_xml import attribute, child, children, is_on, name
from kheo.core.paper.reading.layout import (
    Layout,
    LineRule,
    PageNumberLook,
    ParagraphLook,
    RuleLook,
    RunLook,
    SectionLook,
)
from kheo.core.paper.source import Block, SourceText
from kheo.core.paper.writing.metrics import text_width

_DXA = 25.4 / 1440
_EMU = 1 / 36000
_ALIGNS = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFY,
    "distribute": Align.JUSTIFY,
}
_RULES: dict[str, LineRule] = {"exact": "exact", "atLeast": "at-least"}
_DEPTH = 12
_LOOKED_AHEAD = 3
_SKIPPED = frozenset({"pPr", "rPr", "del", "moveFrom", "Fallback", "instrText", "txbxContent", "sdtPr"})


@dataclass(slots=True)
class _Sheet:
    """The styles of a document, each asked for one property of its whole line of descent."""

    styles: dict[str, Any] = field(default_factory=dict)
    defaults: tuple[Any, Any] = (None, None)  # of paragraphs, of letters
    normal: str = ""
    theme: dict[str, str] = field(default_factory=dict)
    sections: list[SectionLook] = field(default_factory=list)

    def chain(self, identity: str) -> list[Any]:
        """The style and those it is based on."""
        found: list[Any] = []
        while identity in self.styles and len(found) < _DEPTH:
            found.append(self.styles[identity])
            identity = attribute(child(found[-1], "basedOn"), "val")
        return found

    def paragraph_properties(self, paragraph: Any) -> list[Any]:
        """All w:pPr that speak for a paragraph, the nearest first."""
        own = child(paragraph, "pPr")
        style = attribute(child(own, "pStyle"), "val") or self.normal
        return _there([own, *(child(one, "pPr") for one in self.chain(style)), self.defaults[0]])

    def run_properties(self, run: Any, paragraph: Any) -> list[Any]:
        """All w:rPr that speak for a run."""
        own = child(run, "rPr")
        named = self.chain(attribute(child(own, "rStyle"), "val"))
        style = attribute(child(child(paragraph, "pPr"), "pStyle"), "val") or self.normal
        chain = [*named, *self.chain(style)]
        return _there([own, *(child(one, "rPr") for one in chain), self.defaults[1]])


def _there(items: list[Any]) -> list[Any]:
    return [item for item in items if item is not None]


def docx_layout(archive: Archive, source: SourceText) -> Layout | None:
    """The setting of a document whose text is `source`; None where the two cannot be laid side by side."""
    again, elements = blocks_with_markup(archive)
    if len(again.blocks) != len(source.blocks):
        return None
    sheet = _sheet(archive)
    body = child(parse_xml(archive.read(DOCUMENT)), "body") if not elements else _body_of(elements[0])
    sheet.sections, section_of = _sections(archive, sheet, body, elements, source)
    paragraphs = tuple(
        _paragraph(element, block, source, sheet, section_of(element))
        for element, block in zip(elements, source.blocks, strict=True)
    )
    return Layout(tuple(sheet.sections), paragraphs)


def _body_of(element: Any) -> Any:
    while element is not None and name(element) != "body":
        element = element.getparent()
    return element


def _sheet(archive: Archive) -> _Sheet:
    sheet = _Sheet()
    if data := archive.read("word/theme/theme1.xml"):
        fonts = next(parse_xml(data).iter("{*}fontScheme"), None)
        for kind in ("major", "minor"):
            latin = child(child(fonts, f"{kind}Font"), "latin")
            if latin is not None:
                sheet.theme[kind] = latin.get("typeface", "")
    if data := archive.read("word/styles.xml"):
        root = parse_xml(data)
        defaults = child(root, "docDefaults")
        sheet.defaults = (
            child(child(defaults, "pPrDefault"), "pPr"),
            child(child(defaults, "rPrDefault"), "rPr"),
        )
        for style in children(root, "style"):
            sheet.styles[attribute(style, "styleId")] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}:
                sheet.normal = attribute(style, "styleId")
    return sheet


# Paragraphs


def _paragraph(element: Any, block: Block, source: SourceText, sheet: _Sheet, section: int) -> ParagraphLook:
    row = name(element) == "tr"
    paragraphs = list(element.iter("{*}p")) if row else [element]
    first = paragraphs[0] if paragraphs else element
    runs = tuple(_runs(paragraphs, block, source, sheet))
    asked = sheet.paragraph_properties(first)
    line, rule = _line(asked)
    width = _room(element, sheet.sections[section])
    style = sheet.styles.get(attribute(child(child(first, "pPr"), "pStyle"), "val") or sheet.normal)
    justified = _value(asked, "jc", "val")
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
        align=_ALIGNS.get(justified or "left"),
        first_indent=_first_indent(asked),
        left_indent=_length(_value(asked, "ind", "left") or _value(asked, "ind", "start")),
        before=_points(_value(asked, "spacing", "before")),
        after=_points(_value(asked, "spacing", "after")),
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


def _value(asked: list[Any], tag: str, what: str) -> str:
    for properties in asked:
        if value := attribute(child(properties, tag), what):
            return value
    return ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _length(text: str) -> float | None:
    value = _number(text)
    return round(value * _DXA, 2) if value is not None else None


def _points(text: str) -> float:
    return (_number(text) or 0) / 20


def _first_indent(asked: list[Any]) -> float:
    """The nearest style that says anything of the first line."""
    for properties in asked:
        indent = child(properties, "ind")
        if value := attribute(indent, "hanging"):
            return -(_length(value) or 0)
        if value := attribute(indent, "firstLine"):
            return _length(value) or 0
    return 0.0


def _line(asked: list[Any]) -> tuple[float | None, LineRule]:
    line = _number(_value(asked, "spacing", "line"))
    rule = _RULES.get(_value(asked, "spacing", "lineRule"), "multiple")
    if line is None:
        return 1.0, "multiple"
    return (round(line / 240, 3) if rule == "multiple" else line / 20), rule


def _runs(paragraphs: list[Any], block: Block, source: SourceText, sheet: _Sheet) -> list[RunLook]:
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


def _run(run: Any, paragraph: Any, sheet: _Sheet, start: int, end: int) -> RunLook:
    asked = sheet.run_properties(run, paragraph)
    size = _number(_value(asked, "sz", "val"))
    color = _value(asked, "color", "val")
    line = _value(asked, "u", "val")
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


def _font(asked: list[Any], sheet: _Sheet) -> str | None:
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
        return _length(attribute(child(child(holder, "tcPr"), "tcW"), "w"))
    if section is None or section.width is None:
        return None
    return section.width - (section.left or 0) - (section.right or 0)


def _rule_below(
    element: Any, sheet: _Sheet, room: float | None, words: str, runs: tuple[RunLook, ...]
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


def _bordered(paragraph: Any, sheet: _Sheet, room: float | None, edges: tuple[str, ...]) -> float | None:
    asked = sheet.paragraph_properties(paragraph)
    drawn = any(
        attribute(child(child(properties, "pBdr"), edge), "val") not in {"", "nil", "none"}
        for properties in asked
        for edge in edges
    )
    if not drawn or room is None:
        return None
    left = _length(_value(asked, "ind", "left") or _value(asked, "ind", "start")) or 0
    right = _length(_value(asked, "ind", "right") or _value(asked, "ind", "end")) or 0
    return max(room - left - right, 0)


def _drawn(paragraph: Any) -> float | None:
    """The length of a line shape anchored in a paragraph, in either drawing language of Word."""
    for extent in paragraph.iter("{*}extent"):
        shape = next((g.get("prst") for g in extent.getparent().iter("{*}prstGeom")), "")
        wide, tall = _number(extent.get("cx", "")) or 0, _number(extent.get("cy", "")) or 0
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
            value = _number(first.removesuffix(unit))
            return value * worth if value is not None else None
    value = _number(first)
    return value * 25.4 / 96 if value is not None else None


# Sections


def _sections(
    archive: Archive, sheet: _Sheet, body: Any, elements: tuple[Any, ...], source: SourceText
) -> tuple[list[SectionLook], Any]:
    """The sections in order, and which of them an element belongs to."""
    tops = [item for item in body if name(item)] if body is not None else []
    ends, properties = [], []
    for place, item in enumerate(tops):
        own = item if name(item) == "sectPr" else child(child(item, "pPr"), "sectPr")
        if own is not None:
            ends.append(place)
            properties.append(own)
    place_of = {id(item): place for place, item in enumerate(tops)}

    def section_of(element: Any, _kept: list[Any] = tops) -> int:  # kept alive: lxml's elements are proxies
        while element.getparent() is not None and name(element.getparent()) != "body":
            element = element.getparent()
        passed = bisect_right(ends, place_of.get(id(element), 0) - 1)
        return min(passed, max(len(ends) - 1, 0))

    starts: dict[int, int] = {}
    for element, block in zip(elements, source.blocks, strict=True):
        starts.setdefault(section_of(element), block.start)
    targets = _targets(archive)
    looks: list[SectionLook] = []
    inherited: dict[str, str] = {}
    for place, own in enumerate(properties):
        for reference in own:
            if name(reference) in {"headerReference", "footerReference"}:
                identity = next((value for key, value in reference.attrib.items() if key.endswith("}id")), "")
                key = f"{name(reference)[:6]}-{attribute(reference, 'type') or 'default'}"
                inherited[key] = targets.get(identity, "")
        looks.append(_section(archive, sheet, own, starts.get(place, len(source.text)), dict(inherited)))
    return looks or [SectionLook(0)], section_of


def _targets(archive: Archive) -> dict[str, str]:
    data = archive.read("word/_rels/document.xml.rels")
    if not data:
        return {}
    found = {}
    for relation in parse_xml(data):
        target = relation.get("Target", "")
        found[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"word/{target}"
    return found


def _section(archive: Archive, sheet: _Sheet, own: Any, start: int, parts: dict[str, str]) -> SectionLook:
    size, margins = child(own, "pgSz"), child(own, "pgMar")
    across = attribute(size, "orient") == "landscape"
    width, height = _length(attribute(size, "w")), _length(attribute(size, "h"))
    if width and height:
        across = width > height
    return SectionLook(
        start=start,
        width=width,
        height=height,
        orientation=Orientation.LANDSCAPE if across else Orientation.PORTRAIT,
        top=_length(attribute(margins, "top")),
        bottom=_length(attribute(margins, "bottom")),
        left=_length(attribute(margins, "left")),
        right=_length(attribute(margins, "right")),
        page_number=_page_number(archive, sheet, own, parts),
        numbered_from_one=attribute(child(own, "pgNumType"), "start") == "1",
    )


def _page_number(archive: Archive, sheet: _Sheet, own: Any, parts: dict[str, str]) -> PageNumberLook | None:
    """Where the PAGE field stands: in the header or footer of the pages after the first."""
    titled = child(own, "titlePg") is not None and is_on(own, "titlePg")
    margins = child(own, "pgMar")
    for place in ("header", "footer"):
        field_of = _page_field(archive, parts.get(f"{place}-default", ""))
        if field_of is None:
            continue
        run, paragraph = field_of
        first = _page_field(archive, parts.get(f"{place}-first", "")) is not None if titled else True
        asked = sheet.paragraph_properties(paragraph)
        size = _number(_value(sheet.run_properties(run, paragraph), "sz", "val"))
        frame = attribute(child(child(paragraph, "pPr"), "framePr"), "xAlign")
        return PageNumberLook(
            place="header" if place == "header" else "footer",
            align=_ALIGNS.get(
                frame or _tabbed(paragraph, run) or _value(asked, "jc", "val") or "left", Align.LEFT
            ),
            on_first_page=first,
            size=size / 2 if size is not None else None,
            from_edge=_length(attribute(margins, place)),
        )
    return None


def _tabbed(paragraph: Any, run: Any) -> str:
    """In a header with tab stops the first tab leads to the middle, the second to the right."""
    tabs = 0
    for item in paragraph.iter("{*}r"):
        if item is run:
            break
        tabs += sum(name(sign) == "tab" for sign in item)
    return ("", "center", "right")[min(tabs, 2)]


def _page_field(archive: Archive, part: str) -> tuple[Any, Any] | None:
    """The run of a PAGE field and its paragraph."""
    data = archive.read(part) if part else b""
    if not data:
        return None
    for item in parse_xml(data).iter("{*}instrText", "{*}fldSimple"):
        words = item.text if name(item) == "instrText" else attribute(item, "instr")
        if "PAGE" not in (words or "").upper().split():
            continue
        run = (
            item.getparent()
            if name(item) == "instrText"
            else (child(item, "r") if child(item, "r") is not None else item)
        )
        paragraph = item
        while paragraph is not None and name(paragraph) != "p":
            paragraph = paragraph.getparent()
        if paragraph is not None:
            return run, paragraph
    return None
