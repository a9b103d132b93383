"""Pages of councils: the list, one council with its members, rule and sessions, setting it up."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import N_, NotAllowed, NotFound
from kheo.councils import permissions
from kheo.councils.models import Council, Seat
from kheo.councils.selectors import councils as selectors
from kheo.councils.selectors.rules import marks, own_rule, quorum_words, rule_of, rule_words
from kheo.councils.services import councils as services
from kheo.councils.web.common import LOOKS, acted, form_page, person, posted
from kheo.councils.web.forms import CouncilForm, EndForm, RuleForm, SeatForm, council_initial
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.units import public as units
from kheo.units.public import Unit

_ON_A_PAGE = 50


@page("GET", access=SIGNED_IN)
def index(request: HttpRequest) -> HttpResponseBase:
    """Councils I see, and their sessions to come."""
    at, who = now(), person(request)
    on = day_of(at)
    shown = Paginator(selectors.listed(who, on), _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(shown)
    context = {
        "page_obj": shown,
        "rows": rows,
        "names": units.names({row.unit_id for row in rows}, on),
        "coming": [(row, LOOKS[row.state]) for row in selectors.coming(who, at, on)],
        "arranges": bool(permissions.arranging_unit_ids(who, on)),
        "at": at,
    }
    return render(request, "councils/index.html", context)


@page("GET", access=SIGNED_IN)
def council(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One council."""
    on, who = day_of(now()), person(request)
    row = permissions.council_for(who, pk, on)
    rule = rule_of(row, "general", on)
    shown = Paginator(selectors.sessions_of(row), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "council": row,
        "unit": units.name_of(row.unit, on),
        "seats": list(selectors.seats_of(row, on)),
        "former": list(selectors.former_seats(row, on)),
        "rule": rule,
        "rule_words": rule_words(rule),
        "quorum_words": quorum_words(rule),
        "marks": marks(rule),
        "own_rule": own_rule(row, on),
        "page_obj": shown,
        "sessions": [(one, LOOKS.get(one.state, "done")) for one in shown],
        "arranges": row.unit_id in permissions.arranging_unit_ids(who, on),
        "runs": permissions.runs(who, row, on),
        "on": on,
    }
    return render(request, "councils/council.html", context)


@page("GET", "POST", access=SIGNED_IN)
def new(request: HttpRequest) -> HttpResponseBase:
    """Set a council up."""
    at, who = now(), person(request)
    found = _units(who, day_of(at))
    form = CouncilForm(posted(request), units=[(str(one.pk), one.name) for one in found])  # type: ignore[attr-defined]
    made: list[Council] = []

    def act(said: dict[str, Any]) -> None:
        unit = next(one for one in found if str(one.pk) == said.pop("unit"))
        made.append(services.set_up(unit, **said, by=who, at=at))

    return form_page(
        request,
        form,
        act,
        template="councils/form.html",
        context={
            "title": _("Lập hội đồng"),
            "lead": _("Ghi theo quyết định thành lập đã ký. Thành viên ghi ở bước sau."),
            "button": _("Lập hội đồng"),
        },
        to=lambda: ("councils:council", made[0].pk),
        said=_("Đã lập hội đồng. Hãy ghi các thành viên theo quyết định."),
    )


def _units(who: User, on: date) -> list[Unit]:
    ids = permissions.arranging_unit_ids(who, on)
    if not ids:
        raise NotAllowed(
            N_("Chỉ cán bộ phụ trách của cơ quan mới lập hội đồng của cơ quan."), code="not-arranger"
        )
    return list(units.with_names(Unit.objects.filter(pk__in=ids), on).order_by("pk"))


def _arranged(request: HttpRequest, pk: int, on: date) -> Council:
    row = permissions.council_for(person(request), pk, on)
    permissions.require_arranges(person(request), row.unit_id, on)
    return row


