"""The sections of a .docx: sheet, margins, and how their pages are numbered."""

from bisect import bisect_right
from typing import Any

from kheo.core.paper.archive import Archive, parse_xml
from kheo.core.paper.model import Align, Orientation
from kheo.core.paper.readers.docx_xml import attribute, child, is_on, name
from kheo.core.paper.reading.docx_sheet import ALIGNS, Sheet, length_in, number_in, value_of
from kheo.core.paper.reading.layout import PageNumberLook, SectionLook
from kheo.core.paper.source import SourceText


def sections_of(
    archive: Archive, sheet: Sheet, body: Any, elements: tuple[Any, ...], source: SourceText
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


def _section(archive: Archive, sheet: Sheet, own: Any, start: int, parts: dict[str, str]) -> SectionLook:
    size, margins = child(own, "pgSz"), child(own, "pgMar")
    across = attribute(size, "orient") == "landscape"
    width, height = length_in(attribute(size, "w")), length_in(attribute(size, "h"))
    if width and height:
        across = width > height
    return SectionLook(
        start=start,
        width=width,
        height=height,
        orientation=Orientation.LANDSCAPE if across else Orientation.PORTRAIT,
        top=length_in(attribute(margins, "top")),
        bottom=length_in(attribute(margins, "bottom")),
        left=length_in(attribute(margins, "left")),
        right=length_in(attribute(margins, "right")),
        page_number=_page_number(archive, sheet, own, parts),
        numbered_from_one=attribute(child(own, "pgNumType"), "start") == "1",
    )


def _page_number(archive: Archive, sheet: Sheet, own: Any, parts: dict[str, str]) -> PageNumberLook | None:
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
        size = number_in(value_of(sheet.run_properties(run, paragraph), "sz", "val"))
        frame = attribute(child(child(paragraph, "pPr"), "framePr"), "xAlign")
        return PageNumberLook(
            place="header" if place == "header" else "footer",
            align=ALIGNS.get(
                frame or _tabbed(paragraph, run) or value_of(asked, "jc", "val") or "left", Align.LEFT
            ),
            on_first_page=first,
            size=size / 2 if size is not None else None,
            from_edge=length_in(attribute(margins, place)),
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
