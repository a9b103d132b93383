"""Pages of “đề nghị xem xét lại”: the unit asks, who owns the request answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.appraisals import permissions
from kheo.appraisals.models import Appraisal
from kheo.appraisals.selectors import cards
from kheo.appraisals.selectors import reconsidering as selectors
from kheo.appraisals.selectors.files import writes_for
from kheo.appraisals.services import reconsidering as services
from kheo.appraisals.states import RequestState
from kheo.appraisals.web.here import frame, person
from kheo.core.errors import N_, InvalidInput, NotAllowed, Refusal
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.progress import public as progress
from kheo.units import public as units


class AskForm(PlainForm):
    """What the unit asks to be looked at again."""

    criterion = forms.ChoiceField(label=gettext_lazy("Đề nghị xem xét lại"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Vì sao"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Số liệu, minh chứng nào chưa được tính; chỗ nào tính chưa đúng."),
        error_messages={"required": gettext_lazy("Hãy ghi vì sao đề nghị xem xét lại.")},
    )
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("Minh chứng kèm theo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ảnh, tệp đã gửi ở tab Tiến độ của mô hình; thiếu thì gửi ở đó trước."),
    )

    def __init__(
        self, *args: Any, subjects: list[tuple[str, str]], evidence: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = subjects  # type: ignore[attr-defined]
        if evidence:
            self.fields["evidence"].choices = evidence  # type: ignore[attr-defined]
        else:
            del self.fields["evidence"]


class AnswerForm(PlainForm):
    """The answer."""

    changed = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=[
            ("no", gettext_lazy("Giữ nguyên kết quả")),
            ("yes", gettext_lazy("Chấm lại: hồ sơ về tổ thẩm định, chấm và kết luận lần nữa")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Lời trả lời đơn vị"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Hãy ghi câu trả lời cho đơn vị.")},
    )


@page("GET", "POST", access=SIGNED_IN)
def ask(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The unit asks for another look at its result."""
    at, who = now(), person(request)
    row = cards.appraisal_for(who, pk, day_of(at))
    if writes_for(row, who, day_of(at)) is None:
        raise NotAllowed(
            N_("Chỉ đầu mối của đơn vị được chấm, hoặc cán bộ thay đơn vị, mới đề nghị xem xét lại."),
            code="not-this-unit",
        )
    kept = kept_forms.take(request)
    form = AskForm(
        request.POST or kept,
        subjects=selectors.subjects_of(row),
        evidence=[(str(one.pk), str(one)) for one in progress.evidence_of(row.registration)],
    )
    if request.method == "POST" and form.is_valid():
        chosen = [int(one) for one in form.cleaned_data.get("evidence", [])]
        said = {name: form.cleaned_data[name] for name in ("criterion", "why")}
        try:
            services.ask(row, evidence=chosen, by=who, at=at, **said)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã gửi đề nghị xem xét lại cho tổ thẩm định."))
            return redirect("appraisals:appraisal", pk)
    more = {"until": selectors.ask_until(row), "kept": row.conclusion.result if row.conclusion else None}
    return _shown(request, row, "appraisals/ask_again.html", {"form": form, **more})


@page("GET", "POST", access=SIGNED_IN)
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The owner answers."""
    at, who = now(), person(request)
    asked = selectors.request_for(who, pk, day_of(at))
    row = asked.appraisal
    if asked.owner_id != who.pk:
        permissions.require_run(who, row.appraisal_round.round.campaign, day_of(at))
    if asked.state != RequestState.OPEN:
        return redirect("appraisals:appraisal", row.pk)
    form = AnswerForm(request.POST or kept_forms.take(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.answer(asked, changed=said["changed"] == "yes", words=said["words"], by=who, at=at)
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Đã trả lời đơn vị."))
            return redirect("appraisals:appraisal", row.pk)
    return _shown(request, row, "appraisals/answer_again.html", {"form": form, "asked": asked})


def _shown(request: HttpRequest, row: Appraisal, template: str, more: dict[str, Any]) -> HttpResponseBase:
    unit = row.registration.handled_by_unit_id
    context = frame(request, row.appraisal_round.round) | {
        "row": row,
        "registration": row.registration,
        "unit_name": units.names([unit], day_of(now())).get(unit, ""),
        **more,
    }
    return render(request, template, context, status=422 if request.method == "POST" else 200)
