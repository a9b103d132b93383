"""Statistical forms as dated data (statistics.toml): codes, columns, rows and what each of them counts."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kheo.core.errors import N_, NotFound
from kheo.core.law import Instrument, instrument
from kheo.core.law.awards import Standing, standing

Condition = str | bool | tuple[str, ...]


class Counted(StrEnum):
    """What a form counts."""

    CAMPAIGNS = "campaigns"
    AWARDS = "awards"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Line:
    """A column or a row. `empty`: None where it is counted, else why it stays empty (""; said beside another line).
    A row without a code that is not inset is a heading.
    """

    code: str
    title: str
    where: Mapping[str, Condition]
    adds: tuple[str, ...] = ()
    empty: str | None = None
    inset: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it only names the rows under it."""
        return not self.code and not self.inset


@dataclass(frozen=True, slots=True)
class StatisticalForm:
    """One form as it stands on a day."""

    key: str
    code: str
    title: str
    counts: Counted
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    notes: tuple[str, ...]
    complete: bool
    local: bool
    law: Standing

    def column(self, code: str) -> Line | None:
        """The column of that code."""
        return next((one for one in self.columns if one.code == code), None)

    def row(self, code: str) -> Line | None:
        """The row of that code."""
        return next((one for one in self.rows if one.code == code), None)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why lines stay empty, each said once, then the notes of the form."""
        said = (one.empty for one in (*self.columns, *self.rows) if one.empty)
        return (*dict.fromkeys(said), *self.notes)


def statistical_forms(
    on: date, forms: Sequence[StatisticalForm] | None = None
) -> tuple[StatisticalForm, ...]:
    """The forms of that day in the order of the table; of one key the one that began last."""
    newest: dict[str, StatisticalForm] = {}
    for one in _forms() if forms is None else forms:
        before = newest.get(one.key)
        begun = one.law.effective_from <= on
        if begun and (before is None or before.law.effective_from <= one.law.effective_from):
            newest[one.key] = one
    return tuple(one for one in newest.values() if one.law.holds(on))


def statistical_form(key: str, on: date) -> StatisticalForm:
    """One of them. NotFound (statistics-unknown)."""
    for one in statistical_forms(on):
        if one.key == key:
            return one
    raise NotFound(
        N_("Quy định áp dụng cho ngày %(on)s không có biểu thống kê “%(key)s”."),
        code="statistics-unknown",
        key=key,
        on=f"{on:%d/%m/%Y}",
    )


def forms_of(table: Mapping[str, Any], known: Any = instrument) -> tuple[StatisticalForm, ...]:
    """Forms from a table as statistics.toml has it; `known` finds an instrument. Raises KeyError, ValueError for a row
    that is none.
    """
    return tuple(_form(row, known(row["instrument"])) for row in table["form"])


@cache
def _forms() -> tuple[StatisticalForm, ...]:
    text = files(__package__).joinpath("statistics.toml").read_text(encoding="utf-8")
    return forms_of(tomllib.loads(text))


def _form(row: Mapping[str, Any], paper: Instrument) -> StatisticalForm:
    counts = Counted(row["counts"])
    return StatisticalForm(
        key=row["key"],
        code=row["code"],
        title=row["title"],
        counts=counts,
        columns=tuple(map(_line, row["columns"])),
        rows=tuple(map(_line, row["rows"])),
        notes=tuple(row.get("notes", ())),
        complete=row["complete"],
        local=row.get("local", False),
        law=standing(row, paper),
    )


def _line(row: Mapping[str, Any]) -> Line:
    where = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.get("where", {}).items()
    }
    return Line(
        code=row.get("code", ""),
        title=row["title"],
        where=MappingProxyType(where),
        adds=tuple(row.get("adds", ())),
        empty=row.get("empty"),
        inset=row.get("inset", False),
    )
