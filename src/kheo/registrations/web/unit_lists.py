"""The list unit by unit: its own page, its signed copy, launch days."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound, UnreadableFile
from kheo.documents import public as documents
from kheo.kernel import clock
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.uploads import UploadTooLarge
from kheo.registrations import desk, listing, permissions, selectors
from kheo.registrations.models import SignedCopy
from kheo.registrations.papers import led_by, period_of
from kheo.registrations.services import lists as services
from kheo.registrations.states import Kind, State, label_for_officer, label_for_unit
from kheo.registrations.web.list_forms import LaunchDayForm, SignedCopyForm
from kheo.registrations.web.lists import exports, user_of
from kheo.units import public as units
from kheo.units.public import Unit


@page("GET", access=SIGNED_IN)
def unit_lists(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Every unit: how many it has sent, its list, its signed copy; `?ban-ky=thieu` those still missing, `?du=1` those
    that have sent what they owe.
    """
    on = clock.today()
    round_, rights = desk.opened(user_of(request), round_id, on)
    rows = listing.unit_rows(round_, on)
    missing = [row for row in rows if row.is_missing]
    only_missing = request.GET.get("ban-ky") == "thieu"
    only_done = not only_missing and request.GET.get("du") == "1"
    shown = missing if only_missing else rows
    if only_done:
        owed = {line.unit_id: line.minimum for line in campaigns.owed(round_, on)}
        shown = [row for row in rows if row.unit_id in owed and row.sent >= owed[row.unit_id]]
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "rows": shown,
        "missing": missing,
        "received": sum(row.copy is not None for row in rows),
        "only_missing": only_missing,
        "only_done": only_done,
        "zips": _zips(round_),
        "can_file": rights.file,
        "can_receive": rights.receive,
    }
    return render(request, "registrations/list_units.html", context)


def _zips(round_: CampaignRound) -> list[dict[str, str]]:
    return exports("registrations:unit_lists_zip", round_.pk, label=_("Mọi đơn vị"))


@page("GET", access=SIGNED_IN)
def unit_list(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponseBase:
    """One unit's list: what goes on its paper, launch days, the signed copy."""
    at = clock.now()
    round_, unit = desk.round_of_unit_for(user_of(request), round_id, unit_id, clock.day_of(at))
    return _unit_page(request, round_, unit, at=at)


def _unit_page(
    request: HttpRequest,
    round_: CampaignRound,
    unit: Unit,
    *,
    at: datetime,
    form: SignedCopyForm | None = None,
) -> HttpResponseBase:
    on, user = clock.day_of(at), user_of(request)
    whole = desk.can_read_list(user, round_.campaign, on)
    say = label_for_officer if whole else label_for_unit
    lines = listing.listed_of_unit(round_, unit, on)
    copy = SignedCopy.objects.filter(round=round_, unit=unit).select_related("scan", "noted_by").first()
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "unit": unit,
        "unit_name": units.name_of(unit, on),
        "lines": [
            {
                "row": line.registration,
                "unit": line.unit if line.registration.unit_id != unit.pk else "",
                "led_by": led_by(line.registration),
                "period": period_of(line.registration),
                "kind": Kind(line.registration.kind).label,
                "word": say(State(line.registration.state)),
                "accepted": line.registration.state == State.ACCEPTED,
            }
            for line in lines
        ],
        "exports": exports("registrations:unit_list_file", round_.pk, unit.pk),
        "copy": copy,
        "form": form or SignedCopyForm(initial={"received_on": copy.received_on if copy else on}),
        "whole": whole,
        "can_file": desk.can_file(user, round_.campaign, on),
        "sets_days": unit.pk in permissions.contact_unit_ids(user, on)
        or permissions.can_receive(user, round_.campaign, on),
    }
    return render(
        request, "registrations/list_unit.html", context, status=422 if form and form.errors else 200
    )


@page("POST", access=SIGNED_IN)
def signed_copy(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponseBase:
    """Note the signed copy, or (`bo`) take the tick back."""
    if getattr(request, "upload_too_large", False):
        raise UploadTooLarge
    at = clock.now()
    round_, unit = desk.round_of_unit_for(user_of(request), round_id, unit_id, clock.day_of(at))
    if request.POST.get("viec") == "bo":
        copy = SignedCopy.objects.filter(round=round_, unit=unit).first()
        if copy is not None:
            services.take_back_signed_copy(copy, by=user_of(request), at=at)
        messages.success(request, _("Đã bỏ ghi nhận bản ký."))
        return redirect("registrations:unit_list", round_id, unit_id)
    form = SignedCopyForm(request.POST, request.FILES)
    if form.is_valid():
        scan = form.cleaned_data["scan"]
        try:
            services.note_signed_copy(
                round_,
                unit,
                received_on=form.cleaned_data["received_on"],
                by=user_of(request),
                at=at,
                scan=scan.read() if scan else None,
                scan_name=scan.name if scan else "",
            )
        except InvalidInput as error:
            form.refuse(error)
        except UnreadableFile as error:
            form.add_error("scan", sentence_of(error))
        else:
            messages.success(
                request,
                _("Đã ghi nhận bản ký của %(unit)s.") % {"unit": units.name_of(unit, clock.day_of(at))},
            )
            return redirect("registrations:unit_list", round_id, unit_id)
    return _unit_page(request, round_, unit, at=at, form=form)


@page("GET", access=SIGNED_IN)
def scan_file(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponseBase:
    """The scan of the signed copy, as an attachment."""
    round_, unit = desk.round_of_unit_for(user_of(request), round_id, unit_id, clock.today())
    copy = SignedCopy.objects.filter(round=round_, unit=unit).select_related("scan__file").first()
    if copy is None or copy.scan is None or copy.scan.file is None:
        raise NotFound(N_("Chưa có bản quét của đơn vị này."), code="scan-none")
    return documents.attachment(
        documents.read(copy.scan.file), copy.scan.file_name, copy.scan.file.media_type
    )


@page("GET", "POST", access=SIGNED_IN)
def launch_day(request: HttpRequest, pk: int) -> HttpResponseBase:
    """“Ngày ra mắt” of one received initiative."""
    at = clock.now()
    row = selectors.registration_for(user_of(request), pk, clock.day_of(at))
    form = LaunchDayForm(request.POST or None, initial={"launch_on": row.launch_on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["launch_on"]
        try:
            services.set_launch_day(row, on=day, by=user_of(request), at=at)
        except InvalidInput as error:
            form.refuse(error)
        else:
            said = (
                _("Đã ghi ngày ra mắt của “%(title)s”.") if day else _("Đã bỏ ngày ra mắt của “%(title)s”.")
            )
            messages.success(request, said % {"title": row.title})
            return redirect("registrations:unit_list", row.round_id, row.handled_by_unit_id)
    context = {"row": row, "round": row.round, "campaign": row.round.campaign, "form": form}
    return render(request, "registrations/launch_day.html", context, status=422 if form.errors else 200)
