"""Two versions of one report's draft: which fields there are, and what they say."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from kheo.kernel.web import two_versions
from kheo.progress.models import ReportDraft
from kheo.progress.report_fields import Fields, known_fields
from kheo.progress.selectors.reports import measured
from kheo.progress.states import ReportState
from kheo.progress.web.report_forms import label_of, shown_value


def keep_mine(request: HttpRequest, draft: ReportDraft, fields: Mapping[str, str]) -> None:
    """Remember what this browser had, for the page that shows both."""
    two_versions.keep_mine(request, draft, fields, known_fields)


def conflict_page(
    request: HttpRequest, draft: ReportDraft, mine: Mapping[str, str] | None
) -> HttpResponseBase:
    """The page with both versions; with nothing to compare, the draft itself."""
    report = draft.report
    lines = measured(report.registration.indicators.order_by("kind", "position"), None)
    return two_versions.both(
        request,
        draft,
        mine,
        known=known_fields,
        label=lambda name: label_of(name, lines),
        shown=lambda name, fields: shown_value(name, fields.get(name, "")),
        edit_url=reverse("progress:write", args=[report.registration_id, report.period]),
        sent_url=""
        if report.state in {ReportState.DRAFT, ReportState.RETURNED}
        else reverse("progress:report", args=[report.pk]),
    )


def chosen_fields(posted: Mapping[str, str], kept: Mapping[str, str]) -> Fields:
    """This browser's fields, but for those of which the kept version was chosen on the page of both."""
    return two_versions.chosen_fields(posted, kept, known_fields)
