"""Wording a report: begun from the figures, kept while somebody types, two editors side by side."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.errors import Conflict, InvalidInput, KheoError
from kheo.kernel.clock import day_of, now
from kheo.kernel.web import kept_forms, two_versions
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.reports import permissions
from kheo.reports.models import Review
from kheo.reports.selectors.reviews import newest_of, review_for
from kheo.reports.selectors.scopes import opened
from kheo.reports.services import writing as services
from kheo.reports.states import WORKFLOW, Part, ReviewKind, ReviewState
from kheo.reports.web.people import person
from kheo.reports.web.reviews import figures_of
from kheo.reports.wording import fill, values_of

_TALL = (Part.REGISTERED, Part.BEST, Part.LIMITS)
_LINES = gettext_lazy("Dòng bắt đầu bằng “- ” thành gạch đầu dòng.")


class WordingForm(PlainForm):
    """A text for every part."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[services.ADDRESSEE] = forms.CharField(
            label=_("Kính gửi"),
            max_length=300,
            required=False,
            help_text=_("Để trống khi báo cáo không gửi riêng cơ quan cấp trên nào."),
        )
        for part in Part:
            self.fields[part.value] = forms.CharField(
                label=part.label,
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 8 if part in _TALL else 4}),
                help_text=_LINES if part == Part.LIMITS else "",
            )
        self.dress()


@page("POST", access=SIGNED_IN)
def begin(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Draft a report from what is counted; one that is being written already opens instead."""
    at, who = now(), person(request)
    round_, _rights = opened(who, round_id, day_of(at))
    try:
        made = services.begin(round_, kind=request.POST.get("kind", ""), by=who, at=at)
    except Conflict as conflict:
        standing = conflict.params.get("review")
        if not isinstance(standing, Review):
            raise
        messages.info(request, sentence_of(conflict))
        return redirect("reports:write", standing.pk)
    messages.success(
        request,
        _("Đã soạn sẵn %(kind)s từ số liệu. Hãy sửa lời.") % {"kind": ReviewKind(made.kind).label.lower()},
    )
    return redirect("reports:write", made.pk)


@page("GET", "POST", access=SIGNED_IN)
def write(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The words of a report, part by part, with the placeholders there are beside them."""
    at, who = now(), person(request)
    row = review_for(who, pk, day_of(at))
    permissions.require_writer(who, row.round.campaign, day_of(at))
    if row.state != ReviewState.DRAFTING:
        return redirect("reports:review", pk)
    if request.method == "POST":
        return _take(request, row, at=at)
    kept = kept_forms.take(request)
    fields = kept.dict() if kept else row.fields
    revision = _whole(str(fields.get("revision", ""))) if kept else row.revision
    return _form_page(request, row, fields, revision=revision, at=at)


def _take(request: HttpRequest, row: Review, *, at: datetime) -> HttpResponseBase:
    """A pressed button. Whatever happens, what was typed comes back."""
    posted: Mapping[str, Any] = request.POST.dict()
    if posted.get("action") == "merge":
        posted = two_versions.chosen_fields(posted, row.fields, _mine) | {
            "revision": posted.get("revision", ""),
            "action": "merge",
        }
    revision = _whole(posted.get("revision", ""))
    try:
        row = services.save_words(row, fields=posted, revision=revision, by=person(request), at=at)
    except Conflict:
        return _conflict_page(request, review_for(person(request), row.pk, day_of(at)), _mine(posted))
    except InvalidInput as refusal:
        return _form_page(request, row, posted, revision=revision, at=at, fault=refusal)
    faults = _faults(row, at)
    if faults:
        return _form_page(request, row, row.fields, revision=row.revision, at=at, fault=faults[0], saved=True)
    messages.success(request, _("Đã lưu lời của báo cáo."))
    return redirect("reports:review" if posted.get("action") != "merge" else "reports:write", row.pk)


def _faults(row: Review, at: datetime) -> list[InvalidInput]:
    """Placeholders that are none, each at its part."""
    content, _addresses = figures_of(row, newest_of(row), at)
    values, found = values_of(content), []
    for part in Part:
        try:
            fill(row.wording.get(part.value, ""), values, field=part.value)
        except InvalidInput as refusal:
            found.append(refusal)
    return found


@page("POST", access=SIGNED_IN)
def save(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the page's script saves while somebody types; answers in JSON."""
    at = now()
    posted = request.POST.dict()
    try:
        row = review_for(person(request), pk, day_of(at))
        row = services.save_words(
            row,
            fields=posted,
            revision=_whole(str(posted.get("revision", ""))),
            by=person(request),
            at=at,
        )
    except Conflict as conflict:
        two_versions.keep_mine(request, row, posted, _mine)
        address = reverse("reports:conflict", args=[pk])
        return JsonResponse({"message": sentence_of(conflict), "conflict_url": address}, status=409)
    except KheoError as refusal:
        # 401 and 403 mean to the script that the sign-in has ended: this is another matter.
        return JsonResponse({"code": refusal.code, "message": sentence_of(refusal)}, status=422)
    return JsonResponse({"revision": row.revision, "saved_at": row.saved_at.isoformat()})


@page("GET", access=SIGNED_IN)
def conflict(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Both versions side by side: the one kept here, the one this browser had."""
    on = day_of(now())
    row = review_for(person(request), pk, on)
    permissions.require_writer(person(request), row.round.campaign, on)
    if not WORKFLOW.allows("write", current=ReviewState(row.state)):
        return redirect("reports:review", pk)
    return _conflict_page(request, row, None)


def _conflict_page(request: HttpRequest, row: Review, mine: Mapping[str, str] | None) -> HttpResponseBase:
    labels = {part.value: str(part.label) for part in Part} | {services.ADDRESSEE: _("Kính gửi")}
    return two_versions.both(
        request,
        row,
        mine,
        known=_mine,
        label=lambda name: labels.get(name, name),
        shown=lambda name, fields: fields.get(name, ""),
        edit_url=reverse("reports:write", args=[row.pk]),
    )


def _mine(posted: Mapping[str, Any]) -> dict[str, str]:
    """The parts among posted fields; those too long to be kept are shown all the same."""
    names = [services.ADDRESSEE, *Part.values]
    return {name: str(posted[name]).replace("\r\n", "\n").strip() for name in names if posted.get(name)}


def _form_page(
    request: HttpRequest,
    row: Review,
    fields: Mapping[str, Any],
    *,
    revision: int,
    at: datetime,
    fault: InvalidInput | None = None,
    saved: bool = False,
) -> HttpResponseBase:
    form = WordingForm(fields)
    form.is_valid()
    if fault is not None:
        form.refuse(fault)
    content, _addresses = figures_of(row, newest_of(row), at)
    context = {
        "review": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "form": form,
        "saved": saved,
        "draft_id": str(row.draft_id),
        "revision": revision,
        "draft_url": reverse("reports:save", args=[row.pk]),
        "tokens": [(f"{{{token}}}", words) for token, words in values_of(content).items()],
    }
    return render(request, "reports/write.html", context, status=422 if fault else 200)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
