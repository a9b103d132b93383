"""Pages of decisions: drafts and the final act, a decision made outside, one that was enacted, its papers."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound
from kheo.core.paper.model import Paper
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.certificates import qr_address
from kheo.kernel.web.middleware import sentence_of
from kheo.recognitions import permissions
from kheo.recognitions.frozen import Enacted
from kheo.recognitions.models import RecognisingBody, RecognitionDecision
from kheo.recognitions.papers.bodies import bases_of
from kheo.recognitions.papers.decisions import (
    MOST,
    certificates,
    decision_paper,
    draft,
    submission_paper,
)
from kheo.recognitions.selectors import decisions as selectors
from kheo.recognitions.selectors import proposals
from kheo.recognitions.selectors.rounds import managed
from kheo.recognitions.services import enacting
from kheo.recognitions.services.deciding import require_body
from kheo.recognitions.states import DecisionKind
from kheo.recognitions.web.forms import EnactForm, OutsideForm
from kheo.recognitions.web.people import person
from kheo.units import public as units
from kheo.units.public import Unit


def usual(body: RecognisingBody, on: date) -> PaperFacts:
    """What the form offers: the body's symbol, its signer."""
    found = documents.usual_facts(body.unit, "QĐ", on)
    return PaperFacts("", found.symbol, None, body.position, body.signer or found.signer)


def initial_of(facts: PaperFacts, on: date) -> dict[str, Any]:
    """The same for a form."""
    return {
        "symbol": facts.symbol,
        "position": facts.position,
        "signer": facts.signer,
        "issued_on": on,
    }


def _drafted(round_: CampaignRound, body: RecognisingBody, on: date) -> tuple[Enacted, list[str]]:
    rows = proposals.passed_in(round_)
    passed = proposals.passed_words(rows)
    bases = bases_of(round_, body, on, passed=passed)
    made = draft(round_, body, usual(body, on), bases=bases, on=on, cases=proposals.cases_of(rows, on))
    return made, passed


