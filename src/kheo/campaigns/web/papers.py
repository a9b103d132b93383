"""A paper comes in and is gone through."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.campaigns import kinds, permissions, wording
from kheo.campaigns.models import GoverningPaper, PaperItem
from kheo.campaigns.selectors import papers as selectors
from kheo.campaigns.services import launch as launching
from kheo.campaigns.services import papers as services
from kheo.campaigns.web.forms import UploadForm
from kheo.core.errors import Conflict, InvalidInput, UnreadableFile
from kheo.core.vietnamese import sort_key
from kheo.documents import public as documents
from kheo.kernel import clock
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.uploads import refuse_too_large, was_too_large
from kheo.units import public as units
from kheo.units.public import Unit


@page("GET", "POST", access=SIGNED_IN)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Choose a plan; what is read of it is shown next."""
    at = clock.now()
    on = clock.day_of(at)
    own = {row.unit_id for row in units.held(request.user, on, permissions.OFFICERS)}  # type: ignore[arg-type]
    names = units.names(own, on)
    units.require(bool(names))
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        units=sorted(names.items(), key=lambda pair: sort_key(pair[1])),
    )
    if was_too_large(request):
        refuse_too_large(form)
    elif request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        unit = Unit.objects.get(pk=form.cleaned_data["unit"])
        try:
            paper = services.upload_plan(file.read(), name=file.name, unit=unit, by=request.user, at=at)  # type: ignore[arg-type]
        except UnreadableFile as error:
            form.add_error("file", sentence_of(error))
        except Conflict as error:
            messages.info(request, sentence_of(error))
            return redirect("campaigns:review", error.params["campaign"], error.params["paper"])
        else:
            return redirect("campaigns:review", paper.campaign_id, paper.pk)
    preparing = selectors.preparing_for(request.user, on)  # type: ignore[arg-type]
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/upload.html", {"form": form, "preparing": preparing}, status=status)


@page("GET", access=SIGNED_IN)
def review(request: HttpRequest, campaign_id: int, paper_id: int) -> HttpResponseBase:
    """The document beside what was read from it."""
    return _review_page(request, _paper(request, campaign_id, paper_id))


@page("POST", access=SIGNED_IN)
def item(request: HttpRequest, campaign_id: int, paper_id: int, item_id: int) -> HttpResponseBase:
    """Đúng, Sửa or Bỏ of one value; with HTMX its row alone comes back."""
    paper = _paper(request, campaign_id, paper_id)
    value, by, at = selectors.item_for(paper, item_id), request.user, clock.now()
    value.paper = paper
    try:
        match request.POST.get("action"):
            case "reject":
                value = services.reject_item(value, by=by, at=at)  # type: ignore[arg-type]
            case "correct":
                value = services.correct_item(value, raw=request.POST.dict(), by=by, at=at)  # type: ignore[arg-type]
            case _:
                value = services.confirm_item(value, by=by, at=at)  # type: ignore[arg-type]
    except InvalidInput as error:
        return _item_refused(request, paper, value, error)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "campaigns/_item.html", _item_context(paper, value))
    return _back_to(paper, f"v-{value.pk}")


@page("POST", access=SIGNED_IN)
def add_item(request: HttpRequest, campaign_id: int, paper_id: int) -> HttpResponseBase:
    """A value that the reading missed."""
    paper = _paper(request, campaign_id, paper_id)
    kind = request.POST.get("kind", "")
    try:
        made = services.add_item(paper, kind=kind, raw=request.POST.dict(), by=request.user, at=clock.now())  # type: ignore[arg-type]
    except InvalidInput as error:
        typed = wording.inputs(kind, request.POST.dict()) if kind in kinds.KINDS else []
        adding = {"kind": kind, "inputs": typed, "error": sentence_of(error), "field": error.field}
        return _review_page(request, paper, adding=adding, status=422)
    messages.success(request, _("Đã thêm vào “%(kind)s”.") % {"kind": _(kinds.KINDS[kind].name)})
    return _back_to(paper, f"v-{made.pk}")


