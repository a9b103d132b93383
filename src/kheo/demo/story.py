"""What happened in the fictional communes, told through the services that officers and units use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from kheo.accounts.public import User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound
from kheo.core.paper.writing.docx import write_docx
from kheo.demo.days import Days, at
from kheo.demo.plan_files import paper_of
from kheo.demo.tree import Cast, Facts, facts
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units.public import Unit

_COMMUNE, _WARD = "dong-trang", "ben-lo"
_GRACE_MINUTES = 2 * 24 * 60


def last_year(cast: Cast, days: Days) -> dict[str, Registration]:
    """The campaign that lies behind: everything was received. Its registrations by title."""
    issued, closes = date(days.before, 1, 12), date(days.before, 3, 1)
    round_ = _launched(
        cast,
        days,
        name="dong-trang-nam",
        unit=cast.roots[_COMMUNE].committee,
        officer="canbo.dongtrang",
        number="05",
        issued=issued,
        closes=closes,
        year=days.before,
    )
    teller, kept = _Teller(cast, _COMMUNE, round_), {}
    for place, told in enumerate(facts("initiatives")["last"]):
        moment = at(date(days.before, 2, 3 + place), 8 + place % 8, 7 * place % 60)
        kept[told["title"]] = teller.tell(told, moment)
    return kept


def this_year(cast: Cast, days: Days, earlier: dict[str, Registration]) -> CampaignRound:
    """The commune's campaign of this year: a week is left to register."""
    issued = days.today - timedelta(days=24)
    round_ = _launched(
        cast,
        days,
        name="dong-trang-nam",
        unit=cast.roots[_COMMUNE].committee,
        officer="canbo.dongtrang",
        number="96",
        issued=issued,
        closes=days.today + timedelta(days=7),
        year=days.year,
        owner=str(cast.unit(_COMMUNE, "Xóm Nà Lúa").pk),
    )
    teller = _Teller(cast, _COMMUNE, round_, earlier)
    for place, told in enumerate(facts("initiatives")["now"]):
        moment = days.ago(20 - place * 17 // 25, 8 + place % 8, 11 * place % 60)
        teller.tell(told, moment)
    return round_


def ward(cast: Cast, days: Days) -> CampaignRound:
    """The Party committee's campaign in the ward: closed three days ago, with two days of grace."""
    closes = days.today - timedelta(days=3)
    round_ = _launched(
        cast,
        days,
        name="ben-lo-dang-uy",
        unit=cast.roots[_WARD].party,
        officer="canbo.benlo",
        number="21",
        issued=closes - timedelta(days=15),
        closes=closes,
        year=days.year,
        grace_minutes=_GRACE_MINUTES,
    )
    teller = _Teller(cast, _WARD, round_)
    for place, told in enumerate(facts("initiatives")["ward"]):
        late = told.get("fate") == "late"
        moment = days.ago(3 if late else 14 - place * 10 // 12, 8 + place % 8, 13 * place % 60)
        teller.tell(told, moment)
    campaigns.extend(
        round_,
        unit_ids=[cast.unit(_WARD, "Khu phố 6").pk],
        closes_at=at(days.today + timedelta(days=10), 17),
        reason="Khu phố vừa bầu trưởng khu phố mới, đề nghị thêm thời gian họp dân.",
        by=cast.people["canbo.benlo"],
        at=days.ago(1, 15, 20),
    )
    return round_


def close_last_year(cast: Cast, days: Days, campaign: Campaign) -> None:
    """The campaign that lies behind is closed, once its own year is over."""
    moment = at(date(days.before, 12, 15), 16)
    if moment < days.ago(26):
        campaigns.close(campaign, by=cast.people["canbo.dongtrang"], at=moment)


def _launched(
    cast: Cast,
    days: Days,
    *,
    name: str,
    unit: Unit,
    officer: str,
    number: str,
    issued: date,
    closes: date,
    year: int,
    grace_minutes: int = 0,
    owner: str = "read",
) -> CampaignRound:
    by = cast.people[officer]
    words = days.words(year=year, issued=issued, closes=closes)
    paper = campaigns.upload_plan(
        write_docx(paper_of(name, number=number, on=issued, words=words), at=at(issued)),
        name=f"{name}-{year}.docx",
        unit=unit,
        by=by,
        at=at(issued, 14),
    )
    campaigns.confirm_sure(paper, by=by, at=at(issued, 14, 20))
    campaigns.save_choices(
        paper.campaign,
        raw={
            "year": year,
            "grace_minutes": grace_minutes,
            "initiatives": {str(item.pk): owner for item in paper.items.filter(kind="initiative")},
        },
        by=by,
        at=at(issued, 14, 40),
    )
    campaign = campaigns.launch(
        paper.campaign,
        number=number,
        symbol=paper.symbol,
        issued_on=issued,
        by=by,
        at=at(issued, 15),
    )
    return campaign.rounds.get()


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the registrations of one round, each from its first line to where it lies today."""

    cast: Cast
    commune: str
    round: CampaignRound
    earlier: Mapping[str, Registration] = field(default_factory=dict)

    def tell(self, told: Facts, moment: datetime) -> Registration:
        """The unit's contact writes it; where nobody answers for the unit, the officer in its name."""
        unit, officer = self.cast.unit(self.commune, told["unit"]), self._officer
        writer = _Writer(self.round, unit, self.cast.contacts.get(unit.pk, officer), uuid4())
        fields = self._fields(told)
        registration, fate = writer.save(fields, moment), told.get("fate", "accepted")
        if fate in {"draft", "open-draft"}:
            return registration
        registration = writer.send(fields, moment + timedelta(minutes=35))
        decided_at = moment + timedelta(hours=3)
        if fate == "accepted":
            registrations.accept(registration, by=officer, at=decided_at)
        elif fate == "withdrawn":
            registrations.withdraw(registration, reason=told["reason"], by=writer.by, at=decided_at)
        elif fate in {"returned", "resent"}:
            registrations.return_(registration, reason=told["reason"], by=officer, at=decided_at)
        if fate == "resent":
            writer.send(fields | dict(_due_days(told, self.round.year)), decided_at + timedelta(hours=20))
        return registration

    @property
    def _officer(self) -> User:
        return self.cast.people[f"canbo.{self.commune.replace('-', '')}"]

    def _fields(self, told: Facts) -> dict[str, str]:
        """The form as the unit filled it. What serves defence names no content: the campaign's page shows one
        that nobody has taken up.
        """
        campaign = self.round.campaign
        sector = next(one for one in campaigns.sectors_of(campaign) if one.code == told["sector"])
        content = next(one for one in campaigns.contents_of(campaign) if sector.name in one.text.lower())
        fields = {
            "title": told["title"],
            "kind": "new",
            "sector": str(sector.pk),
            "content": str(content.pk) if sector.code != "QP-AN" else "",
            "lead_kind": "collective",
            "lead_name": told["lead"],
            "address": told["unit"],
            "time_words": f"cả năm {self.round.year}",
            "need": told.get("need", ""),
            "method": told.get("method", ""),
        }
        if "continues" in told:
            before = self.earlier[told["continues"]]
            fields |= {"kind": "continued", "continues": str(before.pk), "changes": told["changes"]}
        return fields | dict(_rows(told))


@dataclass
class _Writer:
    """One draft as one person writes it."""

    round: CampaignRound
    unit: Unit
    by: User
    draft_id: UUID
    revision: int = 0

    def save(self, fields: Mapping[str, str], moment: datetime) -> Registration:
        draft = registrations.save_draft(self.draft_id, fields=fields, at=moment, **self._place())
        self.revision = draft.revision
        return draft.registration

    def send(self, fields: Mapping[str, str], moment: datetime) -> Registration:
        receipt = registrations.submit(self.draft_id, fields=fields, at=moment, **self._place())
        self.revision += 1
        return receipt.registration

    def _place(self) -> dict[str, Any]:
        return {"revision": self.revision, "round_": self.round, "unit": self.unit, "by": self.by}


def _due_days(told: Facts, year: int) -> Iterable[tuple[str, str]]:
    for place, _step in enumerate(told["steps"]):
        yield f"step-{place}-due", f"28/{4 + 2 * place:02}/{year}"


def _rows(told: Facts) -> Iterable[tuple[str, str]]:
    for place, (name, target, unit) in enumerate(told.get("measures", ())):
        yield f"measure-{place}-name", name
        yield f"measure-{place}-target", target
        yield f"measure-{place}-unit", unit
    for place, step in enumerate(told.get("steps", ())):
        yield f"step-{place}-name", step
