"""Pages of an inspection: those of a round, preparing one, which places, its papers, its results."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.appraisals import inspection_rights as rights
from kheo.appraisals import permissions
from kheo.appraisals.inspection_papers import KIND_OF, PACK, paper_of, papers_of
from kheo.appraisals.models import Inspection
from kheo.appraisals.selectors import inspections as selectors
from kheo.appraisals.selectors.rubrics import next_milestone
from kheo.appraisals.selectors.team import posts_of_who_may_sit
from kheo.appraisals.services import inspection_filing
from kheo.appraisals.services import inspections as services
from kheo.appraisals.states import InspectionState, RoundKind, VisitState
from kheo.appraisals.web.here import frame, person
from kheo.appraisals.web.inspection_facts_form import InspectionForm, initial_of
from kheo.appraisals.web.inspection_forms import ConcludeForm
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal
from kheo.documents.public import attachment, plain_name, write
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.registrations import public as registrations

_ON_A_PAGE = 50
PAPER_WORDS = {
    "quyet-dinh": N_("Quyết định kiểm tra"),
    "ke-hoach": N_("Kế hoạch kiểm tra"),
    "thong-bao-lich": N_("Thông báo lịch kiểm tra"),
    "thong-bao-ket-qua": N_("Thông báo kết quả kiểm tra"),
}


def inspection_of(request: HttpRequest, pk: int) -> Inspection:
    """The inspection that this page is about. Raises NotFound."""
    return selectors.inspection_for(person(request), pk, today())


def inspection_frame(request: HttpRequest, row: Inspection) -> dict[str, Any]:
    """What every page of an inspection shows."""
    return frame(request, row.round) | {"inspection": row}


@page("GET", access=SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponseBase:
    """What I have to visit and to accept; what is coming to my units, and what they have to mend."""
    who, on = person(request), today()
    own = registrations.contact_unit_ids(who, on)
    remedies = list(selectors.to_mend(own)[:_ON_A_PAGE]) if own else []
    context = {
        "to_visit": list(selectors.to_visit(who)[:_ON_A_PAGE]),
        "to_accept": selectors.to_accept(who, on),
        "coming": list(selectors.coming_to(own)[:_ON_A_PAGE]) if own else [],
        "to_mend": [(one, one.is_late(on)) for one in remedies],
    }
    return render(request, "appraisals/inspection_mine.html", context)


@page("GET", access=SIGNED_IN)
def of_round(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The inspections of a campaign round that the person may see."""
    who, on = person(request), today()
    round_ = registrations.round_for(who, round_id, on)
    context = frame(request, round_)
    sees_all = context["runs"] or permissions.leads(who, round_.campaign, on)
    rows = selectors.of_round(who, round_, on, sees_all=sees_all)
    shown = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {"page_obj": shown, "lines": selectors.lines_of(shown), "sees_all": sees_all}
    own = [] if sees_all else registrations.contact_unit_ids(who, on)
    context["mine"] = list(selectors.visits_to(own, round_)[:_ON_A_PAGE]) if own else []
    return render(request, "appraisals/inspections.html", context)


