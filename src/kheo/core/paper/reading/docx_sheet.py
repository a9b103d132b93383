"""The styles of a .docx and what they come to: the nearest that speaks counts."""

from dataclasses import dataclass, field
from typing import Any

from kheo.core.paper.archive import Archive, parse_xml
from kheo.core.paper.model import Align
from kheo.core.paper.readers.docx_xml import attribute, child, children
from kheo.core.paper.reading.layout import SectionLook

_DXA = 25.4 / 1440
ALIGNS = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFY,
    "distribute": Align.JUSTIFY,
}
_DEPTH = 12


@dataclass(slots=True)
class Sheet:
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


def sheet_of(archive: Archive) -> Sheet:
    sheet = Sheet()
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


def value_of(asked: list[Any], tag: str, what: str) -> str:
    for properties in asked:
        if value := attribute(child(properties, tag), what):
            return value
    return ""


def number_in(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def length_in(text: str) -> float | None:
    value = number_in(text)
    return round(value * _DXA, 2) if value is not None else None
