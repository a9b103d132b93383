"""The page of publicity: what the plan says, the counts, the log, noting a piece."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns.public import CampaignRound
from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.progress.models import PublicityDuty, PublicityItem
from kheo.progress.selectors import publicity as selectors
from kheo.progress.services import publicity as services
from kheo.progress.states import PublicityKind
from kheo.progress.web.people import person
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit

_ON_A_PAGE = 50


class ItemForm(PlainForm):
    """One piece."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=PublicityKind.choices)
    title = forms.CharField(
        label=gettext_lazy("Tên tin, bài hoặc nội dung buổi đó"),
        max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi tên tin, bài hoặc nội dung buổi đó.")},
    )
    on = DayField(label=gettext_lazy("Ngày đăng, ngày phát, ngày họp"))
    channel = forms.CharField(
        label=gettext_lazy("Ở đâu"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: đài truyền thanh xã; cổng thông tin điện tử; nhà văn hóa xóm."),
        error_messages={"required": gettext_lazy("Hãy ghi đăng, phát ở đâu.")},
    )
    link = forms.CharField(label=gettext_lazy("Địa chỉ trên mạng"), required=False, max_length=500)
    registration = forms.ChoiceField(label=gettext_lazy("Về mô hình nào"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị thực hiện"))

    def __init__(self, *args: Any, units: list[Unit], subjects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.pk), one.name) for one in units]  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = str(units[0].pk)
            self.fields["unit"].widget = forms.HiddenInput()
        none = ("", gettext_lazy("Phong trào chung"))
        self.fields["registration"].choices = [none, *subjects]  # type: ignore[attr-defined]


class DutyForm(PlainForm):
    """Which body answers for it."""

    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị phụ trách tuyên truyền"))

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.pk), one.name) for one in units]  # type: ignore[attr-defined]


@page("GET", "POST", access=SIGNED_IN)
def publicity(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The log with its counts, and a form for whoever notes."""
    at, who = now(), person(request)
    on = day_of(at)
    round_ = registrations.round_for(who, round_id, on)
    doers = selectors.doing_units(who, round_, on)
    form = None
    if doers:
        duty = selectors.duty_of(round_)
        kept = kept_forms.take(request)
        initial: dict[str, Any] = {"on": on, "unit": duty.unit_id if duty else ""}
        subjects = [(str(row.pk), row.title) for row in selectors.subjects_of(round_)]
        form = ItemForm(
            request.POST or None,
            units=doers,
            subjects=subjects,
            initial=initial | (kept.dict() if kept else {}),
        )
        if request.method == "POST" and form.is_valid() and _noted(request, round_, form, doers):
            return redirect("progress:publicity", round_id)
    context = _context(request, round_, doers) | {"form": form}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "progress/publicity.html", context, status=status)


def _noted(request: HttpRequest, round_: CampaignRound, form: ItemForm, doers: list[Unit]) -> bool:
    typed = dict(form.cleaned_data)
    doer, about = typed.pop("unit"), typed.pop("registration")
    unit = next(one for one in doers if str(one.pk) == doer)
    registration = selectors.subjects_of(round_).filter(pk=about).first() if about else None
    try:
        services.note_item(
            round_, unit=unit, registration=registration, by=person(request), at=now(), **typed
        )
    except InvalidInput as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Đã ghi."))
    return True


def _context(request: HttpRequest, round_: CampaignRound, doers: list[Unit]) -> dict[str, Any]:
    on = day_of(now())
    duty = selectors.duty_of(round_)
    manages = registrations.can_receive(person(request), round_.campaign, on)
    kind = request.GET.get("loai", "")
    kind = kind if kind in PublicityKind.values else ""
    shown = Paginator(selectors.items_of(round_, kind), _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(shown)
    names = units.names({row.unit_id for row in rows} | ({duty.unit_id} if duty else set()), on)
    said = selectors.said_by_plan(round_)
    proposed = selectors.proposed(said, doers) if manages and not duty else None
    return {
        "round": round_,
        "campaign": round_.campaign,
        "page_obj": shown,
        "rows": [
            (row, names.get(row.unit_id, ""), manages or row.noted_by_id == person(request).pk)
            for row in rows
        ],
        "counted": selectors.counted(round_),
        "only": PublicityKind(kind).label if kind else "",
        "duty": names.get(duty.unit_id, "") if duty else "",
        "said": said,
        "proposed": proposed[1] if proposed else "",
        "duty_form": DutyForm(units=doers, initial={"unit": _chosen(duty, proposed)}, auto_id="duty-%s")
        if manages
        else None,
    }


def _chosen(duty: PublicityDuty | None, proposed: tuple[int, str] | None) -> str:
    if duty is not None:
        return str(duty.unit_id)
    return str(proposed[0]) if proposed else ""


@page("POST", access=SIGNED_IN)
def assign(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Say which body answers for publicity."""
    at, who = now(), person(request)
    round_ = registrations.round_received_by(who, round_id, day_of(at))
    doers = selectors.doing_units(who, round_, day_of(at))
    form = DutyForm(request.POST, units=doers)
    if form.is_valid():
        unit = next(one for one in doers if str(one.pk) == form.cleaned_data["unit"])
        services.assign(round_, unit=unit, by=who, at=at)
        messages.success(request, _("Đã giao. Đơn vị phụ trách đã được báo."))
    else:
        messages.warning(request, _("Hãy chọn một đơn vị của địa phương này."))
    return redirect("progress:publicity", round_id)


@page("POST", access=SIGNED_IN)
def strike(request: HttpRequest, round_id: int, pk: int) -> HttpResponseBase:
    """Strike a wrong note out."""
    at, who = now(), person(request)
    round_ = registrations.round_for(who, round_id, day_of(at))
    row = PublicityItem.objects.filter(round=round_, pk=pk).first()
    if row is None:
        raise NotFound(N_("Không có dòng này. Hãy mở lại trang tuyên truyền."), code="publicity-not-found")
    services.strike(row, reason=request.POST.get("reason", ""), by=who, at=at)
    messages.success(request, _("Đã gạch bỏ."))
    return redirect("progress:publicity", round_id)
