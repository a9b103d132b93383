"""A one-time password opens nothing but the page that replaces it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

_OPEN = ("account_change_password", "account_logout", "set_language", "alive")


class MustChangePassword:
    """Sends a person with a one-time password to the page where it is changed, whatever was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if not getattr(request.user, "must_change_password", False):
            return None
        if request.resolver_match and request.resolver_match.view_name in _OPEN:
            return None
        target = resolve_url("account_change_password")
        if getattr(request, "by_script", False):
            return JsonResponse({"sign_in_url": target}, status=401)
        if getattr(request, "htmx", False):
            if request.method == "GET":
                return HttpResponse(status=401)  # fetched while someone types: the page must stay
            response = HttpResponse(status=204)
            response["HX-Redirect"] = target
            return response
        messages.info(request, _("Mật khẩu đang dùng là mật khẩu cấp một lần. Hãy đặt mật khẩu riêng trước."))
        return redirect(target)
