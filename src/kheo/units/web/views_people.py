"""Accounts, roles and seats, by the administrator of the tree."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kheo.accounts.public import Role, User
from kheo.core.errors import N_, NotFound
from kheo.core.vietnamese import fold
from kheo.kernel.clock import now, today
from kheo.kernel.web.access import page
from kheo.units import permissions, services
from kheo.units.models import Membership, SteeringSeat, Unit
from kheo.units.scope import valid_on, visible_area_codes
from kheo.units.selectors import communes_to_found, forest, names, place_names
from kheo.units.web.common import one_form, person, unit_to_arrange
from kheo.units.web.forms import AccountForm, CommuneForm, RoleForm, SeatForm


@page("GET", "POST", access=permissions.is_administrator)
@never_cache
def open_account(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new account with a first role; the one-time password is shown on the answer and never again."""
    unit = unit_to_arrange(request, pk)

    def do(values: dict[str, Any]) -> HttpResponseBase:
        values |= {"role": Role(values["role"])}
        return show_password(
            request, *services.open_account(**values, unit=unit, by=person(request), at=now())
        )

    return one_form(
        request,
        lambda data: AccountForm(data, unit=unit),
        do,
        unit=unit,
        title=_("Mở tài khoản ở “%(name)s”") % {"name": unit.name},  # type: ignore[attr-defined]
        button=_("Mở tài khoản"),
        next_step=_("Trang sau hiện mật khẩu dùng một lần để giao cho người này."),
    )


@page("GET", "POST", access=permissions.can_found_communes)
@never_cache
def found_commune(request: HttpRequest) -> HttpResponseBase:
    """Another commune with its usual bodies and its first officer, whose one-time password is shown once."""
    provinces = permissions.provinces_to_found_in(person(request), today())
    areas = list(communes_to_found(provinces, today()))

    def do(values: dict[str, Any]) -> HttpResponseBase:
        roots, user, shown = services.found_commune(**values, by=person(request), at=now())
        code = roots.committee.area_code
        place = place_names([code], today())[code]
        messages.success(request, _("Đã thêm %(place)s và cán bộ đầu tiên.") % {"place": place})
        seen = code in visible_area_codes(person(request), today())
        tree = reverse("units:tree") + (f"?xa={code}" if seen else "")
        return show_password(request, user, shown, done=tree)

    return one_form(
        request,
        lambda data: CommuneForm(data, areas=areas),
        do,
        title=_("Thêm xã, phường, đặc khu"),
        button=_("Thêm và mở tài khoản"),
        next_step=_(
            "Trang sau hiện mật khẩu dùng một lần. Người này vừa là cán bộ phụ trách phong trào vừa quản trị cây đơn vị và tài khoản của xã; sau đó có thể giao bớt cho người khác."
        ),
    )


@page("GET", "POST", access=permissions.is_administrator)
def give_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A role in this unit for somebody who has an account."""
    unit = unit_to_arrange(request, pk)

    def do(values: dict[str, Any]) -> HttpResponseBase:
        made = services.give_role(
            values["user"],
            unit=unit,
            role=Role(values["role"]),
            title=values["title"],
            on=values["on"],
            by=person(request),
            at=now(),
        )
        said = {"role": made.get_role_display(), "name": values["user"].full_name}
        messages.success(request, _("Đã giao vai trò “%(role)s” cho %(name)s.") % said)
        return redirect("units:detail", unit.pk)

    initial = {"username": request.GET.get("nguoi", "")}
    return one_form(
        request,
        lambda data: RoleForm(data, unit=unit, people=_people_of(unit), today=today(), initial=initial),
        do,
        unit=unit,
        title=_("Giao vai trò ở “%(name)s”") % {"name": unit.name},  # type: ignore[attr-defined]
        button=_("Giao vai trò"),
        next_step=_("Người này thấy ngay phần việc mới ở lần mở trang sau."),
    )


@page("POST", access=permissions.is_administrator)
def end_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The role ends today."""
    row = Membership.objects.filter(pk=pk).select_related("user", "unit").first()
    if row is None:
        raise NotFound(N_("Không có vai trò này. Hãy tải lại trang."), code="role-not-found")
    unit_to_arrange(request, row.unit_id)
    services.end_role(row, on=today(), by=person(request), at=now())
    messages.success(
        request,
        _("%(name)s kết thúc vai trò “%(role)s” từ hôm nay.")
        % {"name": row.user.full_name, "role": row.get_role_display()},
    )
    return redirect("units:detail", row.unit_id)


