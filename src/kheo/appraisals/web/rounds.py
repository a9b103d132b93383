"""Pages of a campaign round's appraisal: what there is, a new round, its files, who judges what, the ranking."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.appraisals import papers, permissions
from kheo.appraisals.models import Appraisal, AppraisalRound, Assignment, Ranking
from kheo.appraisals.selectors import cards, rankings, reconsidering, waiting
from kheo.appraisals.selectors import rubrics as rubric_selectors
from kheo.appraisals.selectors.team import may_sit, proposal, team_of, who_may_sit
from kheo.appraisals.services import ranking as ranking_services
from kheo.appraisals.services import rounds as services
from kheo.appraisals.services.team import change_team
from kheo.appraisals.states import Desk
from kheo.appraisals.web.here import frame, person
from kheo.appraisals.web.round_forms import RoundForm, TeamForm
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal
from kheo.documents.public import attachment, plain_name, write
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.paging import page_of
from kheo.registrations import public as registrations
from kheo.units import public as units

_ON_A_PAGE = 50
_ON_A_LINE = (
    "desk",
    "registration__title",
    "registration__state",
    "conclusion__verdict",
    "conclusion__band",
    "conclusion__total",
)


@page("GET", access=SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponseBase:
    """What I have to score, to conclude, and what my units have to score themselves."""
    who, at = person(request), now()
    on = day_of(at)
    own = registrations.contact_unit_ids(who, on)
    # Who answers for a unit alone has nothing to judge: three questions less.
    judges = may_sit(who, on) or not own
    sheets = page_of(waiting.my_sheets(who), request.GET.get("page"), _ON_A_PAGE) if judges else None
    context = {
        "page_obj": sheets,
        "sheets": list(sheets) if sheets else [],
        "to_conclude": list(waiting.to_conclude(who)[:_ON_A_PAGE]) if judges else [],
        "to_score": list(waiting.unit_to_score(own)[:_ON_A_PAGE]) if own else [],
        "to_answer": list(reconsidering.to_answer(who)[:_ON_A_PAGE]) if judges else [],
        "asked": list(reconsidering.asked_by_units(own)[:_ON_A_PAGE]) if own else [],
        "judged": reconsidering.still_to_ask(own, at)[:_ON_A_PAGE] if own else [],
        "today": on,
    }
    return render(request, "appraisals/mine.html", context)


@page("GET", access=SIGNED_IN)
def overview(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Rubrics, rounds and the newest ranking of a campaign round."""
    on = day_of(now())
    round_ = registrations.round_for(person(request), round_id, on)
    context = frame(request, round_)
    versions = [
        one for one in rubric_selectors.versions_of(round_) if context["runs"] or one.state == "in-force"
    ]
    context |= {
        "versions": versions,
        "standings": waiting.standings_of([round_.pk]),
        "ranking": rankings.latest_ranking(round_),
    }
    return render(request, "appraisals/overview.html", context)


