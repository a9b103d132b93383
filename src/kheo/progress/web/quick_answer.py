"""“Trả lời nhanh”: one page to read into the telephone, or to print."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.progress.selectors.quick_answer import answer
from kheo.progress.web.people import person
from kheo.registrations import public as registrations


@page("GET", access=SIGNED_IN)
def quick_answer(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Totals as of this moment, for whoever reads the whole list of the round."""
    at = now()
    round_, _rights = registrations.opened(person(request), round_id, day_of(at))
    context = {"round": round_, "campaign": round_.campaign, "found": answer(round_, at), "at": at}
    return render(request, "progress/quick_answer.html", context)
