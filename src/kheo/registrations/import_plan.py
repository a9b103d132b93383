"""What would happen with each row of a filled list: decided before anything is written, and shown."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound, Sector
from kheo.core.matching import likeness
from kheo.core.vietnamese import fold
from kheo.registrations.fields import LINES
from kheo.registrations.filled_list import FilledList, FilledRow
from kheo.registrations.models import ImportBatch, Registration
from kheo.registrations.states import Kind, State
from kheo.units import public as units

SECTOR_SYNONYMS = {
    "KT": ("kt", "kinh te"),
    "VH-XH": ("vh xh", "vhxh", "van hoa xa hoi", "van hoa"),
    "QP-AN": ("qp an", "qpan", "an qp", "quoc phong an ninh", "an ninh quoc phong"),
    "XDHTCT": ("xdhtct", "htct", "he thong chinh tri", "xay dung he thong chinh tri", "xd htct"),
}
SAME_FROM = 90.0
"""From this likeness on two names are taken for the same thing."""
_LIMITED = {"name": "title", "led_by": "lead_name", "address": "address", "period": "time_words"}


class Outcome(StrEnum):
    """What would become of a row."""

    CREATE = "create"
    CONTINUE = "continue"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    NO_UNIT = "no-unit"
    NO_NAME = "no-name"
    IDENTITY = "identity"
    TOO_LONG = "too-long"


BY_HEADING, BY_ADDRESS = "heading", "address"
ENTERED = (Outcome.CREATE, Outcome.CONTINUE)
LEFT_OUT = (Outcome.DUPLICATE, Outcome.SKIPPED)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row with its unit and its fate. `known` is the registration it repeats or continues.

    `proposed` is the unit that the file points at without naming it in the row; it waits for the officer's word.
    """

    place: int
    row: FilledRow
    outcome: Outcome
    unit_id: int | None = None
    handled_by_id: int | None = None
    unit_name: str = ""
    kind: str = Kind.NEW
    initiative_id: int | None = None
    known_id: int | None = None
    known_title: str = ""
    known_year: int | None = None
    first_year: int | None = None
    sector: Sector | None = None
    same_as: int | None = None
    proposed: str = ""
    proposed_by: str = ""

    @property
    def is_blocking(self) -> bool:
        """Nothing can be entered before this row is settled."""
        return self.outcome not in ENTERED and self.outcome not in LEFT_OUT

    @property
    def sector_unknown(self) -> bool:
        """A sector stands there that the campaign does not have."""
        return bool(self.row.sector) and self.sector is None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole list as it would be entered; `mark` changes with anything that was shown."""

    rows: tuple[PlannedRow, ...]
    mark: str

    @property
    def entered(self) -> list[PlannedRow]:
        """Rows that would become registrations."""
        return [row for row in self.rows if row.outcome in ENTERED]

    @property
    def blocking(self) -> list[PlannedRow]:
        """Rows that must be settled first."""
        return [row for row in self.rows if row.is_blocking]

    @property
    def proposed(self) -> list[PlannedRow]:
        """Rows whose unit is only proposed."""
        return [row for row in self.rows if row.proposed]


@dataclass(slots=True)
class _World:
    """What the rows are compared with, asked once for all of them."""

    year: int
    by_name: dict[str, list[int]]
    names: dict[int, str]
    heirs: dict[int, int]
    sectors: dict[str, Sector]
    known: dict[int, list[Registration]]
    taken: set[int] = field(default_factory=set)


def plan_of(batch: ImportBatch, on: date) -> Plan:
    """What entering the batch would do now; the queries do not grow with its rows."""
    filled, choices = FilledList.from_json(batch.rows), batch.choices
    world = _world(batch.round, batch.year, on)
    planned: list[PlannedRow] = []
    seen: dict[tuple[int, str], int] = {}
    heading = ""
    for place, row in enumerate(filled.rows):
        said = choices.get("rows", {}).get(str(place), {})
        if row.lone and not said and _match(row.name, world) is not None:
            heading = row.name
            continue
        named = said.get("unit") or row.unit or heading
        unit_id = _match(named, world) if named else choices.get("unit")
        one = _planned(place, row, unit_id, named, world, skipped=bool(said.get("skip")), seen=seen)
        if one.outcome == Outcome.NO_UNIT and not said.get("unit"):
            one = _with_proposal(one, filled.unit, world, batch.round.campaign.managing_unit_id)
        planned.append(one)
    return Plan(tuple(planned), _mark(batch, planned))


def _with_proposal(one: PlannedRow, headed: str, world: _World, managing: int) -> PlannedRow:
    """The unit of the file's “Đơn vị: …” (but not the commune's own, whose list is everybody's), else the address."""
    pk, by = _match(headed, world), BY_HEADING
    if pk is None or pk == managing:
        places = (one.row.address, *one.row.address.split(","))
        pk, by = next((pk for place in places if (pk := _match(place, world)) is not None), None), BY_ADDRESS
    return one if pk is None else replace(one, proposed=world.names[pk], proposed_by=by)


