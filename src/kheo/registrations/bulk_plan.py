"""What would happen with each row of a bulk sheet: decided before anything is written, and shown with the cell."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kheo.accounts.public import User
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line, fold
from kheo.core.workbook.cells import read_value
from kheo.core.workbook.model import Column
from kheo.core.workbook.reading import formula_refusal
from kheo.registrations import permissions, selectors, sheet_columns
from kheo.registrations.bulk_table import NO_COLUMN, BulkRow, BulkTable
from kheo.registrations.fields import Fields
from kheo.registrations.filled_list import kind_said
from kheo.registrations.import_plan import SECTOR_SYNONYMS, by_name, found_name
from kheo.registrations.models import ImportBatch, Registration
from kheo.registrations.sheet_columns import UNIT, Lists
from kheo.registrations.states import Kind, State
from kheo.registrations.subjects import lead_kind

_NEEDED = {
    "title": N_("Hãy ghi tên mô hình."),
    "sector": N_("Hãy chọn lĩnh vực."),
    "lead_name": N_("Hãy ghi tên tập thể hoặc cá nhân chỉ đạo xây dựng mô hình."),
    "address": N_("Hãy ghi địa chỉ mô hình: thôn, xóm, tổ dân phố hoặc cơ quan nơi làm."),
}
_WHEN = N_("Hãy ghi thời gian thực hiện, ví dụ “cả năm 2026” hoặc từ tháng đến tháng.")
_CHANGES = N_("Hãy ghi điều thay đổi so với năm trước; nếu giữ nguyên thì ghi “không thay đổi”.")


class Fate(StrEnum):
    """What would become of a row."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: the cell (none where it is about the whole row), and the refusal."""

    cell: str
    error: InvalidInput


@dataclass(frozen=True, slots=True)
class BulkPlanned:
    """One row with its fate; `draft` is the draft that it would change, `fields` what would be posted."""

    place: int
    number: int
    fate: Fate
    title: str
    unit_id: int | None
    fields: Fields
    faults: tuple[Fault, ...] = ()
    draft: Registration | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """The whole sheet as it would be entered; `mark` changes with anything that was shown."""

    rows: tuple[BulkPlanned, ...]
    columns: tuple[Column, ...]
    lists: Lists
    mark: str
    sends: bool

    def of(self, fate: str) -> list[BulkPlanned]:
        """The rows with this fate."""
        return [row for row in self.rows if row.fate == fate]

    @property
    def entered(self) -> list[BulkPlanned]:
        """Rows that would be written."""
        return [row for row in self.rows if row.fate in {Fate.CREATE, Fate.CHANGE}]

    @property
    def refused(self) -> list[BulkPlanned]:
        """Rows that must be mended or left out first."""
        return self.of(Fate.REFUSED)


@dataclass(frozen=True, slots=True)
class _World:
    lists: Lists
    columns: Mapping[str, Column]
    keys: Mapping[int, str]
    unit_id: int | None
    units: Mapping[str, list[int]]
    mine: frozenset[int] | None
    known: Mapping[tuple[int, str], Registration]
    sends: bool


def sheet_of(batch: ImportBatch, on: date) -> tuple[Lists, tuple[Column, ...]]:
    """The lists and columns that the batch is read by."""
    unit_id = batch.choices.get("unit")
    unit = selectors.unit_of(unit_id) if unit_id else None
    names = {} if unit else {one.pk: one.name for one in selectors.registrants(batch.round, on)}  # type: ignore[attr-defined]
    lists = sheet_columns.lists_of(batch.round, unit, names)
    return lists, sheet_columns.columns_of(lists)


def plan_of(batch: ImportBatch, by: User, on: date) -> BulkPlan:
    """What entering the sheet would do now; the queries do not grow with its rows."""
    lists, columns = sheet_of(batch, on)
    table, choices = BulkTable.from_json(batch.rows), batch.choices
    world = _world(batch, lists, columns, by, on)
    said = choices.get("rows", {})
    rows: list[BulkPlanned] = []
    seen: dict[tuple[int | None, str], int] = {}
    for place, row in enumerate(table.rows):
        if not any(row.cells.values()) and not row.formulas:
            continue
        one = _planned(place, row, table, world, is_skipped=bool(said.get(str(place), {}).get("skip")))
        rows.append(_once(one, table, row, world, seen))
    return BulkPlan(tuple(rows), columns, lists, _mark(batch, rows), world.sends)


