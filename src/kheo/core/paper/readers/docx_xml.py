"""Small helpers over WordprocessingML, by local name, so that both of its dialects are read."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def name(element: Any) -> str:
    """The element's name without its namespace; "" for comments and the like."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def child(element: Any, wanted: str) -> Any:
    """The first child of that name, or None (also for no element)."""
    return next(children(element, wanted), None)


def children(element: Any, wanted: str) -> Iterator[Any]:
    """The children of that name."""
    if element is not None:
        for item in element:
            if name(item) == wanted:
                yield item


def attribute(element: Any, wanted: str) -> str:
    """The attribute w:wanted, "" where there is none."""
    if element is None:
        return ""
    for space in _SPACES:
        value = element.get(f"{{{space}}}{wanted}")
        if value is not None:
            return str(value)
    return ""


def is_on(properties: Any, wanted: str) -> bool:
    """Is a switch such as w:caps or w:vanish present and not turned off?"""
    switch = child(properties, wanted)
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}
