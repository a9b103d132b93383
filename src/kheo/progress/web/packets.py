"""Offline packets: a unit's page (give out, hand in, what came back), the officer's page of all units."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import KheoError, NotAllowed
from kheo.documents.public import attachment
from kheo.kernel.clock import VIETNAM, day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.uploads import UploadTooLarge, was_too_large
from kheo.progress.models import PacketReturn
from kheo.progress.packets import layout
from kheo.progress.selectors import packets as selectors
from kheo.progress.services import packet_making as making
from kheo.progress.services import packet_taking as taking
from kheo.progress.services.packet_taking import Taken, TakenRow
from kheo.progress.states import RowOutcome
from kheo.progress.web.people import person
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit

_ON_A_PAGE = 50
_MOST_FILES = 100
_LOOKS = {
    RowOutcome.TAKEN: "done",
    RowOutcome.ALREADY: "past",
    RowOutcome.CONFLICT: "late",
    RowOutcome.REFUSED: "refused",
}


@page("GET", "POST", access=SIGNED_IN)
def round_packets(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The officer's page: who was given a packet, whose came back; many returned files at once. A unit's contact
    is led to the page of the own unit.
    """
    at = now()
    who = person(request)
    try:
        round_ = registrations.round_received_by(who, round_id, day_of(at))
    except NotAllowed:
        return _to_own_page(request, round_id, at)
    if request.method == "POST":
        return _taken_many(request, round_, at)
    return render(request, "progress/packets/round.html", _round_context(request, round_, at))


def _to_own_page(request: HttpRequest, round_id: int, at: datetime) -> HttpResponseBase:
    """A contact's own unit; with several of them, which one."""
    round_ = registrations.round_for(person(request), round_id, day_of(at))
    own = registrations.registering_units(person(request), round_, day_of(at))
    if not own:
        raise selectors.not_found()
    if len(own) == 1:
        return redirect("progress:packet_unit", round_id, own[0].pk)
    context = {"round": round_, "campaign": round_.campaign, "units": own}
    return render(request, "progress/packets/choose.html", context)


def _round_context(request: HttpRequest, round_: CampaignRound, at: datetime) -> dict[str, Any]:
    found = selectors.standing_of(round_, registrations.registrants(round_, day_of(at)))
    shown = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "round": round_,
        "campaign": round_.campaign,
        "page_obj": shown,
        "lines": list(shown),
        "all": len(found),
        "made": sum(one.newest is not None for one in found),
        "back": sum(one.came_back for one in found),
        "running": round_.campaign.state == CampaignState.RUNNING,
    }


