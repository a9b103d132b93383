"""Pages that belong to no module."""

from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import PUBLIC, page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """An old form token: what was typed is kept and given back on the same page."""
    if getattr(request, "by_script", False):
        return JsonResponse({"code": "token-expired"}, status=403)
    kept = kept_forms.keep(request) if hasattr(request, "session") else False
    return render(request, "kheo/csrf.html", {"kept": kept, "back": request.path}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """What Django refuses before any page of ours is asked: too many files or fields in one request."""
    sentence = (
        _("Đã chọn quá nhiều tệp trong một lần nên chưa nhận tệp nào. Hãy quay lại, chọn ít ảnh hơn rồi gửi.")
        if isinstance(exception, TooManyFilesSent)
        else _(
            "Nội dung gửi lên quá lớn hoặc bị hỏng nên chưa được nhận. Hãy quay lại, chia nhỏ rồi gửi lại."
        )
    )
    if getattr(request, "by_script", False):
        return JsonResponse({"code": "bad-request", "message": sentence}, status=400)
    context = {"sentence": sentence, "code": "bad-request", "status": 400, "back_url": request.path}
    return render(request, "kheo/error.html", context, status=400)


@page("GET", access=PUBLIC)
def alive(request: HttpRequest) -> HttpResponse:
    """For the launcher and for monitors: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
