"""“Khen thưởng”: the one page of a round; a new dossier, and one that is mended."""

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Dossier
from kheo.commendations.selectors import decisions, dossiers
from kheo.commendations.selectors.dossiers import Source
from kheo.commendations.selectors.law import is_own, name_on
from kheo.commendations.selectors.picking import options_for
from kheo.commendations.services import drafting
from kheo.commendations.states import WRITABLE, DossierState
from kheo.commendations.web.common import person
from kheo.commendations.web.forms import CaseForm
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.paging import page_of
from kheo.recognitions import public as recognitions
from kheo.units.public import Subject

_ON_A_PAGE = 50


@page("GET", access=SIGNED_IN)
def commendation(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Dossiers with what is missing, what waits to be decided, decisions."""
    on, who = today(), person(request)
    round_, rights = recognitions.opened(who, round_id, on)
    groups = dossiers.counts(round_, rights)
    counts = Counter[str]()
    for (state, _award, _occasion), number in groups.items():
        counts[state] += number
    wanted = request.GET.get("trang-thai", "")
    rows = dossiers.dossiers_of(round_, rights, on)
    if wanted in DossierState.values:
        rows = rows.filter(state=wanted)
    shown = page_of(rows, request.GET.get("page"), _ON_A_PAGE)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rights": rights,
        "wanted": wanted,
        "tabs": [(one.value, one.label, counts[one]) for one in DossierState if counts[one]],
        "all": counts.total(),
        "page_obj": shown,
        "lines": dossiers.listed(shown, on),
        "ready": _ready(round_, groups, on) if rights.manage else [],
        "appraised": counts[DossierState.APPRAISED],
        "forwarded": counts[DossierState.FORWARDED],
    }
    return render(request, "commendations/round.html", context)


def _ready(round_: CampaignRound, groups: dict[tuple[str, str, str], int], on: date) -> list[dict[str, Any]]:
    """What passed, by award and occasion: each group is one decision, or one tờ trình upward."""
    return [
        {
            "award": award,
            "occasion": occasion,
            "name": name_on(award, on),
            "count": number,
            "own": is_own(round_, award, on),
        }
        for (state, award, occasion), number in groups.items()
        if state == DossierState.PASSED
    ]


@page("GET", access=SIGNED_IN)
def decided(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Decisions of the round, the newest first."""
    on, who = today(), person(request)
    round_, rights = recognitions.opened(who, round_id, on)
    shown = page_of(decisions.decisions_of(round_), request.GET.get("page"), _ON_A_PAGE)
    context = {"round": round_, "campaign": round_.campaign, "rights": rights, "page_obj": shown}
    return render(request, "commendations/decisions.html", context)


@page("GET", access=SIGNED_IN)
def choose(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Whom to propose: of the units for which the person writes, what is recognised and who is an example."""
    on, who = today(), person(request)
    round_, rights = recognitions.opened(who, round_id, on)
    units = recognitions.writing_units(who, round_, on)
    asked = request.GET.get("don-vi", "")
    unit = next((one for one in units if str(one.pk) == asked), units[0] if len(units) == 1 else None)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rights": rights,
        "units": units,
        "unit": unit,
        "sources": dossiers.sources(round_, unit.pk) if unit else [],
    }
    return render(request, "commendations/choose.html", context)


@page("GET", "POST", access=SIGNED_IN)
def new(request: HttpRequest, round_id: int, unit_id: int, key: str) -> HttpResponseBase:
    """A new dossier, what is known filled in."""
    at, who = now(), person(request)
    on = day_of(at)
    round_, _rights = recognitions.opened(who, round_id, on)
    unit = recognitions.writing_unit(who, round_, unit_id, on)
    source = dossiers.source_of(round_, unit.pk, key)
    if source is None:
        raise NotFound(
            N_("Không có trường hợp này trong đơn vị. Hãy chọn lại từ danh sách."), code="no-source"
        )
    form = CaseForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        options=options_for(round_, source.subject.kind, on),
        person=source.subject.kind == Subject.Kind.INDIVIDUAL,
        initial=_known(round_, source, on),
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = drafting.draft(round_, unit=unit, source=source, case=form.case(), by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Conflict as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã lập hồ sơ. Xem lại rồi gửi."))
            return redirect("commendations:dossier", row.pk)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "subject": source.subject,
        "unit": unit,
        "about": source.about,
    }
    return render(
        request, "commendations/case.html", context, status=422 if request.method == "POST" else 200
    )


def _known(round_: CampaignRound, source: Source, on: Any) -> dict[str, Any]:
    """What recognition and example say already."""
    registration = source.recognition.registration if source.recognition else None
    deed = source.exemplar.deed if source.exemplar else ""
    if registration is not None:
        number = source.recognition.decision if source.recognition else ""
        title = registration.title.strip("“”")
        deed = f"Chủ trì mô hình “{title}”, được công nhận tại Quyết định số {number}."
    return {
        "award": "giay-khen",
        "occasion": "campaign",
        "achievement": f"Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm {round_.year}",
        "span_first": on.replace(year=min(round_.year, on.year), month=1, day=1),
        "span_last": min(on, on.replace(year=round_.year, month=12, day=31)),
        "summary": deed,
        "report": deed,
    }


@page("GET", "POST", access=SIGNED_IN)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Mend a dossier before it is sent, or after it came back."""
    at, who = now(), person(request)
    on = day_of(at)
    row = dossiers.dossier_for(who, pk, on)
    form = CaseForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        options=options_for(row.round, row.subject.kind, on),
        person=row.subject.kind == Subject.Kind.INDIVIDUAL,
        initial=_as_typed(row),
    )
    if request.method == "POST" and form.is_valid():
        try:
            drafting.change(row, case=form.case(), by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Conflict as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã lưu hồ sơ."))
            return redirect("commendations:dossier", row.pk)
    context = {
        "round": row.round,
        "campaign": row.round.campaign,
        "form": form,
        "subject": row.subject,
        "row": row,
        "writable": row.state in WRITABLE,
    }
    return render(
        request, "commendations/case.html", context, status=422 if request.method == "POST" else 200
    )


def _as_typed(row: Dossier) -> dict[str, Any]:
    names = (
        "award",
        "occasion",
        "achievement",
        "span_first",
        "span_last",
        "summary",
        "report",
        "confirmed_by",
        "leads",
        "rating",
    )
    return {name: getattr(row, name) for name in names}
