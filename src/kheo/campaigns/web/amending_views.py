"""Papers that come after the launch: taken in, compared with what stands, applied."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns import permissions
from kheo.campaigns.models import Campaign, GoverningPaper
from kheo.campaigns.selectors import amending as reading
from kheo.campaigns.selectors import running
from kheo.campaigns.selectors.versions import versions_of
from kheo.campaigns.services import amending, papers
from kheo.campaigns.services import running as services
from kheo.campaigns.states import PaperRole, PaperState
from kheo.campaigns.web.here import here, managed_here, person
from kheo.campaigns.web.running_forms import LaterPaperForm, SignedForm
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound, UnreadableFile
from kheo.kernel.clock import now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.uploads import refuse_too_large, was_too_large
from kheo.units import public as units


@page("GET", "POST", access=SIGNED_IN)
def later_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Upload a guidance, a notice or an amendment; it is read and gone through like the plan."""
    campaign, round_ = managed_here(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = LaterPaperForm(posted, request.FILES or None)
    if was_too_large(request):
        refuse_too_large(form)
    elif request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            paper = papers.upload_plan(
                file.read(),
                name=file.name,
                unit=campaign.managing_unit,
                by=person(request),
                at=now(),
                campaign=campaign,
                role=PaperRole(form.cleaned_data["role"]),
            )
        except UnreadableFile as error:
            form.add_error("file", sentence_of(error))
        except Conflict as error:
            messages.info(request, sentence_of(error))
            return redirect("campaigns:review", error.params["campaign"], error.params["paper"])
        else:
            return redirect("campaigns:review", campaign.pk, paper.pk)
    waiting = [paper for paper in running.live_papers(campaign) if paper.state == PaperState.REVIEWING]
    context = {"campaign": campaign, "round": round_, "form": form, "waiting": waiting}
    return render(request, "campaigns/later_paper.html", context, status=422 if form.is_bound else 200)


@page("GET", "POST", access=SIGNED_IN)
def amend(request: HttpRequest, pk: int, paper_id: int) -> HttpResponseBase:
    """What the paper would change beside what stands; then applied, and the units told."""
    campaign, _round = managed_here(request, pk)
    paper = _paper(campaign, paper_id)
    if request.method != "POST":
        made = reading.amendment_of(paper, today())
        kept = kept_forms.take(request)
        return _shown(request, made, SignedForm(kept or None, initial=_signature(paper)))
    form = SignedForm(request.POST)
    try:
        made = amending.save_changes(paper, raw=_raw(request.POST, paper), by=person(request), at=now())
        if request.POST.get("action") != "apply":
            form = SignedForm(initial={name: request.POST.get(name, "") for name in form.fields})
        elif form.is_valid():
            return _applied(request, paper, form)
        tried = amending.try_out(paper, by=person(request), at=now())
    except InvalidInput as error:
        form = SignedForm(request.POST)
        form.is_valid()
        form.refuse(error)
        paper.refresh_from_db()
        return _shown(request, reading.amendment_of(paper, today()), form, status=422)
    return _shown(request, made, form, applied=tried, status=422 if form.errors else 200)


def _applied(request: HttpRequest, paper: GoverningPaper, form: SignedForm) -> HttpResponseBase:
    applied = amending.apply(
        paper,
        number=form.cleaned_data["number"],
        symbol=form.cleaned_data["symbol"],
        issued_on=form.cleaned_data["issued_on"],
        dated_ahead=form.cleaned_data["dated_ahead"],
        by=person(request),
        at=now(),
    )
    said = _("Đã áp dụng: %(changes)d thay đổi, đã báo %(units)d đơn vị trong Khéo.")
    messages.success(request, said % {"changes": len(applied.changes), "units": len(applied.told)})
    return redirect(running.address_of(paper.round))


def _signature(paper: GoverningPaper) -> dict[str, Any]:
    return {"number": paper.number, "symbol": paper.symbol, "issued_on": paper.issued_on}


def _raw(post: QueryDict, paper: GoverningPaper) -> Mapping[str, Any]:
    many = {name for name in post if name.endswith("-units") or name == "ended"}
    return {name: post.getlist(name) if name in many else post[name] for name in post}


def _shown(
    request: HttpRequest,
    made: reading.Amendment,
    form: SignedForm,
    *,
    applied: amending.Applied | None = None,
    status: int = 200,
) -> HttpResponse:
    ahead = form.day_ahead(today())
    if not ahead:
        form.fields.pop("dated_ahead")
    told = units.names(applied.told, today()) if applied else {}
    context = {
        "campaign": made.paper.campaign,
        "round": made.round,
        "paper": made.paper,
        "made": made,
        "form": form,
        "ahead": ahead,
        "applied": applied,
        "told": [(told.get(unit, ""), lines) for unit, lines in applied.told.items()] if applied else [],
    }
    return render(request, "campaigns/amend.html", context, status=status)


def _paper(campaign: Campaign, paper_id: int) -> GoverningPaper:
    found = GoverningPaper.objects.filter(campaign=campaign, pk=paper_id).select_related("round").first()
    if found is None or found.state != PaperState.REVIEWING:
        raise NotFound(
            N_("Không có văn bản nào đang chờ áp dụng ở địa chỉ này. Hãy mở lại từ trang của phong trào."),
            code="paper-not-waiting",
        )
    found.campaign = campaign
    return found


@page("POST", access=SIGNED_IN)
def set_aside(request: HttpRequest, pk: int, paper_id: int) -> HttpResponseBase:
    """A later paper that was uploaded by mistake is not used."""
    campaign, round_ = managed_here(request, pk)
    services.set_aside(_paper(campaign, paper_id), by=person(request), at=now())
    messages.success(request, _("Văn bản này không dùng nữa; tệp vẫn được lưu."))
    return redirect(running.address_of(round_))


@page("GET", access=SIGNED_IN)
def versions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What each paper brought and what it ended: the plan's versions, compared."""
    campaign, round_ = here(request, pk)
    context = {"campaign": campaign, "round": round_, "versions": versions_of(campaign)}
    context["can_manage"] = permissions.can_manage(person(request), campaign, today())
    return render(request, "campaigns/versions.html", context)
