"""What must hold before an award is proposed or decided, by the law of the day (guards.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kheo.core.errors import N_, NotFound
from kheo.core.law import instrument
from kheo.core.law.awards import Standing, standing
from kheo.core.sources import Verified


class Effect(StrEnum):
    """What comes of it; the value is the word shown."""

    BLOCK = N_("phải có đủ")
    WARN = N_("cần xem xét")
    PREFER = N_("ưu tiên khi ngang nhau")
    NEVER = N_("không được đòi hỏi")


@dataclass(frozen=True, slots=True)
class Guard:
    """One of them. `text` is in our own words and says less than the article. `override_by` tells who may let a case
    through although it fails ("" nobody); `settled_by_hand`: what the records cannot answer a person answers; `lapsed`: what
    is left of it once it has ended without a successor, `ended` whether that is so.
    """

    key: str
    title: str
    text: str
    effect: Effect
    law: Standing
    override_by: str = ""
    settled_by_hand: bool = False
    lapsed: Effect | None = None
    ended: bool = False

    def known(self, on: date) -> Verified:
        """How well it is known that day; what has ended without a successor is known to nobody."""
        return Verified.UNVERIFIED if self.ended else self.law.known(on)


def lapsed_guards(on: date) -> tuple[Guard, ...]:
    """Guards whose text has ended by that day while no later row says what holds: shown, never enforced."""
    found = []
    for versions in _table().values():
        begun = [one for one in versions if one.law.effective_from <= on]
        last = max(begun, key=lambda one: one.law.effective_from, default=None)
        if last is not None and last.lapsed is not None and not any(one.law.holds(on) for one in begun):
            found.append(replace(last, effect=last.lapsed, ended=True))
    return tuple(found)


def guards(on: date) -> tuple[Guard, ...]:
    """Every guard of that day, in the order of the table."""
    return tuple(one for versions in _table().values() for one in versions if one.law.holds(on))


def guard(key: str, on: date) -> Guard:
    """One of them. NotFound when the law of that day has none of that name (guard-unknown)."""
    for one in _table().get(key, ()):
        if one.law.holds(on):
            return one
    raise NotFound(
        N_("Chưa có điều kiện “%(key)s” áp dụng cho ngày %(on)s."),
        code="guard-unknown",
        key=key,
        on=f"{on:%d/%m/%Y}",
    )


@cache
def _table() -> Mapping[str, tuple[Guard, ...]]:
    text = files(__package__).joinpath("guards.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            key: tuple(
                Guard(
                    key,
                    row["title"],
                    row["text"],
                    Effect[row["effect"].upper()],
                    standing(row, instrument(row["instrument"])),
                    row.get("override_by", ""),
                    row.get("settled_by_hand", False),
                    Effect[row["lapsed"].upper()] if "lapsed" in row else None,
                )
                for row in rows
            )
            for key, rows in tomllib.loads(text).items()
        }
    )
