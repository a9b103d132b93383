"""Pages that belong to no module."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import PUBLIC, page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """An old form token: what was typed is kept and given back on the same page."""
    if getattr(request, "is_draft_save", False):
        return JsonResponse({"code": "token-expired"}, status=403)
    kept = kept_forms.keep(request) if hasattr(request, "session") else False
    return render(request, "kheo/csrf.html", {"kept": kept, "back": request.path}, status=403)


@page("GET", access=PUBLIC)
def alive(request: HttpRequest) -> HttpResponse:
    """For the launcher and for monitors: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