@page("GET", access=permissions.is_administrator)
def account(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One person's roles; from here a new password or the closing of the account."""
    someone = _person_in_charge(request, pk)
    return render(request, "units/account.html", {"someone": someone, "roles": _roles_of(someone)})


@page("POST", access=permissions.is_administrator)
@never_cache
def reset_password(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A one-time password, shown on the answer and never again."""
    someone = _person_in_charge(request, pk)
    return show_password(request, someone, services.reset_password(someone, by=person(request), at=now()))


@page("GET", "POST", access=permissions.is_administrator)
def close_account(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The account is closed and its roles end today, once the word is typed."""
    someone = _person_in_charge(request, pk)
    typed, word = request.POST.get("word", ""), _("ĐÓNG")
    if request.method == "POST" and fold(typed) == fold(word):
        services.close_account(someone, by=person(request), at=now())
        messages.success(request, _("Đã đóng tài khoản của %(name)s.") % {"name": someone.full_name})
        return redirect("units:tree")
    wrong = request.method == "POST"
    context = {
        "someone": someone,
        "roles": _roles_of(someone),
        "word": word,
        "typed": typed,
        "wrong_word": wrong,
    }
    return render(request, "units/account_close.html", context, status=422 if wrong else 200)


@page("GET", "POST", access=permissions.is_administrator)
def give_seat(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new member of the steering board."""
    board = unit_to_arrange(request, pk)

    def do(values: dict[str, Any]) -> HttpResponseBase:
        made = services.give_seat(board, **values, by=person(request), at=now())
        messages.success(request, _("Đã thêm %(name)s vào Ban Chỉ đạo.") % {"name": made.holder_name})
        return redirect("units:detail", board.pk)

    return one_form(
        request,
        lambda data: SeatForm(data, roots=forest(board.area_code, today()), today=today()),
        do,
        unit=board,
        title=_("Thêm thành viên Ban Chỉ đạo"),
        button=_("Thêm thành viên"),
        next_step=_("Thành viên không cần tài khoản; đơn vị theo dõi sửa được bất cứ lúc nào."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def change_seat(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The office in the board and the units followed."""
    seat = _seat(request, pk)
    initial = {"office": seat.office, "follows": list(seat.follows.values_list("pk", flat=True))}

    def do(values: dict[str, Any]) -> HttpResponseBase:
        services.change_seat(seat, **values, by=person(request), at=now())
        messages.success(request, _("Đã lưu phân công của %(name)s.") % {"name": seat.holder_name})
        return redirect("units:detail", seat.board_id)

    return one_form(
        request,
        lambda data: SeatForm(data, roots=forest(seat.board.area_code, today()), today=None, initial=initial),
        do,
        unit=unit_to_arrange(request, seat.board_id),
        title=_("Phân công của %(name)s") % {"name": seat.holder_name},
        button=_("Lưu phân công"),
    )


@page("POST", access=permissions.is_administrator)
def end_seat(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The member leaves the board today."""
    seat = _seat(request, pk)
    services.end_seat(seat, on=today(), by=person(request), at=now())
    messages.success(
        request, _("%(name)s thôi tham gia Ban Chỉ đạo từ hôm nay.") % {"name": seat.holder_name}
    )
    return redirect("units:detail", seat.board_id)


def _seat(request: HttpRequest, pk: int) -> SteeringSeat:
    seat = SteeringSeat.objects.filter(pk=pk).select_related("board").first()
    if seat is None:
        raise NotFound(N_("Không có thành viên này. Hãy tải lại trang."), code="seat-not-found")
    unit_to_arrange(request, seat.board_id)
    return seat


def _roles_of(someone: User) -> list[tuple[Membership, str]]:
    """The roles that the person holds today, each with the name of its unit."""
    rows = list(Membership.objects.filter(valid_on(today()), user=someone).order_by("unit_id", "role"))
    called = names([row.unit_id for row in rows], today())
    return [(row, called.get(row.unit_id, "")) for row in rows]


def _person_in_charge(request: HttpRequest, pk: int) -> User:
    someone = User.objects.filter(pk=pk).first()
    if someone is None or not permissions.has_charge_of(person(request), someone, today()):
        raise NotFound(
            N_("Không có người này, hoặc người này còn vai trò ngoài phần quản trị của tài khoản này."),
            code="person-not-found",
        )
    return someone


def _people_of(unit: Unit) -> list[User]:
    rows = User.objects.filter(is_active=True, memberships__unit__area_code=unit.area_code).distinct()
    return list(rows.order_by("name_sort", "pk"))


def show_password(request: HttpRequest, someone: User, password: str, *, done: str = "") -> HttpResponseBase:
    """The page that shows a one-time password, once; `done` is where its button leads."""
    done = done or reverse("units:account", args=[someone.pk])
    return render(request, "units/password.html", {"someone": someone, "password": password, "done": done})
