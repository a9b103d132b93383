"""Without a network: the page of what waits in this browser, the worker that opens pages, and who is signed in.

Nothing that waits is known here: it lies in the browser (static/kheo/waiting.js, outbox.js, worker.js) until it
is sent, with a fresh form token, in the name of whoever pressed the button (`X-Kheo-Account`).
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from kheo import __version__
from kheo.kernel.web.access import PUBLIC, page

# What every page needs; whatever else a page asks for is kept when it is first asked for.
_SHELL = (
    "vendor/bootstrap/bootstrap.min.css",
    "kheo/kheo.css",
    "kheo/kheo.svg",
    "django_htmx/htmx-2.min.js",
    "kheo/waiting.js",
    "kheo/outbox.js",
    "kheo/drafts.js",
    "kheo/notice.js",
    "kheo/typed.js",
    "kheo/confirm.js",
    "kheo/once.js",
    "kheo/rows.js",
    "kheo/copy.js",
)
_Page = Callable[..., HttpResponseBase]


def opens_offline(view: _Page) -> _Page:
    """Let this person's browser keep the form page, so that it opens where there is no network.

    The worker keeps it under the account named in the header, and nobody else's beside it.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "GET" and response.status_code == 200:
            response["Kheo-Keep"] = str(request.user.pk)
        return response

    return marked


@page("GET", access=PUBLIC)
def waiting(request: HttpRequest) -> HttpResponseBase:
    """What was pressed without a network and waits in this browser; also shown where no page can be had."""
    return render(request, "kheo/waiting.html")


@page("GET", access=PUBLIC)
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in here, and a form token that is good now: asked before anything is sent."""
    account = str(request.user.pk) if request.user.is_authenticated else ""
    response = JsonResponse({"account": account, "token": get_token(request)})
    response["Cache-Control"] = "private, no-store"
    return response


@page("GET", access=PUBLIC)
def worker(request: HttpRequest) -> HttpResponse:
    """The worker at the root, so that it reaches every page; its code is the static file."""
    assets = [static(name) for name in _SHELL]
    code = static("kheo/worker.js")
    told = {
        "version": hashlib.sha256(" ".join([__version__, code, *assets]).encode()).hexdigest()[:12],
        "static": settings.STATIC_URL,
        "assets": assets,
        "waiting": reverse("waiting"),
    }
    text = f"self.KHEO = {json.dumps(told)};\nimportScripts({json.dumps(code)});\n"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