def _world(batch: ImportBatch, lists: Lists, columns: Sequence[Column], by: User, on: date) -> _World:
    choices = batch.choices
    unit_id = choices.get("unit")
    wanted = {unit_id} if unit_id else set(lists.units.values())
    mine = permissions.contact_unit_ids(by, on)
    known: dict[tuple[int, str], Registration] = {}
    rows = selectors.of_units(batch.round, wanted).exclude(state=State.WITHDRAWN)
    for row in rows:
        if row.state != State.DRAFT or row.entered_for_unit or row.handled_by_unit_id in mine:
            known.setdefault((row.handled_by_unit_id, fold(selectors.shown_title(row))), row)
    receives = permissions.can_receive(by, batch.round.campaign, on)
    return _World(
        lists=lists,
        columns={column.key: column for column in columns},
        keys={int(place): key for place, key in choices.get("columns", {}).items() if key != NO_COLUMN},
        unit_id=unit_id,
        units=by_name({pk: name for name, pk in lists.units.items()}),
        mine=None if receives else frozenset(mine),
        known=known,
        sends=bool(choices.get("send")),
    )


def _planned(place: int, row: BulkRow, table: BulkTable, world: _World, *, is_skipped: bool) -> BulkPlanned:
    faults: list[Fault] = []
    cells: dict[str, str] = {}
    for at, key in world.keys.items():
        reference = table.cell(row, at)
        if at in row.formulas:
            faults.append(Fault(reference, formula_refusal(reference)))
            continue
        text = row.cells.get(at, "")
        if not text or key == UNIT:
            continue
        try:
            cells[key] = _value(world.columns[key], text, world.lists)
        except InvalidInput as error:
            faults.append(Fault(reference, error))
    unit_id = _unit(row, table, world, faults)
    title = cells.get("title", "")
    if is_skipped:
        return BulkPlanned(place, row.number, Fate.SKIPPED, title, unit_id, {})
    fields = _with_usual(sheet_columns.fields_of(cells, world.lists), row)
    known = world.known.get((unit_id, fold(title))) if unit_id and title else None
    if known is not None and known.state not in {State.DRAFT, State.RETURNED}:
        faults.append(Fault(_cell_of("title", row, table, world), _sent_already()))
    merged = {**known.draft.fields, **fields} if known is not None and hasattr(known, "draft") else fields
    faults += _missing(merged, cells, row, table, world)
    if faults:
        return BulkPlanned(place, row.number, Fate.REFUSED, title, unit_id, fields, tuple(faults), known)
    if known is None:
        return BulkPlanned(place, row.number, Fate.CREATE, title, unit_id, fields)
    changed = tuple(key for key, value in fields.items() if known.draft.fields.get(key, "") != value)
    fate = Fate.CHANGE if changed or world.sends else Fate.SAME
    return BulkPlanned(place, row.number, fate, title, unit_id, merged, (), known, changed)


def _value(column: Column, text: str, lists: Lists) -> str:
    """The cell's value; words of old lists are understood where the campaign's own are meant."""
    if column.key == "kind" and (kind := kind_said(text)):
        return next(words for words, value in lists.chosen["kind"].items() if value == kind)
    if column.key == "sector":
        text = _sector(text, column)
    return read_value(column, sheet_columns.prepared(column, text))


def _sector(text: str, column: Column) -> str:
    """“VH-XH”, “Lĩnh vực kinh tế” → the campaign's name of that sector."""
    wanted = fold(text).removeprefix("linh vuc ").strip()
    names = {fold(name): name for name in column.choices}
    alike = next((words for words in SECTOR_SYNONYMS.values() if wanted in words), ())
    return names.get(wanted) or next((names[word] for word in alike if word in names), text)


