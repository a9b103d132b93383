"""A workbook of many registrations → its table: heads, and rows with the references of their cells.

Pure reading. Our own template is known by its titles; of a unit's old file some heads may have to be matched by
the person. Columns that would profile people are refused by name before anything is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line, fold
from kheo.core.workbook.model import letters
from kheo.core.workbook.reading import Grid
from kheo.registrations.filled_list import (
    column_of,
    counts_columns,
    group_kind,
    is_no_row,
    profiles_people,
    refuse_columns,
)

MOST_ROWS = 200
MOST_COLUMNS = 60
_HEAD_WITHIN = 40
_FEWEST = 2
NO_COLUMN = "-"
"""A head that the person said to leave out."""
_BY_WORDS = {
    "name": "title",
    "led_by": "lead_name",
    "address": "address",
    "sector": "sector",
    "period": "time_words",
    "kind": "kind",
    "unit": "unit",
    "number": NO_COLUMN,
    "note": NO_COLUMN,
}


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One row: its number in the sheet, its texts by the place of their column; which places hold formulas."""

    number: int
    cells: Mapping[int, str]
    formulas: tuple[int, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class BulkTable:
    """The table that a workbook holds. `heads` are its titles by place; without a title there is no column."""

    sheet: str
    heads: Mapping[int, str]
    rows: tuple[BulkRow, ...]

    def cell(self, row: BulkRow, place: int) -> str:
        """The reference of a cell: “D7”."""
        return f"{letters(place)}{row.number}"

    def only(self, places: "set[int]") -> "BulkTable":
        """The same table with these columns alone."""
        rows = tuple(
            BulkRow(
                row.number,
                {place: text for place, text in row.cells.items() if place in places},
                tuple(place for place in row.formulas if place in places),
                row.kind,
            )
            for row in self.rows
        )
        heads = {place: title for place, title in self.heads.items() if place in places}
        return BulkTable(self.sheet, heads, rows)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "BulkTable":
        """What `as_json` gave, after its way through JSON."""
        rows = tuple(
            BulkRow(
                row["number"],
                {int(place): text for place, text in row["cells"].items()},
                tuple(row["formulas"]),
                row["kind"],
            )
            for row in kept["rows"]
        )
        return cls(kept["sheet"], {int(place): title for place, title in kept["heads"].items()}, rows)


def read_table(grids: Sequence[Grid], titles: Mapping[str, str], remembered: Mapping[str, str]) -> BulkTable:
    """The table whose head names most columns. `titles` and `remembered`: folded head → column key.

    Raises InvalidInput (field file): columns-missing, columns-forbidden, columns-too-many, rows-none,
    rows-too-many.
    """
    best: tuple[int, Grid, int] | None = None
    for grid in grids:
        for place, row in enumerate(grid.rows[:_HEAD_WITHIN]):
            known = len({key for text in row.cells if (key := _known(text, titles, remembered))})
            if known >= _FEWEST and (best is None or known > best[0]):
                best = known, grid, place
    if best is None:
        best = _first_wide_row(grids)
    _score, grid, place = best
    return _table(grid, place)


def _known(text: str, titles: Mapping[str, str], remembered: Mapping[str, str]) -> str:
    head = fold(text)
    return (titles.get(head) or remembered.get(head) or _BY_WORDS.get(column_of(text), "")) if head else ""


def _first_wide_row(grids: Sequence[Grid]) -> tuple[int, Grid, int]:
    """A file whose heads say nothing that is known: the first row of words is taken for its head."""
    for grid in grids:
        for place, row in enumerate(grid.rows[:_HEAD_WITHIN]):
            words = [text for text in row.cells if text and not text.replace(".", "").isdecimal()]
            if len(words) > _FEWEST and len(grid.rows) > place + 1:
                return 0, grid, place
    raise InvalidInput(
        N_(
            "Không thấy bảng nào có dòng đầu bảng (tên các cột). Hãy dùng mẫu tải ở trang này, hoặc để tên cột ở một dòng ngay trên các dòng mô hình."
        ),
        code="columns-missing",
        field="file",
    )


def _table(grid: Grid, place: int) -> BulkTable:
    head = grid.rows[place]
    heads = {at: clean_line(text)[:200] for at, text in enumerate(head.cells) if clean_line(text)}
    refuse_columns(title for title in heads.values() if profiles_people(title))
    if len(heads) > MOST_COLUMNS:
        raise InvalidInput(
            N_("Bảng có %(count)d cột, nhiều nhất là %(limit)d. Hãy bỏ bớt cột không cần."),
            code="columns-too-many",
            field="file",
            count=len(heads),
            limit=MOST_COLUMNS,
        )
    rows = tuple(_rows(grid, place, heads))
    if not rows:
        raise InvalidInput(
            N_("Bảng trong tệp chưa có mô hình nào. Hãy điền danh sách rồi tải lại."),
            code="rows-none",
            field="file",
        )
    if len(rows) > MOST_ROWS:
        raise InvalidInput(
            N_("Tệp có %(count)d dòng, mỗi lần nhập nhiều nhất %(limit)d. Hãy tách thành nhiều tệp."),
            code="rows-too-many",
            field="file",
            count=len(rows),
            limit=MOST_ROWS,
        )
    return BulkTable(grid.title, heads, rows)


def _rows(grid: Grid, place: int, heads: Mapping[int, str]) -> "list[BulkRow]":
    found: list[BulkRow] = []
    kind = ""
    for row in grid.rows[place + 1 :]:
        cells = {at: row.cells[at] for at in heads if at < len(row.cells) and row.cells[at]}
        formulas = tuple(at for at in heads if f"{letters(at)}{row.number}" in grid.formulas)
        texts = [clean_line(text) for text in cells.values()]
        if not formulas and (is_no_row(texts) or counts_columns(texts)):
            continue
        if texts and (group := group_kind(texts)):
            kind = group
            continue
        found.append(BulkRow(row.number, cells, formulas, kind))
    return found


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a head may mean: a column's key ("" where nobody knows) and whether a person said so before."""

    place: int
    title: str
    key: str
    remembered: bool = False
    certain: bool = False


def propose(
    table: BulkTable, titles: Mapping[str, str], remembered: Mapping[str, str]
) -> tuple[Proposal, ...]:
    """For each head the column it means, each column once: by our own title, by what was said before, by its words."""
    found: list[Proposal] = []
    taken: set[str] = set()
    for place, title in sorted(table.heads.items()):
        head = fold(title)
        certain = titles.get(head, "")
        key = certain or remembered.get(head, "") or _BY_WORDS.get(column_of(title), "")
        if key in taken:
            key = certain = ""
        if key and key != NO_COLUMN:
            taken.add(key)
        said = head in remembered and not certain and key == remembered[head]
        found.append(Proposal(place, title, key, said, bool(certain)))
    return tuple(found)
