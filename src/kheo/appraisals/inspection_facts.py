"""An inspection in the words that its papers print: figures with their units, team, places, what was seen."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from kheo.appraisals import inspection_rights as rights
from kheo.appraisals.models import Finding, Inspection, Visit
from kheo.appraisals.states import RoundKind, TeamPart
from kheo.core.paper.forms.inspection_results import MendLine, SeenLine
from kheo.core.paper.forms.inspections import Inspecting, Inspector, Place
from kheo.core.vietnamese import format_number, short_date
from kheo.core.vietnamese.dates import weekday
from kheo.kernel.clock import VIETNAM
from kheo.progress import public as progress
from kheo.progress.public import Measured
from kheo.registrations.public import Indicator
from kheo.units import public as units


def inspecting(row: Inspection, visits: Sequence[Visit], on: date) -> Inspecting:
    """What every paper of the inspection says; `visits` in the order of the route. One query for names."""
    names = unit_names(visits, on)
    return Inspecting(
        name=row.name,
        year=row.round.year,
        matters=matters(row),
        period=f"từ ngày {short_date(row.period_from)} đến ngày {short_date(row.period_to)}",
        days=f"từ ngày {short_date(row.starts_on)} đến ngày {short_date(row.ends_on)}"
        if row.ends_on != row.starts_on
        else f"ngày {short_date(row.starts_on)}",
        unannounced=row.kind == RoundKind.UNANNOUNCED,
        team=tuple(
            Inspector(one.name, one.post, str(TeamPart(one.part).label)) for one in rights.team_of(row)
        ),
        places=tuple(place(one, names) for one in visits),
    )


def matters(row: Inspection) -> tuple[str, ...]:
    """What is looked at, one matter a line, without its mark."""
    return tuple(line.strip(" -;.") for line in row.subject.splitlines() if line.strip(" -;."))


def unit_names(visits: Sequence[Visit], on: date) -> dict[int, str]:
    """Names of the units visited, as of the day."""
    return units.names({one.registration.handled_by_unit_id for one in visits}, on)


def place(row: Visit, names: dict[int, str]) -> Place:
    """One place. Before the visit: the address that the unit itself registered; once it is written: only what the unit
    agreed to have written. Where something of defence and security is, no paper says.
    """
    registration = row.registration
    clock = row.starts_at.strftime("%H:%M") if row.starts_at else ""
    day = f"{weekday(row.on)}, {short_date(row.on)}" if row.on else ""
    hidden = progress.is_defence(registration)
    return Place(
        when=f"{clock}, {day}" if clock and day else day,
        unit=names.get(registration.handled_by_unit_id, ""),
        name=registration.title,
        where="" if hidden else row.place if row.begun_at else registration.address,
        clock=clock,
    )


def seen_line(one: Finding) -> SeenLine:
    """A finding with its figures in words."""
    if one.kind == Indicator.Kind.STEP:
        return SeenLine(
            what=one.name,
            target="hoàn thành",
            claimed=_done(one.claimed_done),
            seen=_done(one.seen_done),
            note=one.remark,
            differs=one.differs,
        )
    return SeenLine(
        what=one.name,
        target=_count(one.target, one.unit),
        claimed=_count(one.claimed, one.unit) or "chưa báo cáo",
        seen=_count(one.seen, one.unit),
        note=one.remark,
        differs=one.differs,
    )


def claimed_line(one: Measured) -> SeenLine:
    """An indicator before anybody looked: what is claimed, and room for what is seen."""
    indicator, value = one.indicator, one.value
    if indicator.kind == Indicator.Kind.STEP:
        return SeenLine(indicator.name, "hoàn thành", _done(bool(value and value.is_done)))
    claimed = _count(value.actual if value else None, indicator.unit) or "chưa báo cáo"
    return SeenLine(indicator.name, _count(indicator.target, indicator.unit), claimed)


def mend_lines(rows: Sequence[Visit], names: dict[int, str], *, named: bool = True) -> list[MendLine]:
    """What is to mend, of several places with who owes it."""
    return [
        MendLine(
            what=one.what,
            due=short_date(one.due_on),
            who=f"{names.get(row.registration.handled_by_unit_id, '')}: {row.registration.title}"
            if named
            else "",
        )
        for row in rows
        for one in row.remedies.all()
    ]


def local(at: datetime) -> datetime:
    """The moment by the clock on the wall."""
    return at.astimezone(VIETNAM)


def _done(value: bool | None) -> str:  # noqa: FBT001 -- one word for one fact
    return "" if value is None else "đã xong" if value else "chưa xong"


def _count(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{format_number(value)} {unit}".strip()
