"""What an officer chose for a later paper, from the page to what the paper keeps."""

from collections.abc import Iterable, Mapping
from typing import Any

from kheo.campaigns.selectors.amending import Amendment
from kheo.campaigns.selectors.amending_standing import ADD, READ, REPLACE


def tidy_changes(raw: Mapping[str, Any], amendment: Amendment) -> dict[str, Any]:
    """What was chosen on the page, as kept in the paper's choices; what is not understood is left out."""
    changes = {}
    for line in amendment.lines:
        mode, _dash, target = str(raw.get(f"{line.key}-mode", "")).partition(":")
        if mode not in (ADD, REPLACE, READ):
            continue
        changes[line.key] = {
            "mode": mode,
            "target": target,
            "whom": str(raw.get(f"{line.key}-whom", "")),
            "units": _numbers(raw.get(f"{line.key}-units", ())),
        }
    known = {row.key for row in amendment.standing}
    return {"changes": changes, "ended": sorted(known & set(raw.get("ended", ())))}


def _numbers(values: Iterable[Any]) -> list[int]:
    return sorted({int(one) for one in values if str(one).isdecimal()})
