"""Messages to the units for which the signed-in person answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import N_, NotFound
from kheo.kernel.clock import now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.notices import selectors, services
from kheo.units import public as units

_PAGE = 50


@page("GET", access=SIGNED_IN)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """Newest first; what was not opened yet stands out."""
    shown = Paginator(selectors.inbox(_person(request), today()), _PAGE).get_page(request.GET.get("page"))
    names = units.names([notice.unit_id for notice in shown if notice.unit_id], today())
    context = {
        "page_obj": shown,
        "notices": [
            (notice, names.get(notice.unit_id, "") if notice.unit_id else _("tôi")) for notice in shown
        ],
        "unread": selectors.unread_count(_person(request), today()),
    }
    return render(request, "notices/inbox.html", context)


@page("GET", access=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One message; opening it is the “seen” mark (design: the one exemption that a read may write)."""
    user = _person(request)
    notice = selectors.inbox(user, today()).filter(pk=pk).select_related("unit").first()
    if notice is None:
        raise NotFound(
            N_("Không có thông báo này, hoặc thông báo gửi cho đơn vị khác."), code="notice-not-found"
        )
    services.mark_seen(user, [notice], at=now())
    context = {
        "notice": notice,
        "unit_name": units.name_of(notice.unit, today()) if notice.unit else _("tôi"),
        # A link is kept as written by the module that told; only one of our own pages is offered.
        "link": notice.link if url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None) else "",
    }
    return render(request, "notices/detail.html", context)


@page("POST", access=SIGNED_IN)
def mark_all_seen(request: HttpRequest) -> HttpResponseBase:
    """Everything in the inbox counts as opened."""
    user = _person(request)
    services.mark_seen(user, selectors.unread(user, today()), at=now())
    messages.success(request, _("Đã đánh dấu đọc tất cả thông báo."))
    return redirect("notices:inbox")


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
