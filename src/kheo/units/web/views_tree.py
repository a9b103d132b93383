"""Looking: the tree, a unit, my roles, the directory, the official list of areas."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kheo.accounts.public import EXPLAINED, Role
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.vietnamese import fold
from kheo.kernel.clock import now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.downloads import attachment
from kheo.units import permissions
from kheo.units.models import Unit, UnitKind, UnitSuccession
from kheo.units.papers import directory_paper
from kheo.units.scope import memberships, scope_ids
from kheo.units.selectors import (
    ancestors,
    areas,
    children,
    commune_contacts,
    forest,
    has_officer,
    history,
    names,
    of_commune,
    people,
    provinces,
    seats,
    successions,
    units_without_contact,
)
from kheo.units.web.common import chosen_area, person, unit_or_404
from kheo.units.web.forms import AreaFilter

_PAGE = 50
_CAME_FROM = {
    UnitSuccession.Kind.MERGED: _("Đã sáp nhập vào đơn vị này"),
    UnitSuccession.Kind.SPLIT: _("Đơn vị này được chia ra từ"),
    UnitSuccession.Kind.SEPARATED: _("Đơn vị này được tách ra từ"),
    UnitSuccession.Kind.REPLACED: _("Đơn vị này thay thế"),
    UnitSuccession.Kind.DISSOLVED: _("Nhận hồ sơ của đơn vị đã kết thúc"),
}


@page("GET", access=SIGNED_IN)
def tree(request: HttpRequest) -> HttpResponseBase:
    """The commune's trees, or the units whose name holds what is searched for."""
    area, places = chosen_area(request)
    wanted = request.GET.get("q", "").strip()
    found = None
    if wanted:
        found = [unit for unit in of_commune(area, today()) if _holds(unit, wanted)]
    arranges = permissions.is_administrator(person(request))
    context = {
        "area": area,
        "places": places,
        "place": places.get(area, ""),
        "roots": forest(area, today()) if area and found is None else [],
        "found": found,
        "wanted": wanted,
        "arranges": arranges,
        "nobody_in_charge": arranges and area != "" and not has_officer(area, today()),
        "founds_communes": permissions.can_found_communes(person(request)),
    }
    return render(request, "units/tree.html", context)


def _holds(unit: Unit, wanted: str) -> bool:
    """Whether the unit's name holds the words, marks or none; signs alone (“%”, “-”) are looked for as they are."""
    words = fold(wanted)
    return words in unit.name_folded if words else wanted in unit.name  # type: ignore[attr-defined]


@page("GET", access=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One unit: its names, what it came from and became, who works in it, what hangs below."""
    unit = unit_or_404(request, pk)
    user, on = person(request), today()
    arranged = scope_ids(user, on, [Role.ADMINISTRATOR])
    versions, became = list(history(unit)), successions(unit)
    linked = [v.parent_id for v in versions if v.parent_id]
    linked += [row.from_unit_id for row in became] + [row.to_unit_id for row in became]
    board = list(seats(unit, on)) if unit.kind == UnitKind.STEERING_BOARD else []
    followed = of_commune(unit.area_code, on) if board else []
    context = {
        "unit": unit,
        "above": ancestors(unit, on),
        "versions": versions,
        "came_from": [
            (row, _CAME_FROM[UnitSuccession.Kind(row.kind)]) for row in became if row.to_unit_id == unit.pk
        ],
        "became": [row for row in became if row.from_unit_id == unit.pk],
        "names": names(linked, on),
        "below": children(unit, on),
        "people": people([unit.pk], on),
        "board": board,
        # Units that were merged since are left out: their successor is followed.
        "followed": {one.pk: one.name for one in followed},  # type: ignore[attr-defined]
        "is_board": unit.kind == UnitKind.STEERING_BOARD,
        "ended": unit.ended_on is not None and unit.ended_on <= on,  # type: ignore[attr-defined]
        "arranges": unit.pk in arranged,
    }
    return render(request, "units/detail.html", context)


@page("GET", access=SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponseBase:
    """My roles, each with the paragraph that says what it opens."""
    held = memberships(person(request), today()).select_related("unit").order_by("unit_id", "role")
    rows = list(held)
    called = names([row.unit_id for row in rows], today())
    roles = [(row, called.get(row.unit_id, ""), EXPLAINED[Role(row.role)]) for row in rows]
    return render(request, "units/mine.html", {"roles": roles})


@page("GET", access=SIGNED_IN)
def directory(request: HttpRequest) -> HttpResponseBase:
    """“Danh bạ đầu mối”, for the people of the commune only."""
    area, places = chosen_area(request)
    context = {
        "area": area,
        "places": places,
        "place": places.get(area, ""),
        "contacts": commune_contacts(area, today()) if area else [],
        "without": units_without_contact(area, today()) if area else [],
    }
    return render(request, "units/directory.html", context)


@page("GET", access=SIGNED_IN)
def directory_file(request: HttpRequest, form: str) -> HttpResponse:
    """The directory on one A4 page, as .pdf or .docx."""
    area, places = chosen_area(request)
    permissions.require(bool(area))
    paper = directory_paper(area, places[area], today())
    data = write_pdf(paper, at=now()) if form == "pdf" else write_docx(paper, at=now())
    return attachment(data, f"Danh bạ đầu mối {places[area]}.{form}")


@page("GET", access=permissions.has_any_role)
def area_list(request: HttpRequest) -> HttpResponseBase:
    """The official list of provinces and communes on a day."""
    choices = [(area.code, area.full_name) for area in provinces(today())]
    form = AreaFilter(request.GET or None, provinces=choices, today=today())
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = chosen.get("on") or today()
    rows = areas(on, text=chosen.get("q", ""), province_code=chosen.get("province", ""))
    shown = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": shown, "on": on, "province_names": dict(choices)}
    return render(request, "units/areas.html", context)
