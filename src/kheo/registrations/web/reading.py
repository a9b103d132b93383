"""Pages for reading: my rounds, my unit's registrations, one registration, its receipt and papers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import NotAllowed
from kheo.core.paper.model import Paper
from kheo.core.vietnamese import upper_first
from kheo.documents.public import attachment, write
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.registrations import amendments, desk, duplicates, permissions, selectors, single_papers
from kheo.registrations.deadlines import deadline_of
from kheo.registrations.hooks import marks_of, tabs_of
from kheo.registrations.models import Amendment, Indicator, Receipt, Registration
from kheo.registrations.papers import led_by, period_of
from kheo.registrations.queues import desk_queue
from kheo.registrations.services.amendment_rows import is_amendable
from kheo.registrations.services.deciding import seen_mark
from kheo.registrations.services.receipts import holds
from kheo.registrations.states import (
    SENT,
    WORKFLOW,
    AmendmentState,
    State,
    label_for_officer,
    label_for_unit,
)
from kheo.registrations.web import words
from kheo.registrations.web.line import time_line
from kheo.registrations.web.people import person
from kheo.units import public as units
from kheo.units.public import Unit


@page("GET", access=SIGNED_IN)
def index(request: HttpRequest) -> HttpResponseBase:
    """The rounds that concern me, each with its last day and what my units have in it."""
    at = now()
    on = day_of(at)
    rounds = list(selectors.rounds_of(person(request), on))
    if len(rounds) == 1:
        return redirect("registrations:mine", rounds[0].pk)
    own = permissions.contact_unit_ids(person(request), on)
    counts = selectors.counts_of_units(rounds, own)
    lines = [(one, campaigns.deadline_of(one, None), counts[one.pk]) for one in rounds]
    return render(request, "registrations/index.html", {"lines": lines, "counted": bool(own), "at": at})


@page("GET", access=SIGNED_IN)
def mine(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """“Đăng ký của đơn vị tôi”: what is owed, what was sent, until when."""
    at = now()
    on = day_of(at)
    round_ = selectors.round_for(person(request), round_id, on)
    own = selectors.registering_units(person(request), round_, on)
    receives = permissions.can_receive(person(request), round_.campaign, on)
    if not own and receives:
        return redirect("registrations:desk", round_id)
    contact = permissions.contact_unit_ids(person(request), on)
    rows = list(selectors.of_units(round_, contact))
    changes = amendments.open_changes([row.pk for row in rows])
    shares = [_share(round_, unit, rows, changes, at=at) for unit in own]
    context = {
        "round": round_,
        "campaign": round_.campaign,
        **time_line(round_, on),
        "shares": shares,
        "elsewhere": [
            _line(row, changes) for row in rows if row.handled_by_unit_id not in {u.pk for u in own}
        ],
        "has_left": permissions.has_left(round_.campaign, contact),
        "receives": receives,
        "at": at,
    }
    return render(request, "registrations/mine.html", context)


def _share(
    round_: CampaignRound,
    unit: Unit,
    rows: list[Registration],
    changes: Mapping[int, Amendment],
    *,
    at: datetime,
) -> dict[str, Any]:
    """One unit's part of the page."""
    own = [row for row in rows if row.handled_by_unit_id == unit.pk]
    deadline = deadline_of(round_, unit.pk)
    sent = sum(row.state in SENT for row in own)
    owed = campaigns.owed_by_units([round_], [unit.pk]).get((round_.pk, unit.pk), 0)
    return {
        "unit": unit,
        "lines": [_line(row, changes) for row in own],
        "sent": sent,
        "owed": owed,
        "missing": max(owed - sent, 0),
        "met": sent > 0 and sent >= owed,
        "deadline": deadline,
        "open": deadline is None or deadline.accepts(at),
        "grace": round_.grace_minutes,
        "continuable": list(selectors.continuable(round_, unit.pk)[:20]),
    }


def _line(row: Registration, changes: Mapping[int, Amendment]) -> dict[str, Any]:
    change = changes.get(row.pk)
    return {
        "change": AmendmentState(change.state) if change else "",
        "row": row,
        "title": selectors.shown_title(row),
        "word": label_for_unit(State(row.state)),
        "writable": row.state in {State.DRAFT, State.RETURNED},
    }


