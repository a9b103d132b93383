"""What a campaign would become if it were launched now: shapes only, filled by selectors/launching."""

from dataclasses import dataclass
from datetime import date, datetime

from kheo.campaigns.matching import UnitLine
from kheo.campaigns.models import Campaign, CampaignRound, GoverningPaper, PaperItem
from kheo.campaigns.states import ItemStatus
from kheo.core.timetable.phrase import Phrase


@dataclass(frozen=True, slots=True)
class WhoRow:
    """A participant (or a body that a quota names) with the units it means.

    `mode`: "" (asked, not answered), “proposed” (what the words matched), “kind:…”, “units”, “read”.
    """

    key: str
    label: str
    subject_kind: str
    item: PaperItem
    proposed_ids: tuple[int, ...]
    certainty: str
    mode: str
    unit_ids: tuple[int, ...]
    chosen_ids: tuple[int, ...]
    minimum: int | None
    quota_item: PaperItem | None = None
    unit_kind: str = ""

    @property
    def is_collective(self) -> bool:
        """Whether units register under it; persons register through their unit."""
        return self.subject_kind == "collective"

    @property
    def is_asked(self) -> bool:
        """Whether the officer must still say whom it means."""
        return self.is_collective and (not self.mode or (self.mode != "read" and not self.unit_ids))


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector of the paper and the code under which it will be counted; “read” where it is not used."""

    item: PaperItem
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as it will stand: a window of days, a day of every month, or only words."""

    item: PaperItem
    kind: str
    what: str
    words: str
    from_on: date | None = None
    to_on: date | None = None
    recurs_on_day: int | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A stage; both days belong to it, either may be unknown."""

    item: PaperItem
    name: str
    words: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative that the paper names and the unit whose draft it will be; None where it stays text."""

    item: PaperItem
    title: str
    owner: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Registration:
    """Until when one registers. `closes_at` is the first moment that is too late; None where not said."""

    day: date | None
    boundary: str
    hour: str
    closes_at: datetime | None
    said: Phrase | None
    is_past: bool
    paper_words: str
    item: PaperItem | None

    @property
    def was_typed(self) -> bool:
        """Whether an officer wrote it in review, so that the words are his and not the paper's."""
        return self.item is not None and self.item.status in (ItemStatus.CORRECTED, ItemStatus.ADDED)


@dataclass(frozen=True, slots=True)
class Signature:
    """Number, symbol and day of the paper as they stand now; `is_draft`: “dự thảo”, not yet signed."""

    number: str
    symbol: str
    issued_on: date | None
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything that launch will make rows of, and what is still missing, in sentences' parts."""

    campaign: Campaign
    round: CampaignRound
    paper: GoverningPaper
    units: tuple[UnitLine, ...]
    managing_options: tuple[UnitLine, ...]
    signature: Signature
    title: str
    year: int
    managing_unit_id: int | None
    starts_on: date | None
    ends_on: date | None
    registration: Registration
    grace_minutes: int
    sends_up_to: str
    who: tuple[WhoRow, ...]
    own_quotas: dict[int, int]
    appraiser_ids: tuple[int, ...]
    sectors: tuple[SectorRow, ...]
    national: tuple[str, ...]
    themes: tuple[PaperItem, ...]
    contents: tuple[PaperItem, ...]
    gates: tuple[PaperItem, ...]
    phases: tuple[PhaseRow, ...]
    milestones: tuple[MilestoneRow, ...]
    initiatives: tuple[InitiativeRow, ...]
    unsettled: tuple[PaperItem, ...]
    missing: tuple[str, ...]

    @property
    def registering_ids(self) -> tuple[int, ...]:
        """Every unit that will register, each once, in the order of the tree's list."""
        meant = {unit for row in self.who if row.is_collective for unit in row.unit_ids}
        return tuple(unit.id for unit in self.units if unit.id in meant)

    @property
    def group_of(self) -> dict[int, WhoRow]:
        """Unit → the row it stands under: the one that asks most of it, else the first that names it."""
        found: dict[int, WhoRow] = {}
        for row in self.who:
            for unit in row.unit_ids if row.is_collective else ():
                if unit not in found or (row.minimum or 0) > (found[unit].minimum or 0):
                    found[unit] = row
        return found

    def owed_by(self, unit_id: int) -> int:
        """How many initiatives the unit will owe; 0 where the plan sets no number."""
        if unit_id in self.own_quotas:
            return self.own_quotas[unit_id]
        row = self.group_of.get(unit_id)
        return (row.minimum or 0) if row else 0
