"""One dossier: what it says, what the law asks, what was answered, what to do next; its papers."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.accounts.public import User
from kheo.commendations import permissions
from kheo.commendations.models import Dossier
from kheo.commendations.papers import dossiers as papers
from kheo.commendations.selectors import dossiers
from kheo.commendations.selectors.agendas import agendas_of
from kheo.commendations.selectors.bundles import papers_with
from kheo.commendations.selectors.changes import changes_of
from kheo.commendations.selectors.decisions import award_of, of_subject, submitter_of
from kheo.commendations.selectors.facts import Judged
from kheo.commendations.selectors.law import decides
from kheo.commendations.selectors.standing import standing_of
from kheo.commendations.services import drafting, forwarding, judging, passing, receiving
from kheo.commendations.states import LET_THROUGH, OVER, WORKFLOW, DossierState, OpinionKind
from kheo.commendations.web.common import paper_file, person
from kheo.commendations.web.forms import (
    AppraiseForm,
    AskForm,
    OpinionForm,
    ReasonForm,
    StandingForm,
    WaiveForm,
)
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal
from kheo.core.timetable.workdays import working_days_left
from kheo.documents import public as documents
from kheo.documents.public import Document
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.recognitions import public as recognitions
from kheo.units import public as units

_STANDING = "no-pending-matter"
_Act = Callable[[Dossier, PlainForm, dict[str, Any]], object]


def _plain(do: Callable[..., Any]) -> _Act:
    return lambda row, _form, acting: do(row, **acting)


def _reasoned(do: Callable[..., Any]) -> _Act:
    return lambda row, form, acting: do(row, reason=form.cleaned_data["reason"], **acting)


def _ask(row: Dossier, form: PlainForm, acting: dict[str, Any]) -> object:
    return judging.ask(row, **form.cleaned_data, **acting)


def _standing(row: Dossier, form: PlainForm, acting: dict[str, Any]) -> object:
    typed = form.cleaned_data
    return judging.note_standing(
        row, clear=typed["clear"] == "yes", paper=typed["paper"], answered_on=typed["answered_on"], **acting
    )


def _waive(row: Dossier, form: PlainForm, acting: dict[str, Any]) -> object:
    return judging.waive(row, **form.cleaned_data, **acting)


def _appraise(row: Dossier, form: PlainForm, acting: dict[str, Any]) -> object:
    assert isinstance(form, AppraiseForm)
    return judging.appraise(row, body=form.cleaned_data["body"], said=form.said(), **acting)


_VERBS: dict[str, tuple[type[PlainForm], _Act, Any]] = {
    "gui": (PlainForm, _plain(drafting.submit), gettext_lazy("Đã gửi hồ sơ.")),
    "rut": (ReasonForm, _reasoned(drafting.take_back), gettext_lazy("Đã rút hồ sơ.")),
    "tiep-nhan": (PlainForm, _plain(receiving.receive), gettext_lazy("Đã tiếp nhận; đơn vị đã được báo.")),
    "tra-lai": (ReasonForm, _reasoned(receiving.return_), gettext_lazy("Đã trả lại; đơn vị đã được báo.")),
    "lay-y-kien": (AskForm, _ask, gettext_lazy("Đã ghi việc lấy ý kiến. In công văn ở dòng vừa thêm.")),
    "du-dieu-kien": (StandingForm, _standing, gettext_lazy("Đã ghi trả lời.")),
    "bo-qua": (WaiveForm, _waive, gettext_lazy("Đã ghi ý kiến về điều kiện này.")),
    "tham-dinh": (AppraiseForm, _appraise, gettext_lazy("Đã ghi ý kiến thẩm định.")),
    "khong-qua-hoi-dong": (
        PlainForm,
        _plain(passing.pass_without_council),
        gettext_lazy("Hồ sơ chờ quyết định."),
    ),
    "xem-xet-lai": (ReasonForm, _reasoned(passing.reopen), gettext_lazy("Hồ sơ chờ xét lại.")),
    "cap-tren-tra": (ReasonForm, _reasoned(forwarding.sent_back), gettext_lazy("Đã ghi cấp trên trả lại.")),
}


@page("GET", access=SIGNED_IN)
def dossier(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One dossier."""
    row = dossiers.dossier_for(person(request), pk, today())
    return render(request, "commendations/dossier.html", _context(request, row))


