"""What the registration form asks, by posted name. A draft holds these fields and no others."""

import re
from collections.abc import Mapping

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean, clean_line

LINES: dict[str, int] = {
    "title": 500,
    "kind": 12,
    "continues": 20,
    "first_year": 10,
    "sector": 20,
    "lead_kind": 12,
    "lead_name": 200,
    "lead_office": 200,
    "address": 300,
    "time_words": 200,
    "starts_on": 40,
    "ends_on": 40,
    "theme": 20,
    "content": 20,
    "accompanying_unit": 20,
    "contact_name": 200,
    "contact_phone": 40,
    "confirmed_by": 300,
    "launch_on": 40,
}
TEXTS: dict[str, int] = dict.fromkeys(
    ("need", "aims", "method", "scope", "partners", "resources", "outputs", "durability", "changes"), 5000
)
ROWS: dict[str, dict[str, int]] = {
    "measure": {"name": 300, "target": 40, "unit": 40},
    "step": {"name": 300, "due": 40},
}
MOST_ROWS = 30
MOST_CHARACTERS = 60_000
OF = "of"
"""Beside the cells of a row: the standing indicator that it is about. It alone makes no row."""
_ROW_NAME = re.compile(r"(measure|step)-(\d{1,2})-(name|target|unit|due|of)")

Fields = dict[str, str]


def row_name(kind: str, place: int, part: str) -> str:
    """The posted name of one cell: “measure-0-target”."""
    return f"{kind}-{place}-{part}"


def rows(fields: Mapping[str, str], kind: str) -> list[dict[str, str]]:
    """The rows of one kind that hold anything, in order; with the indicator (`of`) that a row is about."""
    found: dict[int, dict[str, str]] = {}
    about: dict[int, dict[str, str]] = {}
    for name, value in fields.items():
        match = _ROW_NAME.fullmatch(name)
        if not match or match[1] != kind or not value:
            continue
        if match[3] == OF and value.isdecimal():
            about[int(match[2])] = {OF: value}
        elif match[3] in ROWS[kind]:
            found.setdefault(int(match[2]), dict.fromkeys(ROWS[kind], ""))[match[3]] = value
    return [found[place] | about.get(place, {}) for place in sorted(found)]


def says_more(fields: Mapping[str, str], offered: Mapping[str, str]) -> bool:
    """Whether more was filled in than what a new form offers by itself."""
    return any(value != offered.get(name) for name, value in known_fields(fields).items())


def known_fields(posted: Mapping[str, str]) -> Fields:
    """The fields the form knows, cleaned; empty rows are closed up.

    Raises InvalidInput where the whole is too large to keep or has too many rows.
    """
    if sum(len(str(value)) for value in posted.values()) > MOST_CHARACTERS:
        raise InvalidInput(
            N_("Nội dung dài quá %(limit)d ký tự nên chưa lưu được. Hãy rút gọn rồi lưu lại."),
            code="draft-too-large",
            limit=MOST_CHARACTERS,
        )
    taken = {name: clean_line(posted[name]) for name in LINES if name in posted}
    taken |= {name: clean(posted[name]) for name in TEXTS if name in posted}
    cells = {name: clean_line(value) for name, value in posted.items() if _ROW_NAME.fullmatch(name)}
    for kind in ROWS:
        kept = rows(cells, kind)
        if len(kept) > MOST_ROWS:
            raise InvalidInput(
                N_("Một đăng ký có nhiều nhất %(limit)d dòng chỉ tiêu hoặc bước thực hiện. Hãy gộp bớt."),
                code="too-many-rows",
                limit=MOST_ROWS,
            )
        for place, row in enumerate(kept):
            taken |= {row_name(kind, place, part): value for part, value in row.items()}
    return {name: value for name, value in taken.items() if value}
