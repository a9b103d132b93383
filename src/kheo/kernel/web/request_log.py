"""One line of log per request: who, which page, how it ended, how long it took; nothing of what was in it.

The page is told by its route, never by its address: addresses carry searches, codes of receipts, names of
files. What a person sent in is never read here.
"""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = structlog.stdlib.get_logger("kheo.requests")


class RequestLog:
    """Outermost but for security headers and static files, so that what others answer is counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        # Asking for `request.user` here would cost the query that the page did not need.
        user = getattr(request, "_cached_user", None)
        log.info(
            "request",
            method=request.method,
            route=request.resolver_match.route if request.resolver_match else "",
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000),
            user=user.pk if user is not None else None,
        )
        return response