def _context(
    request: HttpRequest, row: Dossier, bound: tuple[str, PlainForm] | None = None
) -> dict[str, Any]:
    on, who = today(), person(request)
    campaign = row.round.campaign
    [line] = dossiers.lines_of([row], on)
    is_decider = decides(who, row.round, row.award, on)
    sees = is_decider or permissions.sees_standing(who, campaign, on)
    standing = standing_of(row, on)
    erased = row.state in OVER and standing is None
    opinions = dossiers.opinions_of(row)
    forms = _forms(row, who, on)
    if bound is not None:
        forms[bound[0]] = bound[1]
    earlier = [one for one in of_subject(row.subject_id) if one.dossier_id != row.pk]
    return {
        "row": row,
        "line": line,
        "round": row.round,
        "campaign": campaign,
        "guards": [one for one in line.judged if (sees and not erased) or one.answer.guard.key != _STANDING],
        "standing": standing,
        "erased": erased,
        "asked": [one for one in line.judged if _answers(one, row, who, on, is_decider=is_decider)],
        "changes": changes_of([row], on),
        "sees_standing": sees,
        "appraises": permissions.can_appraise(who, campaign, on),
        "manages": recognitions.can_manage(who, campaign, on),
        "opinions": [
            (one, working_days_left(on, one.answer_by) if one.answer_by and not one.answered_on else None)
            for one in opinions
        ],
        "forms": forms,
        "opened": bound[0] if bound else "",
        "agenda": agendas_of([row.pk]).get(row.pk),
        "award": award_of(row),
        "came_with": papers_with(row),
        "earlier": earlier,
        "can_write": recognitions.writes_for(who, row.round, row.unit_id, on),
    }


def _answers(one: Judged, row: Dossier, who: User, on: date, *, is_decider: bool) -> bool:
    """Whether this person may say something of the guard now: settle what is unknown, or let a failing one through."""
    if not one.stops:
        return False
    if one.answer.by_hand:
        return row.state == DossierState.RECEIVED and permissions.can_appraise(who, row.round.campaign, on)
    return one.answer.overridable and is_decider and row.state in LET_THROUGH


def _forms(row: Dossier, who: Any, on: date) -> dict[str, PlainForm]:
    """The verbs that this person may do from here, each with its form."""
    campaign, state = row.round.campaign, DossierState(row.state)
    writes = recognitions.writes_for(who, row.round, row.unit_id, on)
    manages = recognitions.can_manage(who, campaign, on)
    appraises = permissions.can_appraise(who, campaign, on)
    name = units.name_of(submitter_of(row.round, on), on)
    may = [
        ("gui", "submit", writes, PlainForm()),
        ("tiep-nhan", "receive", manages, PlainForm()),
        ("du-dieu-kien", "prepare", appraises, StandingForm(initial={"answered_on": on})),
        ("lay-y-kien", "prepare", appraises, AskForm()),
        ("tham-dinh", "appraise", appraises, AppraiseForm(initial={"body": name, "answered_on": on})),
        ("khong-qua-hoi-dong", "pass", manages, PlainForm()),
        ("xem-xet-lai", "reopen", manages and not row.of_council, ReasonForm()),
        ("cap-tren-tra", "decline-above", manages, ReasonForm()),
        ("tra-lai", "return", manages, ReasonForm()),
        ("rut", "take-back", writes, ReasonForm()),
    ]
    found = {
        verb: form for verb, step, allowed, form in may if allowed and WORKFLOW.allows(step, current=state)
    }
    for verb, form in found.items():
        form.auto_id = f"{verb}_%s"  # several forms of one page
    return found


@page("POST", access=SIGNED_IN)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """One verb on the dossier."""
    at, who = now(), person(request)
    row = dossiers.dossier_for(who, pk, day_of(at))
    if verb not in _VERBS:
        raise NotFound(N_("Không có việc này."), code="no-verb")
    make, do, done = _VERBS[verb]
    form = make(request.POST, auto_id=f"{verb}_%s")
    if form.is_valid():
        try:
            do(row, form, {"by": who, "at": at})
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, done)
            return redirect("commendations:dossier", pk)
    row = dossiers.dossier_for(who, pk, day_of(at))
    return render(request, "commendations/dossier.html", _context(request, row, (verb, form)), status=422)


