"""What a packet holds: sheets of lines, each with its code, what may be filled, and what stood when it was made."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kheo.core.paper.writing.characters import printable
from kheo.core.vietnamese import clean
from kheo.core.workbook.model import Book, Column, Form, Kind, Line, Notes, fixed
from kheo.progress.packets import layout


@dataclass(frozen=True, slots=True)
class PacketLine:
    """One line. `about` and `mark` (what it stands for in the database, and in which state that was) never leave
    the server.
    """

    code: str
    cells: Mapping[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    heading: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PacketSheet:
    """One sheet to be filled."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[PacketLine, ...]
    above: tuple[str, ...] = ()
    breaks_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet: who it is for (`facts`: key, words, value) and its sheets."""

    code: str
    facts: tuple[tuple[str, str, str], ...]
    sheets: tuple[PacketSheet, ...]

    def sheet(self, title: str) -> PacketSheet:
        """The sheet of that title. Raises KeyError."""
        return {sheet.title: sheet for sheet in self.sheets}[title]

    @property
    def checksum(self) -> str:
        """Over the identity and every cell that may not be filled, in groups of four."""
        held = [
            [self.code, [list(fact) for fact in self.facts]],
            *(
                [
                    sheet.title,
                    [[column.key, column.title] for column in sheet.columns],
                    sorted(
                        [line.code, line.heading, sorted(line.open), sorted(frozen(sheet, line).items())]
                        for line in sheet.lines
                    ),
                ]
                for sheet in self.sheets
            ),
        ]
        text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        found = hashlib.sha256(text.encode()).hexdigest()[:24].upper()
        return "-".join(found[at : at + 4] for at in range(0, 24, 4))


def line(
    code: str,
    cells: Mapping[str, str] | None = None,
    *,
    open_keys: "frozenset[str] | set[str]" = frozenset(),
    heading: bool = False,
    about: Mapping[str, Any] | None = None,
    mark: str = "",
) -> PacketLine:
    """A line whose texts are as they come back from a workbook; empty ones are left out."""
    texts = {key: text for key, value in (cells or {}).items() if (text := clean(printable(value)))}
    return PacketLine(code, texts, frozenset(open_keys), heading, about or {}, mark)


def frozen(sheet: PacketSheet, one: PacketLine) -> dict[str, str]:
    """The cells of a line that nobody may change."""
    keys = [column.key for column in sheet.columns]
    found = fixed(keys, Line(one.code, one.cells, one.open, one.heading))
    return {keys[1]: found.get(keys[1], "")} if one.heading else found


def info_lines(packet: Packet) -> tuple[Line, ...]:
    """The lines of “Thông tin”, the checksum last."""
    facts = [
        (layout.PACKET_CODE, "Mã gói", packet.code),
        *packet.facts,
        (layout.CHECKSUM, "Mã kiểm", packet.checksum),
    ]
    return tuple(Line(key, {"what": words, "value": clean(value)}) for key, words, value in facts)


def book_of(packet: Packet, title: str, how: tuple[str, ...]) -> Book:
    """The workbook."""
    info = Form(
        layout.INFO,
        layout.INFO_COLUMNS,
        info_lines(packet),
        ("Không sửa trang này. Cách điền ghi ở trang “Cách điền”.",),
        heading=title,
    )
    forms = [
        Form(
            sheet.title,
            sheet.columns,
            tuple(Line(one.code, one.cells, one.open, one.heading) for one in sheet.lines),
            sheet.above,
            sheet.breaks_after,
        )
        for sheet in packet.sheets
    ]
    return Book(title, (info, *forms, Notes("Cách điền", how)))


def as_json(packet: Packet) -> dict[str, Any]:
    """Plain values, without what is empty."""
    return {
        "code": packet.code,
        "facts": [list(fact) for fact in packet.facts],
        "sheets": [
            {
                "title": sheet.title,
                "columns": [
                    [one.key, one.title, one.width, one.kind.value, one.limit, list(one.choices)]
                    for one in sheet.columns
                ],
                "lines": [_plain(one) for one in sheet.lines],
            }
            for sheet in packet.sheets
        ],
    }


def _plain(one: PacketLine) -> dict[str, Any]:
    found = {
        "code": one.code,
        "cells": dict(one.cells),
        "open": sorted(one.open),
        "heading": one.heading,
        "about": dict(one.about),
        "mark": one.mark,
    }
    return {key: value for key, value in found.items() if value}


def from_json(kept: Mapping[str, Any]) -> Packet:
    """What `as_json` gave; the words over the tables and the widths of print are gone."""
    sheets = tuple(
        PacketSheet(
            sheet["title"],
            tuple(
                Column(key, title, width, Kind(kind), limit, tuple(choices))
                for key, title, width, kind, limit, choices in sheet["columns"]
            ),
            tuple(
                PacketLine(
                    one["code"],
                    one.get("cells", {}),
                    frozenset(one.get("open", ())),
                    one.get("heading", False),
                    one.get("about", {}),
                    one.get("mark", ""),
                )
                for one in sheet["lines"]
            ),
        )
        for sheet in kept["sheets"]
    )
    return Packet(kept["code"], tuple((key, words, value) for key, words, value in kept["facts"]), sheets)