@page("GET", "POST", access=SIGNED_IN)
def new(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """A new inspection; `?thay=` one that was closed and has to be done again."""
    at, who = now(), person(request)
    round_ = registrations.round_received_by(who, round_id, day_of(at))
    earlier = _earlier(request)
    initial = initial_of(earlier) if earlier else _from_plan(round_, at)

    def save(form: InspectionForm) -> HttpResponseBase:
        made = services.make(round_, form.facts(), by=who, at=at, replaces=earlier)
        messages.success(request, _("Đã lập cuộc kiểm tra. Việc tiếp theo: chọn nơi đến."))
        return redirect("appraisals:choose_places", made.pk)

    return _facts_page(request, round_, initial, save, {"earlier": earlier})


def _earlier(request: HttpRequest) -> Inspection | None:
    asked = request.GET.get("thay", "")
    return inspection_of(request, int(asked)) if asked.isdecimal() and len(asked) < 19 else None


def _from_plan(round_: CampaignRound, at: Any) -> dict[str, Any]:
    """The next check that the plan names; the year up to today."""
    on = day_of(at)
    found: dict[str, Any] = {
        "kind": "periodic",
        "set_up_by": "decision",
        "period_from": on.replace(month=1, day=1),
        "period_to": on,
        "subject": "\n".join(
            (
                _("Tiến độ, kết quả thực hiện các mô hình đã đăng ký"),
                _("Việc huy động, quản lý, công khai các khoản đóng góp tự nguyện"),
                _("Khó khăn, vướng mắc và kiến nghị của đơn vị"),
            )
        ),
    }
    stop = next_milestone(round_, on)
    if stop is not None:
        found |= {"name": stop.what[:200], "starts_on": stop.from_on, "ends_on": stop.to_on}
    return found


@page("GET", "POST", access=SIGNED_IN)
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Facts and team of one that has not begun."""
    row = inspection_of(request, pk)
    permissions.require_run(person(request), row.round.campaign, today())

    def save(form: InspectionForm) -> HttpResponseBase:
        services.change(row, form.facts(), by=person(request), at=now())
        messages.success(request, _("Đã ghi."))
        return redirect("appraisals:inspection", pk)

    return _facts_page(request, row.round, initial_of(row), save, {"inspection": row})


def _facts_page(
    request: HttpRequest,
    round_: CampaignRound,
    initial: dict[str, Any],
    save: Callable[[InspectionForm], HttpResponseBase],
    more: dict[str, Any],
) -> HttpResponseBase:
    kept = kept_forms.take(request)
    form = InspectionForm(request.POST or kept, people=posts_of_who_may_sit(round_, today()), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return save(form)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
    context = frame(request, round_) | {"form": form} | more
    status = 422 if request.method == "POST" else 200
    return render(request, "appraisals/inspection_form.html", context, status=status)


@page("GET", access=SIGNED_IN)
def inspection(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Team, places, how each stands, papers, what can be done next."""
    return inspection_page(request, inspection_of(request, pk))


def inspection_page(
    request: HttpRequest, row: Inspection, refusal: Refusal | None = None
) -> HttpResponseBase:
    """The page; with a refusal of what was pressed on it."""
    on, who = today(), person(request)
    named = selectors.named_visits_of(row, on)
    visits = [one for one, _unit in named]
    context = inspection_frame(request, row)
    states = [one.state for one in visits]
    context |= {
        "team": rights.team_of(row),
        "without_post": [one.name for one in rights.team_of(row) if not one.post],
        "places": [
            {
                "visit": one,
                "unit": unit,
                "differing": sum(finding.differs for finding in one.findings.all()),
                "unclaimed": sum(finding.unclaimed for finding in one.findings.all()),
                "remedies": [(each, each.is_late(on)) for each in one.remedies.all()],
            }
            for one, unit in named
        ],
        "samples": selectors.samples_of(row),
        "papers": [(name, _(PAPER_WORDS[name])) for name in papers_of(row)] if visits else [],
        "pen": rights.holds_pen(who, row),
        "ready": bool(visits)
        and not {VisitState.PLANNED, VisitState.WRITTEN} & set(states)
        and row.state == InspectionState.RUNNING,
        "untouched": all(one.begun_at is None for one in visits),
        "is_unannounced": row.kind == RoundKind.UNANNOUNCED,
        "replaced_by": getattr(row, "replaced_by", None),
        "fault": sentence_of(refusal) if refusal else "",
        "posted": request.POST,
    }
    return render(request, "appraisals/inspection.html", context, status=422 if refusal else 200)


@page("POST", access=SIGNED_IN)
def begin(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The team sets out."""
    row = inspection_of(request, pk)
    try:
        services.begin(row, by=person(request), at=now())
    except Refusal as refusal:
        return inspection_page(request, row, refusal)
    told = row.kind == RoundKind.PERIODIC
    said = (
        _("Đã bắt đầu; các đơn vị được báo lịch.")
        if told
        else _("Đã bắt đầu; không đơn vị nào được báo trước.")
    )
    messages.success(request, said)
    return redirect("appraisals:inspection", pk)


@page("POST", access=SIGNED_IN)
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let it go."""
    row = inspection_of(request, pk)
    try:
        services.drop(row, reason=request.POST.get("reason", ""), by=person(request), at=now())
    except Refusal as refusal:
        return inspection_page(request, row, refusal)
    messages.success(request, _("Đã thôi cuộc kiểm tra này."))
    return redirect("appraisals:inspections", row.round_id)


@page("GET", "POST", access=SIGNED_IN)
def conclude(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Results in words; the units are told what to mend."""
    row = inspection_of(request, pk)
    permissions.require_run(person(request), row.round.campaign, today())
    if row.state != InspectionState.RUNNING:
        return redirect("appraisals:inspection", pk)
    kept = kept_forms.take(request)
    form = ConcludeForm(request.POST or kept)
    if request.method == "POST" and form.is_valid():
        try:
            services.conclude(row, **form.cleaned_data, by=person(request), at=now())
            messages.success(request, _("Đã thông báo kết quả; các đơn vị thấy việc phải khắc phục."))
            return redirect("appraisals:inspection", pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
    visits = selectors.visits_of(row)
    context = inspection_frame(request, row) | {
        "form": form,
        "visits": visits,
        "remedies": [one for visit in visits for one in visit.remedies.all()],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "appraisals/inspection_conclude.html", context, status=status)


@page("GET", access=SIGNED_IN)
def paper(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponseBase:
    """One of its papers as .docx or .pdf; `?don-vi=` the schedule of one unit alone; “bo-phieu”: the pack."""
    row, at = inspection_of(request, pk), now()
    if name not in {*KIND_OF, PACK}:
        raise NotFound(N_("Không có văn bản này của cuộc kiểm tra."), code="no-such-paper")
    asked = request.GET.get("don-vi", "")
    unit_id = int(asked) if asked.isdecimal() and len(asked) < 19 and name == "thong-bao-lich" else None
    made = paper_of(row, name, at=at, unit_id=unit_id)
    return attachment(write(made, form, at=at), f"{plain_name(name, row.name)}.{form}")


@page("POST", access=SIGNED_IN)
def file_paper(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Put a paper into the register, to wait for its number."""
    row = inspection_of(request, pk)
    try:
        made = inspection_filing.file_paper(row, name, by=person(request), at=now())
    except Refusal as refusal:
        return inspection_page(request, row, refusal)
    messages.success(request, _("Đã đưa vào sổ văn bản, chờ cấp số."))
    return redirect("documents:paper", made.pk)
