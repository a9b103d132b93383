"""A sheet to be filled: its columns, its lines, which cells are open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

CODE = "code"
"""The key of the first column: every line's own code, never to be changed."""


class Kind(StrEnum):
    """What a column takes."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` in characters; `limit` in characters of text; `hint` is shown at the cell."""

    key: str
    title: str
    width: int
    kind: Kind = Kind.LINE
    limit: int = 0
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands in it by column key (nothing is left out as empty), and which keys may be filled.

    `heading` is a line across the table, with one text in the column after the code.
    """

    code: str
    cells: Mapping[str, str]
    open: frozenset[str] = frozenset()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet. `breaks_after`: keys of the columns after which a printed page ends.
    `heading` stands over the table where it is not the sheet's title.
    """

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    above: tuple[str, ...] = ()
    breaks_after: tuple[str, ...] = ()
    heading: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)


@dataclass(frozen=True, slots=True)
class Notes:
    """A sheet of words: how to fill the others. A paragraph that ends with “:” is a heading."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook."""

    title: str
    sheets: tuple[Form | Notes, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, Form))


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line as it came back: the number of its row in the sheet, and its texts by column key."""

    number: int
    code: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A sheet as it came back. `beyond`: rows with texts that belong to no line of the form."""

    title: str
    lines: tuple[FilledLine, ...]
    beyond: tuple[FilledLine, ...] = ()
    keys: tuple[str, ...] = ()
    formulas: frozenset[str] = field(default_factory=frozenset)

    def cell(self, line: FilledLine, key: str) -> str:
        """The reference of a cell: “D7”."""
        return f"{letters(self.keys.index(key))}{line.number}"


def letters(place: int) -> str:
    """The letters of a column, counted from nought: A … Z, AA …"""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def fixed(keys: Iterable[str], line: Line) -> dict[str, str]:
    """The cells of a line that nobody may change."""
    return {key: line.cells.get(key, "") for key in keys if key not in line.open and key != CODE}
