"""Gói hồ sơ của cấp dưới: choose the file, look at every case, take it in whole; its receipt, its papers."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import IncomingBundle
from kheo.commendations.papers.bundles import bundle_receipt
from kheo.commendations.selectors import bundles as selectors
from kheo.commendations.selectors import dossiers
from kheo.commendations.services import bundles as services
from kheo.commendations.web.common import paper_file, person
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound, Refusal
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.uploads import refuse_too_large, was_too_large
from kheo.recognitions import public as recognitions
from kheo.units import public as units
from kheo.units.public import Subject


class BundleForm(PlainForm):
    """The archive that the level below sent."""

    file = forms.FileField(
        label=gettext_lazy("Tệp gói hồ sơ (.zip)"),
        help_text=gettext_lazy(
            "Tệp mà nơi gửi tải ở trang “Trình cấp trên khen thưởng”, không giải nén, không đổi."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp nào."),
            "empty": gettext_lazy("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp."),
        },
    )


@page("GET", "POST", access=SIGNED_IN)
def incoming(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Choose a bundle; what is in it is shown next, nothing is taken in yet."""
    at = now()
    round_ = recognitions.managed(person(request), round_id, day_of(at))
    too_large = was_too_large(request)
    form = BundleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        row = _read(request, form, round_, at)
        if row is not None:
            if row.taken_at is not None:
                messages.info(request, _("Gói này đã được nhận trước đây; không nhận lần nữa."))
            return redirect("commendations:bundle_in", row.pk)
    if request.method == "POST" and too_large:
        refuse_too_large(form)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "bundles": selectors.bundles_of(round_),
    }
    return render(request, "commendations/incoming.html", context, status=422 if form.is_bound else 200)


def _read(
    request: HttpRequest, form: BundleForm, round_: CampaignRound, at: datetime
) -> IncomingBundle | None:
    file = form.cleaned_data["file"]
    try:
        return services.read(file.read(), name=file.name, round_=round_, by=person(request), at=at)
    except InvalidInput as refusal:
        form.refuse(refusal)
    except Refusal as refusal:
        form.add_error("file", sentence_of(refusal))
    return None


@page("GET", "POST", access=SIGNED_IN)
def bundle_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a bundle would bring; then all of it, or nothing. Taken in: where its dossiers are."""
    at, who = now(), person(request)
    on = day_of(at)
    row = selectors.bundle_for(who, pk, on)
    if request.method == "POST":
        return _acted(request, row, at)
    found = services.opened(row)
    plan = selectors.plan_of(found, row, on) if row.taken_at is None else None
    context = {
        "round": row.round,
        "campaign": row.round.campaign,
        "bundle": row,
        "found": found,
        "sender": units.name_of(row.unit, on),
        "plan": plan,
        "figures": [(plan.count(kind.value), kind.label) for kind in Subject.Kind if plan.count(kind.value)]
        if plan
        else [],
        "rows": selectors.dossiers_in(row) if plan is None else [],
    }
    return render(request, "commendations/bundle_in.html", context)


def _acted(request: HttpRequest, row: IncomingBundle, at: datetime) -> HttpResponseBase:
    who = person(request)
    try:
        if request.POST.get("viec") == "bo":
            services.discard(row, by=who, at=at)
            messages.success(request, _("Đã bỏ gói vừa đọc; chưa có gì được nhận."))
            return redirect("commendations:incoming", row.round_id)
        services.take(row, mark=request.POST.get("mark", ""), by=who, at=at)
    except (Conflict, Refusal) as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, _("Đã tiếp nhận cả gói. In phiếu tiếp nhận gửi lại nơi gửi."))
    return redirect("commendations:bundle_in", row.pk)


@page("GET", access=SIGNED_IN)
def receipt_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Phiếu tiếp nhận of a bundle."""
    at = now()
    row = selectors.bundle_for(person(request), pk, day_of(at))
    if row.taken_at is None:
        raise NotFound(N_("Gói chưa được nhận nên chưa có phiếu."), code="bundle-not-taken")
    paper = bundle_receipt(row, selectors.dossiers_in(row), on=day_of(at))
    return paper_file(paper, row.round.campaign.managing_unit, "", f"phieu-tiep-nhan-goi.{form}", at=at)


@page("GET", access=SIGNED_IN)
def came_with(request: HttpRequest, pk: int, paper_id: int) -> HttpResponseBase:
    """A paper that came with a dossier from the level below."""
    row = dossiers.dossier_for(person(request), pk, today())
    paper = next((one for one in selectors.papers_with(row) if one.pk == paper_id), None)
    if paper is None:
        raise NotFound(N_("Không có tệp này kèm hồ sơ."), code="no-bundle-paper")
    return documents.attachment(documents.read(paper.file), paper.name)
