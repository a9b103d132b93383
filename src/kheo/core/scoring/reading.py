"""A rubric from plain data (a TOML file, a JSON column) and back. Numbers may be text, “12,5” or “12.5”."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from kheo.core.errors import N_, InvalidInput
from kheo.core.scoring.rubric import (
    NOTHING,
    Band,
    Criterion,
    Downgrade,
    Gate,
    Group,
    Kind,
    Part,
    Rubric,
    Step,
    SubjectKind,
    Tie,
    TieKind,
)
from kheo.core.vietnamese.letters import clean, clean_line

Data = dict[str, Any]
E = TypeVar("E", bound=StrEnum)


def rubric_of(data: Mapping[str, Any]) -> Rubric:
    """The rubric that the data says. Raises InvalidInput, naming the place, for what cannot be read."""
    return Rubric(
        name=_line(data, "name"),
        source=_line(data, "source"),
        subjects=frozenset(_choice(SubjectKind, one, "subjects") for one in _list(data, "subjects")),
        sectors=frozenset(str(one) for one in _list(data, "sectors")),
        groups=tuple(_group(one) for one in _rows(data, "groups")),
        criteria=tuple(_criterion(one) for one in _rows(data, "criteria")),
        gates=tuple(_gate(one) for one in _rows(data, "gates")),
        bands=tuple(_band(one) for one in _rows(data, "bands")),
        downgrades=tuple(_downgrade(one) for one in _rows(data, "downgrades")),
        ties=tuple(
            Tie(_choice(TieKind, one.get("kind", ""), "ties"), _line(one, "code"))
            for one in _rows(data, "ties")
        ),
        total=_number(data.get("total"), "total"),
        bonus_cap=_number(data.get("bonus_cap"), "bonus_cap"),
        malus_cap=_number(data.get("malus_cap"), "malus_cap"),
        decimals=int(_number(data.get("decimals"), "decimals") or 2) if "decimals" in data else 2,
    )


def _group(one: Mapping[str, Any]) -> Group:
    return Group(_line(one, "code"), _line(one, "name"), _number(one.get("maximum"), "maximum"))


def _criterion(one: Mapping[str, Any]) -> Criterion:
    return Criterion(
        code=_line(one, "code"),
        text=_text(one, "text"),
        kind=_choice(Kind, one.get("kind", Kind.MARKS), "kind"),
        maximum=_number(one.get("maximum"), "maximum") or NOTHING,
        group=_line(one, "group"),
        part=_choice(Part, one.get("part", Part.BASE), "part"),
        steps=tuple(
            Step(
                _number(step.get("at_least"), "steps") or NOTHING,
                _number(step.get("mark"), "steps") or NOTHING,
            )
            for step in _rows(one, "steps")
        ),
        sample=int(_number(one.get("sample"), "sample") or 0),
        condition=_line(one, "condition"),
        guidance=_text(one, "guidance"),
        evidence=_text(one, "evidence"),
        remedy=_text(one, "remedy"),
        clause=_line(one, "clause"),
        fails_on_zero=bool(one.get("fails_on_zero")),
    )


def _gate(one: Mapping[str, Any]) -> Gate:
    return Gate(
        code=_line(one, "code"),
        text=_text(one, "text"),
        clause=_line(one, "clause"),
        remedy=_text(one, "remedy"),
        evidence=_text(one, "evidence"),
        fact=_line(one, "fact"),
    )


def _band(one: Mapping[str, Any]) -> Band:
    return Band(
        code=_line(one, "code"),
        name=_line(one, "name"),
        at_least=_number(one.get("at_least"), "at_least") or NOTHING,
        below=_number(one.get("below"), "below"),
        no_zero=bool(one.get("no_zero")),
        passes=bool(one.get("passes", True)),
    )


def _downgrade(one: Mapping[str, Any]) -> Downgrade:
    return Downgrade(_line(one, "code"), _text(one, "text"), _line(one, "at_most"), _line(one, "clause"))


def _line(data: Mapping[str, Any], name: str) -> str:
    return clean_line(str(data.get(name) or ""))


def _text(data: Mapping[str, Any], name: str) -> str:
    return clean(str(data.get(name) or ""))


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    found = data.get(name) or []
    if not isinstance(found, list | tuple):
        raise _unreadable(name, found)
    return list(found)


def _rows(data: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    rows = _list(data, name)
    for row in rows:
        if not isinstance(row, Mapping):
            raise _unreadable(name, row)
    return rows


def _number(value: Any, name: str) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation as error:
        raise _unreadable(name, value) from error
    if not number.is_finite() or abs(number) > 1_000_000_000:
        raise _unreadable(name, value)
    return number


def _choice(kind: type[E], value: Any, name: str) -> E:
    try:
        return kind(str(value))
    except ValueError as error:
        raise _unreadable(name, value) from error


def _unreadable(name: str, value: Any) -> InvalidInput:
    return InvalidInput(
        N_("Không đọc được mục “%(name)s” của bộ tiêu chí: “%(value)s”. Hãy xem tệp mẫu rồi sửa mục này."),
        code="rubric-unreadable",
        field=name,
        name=name,
        value=str(value)[:80],
    )


# and back


def data_of(rubric: Rubric) -> Data:
    """Plain data that `rubric_of` reads back equal; numbers as text, so that no format rounds them."""
    data: Data = {"name": rubric.name, "source": rubric.source}
    data["subjects"] = sorted(rubric.subjects)
    data["sectors"] = sorted(rubric.sectors)
    for name in ("groups", "criteria", "gates", "bands", "downgrades", "ties"):
        data[name] = [_plain(one) for one in getattr(rubric, name)]
    for name in ("total", "bonus_cap", "malus_cap"):
        data[name] = _said(getattr(rubric, name))
    data["decimals"] = rubric.decimals
    return data


def _plain(one: Any) -> Data:
    found: Data = {}
    for name in one.__dataclass_fields__:
        value = getattr(one, name)
        if isinstance(value, tuple):
            found[name] = [_plain(step) for step in value]
        elif isinstance(value, StrEnum):
            found[name] = str(value)
        elif isinstance(value, Decimal) or value is None:
            found[name] = _said(value)
        else:
            found[name] = value
    return found


def _said(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
