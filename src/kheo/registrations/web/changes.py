"""Two contents of one registration side by side: what differs, word by word, row by row; and one content alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.vietnamese.differing import Piece, differing
from kheo.registrations.fields import OF, ROWS, rows
from kheo.registrations.hooks import figures_of
from kheo.registrations.pairing import Row, paired
from kheo.registrations.standing import FIXED
from kheo.registrations.states import Kind
from kheo.registrations.web.forms import labelled
from kheo.units.public import Subject

Content = Mapping[str, Any]
"""`fields` as posted, `names` of what was chosen."""

_CALLED: dict[str, dict[str, str | Promise]] = {
    "kind": dict(Kind.choices),
    "lead_kind": dict(Subject.Kind.choices),
}
_WORDS = {
    "added": gettext_lazy("Thêm mới"),
    "ended": gettext_lazy("Thôi theo dõi"),
    "changed": gettext_lazy("Thay đổi"),
    "same": gettext_lazy("Giữ nguyên"),
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field that differs."""

    label: str
    was: Sequence[Piece]
    becomes: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class RowLine:
    """An indicator or a step: added, ended, changed or the same; and what has been reported of it."""

    what: str
    was: Sequence[Piece]
    becomes: Sequence[Piece]
    reported: str = ""

    @property
    def word(self) -> str:
        return str(_WORDS[self.what])

    @property
    def is_ended(self) -> bool:
        return self.what == "ended"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, and what does not."""

    fields: Sequence[FieldLine]
    same: Sequence[tuple[str, str]]
    rows: Sequence[RowLine]

    @property
    def has_changed_rows(self) -> bool:
        return any(line.what != "same" for line in self.rows)


def compared(was: Content, becomes: Content) -> Comparison:
    """Both contents, field by field in the order of the form, then row by row. What no change touches is left out."""
    lines, same = [], []
    for name, label in labelled():
        if name in FIXED:
            continue
        before, after = shown(name, was), shown(name, becomes)
        if before != after:
            lines.append(FieldLine(label, *differing(before, after)))
        elif before:
            same.append((label, before))
    return Comparison(lines, same, [one for kind in ROWS for one in _row_lines(kind, was, becomes)])


def _row_lines(kind: str, was: Content, becomes: Content) -> list[RowLine]:
    before, after = rows(was["fields"], kind), rows(becomes["fields"], kind)
    reported = figures_of([int(row[OF]) for row in before if row.get(OF)])
    lines = []
    for old, new in paired(before, after):
        left = row_words(kind, before[old]) if old is not None else ""
        right = row_words(kind, after[new]) if new is not None else ""
        what = "added" if old is None else "ended" if new is None else "same" if left == right else "changed"
        told = reported.get(int(before[old].get(OF, 0)), "") if old is not None else ""
        one, other = differing(left, right) if left and right else ([Piece(left)], [Piece(right)])
        lines.append(RowLine(what, _some(one), _some(other), told))
    return lines


def _some(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text]


def row_words(kind: str, row: Row) -> str:
    """“Đèn đường lắp mới: 15 bóng”; “Họp xóm (xong trước 20/01/2026)”."""
    if kind == "measure":
        return f"{row['name']}: {row['target']} {row['unit']}"
    return (
        _("%(step)s (xong trước %(day)s)") % {"step": row["name"], "day": row["due"]}
        if row["due"]
        else row["name"]
    )


def shown(name: str, content: Content) -> str:
    """A field as a person reads it: what was chosen by its name."""
    value = str(content["fields"].get(name, ""))
    if name in _CALLED:
        return str(_CALLED[name].get(value, value))
    return str(content["names"].get(name, value)) if value else ""


def facts(content: Content) -> list[tuple[str, str]]:
    """Every field that holds anything, with its label, in the order of the form."""
    found = ((label, shown(name, content)) for name, label in labelled() if name != "continues")
    return [(label, value) for label, value in found if value]


def all_rows(content: Content) -> list[str]:
    """Indicators and steps, each in a line."""
    return [row_words(kind, row) for kind in ROWS for row in rows(content["fields"], kind)]