@page("GET", access=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One registration: where it lies, what it says, what happened, what can be done."""
    at = now()
    on = day_of(at)
    row = selectors.registration_for(person(request), pk, on)
    writes = _writes(request, row, on)
    if row.state == State.DRAFT and writes:
        return redirect("registrations:edit", row.draft.pk)
    return render(request, "registrations/detail.html", detail_context(request, row, writes=writes, at=at))


def detail_context(request: HttpRequest, row: Registration, *, writes: bool, at: datetime) -> dict[str, Any]:
    """What the registration's page shows, also when a verb on it was refused."""
    on = day_of(at)
    campaign = row.round.campaign
    names = units.names(
        {row.handled_by_unit_id, row.unit_id, campaign.managing_unit_id, row.accompanying_unit_id or 0}, on
    )
    receives = permissions.can_receive(person(request), campaign, on)
    state = State(row.state)
    # Who works with the whole list reads the list's words, also on what he entered in a unit's name.
    label = label_for_officer if desk.can_read_list(person(request), campaign, on) else label_for_unit
    indicators = list(row.indicators.order_by("kind", "position"))
    return _changes(request, row, at=at) | {
        "registration": row,
        "round": row.round,
        "campaign": campaign,
        "unit_name": names.get(row.handled_by_unit_id, ""),
        "registered_by": names.get(row.unit_id, "") if row.unit_id != row.handled_by_unit_id else "",
        "accompanying": names.get(row.accompanying_unit_id or 0, ""),
        "led_by": led_by(row),
        "period": period_of(row),
        "word": label(state),
        "mark": marks_of([row.initiative_id], on).get(row.initiative_id),
        "steps": words.steps(
            row, unit=names.get(row.handled_by_unit_id, ""), office=names.get(campaign.managing_unit_id, "")
        ),
        "measures": [one for one in indicators if one.kind == Indicator.Kind.MEASURE],
        "todo": [one for one in indicators if one.kind == Indicator.Kind.STEP],
        "receipts": list(row.receipts.order_by("-sent_at", "-pk")),
        "history": words.history(row),
        "writes": writes,
        "may_edit": writes and WORKFLOW.allows("submit", current=state),
        "may_withdraw": writes and WORKFLOW.allows("withdraw", current=state),
        "may_accept": receives and WORKFLOW.allows("accept", current=state),
        "queue": desk_queue(row) if receives and state == State.SUBMITTED else None,
        "may_say_duplicate": receives and state == State.ACCEPTED and not row.initiative.merged_into_id,
        "other_years": duplicates.same_initiative(row, person(request), on),
        "may_return": receives and WORKFLOW.allows("return_", current=state),
        "receives": receives,
        "seen": seen_mark(row),
        "tabs": tabs_of(row, person(request), on),
        "at": at,
    }


def _changes(request: HttpRequest, row: Registration, *, at: datetime) -> dict[str, Any]:
    """What has been changed since it was received, what is proposed, whether this person may propose."""
    on, user = day_of(at), person(request)
    versions = row.versions.count()
    if not versions and row.state != State.ACCEPTED:
        return {}
    one = amendments.open_changes([row.pk]).get(row.pk)
    acts, decides = _acts(request, row, on), permissions.can_receive(user, row.round.campaign, on)
    return {
        "change": one if one and (acts or decides) else None,
        "writes_change": one is not None and acts and (acts == _OWN or one.entered_for_unit),
        "may_change": acts and one is None and is_amendable(row, at),
        "decides": decides,
        "versions": versions,
        "ended": amendments.ended_indicators(row),
    }


_OWN, _FOR_UNIT = "own", "for-unit"


def _acts(request: HttpRequest, row: Registration, on: date) -> str:
    """Whether the person proposes for the unit: as its contact, in its name, or (empty) not at all."""
    try:
        own = permissions.acts_for(person(request), row.round.campaign, row.handled_by_unit_id, on)
    except NotAllowed:
        return ""
    return _OWN if own else _FOR_UNIT


def _writes(request: HttpRequest, row: Registration, on: date) -> bool:
    try:
        permissions.require_writer(person(request), row, on)
    except NotAllowed:
        return False
    return True


@page("GET", access=SIGNED_IN)
def receipt(request: HttpRequest, code: str) -> HttpResponseBase:
    """Phiếu tiếp nhận on the screen, fit for printing."""
    at = now()
    given = _receipt_for(request, code, day_of(at))
    registration = given.registration
    draft = getattr(registration, "draft", None)
    context = {
        "receipt": given,
        "registration": registration,
        "campaign": registration.round.campaign,
        "office": units.name_of(registration.round.campaign.managing_unit, day_of(given.sent_at)),
        "holds": holds(given),
        "draft_done": str(given.amendment_id or (draft.pk if draft else "")),
    }
    return render(request, "registrations/receipt.html", context)


@page("GET", access=SIGNED_IN)
def receipt_file(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """Phiếu tiếp nhận as .docx or .pdf."""
    at = now()
    given = _receipt_for(request, code, day_of(at))
    return _file(single_papers.receipt_paper(given), f"Phiếu tiếp nhận {given.code}", form, at)


@page("GET", access=SIGNED_IN)
def sheet_file(request: HttpRequest, pk: str, form: str) -> HttpResponseBase:
    """Bản đăng ký of one initiative as .docx or .pdf."""
    at = now()
    row = selectors.registration_for(person(request), int(pk), day_of(at))
    return _file(single_papers.sheet_paper(row, day_of(at)), f"Bản đăng ký {row.title[:60]}", form, at)


@page("GET", access=SIGNED_IN)
def blank_file(request: HttpRequest, round_id: str, unit_id: str, form: str) -> HttpResponseBase:
    """The registration sheet to be filled by hand."""
    at = now()
    on = day_of(at)
    round_ = selectors.round_for(person(request), int(round_id), on)
    permissions.acts_for(person(request), round_.campaign, int(unit_id), on)
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise selectors.not_found()
    return _file(single_papers.blank_sheet(round_, unit, on), f"Bản đăng ký để trống {round_.year}", form, at)


def _receipt_for(request: HttpRequest, code: str, on: date) -> Receipt:
    readable = selectors.visible(person(request), on)
    given = (
        Receipt.objects.filter(code=code.upper(), registration__in=readable.values("pk"))
        .select_related("registration__round__campaign__managing_unit", "registration__draft")
        .first()
    )
    if given is None:
        raise selectors.not_found()
    return given


def _file(paper: Paper, name: str, form: str, at: datetime) -> HttpResponseBase:
    return attachment(write(paper, form, at=at), f"{upper_first(name)}.{form}")
