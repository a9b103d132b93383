"""Two versions of one report's draft, side by side, and which of the two stands field by field.

Posted are the fields of this browser, and for every field that differs which of the two is wanted. What was
typed last is chosen until its writer says otherwise, but an empty field never wins by itself.
"""

from collections.abc import Mapping

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kheo.core.errors import InvalidInput
from kheo.progress.models import ReportDraft
from kheo.progress.report_fields import Fields, known_fields
from kheo.progress.selectors.reports import measured
from kheo.progress.states import ReportState
from kheo.progress.web.report_forms import label_of, shown_value

_KEY = "kheo-report-conflict"
_CHOICE = "giu-"
_KEPT = "may-chu"


def keep_mine(request: HttpRequest, draft: ReportDraft, fields: Mapping[str, str]) -> None:
    """Remember what this browser had, for the page that shows both; one at a time, bounded."""
    try:
        mine = known_fields(fields)
    except InvalidInput:
        return
    request.session[_KEY] = {"draft": str(draft.pk), "fields": mine}


def conflict_page(
    request: HttpRequest, draft: ReportDraft, mine: Mapping[str, str] | None
) -> HttpResponseBase:
    """The page with both versions; with nothing to compare, the draft itself."""
    report = draft.report
    if mine is None:
        kept = request.session.get(_KEY) or {}
        if kept.get("draft") != str(draft.pk):
            return redirect("progress:write", report.registration_id, report.period)
        mine = kept["fields"]
    fields = known_fields(mine)
    lines = measured(report.registration.indicators.order_by("kind", "position"), None)
    context = {
        "draft": draft,
        "report": report,
        "registration": report.registration,
        "sent": report.state not in {ReportState.DRAFT, ReportState.RETURNED},
        "mine": fields,
        "rows": [
            {
                "name": _CHOICE + name,
                "label": label_of(name, lines),
                "kept": shown_value(name, draft.fields.get(name, "")),
                "mine": shown_value(name, fields.get(name, "")),
            }
            for name in _different(draft.fields, fields)
        ],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "progress/report_conflict.html", context, status=status)


def chosen_fields(posted: Mapping[str, str], kept: Mapping[str, str]) -> Fields:
    """This browser's fields, but for those of which the kept version was chosen on the page of both."""
    mine = known_fields(posted)
    for name in _different(kept, mine):
        if posted.get(_CHOICE + name) == _KEPT:
            mine.pop(name, None)
            if name in kept:
                mine[name] = kept[name]
    return mine


def _different(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return [name for name in dict.fromkeys([*one, *other]) if one.get(name, "") != other.get(name, "")]
