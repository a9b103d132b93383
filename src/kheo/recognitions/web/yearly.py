"""“Rà soát hằng năm”: what still works is kept, what does not is dropped, by one decision."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import InvalidInput
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.recognitions.models import RecognisingBody, Recognition
from kheo.recognitions.selectors.decisions import standing_before
from kheo.recognitions.selectors.rounds import managed
from kheo.recognitions.services import reconfirming
from kheo.recognitions.services.deciding import require_body
from kheo.recognitions.web.decisions import draft_answer, initial_of, usual
from kheo.recognitions.web.forms import EnactForm
from kheo.recognitions.web.people import person
from kheo.units import public as units

_KEEP, _END = "tiep-tuc", "thoi"
_FORMS = ("docx", "pdf")


@page("GET", "POST", access=SIGNED_IN)
def yearly(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Every recognition that holds: keep, end with a reason, or leave for another time; the draft to be signed (`du-thao`
    among what is posted: the file, nothing is written), then what was signed.
    """
    at, who = now(), person(request)
    on = day_of(at)
    round_ = managed(who, round_id, on)
    body = require_body(round_)
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    rows = list(standing_before(round_))
    wanted = request.POST.get("du-thao", "")
    offered = initial_of(usual(body, on), on)
    form = EnactForm(
        None if wanted else posted,
        word=reconfirming.WORD,
        own_numbers=documents.series_for(body.unit, Document.Kind.DECISION, on) is not None,
        initial=offered | {name: request.POST[name] for name in (*offered, "number") if name in request.POST},
    )
    fault, fault_of = "", ""
    kept, ended = _said(request, rows)
    if wanted in _FORMS:
        try:
            return _draft(round_, body, rows, (kept, ended), wanted, at=at)
        except InvalidInput as refusal:
            fault, fault_of = sentence_of(refusal), refusal.field
    elif request.method == "POST" and form.is_valid():
        try:
            decision = reconfirming.review(
                round_,
                facts=form.facts(),
                kept=kept,
                ended=ended,
                typed=form.cleaned_data["typed"],
                by=who,
                at=at,
            )
        except InvalidInput as refusal:
            fault, fault_of = sentence_of(refusal), refusal.field
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ban hành Quyết định số %(number)s.") % {"number": decision})
            return redirect("recognitions:decision", decision.pk)
    names = units.names({row.unit_id for row in rows}, on)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "rows": [_choice(row, names.get(row.unit_id, ""), posted, fault, fault_of) for row in rows],
        "fault": "" if fault_of or not wanted else fault,
        "words": {"keep": _KEEP, "end": _END},
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recognitions/yearly.html", context, status=status)


def _said(request: HttpRequest, rows: Sequence[Recognition]) -> tuple[list[int], dict[int, str]]:
    """What was ticked: which are kept, which end with what reason."""
    said = {row.pk: request.POST.get(f"result-{row.pk}", "") for row in rows}
    kept = [pk for pk, one in said.items() if one == _KEEP]
    return kept, {pk: request.POST.get(f"reason-{pk}", "") for pk, one in said.items() if one == _END}


def _draft(
    round_: CampaignRound,
    body: RecognisingBody,
    rows: Sequence[Recognition],
    said: tuple[list[int], dict[int, str]],
    form: str,
    *,
    at: datetime,
) -> HttpResponseBase:
    """The decision without number and day, for signature. Raises InvalidInput as the decision itself would."""
    kept, ended = said
    on, reasons = day_of(at), reconfirming.require_said(kept, ended)
    chosen = [row for row in rows if row.pk in {*kept, *ended}]
    made = reconfirming.drafted(round_, body, usual(body, on), chosen, reasons, on=on)
    return draft_answer(body, made, f"du-thao-quyet-dinh-ra-soat-{round_.year}.{form}", at=at)


def _choice(row: Recognition, unit: str, posted: Any, fault: str, fault_of: str) -> dict[str, Any]:
    return {
        "row": row,
        "unit": unit,
        "result": posted.get(f"result-{row.pk}", "") if posted else "",
        "reason": posted.get(f"reason-{row.pk}", "") if posted else "",
        "fault": fault if fault_of == f"reason-{row.pk}" else "",
    }
