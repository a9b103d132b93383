"""The list of a round, and its papers at one click."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.documents import public as documents
from kheo.kernel import clock
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.registrations import desk, listing
from kheo.registrations import list_papers as papers
from kheo.registrations.hooks import Mark, marks_of
from kheo.registrations.listing import Filter, Line
from kheo.registrations.papers import led_by, period_of
from kheo.registrations.states import SENT, Kind, State, label_for_officer
from kheo.units import public as units

_A_YEAR = 365 * 24 * 3600
_CLEAR = "bo-loc"
FORMS = (
    ("docx", "Word", "file-earmark-word"),
    ("pdf", "PDF", "file-earmark-pdf"),
    ("xlsx", "Excel", "file-earmark-spreadsheet"),
)


def user_of(request: HttpRequest) -> User:
    """The signed-in person."""
    return cast("User", request.user)


@page("GET", access=SIGNED_IN)
def registration_list(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Every registration that was sent in the round; the last filter is remembered in a cookie."""
    cookie = f"kheo-danh-sach-{round_id}"
    asked = {name: request.GET[name] for name in Filter.NAMES if request.GET.get(name)}
    if not request.GET and (kept := request.COOKIES.get(cookie)):
        return HttpResponseRedirect(f"{request.path}?{kept}")
    on = clock.today()
    round_, rights = desk.opened(user_of(request), round_id, on)
    filter_ = Filter.read(asked)
    overview = listing.overview(round_, on, filter_)
    found = listing.page_of(round_, filter_, request.GET.get("page", "1"), on, overview)
    marks = marks_of({line.registration.initiative_id for line in found}, on)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "overview": overview,
        "page_obj": found,
        "rows": [_row(line, marks) for line in found],
        "filter": filter_,
        "asked": asked,
        "kinds": Kind.choices,
        "states": state_words(),
        "exports": exports("registrations:summary_file", round_id, label=_("Bảng tổng hợp")),
        "can_receive": rights.receive,
    }
    response = render(request, "registrations/list.html", context)
    if asked:
        response.set_cookie(cookie, urlencode(asked), max_age=_A_YEAR, httponly=True, samesite="Lax")
    elif _CLEAR in request.GET:
        response.delete_cookie(cookie)
    return response


@dataclass(frozen=True, slots=True)
class Row:
    """A registration as a row of the table says it."""

    url: str
    unit: str
    title: str
    led_by: str
    address: str
    sector: str
    theme: str
    period: str
    launch_on: date | None
    kind: str
    state: str
    state_word: str
    is_late: bool
    for_unit: bool
    mark: Mark | None


def _row(line: Line, marks: Mapping[int, Mark]) -> Row:
    one = line.registration
    return Row(
        url=reverse("registrations:detail", args=[one.pk]),
        unit=line.unit,
        title=one.title,
        led_by=led_by(one),
        address=one.address,
        sector=one.sector.name if one.sector else "",
        theme=one.theme.name if one.theme else "",
        period=period_of(one),
        launch_on=one.launch_on,
        kind=one.get_kind_display(),
        state=one.state,
        state_word=str(label_for_officer(State(one.state))),
        is_late=one.is_late,
        for_unit=one.entered_for_unit,
        mark=marks.get(one.initiative_id),
    )


def state_words() -> list[tuple[str, str | Promise]]:
    """The states of the list, in the officer's words."""
    return [(state, label_for_officer(state)) for state in listing.SHOWN_STATES]


def exports(name: str, *args: object, label: str = "", query: str = "") -> list[dict[str, str]]:
    """The three forms of a paper, as the page's kit shows them."""
    return [
        {"url": reverse(name, args=[*args, form]) + query, "label": f"{label} {word}".strip(), "icon": icon}
        for form, word, icon in FORMS
    ]


@page("GET", access=SIGNED_IN)
def summary_file(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """“Bảng tổng hợp”: what was accepted; with `?gom=tat-ca` also what still waits."""
    at = clock.now()
    on = clock.day_of(at)
    round_ = desk.round_for(user_of(request), round_id, on)
    states = SENT if request.GET.get("gom") == "tat-ca" else (State.ACCEPTED,)
    name = units.name_of(round_.campaign.managing_unit, on)
    paper = papers.summary(round_, name, listing.listed(round_, on, states=states), on)
    stem = documents.plain_name("bang tong hop dang ky", name)
    return documents.attachment(documents.write(paper, form, at=at), f"{stem}-{round_.year}.{form}")


@page("GET", access=SIGNED_IN)
def unit_list_file(request: HttpRequest, round_id: int, unit_id: int, form: str) -> HttpResponseBase:
    """One unit's “Danh sách đăng ký”, for its contact and for the officer."""
    at = clock.now()
    on = clock.day_of(at)
    round_, unit = desk.round_of_unit_for(user_of(request), round_id, unit_id, on)
    name = units.name_of(unit, on)
    paper = papers.unit_list(round_, unit, name, listing.listed_of_unit(round_, unit, on), on)
    return documents.attachment(documents.write(paper, form, at=at), list_name(name, round_, form))


@page("GET", access=SIGNED_IN)
def unit_lists_zip(request: HttpRequest, round_id: int, form: str) -> HttpResponse:
    """Every unit's list in one archive."""
    at = clock.now()
    on = clock.day_of(at)
    round_ = desk.round_for(user_of(request), round_id, on)
    files = [
        (
            list_name(name, round_, form),
            documents.write(papers.unit_list(round_, unit, name, lines, on), form, at=at),
        )
        for unit, name, lines in listing.listed_by_unit(round_, on)
    ]
    stem = documents.plain_name("danh sach dang ky cac don vi")
    return documents.attachment(
        papers.zipped(files, at=at.astimezone(clock.VIETNAM)), f"{stem}-{round_.year}-{form}.zip"
    )


def list_name(unit: str, round_: CampaignRound, form: str) -> str:
    """“danh-sach-dang-ky-xom-1-2026.docx”."""
    return f"{documents.plain_name('danh sach dang ky', unit)}-{round_.year}.{form}"
