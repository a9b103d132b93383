"""Soát văn bản: a file is judged and not kept; a unit's rules."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.core.errors import Conflict, InvalidInput, KheoError
from kheo.core.paper.lint import rules as every_rule
from kheo.core.paper.lint.files import Judged, judge, mended
from kheo.core.vietnamese import clean_line, sort_key
from kheo.documents import permissions, selectors, services
from kheo.documents.downloads import attachment
from kheo.documents.web.checked import checked, repaired_name
from kheo.documents.web.forms import CheckForm, RestForm
from kheo.kernel import clock
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.uploads import refuse_too_large, was_too_large
from kheo.units import public as units


@page("GET", "POST", access=SIGNED_IN)
def check(request: HttpRequest) -> HttpResponseBase:
    """Choose a file, see what is not as the law of its day asks."""
    form, got = _read(request)
    if got is None:
        return render(request, "documents/check.html", {"form": form}, status=422 if form.is_bound else 200)
    data, name, judged = got
    off = selectors.rules_off(request.user, clock.today())  # type: ignore[arg-type]
    context = {"form": CheckForm(), "checked": checked(data, name, judged, off)}
    return render(request, "documents/check.html", context)


@page("POST", access=SIGNED_IN)
def repaired(request: HttpRequest) -> HttpResponseBase:
    """The file chosen again, with every certain repair made: for files too large to be carried by the page."""
    form, got = _read(request)
    if got is None:
        return render(request, "documents/check.html", {"form": form}, status=422)
    data, name, judged = got
    off = selectors.rules_off(request.user, clock.today())  # type: ignore[arg-type]
    heard = Judged(judged.read, tuple(one for one in judged.findings if one.id not in off))
    try:
        right = mended(data, heard)
    except KheoError as error:
        form.add_error("file", sentence_of(error))
        return render(request, "documents/check.html", {"form": form}, status=422)
    return attachment(right, repaired_name(name, judged.read.source.format))


@page("GET", access=SIGNED_IN)
def rules(request: HttpRequest) -> HttpResponseBase:
    """Every rule, where it stands, and which of them rest."""
    off = selectors.rules_off(request.user, clock.today())  # type: ignore[arg-type]
    rows = [(one, off.get(one.id)) for one in every_rule().values()]
    return render(request, "documents/rules.html", {"rows": rows})


@page("GET", "POST", access=SIGNED_IN)
def rule(request: HttpRequest, rule: str) -> HttpResponseBase:
    """One rule: let it rest with a reason, or wake it."""
    one = every_rule().get(rule)
    if one is None:
        raise Http404
    at = clock.now()
    on = clock.day_of(at)
    names = units.names(permissions.switching_unit_ids(request.user, on), on)  # type: ignore[arg-type]
    choices = sorted(names.items(), key=lambda pair: sort_key(pair[1]))
    form = RestForm(request.POST if request.method == "POST" else None, units=choices)
    resting = selectors.switches_of(names)
    context = {"rule": one, "form": form, "names": names, "resting": [s for s in resting if s.rule == one.id]}
    if request.method != "POST":
        context["inherited"] = selectors.rules_off(request.user, on).get(one.id)  # type: ignore[arg-type]
        return render(request, "documents/rule.html", context)
    if request.POST.get("action") == "on":
        return _wake(request, one.id)
    if form.is_valid():
        unit = units.Unit.objects.get(pk=form.cleaned_data["unit"])
        try:
            services.switch_off(
                unit,
                rule=one.id,
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=at,
            )
        except InvalidInput as error:
            form.add_error(error.field or None, sentence_of(error))
        except Conflict as error:
            messages.info(request, sentence_of(error))
            return redirect("documents:rules")
        else:
            messages.success(request, _("Đã tắt quy tắc %(rule)s.") % {"rule": one.id})
            return redirect("documents:rules")
    return render(request, "documents/rule.html", context, status=422)


def _wake(request: HttpRequest, rule: str) -> HttpResponseBase:
    pk = request.POST.get("unit", "")
    unit = units.Unit.objects.filter(pk=pk).first() if pk.isdecimal() else None
    if unit is None:
        raise Http404
    services.switch_on(unit, rule=rule, by=request.user, at=clock.now())  # type: ignore[arg-type]
    messages.success(request, _("Đã bật lại quy tắc %(rule)s.") % {"rule": rule})
    return redirect("documents:rules")


def _read(request: HttpRequest) -> tuple[CheckForm, tuple[bytes, str, Judged] | None]:
    """The form, and the file judged where it could be read."""
    form = CheckForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if was_too_large(request):
        refuse_too_large(form)
    elif request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        name = clean_line(file.name or "")[-120:]
        try:
            return form, (data, name, judge(data, name, today=clock.today()))
        except KheoError as error:
            form.add_error("file", sentence_of(error))
    return form, None
