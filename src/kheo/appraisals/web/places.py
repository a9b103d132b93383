"""Pages of choosing places: the signs, by hand, the draw and what it was drawn from, days and hours."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.appraisals import permissions
from kheo.appraisals.models import Inspection
from kheo.appraisals.selectors import inspections as selectors
from kheo.appraisals.selectors.risks import SIGNS, names_of, proposed_weights, weighed
from kheo.appraisals.services import choosing as services
from kheo.appraisals.services.choosing import Stop
from kheo.appraisals.states import VisitState, Why
from kheo.appraisals.web.here import person
from kheo.appraisals.web.inspection_forms import DrawForm, StopForm
from kheo.appraisals.web.inspections import inspection_frame, inspection_of
from kheo.core.errors import InvalidInput, Refusal
from kheo.kernel.clock import now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.units import public as units

_ON_A_PAGE = 100


def _run_by(request: HttpRequest, pk: int) -> Inspection:
    row = inspection_of(request, pk)
    permissions.require_run(person(request), row.round.campaign, today())
    return row


@page("GET", "POST", access=SIGNED_IN)
def choose(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every received initiative with its signs; chosen by hand, or drawn."""
    row, at = _run_by(request, pk), now()
    last = selectors.samples_of(row)[:1]
    weights = last[0].weights if last else proposed_weights()
    kept = kept_forms.take(request)
    posted = request.POST or kept
    drawing = posted is not None and posted.get("action") == "draw"
    form = DrawForm(posted if drawing else None, again=bool(last), weights=weights)
    fault = ""
    if request.method == "POST":
        try:
            if not drawing:
                services.choose(
                    row,
                    _numbers(request, "place"),
                    among=_numbers(request, "shown"),
                    by=person(request),
                    at=at,
                )
                messages.success(request, _("Đã ghi nơi đến."))
                return redirect("appraisals:inspection", pk)
            if form.is_valid():
                made = services.draw_sample(row, form.drawing(), by=person(request), at=at)
                messages.success(
                    request,
                    _("Đã bốc thăm lần %(number)d: %(count)d nơi.")
                    % {
                        "number": made.number,
                        "count": len(made.chosen["by_risk"]) + len(made.chosen["at_random"]),
                    },
                )
                return redirect("appraisals:sample", pk, made.number)
        except InvalidInput as refusal:
            form.refuse(refusal) if drawing else None
            fault = "" if drawing else sentence_of(refusal)
        except Refusal as refusal:
            fault = sentence_of(refusal)
    context = (
        inspection_frame(request, row)
        | _signs(request, row, weights)
        | {"draw": form, "fault": fault, "last": last}
    )
    return render(
        request, "appraisals/inspection_choose.html", context, status=422 if request.method == "POST" else 200
    )


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < 19]


def _signs(request: HttpRequest, row: Inspection, weights: dict[str, int]) -> dict[str, Any]:
    on = today()
    why = {visit.registration_id: visit for visit in row.visits.all()}
    found = weighed(services.candidates(row), weights, on)
    shown = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    names = units.names({one.registration.handled_by_unit_id for one in shown}, on)
    return {
        "page_obj": shown,
        "candidates": [
            {
                "registration": one.registration,
                "unit": names.get(one.registration.handled_by_unit_id, ""),
                "risk": one.risk,
                "signs": list(zip(names_of(one.signs), _in_order(one.signs), strict=True)),
                "visit": why.get(one.registration.pk),
                "by_hand": one.registration.pk in why and why[one.registration.pk].why == Why.CHOSEN,
            }
            for one in shown
        ],
    }


def _in_order(signs: Any) -> list[str]:
    return [signs[one.key] for one in SIGNS if one.key in signs]


@page("GET", access=SIGNED_IN)
def sample(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A drawn sample as it was frozen, drawn again before the reader's eyes."""
    row = inspection_of(request, pk)
    found = selectors.sample_of(row, number)
    by_risk, by_lot = set(found.chosen["by_risk"]), set(found.chosen["at_random"])
    shown = Paginator(found.frame, _ON_A_PAGE).get_page(request.GET.get("page"))
    listed = {one["registration"]: one for one in found.frame}
    context = inspection_frame(request, row) | {
        "sample": found,
        "same": selectors.draws_the_same(found),
        "weights": [(one, found.weights.get(one.key, 0)) for one in SIGNS],
        "drawn": [
            (listed[pk], word)
            for key, word in (("by_risk", Why.RISK.label), ("at_random", Why.LOT.label))
            for pk in found.chosen[key]
        ],
        "page_obj": shown,
        "frame": [
            (one, ", ".join(names_of(one["signs"])), one["registration"] in by_risk | by_lot) for one in shown
        ],
    }
    return render(request, "appraisals/inspection_sample.html", context)


@page("GET", "POST", access=SIGNED_IN)
def lay_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Day, hour and order of each place."""
    row = _run_by(request, pk)
    every = selectors.named_visits_of(row, today())
    named = [(one, unit) for one, unit in every if one.state == VisitState.PLANNED]
    kept = kept_forms.take(request)
    forms = {
        one.pk: StopForm(
            request.POST or kept,
            prefix=str(one.pk),
            what=one.registration.title,
            initial={"on": one.on, "starts_at": one.starts_at, "position": one.position},
        )
        for one, _unit in named
    }
    fault = ""
    sound = [form.is_valid() for form in forms.values()]  # every one says what is wrong with it
    if request.method == "POST" and all(sound):
        try:
            stops = {visit_id: Stop(**form.cleaned_data) for visit_id, form in forms.items()}
            services.lay_out(row, stops, by=person(request), at=now())
            messages.success(request, _("Đã ghi lịch đi."))
            return redirect("appraisals:inspection", pk)
        except InvalidInput as refusal:
            where = refusal.field.removeprefix("on-")
            if where.isdecimal() and int(where) in forms:
                forms[int(where)].add_error("on", sentence_of(refusal))
            else:
                fault = sentence_of(refusal)
        except Refusal as refusal:
            fault = sentence_of(refusal)
    context = inspection_frame(request, row) | {
        "stops": [(one, unit, forms[one.pk]) for one, unit in named],
        "faulty": any(form.errors for form in forms.values()),
        "fault": fault,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "appraisals/inspection_days.html", context, status=status)
