"""“Từng đơn vị cuối năm”: what each unit did, for the body that rates units and their heads."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.reports.papers.tables import numbers_of, unit_heads, units_paper
from kheo.reports.selectors.scopes import opened
from kheo.reports.selectors.unit_sheets import unit_years
from kheo.reports.web.people import person


@page("GET", access=SIGNED_IN)
def units_sheet(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The table on screen."""
    on = today()
    round_, _rights = opened(person(request), round_id, on)
    heads = unit_heads()
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "heads": heads,
        "lines": [(row, list(zip(heads, numbers_of(row), strict=True))) for row in unit_years(round_, on)],
    }
    return render(request, "reports/units.html", context)


@page("GET", access=SIGNED_IN)
def units_file(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """The same on paper, or as .xlsx."""
    at = now()
    on = day_of(at)
    round_, _rights = opened(person(request), round_id, on)
    data = documents.write(units_paper(round_, unit_years(round_, on), on), form, at=at)
    return documents.attachment(data, f"phieu-cuoi-nam-{round_.year}.{form}")
