"""“Số liệu”: every figure of a round as of this moment, each opening its list; the reports written from them."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.core.errors import N_, NotFound
from kheo.core.vietnamese import upper_first
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.progress import public as progress
from kheo.reports import permissions
from kheo.reports.content import Content, Figure
from kheo.reports.measures import BY_KEY
from kheo.reports.selectors.counting import NARROW, listed
from kheo.reports.selectors.figures import address_of, content_of
from kheo.reports.selectors.reviews import number_of, reviews_of
from kheo.reports.selectors.scopes import Scope, opened, scope_of
from kheo.reports.states import ReviewKind
from kheo.reports.web.people import person

_ON_A_PAGE = 50
PHASE = "giai-doan"
"""In an address: all years of the campaign up to this one."""
_NARROWS = {"sector": "linh-vuc", "kind": "loai", "subject": "chu-tri", "unit": "don-vi", "year": "nam"}


@page("GET", access=SIGNED_IN)
def figures(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """To read into the telephone, or to print; from here reports are begun. `?giai-doan=1` adds up the years."""
    at = now()
    on, who = day_of(at), person(request)
    round_, rights = opened(who, round_id, on)
    scope = _scope(request, round_)
    content = content_of(scope, at)
    period = progress.reporting_of(round_).now(on)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rights": rights,
        "writes": permissions.can_write(who, round_.campaign, on),
        "at": at,
        "phase": len(scope.rounds) > 1,
        "has_phase": len(scope_of(round_, ReviewKind.FINAL).rounds) > 1,
        "content": content,
        "groups": grouped(content, receives=rights.receive),
        "breakdowns": breakdowns(content, scope),
        "period": period,
        "reports": progress.report_counts(round_, period, at) if period else None,
        "silent_words": upper_first(progress.silent_words()),
        "copying": progress.copy_results(round_).results,
        "reviews": [(one, number_of(one)) for one in reviews_of(round_)],
        "kinds": ReviewKind.choices,
    }
    return render(request, "reports/round.html", context)


def _scope(request: HttpRequest, round_: Any) -> Scope:
    return scope_of(round_, ReviewKind.FINAL if request.GET.get(PHASE) else "")


def grouped(content: Content, *, receives: bool = True) -> list[tuple[str, list[Figure]]]:
    """Headings with their figures; the log of reminders opens for whoever runs the campaign."""
    found: dict[str, list[Figure]] = {}
    for one in content.figures:
        found.setdefault(one.group, []).append(one)
    if not receives:
        return [(group, [_closed(one) for one in rows]) for group, rows in found.items()]
    return list(found.items())


def _closed(one: Figure) -> Figure:
    if one.key != "reminded":
        return one
    return Figure(one.key, one.name, one.token, one.unit, one.value, one.group, one.before, one.target)


def breakdowns(content: Content, scope: Scope | None) -> list[dict[str, Any]]:
    """Tables of the page; with a scope every number opens its list."""
    found = []
    lists = {key: address_of(scope, key) for key, _name in content.columns} if scope else {}
    for one in content.breakdowns:
        lines = [
            {
                "label": line.label,
                "cells": [
                    (
                        name,
                        line.values.get(key, 0),
                        _narrowed(lists[key], _NARROWS[one.key], line.key) if scope else "",
                    )
                    for key, name in content.columns
                ],
            }
            for line in one.lines
        ]
        found.append({"key": one.key, "title": one.title, "lines": lines})
    return found


def _narrowed(address: str, name: str, value: str) -> str:
    """A list's address narrowed to one line of a table; asked for every cell of it."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({name: value or '-'})}"


@page("GET", access=SIGNED_IN)
def figure(request: HttpRequest, round_id: int, measure: str) -> HttpResponseBase:
    """The registrations that a figure counts, narrowed by what the address says."""
    on, who = today(), person(request)
    round_, _rights = opened(who, round_id, on)
    if measure not in BY_KEY:
        raise NotFound(
            N_("Không có số liệu này. Hãy mở lại từ trang số liệu của phong trào."), code="figure-not-found"
        )
    scope = _scope(request, round_)
    asked = {name: request.GET.get(name, "") for name in NARROW}
    shown = Paginator(listed(scope.ids, measure, asked, on), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "measure": BY_KEY[measure],
        "narrowed": any(asked.values()),
        "all_url": address_of(scope, measure),
        "page_obj": shown,
        "none": _("chưa ghi"),
    }
    return render(request, "reports/figure.html", context)