@page("POST", access=SIGNED_IN)
def confirm_sure(request: HttpRequest, campaign_id: int, paper_id: int) -> HttpResponseBase:
    """Everything certain is right, in one go."""
    paper = _paper(request, campaign_id, paper_id)
    count = services.confirm_sure(paper, by=request.user, at=clock.now())  # type: ignore[arg-type]
    said = ngettext("Đã xác nhận %(count)d mục chắc chắn.", "Đã xác nhận %(count)d mục chắc chắn.", count)
    messages.success(request, said % {"count": count})
    return _back_to(paper)


@page("POST", access=SIGNED_IN)
def remark(request: HttpRequest, campaign_id: int, paper_id: int, remark_id: int) -> HttpResponseBase:
    """A contradiction has been seen."""
    paper = _paper(request, campaign_id, paper_id)
    found = paper.remarks.filter(pk=remark_id).first()
    if found is not None:
        found.paper = paper
        services.settle_remark(found, by=request.user, at=clock.now())  # type: ignore[arg-type]
    return _back_to(paper)


@page("POST", access=SIGNED_IN)
def reread(request: HttpRequest, campaign_id: int, paper_id: int) -> HttpResponseBase:
    """Read the kept file again."""
    paper = _paper(request, campaign_id, paper_id)
    count = services.reread(paper, by=request.user, at=clock.now())  # type: ignore[arg-type]
    said = ngettext(
        "Đã đọc lại văn bản: %(count)d mục chờ xem.", "Đã đọc lại văn bản: %(count)d mục chờ xem.", count
    )
    messages.success(request, said % {"count": count})
    return _back_to(paper)


@page("GET", access=SIGNED_IN)
def paper_file(request: HttpRequest, campaign_id: int, paper_id: int) -> HttpResponseBase:
    """The file as it was uploaded."""
    paper = _paper(request, campaign_id, paper_id)
    if paper.file is None:
        return redirect("campaigns:review", campaign_id, paper_id)
    return documents.attachment(documents.read(paper.file), paper.file_name, paper.file.media_type)


@page("GET", "POST", access=SIGNED_IN)
def sign(request: HttpRequest, campaign_id: int, paper_id: int) -> HttpResponseBase:
    """Number and date of a paper that was launched as a draft."""
    paper = _paper(request, campaign_id, paper_id)
    if request.method != "POST":
        return _back_to(paper, "so-ngay")
    day = kinds.iso_day(request.POST.get("issued_on", ""))
    try:
        launching.note_signed(
            paper,
            number=request.POST.get("number", ""),
            symbol=request.POST.get("symbol", ""),
            issued_on=date.fromisoformat(day) if day else None,
            by=request.user,  # type: ignore[arg-type]
            at=clock.now(),
        )
    except InvalidInput as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, _("Đã ghi số và ngày của văn bản."))
    return _back_to(paper)


def _paper(request: HttpRequest, campaign_id: int, paper_id: int) -> GoverningPaper:
    return selectors.paper_for(request.user, campaign_id, paper_id, clock.today())  # type: ignore[arg-type]


def _back_to(paper: GoverningPaper, anchor: str = "") -> HttpResponseRedirect:
    address = reverse("campaigns:review", args=[paper.campaign_id, paper.pk])
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


def _review_page(
    request: HttpRequest,
    paper: GoverningPaper,
    *,
    adding: Mapping[str, object] | None = None,
    refused: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "paper": paper,
        "campaign": paper.campaign,
        "review": selectors.review(paper),
        "adding": adding,
        "refused": refused,
    }
    return render(request, "campaigns/review.html", context, status=status)


def _item_context(paper: GoverningPaper, value: PaperItem) -> dict[str, object]:
    return {"row": selectors.row_of(value), "paper": paper, "is_open": True}


def _item_refused(
    request: HttpRequest, paper: GoverningPaper, value: PaperItem, error: InvalidInput
) -> HttpResponse:
    """The row with its sentence and with what was typed."""
    typed = {**wording.typed(value.kind, value.data), **request.POST.dict()}
    inputs = wording.inputs(value.kind, typed)
    refused = {"item": value.pk, "error": sentence_of(error), "field": error.field, "inputs": inputs}
    if request.htmx:  # type: ignore[attr-defined]
        # 200: htmx puts no answer of 4xx into the page.
        return render(request, "campaigns/_item.html", {**_item_context(paper, value), "refused": refused})
    return _review_page(request, paper, refused=refused, status=422)
