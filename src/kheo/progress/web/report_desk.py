"""The officer's side: the table of a round, receiving and returning, the round's periods."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import InvalidInput
from kheo.documents.public import attachment
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.queue import onward
from kheo.progress import report_papers
from kheo.progress.models import ProgressReport
from kheo.progress.queues import report_queue
from kheo.progress.selectors import reports as selectors
from kheo.progress.selectors import round_table
from kheo.progress.selectors.periods import Reporting, RoundPeriod, no_period, reporting_of
from kheo.progress.services import periods as services
from kheo.progress.services.receiving import receive, return_
from kheo.progress.states import Rhythm
from kheo.progress.web.people import person
from kheo.progress.web.report_reading import report_context
from kheo.registrations import public as registrations


@page("GET", access=SIGNED_IN)
def round_reports(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Who reported, who is late, of whom there is no news, what is at risk."""
    at = now()
    round_, rights = registrations.opened(person(request), round_id, day_of(at))
    reporting = reporting_of(round_)
    period = _period_asked(request, reporting, at)
    context: dict[str, Any] = {
        "round": round_,
        "campaign": round_.campaign,
        "reporting": reporting,
        "period": period,
        "receives": rights.receive,
        "at": at,
    }
    if period is not None:
        asked = request.GET.dict()
        counts = round_table.counts(round_, period, at, asked=asked)
        shown = round_table.page_of(round_, period, asked, at, counts)
        context |= {
            "page_obj": shown,
            "lines": round_table.lines_of(shown, round_, period, at),
            "counts": counts,
            "tabs": [(tab, word, counts.tabs[tab]) for tab, word in round_table.tab_words().items()],
            "wanted": asked.get("loc", ""),
            "tim": asked.get("tim", ""),
            "next_url": reverse("progress:report", args=[counts.next_waiting]) if counts.next_waiting else "",
        }
    return render(request, "progress/round.html", context)


@page("GET", access=SIGNED_IN)
def round_file(request: HttpRequest, round_id: str, period: str, form: str) -> HttpResponseBase:
    """“Báo cáo tiến độ” of the round in one period, as .docx, .pdf or .xlsx."""
    at = now()
    round_, _rights = registrations.opened(person(request), int(round_id), day_of(at))
    found = reporting_of(round_).find(period)
    if found is None:
        raise no_period()
    paper = report_papers.round_paper(round_, found, at)
    name = registrations.plain_name("bao cao tien do", found.name)
    return attachment(registrations.write(paper, form, at=at), f"{name}.{form}")


@page("POST", access=SIGNED_IN)
def receive_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that the report was read; then the next one that waits."""
    at = now()
    row = selectors.report_for(person(request), pk, day_of(at))
    receive(row, by=person(request), at=at, seen=request.POST.get("seen", ""))
    return _onward(request, row, _("Đã nhận báo cáo của “%(title)s”.") % {"title": row.registration.title})


@page("POST", access=SIGNED_IN)
def return_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give it back with the reason; then the next one that waits."""
    at = now()
    row = selectors.report_for(person(request), pk, day_of(at))
    try:
        return_(
            row,
            reason=request.POST.get("reason", ""),
            by=person(request),
            at=at,
            seen=request.POST.get("seen", ""),
        )
    except InvalidInput as refusal:
        context = report_context(request, row, at=at) | {
            "fault": sentence_of(refusal),
            "posted": request.POST,
        }
        return render(request, "progress/report.html", context, status=422)
    return _onward(request, row, _("Đã trả lại báo cáo của “%(title)s”.") % {"title": row.registration.title})


def _onward(request: HttpRequest, row: ProgressReport, said: str) -> HttpResponseBase:
    """To the next report of the period that waits."""
    queue = report_queue(row)
    return onward(request, said, queue, here=queue.list_url)


@page("GET", "POST", access=SIGNED_IN)
def periods(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The round's periods: how often, which are skipped and why."""
    at = now()
    round_ = registrations.round_received_by(person(request), round_id, day_of(at))
    if request.method == "POST":
        try:
            _change(request, round_, at)
        except InvalidInput as refusal:
            return _periods_page(request, round_, refusal)
        return redirect("progress:periods", round_id)
    return _periods_page(request, round_, None)


def _change(request: HttpRequest, round_: CampaignRound, at: datetime) -> None:
    by, post = person(request), request.POST
    action = post.get("action", "")
    if action == "rhythm":
        days = post.get("days_to_send", "")
        services.set_rule(
            round_,
            rhythm=post.get("rhythm", ""),
            days_to_send=int(days) if days.isdecimal() and len(days) < 5 else 0,
            by=by,
            at=at,
        )
        messages.success(request, _("Đã đặt kỳ báo cáo."))
    elif action == "plan":
        services.follow_plan(round_, by=by, at=at)
        messages.success(request, _("Kỳ báo cáo lại theo kế hoạch."))
    elif action == "skip":
        services.skip(round_, period=post.get("period", ""), reason=post.get("reason", ""), by=by, at=at)
        messages.success(request, _("Đã ghi: kỳ này không phải báo cáo."))
    elif action == "resume":
        services.resume(round_, period=post.get("period", ""), by=by, at=at)
        messages.success(request, _("Kỳ này lại phải báo cáo."))


def _periods_page(
    request: HttpRequest, round_: CampaignRound, refusal: InvalidInput | None
) -> HttpResponseBase:
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "reporting": reporting_of(round_),
        "rhythms": Rhythm.choices,
        "fault": sentence_of(refusal) if refusal else "",
        "fault_field": refusal.field if refusal else "",
        "posted": request.POST,
    }
    return render(request, "progress/periods.html", context, status=422 if refusal else 200)


def _period_asked(request: HttpRequest, reporting: Reporting, at: datetime) -> RoundPeriod | None:
    wanted = request.GET.get("ky", "")
    if wanted:
        found = reporting.find(wanted)
        if found is None:
            raise no_period()
        return found
    return reporting.now(day_of(at))
