"""The last act: the signed report with its number, or the draft put away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.errors import InvalidInput
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.fields import DayField
from kheo.kernel.web.plain_form import PlainForm
from kheo.reports import permissions
from kheo.reports.selectors.reviews import newest_of, review_for
from kheo.reports.services import writing as services
from kheo.reports.states import ReviewState
from kheo.reports.web.people import person


class IssueForm(PlainForm):
    """Number, symbol, day and signer of the signed paper; the word is typed."""

    number = forms.CharField(label=gettext_lazy("Số"), max_length=20, required=False)
    symbol = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=60)
    issued_on = DayField(label=gettext_lazy("Ngày ký"))
    position = forms.CharField(label=gettext_lazy("Chức vụ người ký"), max_length=120)
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=200)
    typed = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, own_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].label = _("Gõ “%(word)s” để xác nhận") % {"word": services.WORD}
        self.fields["typed"].help_text = _("Báo cáo đã ban hành không sửa được; chỉ có báo cáo khác thay.")
        if own_numbers:
            self.fields["number"].help_text = _("Để trống thì Khéo cấp số kế tiếp của sổ.")

    def facts(self) -> PaperFacts:
        """What was typed of the paper."""
        typed = self.cleaned_data
        return PaperFacts(
            **{name: typed[name] for name in ("number", "symbol", "issued_on", "position", "signer")}
        )


@page("GET", "POST", access=SIGNED_IN)
def issue(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Number, day and signer of the signed report."""
    at, who = now(), person(request)
    on = day_of(at)
    row = review_for(who, pk, on)
    permissions.require_writer(who, row.round.campaign, on)
    frozen = newest_of(row)
    if row.state != ReviewState.DRAFTING or frozen is None:
        if frozen is None:
            messages.info(request, _("Hãy chốt số liệu trước khi ban hành."))
        return redirect("reports:review", pk)
    usual = documents.usual_facts(row.unit, "BC", on)
    form = IssueForm(
        request.POST if request.method == "POST" else kept_forms.take(request),
        own_numbers=documents.series_for(row.unit, Document.Kind.REPORT, on) is not None,
        initial={
            "symbol": usual.symbol,
            "position": usual.position,
            "signer": usual.signer,
            "issued_on": on,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.issue(row, facts=form.facts(), typed=form.cleaned_data["typed"], by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã ban hành báo cáo; báo cáo đã vào sổ văn bản."))
            return redirect("reports:review", pk)
    context = {
        "review": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "snapshot": frozen,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/issue.html", context, status=status)


@page("POST", access=SIGNED_IN)
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a draft away, with a reason."""
    at, who = now(), person(request)
    row = review_for(who, pk, day_of(at))
    services.drop(row, reason=request.POST.get("reason", ""), by=who, at=at)
    messages.success(request, _("Đã bỏ bản đang soạn."))
    return redirect("reports:round", row.round_id)
