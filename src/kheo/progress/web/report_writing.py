"""The unit's side: the form of a report, drafts, sending."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.core.errors import N_, Conflict, InvalidInput, KheoError, Refusal
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.offline import opens_offline
from kheo.progress import permissions, prefill
from kheo.progress.hooks import open_difficulties
from kheo.progress.models import ProgressReport, ReportDraft
from kheo.progress.selectors import contributions
from kheo.progress.selectors import reports as selectors
from kheo.progress.selectors.reports import measured
from kheo.progress.services import reports as services
from kheo.progress.states import ReportState
from kheo.progress.web.people import person
from kheo.progress.web.report_comparing import chosen_fields, conflict_page, keep_mine
from kheo.progress.web.report_forms import ReportForm
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units import public as units

_WRITABLE = (ReportState.DRAFT, ReportState.RETURNED)


@page("GET", "POST", access=SIGNED_IN)
@opens_offline
def write(request: HttpRequest, registration_id: int, period: str) -> HttpResponseBase:
    """The report of one initiative in one period: begun, gone on with, sent."""
    at = now()
    registration = registrations.registration_for(person(request), registration_id, day_of(at))
    report = _standing(registration, period)
    if report is None:
        permissions.require_writer(person(request), registration, day_of(at))
        services.require_reportable(registration)
        services.require_period(registration, period, at)
    else:
        permissions.require_report_writer(person(request), report, day_of(at))
    if request.method == "POST":
        return _take(request, registration, period, report, at=at)
    if report is not None and report.state not in _WRITABLE:
        return redirect("progress:report", report.pk)
    kept = _kept(request)
    draft = report.draft if report else None
    return _form_page(
        request,
        registration,
        period,
        at=at,
        report=report,
        fields=kept or (draft.fields if draft else _first_fields(registration, period, at)),
        draft_id=(kept or {}).get("draft_id", "") or (str(draft.pk) if draft else ""),
        revision=_whole(kept["revision"]) if kept and "revision" in kept else draft.revision if draft else 0,
    )


@page("POST", access=SIGNED_IN)
def save(request: HttpRequest, registration_id: int, period: str) -> HttpResponseBase:
    """What the page's script saves while somebody types; answers in JSON."""
    at = now()
    fields = request.POST.dict()
    try:
        registration = registrations.registration_for(person(request), registration_id, day_of(at))
        draft = services.save_draft(_draft_id(fields), **_keep(request, registration, period, fields, at))
    except Conflict as conflict:
        found = conflict.params.get("draft")
        address = request.get_full_path()
        if isinstance(found, ReportDraft):
            keep_mine(request, found, fields)
            address = reverse("progress:report_conflict", args=[found.pk])
        return JsonResponse({"message": sentence_of(conflict), "conflict_url": address}, status=409)
    except KheoError as refusal:
        # 401 and 403 mean to the script that the sign-in has ended: this is another matter.
        return JsonResponse({"code": refusal.code, "message": sentence_of(refusal)}, status=422)
    return JsonResponse({"revision": draft.revision, "saved_at": draft.saved_at.isoformat()})


