"""Acts over several dossiers: posting, the council, its minutes on paper, sending up, what the level above decided."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Dossier, Opinion
from kheo.commendations.papers import dossiers as papers
from kheo.commendations.papers.bundles import bundle_files
from kheo.commendations.selectors import dossiers
from kheo.commendations.selectors.agendas import agendas_of, sessions_for
from kheo.commendations.selectors.decisions import passed_words, submitter_of
from kheo.commendations.selectors.law import occasion_of, posting_days
from kheo.commendations.services import forwarding, judging, passing
from kheo.commendations.states import DossierState, OpinionKind
from kheo.commendations.web.common import paper_file, person
from kheo.commendations.web.forms import AboveForm, ForwardForm, MinutesForm, PostForm
from kheo.core.errors import N_, Conflict, InvalidInput, NotFound, Refusal
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.recognitions import public as recognitions
from kheo.registrations import public as registrations

_PASS, _REFUSE = "thong-qua", "khong"


def _chosen(request: HttpRequest, rows: list[Dossier]) -> list[int]:
    ids = {int(pk) for pk in request.POST.getlist("chosen") if pk.isdigit()}
    return [one.pk for one in rows if one.pk in ids]


def _page(
    request: HttpRequest, round_: CampaignRound, template: str, form: PlainForm, **more: Any
) -> HttpResponseBase:
    context = {"round": round_, "campaign": round_.campaign, "form": form, **more}
    status = 422 if request.method == "POST" else 200
    return render(request, f"commendations/{template}.html", context, status=status)


@page("GET", "POST", access=SIGNED_IN)
def post(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Công khai before the council."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    lines = dossiers.to_choose(round_, DossierState.APPRAISED, on)
    rows = [one.row for one in lines]
    days = max(
        (posting_days(round_, one.award, occasion_of(one.occasion), one.received_on or on) for one in rows),
        default=0,
    )
    form = PostForm(request.POST or None, initial={"from_on": on, "working_days": days or 5})
    if request.method == "POST" and form.is_valid():
        try:
            judging.post(round_, ids=_chosen(request, rows), **form.cleaned_data, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi việc công khai."))
            return redirect("commendations:round", round_id)
    return _page(request, round_, "post", form, lines=lines, days=days)


@page("GET", "POST", access=SIGNED_IN)
def to_council(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Put appraised dossiers on the agenda of a session."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    lines = dossiers.to_choose(round_, DossierState.APPRAISED, on)
    agendas = agendas_of([one.row.pk for one in lines])
    free = [one.row for one in lines if one.row.pk not in agendas]
    sessions = sessions_for(round_, on)
    form = PlainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ids = _chosen(request, free)
        session = next((one for one in sessions if str(one.pk) == request.POST.get("session")), None)
        try:
            count = passing.bring(round_, session, [one for one in free if one.pk in ids], by=who, at=at)
        except (InvalidInput, Refusal, Conflict) as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã đưa %(count)d hồ sơ vào chương trình.") % {"count": count})
            return redirect("commendations:round", round_id)
    placed = [(one.row.subject.name, agendas[one.row.pk]) for one in lines if one.row.pk in agendas]
    return _page(
        request,
        round_,
        "to_council",
        form,
        lines=[one for one in lines if one.row.pk not in agendas],
        sessions=sessions,
        placed=placed,
    )


@page("GET", "POST", access=SIGNED_IN)
def results(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """What a council's meeting on paper decided."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    lines = dossiers.to_choose(round_, DossierState.APPRAISED, on)
    form = MinutesForm(request.POST or None)
    said = {one.row.pk: request.POST.get(f"result-{one.row.pk}", "") for one in lines}
    fault: tuple[str, str] = ("", "")
    if request.method == "POST" and form.is_valid():
        refused = {pk: request.POST.get(f"reason-{pk}", "") for pk, word in said.items() if word == _REFUSE}
        try:
            passing.decide_by_minutes(
                round_,
                **form.cleaned_data,
                passed=[pk for pk, word in said.items() if word == _PASS],
                not_passed=refused,
                by=who,
                at=at,
            )
        except InvalidInput as refusal:
            fault = (refusal.field, sentence_of(refusal))
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã ghi kết quả họp."))
            return redirect("commendations:round", round_id)
    asked = [
        {
            "line": line,
            "result": said[line.row.pk],
            "reason": request.POST.get(f"reason-{line.row.pk}", ""),
            "fault": fault[1] if fault[0] == f"reason-{line.row.pk}" else "",
        }
        for line in lines
    ]
    return _page(request, round_, "results", form, lines=asked, words={"pass": _PASS, "refuse": _REFUSE})


