"""Every view says who may open it and by which methods; a test walks the URLconf.

    @page("GET", "POST", access=SIGNED_IN)
    def edit(request, pk): …

`SIGNED_IN` says only that somebody is signed in: the selector or service called by the view
still decides about the row. `PUBLIC` needs no account.

An address that only takes what a button sends may still be opened: by reloading a refused form, by a link
out of the history. It leads to the page above it, with a sentence.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

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
                return _not_this_way(request, allowed)
            if callable(access):
                _require(access, request.user)
            return view(request, *args, **kwargs)

        guarded.kheo_access = access if isinstance(access, str) else access.__name__  # type: ignore[attr-defined]
        guarded.kheo_methods = frozenset(methods)  # type: ignore[attr-defined]
        guarded.login_required = access is not PUBLIC  # type: ignore[attr-defined]
        return guarded

    return declare


def _not_this_way(request: HttpRequest, allowed: set[str]) -> HttpResponseBase:
    """The page above for whoever opened a button's address; else the house's own page in plain words."""
    above = _page_above(request.path)
    if request.method in {"GET", "HEAD"}:
        messages.info(
            request,
            _(
                "Địa chỉ vừa mở chỉ dùng khi bấm nút trên trang nên chưa có gì thay đổi. Đây là trang chứa nút đó."
            ),
        )
        return redirect(above)
    context = {
        "sentence": _(
            "Trang này chỉ để xem, không nhận nội dung gửi lên. Hãy mở lại trang rồi làm tiếp từ đó."
        ),
        "code": "method-not-allowed",
        "status": 405,
        "back_url": request.path if "GET" in allowed else above,
    }
    response = render(request, "kheo/error.html", context, status=405)
    response["Allow"] = ", ".join(sorted(allowed))
    return response


def _page_above(path: str) -> str:
    """The nearest address above that can be opened; the first page at last."""
    parts = path.strip("/").split("/")
    while len(parts) > 1:
        parts.pop()
        address = f"/{'/'.join(parts)}/"
        try:
            view = resolve(address).func
        except Resolver404:
            continue
        if "GET" in getattr(view, "kheo_methods", ()):
            return address
    return "/"


def _require(predicate: Predicate, user: object) -> None:
    if not predicate(user):
        raise NotAllowed(
            N_(
                "Tài khoản này không được mở trang này. Nếu công việc cần, hãy nhờ người quản trị giao thêm vai trò."
            ),
            code="page-not-allowed",
        )
