"""Arranging the tree: each page one question, one button."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.core.vietnamese import fold
from kheo.kernel.clock import now, today
from kheo.kernel.web.access import page
from kheo.units import permissions, services
from kheo.units.models import UnitKind
from kheo.units.selectors import forest, people
from kheo.units.web.common import (
    act,
    chosen_area,
    person,
    posted_or_kept,
    show_form,
    unit_to_arrange,
)
from kheo.units.web.forms import FoundForm, FoundManyForm, MergeForm, MoveForm, RenameForm

_WORD = "SÁP NHẬP"


@page("GET", "POST", access=permissions.is_administrator)
def found(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new unit below this one."""
    parent = unit_to_arrange(request, pk)
    data, kept = posted_or_kept(request)
    form = FoundForm(data, today=today(), initial={"kind": request.GET.get("loai", "")})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"kind": UnitKind(form.cleaned_data["kind"])}
        made = act(form, lambda: services.found(**values, parent=parent, by=person(request), at=now()))
        if made is not None:
            messages.success(request, _("Đã thêm “%(name)s”.") % {"name": form.cleaned_data["name"]})
            return redirect("units:detail", made.pk)
    return show_form(
        request,
        form,
        kept=kept,
        unit=parent,
        title=_("Thêm đơn vị dưới “%(name)s”") % {"name": parent.name},  # type: ignore[attr-defined]
        button=_("Thêm đơn vị"),
        next_step=_("Tiếp theo: mở tài khoản cho đầu mối của đơn vị này."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def found_many(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Many units below this one, one name a line."""
    parent = unit_to_arrange(request, pk)
    data, kept = posted_or_kept(request)
    form = FoundManyForm(data, today=today())
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        lines, kind = values.pop("names").splitlines(), UnitKind(values.pop("kind"))
        made = act(
            form,
            lambda: services.found_many(
                lines, **values, kind=kind, parent=parent, by=person(request), at=now()
            ),
        )
        if made is not None:
            words = ngettext("Đã thêm %(count)d đơn vị.", "Đã thêm %(count)d đơn vị.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect("units:detail", parent.pk)
    return show_form(
        request,
        form,
        kept=kept,
        unit=parent,
        title=_("Thêm nhiều đơn vị dưới “%(name)s”") % {"name": parent.name},  # type: ignore[attr-defined]
        button=_("Thêm tất cả"),
        next_step=_("Tên trùng nhau hoặc đã có thì chưa thêm gì và báo rõ tên nào."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another name from a day on."""
    unit = unit_to_arrange(request, pk)
    data, kept = posted_or_kept(request)
    form = RenameForm(data, today=today(), initial={"name": unit.name})  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():

        def verb() -> bool:
            services.rename(unit, **form.cleaned_data, by=person(request), at=now())
            return True

        if act(form, verb):
            messages.success(request, _("Đã đổi tên thành “%(name)s”.") % {"name": form.cleaned_data["name"]})
            return redirect("units:detail", unit.pk)
    return show_form(
        request,
        form,
        kept=kept,
        unit=unit,
        title=_("Đổi tên “%(name)s”") % {"name": unit.name},  # type: ignore[attr-defined]
        button=_("Đổi tên"),
        next_step=_("Tên cũ vẫn đọc được trong lịch sử tên và trên giấy tờ trước ngày đổi."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another place in the tree from a day on."""
    unit = unit_to_arrange(request, pk)
    data, kept = posted_or_kept(request)
    form = MoveForm(data, roots=forest(unit.area_code, today()), today=today())
    if request.method == "POST" and form.is_valid():

        def verb() -> bool:
            services.move(unit, **form.cleaned_data, by=person(request), at=now())
            return True

        if act(form, verb):
            messages.success(request, _("Đã chuyển “%(name)s”.") % {"name": unit.name})  # type: ignore[attr-defined]
            return redirect("units:detail", unit.pk)
    return show_form(
        request,
        form,
        kept=kept,
        unit=unit,
        title=_("Chuyển “%(name)s” sang đơn vị cấp trên khác") % {"name": unit.name},  # type: ignore[attr-defined]
        button=_("Chuyển đơn vị"),
        next_step=_("Chỉ chuyển được trong phần cây mà tài khoản này quản trị."),
    )


@page("GET", "POST", access=permissions.is_administrator)
def merge(request: HttpRequest) -> HttpResponseBase:
    """Several units become one: choose, see the names, type the word."""
    area, places = chosen_area(request)
    data, kept = posted_or_kept(request)
    form = MergeForm(data, roots=forest(area, today()), today=today())
    if request.method == "POST" and form.is_valid():
        if fold(request.POST.get("word", "")) != fold(_WORD):
            return _ask_word(request, form)
        values = form.cleaned_data
        rows = act(
            form,
            lambda: services.merge(
                values["olds"],
                into=values["into"],
                on=values["on"],
                decision=form.decision,
                by=person(request),
                at=now(),
            ),
        )
        if rows is not None:
            messages.success(
                request,
                _("Đã sáp nhập %(count)d đơn vị. Lịch sử của chúng giữ nguyên.") % {"count": len(rows)},
            )
            _warn_of_people(request, [unit.pk for unit in values["olds"]])
            return redirect("units:detail", values["into"].pk)
    return show_form(
        request,
        form,
        kept=kept,
        area=area,
        title=_("Sáp nhập đơn vị – %(place)s") % {"place": places.get(area, "")},
        button=_("Xem lại trước khi sáp nhập"),
        next_step=_("Trang sau liệt kê tên các đơn vị; chưa có gì thay đổi cho đến khi xác nhận."),
    )


def _ask_word(request: HttpRequest, form: MergeForm) -> HttpResponseBase:
    """The page that names what would end; a word already typed was the wrong one."""
    context = {
        "form": form,
        "olds": form.cleaned_data["olds"],
        "into": form.cleaned_data["into"],
        "on": form.cleaned_data["on"],
        "decision": form.decision,
        "word": _WORD,
        "wrong": "word" in request.POST,
    }
    return render(request, "units/merge_confirm.html", context)


def _warn_of_people(request: HttpRequest, unit_ids: list[int]) -> None:
    """Whoever answered for the merged units has no role in the successor yet: say whom it concerns."""
    names = sorted({row.user.full_name for row in people(unit_ids, today())})
    if names:
        messages.warning(
            request,
            _(
                "Những người này phụ trách đơn vị cũ và chưa có vai trò ở đơn vị mới: %(names)s. Hãy giao vai trò nếu họ tiếp tục."
            )
            % {"names": ", ".join(names)},
        )
