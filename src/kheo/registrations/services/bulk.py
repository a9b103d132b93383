"""Many registrations from one workbook: read, its columns matched, shown row by row, entered whole or not at all."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput, KheoError, NotFound, Refusal
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.vietnamese import clean_line, fold
from kheo.core.workbook.model import Column
from kheo.core.workbook.reading import read_workbook
from kheo.kernel.clock import day_of
from kheo.registrations import permissions, sheet_columns
from kheo.registrations.bulk_plan import BulkPlan, BulkPlanned, plan_of, sheet_of
from kheo.registrations.bulk_table import NO_COLUMN, BulkTable, propose, read_table
from kheo.registrations.deadlines import require_running
from kheo.registrations.models import ColumnMatch, ImportBatch
from kheo.registrations.selectors import registrants
from kheo.registrations.services.drafts import save_draft
from kheo.registrations.services.sending import submit
from kheo.registrations.sheet_columns import UNIT
from kheo.units.public import Unit


def known_titles(columns: tuple[Column, ...]) -> dict[str, str]:
    """Our own heads as compared → their columns; the number of the row is none."""
    found = {fold(column.title): column.key for column in columns[1:]}
    return {fold(columns[0].title): NO_COLUMN} | found


def remembered_for(unit_id: int) -> dict[str, str]:
    """What this unit said before of heads of its own files."""
    return dict(ColumnMatch.objects.filter(unit_id=unit_id).values_list("head", "column"))


def owner_of(batch: ImportBatch) -> int:
    """Whose memory of columns serves the batch: the unit's, or of a common file the managing unit's."""
    return int(batch.choices.get("unit") or batch.round.campaign.managing_unit_id)


def read_sheet(
    data: bytes,
    *,
    name: str,
    round_: CampaignRound,
    unit: Unit | None,
    by: User,
    at: datetime,
    limits: Limits = STANDARD,
) -> ImportBatch:
    """Read a workbook and keep its table to be shown. `unit`: whose registrations all of them are; None asks for
    a column “Đơn vị” and for somebody who receives for the campaign.

    The file is read before the write begins. Nothing is kept of a file that is refused: UnreadableFile,
    InvalidInput. Raises NotAllowed, Refusal where the campaign takes no registrations.
    """
    on = day_of(at)
    if unit is None:
        permissions.require_receiver(by, round_.campaign, on)
    else:
        permissions.acts_for(by, round_.campaign, unit.pk, on)
    require_running(round_)
    grids = read_workbook(data, limits)
    names = {} if unit else {one.pk: one.name for one in registrants(round_, on)}  # type: ignore[attr-defined]
    columns = sheet_columns.columns_of(sheet_columns.lists_of(round_, unit, names))
    owner = unit.pk if unit else round_.campaign.managing_unit_id
    titles, before = known_titles(columns), remembered_for(owner)
    table = read_table(grids, titles, before)
    proposals = propose(table, titles, before)
    choices: dict[str, object] = {"unit": unit.pk} if unit else {}
    if all(one.certain for one in proposals):
        matched = {one.place: one.key for one in proposals}
        choices["columns"] = {str(place): key for place, key in matched.items()}
        table = _without_the_rest(table, matched)
    return _keep(table, data, name, round_, choices, by=by, at=at)


@transaction.atomic
def _keep(
    table: BulkTable,
    data: bytes,
    name: str,
    round_: CampaignRound,
    choices: Mapping[str, object],
    *,
    by: User,
    at: datetime,
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        form=ImportBatch.Form.SHEET,
        round=round_,
        year=round_.year,
        file_name=clean_line(name)[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        rows=table.as_json(),
        choices=choices,
        created_at=at,
        created_by=by,
    )
    audit.record(
        "registrations:bulk:read",
        batch,
        by=by,
        at=at,
        unit_id=owner_of(batch),
        first=True,
        file=batch.sha256,
        rows=len(table.rows),
    )
    return batch


@transaction.atomic
def match_columns(batch: ImportBatch, said: Mapping[int, str], *, by: User, at: datetime) -> ImportBatch:
    """Keep what each head means, and remember it for the unit; columns that are not taken are forgotten now.

    Raises InvalidInput (field: “cot-<place>”): column-twice; columns-missing without the name.
    """
    row = locked(batch, by=by)
    table = BulkTable.from_json(row.rows)
    _lists, columns = sheet_of(row, day_of(at))
    keys = {column.key: column.title for column in columns[1:]}
    matched: dict[int, str] = {}
    for place in table.heads:
        key = said.get(place, NO_COLUMN)
        key = key if key in keys else NO_COLUMN
        if key != NO_COLUMN and key in matched.values():
            raise InvalidInput(
                N_("Hai cột cùng được chọn là “%(title)s”. Mỗi mục chỉ lấy từ một cột."),
                code="column-twice",
                field=f"cot-{place}",
                title=keys[key],
            )
        matched[place] = key
    _require_columns(row, matched)
    owner, titles = owner_of(row), known_titles(columns)
    for place, key in matched.items():
        head = fold(table.heads[place])[:200]
        if head and titles.get(head) != key:
            about = {"column": key, "said_at": at, "said_by": by}
            ColumnMatch.objects.update_or_create(unit_id=owner, head=head, defaults=about)
    row.rows = _without_the_rest(table, matched).as_json()
    row.choices = {**row.choices, "columns": {str(place): key for place, key in matched.items()}}
    row.save(update_fields=["rows", "choices"])
    audit.record("registrations:bulk:match", row, by=by, at=at, unit_id=owner)
    return row


def _require_columns(batch: ImportBatch, matched: Mapping[int, str]) -> None:
    if "title" not in matched.values():
        raise InvalidInput(N_("Hãy cho biết cột nào là “Tên mô hình”."), code="columns-missing", field="cot")
    if not batch.choices.get("unit") and UNIT not in matched.values():
        raise InvalidInput(
            N_("Tệp của nhiều đơn vị cần một cột ghi tên đơn vị. Hãy chọn cột đó."),
            code="columns-missing",
            field="cot",
        )


def _without_the_rest(table: BulkTable, matched: Mapping[int, str]) -> BulkTable:
    return table.only({place for place, key in matched.items() if key != NO_COLUMN})


@transaction.atomic
def choose(batch: ImportBatch, *, skipped: "set[int]", send: bool, by: User, at: datetime) -> ImportBatch:
    """Keep which rows are left out, and whether they become drafts or are sent."""
    row = locked(batch, by=by)
    if row.applied_at is None:
        count = len(BulkTable.from_json(row.rows).rows)
        rows = {str(place): {"skip": True} for place in sorted(skipped) if 0 <= place < count}
        row.choices = {**row.choices, "rows": rows, "send": send}
        row.save(update_fields=["choices"])
    return row


@transaction.atomic
def discard(batch: ImportBatch, *, by: User, at: datetime) -> None:
    """Forget a sheet that was not entered."""
    row = locked(batch, by=by)
    if row.applied_at is not None:
        raise Refusal(N_("Bảng này đã nhập nên không bỏ được nữa."), code="import-applied")
    audit.record("registrations:bulk:discard", row, by=by, at=at, unit_id=owner_of(row))
    row.delete()


@transaction.atomic
def apply(batch: ImportBatch, *, mark: str, by: User, at: datetime) -> ImportBatch:
    """Enter every row as shown under `mark`, or none. Entering it twice is entering it once.

    Each row is written by the verbs of the form, so that all their rules hold. Raises Conflict (import-changed)
    where anything would now be otherwise than shown; Refusal: import-unsettled, import-nothing, and row-refused
    with the row and what the form said of it.
    """
    row = locked(batch, by=by)
    if row.applied_at is not None:
        return row
    plan = plan_of(row, by, day_of(at))
    _require_as_shown(plan, mark)
    units = Unit.objects.in_bulk({one.unit_id for one in plan.entered})
    for one in plan.entered:
        _enter(row, one, units[one.unit_id or 0], send=plan.sends, by=by, at=at)
    row.applied_at, row.applied_by, row.made = at, by, len(plan.entered)
    row.save(update_fields=["applied_at", "applied_by", "made"])
    audit.record(
        "registrations:bulk:apply",
        row,
        by=by,
        at=at,
        unit_id=owner_of(row),
        made=row.made,
        sent=plan.sends,
        left_out=len(plan.rows) - row.made,
    )
    return row


def locked(batch: ImportBatch, *, by: User) -> ImportBatch:
    """The batch, locked: whoever read the file, and nobody else, for it may hold a unit's drafts."""
    rows = ImportBatch.objects.select_for_update(of=("self",))
    row = (
        rows.select_related("round__campaign__managing_unit")
        .filter(pk=batch.pk, form=ImportBatch.Form.SHEET, created_by=by)
        .first()
    )
    if row is None:
        raise no_batch()
    return row


