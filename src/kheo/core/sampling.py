"""Drawing a sample that anybody can draw again: by risk, and at random with a seed that is written down.

The draw hangs on the seed and on the candidates' keys alone: the order in which they are given never matters.
Each key gets a number out of SHA-256(seed, key); the lowest numbers are drawn. No generator of a library is
used, so that the same list gives the same sample on any machine, with any later version.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from kheo.core.errors import N_, InvalidInput


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be drawn: its key, and how much speaks for looking at it (0: nothing)."""

    key: str
    risk: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """Keys in the order in which they were drawn."""

    by_risk: tuple[str, ...]
    at_random: tuple[str, ...]


def draw(candidates: Iterable[Candidate], *, by_risk: int, at_random: int, seed: str) -> Drawn:
    """`by_risk` of the highest risk (equal risks by lot), then `at_random` of all that are left, by lot.

    Nobody without a risk is drawn by risk: what is short there is drawn at random. Raises InvalidInput at its
    field (seed, by_risk, at_random) for an empty seed and for numbers that do not fit the list.
    """
    listed = {one.key: one for one in candidates}
    _require_fitting(len(listed), by_risk, at_random, seed)
    risky = sorted(
        (one for one in listed.values() if one.risk > 0), key=lambda one: (-one.risk, lot(seed, one.key))
    )
    first = [one.key for one in risky[:by_risk]]
    rest = sorted((key for key in listed if key not in set(first)), key=lambda key: lot(seed, key))
    return Drawn(tuple(first), tuple(rest[: at_random + by_risk - len(first)]))


def lot(seed: str, key: str) -> str:
    """The lot of one key under this seed: lower comes first."""
    return hashlib.sha256(f"{seed}\n{key}".encode()).hexdigest()


def _require_fitting(size: int, by_risk: int, at_random: int, seed: str) -> None:
    if not seed.strip():
        raise InvalidInput(
            N_("Hãy ghi số bốc thăm: cùng số này và cùng danh sách thì ai rút lại cũng ra đúng mẫu này."),
            code="sample-seed",
            field="seed",
        )
    for field, number in (("by_risk", by_risk), ("at_random", at_random)):
        if number < 0:
            raise InvalidInput(N_("Số nơi chọn không nhỏ hơn 0."), code="sample-negative", field=field)
    if not 1 <= by_risk + at_random <= size:
        raise InvalidInput(
            N_("Danh sách có %(size)d mô hình; hãy chọn từ 1 đến %(size)d nơi."),
            code="sample-size",
            field="at_random",
            size=size,
        )
