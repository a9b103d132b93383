"""A filled form outlives an expired sign-in or form token.

What was posted is kept in the (anonymous) session, bounded, and offered back on the same page
after sign-in, to the person who had typed it and to nobody else who signs in at that computer.
Nothing of it is written to any business row. Files, passwords and secret votes are not kept.
"""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

_KEY = "kheo-kept-form"
_WHO = "kheo_who"
_LIMIT = 256 * 1024
_NEVER = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "login", "phieu")


def keep(request: HttpRequest, *, path: str = "") -> bool:
    """Keep the posted fields for the page at this path (the request's own where none is given).

    False when there is nothing to keep, or too much.
    """
    fields = request.POST.copy()
    for name in _NEVER:
        fields.pop(name, None)
    body = fields.urlencode()
    if not body or len(body) > _LIMIT:
        return False
    request.session[_KEY] = {"path": path or request.path, "body": body, "who": _who(request)}
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """The fields kept for this path, once; None where there are none, or they are another person's."""
    if request.headers.get("X-Requested-With") == "keep":
        return None  # the page is fetched to be opened later without a network: nobody looks at it now
    kept: dict[str, Any] | None = request.session.get(_KEY)
    if kept is None or kept.get("path") != request.path:
        return None
    del request.session[_KEY]
    if kept.get("who") not in {None, request.user.pk}:
        return None
    return QueryDict(kept["body"])


def waiting_at(request: HttpRequest) -> str | None:
    """The path of the page whose form is kept, if any."""
    kept: dict[str, Any] | None = request.session.get(_KEY)
    return str(kept["path"]) if kept else None


def remember_who(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note in a signed cookie who is signed in here: it outlives the session and opens nothing."""
    if request.user.is_authenticated and _cookie(request) != request.user.pk:
        response.set_signed_cookie(_WHO, str(request.user.pk), httponly=True, samesite="Lax")


def _who(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else _cookie(request)


def _cookie(request: HttpRequest) -> int | None:
    value = request.get_signed_cookie(_WHO, default="")
    return int(value) if value and value.isdigit() else None
