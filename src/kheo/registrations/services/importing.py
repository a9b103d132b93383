"""Year one: a filled list becomes registrations, whole or not at all, exactly as it was shown."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound, Refusal
from kheo.core.paper.gate import open_paper
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.paper.tables import read_table_file
from kheo.core.vietnamese import clean_line, fold, sort_key
from kheo.kernel.clock import day_of, end_of
from kheo.notices import public as notices
from kheo.registrations import permissions
from kheo.registrations.deadlines import require_running
from kheo.registrations.filled_list import FilledList, read_filled_list
from kheo.registrations.import_plan import Plan, PlannedRow, plan_of
from kheo.registrations.models import Draft, ImportBatch, Initiative, Registration
from kheo.registrations.services.indexing import index_words
from kheo.registrations.states import Kind, State
from kheo.registrations.subjects import lead_kind
from kheo.units import public as units
from kheo.units.public import Unit

_TEXT_AROUND = 3000
_UNDONE = N_("Lần nhập này không còn, hoặc tài khoản này không được xem. Hãy tải lại tệp.")


def read_list(
    data: bytes,
    *,
    name: str,
    round_: CampaignRound,
    year: int,
    unit: Unit | None,
    by: User,
    at: datetime,
    limits: Limits = STANDARD,
) -> ImportBatch:
    """Read a filled list and keep its rows to be shown. `unit`: whose list the whole file is.

    The file is read before the write begins, so that nobody waits for it. Nothing is kept of a file that is refused: UnreadableFile, InvalidInput (columns-forbidden …). Raises
    NotAllowed for anybody who does not receive for the campaign.
    """
    permissions.require_receiver(by, round_.campaign, day_of(at))
    require_running(round_)
    if year not in {round_.year, round_.year - 1}:
        raise InvalidInput(
            N_("Chỉ nhập danh sách năm %(year)d hoặc năm %(before)d."),
            code="import-year",
            field="year",
            year=round_.year,
            before=round_.year - 1,
        )
    filled = read_filled_list(read_table_file(data, name, limits), _text_around(data, name, limits))
    return _keep(filled, data, name=name, round_=round_, year=year, unit=unit, by=by, at=at)


@transaction.atomic
def _keep(
    filled: FilledList,
    data: bytes,
    *,
    name: str,
    round_: CampaignRound,
    year: int,
    unit: Unit | None,
    by: User,
    at: datetime,
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        round=round_,
        year=year,
        file_name=clean_line(name)[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        rows=filled.as_json(),
        choices={"unit": unit.pk} if unit else {},
        created_at=at,
        created_by=by,
    )
    audit.record(
        "registrations:import:read",
        batch,
        by=by,
        at=at,
        unit_id=round_.campaign.managing_unit_id,
        file=batch.sha256,
        rows=len(filled.rows),
        year=year,
    )
    return batch


def _text_around(data: bytes, name: str, limits: Limits) -> str:
    """What a document says over its table: its year and its unit; a workbook says it in its rows."""
    if b"word/document.xml" not in data:
        return ""
    return open_paper(data, name, limits).text[:_TEXT_AROUND]


@transaction.atomic
def choose(
    batch: ImportBatch, *, rows: Mapping[int, Mapping[str, Any]], by: User, at: datetime
) -> ImportBatch:
    """Keep what the officer said of rows: {place: {"unit": a name, "skip": True}}."""
    row = _locked(batch, by=by, at=at)
    if row.applied_at is None:
        count = len(FilledList.from_json(row.rows).rows)
        kept = {
            str(place): {
                key: value
                for key, value in (
                    ("unit", clean_line(str(said.get("unit", "")))[:200]),
                    ("skip", bool(said.get("skip"))),
                )
                if value
            }
            for place, said in rows.items()
            if 0 <= place < count
        }
        row.choices = {**row.choices, "rows": {place: said for place, said in kept.items() if said}}
        row.save(update_fields=["choices"])
    return row


@transaction.atomic
def discard(batch: ImportBatch, *, by: User, at: datetime) -> None:
    """Forget a list that was not entered."""
    row = _locked(batch, by=by, at=at)
    if row.applied_at is not None:
        raise Refusal(N_("Danh sách này đã nhập nên không bỏ được nữa."), code="import-applied")
    audit.record(
        "registrations:import:discard", row, by=by, at=at, unit_id=row.round.campaign.managing_unit_id
    )
    row.delete()


@transaction.atomic
def apply(batch: ImportBatch, *, mark: str, by: User, at: datetime) -> ImportBatch:
    """Enter every row as shown under `mark`, or none. Entering it twice is entering it once.

    Raises Conflict (import-changed) where anything would now be otherwise than shown, Refusal
    (import-unsettled) while a row waits for its unit or lacks its name, NotAllowed.
    """
    row = _locked(batch, by=by, at=at)
    if row.applied_at is not None:
        return row
    require_running(row.round)
    plan = plan_of(row, day_of(at))
    _require_as_shown(plan, mark)
    round_ = _round_of(row, by=by, at=at)
    made = _Entering(round_, row, by, at).enter(plan.entered)
    row.applied_at, row.applied_by, row.made = at, by, made
    row.save(update_fields=["applied_at", "applied_by", "made"])
    audit.record(
        "registrations:import:apply",
        row,
        by=by,
        at=at,
        unit_id=row.round.campaign.managing_unit_id,
        year=row.year,
        made=made,
        left_out=len(plan.rows) - made,
    )
    _tell(round_, plan.entered, by=by, at=at)
    return row


def _locked(batch: ImportBatch, *, by: User, at: datetime) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(of=("self",))
    row = (
        rows.select_related("round__campaign__managing_unit")
        .filter(pk=batch.pk, form=ImportBatch.Form.LIST)
        .first()
    )
    if row is None:
        raise NotFound(_UNDONE, code="import-not-found")
    permissions.require_receiver(by, row.round.campaign, day_of(at))
    return row


def _require_as_shown(plan: Plan, mark: str) -> None:
    if plan.mark != mark:
        raise Conflict(
            N_("Kết quả nhập đã khác với lúc xem nên chưa nhập gì. Hãy xem lại từng dòng rồi bấm nhập."),
            code="import-changed",
        )
    if plan.blocking:
        raise Refusal(
            N_("Chưa nhập gì: còn %(count)d dòng phải sửa hoặc bỏ (dòng %(rows)s)."),
            code="import-unsettled",
            count=len(plan.blocking),
            rows=", ".join(str(row.row.number) for row in plan.blocking[:20]),
        )
    if not plan.entered:
        raise Refusal(N_("Không có dòng nào để nhập: mọi dòng đều trùng hoặc đã bỏ."), code="import-nothing")


def _round_of(batch: ImportBatch, *, by: User, at: datetime) -> CampaignRound:
    """The round of the list's year; last year's is made where there is none, closed to further sending."""
    if batch.year == batch.round.year:
        return batch.round
    campaign = batch.round.campaign
    found, made = CampaignRound.objects.get_or_create(
        campaign=campaign,
        year=batch.year,
        defaults={
            "starts_on": date(batch.year, 1, 1),
            "ends_on": date(batch.year, 12, 31),
            "registration_closes_at": end_of(date(batch.year, 12, 31)),
            "registration_words": f"nhập từ danh sách năm {batch.year}",
        },
    )
    if made:
        audit.record(
            "campaigns:round:open-for-import",
            campaign,
            by=by,
            at=at,
            unit_id=campaign.managing_unit_id,
            year=batch.year,
        )
    return found


class _Entering:
    """The rows of one list on their way into one round."""

    def __init__(self, round_: CampaignRound, batch: ImportBatch, by: User, at: datetime) -> None:
        self.round, self.batch, self.by, self.at = round_, batch, by, at
        self.units: dict[int, Unit] = {}

    def enter(self, rows: list[PlannedRow]) -> int:
        """Make all of them; how many."""
        wanted = {pk for row in rows for pk in (row.unit_id, row.handled_by_id) if pk}
        self.units = Unit.objects.in_bulk(wanted)
        index_words([self._enter(row) for row in rows])
        return len(rows)

    def _enter(self, planned: PlannedRow) -> Registration:
        unit, handler = self.units[planned.unit_id or 0], self.units[planned.handled_by_id or 0]
        row, kind = planned.row, lead_kind(planned.row.led_by)
        initiative_id = planned.initiative_id or self._initiative(unit, planned.first_year)
        lead = units.subject(kind=kind, unit=handler, name=row.led_by) if row.led_by else None
        registration = Registration.objects.create(
            round=self.round,
            initiative_id=initiative_id,
            unit=unit,
            handled_by_unit=handler,
            province_code=unit.province_code,
            kind=planned.kind,
            state=State.ACCEPTED,
            title=row.name,
            title_folded=fold(row.name)[:500],
            title_sort=sort_key(row.name)[:1500],
            sector=planned.sector,
            lead=lead,
            address=row.address,
            time_words=row.period,
            entered_for_unit=True,
            created_at=self.at,
            created_by=self.by,
            submitted_at=self.at,
            submitted_by=self.by,
            first_submitted_at=self.at,
            decided_at=self.at,
            decided_by=self.by,
        )
        self._keep_draft(registration, planned, kind)
        audit.record(
            "registrations:registration:import",
            registration,
            by=self.by,
            at=self.at,
            unit_id=handler.pk,
            batch=self.batch.pk,
            row=row.number,
            continues=planned.known_id,
        )
        return registration

    def _initiative(self, unit: Unit, first_year: int | None) -> int:
        made = Initiative.objects.create(
            unit=unit, province_code=unit.province_code, first_year=first_year or self.round.year
        )
        return made.pk

    def _keep_draft(self, registration: Registration, planned: PlannedRow, kind: str) -> None:
        """The posted fields, so that what is returned later can be mended in the form."""
        row = planned.row
        fields = {
            "title": row.name,
            "kind": str(planned.kind),
            "sector": str(planned.sector.pk) if planned.sector else "",
            "lead_kind": kind if row.led_by else "",
            "lead_name": row.led_by,
            "address": row.address,
            "time_words": row.period,
        }
        if planned.kind == Kind.CONTINUED:
            fields["first_year"] = str(planned.first_year or "")
            if planned.known_year and planned.known_year < self.round.year:
                fields["continues"] = str(planned.known_id or "")
        Draft.objects.create(
            id=uuid4(),
            registration=registration,
            fields={name: value for name, value in fields.items() if value},
            saved_at=self.at,
            saved_by=self.by,
        )


def _tell(round_: CampaignRound, rows: list[PlannedRow], *, by: User, at: datetime) -> None:
    counts: dict[int, int] = {}
    for row in rows:
        if row.handled_by_id:
            counts[row.handled_by_id] = counts.get(row.handled_by_id, 0) + 1
    for unit_id, count in sorted(counts.items()):
        notices.tell(
            round_.campaign,
            unit_ids=[unit_id],
            title=f"Đã nhập {count} mô hình năm {round_.year} từ danh sách giấy của đơn vị",
            by=by,
            at=at,
            body="Hãy xem lại; chỗ nào chưa đúng thì báo cán bộ phụ trách.",
            link=f"/dang-ky/{round_.pk}/danh-sach/don-vi/{unit_id}/",
        )