def _unit(row: BulkRow, table: BulkTable, world: _World, faults: list[Fault]) -> int | None:
    at = next((at for at, key in world.keys.items() if key == UNIT), None)
    text = clean_line(row.cells.get(at, "")) if at is not None else ""
    if world.unit_id:
        return world.unit_id
    found = found_name(text, world.units) if text else None
    cell = table.cell(row, at) if at is not None else ""
    if found is None:
        sentence = N_("Không có đơn vị “%(text)s” trong phong trào. Hãy ghi đúng tên đơn vị.")
        if not text:
            sentence = N_("Dòng này chưa ghi đơn vị. Hãy ghi tên đơn vị có mô hình.")
        faults.append(Fault(cell, InvalidInput(sentence, code="unit-unknown", text=text[:80])))
    elif world.mine is not None and found not in world.mine:
        sentence = N_("Tài khoản này không đăng ký thay cho đơn vị này được. Hãy bỏ dòng này.")
        faults.append(Fault(cell, InvalidInput(sentence, code="not-this-unit")))
    return found


def _with_usual(fields: Fields, row: BulkRow) -> Fields:
    """A new initiative unless something else is said; who leads by the words of the name."""
    fields = {"kind": row.kind or str(Kind.NEW)} | fields
    if fields.get("lead_name"):
        fields.setdefault("lead_kind", lead_kind(fields["lead_name"]))
    return fields


def _missing(
    fields: Mapping[str, str], cells: Mapping[str, str], row: BulkRow, table: BulkTable, world: _World
) -> list[Fault]:
    """What a draft cannot do without (its name), and what sending needs, where it is to be sent."""
    wanted = dict(_NEEDED) if world.sends else {"title": _NEEDED["title"]}
    found = {key: sentence for key, sentence in wanted.items() if not fields.get(key)}
    if world.sends:
        if not any(fields.get(name) for name in ("time_words", "starts_on", "ends_on")):
            found["time_words"] = _WHEN
        if fields.get("kind") == Kind.CONTINUED and not fields.get("changes"):
            found["changes"] = _CHANGES
    unread = {key for at, key in world.keys.items() if row.cells.get(at) or at in row.formulas} - set(cells)
    return [
        Fault(_cell_of(key, row, table, world), InvalidInput(sentence, code="missing", field=key))
        for key, sentence in found.items()
        if key not in unread
    ]


def _cell_of(key: str, row: BulkRow, table: BulkTable, world: _World) -> str:
    return next((table.cell(row, at) for at, one in world.keys.items() if one == key), "")


def _sent_already() -> InvalidInput:
    return InvalidInput(
        N_(
            "Đơn vị đã gửi mô hình có tên này. Cần sửa thì đề nghị cán bộ trả lại; ở đây hãy bỏ dòng này hoặc đổi tên."
        ),
        code="sent-already",
    )


def _once(
    one: BulkPlanned,
    table: BulkTable,
    row: BulkRow,
    world: _World,
    seen: dict[tuple[int | None, str], int],
) -> BulkPlanned:
    """The same name twice for one unit is one initiative: the second row is refused."""
    key = (one.unit_id, fold(one.title))
    if not one.title or one.fate == Fate.SKIPPED:
        return one
    if key not in seen:
        seen[key] = one.number
        return one
    twice = InvalidInput(
        N_("Trùng tên với dòng %(number)d. Hãy bỏ một dòng hoặc ghi rõ hai tên khác nhau."),
        code="twice",
        number=seen[key],
    )
    faults = (*one.faults, Fault(_cell_of("title", row, table, world), twice))
    return BulkPlanned(one.place, one.number, Fate.REFUSED, one.title, one.unit_id, one.fields, faults)


def _mark(batch: ImportBatch, rows: Sequence[BulkPlanned]) -> str:
    """A short hash of what the person sees."""
    shown: list[Any] = [
        (row.place, row.fate, row.unit_id, sorted(row.fields.items()), row.draft.pk if row.draft else None)
        for row in rows
    ]
    text = json.dumps([batch.pk, shown], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
