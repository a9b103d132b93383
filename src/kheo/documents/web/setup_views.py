"""How a unit's papers are numbered, kept and set: the pages of its head and its records clerk."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.core.errors import KheoError
from kheo.core.paper.writing.template import LISTS, PLACES
from kheo.documents import permissions, register, services
from kheo.documents.downloads import attachment
from kheo.documents.models import Document, NumberSeries, Term, UnitTemplate
from kheo.documents.web.register_forms import SeriesForm, TemplateForm, TermForm
from kheo.documents.web.register_views import person
from kheo.kernel import clock
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.uploads import was_too_large
from kheo.units import public as units
from kheo.units.public import Unit

Doing = Callable[[HttpRequest, Unit, Any, datetime], str]


@page("GET", "POST", access=SIGNED_IN)
def setup(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Numbering, terms, keeping of files, templates of one unit."""
    at = clock.now()
    unit = _unit(request, unit_id, at)
    if request.method != "POST":
        return _shown(request, unit, at)
    action = request.POST.get("action", "")
    if action not in _DOING:
        raise Http404
    form = _FORMS[action](request.POST, request.FILES) if action in _FORMS else PlainForm(request.POST)
    if was_too_large(request) and "template" in form.fields:
        form.errors.pop("template", None)
        form.add_error("template", _("Tệp mẫu lớn hơn mức nhận. Hãy chọn tệp nhỏ hơn 5 MB."))
    elif form.is_valid():
        try:
            done = _DOING[action](request, unit, form, at)
        except KheoError as error:
            if error.status != 422:
                raise
            if error.code.startswith("file-") and "template" in form.fields:
                error.field = "template"  # type: ignore[attr-defined]
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect("documents:setup", unit.pk)
    return _shown(request, unit, at, {action: form})


@page("GET", access=SIGNED_IN)
def template_file(request: HttpRequest, unit_id: int, kind: str) -> HttpResponseBase:
    """The unit's own template as it was uploaded."""
    unit = _unit(request, unit_id, clock.now())
    own = register.template_of(unit, kind)
    if own is None:
        raise Http404
    return attachment(services.read(own.file), own.file_name)


def _unit(request: HttpRequest, unit_id: int, at: datetime) -> Unit:
    units.require(permissions.can_set_up(person(request), unit_id, clock.day_of(at)))
    return Unit.objects.get(pk=unit_id)


def _shown(
    request: HttpRequest, unit: Unit, at: datetime, refused: dict[str, Any] | None = None
) -> HttpResponseBase:
    given = refused or {}
    context = {
        "unit": unit,
        "unit_name": units.name_of(unit, clock.day_of(at)),
        "is_party": register.is_party(unit),
        "series": [
            {"row": row, "kinds": ", ".join(str(Document.Kind(kind).label) for kind in row.kinds)}
            for row in NumberSeries.objects.filter(unit=unit).order_by("-valid_from", "-pk")
        ],
        "terms": Term.objects.filter(unit=unit).order_by("-begins_on"),
        "keeps_files": register.keeps_files(unit),
        "templates": UnitTemplate.objects.filter(unit=unit, ended_at=None).order_by("kind"),
        "places": PLACES,
        "lists": LISTS,
        "series_form": given.get("series") or SeriesForm(initial={"valid_from": clock.day_of(at)}),
        "term_form": given.get("term") or TermForm(),
        "template_form": given.get("template") or TemplateForm(),
        "other_form": next((form for key, form in given.items() if key not in _FORMS), None),
        "today": clock.day_of(at),
    }
    return render(request, "documents/setup.html", context, status=422 if refused else 200)


def _series(request: HttpRequest, unit: Unit, form: SeriesForm, at: datetime) -> str:
    services.open_series(unit, **form.cleaned_data, by=person(request), at=at)
    return _("Khéo sẽ cấp số theo cách này từ ngày đã chọn.")


def _end_series(request: HttpRequest, unit: Unit, form: PlainForm, at: datetime) -> str:
    pk = request.POST.get("series", "")
    row = (
        NumberSeries.objects.filter(unit=unit, pk=pk).select_related("unit").first()
        if pk.isdecimal()
        else None
    )
    if row is None:
        raise Http404
    services.end_series(row, by=person(request), at=at)
    return _("Từ ngày mai Khéo không cấp số này nữa; số lấy ở hệ thống quản lý văn bản của cơ quan.")


def _term(request: HttpRequest, unit: Unit, form: TermForm, at: datetime) -> str:
    services.open_term(unit, **form.cleaned_data, by=person(request), at=at)
    return _("Đã ghi nhiệm kỳ.")


def _keep(request: HttpRequest, unit: Unit, form: PlainForm, at: datetime) -> str:
    keeps = request.POST.get("keeps") == "yes"
    services.keep_files(unit, keeps=keeps, by=person(request), at=at)
    return (
        _("Đã lưu. Từ nay sổ giữ cả tệp.") if keeps else _("Đã lưu. Từ nay sổ chỉ giữ số, ngày, trích yếu.")
    )


def _template(request: HttpRequest, unit: Unit, form: TemplateForm, at: datetime) -> str:
    file = form.cleaned_data["template"]
    services.set_template(
        unit, kind=form.cleaned_data["kind"], data=file.read(), name=file.name, by=person(request), at=at
    )
    return _("Đã nhận mẫu. Từ nay loại văn bản này được in theo mẫu của cơ quan.")


def _no_template(request: HttpRequest, unit: Unit, form: PlainForm, at: datetime) -> str:
    services.remove_template(unit, kind=request.POST.get("kind", ""), by=person(request), at=at)
    return _("Đã bỏ mẫu. Loại văn bản này lại được in theo thể thức của Khéo.")


_DOING: dict[str, Doing] = {
    "series": _series,
    "end-series": _end_series,
    "term": _term,
    "keep": _keep,
    "template": _template,
    "no-template": _no_template,
}
_FORMS: dict[str, type[PlainForm]] = {"series": SeriesForm, "term": TermForm, "template": TemplateForm}
