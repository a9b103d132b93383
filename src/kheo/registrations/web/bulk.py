"""Many registrations from one workbook: the template, the upload, the columns, every row, then all or nothing."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import Conflict, InvalidInput, Refusal, UnreadableFile
from kheo.core.workbook.writing import write_book
from kheo.documents.public import attachment, plain_name
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.uploads import UploadTooLarge, was_too_large
from kheo.registrations import bulk_plan, permissions, selectors
from kheo.registrations.bulk_plan import BulkPlan, BulkPlanned, Fate
from kheo.registrations.bulk_table import NO_COLUMN, BulkTable, Proposal, propose
from kheo.registrations.bulk_template import template
from kheo.registrations.models import ImportBatch
from kheo.registrations.services import bulk as services
from kheo.registrations.web.people import person
from kheo.units import public as units

_EVERYBODY = "tat-ca"


class BulkForm(PlainForm):
    """The workbook, and whose registrations it holds."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel đã điền"),
        help_text=gettext_lazy(
            "Mẫu tải ở trên, hoặc tệp .xlsx cũ của đơn vị; nhiều nhất 200 mô hình một lần."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp nào."),
            "empty": gettext_lazy("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp."),
        },
    )
    unit = forms.ChoiceField(label=gettext_lazy("Mô hình của đơn vị"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["unit"].initial = choices[0][0]
            self.fields["unit"].widget = forms.HiddenInput()


def _choices(request: HttpRequest, round_: CampaignRound, at: datetime) -> list[tuple[str, str]]:
    """Units for which the person may hand in a workbook; all of them at once for the officer."""
    on = day_of(at)
    if permissions.can_receive(person(request), round_.campaign, on):
        rows = selectors.registrants(round_, on)
        first = [(_EVERYBODY, _("Nhiều đơn vị (theo cột “Đơn vị” trong tệp)"))]
    else:
        rows, first = selectors.registering_units(person(request), round_, on), []
    return first + [(str(one.pk), one.name) for one in rows]  # type: ignore[attr-defined]


@page("GET", "POST", access=SIGNED_IN)
def bulk(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The template to fill, and the filled one to be read; nothing is entered yet."""
    too_large = was_too_large(request)
    at = now()
    round_ = selectors.round_for(person(request), round_id, day_of(at))
    choices = _choices(request, round_, at)
    form = BulkForm(request.POST or None, request.FILES or None, choices=choices) if choices else None
    if too_large:
        raise UploadTooLarge
    if request.method == "POST" and form is not None and form.is_valid():
        batch = _read(request, form, round_, at)
        if batch is not None:
            return redirect("registrations:bulk_batch", round_id, batch.pk)
    wanted = request.GET.get("don-vi", "")
    if form is not None and not form.is_bound and wanted in {value for value, _name in choices}:
        form.fields["unit"].initial = wanted
    rows = ImportBatch.objects.filter(round=round_, form=ImportBatch.Form.SHEET, created_by=person(request))
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "choices": choices,
        "wanted": wanted,
        "batches": rows.order_by("-pk")[:20],
    }
    return render(
        request, "registrations/bulk.html", context, status=422 if form is not None and form.errors else 200
    )


def _read(request: HttpRequest, form: BulkForm, round_: CampaignRound, at: datetime) -> ImportBatch | None:
    file, wanted = form.cleaned_data["file"], form.cleaned_data["unit"]
    try:
        return services.read_sheet(
            file.read(),
            name=file.name,
            round_=round_,
            unit=None if wanted == _EVERYBODY else selectors.unit_of(int(wanted)),
            by=person(request),
            at=at,
        )
    except InvalidInput as error:
        form.refuse(error)
    except UnreadableFile as error:
        form.add_error("file", sentence_of(error))
    return None


@page("GET", access=SIGNED_IN)
def bulk_template(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The empty workbook of one unit, or of all of them (`?don-vi=tat-ca`)."""
    at = now()
    on = day_of(at)
    round_ = selectors.round_for(person(request), round_id, on)
    choices = dict(_choices(request, round_, at))
    wanted = request.GET.get("don-vi", "")
    if wanted not in choices:
        raise selectors.not_found()
    unit = None if wanted == _EVERYBODY else selectors.unit_of(int(wanted))
    stem = plain_name("mau dang ky nhieu mo hinh", units.name_of(unit, on) if unit else "")
    data = write_book(template(round_, unit, on), at=at)
    return attachment(data, f"{stem}-{round_.year}.xlsx")


@page("GET", "POST", access=SIGNED_IN)
def bulk_batch(request: HttpRequest, round_id: int, batch_id: int) -> HttpResponseBase:
    """What the file's columns mean, where that is not plain; then every row; then all of it, or nothing."""
    at = now()
    batch = _batch(request, round_id, batch_id, at)
    if request.method == "POST":
        return _acted(request, batch, at)
    if batch.applied_at is not None:
        return render(request, "registrations/bulk_rows.html", _context(batch))
    if "columns" not in batch.choices:
        return _columns_page(request, batch, at)
    plan = bulk_plan.plan_of(batch, person(request), day_of(at))
    return render(request, "registrations/bulk_rows.html", _context(batch) | _plan_context(plan, batch, at))


def _acted(request: HttpRequest, batch: ImportBatch, at: datetime) -> HttpResponseBase:
    by, post = person(request), request.POST
    verb = post.get("viec")
    here = redirect("registrations:bulk_batch", batch.round_id, batch.pk)
    if verb == "bo":
        services.discard(batch, by=by, at=at)
        messages.success(request, _("Đã bỏ tệp vừa đọc; chưa có gì được nhập."))
        return redirect("registrations:bulk", batch.round_id)
    if verb == "cot":
        said = {place: post.get(f"cot-{place}", NO_COLUMN) for place in BulkTable.from_json(batch.rows).heads}
        try:
            services.match_columns(batch, said, by=by, at=at)
        except InvalidInput as error:
            return _columns_page(request, batch, at, error=error, said=said)
        return here
    skipped = {int(name[5:]) for name in post if name.startswith("skip-") and name[5:].isdecimal()}
    services.choose(batch, skipped=skipped, send=post.get("gui") == "gui", by=by, at=at)
    if verb != "nhap":
        messages.info(request, _("Đã cập nhật. Hãy xem lại từng dòng."))
        return here
    try:
        done = services.apply(batch, mark=post.get("mark", ""), by=by, at=at)
    except (Conflict, Refusal) as error:
        messages.error(request, sentence_of(error))
        return here
    messages.success(request, _("Đã nhập %(count)d mô hình.") % {"count": done.made})
    return here


def _columns_page(
    request: HttpRequest,
    batch: ImportBatch,
    at: datetime,
    *,
    error: InvalidInput | None = None,
    said: dict[int, str] | None = None,
) -> HttpResponseBase:
    """Every head of the file with what it may mean and what stands under it."""
    table = BulkTable.from_json(batch.rows)
    _lists, columns = bulk_plan.sheet_of(batch, day_of(at))
    titles = services.known_titles(columns)
    proposals = propose(table, titles, services.remembered_for(services.owner_of(batch)))
    context = _context(batch) | {
        "columns": [(column.key, column.title) for column in columns[1:]],
        "heads": [_head(one, table, said) for one in proposals],
        "error": sentence_of(error) if error else "",
        "error_field": error.field if error else "",
        "none": NO_COLUMN,
    }
    return render(request, "registrations/bulk_columns.html", context, status=422 if error else 200)


def _head(one: Proposal, table: BulkTable, said: dict[int, str] | None) -> dict[str, Any]:
    examples = [text for row in table.rows[:8] if (text := row.cells.get(one.place, ""))]
    return {
        "place": one.place,
        "name": f"cot-{one.place}",
        "title": one.title,
        "key": said.get(one.place, one.key) if said is not None else one.key or NO_COLUMN,
        "remembered": one.remembered,
        "examples": "; ".join(text[:60] for text in examples[:2]),
    }


def _context(batch: ImportBatch) -> dict[str, Any]:
    return {"round": batch.round, "campaign": batch.round.campaign, "batch": batch}


def _plan_context(plan: BulkPlan, batch: ImportBatch, at: datetime) -> dict[str, Any]:
    names = units.names({row.unit_id for row in plan.rows if row.unit_id}, day_of(at))
    titles = {column.key: column.title for column in plan.columns}
    return {
        "plan": plan,
        "rows": [_shown(row, names, titles) for row in plan.rows],
        "shows_unit": not batch.choices.get("unit"),
        "created": len(plan.of(Fate.CREATE)),
        "changed": len(plan.of(Fate.CHANGE)),
        "refused": len(plan.refused),
        "unit_name": "" if not batch.choices.get("unit") else names.get(batch.choices["unit"], ""),
    }


def _shown(row: BulkPlanned, names: dict[int, str], titles: dict[str, str]) -> dict[str, Any]:
    words = {
        Fate.CREATE: ("done", _("sẽ tạo mới")),
        Fate.CHANGE: ("submitted", _("sẽ sửa bản đang có")),
        Fate.SAME: ("past", _("đã có như vậy (bỏ qua)")),
        Fate.REFUSED: ("missing", _("chưa nhận được")),
        Fate.SKIPPED: ("withdrawn", _("bỏ dòng này")),
    }
    look, word = words[row.fate]
    return {
        "row": row,
        "look": look,
        "word": word,
        "unit": names.get(row.unit_id or 0, ""),
        "faults": [(fault.cell, sentence_of(fault.error)) for fault in row.faults],
        "changed": ", ".join(titles.get(key, key) for key in row.changed if key in titles),
        "skipped": row.fate == Fate.SKIPPED,
    }


def _batch(request: HttpRequest, round_id: int, batch_id: int, at: datetime) -> ImportBatch:
    round_ = selectors.round_for(person(request), round_id, day_of(at))
    rows = ImportBatch.objects.select_related("created_by", "applied_by")
    batch = rows.filter(
        pk=batch_id, round=round_, form=ImportBatch.Form.SHEET, created_by=person(request)
    ).first()
    if batch is None:
        raise services.no_batch()
    batch.round = round_
    return batch
