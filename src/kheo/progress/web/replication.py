"""Pages of copying what is good: what an initiative copies and who copies it; the table of a round."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.errors import InvalidInput
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.progress import permissions
from kheo.progress.copying_tab import KEY
from kheo.progress.selectors import replication as selectors
from kheo.progress.services import replication as services
from kheo.progress.states import CopyOutcome
from kheo.progress.web.people import person
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration, Similar, State
from kheo.units import public as units

_ON_A_PAGE = 50


class CopyForm(PlainForm):
    """Which initiative is copied, and what was changed."""

    origin = forms.ChoiceField(
        label=gettext_lazy("Mô hình tìm thấy"), required=False, widget=forms.RadioSelect
    )
    origin_words = forms.CharField(
        label=gettext_lazy("Mô hình ở nơi khác"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Chỉ ghi khi không chọn ở trên. Ví dụ: mô hình “Tiếng kẻng an ninh” của xã bạn."
        ),
    )
    begun_on = DayField(
        label=gettext_lazy("Bắt đầu làm theo từ ngày"),
        help_text=gettext_lazy("Kết quả sau 6 tháng và sau 12 tháng tính từ ngày này."),
    )
    adapted = forms.CharField(
        label=gettext_lazy("Đã thay đổi gì cho hợp với nơi mình"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Hãy ghi đã thay đổi gì cho hợp với nơi mình.")},
    )

    def __init__(self, *args: Any, found: list[Similar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = _("%(title)s (%(unit)s, năm %(year)d)")
        choices = [
            (str(one.pk), line % {"title": one.title, "unit": one.unit, "year": one.year}) for one in found
        ]
        if choices:
            none = ("", _("Không có ở đây: mô hình ở nơi khác"))
            self.fields["origin"].choices = [*choices, none]  # type: ignore[attr-defined]
        else:
            del self.fields["origin"]


class ResultForm(PlainForm):
    """What came of it."""

    after_months = forms.IntegerField(widget=forms.HiddenInput())
    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả"), choices=CopyOutcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Đã đạt được gì"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ghi bằng con số nếu có; không ghi tên hộ, tên người dân."),
        error_messages={"required": gettext_lazy("Hãy ghi đã đạt được gì, bằng con số nếu có.")},
    )


@page("GET", "POST", access=SIGNED_IN)
def copying(request: HttpRequest, registration_id: int) -> HttpResponseBase:
    """What this initiative copies, who copies it; noting that it copies one."""
    at = now()
    row = registrations.registration_for(person(request), registration_id, day_of(at))
    form = _copy_form(request, row) if _may_begin(request, row) else None
    if request.method == "POST" and form is not None and form.is_valid():
        typed = form.cleaned_data
        chosen = typed.get("origin", "")
        try:
            services.begin(
                row,
                origin_id=int(chosen) if chosen else None,
                origin_words=typed["origin_words"],
                begun_on=typed["begun_on"],
                adapted=typed["adapted"],
                by=person(request),
                at=at,
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi học theo. Đến hạn, Khéo nhắc ghi kết quả sau 6 tháng."))
            return redirect("progress:copying", registration_id)
    elif request.method == "POST" and form is None:
        permissions.require_writer(person(request), row, day_of(at))
        return redirect("progress:copying", registration_id)
    return _page(request, row, form=form)


@page("POST", access=SIGNED_IN)
def result(request: HttpRequest, registration_id: int) -> HttpResponseBase:
    """What came of it after six or twelve months."""
    at = now()
    row = registrations.registration_for(person(request), registration_id, day_of(at))
    form = ResultForm(request.POST)
    if form.is_valid():
        try:
            services.note_result(row, **form.cleaned_data, by=person(request), at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("progress:copying", registration_id)
    return _page(request, row, result_form=form)


@page("POST", access=SIGNED_IN)
def give_up(request: HttpRequest, registration_id: int) -> HttpResponseBase:
    """It is copied no more."""
    at = now()
    row = registrations.registration_for(person(request), registration_id, day_of(at))
    services.give_up(row, reason=request.POST.get("reason", ""), by=person(request), at=at)
    messages.success(request, _("Đã ghi: thôi học theo."))
    return redirect("progress:copying", registration_id)


@page("GET", access=SIGNED_IN)
def of_round(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The officer's table: who copies what in the round, and what came of it."""
    on = day_of(now())
    round_, _rights = registrations.opened(person(request), round_id, on)
    shown = Paginator(selectors.of_round(round_, on), _ON_A_PAGE).get_page(request.GET.get("page"))
    words = dict(CopyOutcome.choices)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "page_obj": shown,
        "lines": [
            {
                "row": one,
                "unit": vars(one)["unit_name"],
                "origin_unit": vars(one)["origin_unit"],
                "results": [
                    (
                        words.get(vars(one)[f"after_{months}"] or "", ""),
                        selectors.due_on(one.begun_on, months),
                    )
                    for months in (6, 12)
                ],
            }
            for one in shown
        ],
        "counted": selectors.counted(round_),
        "today": on,
    }
    return render(request, "progress/copying_round.html", context)


def _may_begin(request: HttpRequest, row: Registration) -> bool:
    return _writes(request, row) and selectors.standing_of(row) is None


def _writes(request: HttpRequest, row: Registration) -> bool:
    on = day_of(now())
    return row.state == State.ACCEPTED and permissions.writes_for(person(request), row, on) is not None


def _copy_form(request: HttpRequest, row: Registration) -> CopyForm:
    words = request.GET.get("tim", "")[:500]
    on = day_of(now())
    found = (
        registrations.similar_to(words, unit=row.handled_by_unit, on=on, besides=row.initiative_id)
        if words
        else []
    )
    posted = request.POST if request.method == "POST" else kept_forms.take(request)
    return CopyForm(posted, found=found, initial={"begun_on": on})


def _page(
    request: HttpRequest,
    row: Registration,
    *,
    form: CopyForm | None = None,
    result_form: ResultForm | None = None,
) -> HttpResponseBase:
    on, user = day_of(now()), person(request)
    copied = selectors.standing_of(row)
    writes = _writes(request, row)
    terms = selectors.terms_of(copied, on) if copied else []
    asked = result_form.data.get("after_months") if result_form else ""
    context = {
        "registration": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "tabs": registrations.tabs_of(row, user, on),
        "here": KEY,
        "unit_name": units.names([row.handled_by_unit_id], on).get(row.handled_by_unit_id, ""),
        "copied": copied,
        "origin": selectors.origin_words(copied, on) if copied else "",
        "opens_origin": bool(copied and copied.origin and selectors.may_read(user, copied.origin, on)),
        "terms": [
            (
                one,
                (
                    result_form
                    if result_form and asked == str(one.months)
                    else ResultForm(initial=_noted(one), auto_id=f"id_{one.months}_%s")
                )
                if writes and one.is_open
                else None,
            )
            for one in terms
        ],
        "copies": selectors.copies_of(selectors.kept(row), on),
        "writes": writes,
        "form": form,
        "tim": request.GET.get("tim", ""),
    }
    return render(request, "progress/copying.html", context, status=422 if request.method == "POST" else 200)


def _noted(term: selectors.Term) -> dict[str, Any]:
    noted = {"outcome": term.result.outcome, "words": term.result.words} if term.result else {}
    return {"after_months": term.months} | noted
