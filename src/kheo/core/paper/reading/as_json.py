"""A paper read as plain data: the keys and shapes that other programs read."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kheo.core.paper.model import Heading, Item, Paper, Paragraph, Table, plain
from kheo.core.paper.profiles import Profile
from kheo.core.paper.reading.parts import PaperParts, Part
from kheo.core.paper.reading.reader import ReadPaper
from kheo.core.paper.source import SourceText
from kheo.core.paper.source import Table as SourceTable

_BLOCK_KINDS = {"Heading": "heading", "Item": "item", "Paragraph": "paragraph", "Table": "table"}


def to_json(read: ReadPaper) -> dict[str, Any]:
    """`parts` with their places, the paper as data, and what the officer should know."""
    source = read.source
    return {
        "format": source.format,
        "pages": source.pages,
        "parts": parts_json(read.parts, source),
        "paper": paper_json(read.paper),
        "notices": [{"code": notice.code, "message": str(notice)} for notice in read.notices],
    }


def parts_json(parts: PaperParts, source: SourceText) -> dict[str, Any]:
    """Every part with its words, its place and its page."""
    return {
        one.name: _part(getattr(parts, one.name), source) for one in fields(parts) if one.name != "tables"
    } | {"tables": [_place(table, source) | {"rows": table.rows} for table in parts.tables]}


def _part(value: Any, source: SourceText) -> Any:
    if isinstance(value, Part):
        return {"text": value.text} | _place(value, source)
    if isinstance(value, tuple):
        return [_part(one, source) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _part(getattr(value, one.name), source) for one in fields(value)}
    return value.isoformat() if isinstance(value, date) else value


def _place(value: Part | SourceTable, source: SourceText) -> dict[str, Any]:
    return {"start": value.start, "end": value.end, "page": source.page_at(value.start)}


def paper_json(paper: Paper) -> dict[str, Any]:
    """The paper as data; what is empty is left out."""
    found = _data(paper)
    return found if isinstance(found, dict) else {}


def _single(value: Profile | StrEnum | date) -> str:
    if isinstance(value, Profile):
        return value.code
    return value.value if isinstance(value, StrEnum) else value.isoformat()


def _data(value: Any) -> Any:
    if isinstance(value, Profile | StrEnum | date):
        return _single(value)
    if isinstance(value, Table):
        titles = [column.title for column in value.columns]
        return {"block": "table", "columns": titles, "rows": [list(row.cells) for row in value.rows]}
    if isinstance(value, tuple):
        return [_data(one) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    data = {one.name: _data(getattr(value, one.name)) for one in fields(value)}
    kind = _BLOCK_KINDS.get(type(value).__name__)
    if kind is None:
        return {key: one for key, one in data.items() if one not in (None, "", [], {})}
    if isinstance(value, Heading | Item):
        return {"block": kind, "level": value.level.value, "number": value.number, "text": plain(value.text)}
    return {"block": kind, "text": plain(value.text)} if isinstance(value, Paragraph) else data
