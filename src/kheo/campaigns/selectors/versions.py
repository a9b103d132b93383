"""What each paper of a campaign brought and ended: read from the rows themselves."""

from dataclasses import dataclass, field
from typing import Any

from kheo.audit import public as audit
from kheo.campaigns.models import Campaign, GoverningPaper
from kheo.campaigns.selectors.amending_standing import ROWS, words_of_row
from kheo.campaigns.selectors.running import live_papers, registering_names
from kheo.campaigns.states import PaperState
from kheo.kernel.clock import day_of


@dataclass(slots=True)
class Version:
    """One paper with what it brought and what it ended."""

    paper: GoverningPaper
    brought: dict[str, list[str]] = field(default_factory=dict)
    ended: dict[str, list[str]] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    """What units were told when it was applied, before → after."""


def versions_of(campaign: Campaign) -> list[Version]:
    """Every applied paper, newest first; one query for each kind of row."""
    papers = [paper for paper in live_papers(campaign) if paper.state != PaperState.REVIEWING]
    found = {paper.pk: Version(paper) for paper in papers}
    last = max((paper.applied_at for paper in papers if paper.applied_at), default=campaign.created_at)
    names = registering_names(campaign, day_of(last))
    for kind, objects in ROWS.items():
        rows = objects.filter(campaign=campaign).order_by("position", "pk")
        for row in rows.select_related("group") if kind == "quota" else rows:
            _sort_in(found, kind, row, words_of_row(kind, row, names))
    labels = {f"{GoverningPaper._meta.label}:{pk}": version for pk, version in found.items()}
    for event in audit.Event.objects.filter(subject__in=labels, action="campaigns:paper:apply"):
        labels[event.subject].changes = list(event.details.get("changes", ()))
    return list(reversed(found.values()))


def _sort_in(found: dict[int, Version], kind: str, row: Any, words: str) -> None:
    if row.paper_id in found:
        found[row.paper_id].brought.setdefault(kind, []).append(words)
    if row.ended_by_id in found:
        found[row.ended_by_id].ended.setdefault(kind, []).append(words)
