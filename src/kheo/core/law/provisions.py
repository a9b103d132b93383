"""Rules of procedure by day and by place: dossier, time, council, posting … (provisions.toml).

National rows are the default. A province or a commune lays its own over them, only in matters where a text lets it:
`merged` asks the nearest layer first, and in each the most particular row (award and occasion, then either, then none).
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.law import Instrument, instrument
from kheo.core.law.awards import Standing, standing
from kheo.core.sources import Verified
from kheo.core.vietnamese import clean_line

Value = str | int | bool | tuple[str, ...]


class Occasion(StrEnum):
    """On what occasion one commends; the value is the word shown."""

    ANY = N_("mọi dịp")
    CAMPAIGN = N_("phong trào, chuyên đề")
    ANNUAL = N_("tổng kết năm")
    SUDDEN = N_("đột xuất")


class Level(StrEnum):
    """Whose rule it is; the value is the word shown."""

    NATION = N_("toàn quốc")
    PROVINCE = N_("của tỉnh")
    COMMUNE = N_("của xã, phường, đặc khu")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a rule is about: its fields with their kinds, and which levels may set their own."""

    key: str
    title: str
    fields: Mapping[str, str]
    local: frozenset[Level]
    allowed_by: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule. `award` "" is every award. `number`: the local rule's own id, 0 for a national one."""

    matter: str
    award: str
    occasion: Occasion
    values: Mapping[str, Value]
    law: Standing
    level: Level = Level.NATION
    number: int = 0

    def __getitem__(self, name: str) -> Value:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Preset:
    """A province's rules ready to be taken over."""

    key: str
    paper: Instrument
    province: str
    province_code: str
    provisions: tuple[Provision, ...] = field(default=())


def matters() -> Mapping[str, Matter]:
    """Every matter by its key, in the order of the table."""
    return _matters()


def matter(key: str) -> Matter:
    """One of them. NotFound (matter-unknown)."""
    if key not in _matters():
        raise NotFound(N_("Không có loại quy định “%(key)s”."), code="matter-unknown", key=key)
    return _matters()[key]


@cache
def national_provisions() -> tuple[Provision, ...]:
    """The national rows, all days."""
    return tuple(
        _provision(row, standing(row, instrument(row["instrument"]))) for row in _table()["provision"]
    )


def merged(
    key: str, award: str, occasion: Occasion, on: date, local: Iterable[Provision] = ()
) -> Provision | None:
    """The rule of that day: the commune's before the province's before the nation's, each only where its level may
    say; None where nobody does.
    """
    about = matter(key)
    rows = [
        one for one in (*national_provisions(), *local) if one.matter == key and one.law.effective_from <= on
    ]
    for level in (Level.COMMUNE, Level.PROVINCE, Level.NATION):
        if level is not Level.NATION and level not in about.local:
            continue
        for wanted in _from_particular(award, occasion):
            found = _newest(
                [one for one in rows if one.level is level and (one.award, one.occasion) == wanted], on
            )
            if found is not None:
                return found
    return None


def checked_values(key: str, typed: Mapping[str, object]) -> dict[str, Value]:
    """Values of a local rule as its matter asks for them. Raises InvalidInput (`field` names it): missing, no whole
    number from 0 to 999, nothing in a list.
    """
    return {name: _checked(name, kind, typed.get(name)) for name, kind in matter(key).fields.items()}


@cache
def presets() -> tuple[Preset, ...]:
    """Provinces' rules that came with the program, each from a file of `places`."""
    found = (one for one in files(__package__).joinpath("places").iterdir() if one.name.endswith(".toml"))
    texts = sorted((one.name, one.read_text(encoding="utf-8")) for one in found)
    return tuple(_preset(name.removesuffix(".toml"), tomllib.loads(text)) for name, text in texts)


def _preset(key: str, table: Mapping[str, Any]) -> Preset:
    paper = table["paper"]
    mark, since = Verified[paper["verified"]], paper["effective_from"]
    source = Instrument(
        key=key,
        kind=paper["kind"],
        number=paper["number"],
        title=paper["title"],
        issuer=paper["issuer"],
        signed_on=since,
        effective_from=since,
        verified=mark,
        source=paper["title"],
    )
    rows = [
        Provision(
            matter=row["matter"],
            award=row.get("award", ""),
            occasion=_occasion(row),
            values=_values(row),
            law=Standing(source, row["article"], since, None, mark, row["source"]),
            level=Level.PROVINCE,
        )
        for row in table["provision"]
    ]
    return Preset(key, source, paper["province"], paper["province_code"], tuple(rows))


def _from_particular(award: str, occasion: Occasion) -> Sequence[tuple[str, Occasion]]:
    any_ = Occasion.ANY
    return list(dict.fromkeys([(award, occasion), (award, any_), ("", occasion), ("", any_)]))


def _newest(rows: Sequence[Provision], on: date) -> Provision | None:
    """The row that began last, if it still holds; of equals the one entered last."""
    if not rows:
        return None
    last = max(rows, key=lambda one: (one.law.effective_from, one.number))
    return last if last.law.holds(on) else None


def _provision(row: Mapping[str, Any], law: Standing) -> Provision:
    return Provision(row["matter"], row.get("award", ""), _occasion(row), _values(row), law)


def _occasion(row: Mapping[str, Any]) -> Occasion:
    return Occasion[row.get("occasion", "any").upper()]


def _values(row: Mapping[str, Any]) -> Mapping[str, Value]:
    values = {name: row[name] for name in matter(row["matter"]).fields}
    return MappingProxyType(
        {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    )


def _checked(name: str, kind: str, typed: object) -> Value:
    return _KINDS[kind](name, typed)


def _lines(name: str, typed: object) -> Value:
    rows = typed if isinstance(typed, list | tuple) else str(typed or "").splitlines()
    found = tuple(line for row in rows if (line := clean_line(str(row)).strip("-+• ")))
    if not found:
        raise InvalidInput(N_("Hãy ghi ít nhất một dòng."), code="lines-missing", field=name)
    return found


def _number(name: str, typed: object) -> Value:
    text = str(typed if typed is not None else "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise InvalidInput(N_("Hãy ghi một số từ 0 đến 999."), code="number", field=name)
    return int(text)


def _flag(_name: str, typed: object) -> Value:
    return typed in {True, "on", "true", "True", "1"}


def _text(name: str, typed: object) -> Value:
    said = clean_line(str(typed or ""))
    if not said:
        raise InvalidInput(N_("Hãy ghi nội dung quy định."), code="text-missing", field=name)
    return said[:2000]


_KINDS: Mapping[str, Callable[[str, object], Value]] = {
    "lines": _lines,
    "number": _number,
    "flag": _flag,
    "text": _text,
}


@cache
def _matters() -> Mapping[str, Matter]:
    return MappingProxyType(
        {
            key: Matter(
                key=key,
                title=row["title"],
                fields=MappingProxyType(row["fields"]),
                local=frozenset(Level[one.upper()] for one in row["local"]),
                allowed_by=row["allowed_by"],
            )
            for key, row in _table()["matter"].items()
        }
    )


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("provisions.toml").read_text(encoding="utf-8"))
