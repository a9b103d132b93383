"""The list of a round: filtered, sorted and counted by the database, a page at a time.

A unit is shown as the one that answers today; where another one registered (before a merger) it keeps its
own name beside it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from kheo.campaigns.public import CampaignRound, Sector, Theme
from kheo.core.vietnamese import clean_line, fold, sort_key
from kheo.registrations import figures
from kheo.registrations.models import Registration, SignedCopy
from kheo.registrations.selectors import registrants
from kheo.registrations.states import SENT, Kind, State
from kheo.units import public as units
from kheo.units.public import Unit, UnitVersion

PER_PAGE = 50
SHOWN_STATES = (State.SUBMITTED, State.ACCEPTED, State.RETURNED, State.WITHDRAWN)
SORTS: dict[str, tuple[str, ...]] = {
    "don-vi": ("unit_sort", "title_sort"),
    "ten": ("title_sort",),
    "chu-tri": ("lead__name_sort", "title_sort"),
    "linh-vuc": ("sector__position", "title_sort"),
    "loai": ("kind", "title_sort"),
    "trang-thai": ("state", "title_sort"),
}
_MOST_LETTERS = 100
_WITH = ("sector", "theme", "lead")
_SHEETS_TOO = ("initiative", "content", "handled_by_unit", "accompanying_unit")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked for; empty values ask for nothing."""

    unit: int | None = None
    sector: int | None = None
    theme: int | None = None
    kind: str = ""
    state: str = ""
    words: str = ""
    sort: str = ""

    NAMES = ("don-vi", "linh-vuc", "chuyen-de", "loai", "trang-thai", "tim", "sort")

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Filter":
        """From an address; what is not understood is left out."""
        kind, state, sort = (asked.get(name, "") for name in ("loai", "trang-thai", "sort"))
        return cls(
            unit=_whole(asked.get("don-vi", "")),
            sector=_whole(asked.get("linh-vuc", "")),
            theme=_whole(asked.get("chuyen-de", "")),
            kind=kind if kind in Kind.values else "",
            state=state if state in SHOWN_STATES else "",
            words=clean_line(asked.get("tim", ""))[:_MOST_LETTERS],
            sort=sort if sort.removeprefix("-") in SORTS else "",
        )


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page: a registration and the name of its unit."""

    registration: Registration
    unit: str


class Choice(NamedTuple):
    """One entry of a list of the filter."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands over the table, and what the filter offers."""

    by_unit: dict[int, figures.Counts]
    unit_names: dict[int, str]
    sectors: list[Choice]
    themes: list[Choice]
    totals: figures.Counts = field(default_factory=dict)
    found: int = 0
    """How many rows the reader's filter leaves."""

    @property
    def sent(self) -> int:
        """Waiting or accepted, as on the campaign's page."""
        return figures.sent(self.totals)

    @property
    def drafting(self) -> list[tuple[str, int]]:
        """Units that are still writing, and how many."""
        found = [(self.unit_names.get(pk, ""), n.get(State.DRAFT, 0)) for pk, n in self.by_unit.items()]
        return sorted(((name, n) for name, n in found if n), key=lambda pair: sort_key(pair[0]))


def overview(round_: CampaignRound, on: date, asked: Filter | None = None) -> Overview:
    """Figures and choices of the round, and how many rows the filter leaves: three queries."""
    by_unit, found = figures.by_unit_and_fitting(round_.pk, _wanted(round_, asked or Filter()))
    names = units.names(by_unit, on)
    ordered = dict(sorted(names.items(), key=lambda pair: (sort_key(pair[1]), pair[0])))
    totals: figures.Counts = {}
    for counts in by_unit.values():
        for state, number in counts.items():
            totals[state] = totals.get(state, 0) + number
    sectors, themes = _choices(round_.campaign_id)
    return Overview(by_unit, ordered, sectors, themes, totals, found)


