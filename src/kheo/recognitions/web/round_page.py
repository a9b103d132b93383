"""“Công nhận”: the one page of recognition in a round; who recognises; the tab of a registration."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.core.errors import InvalidInput
from kheo.core.law import rule
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.paging import page_of
from kheo.recognitions.models import RecognisingBody
from kheo.recognitions.papers.bodies import OF_KIND, body_words
from kheo.recognitions.permissions import Rights
from kheo.recognitions.selectors import decisions, proposals
from kheo.recognitions.selectors.rounds import body_of, head_of, managed, opened, writing_units
from kheo.recognitions.services.common import issuers
from kheo.recognitions.services.setting import BodyFacts, set_body
from kheo.recognitions.states import ProposalState
from kheo.recognitions.tab import KEY
from kheo.recognitions.web.forms import BodyForm
from kheo.recognitions.web.people import person
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind

_ON_A_PAGE = 50
_SPEAKS_OF_IT = ("cong nhan", "xet chon", "binh xet")


@page("GET", access=SIGNED_IN)
def recognition(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Proposals with where they stand; what is missing of each stands on its own page."""
    on, who = today(), person(request)
    round_, rights = opened(who, round_id, on)
    head = head_of(round_, rights, on)
    wanted = request.GET.get("trang-thai", "")
    rows = proposals.proposals_of(round_, rights).annotate(unit_name=units.name_through("unit_id", on))
    if wanted in ProposalState.values:
        rows = rows.filter(state=wanted)
    shown = page_of(rows, request.GET.get("page"), _ON_A_PAGE)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rights": rights,
        "head": head,
        "body_words": body_words(head.kind, head.body) if head.kind else "",
        "staged": head.counts[ProposalState.STAGED],
        "passed": head.counts[ProposalState.PASSED],
        "wanted": wanted,
        "tabs": [
            (state.value, state.label, head.counts[state]) for state in ProposalState if head.counts[state]
        ],
        "all": sum(head.counts.values()),
        "page_obj": shown,
        "lines": [proposals.row_of(row) for row in shown],
        "law": rule("recognition-not-commendation", on),
    }
    return render(request, "recognitions/round.html", context)


@page("GET", access=SIGNED_IN)
def recognised(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Decisions of the round and what they recognised, a page at a time."""
    on, who = today(), person(request)
    round_, rights = opened(who, round_id, on)
    rows = decisions.recognitions_of(round_).annotate(unit_name=units.name_through("unit_id", on))
    shown = page_of(rows, request.GET.get("page"), _ON_A_PAGE)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rights": rights,
        "decisions": list(decisions.decisions_of(round_)),
        "page_obj": shown,
        "recognised": [(row, row.unit_name, rights.reads(row.unit_id)) for row in shown],
        "law": rule("recognition-not-commendation", on),
    }
    return render(request, "recognitions/recognised.html", context)


@page("GET", "POST", access=SIGNED_IN)
def recognising_body(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Who recognises: proposed from what the plan says, set by the officer."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = managed(who, round_id, on)
    bodies = [one for one in issuers(round_, on) if UnitKind(one.kind) in OF_KIND]
    area = round_.campaign.managing_unit.area_code
    submitters = list(units.of_commune(area, on)) if area else bodies
    present = body_of(round_)
    said = campaigns.tasks_about(round_, _SPEAKS_OF_IT)
    form = BodyForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        bodies=[(str(one.pk), body_words(OF_KIND[UnitKind(one.kind)], _name(one))) for one in bodies],
        submitters=submitters,
        initial=_initial(present, bodies, submitters, said, on),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        facts = BodyFacts(
            unit=next(one for one in bodies if str(one.pk) == typed["unit"]),
            submitter=next(one for one in submitters if str(one.pk) == typed["submitter"]),
            position=typed["position"],
            signer=typed["signer"],
            needs_council=bool(typed["needs_council"]),
            least_percent=typed["least_percent"],
            source=typed["source"],
        )
        try:
            set_body(round_, facts=facts, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi cơ quan công nhận."))
            return redirect("recognitions:round", round_id)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "said": said,
        "is_set": present is not None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recognitions/body.html", context, status=status)


def _name(unit: Unit) -> str:
    return str(unit.name)  # type: ignore[attr-defined]


def _initial(
    present: RecognisingBody | None, bodies: list[Unit], submitters: list[Unit], said: Any, on: Any
) -> dict[str, Any]:
    if present is not None:
        return {
            "unit": present.unit_id,
            "submitter": present.submitter_id,
            "position": present.position,
            "signer": present.signer,
            "needs_council": "council" if present.needs_council else "",
            "least_percent": present.least_percent,
            "source": present.source,
        }
    first = _named_in(bodies, said) or bodies[0]
    usual = documents.usual_facts(first, "QĐ", on)
    division = next((one for one in submitters if one.kind == UnitKind.DIVISION), first)
    words = "; ".join(f"{whom}: {what}" if whom else what for whom, what in said)
    return {
        "unit": first.pk,
        "submitter": division.pk,
        "position": usual.position,
        "signer": usual.signer,
        "least_percent": 50,
        "source": words[:1000],
    }


def _named_in(bodies: list[Unit], said: Any) -> Unit | None:
    """The body that the plan's own words give the task to."""
    for who, _what in said:
        found = next((one for one in bodies if _name(one).lower() in who.lower()), None)
        if found is not None:
            return found
    return None


@page("GET", access=SIGNED_IN)
def of_registration(request: HttpRequest, registration_id: int) -> HttpResponseBase:
    """The tab “Công nhận” of a received registration."""
    on, who = today(), person(request)
    row = registrations.registration_for(who, registration_id, on)
    proposal = proposals.taken([row.pk], []).get(("m", row.pk))
    lines = []
    if proposal is not None:
        rows = proposals.proposals_of(row.round, Rights(manage=False, read_all=True, own=frozenset())).filter(
            pk=proposal.pk
        )
        lines = proposals.lines_of(list(rows), on)
    context = {
        "registration": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "unit_name": units.name_of(row.handled_by_unit, on),
        "tabs": registrations.tabs_of(row, who, on),
        "here": KEY,
        "line": lines[0] if lines else None,
        "recognised": decisions.of_initiative(row.initiative_id),
        "reviewing": any(one.pk == row.handled_by_unit_id for one in writing_units(who, row.round, on)),
        "law": rule("recognition-not-commendation", on),
    }
    return render(request, "recognitions/registration.html", context)
