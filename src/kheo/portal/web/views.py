"""My work, the campaigns, the campaign's one page."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignState
from kheo.handovers import public as handovers
from kheo.kernel.clock import now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.uploads import READABLE_PAPERS
from kheo.portal.care import care_of
from kheo.portal.cockpit import Cockpit, cockpit
from kheo.portal.following import award_tasks, difficulty_tasks
from kheo.portal.links import link
from kheo.portal.listing import Filter, page_of
from kheo.portal.seat import OFFICERS, seat_of
from kheo.portal.work import work_of
from kheo.progress import public as progress

_LAST_FILTER = "kheo-phong-trao"
_A_YEAR = 365 * 24 * 3600
_ASKED = ("trang-thai", "nam", "tim", "sort")


@page("GET", access=SIGNED_IN)
def home(request: HttpRequest) -> HttpResponseBase:
    """What waits for me, and the campaigns I take part in."""
    seat, at = seat_of(request), now()
    work = work_of(seat, at) if seat.roles else None
    context = {
        "seat": seat,
        "at": at,
        "today": seat.on,
        "work": work,
        "waiting": work.waiting if work else [],
        "handovers": handovers.recent(seat.user, seat.on),
        "upload_url": link("campaigns:upload"),
        "tree_url": link("units:tree"),
        "readable_papers": READABLE_PAPERS,
    }
    return render(request, "portal/home.html", context)


@page("GET", access=SIGNED_IN)
def campaign_list(request: HttpRequest) -> HttpResponseBase:
    """Every campaign I may open; the last filter is remembered in a cookie."""
    asked = {name: request.GET[name] for name in _ASKED if request.GET.get(name)}
    if not request.GET and (kept := request.COOKIES.get(_LAST_FILTER)):
        return HttpResponseRedirect(f"{request.path}?{kept}")
    seat, at = seat_of(request), now()
    context = {
        "page_obj": page_of(seat, Filter.read(asked), request.GET.get("page", "1"), at),
        "asked": asked,
        "asked_state": asked.get("trang-thai", ""),
        "states": CampaignState.choices,
        "at": at,
        "upload_url": link("campaigns:upload") if seat.holds(*OFFICERS) else "",
    }
    response = render(request, "portal/campaigns.html", context)
    if asked:
        response.set_cookie(_LAST_FILTER, urlencode(asked), max_age=_A_YEAR, httponly=True, samesite="Lax")
    elif "bo-loc" in request.GET:
        response.delete_cookie(_LAST_FILTER)
    return response


@page("GET", access=SIGNED_IN)
def campaign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The campaign's one page, for one of its years (`?nam=`)."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    seat = seat_of(request)
    view = cockpit(seat, pk, year, now())
    actions = _actions(pk, view.round.year) if view.can_manage and view.is_launched else []
    read = view.read
    if view.is_launched:
        managed = {view.round.pk: ""} if view.can_manage else {}
        tallies = progress.tallies(managed, view.today) if managed else {}
        difficulties = difficulty_tasks(seat, [view.round], managed, tallies)
        read = replace(read, unanswered=any(one.given for one in tallies.values()))
        view = replace(view, tasks=[*view.tasks, *difficulties, *award_tasks(managed)])
    context = {
        "view": view,
        "at": view.at,
        "actions": actions,
        "prepare_url": link("campaigns:prepare_launch", pk),
        "desk_url": link("registrations:desk", view.round.pk),
        "list_url": link("registrations:list", view.round.pk),
        "mine_url": link("registrations:mine", view.round.pk),
        "care": care_of(view.round, view.today, read=read, known=view.names)
        if view.can_manage and view.is_launched
        else [],
        "following": _following(view) if view.is_launched and view.concerns else [],
    }
    return render(request, "portal/campaign.html", context)


def _following(view: Cockpit) -> list[tuple[str, str, str]]:
    """The way to what goes on between registration and appraisal: icon, words, address."""
    pk = view.round.pk
    everybody = [
        ("list-check", _("Báo cáo tiến độ"), link("progress:reports", pk)),
        ("exclamation-circle", _("Khó khăn, vướng mắc"), link("progress:difficulties", query=f"?dot={pk}")),
        ("megaphone", _("Tuyên truyền"), link("progress:publicity", pk)),
        ("award", _("Công nhận"), link("recognitions:round", pk)),
        ("people", _("Bình xét của đơn vị"), link("recognitions:reviews", pk)),
        ("star-fill", _("Khen thưởng"), link("commendations:round", pk)),
    ]
    if view.mine or view.can_manage:
        words = _("Gói làm việc ngoại tuyến")
        everybody.append(("file-earmark-spreadsheet", words, link("progress:packets", pk)))
    if view.everyone:
        everybody.append(
            ("journal-text", _("Nhân dân đóng góp"), link("progress:contributions_of_round", pk))
        )
        everybody.append(("copy", _("Học theo mô hình"), link("progress:copying_of_round", pk)))
        everybody.append(("telephone", _("Số liệu, báo cáo sơ kết, tổng kết"), link("reports:round", pk)))
    if view.can_manage:
        everybody.append(("bell", _("Nhắc việc"), link("progress:reminders", pk)))
    return everybody


def _actions(pk: int, year: int) -> list[tuple[str, str, str]]:
    """What an officer may do here: icon, words, address."""
    query = f"?nam={year}"
    return [
        ("megaphone", _("Báo cho các đơn vị"), link("campaigns:telling", pk, query=query)),
        ("clock-history", _("Gia hạn, nhận nộp muộn"), link("campaigns:deadlines", pk, query=query)),
        ("file-earmark-text", _("Thêm văn bản sau"), link("campaigns:later_paper", pk, query=query)),
        ("clipboard-check", _("Việc đã làm trên giấy"), link("campaigns:paper_steps", pk, query=query)),
        ("diagram-3", _("Cấp trên, cấp dưới, kế hoạch của đơn vị"), link("campaigns:answers", pk)),
        ("plus-lg", _("Thêm năm, sao chép, kết thúc"), link("campaigns:years", pk)),
    ]
