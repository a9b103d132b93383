"""What councils have decided, for pages and for other modules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from kheo.councils.hooks import Result
from kheo.councils.models import AgendaItem
from kheo.councils.selectors.rules import kept_rule, rule_words
from kheo.councils.states import OPEN_ITEMS, ItemState
from kheo.kernel.clock import day_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a matter stands before it is decided: in which session, when, its page."""

    state: str
    session_id: int
    session_title: str
    on: date
    url: str


def result_from(item: AgendaItem) -> Result:
    """The result of a matter whose session is at hand; before it is decided `on` is the meeting's day."""
    rule, session = kept_rule(item), item.session
    return Result(
        kind=item.kind,
        key=item.key,
        item_id=item.pk,
        session_id=session.pk,
        council=session.council_name or session.council.name,
        on=item.decided_on or day_of(session.begins_at),
        mode=item.mode,
        rule_words=rule_words(rule) if rule else "",
        total=item.total or 0,
        present=item.present or 0,
        votes_for=item.votes_for,
        votes_against=item.votes_against,
        votes_none=item.votes_none,
        invalid=item.votes_invalid,
        denominator=item.denominator,
        needed=item.needed,
        passed=item.passed,
        conclusion=item.conclusion,
        minutes_url=reverse("councils:session", args=[session.pk]),
    )


def standing_decisions() -> QuerySet[AgendaItem]:
    """Decided matters that no later decision has superseded."""
    later = AgendaItem.objects.filter(supersedes=OuterRef("pk"), state=ItemState.DECIDED)
    rows = AgendaItem.objects.filter(~Exists(later), state=ItemState.DECIDED)
    return rows.select_related("session__council").order_by("pk")


def results_of(kind: str, keys: Collection[str]) -> dict[str, Result]:
    """Key → what stands decided of it; one query."""
    rows = standing_decisions().filter(kind=kind, key__in=keys)
    return {row.key: result_from(row) for row in rows}


def result_of(kind: str, key: str) -> Result | None:
    """What stands decided of one matter."""
    return results_of(kind, [key]).get(key)


def standing_of(kind: str, keys: Collection[str]) -> dict[str, Standing]:
    """Key → where the matter stands while it is on an agenda that is not closed; one query."""
    rows = AgendaItem.objects.filter(kind=kind, key__in=keys, state__in=OPEN_ITEMS).select_related("session")
    return {
        row.key: Standing(
            state=row.state,
            session_id=row.session_id,
            session_title=row.session.title,
            on=day_of(row.session.begins_at),
            url=reverse("councils:session", args=[row.session_id]),
        )
        for row in rows
    }