def unit_names(campaign: Campaign, on: date) -> dict[int, str]:
    """Units that a row may belong to: those that register, and those merged into them, in Vietnamese order."""
    registering = campaigns.registering_ids(campaign)
    return campaigns.registering_names(campaign, on, also=units.predecessor_ids(registering))


def unit_named(campaign: Campaign, name: str, on: date) -> int | None:
    """The one unit of the campaign that a name means; None where none or several do."""
    return found_name(name, by_name(unit_names(campaign, on)))


def _world(round_: CampaignRound, year: int, on: date) -> _World:
    campaign = round_.campaign
    names = unit_names(campaign, on)
    heirs = _heirs(names, on)
    sectors: dict[str, Sector] = {}
    for sector in campaigns.sectors_of(campaign):
        for word in (fold(sector.name), fold(sector.code), *SECTOR_SYNONYMS.get(sector.code, ())):
            sectors.setdefault(word, sector)
    known: dict[int, list[Registration]] = defaultdict(list)
    rows = (
        Registration.objects.filter(handled_by_unit_id__in=set(names) | set(heirs.values()))
        .exclude(state__in=[State.DRAFT, State.WITHDRAWN])
        .select_related("initiative", "round")
        .order_by("-round__year", "pk")
    )
    for one in rows:
        known[one.handled_by_unit_id].append(one)
    world = _World(year, by_name(names), names, heirs, sectors, known)
    world.taken = {
        one.initiative_id for ones in known.values() for one in ones if _in_round(one, campaign, year)
    }
    return world


def _in_round(one: Registration, campaign: Campaign, year: int) -> bool:
    return one.round.campaign_id == campaign.pk and one.round.year == year


def _heirs(names: Mapping[int, str], on: date) -> dict[int, int]:
    """Ended unit → the living one that answers for it, where there is exactly one."""
    ended = set(
        units.with_names(units.Unit.objects.filter(pk__in=names), on)
        .filter(ended_on__isnull=False, ended_on__lte=on)  # type: ignore[misc]
        .values_list("pk", flat=True)
    )
    found = {}
    for unit in ended:
        living = units.successor_ids([unit]) - ended - {unit}
        if len(living) == 1:
            found[unit] = living.pop()
    return found


