"""Year one: upload a filled list, look at every row, enter it whole."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound, Refusal, UnreadableFile
from kheo.kernel import clock
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.uploads import UploadTooLarge
from kheo.registrations import desk, import_plan, permissions
from kheo.registrations.filled_list import FilledList
from kheo.registrations.import_plan import Outcome, PlannedRow
from kheo.registrations.models import ImportBatch
from kheo.registrations.services import importing as services
from kheo.registrations.states import Kind
from kheo.registrations.web.lists import user_of
from kheo.units.public import Unit

_LOOKS = {
    Outcome.CREATE: "done",
    Outcome.CONTINUE: "done",
    Outcome.DUPLICATE: "past",
    Outcome.SKIPPED: "withdrawn",
}


class UploadForm(PlainForm):
    """The file, whose list it is and of which year."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách đã điền"),
        help_text=gettext_lazy(
            "Tệp .docx hoặc .xlsx theo mẫu sáu cột, không quá 20 MB. Xóa trước các cột về tôn giáo, dân tộc, đảng viên, sức khỏe, án tích, số định danh nếu có."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp nào."),
            "empty": gettext_lazy("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp."),
        },
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Danh sách của năm"), coerce=int)
    unit = forms.ChoiceField(
        label=gettext_lazy("Danh sách của đơn vị"),
        required=False,
        help_text=gettext_lazy(
            "Danh sách chung của nhiều đơn vị thì để “Theo tệp”: Khéo đọc cột Đơn vị, hoặc hỏi từng dòng."
        ),
    )

    def __init__(
        self, *args: Any, round_: CampaignRound, names: Iterable[tuple[int, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        years = [(year, _("Năm %(year)d") % {"year": year}) for year in (round_.year, round_.year - 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        choices = [("", _("Theo tệp")), *((str(pk), name) for pk, name in names)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


@page("GET", "POST", access=SIGNED_IN)
def upload(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Choose a file; its rows are shown next, nothing is entered yet."""
    if getattr(request, "upload_too_large", False):
        raise UploadTooLarge
    at = clock.now()
    on, user = clock.day_of(at), user_of(request)
    round_ = desk.round_for(user, round_id, on)
    permissions.require_receiver(user, round_.campaign, on)
    names = import_plan.unit_names(round_.campaign, on)
    form = UploadForm(request.POST or None, request.FILES or None, round_=round_, names=names.items())
    if request.method == "POST" and form.is_valid():
        batch = _read(form, round_, user_at=(request, at))
        if batch is not None:
            return redirect("registrations:import_preview", round_id, batch.pk)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "can_receive": True,
        "batches": ImportBatch.objects.filter(round=round_, form=ImportBatch.Form.LIST)
        .select_related("created_by")
        .order_by("-pk")[:20],
    }
    return render(request, "registrations/import.html", context, status=422 if form.errors else 200)


def _read(
    form: UploadForm, round_: CampaignRound, *, user_at: tuple[HttpRequest, datetime]
) -> ImportBatch | None:
    request, at = user_at
    file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
    try:
        return services.read_list(
            file.read(),
            name=file.name,
            round_=round_,
            year=form.cleaned_data["year"],
            unit=Unit.objects.get(pk=unit) if unit else None,
            by=user_of(request),
            at=at,
        )
    except InvalidInput as error:
        form.refuse(error)
    except UnreadableFile as error:
        form.add_error("file", sentence_of(error))
    return None


@page("GET", "POST", access=SIGNED_IN)
def preview(request: HttpRequest, round_id: int, batch_id: int) -> HttpResponseBase:
    """Row by row: whose it is, what would happen; then all of it, or nothing."""
    at = clock.now()
    on = clock.day_of(at)
    batch = _batch(request, round_id, batch_id, on)
    if request.method == "POST":
        return _acted(request, batch, at)
    plan = import_plan.plan_of(batch, on) if batch.applied_at is None else None
    filled = FilledList.from_json(batch.rows)
    context = {
        "round": batch.round,
        "campaign": batch.round.campaign,
        "batch": batch,
        "filled": filled,
        "other_years": [year for year in filled.years if year not in {batch.year, batch.year - 1}],
        "plan": plan,
        "rows": [_shown(row, batch) for row in plan.rows] if plan else [],
        "unit_names": import_plan.unit_names(batch.round.campaign, on).values() if plan else [],
        "can_receive": True,
    }
    return render(request, "registrations/import_preview.html", context)


def _acted(request: HttpRequest, batch: ImportBatch, at: datetime) -> HttpResponseBase:
    user, verb = user_of(request), request.POST.get("viec")
    here = redirect("registrations:import_preview", batch.round_id, batch.pk)
    if verb == "bo":
        services.discard(batch, by=user, at=at)
        messages.success(request, _("Đã bỏ danh sách vừa đọc; chưa có gì được nhập."))
        return redirect("registrations:import", batch.round_id)
    services.choose(batch, rows=_said(request.POST, batch, clock.day_of(at)), by=user, at=at)
    if verb != "nhap":
        messages.info(request, _("Đã cập nhật. Hãy xem lại từng dòng."))
        return here
    try:
        done = services.apply(batch, mark=request.POST.get("mark", ""), by=user, at=at)
    except (Conflict, Refusal) as error:
        messages.error(request, sentence_of(error))
        return here
    messages.success(
        request, _("Đã nhập %(count)d mô hình năm %(year)d.") % {"count": done.made, "year": done.year}
    )
    return here


def _said(posted: QueryDict, batch: ImportBatch, on: date) -> dict[int, dict[str, Any]]:
    """What the fields of the rows say; a name that the reading itself gives is no choice."""
    read = {row.place: row.unit_name for row in import_plan.plan_of(_unchosen(batch), on).rows}
    said: dict[int, dict[str, Any]] = {}
    for place, name in read.items():
        typed = posted.get(f"unit-{place}", "").strip()
        said[place] = {
            "unit": typed if typed != name else "",
            "skip": f"skip-{place}" in posted,
        }
    return said


def _unchosen(batch: ImportBatch) -> ImportBatch:
    """The batch as read, without what was said of rows."""
    choices = {name: value for name, value in batch.choices.items() if name != "rows"}
    plain = ImportBatch(pk=batch.pk, year=batch.year, rows=batch.rows, choices=choices)
    plain.round = batch.round
    return plain


def _shown(row: PlannedRow, batch: ImportBatch) -> dict[str, Any]:
    return {
        "row": row,
        "kind": Kind(row.kind).label,
        "look": _LOOKS.get(row.outcome, "missing"),
        "word": _words(row, batch),
        "skipped": row.outcome == Outcome.SKIPPED,
    }


def _words(row: PlannedRow, batch: ImportBatch) -> str:
    match row.outcome:
        case Outcome.CREATE if row.kind == Kind.CONTINUED:
            return _("sẽ tạo mới (tiếp tục, chưa có bản ghi năm trước)")
        case Outcome.CREATE:
            return _("sẽ tạo mới")
        case Outcome.CONTINUE if (row.known_year or 0) < batch.year:
            return _("tiếp tục từ mô hình năm %(year)d “%(title)s”") % _known(row)
        case Outcome.CONTINUE:
            return _("là mô hình đang có năm %(year)d “%(title)s”") % _known(row)
        case Outcome.DUPLICATE if row.same_as:
            return _("trùng với dòng %(number)d (bỏ qua)") % {"number": row.same_as}
        case Outcome.DUPLICATE:
            return _("trùng với “%(title)s” đã có (bỏ qua)") % _known(row)
        case Outcome.SKIPPED:
            return _("bỏ dòng này")
        case _:
            return _problem_words(row)


def _problem_words(row: PlannedRow) -> str:
    match row.outcome:
        case Outcome.NO_NAME:
            return _("thiếu tên mô hình: sửa trong tệp hoặc bỏ dòng này")
        case Outcome.IDENTITY:
            return _("có số định danh của người: xóa trong tệp rồi tải lại, hoặc bỏ dòng này")
        case Outcome.TOO_LONG:
            return _("có ô quá dài: rút gọn trong tệp rồi tải lại, hoặc bỏ dòng này")
        case _ if row.proposed_by == import_plan.BY_HEADING:
            return _("đề xuất theo dòng “Đơn vị” đầu tệp, chờ đồng ý")
        case _ if row.proposed:
            return _("đề xuất theo địa chỉ, chờ đồng ý")
        case _ if row.unit_name:
            return _("cần chọn đơn vị: không có “%(name)s”") % {"name": row.unit_name}
    return _("cần chọn đơn vị")


def _known(row: PlannedRow) -> dict[str, Any]:
    return {"title": row.known_title, "year": row.known_year}


def _batch(request: HttpRequest, round_id: int, batch_id: int, on: date) -> ImportBatch:
    round_ = desk.round_for(user_of(request), round_id, on)
    permissions.require_receiver(user_of(request), round_.campaign, on)
    batch = (
        ImportBatch.objects.select_related("created_by", "applied_by")
        .filter(pk=batch_id, round=round_, form=ImportBatch.Form.LIST)
        .first()
    )
    if batch is None:
        raise NotFound(N_("Lần nhập này không còn. Hãy tải lại tệp danh sách."), code="import-not-found")
    batch.round = round_
    return batch
