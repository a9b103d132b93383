"""What a first wording tells besides figures: the plan, papers issued, the best initiatives, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery

from kheo.campaigns import public as campaigns
from kheo.progress.public import Difficulty, ProgressReport
from kheo.recognitions import public as recognitions
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration, State
from kheo.reports.selectors.scopes import Scope
from kheo.units import public as units

_MOST_BEST, _MOST_OPEN, _MOST_LETTERS = 5, 5, 300


@dataclass(frozen=True, slots=True)
class Best:
    """An initiative worth telling: what it is called, whose it is, what came of it as its unit reported."""

    name: str
    unit: str
    results: str = ""


@dataclass(frozen=True, slots=True)
class Background:
    """What the opening and the first part tell of: the plan as cited, papers by name, whether units were trained."""

    plan: str
    issuer: str
    papers: Sequence[str] = ()
    best: Sequence[Best] = ()
    difficulties: Sequence[str] = ()


def background_of(scope: Scope, on: date) -> Background:
    """Asked once, when a draft begins."""
    campaign = scope.round.campaign
    issuer = units.name_of(campaign.managing_unit, on)
    years = {one.pk for one in scope.rounds}
    papers = [
        campaigns.paper_name(one)
        for one in campaigns.live_papers(campaign)
        if one.round_id in years and one.number and one.issued_on
    ]
    return Background(
        plan=registrations.plan_cited(scope.round, issuer),
        issuer=issuer,
        papers=papers,
        best=_best(scope, on),
        difficulties=_open(scope),
    )


def _best(scope: Scope, on: date) -> list[Best]:
    """Recognised ones, those that reached most of what they had set themselves first."""
    newest = ProgressReport.objects.filter(registration=OuterRef("pk"), first_sent_at__isnull=False).order_by(
        "-period_to", "-pk"
    )
    rows = Registration.objects.filter(
        recognitions.is_recognised(), round_id__in=scope.ids, state=State.ACCEPTED
    ).annotate(
        unit_name=registrations.unit_name("handled_by_unit_id", on),
        reached=Subquery(newest.values("percent")[:1]),
        told=Subquery(newest.values("results")[:1]),
    )
    found = rows.order_by(F("reached").desc(nulls_last=True), "title_sort", "pk").values_list(
        "title", F("unit_name"), F("told")
    )
    return [Best(title, unit or "", _short(told or "")) for title, unit, told in found[:_MOST_BEST]]


def _open(scope: Scope) -> list[str]:
    """Difficulties that were not solved, the oldest first: what and where."""
    rows = Difficulty.objects.filter(round_id__in=scope.ids, closed_at__isnull=True).order_by(
        "raised_at", "pk"
    )
    return [f"{_short(one.matter)} ({one.place})" for one in rows[:_MOST_OPEN]]


def _short(text: str) -> str:
    """One line without a final mark, with no sign that wording takes for a figure's place."""
    line = " ".join(text.replace("{", "(").replace("}", ")").split())
    if len(line) > _MOST_LETTERS:
        line = line[:_MOST_LETTERS].rsplit(" ", 1)[0] + " …"
    return line.rstrip(" .;,")
