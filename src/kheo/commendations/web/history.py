"""Sổ khen thưởng: what a unit, person or household was given, when, for what."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kheo.commendations.papers.ceremonies import register
from kheo.commendations.selectors.decisions import Counted, history
from kheo.commendations.web.common import paper_file, person
from kheo.core.errors import N_, NotFound
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.units import public as units

_ON_A_PAGE = 50
_MOST_IN_FILE = 5000
_MOST_ROUNDS = 20


def _year(request: HttpRequest) -> int | None:
    text = request.GET.get("nam", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def _counted(request: HttpRequest) -> Counted | None:
    """What a figure of a report asked to see (`dot` once or more, `chu-the`, `hinh-thuc`)."""
    rounds = frozenset(int(one) for one in request.GET.getlist("dot")[:_MOST_ROUNDS] if one.isdecimal())
    asked = request.GET.get("chu-the", ""), request.GET.get("hinh-thuc", "")
    return Counted(rounds, *asked) if rounds else None


@page("GET", access=SIGNED_IN)
def awards(request: HttpRequest) -> HttpResponseBase:
    """Every award in sight, found without marks."""
    on, who = today(), person(request)
    words = request.GET.get("tim", "")[:100]
    counted = _counted(request)
    rows = history(who, on, words=words, year=_year(request), counted=counted)
    shown = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    names = units.names({one.unit_id for one in shown}, on)
    context = {
        "page_obj": shown,
        "rows": [(one, names.get(one.unit_id, "")) for one in shown],
        "words": words,
        "year": _year(request) or "",
        "counted": counted,
        "query": request.GET.urlencode(),
    }
    return render(request, "commendations/history.html", context)


@page("GET", access=SIGNED_IN)
def awards_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same as .xlsx, .docx, .pdf."""
    at, who = now(), person(request)
    on = day_of(at)
    words, year = request.GET.get("tim", "")[:100], _year(request)
    rows = list(history(who, on, words=words, year=year, counted=_counted(request))[:_MOST_IN_FILE])
    held = units.own_unit_ids(who, on)
    unit = next(iter(units.with_names(units.Unit.objects.filter(pk__in=held), on).order_by("pk")), None)
    if not rows or unit is None:
        raise NotFound(N_("Không có khen thưởng nào để đưa vào sổ."), code="nothing-found")
    title = f"Năm {year}" if year else "Các năm"
    paper = register(units.commune_root(unit, on), rows, title=title, on=on)
    return paper_file(paper, unit, "", f"so-khen-thuong.{form}", at=at)