@page("GET", "POST", access=SIGNED_IN)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Correct name, symbol, paper."""
    at, who = now(), person(request)
    row = _arranged(request, pk, day_of(at))
    name = units.name_of(row.unit, day_of(at))
    form = CouncilForm(posted(request), units=[(str(row.unit_id), name)], initial=council_initial(row))

    def act(said: dict[str, Any]) -> None:
        said.pop("unit")
        services.change(row, **said, by=who, at=at)

    return form_page(
        request,
        form,
        act,
        template="councils/form.html",
        context={"council": row, "title": _("Sửa thông tin hội đồng"), "button": _("Lưu thông tin hội đồng")},
        to=lambda: ("councils:council", row.pk),
        said=_("Đã lưu."),
    )


@page("GET", "POST", access=SIGNED_IN)
def add_member(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Seat somebody."""
    at, who = now(), person(request)
    on = day_of(at)
    row = _arranged(request, pk, on)
    people = _people(row, on)
    form = SeatForm(
        posted(request),
        people=[(str(one.pk), f"{one.full_name} ({one.username})") for one in people.values()],
        initial={"on": row.decided_on},
    )

    def act(said: dict[str, Any]) -> None:
        user = people.get(int(said["user"])) if said["user"] else None
        rest = {name: said[name] for name in ("name", "office", "role", "on")}
        if user is not None:
            rest["name"] = user.full_name
        services.give_seat(row, user=user, **rest, by=who, at=at)

    return form_page(
        request,
        form,
        act,
        template="councils/form.html",
        context={
            "council": row,
            "title": _("Thêm thành viên hội đồng"),
            "lead": _("Chọn tài khoản thì thành viên tự xem được phiên họp và bỏ phiếu trên máy."),
            "button": _("Thêm thành viên"),
        },
        to=lambda: ("councils:council", row.pk),
        said=_("Đã thêm thành viên."),
    )


def _people(council: Council, on: date) -> dict[int, User]:
    """Accounts of the commune (or the unit) that have no seat yet, by given name."""
    seated = set(selectors.seats_of(council, on).values_list("user_id", flat=True))
    area = council.unit.area_code
    ids = units.of_commune(area, on).values_list("pk", flat=True) if area else [council.unit_id]
    rows = units.people(ids, on).order_by("user__name_sort", "user_id")
    return {one.user_id: one.user for one in rows if one.user_id not in seated}


@page("POST", access=SIGNED_IN)
def end_member(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The person no longer sits, from today."""
    at = now()
    row = _arranged(request, pk, day_of(at))
    chosen = request.POST.get("seat", "")
    seats = Seat.objects.select_related("council").filter(council=row)
    seat = seats.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if seat is None:
        raise NotFound(N_("Hãy mở lại trang hội đồng và chọn một thành viên."), code="no-seat")
    acted(
        request,
        lambda: services.end_seat(seat, on=day_of(at), by=person(request), at=at),
        _("Đã ghi %(who)s thôi tham gia hội đồng từ hôm nay.") % {"who": seat.name},
    )
    return redirect("councils:council", pk)


@page("GET", "POST", access=SIGNED_IN)
def rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The council's own rule."""
    at, who = now(), person(request)
    row = _arranged(request, pk, day_of(at))
    form = RuleForm(posted(request), initial={"valid_from": day_of(at)})
    return form_page(
        request,
        form,
        lambda _said: services.adopt_rule(row, facts=form.facts(), by=who, at=at),
        template="councils/form.html",
        context={
            "council": row,
            "title": _("Quy chế biểu quyết của hội đồng"),
            "lead": _(
                "Áp dụng thay mặc định. Nội dung mà luật đã định tỷ lệ (danh hiệu Anh hùng, Chiến sĩ thi đua toàn quốc, Cờ thi đua của Chính phủ) vẫn theo luật."
            ),
            "button": _("Áp dụng quy chế"),
        },
        to=lambda: ("councils:council", row.pk),
        said=_("Đã ghi quy chế. Biểu quyết mở từ ngày áp dụng sẽ theo quy chế này."),
    )


@page("GET", "POST", access=SIGNED_IN)
def end(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The council's work is over."""
    at, who = now(), person(request)
    row = _arranged(request, pk, day_of(at))
    form = EndForm(posted(request), initial={"on": day_of(at)})
    return form_page(
        request,
        form,
        lambda said: services.end(row, **said, by=who, at=at),
        template="councils/form.html",
        context={
            "council": row,
            "title": _("Kết thúc hoạt động của hội đồng"),
            "lead": _("Các phiên họp đã chốt vẫn giữ nguyên và xem được."),
            "button": _("Kết thúc hoạt động"),
        },
        to=lambda: ("councils:council", row.pk),
        said=_("Đã ghi hội đồng thôi hoạt động."),
    )
