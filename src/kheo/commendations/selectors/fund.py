"""The fund of a year in figures: the ceiling, the 20 % for organising, what is left."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import CommendationDecision, FundEntry, FundYear
from kheo.commendations.selectors.law import issuer_of
from kheo.commendations.states import DecisionKind, FundKind

_ORGANISING_PERCENT = 20


@dataclass(frozen=True, slots=True)
class FundState:
    """Đồng. `organising_most` is 20 % of what came in (điểm a khoản 1 Điều 48 Nghị định 152/2025)."""

    ceiling: int
    receipts: int
    prizes: int
    organising: int

    @property
    def organising_most(self) -> int:
        return self.receipts * _ORGANISING_PERCENT // 100

    @property
    def left(self) -> int:
        return self.receipts - self.prizes - self.organising


def fund_of(round_: CampaignRound, year: int, on: date) -> FundYear | None:
    """The fund of the place's committee in a year."""
    issuer = issuer_of(round_, on)
    return FundYear.objects.filter(unit=issuer, year=year).first() if issuer else None


def state_of(fund: FundYear) -> FundState:
    """Its figures: one query."""
    rows = fund.entries.values_list("kind").annotate(total=Sum("amount")).order_by()
    totals: dict[str, int] = dict(rows)
    return FundState(
        ceiling=fund.recurrent * fund.permille // 1000,
        receipts=totals.get(FundKind.RECEIPT, 0),
        prizes=totals.get(FundKind.PRIZE, 0),
        organising=totals.get(FundKind.ORGANISING, 0),
    )


def entries_of(fund: FundYear) -> list[FundEntry]:
    """Every row, the newest first, each with what reversed it."""
    rows = fund.entries.select_related("decision", "noted_by", "reversed_by", "reverses")
    return list(rows.order_by("-on", "-pk"))


def unpaid(round_: CampaignRound, fund: FundYear) -> list[CommendationDecision]:
    """Decisions of the fund's own body whose prizes no payment stands for: Party and Front pay from their own money."""
    rows = CommendationDecision.objects.filter(
        round=round_, unit=fund.unit_id, kind=DecisionKind.AWARD, document__isnull=False
    ).exclude(payments__in=FundEntry.objects.filter(reverses__isnull=True, reversed_by__isnull=True))
    return list(rows.order_by("issued_on", "pk"))


def entry_of(fund: FundYear, pk: int) -> FundEntry | None:
    """One row of the fund."""
    return fund.entries.filter(pk=pk).first()
