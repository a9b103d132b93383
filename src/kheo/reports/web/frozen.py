"""“Số liệu chốt ngày …”: freezing, what was frozen, and why the figures of now are others."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.core.errors import N_, NotFound
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.reports.content import Content, changes, moved
from kheo.reports.selectors.reviews import is_whole, live_of, review_for, snapshot_for
from kheo.reports.services import writing as services
from kheo.reports.web.people import person
from kheo.reports.web.round_page import grouped

_ON_A_PAGE = 100
_MOST_NAMED = 30


@page("POST", access=SIGNED_IN)
def freeze(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Freeze what is counted now."""
    at, who = now(), person(request)
    made = services.freeze(review_for(who, pk, day_of(at)), by=who, at=at)
    messages.success(request, _("Đã chốt số liệu lần %(number)d.") % {"number": made.number})
    return redirect("reports:review", pk)


@page("GET", access=SIGNED_IN)
def snapshot(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Frozen figures with their fingerprint, beside those of now: which registrations came, left, were changed."""
    at, who = now(), person(request)
    row = snapshot_for(who, pk, day_of(at))
    then = Content.from_json(row.content)
    present = live_of(row.review, at, with_cases=True)
    found = changes(then, present)
    context = {
        "snapshot": row,
        "review": row.review,
        "round": row.review.round,
        "campaign": row.review.round.campaign,
        "whole": is_whole(row),
        "groups": grouped(then),
        "at": at,
        "changes": [
            {
                "change": one,
                "came": one.came[:_MOST_NAMED],
                "left": one.left[:_MOST_NAMED],
                "more": max(len(one.came), len(one.left)) > _MOST_NAMED,
            }
            for one in found
            if one.came or one.left
        ],
        "others": [one for one in found if not one.came and not one.left],
        "moved": moved(then, present)[:_MOST_NAMED],
    }
    return render(request, "reports/snapshot.html", context)


@page("GET", access=SIGNED_IN)
def frozen_figure(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """The registrations that a frozen figure counted, as they were."""
    row = snapshot_for(person(request), pk, today())
    then = Content.from_json(row.content)
    figure = next((one for one in then.figures if one.key == key), None)
    rows = [case for case in then.cases if key in case.counts]
    if figure is None or (figure.value and not rows):
        raise NotFound(
            N_("Số liệu chốt này không giữ danh sách của con số đó. Hãy mở lại từ trang số liệu chốt."),
            code="figure-not-found",
        )
    context = {
        "snapshot": row,
        "review": row.review,
        "round": row.review.round,
        "campaign": row.review.round.campaign,
        "figure": figure,
        "page_obj": Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reports/frozen_figure.html", context)


@page("GET", access=SIGNED_IN)
def snapshot_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The frozen figures as they were hashed, for whoever checks the fingerprint himself."""
    row = snapshot_for(person(request), pk, today())
    plain = json.dumps(row.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    name = documents.plain_name("so lieu chot", row.review.kind, row.review.round.year, row.number)
    return documents.attachment(plain.encode(), f"{name}.json")
