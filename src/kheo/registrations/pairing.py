"""Which row of figures or steps becomes which: the question on which the identity of an indicator rests."""

from collections.abc import Mapping, Sequence

from kheo.core.vietnamese import fold
from kheo.registrations.fields import OF

Row = Mapping[str, str]


def paired(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[int | None, int | None]]:
    """Places of the rows before and after that are one and the same, in the order of the rows after, then
    those that are gone.

    The same is what says so (`of`), or has the same name, and is counted in the same unit: what is counted in
    another unit is another thing.
    """
    found: dict[int, int] = {}
    for same in (_said_same, _named_same):
        for new, row in enumerate(after):
            if new in found:
                continue
            free = (old for old in range(len(before)) if old not in found.values())
            old = next(
                (old for old in free if same(before[old], row) and _counts_same(before[old], row)), None
            )
            if old is not None:
                found[new] = old
    gone = [old for old in range(len(before)) if old not in found.values()]
    return [(found.get(new), new) for new in range(len(after))] + [(old, None) for old in gone]


def _said_same(before: Row, after: Row) -> bool:
    return bool(after.get(OF)) and before.get(OF) == after.get(OF)


def _named_same(before: Row, after: Row) -> bool:
    return fold(before.get("name", "")) == fold(after.get("name", ""))


def _counts_same(before: Row, after: Row) -> bool:
    return fold(before.get("unit", "")) == fold(after.get("unit", ""))
