"""From the words of the plan to a working campaign: the page before launch."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kheo.campaigns.models import Campaign, Sector
from kheo.campaigns.preparing import Preparation
from kheo.campaigns.selectors.launching import NATIONAL, prepare
from kheo.campaigns.selectors.papers import campaign_for
from kheo.campaigns.services import launch as services
from kheo.campaigns.states import CampaignState
from kheo.campaigns.web import forms
from kheo.campaigns.web.launch_page import LaunchPage
from kheo.core.errors import InvalidInput
from kheo.kernel import clock
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of


@page("GET", "POST", access=SIGNED_IN)
def prepare_launch(request: HttpRequest, campaign_id: int) -> HttpResponseBase:
    """Keep the answers, or launch. With HTMX only what follows from the answers comes back."""
    at = clock.now()
    campaign = campaign_for(request.user, campaign_id, clock.day_of(at))  # type: ignore[arg-type]
    if campaign.state != CampaignState.PREPARING:
        messages.info(request, _("Phong trào này đã được phát động."))
        return redirect("portal:campaign", campaign.pk)
    made = prepare(campaign, by=request.user, at=at)  # type: ignore[arg-type]
    if request.method != "POST":
        return _shown(request, made, _kept(request, made))
    raw, errors = forms.sort_out(forms.answers(request.POST, [row.key for row in made.who]))
    try:
        made = services.save_choices(campaign, raw=raw, by=request.user, at=at)  # type: ignore[arg-type]
    except InvalidInput as error:
        errors[error.field] = error
    if request.htmx:  # type: ignore[attr-defined]
        context = _context(made, errors, request.POST.dict())
        return render(request, "campaigns/_launch_follows.html", context)
    if errors:
        return _shown(request, made, request.POST.dict(), errors=errors, status=422)
    if request.POST.get("action") == "launch":
        return _launch(request, campaign, made, at)
    messages.success(request, _("Đã lưu. Có thể đóng trang và làm tiếp lúc khác."))
    return redirect("campaigns:prepare_launch", campaign.pk)


def _launch(request: HttpRequest, campaign: Campaign, made: Preparation, at: Any) -> HttpResponseBase:
    signature = made.signature
    try:
        services.launch(
            campaign,
            by=request.user,  # type: ignore[arg-type]
            at=at,
            number=signature.number,
            symbol=signature.symbol,
            issued_on=signature.issued_on,
            is_draft=signature.is_draft,
        )
    except InvalidInput as error:
        return _shown(request, made, request.POST.dict(), errors={error.field or "launch": error}, status=422)
    messages.success(request, _("Đã phát động. Các đơn vị tham gia đã được báo trong Khéo."))
    return redirect("portal:campaign", campaign.pk)


def _kept(request: HttpRequest, made: Preparation) -> dict[str, str]:
    """Fields kept when the sign-in had expired, shown again with a word."""
    kept = kept_forms.take(request)
    if kept is None:
        return {}
    messages.info(request, _("Những gì đã nhập trước khi hết phiên vẫn còn dưới đây. Hãy xem rồi lưu lại."))
    return {name: str(value) for name, value in kept.items()}


def _shown(
    request: HttpRequest,
    made: Preparation,
    typed: dict[str, str],
    *,
    errors: dict[str, InvalidInput] | None = None,
    status: int = 200,
) -> HttpResponse:
    return render(request, "campaigns/launch.html", _context(made, errors or {}, typed), status=status)


def _context(made: Preparation, errors: dict[str, InvalidInput], typed: dict[str, str]) -> dict[str, Any]:
    sentences = {name: sentence_of(error) for name, error in errors.items()}
    launch = LaunchPage(made, typed, sentences)
    return {
        "made": made,
        "campaign": made.campaign,
        "paper": made.paper,
        "launch": launch,
        "ahead": launch.dated_ahead(clock.today()),
        "errors": sentences,
        "national": [(code.value, code.label, code.value in made.national) for code in NATIONAL],
        "sector_codes": [(code.value, code.label) for code in Sector.Code],
    }
