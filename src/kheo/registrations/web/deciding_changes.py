"""A proposed change before the officer: the list of a round, one with both sides, yes, no; and taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.core.errors import InvalidInput, NotAllowed
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.queue import onward
from kheo.registrations import amendments, listing, permissions, selectors
from kheo.registrations.hooks import origin_of
from kheo.registrations.models import Amendment
from kheo.registrations.queues import change_queue
from kheo.registrations.services.amending import take_back
from kheo.registrations.services.deciding_changes import agree, change_mark, refuse
from kheo.registrations.states import AmendmentState, State
from kheo.registrations.web.changes import compared
from kheo.registrations.web.people import person
from kheo.units import public as units

_ON_A_PAGE = 50
_EVERY = "tat-ca"
LOOKS = {
    AmendmentState.DRAFT: "draft",
    AmendmentState.PROPOSED: "waiting",
    AmendmentState.AGREED: "accepted",
    AmendmentState.REFUSED: "refused",
    AmendmentState.WITHDRAWN: "withdrawn",
}


@page("GET", access=SIGNED_IN)
def change_list(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """What units of the round propose to change; first what waits, the longest waiting on top."""
    on = day_of(now())
    round_ = selectors.round_received_by(person(request), round_id, on)
    wanted = request.GET.get("trang-thai", AmendmentState.PROPOSED)
    rows = amendments.changes_sent(round_)
    if wanted in AmendmentState.values:
        rows = rows.filter(state=wanted)
    named = rows.annotate(unit_name=listing.unit_name("registration__handled_by_unit_id", on))
    shown = Paginator(named, _ON_A_PAGE).get_page(request.GET.get("page"))
    sent = [state for state in AmendmentState if state != AmendmentState.DRAFT]
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "page_obj": shown,
        "lines": [
            {"row": row, "unit": vars(row)["unit_name"] or "", "look": LOOKS[AmendmentState(row.state)]}
            for row in shown
        ],
        "wanted": wanted,
        "waiting": shown.paginator.count
        if wanted == AmendmentState.PROPOSED
        else amendments.changes_waiting([round_.pk]).get(round_.pk, 0),
        "filters": [*((state.value, state.label) for state in sent), (_EVERY, _("Tất cả"))],
    }
    return render(request, "registrations/changes.html", context)


@page("GET", access=SIGNED_IN)
def change(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One proposal: what stands and what is asked for, side by side."""
    on = day_of(now())
    one = amendments.change_for(person(request), pk, on)
    if one.state == AmendmentState.DRAFT:
        return redirect("registrations:change_new", one.registration_id)
    return render(request, "registrations/change.html", _context(request, one, now()))


def _context(request: HttpRequest, one: Amendment, at: datetime) -> dict[str, Any]:
    on, row = day_of(at), one.registration
    waits = one.state == AmendmentState.PROPOSED
    decided = one.state == AmendmentState.AGREED
    decides = waits and permissions.can_receive(person(request), row.round.campaign, on)
    return {
        "queue": change_queue(one) if decides else None,
        "amendment": one,
        "registration": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "unit_name": units.names([row.handled_by_unit_id], on).get(row.handled_by_unit_id, ""),
        "look": LOOKS[AmendmentState(one.state)],
        "word": AmendmentState(one.state).label,
        "origin": origin_of(one.origin, row, person(request), on),
        "receipt": getattr(one, "receipt", None),
        "made": one.made_version if decided else None,
        "compared": compared(amendments.base_of(one), amendments.proposed_content(one)),
        "was_head": _("Bản trước") if decided else _("Bản đã tiếp nhận"),
        "becomes_head": _("Bản đã đồng ý") if decided else _("Bản đề nghị"),
        "may_decide": decides,
        "may_take_back": waits and _writes(request, one, at),
        "may_again": one.state in {AmendmentState.REFUSED, AmendmentState.WITHDRAWN}
        and row.state == State.ACCEPTED
        and _writes(request, one, at)
        and row.pk not in amendments.open_changes([row.pk]),
        "seen": change_mark(one),
    }


def _writes(request: HttpRequest, one: Amendment, at: datetime) -> bool:
    try:
        permissions.require_amender(person(request), one, day_of(at))
    except NotAllowed:
        return False
    return True


@page("POST", access=SIGNED_IN)
def agree_to(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The yes."""
    at = now()
    one = amendments.change_for(person(request), pk, day_of(at))
    version = agree(one, by=person(request), at=at, seen=request.POST.get("seen", ""))
    said = _("Đã đồng ý. Bản thứ %(number)d có hiệu lực; đơn vị đã được báo.") % {"number": version.number}
    return onward(request, said, change_queue(one), here=reverse("registrations:change", args=[pk]))


@page("POST", access=SIGNED_IN)
def refuse_it(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The no, with its reason."""
    at = now()
    one = amendments.change_for(person(request), pk, day_of(at))
    try:
        refuse(
            one,
            reason=request.POST.get("reason", ""),
            by=person(request),
            at=at,
            seen=request.POST.get("seen", ""),
        )
    except InvalidInput as refusal:
        context = _context(request, one, at) | {"fault": sentence_of(refusal), "posted": request.POST}
        return render(request, "registrations/change.html", context, status=422)
    said = _("Đã ghi không đồng ý. Đơn vị đã được báo lý do.")
    return onward(request, said, change_queue(one), here=reverse("registrations:change", args=[pk]))


@page("POST", access=SIGNED_IN)
def take_it_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The unit takes its proposal back."""
    at = now()
    one = amendments.change_for(person(request), pk, day_of(at))
    take_back(one, reason=request.POST.get("reason", ""), by=person(request), at=at)
    messages.success(request, _("Đã rút đề nghị. Bản đã tiếp nhận giữ nguyên."))
    return redirect("registrations:change", pk)
