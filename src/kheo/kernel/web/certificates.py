"""“Kiểm tra giấy”: whether a certificate is real, for anybody who holds it, without signing in.

Codes are drawn by lot from 2⁶⁰ (kernel/codes.py): who has no paper in his hands cannot come upon one.
"""

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kheo.kernel.certificates import checked
from kheo.kernel.codes import as_printed
from kheo.kernel.web.access import PUBLIC, page
from kheo.kernel.web.addresses import public_address
from kheo.kernel.web.plain_form import PlainForm


class CodeForm(PlainForm):
    """The code printed on a certificate."""

    code = forms.CharField(
        label=_("Mã kiểm tra in trên giấy"),
        max_length=30,
        help_text=_("Ví dụ: K7QM-2XPD-9RTA. Chữ hoa hay chữ thường, có hay không có gạch nối đều được."),
        error_messages={"required": _("Hãy ghi mã in ở góc dưới bên trái của giấy.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


@page("GET", access=PUBLIC)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Where the code is typed; a code in the address leads to its own page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificate", as_printed(form.cleaned_data["code"]))
    return _answer(request, {"form": form}, 422 if form.is_bound else 200)


@page("GET", access=PUBLIC)
def certificate(request: HttpRequest, code: str) -> HttpResponseBase:
    """What the code stands for: the address in the QR code."""
    found = checked(code)
    if found is None:
        return _answer(request, {"form": CodeForm(initial={"code": code[:30]}), "unknown": code[:30]}, 404)
    return _answer(request, {"found": found, "code": as_printed(code)}, 200)


def _answer(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponseBase:
    response = render(request, "kheo/certificate.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def qr_address(request: HttpRequest) -> str:
    """The address that the QR codes of certificates begin with; "" where it would open on this machine only."""
    return public_address(request, reverse("certificates"))
