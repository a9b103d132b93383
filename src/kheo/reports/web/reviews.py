"""One review: how its paper reads, what it is filled with, its files."""

from collections.abc import Mapping
from datetime import date, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from kheo.core.errors import InvalidInput
from kheo.core.paper.model import Paper
from kheo.documents import public as documents
from kheo.documents.public import Document, PaperFacts
from kheo.kernel.clock import day_of, now
from kheo.kernel.web.access import SIGNED_IN, page
from kheo.kernel.web.middleware import sentence_of
from kheo.reports import permissions
from kheo.reports.content import Content
from kheo.reports.models import Review, Snapshot
from kheo.reports.papers.reports import filled, review_paper
from kheo.reports.selectors.reviews import live_of, newest_of, number_of, review_for, snapshots_of
from kheo.reports.services.writing import frozen_words
from kheo.reports.states import Part, ReviewState
from kheo.reports.web.people import person
from kheo.reports.web.round_page import grouped
from kheo.reports.web.shown import blocks_of, linked
from kheo.reports.wording import typed_figures


def facts_of(review: Review, on: date) -> PaperFacts:
    """Head and signer: as issued, else what is usual in the unit."""
    kept = review.content.get("facts")
    if kept:
        return PaperFacts(
            kept["number"],
            kept["symbol"],
            date.fromisoformat(kept["issued_on"]),
            kept["position"],
            kept["signer"],
        )
    return documents.usual_facts(review.unit, "BC", on)


def figures_of(review: Review, snapshot: Snapshot | None, at: datetime) -> tuple[Content, dict[str, str]]:
    """What the paper is filled with, and where each figure leads: to the frozen rows, else to those of now."""
    if snapshot is None:
        content = live_of(review, at)
        return content, {one.key: one.address for one in content.figures}
    content = Content.from_json(snapshot.content)
    counted = {key for case in content.cases for key in case.counts}
    return content, {
        one.key: reverse("reports:frozen_figure", args=[snapshot.pk, one.key])
        for one in content.figures
        if one.key in counted
    }


def paper_of(
    review: Review, content: Content, words: Mapping[str, str], snapshot: Snapshot | None, on: date
) -> Paper:
    """The paper as it stands: as issued, else as a draft."""
    frozen = frozen_words(snapshot) if snapshot else ""
    return review_paper(
        review, content, words, facts_of(review, on), on=review.issued_on or on, frozen=frozen
    )


@page("GET", access=SIGNED_IN)
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as it reads now, and what is to be done with it."""
    at, who = now(), person(request)
    on = day_of(at)
    row = review_for(who, pk, on)
    snapshot = newest_of(row)
    content, addresses = figures_of(row, snapshot, at)
    fault, shown, notes = "", [], []
    try:
        words = linked(row.wording, content, addresses)
    except InvalidInput as refusal:
        part = Part(refusal.field).label if refusal.field in Part.values else ""
        fault = f"{part}: {sentence_of(refusal)}"
    else:
        shown = blocks_of(paper_of(row, content, words, snapshot, on))
        notes = documents.notes_on(
            paper_of(row, content, filled(row.wording, content), snapshot, on), who, on
        )
    context = {
        "review": row,
        "round": row.round,
        "campaign": row.round.campaign,
        "number": number_of(row),
        "drafting": row.state == ReviewState.DRAFTING,
        "writes": permissions.can_write(who, row.round.campaign, on),
        "snapshot": snapshot,
        "snapshots": snapshots_of(row),
        "groups": grouped(content),
        "blocks": shown,
        "fault": fault,
        "notes": notes,
        "typed": typed_figures("\n".join(_own_words(row))),
    }
    return render(request, "reports/review.html", context)


def _own_words(row: Review) -> list[str]:
    """What is not told of single initiatives: their own numbers stand there as units reported them."""
    return [words for part, words in row.wording.items() if part != Part.BEST]


@page("GET", access=SIGNED_IN)
def review_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The report as a file: as issued, else as a draft of the day."""
    at, who = now(), person(request)
    on = day_of(at)
    row = review_for(who, pk, on)
    snapshot = newest_of(row)
    content, _addresses = figures_of(row, snapshot, at)
    words = row.content.get("words") or filled(row.wording, content)
    paper = paper_of(row, content, words, snapshot, on)
    name = documents.plain_name("bao cao", row.kind, row.round.year)
    if form == "docx":
        data = documents.docx_of(paper, row.unit, Document.Kind.REPORT, at=at)
    else:
        data = documents.write(paper, form, at=at)
    return documents.attachment(data, f"{name}.{form}")