@page("GET", access=SIGNED_IN)
def conflict(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Both versions of a draft side by side: the one kept here, the one this browser had."""
    draft = selectors.draft_for(draft_id)
    permissions.require_report_writer(person(request), draft.report, day_of(now()))
    return conflict_page(request, draft, None)


@page("POST", access=SIGNED_IN)
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Discard a report that was never sent."""
    registration = services.discard(draft_id, by=person(request), at=now())
    messages.success(request, _("Đã xóa bản nháp báo cáo."))
    return redirect("progress:of_registration", registration.pk)


def _take(
    request: HttpRequest,
    registration: Registration,
    period: str,
    report: ProgressReport | None,
    *,
    at: datetime,
) -> HttpResponseBase:
    """A pressed button: keep or send. Whatever happens, what was typed comes back."""
    fields = request.POST.dict()
    action = fields.get("action", "save")
    if action == "merge" and report is not None:
        marks = {name: fields.get(name, "") for name in ("draft_id", "revision")}
        fields = chosen_fields(fields, report.draft.fields) | marks
    keep = _keep(request, registration, period, fields, at)
    try:
        if action == "send":
            sent = services.send(_draft_id(fields), **keep)
            words = _("Đã gửi báo cáo (sau hạn).") if sent.is_late else _("Đã gửi báo cáo đúng hạn.")
            messages.success(request, words)
            return redirect("progress:report", sent.pk)
        services.save_draft(_draft_id(fields), **keep)
    except Conflict as refusal:
        draft = refusal.params.get("draft")
        if isinstance(draft, ReportDraft):
            return conflict_page(request, draft, fields)
        raise
    except Refusal as refusal:
        return _refused(request, refusal, keep)
    messages.success(request, _("Đã lưu nháp."))
    return redirect("progress:write", registration.pk, period)


def _keep(
    request: HttpRequest, registration: Registration, period: str, fields: Mapping[str, str], at: datetime
) -> dict[str, Any]:
    return {
        "fields": fields,
        "revision": _whole(fields.get("revision", "")),
        "registration": registration,
        "period": period,
        "by": person(request),
        "at": at,
    }


def _refused(request: HttpRequest, refusal: Refusal, keep: dict[str, Any]) -> HttpResponseBase:
    """The form again, with its faults; the draft is kept where that can be done."""
    fields, revision, saved = keep["fields"], keep["revision"], True
    report = _standing(keep["registration"], keep["period"])
    try:
        draft = services.save_draft(_draft_id(fields), **keep)
        revision, report = draft.revision, draft.report
    except KheoError:
        saved = False
    faults = refusal.params.get("faults")
    return _form_page(
        request,
        keep["registration"],
        keep["period"],
        at=keep["at"],
        report=report,
        fields=fields,
        draft_id=fields.get("draft_id") or fields.get("new_id", ""),
        revision=revision,
        faults=faults if isinstance(faults, list) else [refusal],
        saved=saved,
        status=422,
    )


def _form_page(
    request: HttpRequest,
    registration: Registration,
    period: str,
    *,
    at: datetime,
    report: ProgressReport | None,
    fields: Mapping[str, str],
    draft_id: str,
    revision: int,
    faults: list[Refusal] | None = None,
    saved: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    on = day_of(at)
    lines = measured(
        registration.indicators.order_by("kind", "position"),
        selectors.latest_of([registration.pk]).get(registration.pk),
    )
    context = {
        "registration": registration,
        "round": registration.round,
        "campaign": registration.round.campaign,
        "unit_name": units.names([registration.handled_by_unit_id], on).get(
            registration.handled_by_unit_id, ""
        ),
        "report": report,
        "returned": report is not None and report.state == ReportState.RETURNED,
        "period": selectors.shown_period(registration, period, report),
        "has_books": contributions.drives_of([registration.pk]).exists(),
        "form": ReportForm(fields, lines=lines, faults=faults or ()),
        "draft_id": draft_id,
        "revision": revision,
        "new_id": uuid4(),
        "draft_url": reverse("progress:save_report", args=[registration.pk, period]),
        "for_unit": permissions.writes_for(person(request), registration, on) is False,
        "at": at,
        "saved": saved,
        "refused": bool(faults),
    }
    return render(request, "progress/report_form.html", context, status=status)


def _standing(registration: Registration, period: str) -> ProgressReport | None:
    rows = ProgressReport.objects.filter(registration=registration, period=period)
    report = rows.select_related("draft").first()
    if report is not None:
        report.registration = registration
    return report


def _first_fields(registration: Registration, period: str, at: datetime) -> dict[str, str]:
    until = min(selectors.shown_period(registration, period, None).period.last, day_of(at))
    before = selectors.latest_of([registration.pk]).get(registration.pk)
    lines = measured(registration.indicators.order_by("kind", "position"), before)
    drives = list(contributions.drives_of([registration.pk]))
    totals = contributions.totals_of([one.pk for one in drives], until)
    given = prefill.contributed([(one.purpose, totals[one.pk]) for one in drives], until)
    open_ones = open_difficulties([registration.pk]).get(registration.pk, ())
    return prefill.first_fields(lines, before, open_ones, given)


def _kept(request: HttpRequest) -> dict[str, str] | None:
    """What was typed before the sign-in ended, once."""
    kept = kept_forms.take(request)
    if kept is None:
        return None
    messages.info(request, _("Đã lấy lại nội dung vừa nhập. Hãy xem lại rồi lưu hoặc gửi."))
    return kept.dict()  # type: ignore[return-value]


def _draft_id(fields: Mapping[str, str]) -> UUID:
    """The id made by the browser; without scripts, the one that came with the page."""
    try:
        return UUID(fields.get("draft_id") or fields.get("new_id", ""))
    except ValueError as error:
        raise InvalidInput(
            N_("Trang này mở chưa trọn vẹn nên chưa lưu được. Hãy tải lại trang."), code="draft-id-missing"
        ) from error


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
