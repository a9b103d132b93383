"""Photos and files: sent in, shown small, fetched whole, taken out."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.core.errors import InvalidInput, Refusal
from kheo.core.vietnamese import parse_date
from kheo.documents import public as documents
from kheo.documents.public import attachment
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.offline import opens_offline
from kheo.kernel.web.uploads import UploadTooLarge, was_too_large
from kheo.progress import permissions
from kheo.progress.selectors.evidence import evidence_for, not_found
from kheo.progress.services import evidence as services
from kheo.progress.services.evidence import About, Chosen
from kheo.progress.states import Consent
from kheo.progress.web.people import person
from kheo.progress.web.report_reading import progress_context
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration


@page("GET", "POST", access=SIGNED_IN)
@opens_offline
def add(request: HttpRequest, registration_id: int) -> HttpResponseBase:
    """Choose photos and files, say who agreed; all are taken, or none."""
    at = now()
    row = registrations.registration_for(person(request), registration_id, day_of(at))
    permissions.require_writer(person(request), row, day_of(at))
    if request.method == "GET":
        return _form(request, row, [])
    try:
        if was_too_large(request):
            raise UploadTooLarge
        files = [Chosen(one.name or "", one.read()) for one in request.FILES.getlist("file")]
        rows = services.add(row, files, _about(request), by=person(request), at=at, token=_token(request))
    except Refusal as refusal:
        faults = refusal.params.get("faults")
        return _form(request, row, faults if isinstance(faults, list) else [refusal])
    messages.success(request, _("Đã nhận %(count)d ảnh, tệp.") % {"count": len(rows)})
    return redirect(f"{_page_of(row)}#minh-chung")


def _page_of(row: Registration) -> str:
    return reverse("progress:of_registration", args=[row.pk])


def _about(request: HttpRequest) -> About:
    post = request.POST
    return About(
        caption=post.get("caption", ""),
        consent=post.get("consent", ""),
        consent_on=_day(post.get("consent_on", "")),
        keeps_when_and_where=bool(post.get("keeps")),
        shows_help_received=bool(post.get("shows_help")),
        wished_public=bool(post.get("wished_public")),
    )


def _token(request: HttpRequest) -> UUID | None:
    """The id of the filled form, made by the page or by the browser."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, code=error.code, field="consent_on", **error.params) from error


def _form(request: HttpRequest, row: Registration, faults: list[Refusal]) -> HttpResponseBase:
    by_field: dict[str, list[str]] = {}
    for fault in faults:
        by_field.setdefault(getattr(fault, "field", "") or "file", []).append(sentence_of(fault))
    context: dict[str, Any] = progress_context(request, row, at=now()) | {
        "faults": by_field,
        "posted": request.POST,
        "token": uuid4(),
        "consents": Consent.choices,
        "most_files": services.MOST_AT_ONCE,
    }
    return render(request, "progress/evidence_form.html", context, status=422 if faults else 200)


@page("GET", access=SIGNED_IN)
def small(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The copy for pages: without what the camera wrote into the file."""
    row = evidence_for(person(request), pk, day_of(now()))
    if row.shown_copy is None:
        raise not_found()
    response = HttpResponse(documents.read(row.shown_copy), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@page("GET", access=SIGNED_IN)
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as kept, for the unit itself and the officers of the campaign."""
    on = day_of(now())
    row = evidence_for(person(request), pk, on)
    if permissions.writes_for(person(request), row.registration, on) is None or row.file is None:
        raise not_found()
    return attachment(documents.read(row.file), row.file_name, row.file.media_type)


@page("GET", "POST", access=SIGNED_IN)
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take one out, with the reason."""
    at = now()
    row = evidence_for(person(request), pk, day_of(at))
    permissions.require_writer(person(request), row.registration, day_of(at))
    fault = ""
    if request.method == "POST":
        try:
            services.remove(row, reason=request.POST.get("reason", ""), by=person(request), at=at)
        except InvalidInput as refusal:
            fault = sentence_of(refusal)
        else:
            messages.success(request, _("Đã bỏ. Ảnh, tệp không còn trong Khéo."))
            return redirect(f"{_page_of(row.registration)}#minh-chung")
    context = {"one": row, "registration": row.registration, "fault": fault, "posted": request.POST}
    return render(request, "progress/evidence_remove.html", context, status=422 if fault else 200)