@page("POST", access=SIGNED_IN)
def parts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Which parts of the checklist came on paper."""
    at, who = now(), person(request)
    row = dossiers.dossier_for(who, pk, day_of(at))
    try:
        row = receiving.tick_parts(row, parts=request.POST.getlist("part"), by=who, at=at)
    except InvalidInput as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, _taken(len(row.handed_in)))
    return redirect("commendations:dossier", pk)


def _taken(count: int) -> str:
    if not count:
        return _("Đã bỏ đánh dấu: chưa phần nào nhận bản giấy.")
    return _("Đã ghi: %(count)d phần của hồ sơ nhận bản giấy.") % {"count": count}


@page("GET", "POST", access=SIGNED_IN)
def opinion(request: HttpRequest, pk: int, opinion_id: int) -> HttpResponseBase:
    """What a body that was asked answered."""
    at, who = now(), person(request)
    on = day_of(at)
    row = dossiers.dossier_for(who, pk, on)
    asked = row.opinions.filter(pk=opinion_id, kind=OpinionKind.CONSULT).first()
    if asked is None:
        raise NotFound(N_("Không có ý kiến này."), code="no-opinion")
    form = OpinionForm(request.POST or None, initial={"answered_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            judging.answer(asked, said=form.said(), by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi ý kiến trả lời."))
            return redirect("commendations:dossier", pk)
    context = {"row": row, "round": row.round, "campaign": row.round.campaign, "asked": asked, "form": form}
    return render(
        request, "commendations/opinion.html", context, status=422 if request.method == "POST" else 200
    )


@page("GET", access=SIGNED_IN)
def consultation_file(request: HttpRequest, pk: int, opinion_id: int, form: str) -> HttpResponseBase:
    """Công văn lấy ý kiến."""
    at, who = now(), person(request)
    on = day_of(at)
    row = dossiers.dossier_for(who, pk, on)
    asked = row.opinions.filter(pk=opinion_id, kind=OpinionKind.CONSULT).first()
    if asked is None or not permissions.can_appraise(who, row.round.campaign, on):
        raise NotFound(N_("Không có công văn này."), code="no-opinion")
    paper = papers.consultation(row, asked, on=on)
    return paper_file(
        paper, submitter_of(row.round, on), Document.Kind.LETTER, f"lay-y-kien-khen-thuong.{form}", at=at
    )


@page("GET", access=SIGNED_IN)
def dossier_file(request: HttpRequest, pk: int, paper: str, form: str) -> HttpResponseBase:
    """Báo cáo thành tích in full or short, phiếu tiếp nhận, tờ trình with its list."""
    at, who = now(), person(request)
    on = day_of(at)
    row = dossiers.dossier_for(who, pk, on)
    name = f"{paper}-{documents.plain_name(row.subject.name)}.{form}"
    if paper == "phieu-tiep-nhan":
        [line] = dossiers.lines_of([row], on)
        if row.received_on is None:
            raise NotFound(N_("Hồ sơ chưa được tiếp nhận nên chưa có phiếu."), code="not-received")
        return paper_file(papers.receipt(line, on=on), row.unit, "", name, at=at)
    if row.submitted_at is not None:
        on = day_of(row.submitted_at)  # written, and to be signed, when it was sent
    if paper == "to-trinh":
        to = papers.decider_words(row.round, row.award, on)
        same = dossiers.together(row)
        made = papers.submission(same, row.unit, to=to, on=on)
        return paper_file(made, row.unit, Document.Kind.SUBMISSION, name, at=at)
    if paper not in {"bao-cao-thanh-tich", "tom-tat-thanh-tich"}:
        raise NotFound(N_("Không có văn bản này."), code="no-paper")
    earlier = [one for one in of_subject(row.subject_id) if one.dossier_id != row.pk]
    made = papers.report(row, earlier, on=on, short=paper.startswith("tom-tat"))
    return paper_file(made, row.unit, "", name, at=at)
