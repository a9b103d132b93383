"""Pages for reading: my unit's reports, an initiative's progress, one report, the initiative over the years."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import parse_date
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.progress import permissions
from kheo.progress.hooks import open_difficulties
from kheo.progress.models import ProgressReport
from kheo.progress.queues import report_queue
from kheo.progress.report_tab import KEY
from kheo.progress.selectors import reports as selectors
from kheo.progress.selectors.evidence import of_registration as evidence_of
from kheo.progress.selectors.lineage import lineage as lineage_of
from kheo.progress.selectors.periods import reporting_of
from kheo.progress.selectors.reports import measured, percent_now
from kheo.progress.services import ending
from kheo.progress.services.evidence import is_defence
from kheo.progress.services.receiving import seen_mark
from kheo.progress.states import (
    REPORT_WORKFLOW,
    ReportState,
    Standing,
    label_for_officer,
)
from kheo.progress.web.people import person
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration, State, tabs_of
from kheo.units import public as units


@page("GET", access=SIGNED_IN)
def index(request: HttpRequest) -> HttpResponseBase:
    """“Báo cáo”: everything my units report on, over all campaigns; an officer goes to his round."""
    on = day_of(now())
    rounds = list(registrations.rounds_of(person(request), on))
    own = registrations.contact_unit_ids(person(request), on)
    lines = selectors.to_report(own, rounds, on)
    if not own and len(rounds) == 1:
        return redirect("progress:round", rounds[0].pk)
    context = {
        "groups": _grouped(lines),
        "names": units.names({line.registration.handled_by_unit_id for line in lines}, on),
        "rounds": rounds,
        "is_contact": bool(own),
    }
    return render(request, "progress/reports.html", context)


@page("GET", access=SIGNED_IN)
def reports(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The same for one round; whoever reads the whole round goes to its table."""
    on = day_of(now())
    round_ = registrations.round_for(person(request), round_id, on)
    own = registrations.contact_unit_ids(person(request), on)
    if registrations.can_read_list(person(request), round_.campaign, on):
        query = request.GET.urlencode()
        return redirect(reverse("progress:round", args=[round_id]) + (f"?{query}" if query else ""))
    lines = selectors.to_report(own, [round_], on)
    context = {"groups": _grouped(lines), "round": round_, "rounds": [round_], "is_contact": bool(own)}
    return render(request, "progress/reports.html", context)


def _grouped(lines: list[selectors.ToReport]) -> dict[str, list[selectors.ToReport]]:
    """What waits comes first, then what may be written already, then what was sent."""
    return {
        "waiting": [line for line in lines if line.waits],
        "open": [line for line in lines if not line.waits and not line.is_reported],
        "sent": [line for line in lines if line.is_reported],
    }


@page("GET", access=SIGNED_IN)
def of_registration(request: HttpRequest, registration_id: int) -> HttpResponseBase:
    """How far one initiative is: figures, reports period by period, evidence."""
    at = now()
    row = registrations.registration_for(person(request), registration_id, day_of(at))
    return render(request, "progress/registration.html", progress_context(request, row, at=at))


def progress_context(request: HttpRequest, row: Registration, *, at: datetime) -> dict[str, Any]:
    """What the page of an initiative's progress shows, also when files for it were refused."""
    on = day_of(at)
    user = person(request)
    writes = permissions.writes_for(user, row, on)
    latest = selectors.latest_of([row.pk]).get(row.pk)
    lines_now = measured(row.indicators.order_by("kind", "position"), latest, on)
    percent = percent_now(lines_now) if latest else None
    reporting = reporting_of(row.round)
    lines = selectors.of_registration(row, reporting, on)
    return {
        "registration": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "tabs": tabs_of(row, user, on),
        "here": KEY,
        "unit_name": units.names([row.handled_by_unit_id], on).get(row.handled_by_unit_id, ""),
        "latest": latest,
        "standing": Standing(latest.standing).label if latest else "",
        "measured": lines_now,
        "percent": percent,
        "targets_changed": latest is not None and latest.percent is not None and percent != latest.percent,
        "lines": [
            (line, line.report is None or permissions.writes_report(user, line.report, on)) for line in lines
        ],
        "writes": writes is not None and row.state == State.ACCEPTED,
        "difficulties": open_difficulties([row.pk]).get(row.pk, []),
        "evidence": evidence_of(row),
        "is_defence": is_defence(row),
        "receives": permissions.can_receive(user, row, on),
        "today": on,
        "at": at,
    }


