"""“Trùng với…”: two records side by side, said to be one initiative."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.core.errors import InvalidInput
from kheo.core.vietnamese import clean_line, fold
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.registrations import duplicates, permissions, selectors
from kheo.registrations.models import Registration
from kheo.registrations.papers import led_by, period_of
from kheo.registrations.services.merging import merge_duplicate
from kheo.registrations.web.people import person
from kheo.units import public as units

WORD = gettext_lazy("TRÙNG")
"""What is typed to say that two records are one: it cannot be taken back."""


@page("GET", "POST", access=SIGNED_IN)
def duplicate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """First the other one is found, then both stand side by side, then the word is typed."""
    at = now()
    on, user = day_of(at), person(request)
    row = selectors.registration_for(user, pk, on)
    permissions.require_receiver(user, row.round.campaign, on)
    wanted = request.GET.get("voi", "")
    if not wanted.isdecimal():
        return _choose(request, row)
    kept, gone = duplicates.older_first(row, duplicates.other_for(row, int(wanted), user, on))
    if request.method == "GET":
        return _compare(request, row, kept, gone)
    if fold(request.POST.get("word", "")) != fold(str(WORD)):
        fault = _("Chưa gõ đúng “%(word)s”. Chưa có gì thay đổi.") % {"word": WORD}
        return _compare(request, row, kept, gone, field="word", fault=fault)
    try:
        reason = request.POST.get("reason", "")
        merge_duplicate(gone.initiative, into=kept.initiative, reason=reason, by=user, at=at)
    except InvalidInput as refusal:
        return _compare(request, row, kept, gone, field=refusal.field or "word", fault=sentence_of(refusal))
    messages.success(
        request,
        _("“%(one)s” và “%(other)s” từ nay là một mô hình. Các đơn vị đã được báo.")
        % {"one": gone.title, "other": kept.title},
    )
    return redirect("registrations:detail", pk)


def _choose(request: HttpRequest, row: Registration) -> HttpResponseBase:
    on, typed = day_of(now()), clean_line(request.GET.get("tim", ""))[:200]
    found = duplicates.offered(row, person(request), on, words=typed)
    names = units.names({one.handled_by_unit_id for one in found}, on)
    context = _around(row) | {
        "tim": typed,
        "found": [{"row": one, "unit": names.get(one.handled_by_unit_id, "")} for one in found],
    }
    return render(request, "registrations/duplicate_choose.html", context)


def _compare(
    request: HttpRequest,
    row: Registration,
    kept: Registration,
    gone: Registration,
    *,
    field: str = "",
    fault: str = "",
) -> HttpResponseBase:
    names = units.names({kept.handled_by_unit_id, gone.handled_by_unit_id}, day_of(now()))
    context = _around(row) | {
        "kept": kept,
        "gone": gone,
        "facts": [
            {"label": label, "kept": one, "gone": other, "differs": fold(one) != fold(other)}
            for (label, one), (_label, other) in zip(_facts(kept, names), _facts(gone, names), strict=True)
        ],
        "told": sorted(set(names.values())),
        "word": WORD,
        "posted": request.POST,
        "fault_field": field,
        "fault": fault,
    }
    return render(request, "registrations/duplicate.html", context, status=422 if fault else 200)


def _around(row: Registration) -> dict[str, Any]:
    return {"registration": row, "round": row.round, "campaign": row.round.campaign}


def _facts(row: Registration, names: dict[int, str]) -> list[tuple[str, str]]:
    return [
        (_("Tên mô hình"), row.title),
        (_("Đơn vị"), names.get(row.handled_by_unit_id, "")),
        (_("Năm của bản này"), str(row.round.year)),
        (_("Đăng ký lần đầu"), str(row.initiative.first_year)),
        (_("Lĩnh vực"), row.sector.name if row.sector else ""),
        (_("Chỉ đạo xây dựng mô hình"), led_by(row)),
        (_("Địa chỉ"), row.address),
        (_("Thời gian thực hiện"), period_of(row)),
        (_("Mục tiêu, tiêu chí"), row.aims),
    ]
