"""The menu: what this person can open, and where he is."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kheo.accounts.public import Role
from kheo.councils import public as councils
from kheo.notices.public import Notice
from kheo.portal.links import link
from kheo.portal.seat import OVERSEERS, Seat, seat_of


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu."""

    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """`nav_items`: the entries of the menu for the signed-in person; at most four queries a request."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav_items": []}
    seat = seat_of(request)
    entries = [(label, url) for label, url in _entries(seat) if url]
    here = max((url for _label, url in entries if _holds(url, request.path)), key=len, default="")
    return {"nav_items": [Item(label, url, url == here) for label, url in entries]}


def _entries(seat: Seat) -> list[tuple[str, str]]:
    entries = [(_("Việc của tôi"), link("portal:home"))]
    checking = (_("Soát văn bản"), link("documents:check"))
    if not seat.roles:
        return [*entries, checking]
    entries.append((_("Phong trào"), link("portal:campaigns")))
    entries.append((_("Đăng ký"), link("registrations:index")))
    entries.append((_("Báo cáo"), link("progress:index")))
    if seat.holds(*OVERSEERS, Role.COUNCIL_MEMBER) or councils.has_council(seat.user, seat.on):
        entries.append((pgettext("menu", "Hội đồng"), link("councils:index")))
    entries.append((pgettext("menu", "Đơn vị"), link("units:tree")))
    if seat.holds(*OVERSEERS):
        entries.append((_("Sổ văn bản"), link("documents:register")))
    entries.append(checking)
    unread = Notice.objects.filter(unit_id__in=seat.own).exclude(seen__user=seat.user).count()
    label = _("Thông báo (%(count)d)") % {"count": unread} if unread else pgettext("menu", "Thông báo")
    entries.append((label, link("notices:inbox")))
    return entries


def _holds(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
