"""Every view says who may open it and by which methods; a test walks the URLconf.

    @page("GET", "POST", access=SIGNED_IN)
    def edit(request, pk): …

`SIGNED_IN` says only that somebody is signed in: the selector or service called by the view
still decides about the row. `PUBLIC` needs no account.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from kheo.core.errors import N_, NotAllowed

PUBLIC = "public"
SIGNED_IN = "signed-in"

View = Callable[..., HttpResponseBase]
Predicate = Callable[[Any], bool]


def page(*methods: str, access: str | Predicate) -> Callable[[View], View]:
    """Declare a view's methods and who may open it.

    `access` is PUBLIC, SIGNED_IN or a predicate of the signed-in user; a predicate that says no
    raises NotAllowed with a sentence that says whom to ask.
    """
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            if callable(access):
                _require(access, request.user)
            return view(request, *args, **kwargs)

        guarded.kheo_access = access if isinstance(access, str) else access.__name__  # type: ignore[attr-defined]
        guarded.kheo_methods = frozenset(methods)  # type: ignore[attr-defined]
        guarded.login_required = access is not PUBLIC  # type: ignore[attr-defined]
        return guarded

    return declare


def _require(predicate: Predicate, user: object) -> None:
    if not predicate(user):
        raise NotAllowed(
            N_(
                "Tài khoản này không được mở trang này. Nếu công việc cần, hãy nhờ người quản trị giao thêm vai trò."
            ),
            code="page-not-allowed",
        )
