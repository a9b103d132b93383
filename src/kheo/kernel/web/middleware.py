"""The few things that hold for every request."""

import logging
import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.translation import gettext

from kheo.core.errors import N_, InvalidInput, KheoError
from kheo.core.timetable.phrase import Phrase
from kheo.kernel import installation
from kheo.kernel.reading import one_read
from kheo.kernel.web import kept_forms

log = logging.getLogger("kheo.web")
Next = Callable[[HttpRequest], HttpResponseBase]
_WRITES = re.compile(
    r"\s*(?:(?:INSERT(?:\s+OR\s+\w+)?|REPLACE)\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+\"?(\w+)",
    re.IGNORECASE,
)
# Sign-in state, lockout, the trail of who read what, and “seen” marks.
_MAY_BE_WRITTEN_BY_A_READ = ("django_session", "axes_", "audit_", "accounts_user", "notices_seen")


class KeepFilledForm:
    """Marks requests made by our scripts, so that an expired sign-in answers them in words, not pages.

    `draft`: a form saved while it is typed. `waiting`: one that waited in the browser for the network
    (kernel/static/kheo/outbox.js); where a browser would be led on, its script gets the address.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent_by = request.headers.get("X-Requested-With")
        request.by_script = sent_by in {"draft", "waiting"}  # type: ignore[attr-defined]
        response = self.get_response(request)
        if sent_by != "waiting" or not isinstance(response, HttpResponseRedirectBase):
            return response
        taken = JsonResponse({"url": response.url})
        taken.cookies = response.cookies
        return taken


class ChosenLanguage:
    """Vietnamese, unless this browser chose otherwise: what it was installed in does not decide."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class DemoStaysHome:
    """Demonstration data is served on the loopback address only."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = str(request.META.get("REMOTE_ADDR") or "127.0.0.1")
        if not address.startswith("127.") and address != "::1" and installation.is_demo():
            return HttpResponse(gettext("Dữ liệu mẫu chỉ mở được trên chính máy đang chạy Khéo."), status=403)
        return self.get_response(request)


class SignInRequired:
    """Closed by default: a view is open to strangers only where it says so."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        kept_forms.remember_who(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        sign_in = resolve_url(settings.LOGIN_URL)
        if _is_of_another(request):
            return JsonResponse({"sign_in_url": sign_in, "code": "another-account"}, status=401)
        if (
            request.user.is_authenticated
            or not getattr(view, "login_required", True)
            or _is_ours_to_skip(view)
        ):
            return None
        if request.by_script:  # type: ignore[attr-defined]
            return JsonResponse({"sign_in_url": sign_in}, status=401)
        target = _page_to_come_back_to(request, view)
        if request.method == "POST":
            kept_forms.keep(request, path=target.partition("?")[0])
        if getattr(request, "htmx", False):
            if request.method == "GET":
                return HttpResponse(status=401)  # fetched while someone types: the page must stay
            response = HttpResponse(status=204)
            response["HX-Redirect"] = f"{sign_in}?next={request.htmx.current_url_abs_path or '/'}"  # type: ignore[attr-defined]
            return response
        return redirect_to_login(target, sign_in)


def _is_of_another(request: HttpRequest) -> bool:
    """A form that waited in the browser is sent in the name of whoever pressed its button, or not at all."""
    meant = request.headers.get("X-Kheo-Account")
    return meant is not None and meant != str(request.user.pk)


def _page_to_come_back_to(request: HttpRequest, view: Callable[..., Any]) -> str:
    """This page, or the one whose button was pressed where this address takes no GET."""
    if "GET" in getattr(view, "kheo_methods", {"GET"}):
        return request.get_full_path()
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc == request.get_host():
        return referer.path + (f"?{referer.query}" if referer.query else "")
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _is_ours_to_skip(view: Callable[..., Any]) -> bool:
    """Sign-in pages of the library and the language switch are for strangers too."""
    return view.__module__.startswith(("allauth.account", "django.views.i18n", "django.views.static"))


class ReadsDoNotWrite:
    """A GET changes no business row: a write in one is a fault of ours and fails loudly."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        with ExitStack() as stack:
            stack.enter_context(one_read())
            for connection in connections.all(initialized_only=True):
                stack.enter_context(connection.execute_wrapper(_refuse_writes))
            return self.get_response(request)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 -- Django's signature
    match = _WRITES.match(sql)
    if match and not match[1].startswith(_MAY_BE_WRITTEN_BY_A_READ):
        message = f"a read must not write to {match[1]}"
        raise RuntimeError(message)
    return execute(sql, params, many, context)


class Refusals:
    """An expected failure becomes a page with its sentence; anything else stays a bug."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if isinstance(error, (RequestDataTooBig, TooManyFieldsSent)):
            error = InvalidInput(
                N_(
                    "Nội dung gửi lên quá lớn nên chưa được nhận. Hãy chia nhỏ hoặc chọn tệp nhỏ hơn rồi gửi lại."
                ),
                code="request-too-large",
            )
        if not isinstance(error, KheoError):
            return None
        return refusal_response(request, error)


def sentence_of(error: KheoError) -> str:
    """The refusal in the reader's language, its placeholders filled."""
    return Phrase(error.sentence, error.params).text(gettext) if error.params else gettext(error.sentence)


def _came_from(request: HttpRequest) -> str:
    """The page of this house that led here, "" where none did or it is the refused one itself."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or came.path == request.path:
        return ""
    return came.path + (f"?{came.query}" if came.query else "")


def refusal_response(request: HttpRequest, error: KheoError) -> HttpResponseBase:
    """The page (or, for a draft save, the JSON) that shows an expected failure."""
    if getattr(request, "by_script", False):
        return JsonResponse({"code": error.code, "message": sentence_of(error)}, status=error.status)
    context = {
        "sentence": sentence_of(error),
        "code": error.code,
        "status": error.status,
        "came_from": _came_from(request),
    }
    return render(request, "kheo/error.html", context, status=error.status)