def no_batch() -> NotFound:
    """The one sentence for what is gone and for what somebody else is reading."""
    return NotFound(
        N_("Lần nhập này không còn, hoặc do người khác đang làm. Hãy tải lại tệp."), code="import-not-found"
    )


def _require_as_shown(plan: BulkPlan, mark: str) -> None:
    if plan.mark != mark:
        raise Conflict(
            N_("Kết quả nhập đã khác với lúc xem nên chưa nhập gì. Hãy xem lại từng dòng rồi bấm nhập."),
            code="import-changed",
        )
    if plan.refused:
        raise Refusal(
            N_("Chưa nhập gì: còn %(count)d dòng phải sửa hoặc bỏ (dòng %(rows)s)."),
            code="import-unsettled",
            count=len(plan.refused),
            rows=", ".join(str(row.number) for row in plan.refused[:20]),
        )
    if not plan.entered:
        raise Refusal(
            N_("Không có dòng nào để nhập: mọi dòng đều đã có như vậy hoặc đã bỏ."), code="import-nothing"
        )


def _enter(batch: ImportBatch, one: BulkPlanned, unit: Unit, *, send: bool, by: User, at: datetime) -> None:
    draft = one.draft.draft if one.draft else None
    write: Callable[..., object] = submit if send else save_draft
    draft_id = draft.pk if draft else uuid5(NAMESPACE_URL, f"kheo:bulk:{batch.pk}:{one.place}")
    try:
        write(
            draft_id,
            fields=one.fields,
            revision=draft.revision if draft else 0,
            round_=batch.round,
            unit=unit,
            by=by,
            at=at,
        )
    except KheoError as error:
        raise Refusal(
            N_("Chưa nhập gì. Dòng %(number)d (%(title)s): %(why)s"),
            code="row-refused",
            number=one.number,
            title=one.title[:80],
            why=_why(error),
        ) from error


def _why(error: KheoError) -> str:
    """The first fault of a form that is not complete, else what was said of the whole."""
    faults = error.params.get("faults")
    first = faults[0] if isinstance(faults, list) and faults else error
    return str(first)
