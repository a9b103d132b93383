"""The officer's desk: what was sent, one by one and many at once; and the unit's own withdrawal."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import clean_line, fold, parse_date
from kheo.kernel.clock import day_of, end_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.queue import onward
from kheo.registrations import listing, selectors
from kheo.registrations.models import Registration
from kheo.registrations.queues import desk_queue
from kheo.registrations.services.deciding import accept, accept_many, return_, seen_mark, withdraw
from kheo.registrations.states import Kind, State, label_for_officer
from kheo.registrations.web.line import time_line
from kheo.registrations.web.people import person
from kheo.registrations.web.reading import detail_context
from kheo.units import public as units

_ON_A_PAGE = 50
_SHOWN_STATES = (State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.WITHDRAWN)


@page("GET", access=SIGNED_IN)
def desk(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """What was sent in the round; first what waits."""
    at = now()
    on = day_of(at)
    round_ = selectors.round_received_by(person(request), round_id, on)
    wanted = request.GET.get("trang-thai", State.SUBMITTED)
    typed = clean_line(request.GET.get("tim", ""))[:200]
    rows = selectors.sent_to(round_)
    if wanted in _SHOWN_STATES:
        rows = rows.filter(state=wanted)
    if words := fold(typed):
        title = Q(title_folded__contains=words)
    else:  # only signs, such as “%”
        title = Q(title__contains=typed) if typed else Q()
    counts, fitting, changes_waiting = selectors.desk_counts(round_, title)
    rows = rows.filter(title).annotate(unit_name=listing.unit_name("handled_by_unit_id", on))
    paginator = Paginator(rows, _ON_A_PAGE)
    states = [wanted] if wanted in _SHOWN_STATES else _SHOWN_STATES
    paginator.count = sum(fitting.get(state, 0) for state in states)
    shown = paginator.get_page(request.GET.get("page"))
    names = {row.handled_by_unit_id: str(vars(row)["unit_name"]) for row in shown}
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "page_obj": shown,
        "lines": [_line(row, names) for row in shown],
        "wanted": wanted,
        "tim": request.GET.get("tim", ""),
        "tabs": [(s.value, label_for_officer(s), counts.get(s, 0)) for s in _SHOWN_STATES],
        "all_count": sum(counts.get(s, 0) for s in _SHOWN_STATES),
        **time_line(round_, on),
        "drafting": counts.get(State.DRAFT, 0),
        "waiting": counts.get(State.SUBMITTED, 0),
        "changes_waiting": changes_waiting,
        "at": at,
    }
    return render(request, "registrations/desk.html", context)


def _line(row: Registration, names: dict[int, str]) -> dict[str, Any]:
    return {
        "row": row,
        "unit": names.get(row.handled_by_unit_id, ""),
        "kind": Kind(row.kind).label,
        "word": label_for_officer(State(row.state)),
        "waits": row.state == State.SUBMITTED,
        "seen": seen_mark(row),
    }


@page("POST", access=SIGNED_IN)
def accept_chosen(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """First how many and which; then, confirmed, all of them or none."""
    at = now()
    on = day_of(at)
    round_ = selectors.round_received_by(person(request), round_id, on)
    pks = [int(pk) for pk in request.POST.getlist("chon") if pk.isdecimal()]
    if request.POST.get("xac-nhan"):
        seen = {pk: request.POST.get(f"seen-{pk}", "") for pk in pks}
        taken = accept_many(pks, by=person(request), at=at, seen=seen)
        messages.success(request, _("Đã tiếp nhận %(count)d đăng ký.") % {"count": len(taken)})
        return redirect("registrations:desk", round_id)
    rows = list(selectors.sent_to(round_).filter(pk__in=pks, state=State.SUBMITTED))
    if not rows:
        messages.warning(request, _("Chưa chọn đăng ký nào đang chờ tiếp nhận."))
        return redirect("registrations:desk", round_id)
    names = units.names({row.handled_by_unit_id for row in rows}, on)
    lines = [_line(row, names) for row in rows]
    for line in lines:  # as the list showed it, not as it is at this step
        line["seen"] = request.POST.get(f"seen-{line['row'].pk}") or line["seen"]
    context = {"round": round_, "campaign": round_.campaign, "lines": lines}
    return render(request, "registrations/accept_chosen.html", context)


@page("POST", access=SIGNED_IN)
def accept_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take one registration in."""
    at = now()
    row = selectors.registration_for(person(request), pk, day_of(at))
    accept(row, by=person(request), at=at, seen=request.POST.get("seen", ""))
    return _onward(request, row, _("Đã tiếp nhận “%(title)s”. Đơn vị đã được báo.") % {"title": row.title})


@page("POST", access=SIGNED_IN)
def return_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give one back, with the reason."""
    at = now()
    row = selectors.registration_for(person(request), pk, day_of(at))
    try:
        limit = _limit(request.POST.get("resubmit_until", ""))
        return_(
            row,
            reason=request.POST.get("reason", ""),
            by=person(request),
            at=at,
            resubmit_until=limit,
            seen=request.POST.get("seen", ""),
        )
    except InvalidInput as refusal:
        return _again(request, row, refusal, "return", at=at)
    return _onward(
        request, row, _("Đã trả lại “%(title)s”. Đơn vị đã được báo lý do.") % {"title": row.title}
    )


def _onward(request: HttpRequest, row: Registration, said: str) -> HttpResponseBase:
    """To the next registration that waits."""
    return onward(request, said, desk_queue(row), here=reverse("registrations:detail", args=[row.pk]))


@page("POST", access=SIGNED_IN)
def withdraw_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The unit gives its registration up."""
    at = now()
    row = selectors.registration_for(person(request), pk, day_of(at))
    try:
        withdraw(row, reason=request.POST.get("reason", ""), by=person(request), at=at)
    except InvalidInput as refusal:
        return _again(request, row, refusal, "withdraw", at=at)
    messages.success(request, _("Đã rút đăng ký “%(title)s”.") % {"title": row.title})
    return redirect("registrations:detail", pk)


def _again(
    request: HttpRequest, row: Registration, refusal: InvalidInput, verb: str, *, at: datetime
) -> HttpResponseBase:
    """The page once more with the fault at its field and what was typed."""
    context = detail_context(request, row, writes=verb == "withdraw", at=at)
    context |= {
        "fault_of": verb,
        "fault_field": refusal.field or "resubmit_until",
        "fault": sentence_of(refusal),
        "posted": request.POST,
        "seen": request.POST.get("seen", ""),
    }
    return render(request, "registrations/detail.html", context, status=422)


def _limit(text: str) -> datetime | None:
    """The first moment after the day until which it may be sent again."""
    return end_of(parse_date(text)) if text.strip() else None
