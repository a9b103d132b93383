"""Xuất theo cột của phần mềm tỉnh: the empty template (or typed heads), each column matched, kept, filled."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.campaigns.public import CampaignRound
from kheo.commendations.columns import (
    EMPTY,
    FIELDS,
    FIXED,
    MOST_ABOVE,
    MOST_COLUMNS,
    ExportColumn,
    Layout,
    read_template,
    typed_columns,
)
from kheo.commendations.papers.columns import workbook
from kheo.commendations.selectors import columns as selectors
from kheo.commendations.selectors import dossiers
from kheo.commendations.selectors.law import name_on
from kheo.commendations.services.columns import keep_columns
from kheo.commendations.states import DossierState
from kheo.commendations.web.common import person
from kheo.core.errors import InvalidInput, UnreadableFile
from kheo.core.vietnamese import clean_line
from kheo.documents import public as documents
from kheo.kernel.clock import day_of, now, today
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.kernel.web.plain_form import PlainForm
from kheo.kernel.web.uploads import refuse_too_large, was_too_large
from kheo.recognitions import public as recognitions

_SHEET, _CELL, _WORDS = 31, 200, 300


class TemplateForm(PlainForm):
    """The empty template of the software, or its heads typed."""

    name = forms.CharField(
        label=gettext_lazy("Tên bảng cột"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Phần mềm thi đua khen thưởng tỉnh, mẫu Bằng khen."),
        error_messages={"required": gettext_lazy("Hãy đặt tên: phần mềm nào, của tỉnh nào.")},
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp mẫu trống (.xlsx) của phần mềm"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": gettext_lazy("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp.")},
    )
    head_row = forms.IntegerField(
        label=gettext_lazy("Tên cột nằm ở dòng số"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy("Để trống thì Khéo tự tìm."),
    )
    typed = forms.CharField(
        label=gettext_lazy("Hoặc gõ tên các cột"),
        required=False,
        max_length=15_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Mỗi cột một dòng, đúng thứ tự."),
    )

    def layout(self, known: Mapping[str, str]) -> Layout:
        """What was chosen or typed. Raises InvalidInput, UnreadableFile."""
        file = self.cleaned_data["file"]
        if file is None:
            return typed_columns(self.cleaned_data["typed"], known)
        return read_template(file.read(), known, head_row=self.cleaned_data["head_row"])


@page("GET", "POST", access=SIGNED_IN)
def columns(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """What is kept already; a new template is read and its columns are shown to be matched."""
    at, who = now(), person(request)
    round_ = recognitions.managed(who, round_id, day_of(at))
    too_large = was_too_large(request)
    if request.method == "POST" and request.POST.get("viec") == "luu":
        return _keep(request, round_, None)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and not too_large:
        try:
            layout = form.layout(selectors.known_heads(round_))
        except InvalidInput as refusal:
            form.refuse(refusal)
        except UnreadableFile as refusal:
            form.add_error("file", sentence_of(refusal))
        else:
            return _matching(request, round_, form.cleaned_data["name"], layout)
    if too_large:
        refuse_too_large(form)
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "form": form,
        "layouts": selectors.layouts_of(round_),
    }
    return render(request, "commendations/columns.html", context, status=422 if form.is_bound else 200)


@page("GET", "POST", access=SIGNED_IN)
def columns_one(request: HttpRequest, round_id: int, pk: int) -> HttpResponseBase:
    """A matching: change it (a new version), see the earlier ones, fill it with dossiers."""
    at, who = now(), person(request)
    round_ = recognitions.managed(who, round_id, day_of(at))
    row = selectors.layout_for(round_, pk)
    if request.method == "POST":
        return _keep(request, round_, row.name)
    versions = selectors.versions_of(row)
    counts = dossiers.counts(round_, recognitions.rights(who, round_.campaign, day_of(at)))
    more = {
        "row": row,
        "versions": versions,
        "is_newest": versions[0].pk == row.pk,
        "awards": [(key, name_on(key, day_of(at))) for key in dict.fromkeys(it[1] for it in counts)],
        "states": [(one.value, one.label) for one in DossierState if any(it[0] == one for it in counts)],
    }
    return _matching(request, round_, row.name, Layout.from_json(row.layout), more=more)


def _matching(
    request: HttpRequest,
    round_: CampaignRound,
    name: str,
    layout: Layout,
    *,
    fault: InvalidInput | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    at_field = fault.field if fault else ""
    context = {
        "round": round_,
        "campaign": round_.campaign,
        "name": name,
        "layout": layout,
        "above": json.dumps(layout.above, ensure_ascii=False),
        "lines": [(place, one, at_field == f"field-{place}") for place, one in enumerate(layout.columns)],
        "fields": [
            (EMPTY, _("để trống")),
            (FIXED, _("chữ cố định")),
            *((key, _(words)) for key, words in FIELDS.items()),
        ],
        "fault": sentence_of(fault) if fault else "",
        **(more or {}),
    }
    return render(request, "commendations/columns_match.html", context, status=422 if fault else 200)


def _keep(request: HttpRequest, round_: CampaignRound, name: str | None) -> HttpResponseBase:
    said = name if name is not None else request.POST.get("name", "")
    layout = _posted(request)
    try:
        row = keep_columns(round_, name=said, layout=layout, by=person(request), at=now())
    except InvalidInput as refusal:
        return _matching(request, round_, said, layout, fault=refusal)
    messages.success(request, _("Đã giữ bảng cột; lần sau dùng lại."))
    return redirect("commendations:columns_one", round_.pk, row.pk)


def _posted(request: HttpRequest) -> Layout:
    """What the page sent back; what was made up by hand is cut to what a sheet holds."""
    posted = request.POST
    found = []
    for place in range(MOST_COLUMNS):
        if f"title-{place}" not in posted:
            break
        field = posted.get(f"field-{place}", EMPTY)
        words = clean_line(posted.get(f"words-{place}", ""))[:_WORDS] if field == FIXED else ""
        found.append(ExportColumn(clean_line(posted[f"title-{place}"])[:_CELL], field, words))
    return Layout(clean_line(posted.get("sheet", ""))[:_SHEET], _above(posted.get("above", "")), tuple(found))


def _above(text: str) -> tuple[tuple[str, ...], ...]:
    try:
        rows = json.loads(text[:100_000] or "[]")
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rows, list):
        return ()
    kept = [row if isinstance(row, list) else [] for row in rows[:MOST_ABOVE]]
    return tuple(tuple(clean_line(str(text))[:_CELL] for text in row[:MOST_COLUMNS]) for row in kept)


@page("GET", access=SIGNED_IN)
def columns_file(request: HttpRequest, round_id: int, pk: int) -> HttpResponseBase:
    """The dossiers under these columns."""
    at, who = now(), person(request)
    on = today()
    round_ = recognitions.managed(who, round_id, on)
    row = selectors.layout_for(round_, pk)
    layout = Layout.from_json(row.layout)
    award, state = request.GET.get("hinh-thuc", ""), request.GET.get("trang-thai", "")
    rows = selectors.to_export(who, round_, on, award=award, state=state)
    data = workbook(layout, selectors.cells_of(rows, layout, on), title=row.name, at=at)
    return documents.attachment(data, f"{documents.plain_name(row.name, str(round_.year))}.xlsx")
