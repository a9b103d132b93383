"""A review's paper as it stands on the page: its blocks as simple parts, each figure a link to its list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from kheo.core.paper.model import Block, Chart, Heading, Item, Paper, Paragraph, Table, plain
from kheo.core.paper.writing import charts
from kheo.reports.content import Content
from kheo.reports.states import Part
from kheo.reports.wording import fill, values_of

_OPEN, _BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_OPEN}(.*?){_BETWEEN}(.*?){_CLOSE}")
_FONTS = "'Be Vietnam Pro', sans-serif"


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of the page: heading, item, paragraph, table or chart. `words`: (text, address or "") in their order."""

    kind: str
    words: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    drawing: SafeString | str = ""


def linked(wording: Mapping[str, str], content: Content, addresses: Mapping[str, str]) -> dict[str, str]:
    """The words filled with figures that know where they lead. `addresses`: key of a figure → its list.

    Raises InvalidInput for a placeholder that is none.
    """
    by_token = {one.token: addresses.get(one.key, "") for one in content.figures}
    values = {}
    for token, words in values_of(content).items():
        address = by_token.get(token.partition(":")[0], "")
        values[token] = f"{_OPEN}{address}{_BETWEEN}{words}{_CLOSE}" if address else words
    return {part.value: fill(wording.get(part.value, ""), values, field=part.value) for part in Part}


def blocks_of(paper: Paper) -> list[Shown]:
    """The body of the paper."""
    return [_shown(one) for one in paper.body]


def _shown(block: Block) -> Shown:
    match block:
        case Heading():
            number = f"{block.number}. " if block.number else ""
            kind = "section" if block.level == "roman" else "part"
            return Shown(kind, _pieces(f"{number}{block.text}"))
        case Item():
            return Shown("item", _pieces(plain(block.text)))
        case Table():
            return Shown("table", table=block)
        case Chart():
            # Drawn by ourselves from figures; every word in it is escaped there.
            drawing = mark_safe(charts.svg(block, fonts=_FONTS))  # noqa: S308
            return Shown("chart", ((block.title, ""),), drawing=drawing)
        case Paragraph():
            return Shown("text", _pieces(plain(block.text)))
        case _:
            return Shown("text")


def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    found, at = [], 0
    for match in _MARKED.finditer(text):
        if match.start() > at:
            found.append((text[at : match.start()], ""))
        found.append((match[2], match[1]))
        at = match.end()
    return (*found, (text[at:], "")) if text[at:] else tuple(found)


def with_addresses(content: Content, addresses: Mapping[str, str]) -> Content:
    """The figures with where they lead."""
    return replace(
        content, figures=tuple(replace(one, address=addresses.get(one.key, "")) for one in content.figures)
    )


def table_rows(table: Table) -> list[dict[str, Any]]:
    """Rows of a table for a template."""
    return [{"cells": row.cells, "total": row.kind == "total"} for row in table.rows]
