"""What the views of units share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kheo.accounts.public import User
from kheo.core.errors import N_, NotFound, Refusal
from kheo.kernel.clock import today
from kheo.kernel.web import kept_forms
from kheo.kernel.web.middleware import sentence_of
from kheo.units import permissions
from kheo.units.models import Unit
from kheo.units.scope import visible, visible_area_codes
from kheo.units.selectors import place_names, with_names


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    assert isinstance(request.user, User)
    return request.user


def unit_or_404(request: HttpRequest, pk: int) -> Unit:
    """A unit that the person may see, named. Raises NotFound."""
    unit = with_names(visible(person(request), today()), today()).filter(pk=pk).first()
    if unit is None:
        raise NotFound(
            N_("Không có đơn vị này, hoặc đơn vị không thuộc địa bàn của tài khoản này."),
            code="unit-not-found",
        )
    return unit


def unit_to_arrange(request: HttpRequest, pk: int) -> Unit:
    """A unit that the person administers. Raises NotFound, NotAllowed."""
    unit = unit_or_404(request, pk)
    permissions.require(permissions.can_arrange_units(person(request), unit, today()))
    return unit


def chosen_area(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """The code of the area asked for (`?xa=`), else of the person's own; and names of all he may see.

    Empty where the person has no unit. Raises NotFound for an area that is not his to see.
    """
    codes = visible_area_codes(person(request), today())
    asked = request.GET.get("xa", "")
    if asked and asked not in codes:
        raise NotFound(N_("Địa bàn này không thuộc phạm vi của tài khoản này."), code="area-not-found")
    names = place_names(codes, today())
    return asked or (codes[0] if codes else ""), {code: names[code] for code in codes}


def posted_or_kept(request: HttpRequest) -> tuple[QueryDict | None, bool]:
    """What the form is filled with: the post, or what was kept when the sign-in expired (then True)."""
    if request.method == "POST":
        return request.POST, False
    kept = kept_forms.take(request)
    return kept, kept is not None


def one_form(
    request: HttpRequest,
    build: Callable[[QueryDict | None], forms.Form],
    do: Callable[[dict[str, Any]], HttpResponseBase],
    **page: Any,
) -> HttpResponseBase:
    """The page of one form: filled with what was posted or kept; `do` acts on what is valid, says so and
    leads on. A refusal that the person can mend is put at its field, and nothing typed is lost.
    """
    data, kept = posted_or_kept(request)
    form = build(data)
    if request.method == "POST" and form.is_valid():
        try:
            return do(form.cleaned_data)
        except Refusal as refusal:
            put_at_field(form, refusal)
    return show_form(request, form, kept=kept, **page)


def put_at_field(form: forms.Form, refusal: Refusal) -> None:
    """Say the refusal at the field it names, else over the form."""
    field = getattr(refusal, "field", "")
    form.add_error(field if field in form.fields else None, ValidationError(sentence_of(refusal)))


def show_form(request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponseBase:
    """The page of one form: title, what it does, its one button and what happens next."""
    status = 422 if form.is_bound and form.errors and request.method == "POST" else 200
    return render(request, "units/form.html", {"form": form, **context}, status=status)
