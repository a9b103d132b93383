"""What the report's form asks, by posted name. A draft holds these fields and no others."""

import re
from collections.abc import Mapping

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean, clean_line

LINES: dict[str, int] = {"standing": 12, "households": 20}
TEXTS: dict[str, int] = {"results": 5000, "difficulties": 3000, "next_steps": 3000}
MOST_CHARACTERS = 30_000
_CELL = re.compile(r"(measure|step)-(\d{1,2})")
_LONGEST_CELL = 40

Fields = dict[str, str]


def cell_name(kind: str, position: int) -> str:
    """The posted name of an indicator's value: “measure-1” (a number), “step-2” (“1”: done)."""
    return f"{kind}-{position}"


def known_fields(posted: Mapping[str, str]) -> Fields:
    """The fields the form knows, cleaned. Raises InvalidInput where the whole is too large to keep."""
    if sum(len(str(value)) for value in posted.values()) > MOST_CHARACTERS:
        raise InvalidInput(
            N_("Nội dung dài quá %(limit)d ký tự nên chưa lưu được. Hãy rút gọn rồi lưu lại."),
            code="draft-too-large",
            limit=MOST_CHARACTERS,
        )
    taken = {name: clean_line(posted[name]) for name in LINES if name in posted}
    taken |= {name: clean(posted[name]) for name in TEXTS if name in posted}
    taken |= {
        name: clean_line(value)[:_LONGEST_CELL] for name, value in posted.items() if _CELL.fullmatch(name)
    }
    return {name: value for name, value in taken.items() if value}
