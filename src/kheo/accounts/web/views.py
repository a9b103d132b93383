"""Signing in and out, one's own password and details."""

from collections.abc import Callable

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.accounts.models import User
from kheo.accounts.web.forms import DetailsForm
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import PUBLIC, SIGNED_IN, page

_View = Callable[..., HttpResponseBase]
_logout: _View = LogoutView.as_view()
_change_password: _View = PasswordChangeView.as_view(success_url="/")


@page("GET", "POST", access=PUBLIC)
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Name and password; afterwards the page that was asked for, if it is one of ours."""
    view: _View = LoginView.as_view(extra_context={"kept_at": kept_forms.waiting_at(request)})
    return view(request)


@page("GET", "POST", access=PUBLIC)
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Asks on GET, signs out on POST."""
    return _logout(request)


@page("GET", access=PUBLIC)
def inactive(request: HttpRequest) -> HttpResponseBase:
    """The account was closed."""
    return render(request, "account/account_inactive.html", status=403)


@page("GET", "POST", access=SIGNED_IN)
def change_password(request: HttpRequest) -> HttpResponseBase:
    """The old password, the new one twice; then back to work."""
    return _change_password(request)


@page("GET", "POST", access=SIGNED_IN)
def details(request: HttpRequest) -> HttpResponseBase:
    """My name and office telephone, as the directory prints them; whether and where mail reaches me."""
    user = request.user
    assert isinstance(user, User)
    kept = kept_forms.take(request) if request.method == "GET" else None
    current = {name: getattr(user, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST if request.method == "POST" else kept, initial=current)
    if request.method == "POST" and form.is_valid() and form.save(user):
        messages.success(request, _("Đã lưu."))
        return redirect("account_details")
    return render(request, "account/details.html", {"form": form, "kept": kept is not None})


def locked_out(
    request: HttpRequest, credentials: object = None, *args: object, **kwargs: object
) -> HttpResponseBase:
    """Too many wrong passwords: how long to wait, whom to ask."""
    return render(request, "account/locked.html", status=429)
