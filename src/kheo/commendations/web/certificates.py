"""Certificates of a decision: whole pages, texts for blanks; the sheet to sign for prizes; the ceremony's papers."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.commendations.frozen import Case, Enacted
from kheo.commendations.models import Blank, CommendationDecision
from kheo.commendations.papers import ceremonies
from kheo.commendations.papers.certificates import MOST, certificates, on_blank, tcvn3_texts
from kheo.commendations.selectors import decisions as selectors
from kheo.commendations.selectors.blanks import blank_of, blanks_of, usual_slots
from kheo.commendations.services.blanks import set_blank
from kheo.commendations.states import DecisionKind
from kheo.commendations.web.common import paper_file, person
from kheo.commendations.web.forms import BlankForm
from kheo.commendations.web.slots import PARTS, slots_of
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.paper.writing.overlay import SLOTS
from kheo.core.vietnamese import format_number
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.certificates import qr_address
from kheo.recognitions import public as recognitions


def _found(request: HttpRequest, pk: int) -> tuple[CommendationDecision, list[Case]]:
    """The cases that still hold, a guest's own ones: nobody prints a revoked certificate. Of more than one file holds
    “?phan=2” are the second thousand.
    """
    on, who = today(), person(request)
    row = selectors.decision_for(who, pk, on)
    shown = selectors.shown_to(who, row, on) if row.kind == DecisionKind.AWARD else set()
    cases = [one for one in Enacted.from_json(row.content).cases if one.ordinal in shown]
    asked = request.GET.get("phan", "1")
    first = (int(asked) - 1) * MOST if asked.isdecimal() and 0 < len(asked) < 6 else -1
    wanted = cases[first : first + MOST] if first >= 0 else []
    if not wanted or row.document_id is None:
        raise NotFound(N_("Quyết định này không có giấy khen in ở đây."), code="no-certificates")
    return row, wanted


def more_parts(count: int) -> range:
    """Which files there are beside the first, for so many certificates."""
    return range(2, (count - 1) // MOST + 2)


def _part(request: HttpRequest) -> str:
    return f"-phan-{int(request.GET['phan'])}" if "phan" in request.GET else ""


@page("GET", access=SIGNED_IN)
def certificate_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All certificates in one .pdf; “?ma=1” prints the check code too."""
    row, cases = _found(request, pk)
    data = certificates(
        row,
        cases,
        at=row.enacted_at,
        with_code=request.GET.get("ma") == "1",
        qr_address=qr_address(request),
    )
    return documents.attachment(data, f"giay-khen-{documents.plain_name(str(row))}{_part(request)}.pdf")


@page("GET", access=SIGNED_IN)
def blank_file(request: HttpRequest, pk: int, blank_id: int, form: str) -> HttpResponseBase:
    """The texts for a pre-printed blank, as .pdf; as .txt in TCVN3 codes where the blank's font asks."""
    row, cases = _found(request, pk)
    blank = blank_of(row.unit_id, blank_id)
    name = f"in-phoi-{documents.plain_name(str(row))}{_part(request)}.{form}"
    if form == "pdf":
        return documents.attachment(on_blank(row, blank, cases, at=row.enacted_at), name)
    if form != "txt" or not blank.legacy:
        raise NotFound(N_("Phôi này không dùng phông TCVN3."), code="not-legacy")
    return documents.attachment(tcvn3_texts(row, cases), name)


@page("GET", access=SIGNED_IN)
def signing_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Danh sách ký nhận tiền thưởng."""
    at = now()
    row, _cases = _found(request, pk)
    recognitions.require_manager(person(request), row.round.campaign, day_of(at))
    paper = ceremonies.signing_sheet(row, on=day_of(at))
    return paper_file(paper, row.unit, "", f"ky-nhan-{documents.plain_name(str(row))}.{form}", at=at)


@page("GET", access=SIGNED_IN)
def ceremony_file(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """Chương trình, thứ tự trao thưởng, khách mời of everything decided in the round."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    rows = [one for one in selectors.decisions_of(round_) if one.kind == DecisionKind.AWARD]
    if not rows:
        raise NotFound(N_("Chưa có quyết định khen thưởng nào trong năm."), code="nothing-decided")
    paper = ceremonies.programme(round_, rows, _guests(request), on=on)
    return paper_file(paper, round_.campaign.managing_unit, "", f"trao-thuong-{round_.year}.{form}", at=at)


def _guests(request: HttpRequest) -> list[str]:
    return [one.strip()[:200] for one in request.GET.get("khach", "").splitlines() if one.strip()][:200]


@page("GET", "POST", access=SIGNED_IN)
def blanks(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Pre-printed blanks of the place, and a new or mended one."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = recognitions.managed(who, round_id, on)
    found = blanks_of(round_, on)
    present = next((one for one in found if str(one.pk) == request.GET.get("phoi", "")), None)
    form = BlankForm(request.POST or None, initial=_initial(present))
    slots = slots_of(request.POST if request.method == "POST" else _slots(present))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            set_blank(
                round_,
                name=typed["name"],
                size=(typed["width"], typed["height"]),
                shift=(typed["shift_x"], typed["shift_y"]),
                slots={key: place for key, place in slots.items() if place},
                legacy=typed["legacy"],
                by=who,
                at=at,
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã lưu phôi."))
            return redirect("commendations:blanks", round_id)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "blanks": found,
        "form": form,
        "slots": [(key, _(words), _cells(slots[key])) for key, words in SLOTS.items()],
    }
    return render(
        request, "commendations/blanks.html", context, status=422 if request.method == "POST" else 200
    )


def _initial(blank: Blank | None) -> dict[str, object]:
    if blank is None:
        return {"width": 297, "height": 210, "shift_x": 0, "shift_y": 0}
    return {
        name: getattr(blank, name) for name in ("name", "width", "height", "shift_x", "shift_y", "legacy")
    }


def _slots(blank: Blank | None) -> dict[str, str]:
    """The places of a blank as the form would post them."""
    places: dict[str, list[str]] = blank.slots if blank else usual_slots()
    return {
        f"{key}-{part}": text.replace(".", ",")
        for key, place in places.items()
        for part, text in zip(PARTS, place, strict=True)
    }


def _cells(place: list[Decimal]) -> list[tuple[str, str]]:
    """The four fields of a slot as shown."""
    texts = [format_number(one) for one in place] or [""] * len(PARTS)
    return list(zip(PARTS, texts, strict=False))
