"""The places of a blank as they are typed: four numbers a slot."""

from collections.abc import Mapping
from decimal import Decimal

from kheo.core.errors import InvalidInput
from kheo.core.paper.writing.overlay import SLOTS
from kheo.core.vietnamese import parse_number

PARTS = ("x", "y", "w", "s")


def slots_of(posted: Mapping[str, str]) -> dict[str, list[Decimal]]:
    """Slot → its numbers; a slot left empty has none, one that cannot be read is short and refused by the service."""
    found = {}
    for key in SLOTS:
        typed = [posted.get(f"{key}-{part}", "").strip() for part in PARTS]
        found[key] = [number for text in typed if (number := _number(text)) is not None] if any(typed) else []
    return found


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except InvalidInput:
        return None
