"""The fund of a year: its ceiling, its rows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.commendations.frozen import Enacted
from kheo.commendations.selectors import fund as selectors
from kheo.commendations.services import fund as services
from kheo.commendations.states import FundKind
from kheo.commendations.web.common import person
from kheo.commendations.web.forms import EntryForm, FundForm, ReasonForm
from kheo.core.errors import N_, InvalidInput, NotFound, Refusal
from kheo.core.vietnamese import format_number
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.recognitions import public as recognitions


def _years(round_: Any, on: Any) -> list[int]:
    return sorted({round_.year, on.year})


@page("GET", "POST", access=SIGNED_IN)
def fund(request: HttpRequest, round_id: int, year: int) -> HttpResponseBase:
    """Set what bounds the fund of a year; then rows."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    if year not in _years(round_, on):
        raise NotFound(N_("Chỉ mở quỹ của năm phong trào và năm nay."), code="fund-year")
    row = selectors.fund_of(round_, year, on)
    unpaid = selectors.unpaid(round_, row) if row else []
    is_bound = request.POST.get("what") == "bound"
    bound = FundForm(request.POST if is_bound else None, initial=_initial(row))
    entry = EntryForm(
        request.POST if request.method == "POST" and not is_bound else None,
        decisions=[
            (str(one.pk), f"{one}: {format_number(Enacted.from_json(one.content).total)} đồng")
            for one in unpaid
        ],
        initial=_proposed(unpaid, on),
    )
    form = bound if is_bound else entry
    if request.method == "POST" and form.is_valid():
        try:
            if is_bound:
                typed = bound.cleaned_data
                services.set_year(
                    round_,
                    year=year,
                    recurrent=typed["recurrent"],
                    permille=int(typed["permille"]),
                    basis=typed["basis"],
                    by=who,
                    at=at,
                )
            elif row is not None:
                chosen = next((one for one in unpaid if str(one.pk) == entry.cleaned_data["decision"]), None)
                said = services.Entry(**{**entry.cleaned_data, "decision": chosen})
                services.enter(round_, row, entry=said, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã ghi vào quỹ."))
            return redirect("commendations:fund", round_id, year)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "year": year,
        "years": _years(round_, on),
        "fund": row,
        "state": selectors.state_of(row) if row else None,
        "entries": selectors.entries_of(row) if row else [],
        "bound": bound,
        "entry": entry,
        "is_bound": is_bound,
    }
    return render(
        request, "commendations/fund.html", context, status=422 if request.method == "POST" else 200
    )


def _initial(row: Any) -> dict[str, Any]:
    return (
        {"recurrent": row.recurrent, "permille": row.permille, "basis": row.basis}
        if row
        else {"permille": 10}
    )


def _proposed(unpaid: list[Any], on: Any) -> dict[str, Any]:
    """The payment that is owed first."""
    if not unpaid:
        return {"on": on}
    first = unpaid[0]
    return {
        "on": on,
        "kind": FundKind.PRIZE,
        "decision": str(first.pk),
        "amount": Enacted.from_json(first.content).total,
        "words": f"Chi tiền thưởng theo Quyết định số {first}",
    }


@page("GET", "POST", access=SIGNED_IN)
def reverse(request: HttpRequest, round_id: int, year: int, pk: int) -> HttpResponseBase:
    """Take a wrong row back."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    row = selectors.fund_of(round_, year, on)
    entry = selectors.entry_of(row, pk) if row else None
    if entry is None:
        raise NotFound(N_("Không có dòng này trong quỹ."), code="no-entry")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.reverse(round_, entry, reason=form.cleaned_data["reason"], by=who, at=at)
        messages.success(request, _("Đã hủy dòng này bằng một dòng ngược lại."))
        return redirect("commendations:fund", round_id, year)
    context = {"round": round_, "campaign": round_.campaign, "year": year, "entry": entry, "form": form}
    return render(
        request, "commendations/reverse.html", context, status=422 if request.method == "POST" else 200
    )
