"""The statistical forms of a year at a place, filled with what Khéo holds; what it cannot know stays empty.

The place is the commune, or the province, of the campaign from whose page the forms are opened. A cell and the list
behind it ask one condition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from kheo.campaigns.public import Campaign, CampaignRound, CampaignState
from kheo.commendations.public import AwardState, Commendation
from kheo.core.law.statistics import Condition, Counted, Line, StatisticalForm
from kheo.core.timetable.lasting import lasting
from kheo.core.vietnamese import sort_key
from kheo.reports.models import MovementClass
from kheo.units.public import Subject, UnitKind

_PROVINCE, _BODY = "province", "body"
_LEADS = "dossier__leads"


@dataclass(frozen=True, slots=True)
class Movement:
    """One campaign as the form on movements looks at it; None and "" are not known."""

    campaign: Campaign
    level: str
    scope: str
    method: str
    first: date | None
    last: date | None

    @property
    def lasts(self) -> str:
        """The class of its length; "" where its days are not known."""
        return lasting(self.first, self.last).value if self.first and self.last else ""

    def meets(self, where: Mapping[str, Condition]) -> bool:
        """Whether every condition holds of it."""
        return all(getattr(self, name) == value for name, value in where.items())


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with its cells: row code → column code → number, None where it stays empty; and what is to be said."""

    form: StatisticalForm
    rows: tuple[tuple[Line, tuple[int | None, ...]], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose forms they are: a commune's, or a province's (`area_code` is the province's own)."""

    province_code: str
    area_code: str

    @property
    def is_province(self) -> bool:
        """Whether it looks at the whole province."""
        return self.area_code in {"", self.province_code}

    def within(self, path: str) -> Q:
        """Units of the place, over rows that reach a unit by `path`."""
        if self.is_province:
            return Q(**{f"{path}province_code": self.province_code})
        return Q(**{f"{path}area_code": self.area_code})


def place_of(round_: CampaignRound) -> Place:
    """The place of the unit that manages the campaign."""
    unit = round_.campaign.managing_unit
    return Place(unit.province_code, unit.area_code)


def movements(place: Place, year: int) -> list[Movement]:
    """Every launched campaign of the place with a round of that year, by title: three queries."""
    rows = (
        Campaign.objects.filter(place.within("managing_unit__"), rounds__year=year)
        .exclude(state=CampaignState.PREPARING)
        .select_related("managing_unit")
        .prefetch_related("rounds__phases")
    )
    found = list(rows.order_by("pk"))
    said = {one.campaign_id: one for one in MovementClass.objects.filter(campaign__in=found)}
    return sorted(
        (_movement(one, said.get(one.pk)) for one in found),
        key=lambda one: (sort_key(one.campaign.title), one.campaign.pk),
    )


def _movement(campaign: Campaign, said: MovementClass | None) -> Movement:
    unit = campaign.managing_unit
    first, last = days_of(campaign)
    return Movement(
        campaign,
        _PROVINCE if unit.area_code in {"", unit.province_code} else _BODY,
        said.scope if said else "",
        said.method if said else "",
        (said.first_on if said else None) or first,
        (said.last_on if said else None) or last,
    )


def days_of(campaign: Campaign) -> tuple[date | None, date | None]:
    """First and last day by its years and the phases of its plans; None where they do not say."""
    rounds = list(campaign.rounds.all())
    spans = [(one.starts_on, one.ends_on) for one in rounds]
    spans += [
        (phase.starts_on, phase.ends_on)
        for one in rounds
        for phase in one.phases.all()
        if phase.ended_by_id is None
    ]
    firsts, lasts = [first for first, _last in spans if first], [last for _first, last in spans if last]
    return min(firsts, default=None), max(lasts, default=None)


def awards_within(place: Place, year: int) -> QuerySet[Commendation]:
    """Valid awards of the place decided in the year."""
    return Commendation.objects.filter(place.within("unit__"), issued_on__year=year, state=AwardState.VALID)


def filled(form: StatisticalForm, place: Place, year: int) -> Filled:
    """The form with its figures: at most three queries."""
    if form.counts is Counted.CAMPAIGNS:
        found = movements(place, year)
        cells = {
            (row.code, column.code): sum(one.meets({**row.where, **column.where}) for one in found)
            for row, column in _counted(form, place)
        }
        return Filled(form, _rows(form, cells), (*_missing(found), *_reasons(form, place)))
    if form.counts is Counted.AWARDS:
        cells, more = _award_cells(form, place, year)
        return Filled(form, _rows(form, cells), (*more, *_reasons(form, place)))
    return Filled(form, _rows(form, {}), _reasons(form, place))


def _counted(form: StatisticalForm, place: Place) -> Iterable[tuple[Line, Line]]:
    for row in form.rows:
        for column in form.columns:
            if row.code and row.empty is None and _is_counted(column, place):
                yield row, column


def _is_counted(column: Line, place: Place) -> bool:
    """Whether the column is counted here: a commune does not hold what its province launched."""
    own = place.is_province or column.where.get("level") != _PROVINCE
    return column.empty is None and not column.adds and own


def _rows(
    form: StatisticalForm, cells: Mapping[tuple[str, str], int]
) -> tuple[tuple[Line, tuple[int | None, ...]], ...]:
    return tuple((row, tuple(_cell(row, column, cells) for column in form.columns)) for row in form.rows)


def _cell(row: Line, column: Line, cells: Mapping[tuple[str, str], int]) -> int | None:
    if not column.adds:
        return cells.get((row.code, column.code))
    known = [number for code in column.adds if (number := cells.get((row.code, code))) is not None]
    return sum(known) if known else None


def _award_cells(
    form: StatisticalForm, place: Place, year: int
) -> tuple[dict[tuple[str, str], int], tuple[str, ...]]:
    """Every cell, and what is to be said of persons whose office is not known: one query."""
    pairs = list(_counted(form, place))
    asked = {
        f"n{number}": Count("pk", filter=condition(row.where) & condition(column.where))
        for number, (row, column) in enumerate(pairs)
    }
    persons = condition({"subject": "individual"}) & _columns(form, place, form.columns)
    asked |= {
        "leading": Count("pk", filter=persons & Q(**{_LEADS: True})),
        "unknown": Count("pk", filter=persons & Q(dossier__isnull=True)),
    }
    counted = awards_within(place, year).aggregate(**asked)
    cells = {(row.code, column.code): counted[f"n{number}"] for number, (row, column) in enumerate(pairs)}
    more = []
    if counted["leading"] and not form.local:
        more.append(f"{counted['leading']} cá nhân giữ chức vụ lãnh đạo, quản lý, chưa tách theo mã.")
    if counted["unknown"]:
        more.append(
            f"{counted['unknown']} cá nhân ghi từ quyết định ngoài Khéo, không rõ có giữ chức vụ lãnh đạo hay không."
        )
    return cells, tuple(more)


def condition(where: Mapping[str, Condition]) -> Q:
    """The condition of a line over rows of awards."""
    return reduce(lambda found, one: found & _one(*one), where.items(), Q())


def _one(name: str, value: Condition) -> Q:
    if name == "award":
        return Q(award__in=value)
    if name == "award-not":
        return ~Q(award__in=value)
    if name == "occasion":
        return Q(occasion=value)
    if name == "leads":
        return Q(**{_LEADS: value})
    if name == "subject":
        return _subject(str(value))
    return Q()  # submitter: what is proposed from here goes up through the province


def _subject(value: str) -> Q:
    enterprise = Q(subject__kind=Subject.Kind.COLLECTIVE, subject__unit__kind=UnitKind.ENTERPRISE)
    if value == "enterprise":
        return enterprise
    return (
        Q(subject__kind=value) & ~enterprise if value == Subject.Kind.COLLECTIVE else Q(subject__kind=value)
    )


def _columns(form: StatisticalForm, place: Place, columns: Sequence[Line]) -> Q:
    """What any of these columns counts; a column that adds up stands for those it adds."""
    codes = {code for one in columns for code in (one.adds or (one.code,))}
    counted = [condition(one.where) for one in form.columns if one.code in codes and _is_counted(one, place)]
    return reduce(or_, counted) if counted else Q(pk__in=())


def listed_awards(
    form: StatisticalForm, row: Line, column: Line, place: Place, year: int
) -> QuerySet[Commendation]:
    """The awards behind a cell, the newest decision first."""
    rows = awards_within(place, year).filter(condition(row.where) & _columns(form, place, [column]))
    return rows.select_related("decision", "subject").order_by("-issued_on", "decision_id", "ordinal")


def listed_movements(
    form: StatisticalForm, row: Line, column: Line, place: Place, year: int
) -> list[Movement]:
    """The movements behind a cell."""
    codes = column.adds or (column.code,)
    columns = [one for one in form.columns if one.code in codes and _is_counted(one, place)]
    return [
        one
        for one in movements(place, year)
        if one.meets(row.where) and any(one.meets(column.where) for column in columns)
    ]


def _missing(found: Sequence[Movement]) -> list[str]:
    """What stands in no row yet, in words."""
    lacks = {
        "phạm vi, phương thức": sum(not one.scope for one in found),
        "ngày bắt đầu hoặc kết thúc": sum(not one.lasts for one in found),
    }
    return [
        f"{number} phong trào chưa ghi {words} nên chưa nằm trong các dòng tương ứng."
        for words, number in lacks.items()
        if number
    ]


def _reasons(form: StatisticalForm, place: Place) -> tuple[str, ...]:
    own = form.reasons
    if form.counts is Counted.CAMPAIGNS and not place.is_province:
        return ("Cột 3: Khéo của xã không giữ phong trào do tỉnh, bộ, ban, ngành phát động.", *own)
    return own