def _choices(campaign_id: int) -> tuple[list[Choice], list[Choice]]:
    """Sectors and themes in force, in the campaign's order: one query."""
    sectors, themes = (
        model.objects.filter(campaign_id=campaign_id, ended_by__isnull=True)
        .order_by()
        .values_list(Value(word), "position", "pk", "name")
        for model, word in ((Sector, "sector"), (Theme, "theme"))
    )
    found: dict[str, list[Choice]] = {"sector": [], "theme": []}
    for word, _position, pk, name in sorted(sectors.union(themes, all=True)):
        found[word].append(Choice(pk, name))
    return found["sector"], found["theme"]


def page_of(
    round_: CampaignRound, asked: Filter, number: str, on: date, over: Overview | None = None
) -> Page[Line]:
    """One page of the registrations that were sent: at most three queries, whatever their number.

    `over`, of the same filter, spares the one for the names of units and the one for the count.
    """
    rows = _ordered(_sent(round_).filter(_wanted(round_, asked)), asked.sort, on)
    paginator = Paginator(rows, PER_PAGE)
    if over:
        paginator.count = over.found
    page: Page[Registration] = paginator.get_page(number)
    # Sorting ten thousand keys is quick, sorting ten thousand whole rows is not.
    chosen = _sent(round_).filter(pk__in=page.object_list.values("pk"))  # type: ignore[attr-defined]
    names = over.unit_names if over else None
    page.object_list = with_unit_names(_ordered(chosen, asked.sort, on), on, names)  # type: ignore[assignment]
    return page  # type: ignore[return-value]


def _sent(round_: CampaignRound) -> QuerySet[Registration]:
    return Registration.objects.filter(round=round_, state__in=SHOWN_STATES).select_related(*_WITH)


def _wanted(round_: CampaignRound, asked: Filter) -> Q:
    """Which registrations of the round are on the list and fit the filter."""
    exact = {
        "handled_by_unit_id": asked.unit,
        "sector_id": asked.sector,
        "theme_id": asked.theme,
        "kind": asked.kind,
        "state": asked.state,
    }
    found = Q(state__in=SHOWN_STATES, **{name: value for name, value in exact.items() if value})
    return found & _with_words(round_, asked.words) if asked.words else found


def _with_words(round_: CampaignRound, text: str) -> Q:
    """Title, unit (by any of its names) or who leads. What has no letters is looked for as it stands."""
    folded = {fold(text), fold(text, open_end=True)} - {""}
    if not folded:
        return Q(title__contains=text)
    found = Q()
    units_here = Registration.objects.filter(round=round_).values("handled_by_unit_id")
    # A search may end in the middle of a word: “ti” is to find “tích cực”, “tỉ” is “tỷ”.
    for words in folded:
        named = UnitVersion.objects.filter(name_folded__contains=words)
        of_these = named.filter(unit_id__in=units_here)
        found |= Q(title_folded__contains=words) | Q(lead__name_folded__contains=words)
        found |= Q(handled_by_unit_id__in=of_these.values("unit_id"))
        found |= ~Q(unit_id=F("handled_by_unit_id")) & Q(Exists(named.filter(unit_id=OuterRef("unit_id"))))
    return found


def _ordered(rows: QuerySet[Registration], sort: str, on: date) -> QuerySet[Registration]:
    key = sort.removeprefix("-") or "don-vi"
    first, *rest = SORTS[key]
    if key == "don-vi":
        rows = rows.annotate(unit_sort=unit_sort("handled_by_unit_id", on))
    column = F(first).desc(nulls_last=True) if sort.startswith("-") else F(first).asc(nulls_last=True)
    return rows.order_by(column, *rest, "pk")


def unit_sort(reference: str, on: date) -> Subquery:
    """The sort key of the unit's name on the day, to order by."""
    return _of_version(reference, on, "name_sort")


def unit_name(reference: str, on: date) -> Subquery:
    """The unit's name on the day, to be read with the row."""
    return _of_version(reference, on, "name")