@page("POST", access=SIGNED_IN)
def make_all(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """A packet for every unit that registers, in one archive."""
    at = now()
    who = person(request)
    round_ = registrations.round_received_by(who, round_id, day_of(at))
    files = []
    for unit in registrations.registrants(round_, day_of(at)):
        packet, data = making.make(round_, unit, by=who, at=at)
        files.append((making.file_name(packet, unit.name), data))  # type: ignore[attr-defined]
    stem = registrations.plain_name("goi lam viec ngoai tuyen")
    return attachment(registrations.zipped(files, at=at.astimezone(VIETNAM)), f"{stem}-{round_.year}.zip")


def _taken_many(request: HttpRequest, round_: CampaignRound, at: datetime) -> HttpResponseBase:
    """Every file for itself: one that is refused keeps none of the others back."""
    faults = _no_files(request)
    if faults:
        context = _round_context(request, round_, at) | {"fault": faults}
        return render(request, "progress/packets/round.html", context, status=422)
    lines: list[dict[str, Any]] = []
    for file in request.FILES.getlist("file"):
        name = file.name or ""
        try:
            found = taking.take(file.read(), name=name, by=person(request), at=at, round_id=round_.pk)
        except KheoError as error:
            lines.append({"name": name, "fault": sentence_of(error)})
        else:
            unit = units.name_of(found.packet.unit, day_of(at))
            lines.append({"name": name, "unit": unit, "taken": found})
    context = {"round": round_, "campaign": round_.campaign, "lines": lines}
    return render(request, "progress/packets/many.html", context)


def _no_files(request: HttpRequest) -> str:
    """Why what was posted cannot be read at all, "" where it can."""
    if was_too_large(request):
        return sentence_of(UploadTooLarge())
    count = len(request.FILES.getlist("file"))
    if not count:
        return _("Chưa chọn tệp nào.")
    if count > _MOST_FILES:
        return _("Mỗi lần nộp nhiều nhất %(most)d tệp.") % {"most": _MOST_FILES}
    return ""


@page("GET", "POST", access=SIGNED_IN)
def unit_packets(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponseBase:
    """A unit's packets: take one along, hand a filled one in, see what became of it."""
    at = now()
    round_, unit = _of_unit(request, round_id, unit_id, at)
    if request.method == "GET":
        return render(request, "progress/packets/unit.html", _unit_context(request, round_, unit, at))
    fault = _no_files(request)
    if not fault:
        file = request.FILES.getlist("file")[0]
        dry = request.POST.get("viec") == "thu"
        try:
            found = taking.take(
                file.read(),
                name=file.name or "",
                by=person(request),
                at=at,
                round_id=round_.pk,
                unit_id=unit.pk,
                dry=dry,
            )
        except KheoError as error:
            fault = sentence_of(error)
        else:
            return _told(request, found, round_, unit, dry=dry, at=at)
    context = _unit_context(request, round_, unit, at) | {"fault": fault}
    return render(request, "progress/packets/unit.html", context, status=422)


def _told(
    request: HttpRequest, found: Taken, round_: CampaignRound, unit: Unit, *, dry: bool, at: datetime
) -> HttpResponseBase:
    if dry or found.returned is None:
        context = _result_context(round_, unit, found.rows, at) | {"dry": dry, "again": found.again}
        return render(request, "progress/packets/result.html", context)
    if found.again:
        messages.info(request, found.again)
    said = {"taken": found.taken, "refused": found.refused}
    messages.success(request, _("Đã nhận %(taken)d dòng, chưa nhận %(refused)d dòng.") % said)
    return redirect("progress:packet_return", found.returned.pk)


def _of_unit(request: HttpRequest, round_id: int, unit_id: int, at: datetime) -> tuple[CampaignRound, Unit]:
    """The round and the unit, for whoever acts for it. Raises NotFound, NotAllowed."""
    on = day_of(at)
    round_ = registrations.round_for(person(request), round_id, on)
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise selectors.not_found()
    registrations.acts_for(person(request), round_.campaign, unit.pk, on)
    return round_, unit


def _unit_context(request: HttpRequest, round_: CampaignRound, unit: Unit, at: datetime) -> dict[str, Any]:
    on = day_of(at)
    found = list(selectors.packets_of(round_, [unit.pk])[:20])
    returns = PacketReturn.objects.filter(packet__in=[one.pk for one in found]).defer("rows")
    return {
        "round": round_,
        "campaign": round_.campaign,
        "unit": unit,
        "unit_name": units.name_of(unit, on),
        "packets": found,
        "returns": returns.select_related("packet", "returned_by").order_by("-returned_at", "-pk")[:20],
        "receives": registrations.can_receive(person(request), round_.campaign, on),
        "running": round_.campaign.state == CampaignState.RUNNING,
    }


@page("POST", access=SIGNED_IN)
def make_one(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponseBase:
    """Make the unit's packet and save it."""
    at = now()
    round_, unit = _of_unit(request, round_id, unit_id, at)
    packet, data = making.make(round_, unit, by=person(request), at=at)
    return attachment(data, making.file_name(packet, units.name_of(unit, day_of(at))))


@page("GET", access=SIGNED_IN)
def packet_return(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What became of each row of a file that came back, as it was said then."""
    at = now()
    rows = PacketReturn.objects.select_related("packet__round__campaign", "packet__unit", "returned_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise selectors.not_found()
    packet = row.packet
    registrations.acts_for(person(request), packet.round.campaign, packet.unit_id, day_of(at))
    found = [taking.row_from(one) for one in row.rows]
    context = _result_context(packet.round, packet.unit, found, at) | {"row": row}
    return render(request, "progress/packets/result.html", context)


def _result_context(
    round_: CampaignRound, unit: Unit, rows: "tuple[TakenRow, ...] | list[TakenRow]", at: datetime
) -> dict[str, Any]:
    order = (layout.REGISTER, layout.REPORT, layout.GIFTS, layout.TROUBLES)
    groups = [
        (sheet, [(one, _LOOKS[RowOutcome(one.outcome)]) for one in rows if one.sheet == sheet])
        for sheet in order
    ]
    refused = {RowOutcome.REFUSED, RowOutcome.CONFLICT}
    return {
        "round": round_,
        "campaign": round_.campaign,
        "unit": unit,
        "unit_name": units.name_of(unit, day_of(at)),
        "groups": [(sheet, lines) for sheet, lines in groups if lines],
        "taken": sum(one.outcome == RowOutcome.TAKEN for one in rows),
        "already": sum(one.outcome == RowOutcome.ALREADY for one in rows),
        "refused": sum(one.outcome in refused for one in rows),
    }