def by_name(names: Mapping[int, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for pk, name in names.items():
        found[fold(name)].append(pk)
    return found


def _match(name: str, world: _World) -> int | None:
    return found_name(name, world.by_name)


def found_name(name: str, by_name: Mapping[str, list[int]]) -> int | None:
    """The whole name, else the one name that begins with it or that it begins with (“Xóm 1” of “Xóm 1 xã …”)."""
    wanted = fold(name)
    if not wanted:
        return None
    if wanted in by_name:
        return by_name[wanted][0] if len(by_name[wanted]) == 1 else None
    alike = [
        pk
        for other, pks in by_name.items()
        if other.startswith(f"{wanted} ") or wanted.startswith(f"{other} ")
        for pk in pks
    ]
    return alike[0] if len(alike) == 1 else None


def _planned(
    place: int,
    row: FilledRow,
    unit_id: int | None,
    named: str,
    world: _World,
    *,
    skipped: bool,
    seen: dict[tuple[int, str], int],
) -> PlannedRow:
    name = world.names.get(unit_id, "") if unit_id else named
    handler = world.heirs.get(unit_id, unit_id) if unit_id else None
    base: dict[str, Any] = {"place": place, "row": row, "unit_id": unit_id, "unit_name": name}
    base |= {"handled_by_id": handler, "kind": row.kind or Kind.NEW, "sector": _sector(row.sector, world)}
    if (problem := _problem(row, handler, skipped=skipped)) is not None or handler is None:
        return PlannedRow(outcome=problem or Outcome.NO_UNIT, **base)
    key = (handler, fold(row.name))
    if key in seen:
        return PlannedRow(outcome=Outcome.DUPLICATE, same_as=seen[key], **base)
    seen[key] = row.number
    if same := _repeated(row, handler, world):
        return PlannedRow(outcome=Outcome.DUPLICATE, **base, **_about(same))
    return _entered(row, handler, world, base)


def _problem(row: FilledRow, handler: int | None, *, skipped: bool) -> Outcome | None:
    if skipped:
        return Outcome.SKIPPED
    if not row.name:
        return Outcome.NO_NAME
    if row.has_identity_number:
        return Outcome.IDENTITY
    if any(len(getattr(row, cell)) > LINES[name] for cell, name in _LIMITED.items()):
        return Outcome.TOO_LONG
    return Outcome.NO_UNIT if handler is None else None


def _repeated(row: FilledRow, handler: int, world: _World) -> Registration | None:
    """A registration of the very year that has this name."""
    wanted = fold(row.name)
    return next(
        (
            one
            for one in world.known[handler]
            if one.title_folded == wanted
            and one.round.year == world.year
            and one.initiative_id in world.taken
        ),
        None,
    )


def _entered(row: FilledRow, handler: int, world: _World, base: dict[str, Any]) -> PlannedRow:
    earlier = _earlier(row, handler, world)
    if earlier is not None:
        initiative = earlier.initiative.merged_into_id or earlier.initiative_id
        world.taken.add(initiative)
        base |= {"initiative_id": initiative, "first_year": earlier.initiative.first_year}
        base |= {"kind": Kind.CONTINUED if earlier.round.year < world.year else base["kind"]}
        return PlannedRow(outcome=Outcome.CONTINUE, **base, **_about(earlier))
    first = world.year - 1 if base["kind"] == Kind.CONTINUED else world.year
    return PlannedRow(outcome=Outcome.CREATE, first_year=first, **base)


def _earlier(row: FilledRow, handler: int, world: _World) -> Registration | None:
    """The same initiative in another year: accepted before, or continued later without a record before.

    A list without groups is believed by the exact name alone; what it calls new is new.
    """
    if row.kind == Kind.NEW:
        candidates = [one for one in world.known[handler] if _continues_this(one, world)]
    else:
        candidates = [
            one
            for one in world.known[handler]
            if (one.round.year < world.year and one.state == State.ACCEPTED) or _continues_this(one, world)
        ]
    free = [
        one for one in candidates if (one.initiative.merged_into_id or one.initiative_id) not in world.taken
    ]
    wanted = fold(row.name)
    exact = next((one for one in free if one.title_folded == wanted), None)
    if exact is not None or row.kind != Kind.CONTINUED:
        return exact
    scored = [(likeness(row.name, one.title), -place, one) for place, one in enumerate(free)]
    best = max(scored, key=lambda pair: pair[:2], default=None)
    return best[2] if best and best[0] >= SAME_FROM else None


def _continues_this(one: Registration, world: _World) -> bool:
    return one.round.year > world.year and one.kind == Kind.CONTINUED


def _about(known: Registration) -> dict[str, Any]:
    return {"known_id": known.pk, "known_title": known.title, "known_year": known.round.year}


def _sector(text: str, world: _World) -> Sector | None:
    wanted = fold(text)
    if not wanted:
        return None
    return world.sectors.get(wanted) or world.sectors.get(wanted.removeprefix("linh vuc ").strip())


def _mark(batch: ImportBatch, rows: Iterable[PlannedRow]) -> str:
    """A short hash of what the officer sees."""
    shown = [
        (row.place, row.outcome, row.unit_id, row.handled_by_id, row.kind, row.initiative_id) for row in rows
    ]
    text = json.dumps([batch.pk, batch.year, shown])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
