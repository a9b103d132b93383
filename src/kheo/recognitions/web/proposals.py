"""Pages of proposals: one with everything looked at, what a meeting decided of several."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.recognitions import permissions
from kheo.recognitions.models import Proposal
from kheo.recognitions.selectors import proposals as selectors
from kheo.recognitions.selectors.agendas import agendas_of, sessions_for
from kheo.recognitions.selectors.rounds import body_of, managed
from kheo.recognitions.services import deciding, proposing
from kheo.recognitions.services.council import bring
from kheo.recognitions.states import WORKFLOW, ProposalState
from kheo.recognitions.web.forms import MeetingForm, ReasonForm
from kheo.recognitions.web.people import person

_PASS, _REFUSE = "thong-qua", "khong"
_LABELS = {
    "tra-lai": gettext_lazy("Thiếu gì, cần bổ sung ở đâu"),
    "rut": gettext_lazy("Vì sao rút đề nghị"),
    "xem-xet-lai": gettext_lazy("Vì sao xem xét lại"),
}
_VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "tra-lai": (proposing.return_, gettext_lazy("Đã trả lại; đơn vị đã được báo.")),
    "rut": (proposing.take_back, gettext_lazy("Đã rút đề nghị.")),
    "xem-xet-lai": (deciding.reopen, gettext_lazy("Đề nghị chờ xem xét lại.")),
}


@page("GET", access=SIGNED_IN)
def proposal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One proposal: what speaks for it, what is missing, at whose desk it lies."""
    row = selectors.proposal_for(person(request), pk, today())
    return render(request, "recognitions/proposal.html", _context(request, row))


def _context(
    request: HttpRequest, row: Proposal, bound: tuple[str, ReasonForm] | None = None
) -> dict[str, Any]:
    on, who = today(), person(request)
    manages = permissions.can_manage(who, row.round.campaign, on)
    writes = manages or permissions.writes_for(who, row.round, row.unit_id, on)
    state = ProposalState(row.state)
    may = {
        "tra-lai": manages and WORKFLOW.allows("return", current=state),
        "rut": writes and WORKFLOW.allows("take-back", current=state),
        "xem-xet-lai": manages and not row.council_words and WORKFLOW.allows("reopen", current=state),
    }
    forms = {verb: ReasonForm(label=_LABELS[verb], auto_id=f"{verb}-%s") for verb, ok in may.items() if ok}
    if bound is not None and bound[0] in forms:
        forms[bound[0]] = bound[1]
    [line] = selectors.lines_of([row], on)
    return {
        "row": row,
        "line": line,
        "round": row.round,
        "campaign": row.round.campaign,
        "forms": forms,
        "opened": bound[0] if bound else "",
        "recognition": getattr(row, "recognition", None),
        "manages": manages,
        "agenda": agendas_of([row.pk]).get(row.pk) if state == ProposalState.STAGED else None,
    }


@page("POST", access=SIGNED_IN)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """Return it, take it back, look at it again: each with its reason."""
    at, who = now(), person(request)
    row = selectors.proposal_for(who, pk, day_of(at))
    if verb not in _VERBS:
        raise NotFound(N_("Không có việc này. Hãy mở lại trang."), code="verb-unknown")
    run, done = _VERBS[verb]
    form = ReasonForm(request.POST, label=_LABELS[verb], auto_id=f"{verb}-%s")
    if form.is_valid():
        try:
            run(row, reason=form.cleaned_data["reason"], by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(done))
            return redirect("recognitions:proposal", pk)
    context = _context(request, row, (verb, form))
    return render(request, "recognitions/proposal.html", context, status=422)


@page("GET", "POST", access=SIGNED_IN)
def results(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """What the recognising body's meeting said, case by case, in one go."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = managed(who, round_id, on)
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    form = MeetingForm(posted, initial={"held_on": on})
    rows = selectors.proposals_of(round_, permissions.rights(who, round_.campaign, on))
    lines = selectors.lines_of(list(rows.filter(state=ProposalState.STAGED)), on)
    body, fault, fault_of = body_of(round_), "", ""
    if request.method == "POST" and form.is_valid():
        chosen = {line.row.pk: request.POST.get(f"result-{line.row.pk}", "") for line in lines}
        try:
            deciding.decide_by_meeting(
                round_,
                **form.cleaned_data,
                passed=[pk for pk, said in chosen.items() if said == _PASS],
                not_passed={
                    pk: request.POST.get(f"reason-{pk}", "") for pk, said in chosen.items() if said == _REFUSE
                },
                by=who,
                at=at,
            )
        except InvalidInput as refusal:
            fault, fault_of = sentence_of(refusal), refusal.field
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi kết quả họp."))
            return redirect("recognitions:round", round_id)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "lines": [_choice(line, posted, fault, fault_of) for line in lines],
        "words": {"pass": _PASS, "refuse": _REFUSE},
        "of_council": body is not None and body.needs_council,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recognitions/results.html", context, status=status)


@page("GET", "POST", access=SIGNED_IN)
def to_council(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Staged proposals are put on the agenda of a council's session."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = managed(who, round_id, on)
    body = deciding.require_body(round_)
    sessions = sessions_for(round_, body, on)
    rows = selectors.proposals_of(round_, permissions.rights(who, round_.campaign, on))
    staged = list(rows.filter(state=ProposalState.STAGED))
    placed = agendas_of([row.pk for row in staged])
    free = [row for row in staged if row.pk not in placed]
    if request.method == "POST":
        wanted = set(request.POST.getlist("chosen"))
        session = next((one for one in sessions if str(one.pk) == request.POST.get("session", "")), None)
        if session is None:
            raise NotFound(N_("Hãy chọn một phiên họp còn nhận nội dung."), code="no-session")
        chosen = [row for row in free if str(row.pk) in wanted]
        count = bring(round_, session, chosen, by=who, at=at)
        messages.success(request, _("Đã đưa %(count)d đề nghị vào phiên họp.") % {"count": count})
        return redirect("councils:session", session.pk)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "sessions": sessions,
        "lines": selectors.lines_of(free, on),
        "placed": [(selectors.name_of(row), placed[row.pk]) for row in staged if row.pk in placed],
    }
    return render(request, "recognitions/to_council.html", context)


def _choice(line: selectors.Line, posted: Any, fault: str, fault_of: str) -> dict[str, Any]:
    pk = line.row.pk
    return {
        "line": line,
        "result": posted.get(f"result-{pk}", "") if posted else "",
        "reason": posted.get(f"reason-{pk}", "") if posted else "",
        "fault": fault if fault_of == f"reason-{pk}" else "",
    }
