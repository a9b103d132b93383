"""“Báo cáo của cấp dưới”: the issued reports of the bodies below added up, and who has not reported."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.reports.papers.tables import lower_paper
from kheo.reports.selectors.lower import added_up
from kheo.reports.selectors.scopes import opened
from kheo.reports.states import ReviewKind
from kheo.reports.web.people import person


def _kind(request: HttpRequest) -> ReviewKind:
    asked = request.GET.get("loai", "")
    return ReviewKind(asked) if asked in ReviewKind.values else ReviewKind.YEAR


@page("GET", access=SIGNED_IN)
def lower(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The table, for the kind of report that the address names."""
    on, kind = today(), _kind(request)
    round_, _rights = opened(person(request), round_id, on)
    found = added_up(round_, kind, on)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "kind": kind,
        "kinds": ReviewKind.choices,
        "found": found,
        "lines": [
            (
                row,
                [
                    (name, value)
                    for (name, _unit), value in zip(found.heads, row.values, strict=bool(row.values))
                ],
            )
            for row in found.lines
        ],
    }
    return render(request, "reports/lower.html", context)


@page("GET", access=SIGNED_IN)
def lower_file(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """The same on paper, or as .xlsx."""
    at, kind = now(), _kind(request)
    on = day_of(at)
    round_, _rights = opened(person(request), round_id, on)
    paper = lower_paper(round_, str(kind.label), added_up(round_, kind, on), on)
    return documents.attachment(
        documents.write(paper, form, at=at), f"tong-hop-cap-duoi-{round_.year}.{form}"
    )
