"""Reports of the bodies below, added up: who has issued, what they counted, who has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.vietnamese import sort_key
from kheo.reports.content import ADDED_UP, Content, Figure, Number
from kheo.reports.models import Review
from kheo.reports.selectors.reviews import latest_issued, number_of
from kheo.reports.selectors.scopes import lower_rounds
from kheo.units import public as units

KEYS = (
    "registered",
    "accepted",
    "carried-out",
    "recognised",
    "exemplars",
    "money",
    "land",
    "labour",
    "households",
)


@dataclass(frozen=True, slots=True)
class Answered:
    """One body below. Without a `review` it has not reported; `launched` says whether it has a campaign at all."""

    unit: str
    launched: bool
    review: Review | None = None
    number: str = ""
    values: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Summed:
    """Registrations of all bodies by sector, or by kind: a line for each, a number for every column."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class AddedUp:
    """The table: `heads` name the figures (name, unit of count), `totals` add up what was reported; `tables` the same
    by sector and kind.
    """

    heads: tuple[tuple[str, str], ...]
    lines: tuple[Answered, ...]
    tables: tuple[Summed, ...] = ()

    @property
    def reported(self) -> list[Answered]:
        """Those that have issued their report."""
        return [one for one in self.lines if one.review is not None]

    @property
    def missing(self) -> list[Answered]:
        """Those that have not."""
        return [one for one in self.lines if one.review is None]

    @property
    def totals(self) -> tuple[Number, ...]:
        """Sums over those that have reported."""
        if not self.reported:
            return ()
        return tuple(sum(column) for column in zip(*(one.values for one in self.reported), strict=True))


def added_up(round_: CampaignRound, kind: str, on: date) -> AddedUp:
    """Campaigns that carry this one out below, and units that take part but have launched none. A constant number of
    queries; figures are those that each body froze and issued.
    """
    below = lower_rounds(round_.campaign, round_.year)
    issued = latest_issued([one.pk for one in below], kind)
    managing = {one.pk: one.campaign.managing_unit_id for one in below}
    silent = campaigns.registering_ids(round_.campaign) - set(managing.values()) if below else set()
    names = units.names({*managing.values(), *silent}, on)
    heads: dict[str, Figure] = {}
    lines, contents = [], list[Content]()
    for one in below:
        name = names.get(managing[one.pk], "")
        if one.pk not in issued:
            lines.append(Answered(name, launched=True))
            continue
        review, content = issued[one.pk]
        contents.append(content)
        figures = {figure.key: figure for figure in content.figures}
        heads |= {key: figures[key] for key in KEYS if key in figures}
        values = tuple(figures[key].value if key in figures else 0 for key in KEYS)
        lines.append(Answered(name, launched=True, review=review, number=number_of(review), values=values))
    lines += [Answered(names.get(pk, ""), launched=False) for pk in silent]
    told = tuple((heads[key].name, heads[key].unit) if key in heads else (key, "") for key in KEYS)
    return AddedUp(
        told if heads else (), tuple(sorted(lines, key=lambda line: sort_key(line.unit))), tables_of(contents)
    )


def tables_of(contents: Sequence[Content]) -> tuple[Summed, ...]:
    """By sector and by kind, over all of them; sectors of one name are one."""
    found = []
    for key in ADDED_UP:
        told = [one.breakdown(key) for one in contents]
        if not told:
            continue
        columns = dict(pair for one in contents for pair in one.columns)
        rows: dict[str, dict[str, int]] = {}
        for line in (line for one in told for line in one.lines):
            row = rows.setdefault(line.label, dict.fromkeys(columns, 0))
            for column in columns:
                row[column] += line.values.get(column, 0)
        lines = [(label, tuple(row.values())) for label, row in rows.items()]
        found.append(
            Summed(
                told[0].title, tuple(columns.values()), tuple(sorted(lines, key=lambda one: sort_key(one[0])))
            )
        )
    return tuple(found)