@page("GET", "POST", access=SIGNED_IN)
def enact(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Drafts to be signed; then number, date, and the word."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = managed(who, round_id, on)
    body = require_body(round_)
    made, passed = _drafted(round_, body, on)
    form = EnactForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        word=enacting.WORD,
        own_numbers=documents.series_for(body.unit, Document.Kind.DECISION, on) is not None,
        initial=initial_of(usual(body, on), on),
    )
    if request.method == "POST" and form.is_valid():
        try:
            decision = enacting.enact(
                round_, facts=form.facts(), typed=form.cleaned_data["typed"], by=who, at=at
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ban hành Quyết định số %(number)s.") % {"number": decision})
            return redirect("recognitions:decision", decision.pk)
    notes = []
    if made.cases:
        notes = documents.notes_on(decision_paper(body, made, on=on), who, on)
        notes += documents.notes_on(submission_paper(round_, body, made, passed=passed, on=on), who, on)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "body": body,
        "made": made,
        "passed": passed,
        "form": form,
        "notes": list(dict.fromkeys(notes)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recognitions/enact.html", context, status=status)


@page("GET", access=SIGNED_IN)
def draft_file(request: HttpRequest, round_id: int, paper: str, form: str) -> HttpResponseBase:
    """Tờ trình, or the decision without number and date, for signature."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = managed(who, round_id, on)
    body = require_body(round_)
    made, passed = _drafted(round_, body, on)
    if not made.cases:
        raise NotFound(N_("Chưa có đề nghị nào được thông qua nên chưa có dự thảo."), code="nothing-passed")
    if paper == "to-trinh":
        written, unit, kind = (
            submission_paper(round_, body, made, passed=passed, on=on),
            body.submitter,
            Document.Kind.SUBMISSION,
        )
    else:
        written, unit, kind = decision_paper(body, made, on=on), body.unit, Document.Kind.DECISION
    name = f"du-thao-{'to-trinh' if paper == 'to-trinh' else 'quyet-dinh'}-cong-nhan-{round_.year}.{form}"
    return _file(written, unit, kind, name, at=at)


def draft_answer(body: RecognisingBody, made: Enacted, name: str, *, at: datetime) -> HttpResponseBase:
    """The decision of `made` as the file that the name ends in, to be signed."""
    return _file(decision_paper(body, made, on=day_of(at)), body.unit, Document.Kind.DECISION, name, at=at)


def _file(written: Paper, unit: Unit, kind: str, name: str, *, at: datetime) -> HttpResponseBase:
    form = name.rpartition(".")[2]
    if form == "docx":
        return documents.attachment(documents.docx_of(written, unit, kind, at=at), name)
    return documents.attachment(documents.write(written, form, at=at), name)


@page("GET", "POST", access=SIGNED_IN)
def outside(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """A decision that was made without Khéo."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = managed(who, round_id, on)
    body = require_body(round_)
    form = OutsideForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        cases=selectors.unrecognised(round_),
        initial=initial_of(usual(body, on), on),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["chosen"]
        try:
            decision = enacting.enter_outside(
                round_,
                facts=form.facts(),
                registrations_of=[int(key[1:]) for key in chosen if key.startswith("m")],
                exemplars_of=[int(key[1:]) for key in chosen if key.startswith("d")],
                by=who,
                at=at,
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Conflict as refusal:
            form.add_error("chosen", sentence_of(refusal))
        else:
            messages.success(request, _("Đã ghi Quyết định số %(number)s.") % {"number": decision})
            return redirect("recognitions:decision", decision.pk)
    context = {"round": round_, "campaign": round_.campaign, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "recognitions/outside.html", context, status=status)


@page("GET", access=SIGNED_IN)
def decision(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One decision: its list, its papers, its certificates."""
    on, who = today(), person(request)
    row = selectors.decision_for(who, pk, on)
    recognitions = list(row.recognitions.order_by("ordinal").select_related("ended_by"))
    checks = list(row.checks.select_related("recognition").order_by("pk"))
    rights = permissions.rights(who, row.round.campaign, on)
    names = units.names(
        {one.unit_id for one in recognitions} | {one.recognition.unit_id for one in checks}, on
    )
    context = {
        "row": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "made": Enacted.from_json(row.content),
        "recognitions": [
            (one, names.get(one.unit_id, ""), rights.reads(one.unit_id)) for one in recognitions
        ],
        "checks": [(one, names.get(one.recognition.unit_id, "")) for one in checks],
        "certificate_files": [
            (first, min(first + MOST, len(recognitions))) for first in range(0, len(recognitions), MOST)
        ],
        "qr": qr_address(request),
        "is_review": row.kind == DecisionKind.REVIEW,
        "reads_register": documents.can_read(who, row.unit_id, on),
        "manages": rights.manage,
    }
    return render(request, "recognitions/decision.html", context)


@page("GET", access=SIGNED_IN)
def decision_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The decision as enacted. One made outside has no text of ours."""
    row = selectors.decision_for(person(request), pk, today())
    if row.made_outside:
        raise NotFound(
            N_("Quyết định này làm ngoài Khéo nên ở đây chỉ có số, ngày và danh sách."), code="made-outside"
        )
    kept = row.document.file
    name = f"quyet-dinh-{documents.plain_name(str(row))}.{form}"
    if form == "docx" and kept is not None:
        return documents.attachment(documents.read(kept), name)
    return documents.attachment(documents.write(_paper(row), form, at=row.enacted_at), name)


def _paper(row: RecognitionDecision) -> Paper:
    made = Enacted.from_json(row.content)
    body = RecognisingBody(
        kind=row.body, unit=row.unit, submitter=row.unit, position=made.facts.position, round=row.round
    )
    return decision_paper(body, made, on=row.issued_on)


@page("GET", access=SIGNED_IN)
def certificate_file(request: HttpRequest, pk: int, first: int) -> HttpResponseBase:
    """Giấy chứng nhận of the decision in one .pdf; `?qr=0` leaves the QR codes out."""
    row = selectors.decision_for(person(request), pk, today())
    if row.kind != DecisionKind.RECOGNISE or first % MOST or first >= row.recognitions.count():
        raise NotFound(N_("Quyết định này không có giấy chứng nhận ở đây."), code="no-certificates")
    address = "" if request.GET.get("qr") == "0" else qr_address(request)
    data = certificates(row, at=row.enacted_at, first=first, qr_address=address)
    return documents.attachment(data, f"giay-chung-nhan-{documents.plain_name(str(row))}.pdf")