def _of_version(reference: str, on: date, column: str) -> Subquery:
    versions = UnitVersion.objects.filter(unit_id=OuterRef(reference), valid_from__lte=on)
    return Subquery(versions.order_by("-valid_from").values(column)[:1])


def with_unit_names(
    rows: Iterable[Registration], on: date, known: Mapping[int, str] | None = None
) -> list[Line]:
    """The rows with their units' names: one query for all that are not known."""
    found, names = list(rows), dict(known or {})
    missing = {pk for row in found for pk in (row.unit_id, row.handled_by_unit_id)} - set(names)
    if missing:
        names |= units.names(missing, on)
    return [Line(row, shown_unit(row, names)) for row in found]


def shown_unit(row: Registration, names: Mapping[int, str]) -> str:
    """The unit's name; “Xóm 2 (nay thuộc Xóm Đông)” where another one answers for it since."""
    name = names.get(row.unit_id, "")
    if row.unit_id == row.handled_by_unit_id:
        return name
    return f"{name} (nay thuộc {names.get(row.handled_by_unit_id, '')})"


def listed(
    round_: CampaignRound,
    on: date,
    *,
    states: Collection[str] = (State.ACCEPTED,),
    unit_ids: Collection[int] | None = None,
    sheets: bool = False,
) -> list[Line]:
    """What goes on paper, by unit and title in Vietnamese order: two queries, three with sheets.

    `sheets`: with all that the sheet of each one prints.
    """
    shown = (*_WITH, *_SHEETS_TOO) if sheets else _WITH
    rows = Registration.objects.filter(round=round_, state__in=states).select_related(*shown)
    if sheets:
        rows = rows.prefetch_related("indicators")
    if unit_ids is not None:
        rows = rows.filter(handled_by_unit_id__in=unit_ids)
    return with_unit_names(_ordered(rows, "don-vi", on), on)


def listed_of_unit(round_: CampaignRound, unit: Unit, on: date) -> list[Line]:
    """The unit's own list: what it has sent, and what was sent by units merged into it."""
    return listed(round_, on, states=SENT, unit_ids=units.predecessor_ids([unit.pk]))


def listed_by_unit(round_: CampaignRound, on: date) -> list[tuple[Unit, str, list[Line]]]:
    """Every unit that has sent something, with its name and its own list, in Vietnamese order."""
    lines: dict[int, list[Line]] = {}
    for line in listed(round_, on, states=SENT):
        lines.setdefault(line.registration.handled_by_unit_id, []).append(line)
    found = Unit.objects.in_bulk(list(lines))
    names = units.names(lines, on)
    return [(found[pk], names.get(pk, ""), of_unit) for pk, of_unit in lines.items()]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the round: what it has sent, and whether its signed list has come."""

    unit_id: int
    name: str
    counts: figures.Counts
    copy: SignedCopy | None

    @property
    def sent(self) -> int:
        """Waiting or accepted."""
        return figures.sent(self.counts)

    @property
    def is_missing(self) -> bool:
        """It has sent something, and its signed list has not come."""
        return bool(self.sent) and self.copy is None


def unit_rows(round_: CampaignRound, on: date) -> list[UnitRow]:
    """Every unit that registers or has registered, in Vietnamese order; queries do not grow with them."""
    by_unit = figures.by_unit(round_.pk)
    copies = {copy.unit_id: copy for copy in _copies(round_)}
    living = {unit.pk: unit.name for unit in registrants(round_, on)}  # type: ignore[attr-defined]
    others = units.names((set(by_unit) | set(copies)) - set(living), on)
    found = [UnitRow(pk, name, by_unit.get(pk, {}), copies.get(pk)) for pk, name in (living | others).items()]
    return sorted(found, key=lambda row: (sort_key(row.name), row.unit_id))


def _copies(round_: CampaignRound) -> QuerySet[SignedCopy]:
    return SignedCopy.objects.filter(round=round_).select_related("scan__file", "noted_by")
