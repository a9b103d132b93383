"""Years of a campaign, what stands above and below it, what was done on paper, its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns.models import Campaign, CampaignRound
from kheo.campaigns.selectors import running
from kheo.campaigns.services import running as services
from kheo.campaigns.services import years as yearly
from kheo.campaigns.states import CampaignState
from kheo.campaigns.web.here import managed_here, person
from kheo.campaigns.web.running_forms import (
    AnswerForm,
    CloneForm,
    StepForm,
    UnitPlanForm,
    YearForm,
    kept_initial,
)
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import fold
from kheo.kernel.clock import now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of

CLOSING_WORD = gettext_lazy("kết thúc")


@page("GET", "POST", access=SIGNED_IN)
def paper_steps(request: HttpRequest, pk: int) -> HttpResponseBase:
    """“Làm trên giấy”: steps that were done before Khéo was used."""
    campaign, round_ = managed_here(request, pk)
    form = StepForm(request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.note_paper_step(
                round_,
                step=form.cleaned_data["step"],
                number=form.cleaned_data["number"],
                done_on=form.cleaned_data["day"],
                by=person(request),
                at=now(),
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi. Việc này đứng trên dòng thời gian."))
            return redirect(request.get_full_path())
    steps = [(_(running.STEPS.get(step.step, step.step)), step) for step in running.steps_of(round_)]
    context = {"campaign": campaign, "round": round_, "form": form, "steps": steps}
    return render(request, "campaigns/paper_steps.html", context, status=422 if form.is_bound else 200)


@page("GET", "POST", access=SIGNED_IN)
def answers(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The upper campaign, the lower ones, and which units issued a plan of their own."""
    campaign, round_ = managed_here(request, pk)
    form = _answer_form(request, campaign)
    if request.method == "POST" and form.is_valid():
        upper = form.cleaned_data["upper"]
        try:
            services.answer(
                campaign,
                upper_id=int(upper) if upper else None,
                words=form.cleaned_data["words"],
                sends_up_to=form.cleaned_data["sends_up_to"],
                by=person(request),
                at=now(),
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("campaigns:answers", campaign.pk)
    names = running.registering_names(campaign, today())
    context = _answers_context(campaign, round_, names) | {
        "form": form,
        "plan_form": UnitPlanForm(names=names),
    }
    return render(request, "campaigns/answers.html", context, status=422 if form.is_bound else 200)


def _answer_form(request: HttpRequest, campaign: Campaign) -> AnswerForm:
    others = running.visible(person(request), today()).exclude(pk=campaign.pk)
    others = others.exclude(state=CampaignState.PREPARING).order_by("title", "pk")
    initial = {
        "upper": campaign.answers_id or "",
        "words": campaign.answers_words,
        "sends_up_to": campaign.sends_up_to,
    }
    return AnswerForm(
        request.POST or None,
        options=others.values_list("pk", "title"),
        initial=initial | kept_initial(request),
    )


@page("POST", access=SIGNED_IN)
def unit_plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Tick a unit that has issued its own plan."""
    campaign, round_ = managed_here(request, pk)
    names = running.registering_names(campaign, today())
    form = UnitPlanForm(request.POST, names=names)
    if form.is_valid():
        services.tick_unit_plan(
            campaign,
            unit_id=int(form.cleaned_data["unit"]),
            number=form.cleaned_data["number"],
            issued_on=form.cleaned_data["day"],
            by=person(request),
            at=now(),
        )
        messages.success(request, _("Đã ghi đơn vị có kế hoạch riêng."))
        return redirect("campaigns:answers", campaign.pk)
    answer_form = _answer_form_unbound(request, campaign)
    context = _answers_context(campaign, round_, names) | {"form": answer_form, "plan_form": form}
    return render(request, "campaigns/answers.html", context, status=422)


def _answer_form_unbound(request: HttpRequest, campaign: Campaign) -> AnswerForm:
    form = _answer_form(request, campaign)
    form.is_bound = False
    return form


def _answers_context(campaign: Campaign, round_: CampaignRound, names: dict[int, str]) -> dict[str, Any]:
    plans = running.unit_plans_of(campaign)
    have = {plan.unit_id for plan in plans}
    return {
        "campaign": campaign,
        "round": round_,
        "lower": running.lower_of(campaign),
        "plans": [(names.get(plan.unit_id, ""), plan) for plan in plans],
        "without": [name for pk, name in names.items() if pk not in have],
    }


@page("GET", "POST", access=SIGNED_IN)
def years(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The years of the campaign; adding one."""
    campaign, _round = managed_here(request, pk)
    newest = running.rounds_of(campaign)[0]
    form = YearForm(request.POST or None, initial={"year": newest.year + 1} | kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = yearly.open_round(
                campaign,
                year=form.cleaned_data["year"],
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
                closes_at=form.closes_at,
                copy_quotas=form.cleaned_data["copy_quotas"],
                by=person(request),
                at=now(),
            )
        except InvalidInput as error:
            form.refuse(error)
        except Conflict as error:
            form.add_error("year", sentence_of(error))
        else:
            messages.success(request, _("Đã thêm năm %(year)d và báo các đơn vị.") % {"year": made.year})
            return redirect(running.address_of(made))
    context = _years_context(campaign) | {"form": form}
    return render(request, "campaigns/years.html", context, status=422 if form.is_bound else 200)


def _years_context(campaign: Campaign) -> dict[str, Any]:
    rounds = running.rounds_of(campaign)
    return {
        "campaign": campaign,
        "round": rounds[0],
        "rounds": [(round_, running.deadline_of(round_)) for round_ in rounds],
        "at": now(),
        "clone_form": CloneForm(initial={"year": rounds[0].year + 1}, prefix="nhan-ban"),
        "closing_word": CLOSING_WORD,
        "is_running": campaign.state == CampaignState.RUNNING,
    }


@page("POST", access=SIGNED_IN)
def clone(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new campaign like this one, to be gone through and launched."""
    campaign, _round = managed_here(request, pk)
    form = CloneForm(request.POST, prefix="nhan-ban")
    if form.is_valid():
        try:
            made = yearly.clone(campaign, year=form.cleaned_data["year"], by=person(request), at=now())
        except InvalidInput as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã sao chép. Hãy xem lại, ghi các ngày mới rồi phát động."))
            return redirect("campaigns:prepare_launch", made.pk)
    context = _years_context(campaign) | {"form": YearForm(), "clone_form": form}
    return render(request, "campaigns/years.html", context, status=422)


@page("POST", access=SIGNED_IN)
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End the campaign, after the word has been typed."""
    campaign, round_ = managed_here(request, pk)
    if fold(request.POST.get("word", "")) != fold(str(CLOSING_WORD)):
        raise InvalidInput(
            N_("Chưa gõ đúng “%(word)s” nên phong trào chưa kết thúc. Hãy quay lại và gõ đúng như vậy."),
            code="closing-word",
            field="word",
            word=CLOSING_WORD,
        )
    services.close(campaign, by=person(request), at=now())
    messages.success(request, _("Phong trào đã kết thúc. Hồ sơ vẫn xem được."))
    return redirect(running.address_of(round_))