@page("GET", "POST", access=SIGNED_IN)
def forward(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Send what the level above decides up to it."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    lines = [one for one in dossiers.to_choose(round_, DossierState.PASSED, on) if not one.own]
    rows = [one.row for one in lines]
    form = ForwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            forwarding.forward(round_, ids=_chosen(request, rows), **form.cleaned_data, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã ghi việc trình cấp trên; các đơn vị được báo."))
            return redirect("commendations:round", round_id)
    awards = list(dict.fromkeys((one.award, one.occasion) for one in rows))
    went = dossiers.to_choose(round_, DossierState.FORWARDED, on)
    sent = list(dict.fromkeys((one.row.award, one.award) for one in went))
    return _page(request, round_, "forward", form, lines=lines, awards=awards, sent=sent)


@page("GET", "POST", access=SIGNED_IN)
def above(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """What the level above decided of what was sent up."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    lines = dossiers.to_choose(round_, DossierState.FORWARDED, on)
    rows = [one.row for one in lines]
    form = AboveForm(request.POST or None, initial={"issued_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            decision = forwarding.decided_above(
                round_,
                ids=_chosen(request, rows),
                issuer=form.cleaned_data["issuer"],
                facts=form.facts(),
                by=who,
                at=at,
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi Quyết định số %(number)s.") % {"number": decision})
            return redirect("commendations:decision", decision.pk)
    return _page(request, round_, "above", form, lines=lines)


@page("GET", access=SIGNED_IN)
def list_file(request: HttpRequest, round_id: int, award: str, paper: str, form: str) -> HttpResponseBase:
    """Báo cáo thẩm định, thông báo công khai, tờ trình upward of one award, for signature."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    states = {
        "tham-dinh": DossierState.APPRAISED,
        "cong-khai": DossierState.APPRAISED,
        "trinh-cap-tren": DossierState.PASSED,
    }
    found = dossiers.waiting(round_, states.get(paper, DossierState.APPRAISED))
    rows = [one for one in found if one.award == award]
    if paper not in states or not rows:
        raise NotFound(N_("Không có hồ sơ nào để lập văn bản này."), code="nothing-to-list")
    name = f"{paper}-{round_.year}.{form}"
    if paper == "cong-khai":
        posting = next((one.posting for one in rows if one.posting), None)
        place = posting.place if posting else "…"
        made = papers.posted(rows, place=place, until=posting.until if posting else on, on=on)
        return paper_file(made, round_.campaign.managing_unit, Document.Kind.NOTICE, name, at=at)
    if paper == "tham-dinh":
        unit = submitter_of(round_, on)
        made = papers.appraised(rows, _words(rows), on=on)
        return paper_file(made, unit, Document.Kind.REPORT, name, at=at)
    unit = round_.campaign.managing_unit
    to = papers.decider_words(round_, award, on)
    made = papers.submission(rows, unit, to=to, on=on, passed=passed_words(rows))
    return paper_file(made, unit, Document.Kind.SUBMISSION, name, at=at)


def _words(rows: list[Dossier]) -> dict[int, str]:
    """Dossier → the newest written opinion of the advisory division."""
    found = Opinion.objects.filter(dossier__in=rows, kind=OpinionKind.APPRAISAL).order_by("answered_on", "pk")
    return {one.dossier_id: one.words for one in found}


@page("GET", access=SIGNED_IN)
def bundle(request: HttpRequest, round_id: int, award: str) -> HttpResponseBase:
    """Everything of one award to go up in one archive: tờ trình, reports, the list as .xlsx, a manifest with hashes."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    states = (DossierState.PASSED, DossierState.FORWARDED)
    rows = [one for state in states for one in dossiers.waiting(round_, state) if one.award == award]
    if not rows:
        raise NotFound(N_("Không có hồ sơ nào để lập gói."), code="nothing-to-list")
    data = registrations.zipped(bundle_files(round_, rows, at=at), at=at)
    return documents.attachment(data, f"de-nghi-khen-thuong-{award}-{round_.year}.zip")
