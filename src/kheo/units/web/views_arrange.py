"""Arranging the tree: each page one question, one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.kernel.clock import now, today
from kheo.kernel.web.access import page
from kheo.units import permissions, services
from kheo.units.models import UnitKind
from kheo.units.selectors import forest
from kheo.units.web.common import one_form, person, unit_to_arrange
from kheo.units.web.forms import FoundForm, FoundManyForm, MoveForm, RenameForm


@page("GET", "POST", access=permissions.is_administrator)
def found(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new unit below this one."""
    parent = unit_to_arrange(request, pk)

    def do(values: dict[str, Any]) -> HttpResponseBase:
        values |= {"kind": UnitKind(values["kind"])}
        made = services.found(**values, parent=parent, by=person(request), at=now())
        messages.success(request, _("Đã thêm “%(name)s”.") % {"name": values["name"]})
        return redirect("units:detail", made.pk)

    return one_form(
        request,
        lambda data: FoundForm(data, today=today(), initial={"kind": request.GET.get("loai", "")}),
        do,
        unit=parent,
        title=_("Thêm đơn vị dưới “%(name)s”") % {"name": parent.name},  # type: ignore[attr-defined]
        button=_("Thêm đơn vị"),
        next_step=_("Tiếp theo: mở tài khoản cho đầu mối của đơn vị này."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def found_many(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Many units below this one, one name a line."""
    parent = unit_to_arrange(request, pk)

    def do(values: dict[str, Any]) -> HttpResponseBase:
        lines, kind = values.pop("names").splitlines(), UnitKind(values.pop("kind"))
        made = services.found_many(lines, **values, kind=kind, parent=parent, by=person(request), at=now())
        words = ngettext("Đã thêm %(count)d đơn vị.", "Đã thêm %(count)d đơn vị.", len(made))
        messages.success(request, words % {"count": len(made)})
        return redirect("units:detail", parent.pk)

    return one_form(
        request,
        lambda data: FoundManyForm(data, today=today()),
        do,
        unit=parent,
        title=_("Thêm nhiều đơn vị dưới “%(name)s”") % {"name": parent.name},  # type: ignore[attr-defined]
        button=_("Thêm tất cả"),
        next_step=_("Tên trùng nhau hoặc đã có thì chưa thêm gì và báo rõ tên nào."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another name from a day on."""
    unit = unit_to_arrange(request, pk)

    def do(values: dict[str, Any]) -> HttpResponseBase:
        services.rename(unit, **values, by=person(request), at=now())
        messages.success(request, _("Đã đổi tên thành “%(name)s”.") % {"name": values["name"]})
        return redirect("units:detail", unit.pk)

    return one_form(
        request,
        lambda data: RenameForm(data, today=today(), initial={"name": unit.name}),  # type: ignore[attr-defined]
        do,
        unit=unit,
        title=_("Đổi tên “%(name)s”") % {"name": unit.name},  # type: ignore[attr-defined]
        button=_("Đổi tên"),
        next_step=_("Tên cũ vẫn đọc được trong lịch sử tên và trên giấy tờ trước ngày đổi."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another place in the tree from a day on."""
    unit = unit_to_arrange(request, pk)

    def do(values: dict[str, Any]) -> HttpResponseBase:
        services.move(unit, **values, by=person(request), at=now())
        messages.success(request, _("Đã chuyển “%(name)s”.") % {"name": unit.name})  # type: ignore[attr-defined]
        return redirect("units:detail", unit.pk)

    return one_form(
        request,
        lambda data: MoveForm(data, roots=forest(unit.area_code, today()), today=today()),
        do,
        unit=unit,
        title=_("Chuyển “%(name)s” sang đơn vị cấp trên khác") % {"name": unit.name},  # type: ignore[attr-defined]
        button=_("Chuyển đơn vị"),
        next_step=_("Chỉ chuyển được trong phần cây mà tài khoản này quản trị."),
    )
