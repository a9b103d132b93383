"""Provinces and communes of Vietnam with official codes and validity (see README.md).

State of 01/07/2025 as a table, later changes as dated files laid over it in order.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from kheo.core.errors import N_
from kheo.core.sources import Verified
from kheo.core.vietnamese import fold

_BASE_FROM = date(2025, 7, 1)
_BASE_SOURCE = "Quyết định 19/2025/QĐ-TTg; Nghị quyết 202/2025/QH15"


class AreaKind(StrEnum):
    """What an area is; the values are stable and fit for a database column."""

    PROVINCE = "province"
    CITY = "city"
    COMMUNE = "commune"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"

    @property
    def word(self) -> str:
        """The official word, marked for translation: tỉnh, thành phố, xã, phường, đặc khu."""
        return _WORDS[self]

    @property
    def is_provincial(self) -> bool:
        """Whether it is the upper of the two tiers."""
        return self in {AreaKind.PROVINCE, AreaKind.CITY}


_WORDS = {
    AreaKind.PROVINCE: N_("tỉnh"),
    AreaKind.CITY: N_("thành phố"),
    AreaKind.COMMUNE: N_("xã"),
    AreaKind.WARD: N_("phường"),
    AreaKind.SPECIAL_ZONE: N_("đặc khu"),
}


@dataclass(frozen=True, slots=True)
class AreaVersion:
    """An area as it is in [valid_from, valid_to).

    `name` is without the word for the kind (“Đồng Nai”), `province_code` is empty for provinces and cities.
    """

    code: str
    kind: AreaKind
    name: str
    province_code: str
    valid_from: date
    valid_to: date | None = None
    code_verified: bool = True
    note: str = ""
    source: str = _BASE_SOURCE
    verified: Verified = Verified.SECONDARY

    @property
    def full_name(self) -> str:
        """“Thành phố Đồng Nai”, “Phường 2 Bảo Lộc”."""
        word = self.kind.word
        return f"{word[0].upper()}{word[1:]} {self.name}"

    def holds_on(self, on: date) -> bool:
        """Whether this version is the one in force that day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def areas_on(on: date) -> tuple[AreaVersion, ...]:
    """Every area in force that day, provinces first, by code. Empty before 01/07/2025."""
    return tuple(version for version in all_area_versions() if version.holds_on(on))


def areas_called(said: str, on: date) -> list[AreaVersion]:
    """Areas in force on the day that bear this code or name (with or without the word for its kind)."""
    said, words = said.strip(), fold(said)
    rows = areas_on(on)
    if said.isdecimal():
        return [area for area in rows if area.code == said]
    exact = [area for area in rows if words in {fold(area.name), fold(area.full_name)}]
    return exact or ([area for area in rows if words in fold(area.full_name)] if words else [])


def words_of(area: AreaVersion) -> str:
    """“Xã Đồng Hỷ, tỉnh Thái Nguyên”: names of communes repeat over the country."""
    upper = next((one for one in areas_on(area.valid_from) if one.code == area.province_code), None)
    return f"{area.full_name}, {upper.kind.word} {upper.name}" if upper else area.full_name


@cache
def all_area_versions() -> tuple[AreaVersion, ...]:
    """Every version of every area, provinces first, by code and then by day; intervals never overlap.

    ValueError when a change file names an area that the table does not have under that name.
    """
    versions = {area.code: [area] for area in _base()}
    for change in _changes():
        _apply(change, versions)
    ordered = sorted(versions.items(), key=lambda item: (len(item[0]), item[0]))
    return tuple(version for _, history in ordered for version in history)


def _base() -> Iterator[AreaVersion]:
    unsure = {row["code"]: row for row in _toml("unverified-codes.toml")["code"]}
    text = files(__package__).joinpath("areas-2025-07-01.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        other = unsure.get(row["code"])
        yield AreaVersion(
            code=row["code"],
            kind=AreaKind(row["kind"]),
            name=row["name"],
            province_code=row["province_code"],
            valid_from=_BASE_FROM,
            code_verified=other is None,
            note=f"mã chưa xác minh: {row['code']} hoặc {other['other']}" if other else "",
        )


def _changes() -> list[dict[str, Any]]:
    names = sorted(file.name for file in files(__package__).iterdir() if file.name.startswith("changes-"))
    return [_toml(name) for name in names]


def _apply(change: dict[str, Any], versions: dict[str, list[AreaVersion]]) -> None:
    for row in change["change"]:
        history = versions.get(row["code"], [])
        if not history or history[-1].name != row["name"]:
            raise ValueError(f"no area {row['code']} {row['name']} to change")
        before = history[-1]
        history[-1] = replace(before, valid_to=change["on"])
        history.append(
            replace(
                before,
                kind=AreaKind(row["kind"]),
                valid_from=change["on"],
                source=change["source"],
                verified=Verified[change["verified"]],
            )
        )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