@page("GET", "POST", access=SIGNED_IN)
def new_round(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Open a round with its team."""
    at, who = now(), person(request)
    round_ = registrations.round_received_by(who, round_id, day_of(at))
    kept = kept_forms.take(request)
    initial: dict[str, Any] = {"spread": 2, "least_sheets": 1, "kind": "periodic"}
    initial |= {"ask_days": 5, "answer_days": 5}
    initial |= _from_plan(round_, day_of(at))
    form = RoundForm(request.POST or kept, people=who_may_sit(round_, day_of(at)), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_round(round_, services.RoundFacts(**form.facts()), by=who, at=at)
            messages.success(request, _("Đã mở đợt thẩm định. Việc tiếp theo: phân công người chấm."))
            return redirect("appraisals:assign", made.pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
    status = 422 if request.method == "POST" else 200
    return render(
        request, "appraisals/round_new.html", frame(request, round_) | {"form": form}, status=status
    )


def _from_plan(round_: Any, on: Any) -> dict[str, Any]:
    """The next appraisal that the plan names."""
    stop = rubric_selectors.next_milestone(round_, on)
    if stop is None:
        return {}
    return {"name": stop.what[:200], "starts_on": stop.from_on, "ends_on": stop.to_on}


def _round(request: HttpRequest, pk: int) -> AppraisalRound:
    return cards.round_for(person(request), pk, day_of(now()))


@page("GET", access=SIGNED_IN)
def appraisal_round(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every file of the round: where it lies, who judges it, what came out."""
    return _round_page(request, _round(request, pk))


def _round_page(
    request: HttpRequest, row: AppraisalRound, refusal: Refusal | None = None
) -> HttpResponseBase:
    on, who = day_of(now()), person(request)
    context = frame(request, row.round)
    sees_all = context["runs"] or cards.is_member(who, row) or permissions.leads(who, row.round.campaign, on)
    rows = _listed(row, with_sheets=sees_all)
    if not sees_all:
        readable = registrations.visible(who, on)
        rows = rows.filter(registration__in=readable.values("pk"))
    # Who sees only his own few needs no filter, and no count desk by desk.
    counted = dict(rows.order_by().values_list("desk").annotate(n=Count("pk"))) if sees_all else {}
    wanted = request.GET.get("loc", "") if sees_all else ""
    wanted = wanted if wanted in Desk.values else ""
    if wanted:
        rows = rows.filter(desk=wanted)
    rows = rows.annotate(unit_name=units.name_through("registration__handled_by_unit_id", on))
    total = (counted.get(wanted, 0) if wanted else sum(counted.values())) if sees_all else None
    shown = page_of(rows, request.GET.get("page"), _ON_A_PAGE, total=total)
    context |= {
        "row": row,
        "team": team_of(row),
        "page_obj": shown,
        "lines": [(one, one.unit_name) for one in shown],
        "tabs": [(desk.value, desk.label, counted.get(desk.value, 0)) for desk in Desk] if sees_all else [],
        "wanted": wanted,
        "all": sum(counted.values()),
        "may_assign": context["runs"] or row.head_id == who.pk,
        "sees_all": sees_all,
        "fault": sentence_of(refusal) if refusal else "",
        "posted": request.POST,
    }
    return render(request, "appraisals/round.html", context, status=422 if refusal else 200)


def _files(row: AppraisalRound) -> QuerySet[Appraisal]:
    return Appraisal.objects.filter(appraisal_round=row).order_by("registration__title_sort", "pk")


def _listed(row: AppraisalRound, *, with_sheets: bool) -> QuerySet[Appraisal]:
    """With what a line of the list shows and no more: sheets and cards of fifty files are long."""
    rows = _files(row).select_related("registration", "conclusion").only(*_ON_A_LINE)
    if not with_sheets:
        return rows
    sheets = Assignment.objects.select_related("appraiser").order_by("appraiser__name_sort", "pk")
    sheets = sheets.only("appraisal_id", "state", "appraiser__full_name")
    return rows.prefetch_related(Prefetch("assignments", queryset=sheets))


@page("GET", "POST", access=SIGNED_IN)
def assign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who judges what: proposed by load, decided by hand."""
    at, who = now(), person(request)
    row = _round(request, pk)
    if row.head_id != who.pk:
        permissions.require_run(who, row.round.campaign, day_of(at))
    files = _files(row).exclude(desk=Desk.DONE).exclude(registration__state=registrations.State.WITHDRAWN)
    files = files.select_related("registration__lead", "registration__sector")
    files = files.defer("self_sheet", "common_sheet")
    shown = page_of(files, request.GET.get("page"), _ON_A_PAGE)
    fault = ""
    if request.method == "POST":
        try:
            pairs = [_pair(one) for one in request.POST.getlist("pair")]
            made = services.assign(row, [one for one in pairs if one], by=who, at=at)
            messages.success(request, _("Đã phân công %(count)d lượt chấm.") % {"count": len(made)})
            return redirect("appraisals:round", pk)
        except Refusal as refusal:
            fault = sentence_of(refusal)
    context = frame(request, row.round) | {
        "row": row,
        "page_obj": shown,
        "fault": fault,
        **proposal(row, list(shown), day_of(at), asked=request.GET.get("de-xuat") == "1"),
    }
    return render(request, "appraisals/assign.html", context, status=422 if fault else 200)


@page("GET", "POST", access=SIGNED_IN)
def team(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another team for the round."""
    at, who = now(), person(request)
    row = _round(request, pk)
    if row.head_id != who.pk:
        permissions.require_run(who, row.round.campaign, day_of(at))
    sitting = team_of(row)
    people = who_may_sit(row.round, day_of(at))
    people += [one for one in sitting if one not in people]
    initial = {"head": str(row.head_id), "team": [str(one.pk) for one in sitting]}
    form = TeamForm(request.POST or kept_forms.take(request), people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_team(row, **form.facts(), by=who, at=at)
            messages.success(
                request, _("Đã ghi tổ thẩm định mới. Hãy phân công phiếu của người rời tổ cho người khác.")
            )
            return redirect("appraisals:assign", pk)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
    status = 422 if request.method == "POST" else 200
    context = frame(request, row.round) | {"row": row, "form": form}
    return render(request, "appraisals/team.html", context, status=status)


def _pair(text: str) -> tuple[int, int] | None:
    left, _dash, right = text.partition("-")
    return (int(left), int(right)) if left.isdecimal() and right.isdecimal() else None


@page("POST", access=SIGNED_IN)
def call_off(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take back a round opened by mistake."""
    row = _round(request, pk)
    try:
        services.call_off(row, reason=request.POST.get("reason", ""), by=person(request), at=now())
    except Refusal as refusal:
        return _round_page(request, row, refusal)
    messages.success(request, _("Đã hủy đợt “%(name)s”. Các đơn vị được báo.") % {"name": row.name})
    return redirect("appraisals:overview", row.round_id)


@page("POST", access=SIGNED_IN)
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Close the round."""
    row = _round(request, pk)
    try:
        services.close_round(row, by=person(request), at=now())
    except Refusal as refusal:
        return _round_page(request, row, refusal)
    messages.success(request, _("Đã kết thúc đợt thẩm định."))
    return redirect("appraisals:round", pk)


@page("GET", "POST", access=SIGNED_IN)
def ranking(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The frozen rankings; the next one is made here."""
    at, who = now(), person(request)
    row = _round(request, pk)
    fault = ""
    if request.method == "POST":
        try:
            made = ranking_services.make_ranking(row, reason=request.POST.get("reason", ""), by=who, at=at)
            messages.success(request, _("Đã lập bản xếp loại số %(number)d.") % {"number": made.number})
            return redirect("appraisals:ranking", pk)
        except Refusal as refusal:
            fault = sentence_of(refusal)
    versions = rankings.rankings_of(row)
    shown = _chosen(versions, request.GET.get("ban", ""))
    context = frame(request, row.round)
    context |= {
        "row": row,
        "versions": versions,
        "shown": shown,
        "sections": _sections(request, shown),
        "stale": rankings.is_stale(row, versions),
        "unconcluded": rankings.unconcluded(row),
        "may_make": context["runs"] or row.head_id == who.pk,
        "fault": fault,
        "posted": request.POST,
    }
    return render(request, "appraisals/ranking.html", context, status=422 if fault else 200)


def _chosen(versions: list[Ranking], asked: str) -> Ranking | None:
    if asked.isdecimal():
        found = next((one for one in versions if one.number == int(asked)), None)
        if found is None:
            raise NotFound(N_("Không có bản xếp loại này."), code="ranking-not-found")
        return found
    return versions[0] if versions else None


def _sections(request: HttpRequest, shown: Ranking | None) -> list[tuple[str, Any]]:
    """The rows by rubric. Two hundred a page at most: a whole commune, never a whole province at once."""
    if shown is None:
        return []
    found: dict[str, list[Any]] = {}
    for one in Paginator(shown.rows, 200).get_page(request.GET.get("page")):
        found.setdefault(one["rubric"], []).append(one)
    return list(found.items())


@page("GET", access=SIGNED_IN)
def ranking_file(request: HttpRequest, pk: int, number: int, form: str) -> HttpResponseBase:
    """“Bảng tổng hợp điểm” of one frozen version."""
    row, at = _round(request, pk), now()
    shown = _chosen(rankings.rankings_of(row), str(number))
    if shown is None:
        raise NotFound(N_("Không có bản xếp loại này."), code="ranking-not-found")
    paper = papers.summary(row, shown, day_of(at))
    stem = plain_name("bang tong hop diem", row.name, shown.number)
    return attachment(write(paper, form, at=at), f"{stem}.{form}")