@page("GET", access=SIGNED_IN)
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One report: what it says, what the officer does with it."""
    at = now()
    row = selectors.report_for(person(request), pk, day_of(at))
    if row.state == ReportState.DRAFT:
        return redirect("progress:write", row.registration_id, row.period)
    return render(request, "progress/report.html", report_context(request, row, at=at))


def report_context(request: HttpRequest, row: ProgressReport, *, at: datetime) -> dict[str, Any]:
    """What the report's page shows, also when a verb on it was refused."""
    on = day_of(at)
    user = person(request)
    registration = row.registration
    state = ReportState(row.state)
    receives = permissions.can_receive(user, registration, on)
    writes = permissions.writes_report(user, row, on)
    period = selectors.shown_period(registration, row.period, row)
    return {
        "report": row,
        "registration": registration,
        "round": registration.round,
        "campaign": registration.round.campaign,
        "period": period,
        "unit_name": units.names([registration.handled_by_unit_id], on).get(
            registration.handled_by_unit_id, ""
        ),
        "word": label_for_officer(state) if receives else state.label,
        "standing": Standing(row.standing).label if row.standing else "",
        "values": list(row.values.order_by("kind", "position")),
        "versions": list(row.versions.order_by("-number")),
        "may_receive": receives and REPORT_WORKFLOW.allows("receive", current=state),
        "may_return": receives and REPORT_WORKFLOW.allows("return_", current=state),
        "may_edit": writes and REPORT_WORKFLOW.allows("send", current=state),
        "receives": receives,
        "queue": report_queue(row) if receives and state == ReportState.SENT else None,
        "seen": seen_mark(row),
        "at": at,
    }


@page("GET", access=SIGNED_IN)
def lineage(request: HttpRequest, initiative_id: int) -> HttpResponseBase:
    """The initiative over the years."""
    return _lineage_page(request, initiative_id, at=now())


@page("POST", access=SIGNED_IN)
def stop(request: HttpRequest, initiative_id: int) -> HttpResponseBase:
    """Note that it is not carried on, with the reason."""
    at = now()
    found = lineage_of(person(request), initiative_id, day_of(at))
    try:
        typed = request.POST.get("ended_on", "").strip()
        ended_on = parse_date(typed) if typed else day_of(at)
        ending.stop(
            found.latest, on=ended_on, reason=request.POST.get("reason", ""), by=person(request), at=at
        )
    except InvalidInput as refusal:
        return _lineage_page(request, initiative_id, at=at, refusal=refusal)
    messages.success(request, _("Đã ghi: mô hình không làm tiếp."))
    return redirect("progress:lineage", initiative_id)


@page("POST", access=SIGNED_IN)
def resume(request: HttpRequest, initiative_id: int) -> HttpResponseBase:
    """It is carried on after all."""
    at = now()
    found = lineage_of(person(request), initiative_id, day_of(at))
    ending.resume(found.latest, by=person(request), at=at)
    messages.success(request, _("Đã ghi: mô hình được làm tiếp."))
    return redirect("progress:lineage", initiative_id)


def _lineage_page(
    request: HttpRequest, initiative_id: int, *, at: datetime, refusal: InvalidInput | None = None
) -> HttpResponseBase:
    on = day_of(at)
    found = lineage_of(person(request), initiative_id, on)
    context = {
        "line": found,
        "writes": permissions.writes_for(person(request), found.latest, on) is not None,
        "fault": sentence_of(refusal) if refusal else "",
        "fault_field": (refusal.field or "ended_on") if refusal else "",
        "posted": request.POST,
    }
    return render(request, "progress/lineage.html", context, status=422 if refusal else 200)
