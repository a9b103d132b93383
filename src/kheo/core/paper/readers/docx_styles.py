"""What the styles of a .docx say that matters for its text: fonts, lists, headings, table lines."""

from dataclasses import dataclass, field
from typing import Any

from kheo.core.paper.readers.docx_xml import attribute, child, children, name

_DEPTH = 12


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    font: str
    number_id: str
    depth: str
    outline: str
    title: str
    lined: bool


@dataclass(slots=True)
class Styles:
    """Styles by id, each asking its ancestors for what it does not say."""

    default_font: str = ""
    default_paragraph: str = ""
    _styles: dict[str, _Style] = field(default_factory=dict)

    def load(self, root: Any) -> None:
        """Learn word/styles.xml."""
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self.default_font = font_of(defaults)
        for element in children(root, "style"):
            identity = attribute(element, "styleId")
            self._styles[identity] = _style(element)
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in {"1", "true"}:
                self.default_paragraph = identity

    def font(self, paragraph_style: str, run_style: str) -> str:
        """The font of a run that names none itself."""
        own = self._asked(run_style, "font") or self._asked(paragraph_style or self.default_paragraph, "font")
        return own or self.default_font

    def numbering(self, paragraph_style: str) -> tuple[str, str]:
        """List id and depth that the style gives its paragraphs, "" where none."""
        return self._asked(paragraph_style, "number_id"), self._asked(paragraph_style, "depth")

    def is_heading(self, paragraph_style: str) -> bool:
        """Does the style make a heading?"""
        if not paragraph_style:
            return False
        title = self._asked(paragraph_style, "title").lower()
        return bool(self._asked(paragraph_style, "outline")) or title.startswith(("heading", "title"))

    def is_lined(self, table_style: str) -> bool:
        """Does the table style draw lines?"""
        return bool(self._asked(table_style, "lined"))

    def _asked(self, identity: str, what: str) -> Any:
        for _ in range(_DEPTH):
            style = self._styles.get(identity)
            if style is None:
                return ""
            if value := getattr(style, what):
                return value
            identity = style.based_on
        return ""


def font_of(properties: Any) -> str:
    """The font a w:rPr names for Latin letters, "" for none."""
    fonts = child(properties, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def draws_lines(borders: Any) -> bool:
    """Does a w:tblBorders or w:tcBorders draw any line?"""
    if borders is None:
        return False
    return any(attribute(edge, "val") not in {"", "nil", "none"} for edge in borders if name(edge))


def _style(element: Any) -> _Style:
    paragraph = child(element, "pPr")
    numbers = child(paragraph, "numPr")
    outline = attribute(child(paragraph, "outlineLvl"), "val")
    return _Style(
        based_on=attribute(child(element, "basedOn"), "val"),
        font=font_of(child(element, "rPr")),
        number_id=attribute(child(numbers, "numId"), "val"),
        depth=attribute(child(numbers, "ilvl"), "val"),
        outline=outline if outline != "9" else "",
        title=attribute(child(element, "name"), "val"),
        lined=draws_lines(child(child(element, "tblPr"), "tblBorders")),
    )
