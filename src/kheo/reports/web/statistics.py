"""“Biểu thống kê”: the statistical forms of a year, each figure opening its list; what a movement is counted as."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.law.statistics import Counted, Line, StatisticalForm, statistical_form, statistical_forms
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.reports import permissions
from kheo.reports.models import MovementClass
from kheo.reports.papers.statistics import statistics_paper
from kheo.reports.selectors import statistics
from kheo.reports.selectors.scopes import opened
from kheo.reports.selectors.statistics import Filled, Movement
from kheo.reports.services import classify as say_class
from kheo.reports.states import MovementMethod, MovementScope
from kheo.reports.web.people import person

_ON_A_PAGE = 50


def _law_day(round_: CampaignRound) -> date:
    """Forms of a year are those of its last day."""
    return date(round_.year, 12, 31)


def _form(request: HttpRequest, round_: CampaignRound) -> StatisticalForm:
    """The form that the address names, else the first one of the year. Raises NotFound."""
    asked = request.GET.get("bieu", "")
    if asked:
        return statistical_form(asked, _law_day(round_))
    found = statistical_forms(_law_day(round_))
    if not found:
        raise NotFound(
            N_("Chưa có biểu thống kê nào áp dụng cho năm %(year)s."), code="no-statistics", year=round_.year
        )
    return found[0]


def words_of(form: StatisticalForm, on: date) -> tuple[str, ...]:
    """What is to be known of the form itself: how well its text is known, whether its columns are its own."""
    known = form.law.known(on)
    said = [
        _("%(paper)s: %(known)s. %(source)s.")
        % {"paper": form.law.citation, "known": _(known.value), "source": form.law.source},
        _("Việc thông tư còn hiệu lực hay đã được thay thế: %(known)s.")
        % {"known": _(form.law.instrument.verified.value)},
    ]
    if not form.complete:
        said.append(_("Cột và dòng của bảng này chưa phải nguyên mẫu; hãy đối chiếu với mẫu trước khi gửi."))
    return tuple(said)


@page("GET", access=SIGNED_IN)
def forms_page(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """One form on screen; `?bieu=` chooses it."""
    on, who = today(), person(request)
    round_, _rights = opened(who, round_id, on)
    form = _form(request, round_)
    place = statistics.place_of(round_)
    found = statistics.filled(form, place, round_.year)
    writes = permissions.can_write(who, round_.campaign, on)
    listed = statistics.movements(place, round_.year) if form.counts is Counted.CAMPAIGNS else []
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "forms": statistical_forms(_law_day(round_)),
        "lines": [(line, _cells(round_, found, line, numbers)) for line, numbers in found.rows],
        "notes": (*words_of(form, on), *found.notes),
        "movements": [(one, _class_address(round_, one) if writes else "") for one in listed],
        "scopes": dict(MovementScope.choices),
        "methods": dict(MovementMethod.choices),
    }
    return render(request, "reports/statistics.html", context)


def _cells(
    round_: CampaignRound, found: Filled, line: Line, numbers: tuple[int | None, ...]
) -> list[dict[str, Any]]:
    return [
        {
            "head": column.title,
            "number": number,
            "address": reverse(
                "reports:statistics_list", args=[round_.pk, found.form.key, line.code, column.code]
            )
            if number
            else "",
        }
        for column, number in zip(found.form.columns, numbers, strict=True)
    ]


def _class_address(round_: CampaignRound, movement: Movement) -> str:
    """Where its class is said, for campaigns of the unit whose officer looks."""
    if movement.campaign.managing_unit_id != round_.campaign.managing_unit_id:
        return ""
    return reverse("reports:classify", args=[round_.pk, movement.campaign.pk])


@page("GET", access=SIGNED_IN)
def form_file(request: HttpRequest, round_id: int, form: str) -> HttpResponseBase:
    """The same as .xlsx, or on paper."""
    at, who = now(), person(request)
    on = day_of(at)
    round_, _rights = opened(who, round_id, on)
    asked = _form(request, round_)
    found = statistics.filled(asked, statistics.place_of(round_), round_.year)
    paper = statistics_paper(round_, found, words_of(asked, on), on)
    name = f"bieu-{asked.key}-{round_.year}.{form}"
    return documents.attachment(documents.write(paper, form, at=at), name)


@page("GET", access=SIGNED_IN)
def behind(request: HttpRequest, round_id: int, key: str, row: str, column: str) -> HttpResponseBase:
    """What a cell counts."""
    on = today()
    round_, _rights = opened(person(request), round_id, on)
    form = statistical_form(key, _law_day(round_))
    line, head = form.row(row), form.column(column)
    if line is None or head is None:
        raise NotFound(N_("Biểu không có ô này. Hãy mở lại từ trang biểu thống kê."), code="cell-unknown")
    place = statistics.place_of(round_)
    context: dict[str, Any] = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "line": line,
        "head": head,
    }
    if form.counts is Counted.CAMPAIGNS:
        context["movements"] = statistics.listed_movements(form, line, head, place, round_.year)
    else:
        rows = statistics.listed_awards(form, line, head, place, round_.year)
        context["page_obj"] = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/statistics_list.html", context)


class ClassForm(PlainForm):
    """How far a movement reaches, how it is run, from when to when."""

    scope = forms.ChoiceField(label=gettext_lazy("Phạm vi"), choices=MovementScope.choices)
    method = forms.ChoiceField(label=gettext_lazy("Phương thức"), choices=MovementMethod.choices)
    first_on = DayField(
        label=gettext_lazy("Ngày đầu"),
        required=False,
        help_text=gettext_lazy("Để trống cả hai ngày thì lấy theo kế hoạch."),
    )
    last_on = DayField(label=gettext_lazy("Ngày cuối"), required=False)


@page("GET", "POST", access=SIGNED_IN)
def classify(request: HttpRequest, round_id: int, campaign_id: int) -> HttpResponseBase:
    """What the form on movements asks of one campaign."""
    at, who = now(), person(request)
    on = day_of(at)
    round_, _rights = opened(who, round_id, on)
    asked = campaigns.campaign_for(who, campaign_id, on)
    permissions.require_writer(who, asked, on)
    said = MovementClass.objects.filter(campaign=asked).first()
    form = ClassForm(
        request.POST or None,
        initial={
            "scope": said.scope if said else MovementScope.REGION,
            "method": said.method if said else MovementMethod.THEMATIC,
            "first_on": said.first_on if said else None,
            "last_on": said.last_on if said else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            say_class(asked, **form.cleaned_data, by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi phân loại phong trào để thống kê."))
            return redirect("reports:statistics", round_id)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "asked": asked,
        "days": statistics.days_of(asked),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/classify.html", context, status=status)
