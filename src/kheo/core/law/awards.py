"""Danh hiệu thi đua and hình thức khen thưởng by the law of the day: what there is, who decides, how much.

The table is data (awards.toml, party-front.toml). Of rows of one identity the one that began last holds, until its own end: a later
decree is added beside the old one and no earlier day changes. Local rules lie over it the same way (`laid_over`).
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from kheo.core.errors import N_, NotFound
from kheo.core.law import Instrument, instrument
from kheo.core.sources import Verified


class Sort(StrEnum):
    """Two things that officials confuse; the value is the word shown."""

    TITLE = N_("danh hiệu thi đua")
    FORM = N_("hình thức khen thưởng")


class Catalogue(StrEnum):
    """Whose commendation it is: each has its own issuers, papers and money; the value is the word shown."""

    STATE = N_("khen thưởng của Nhà nước")
    PARTY = N_("khen thưởng của Đảng")
    FRONT = N_("khen thưởng của Mặt trận Tổ quốc")


class AwardSubject(StrEnum):
    """Whom an award is given to; the value is the word shown."""

    COLLECTIVE = N_("tập thể")
    HOUSEHOLD = N_("hộ gia đình")
    INDIVIDUAL = N_("cá nhân")


class Decider(StrEnum):
    """Whose decision an award is; the value is the word shown."""

    COMMUNE_CHAIR = N_("Chủ tịch Ủy ban nhân dân cấp xã")
    DISTRICT_CHAIR = N_("Chủ tịch Ủy ban nhân dân cấp huyện")
    PROVINCE_CHAIR = N_("Chủ tịch Ủy ban nhân dân cấp tỉnh")
    PROVINCE_COMMITTEE = N_("Ủy ban nhân dân cấp tỉnh")
    PRIME_MINISTER = N_("Thủ tướng Chính phủ")
    COMMUNE_PARTY = N_("Ban Thường vụ Đảng ủy cấp xã")
    PROVINCE_PARTY = N_("Ban Thường vụ Tỉnh ủy, Thành ủy")
    COMMUNE_FRONT = N_("Ban Thường trực Ủy ban Mặt trận Tổ quốc cấp xã")
    PROVINCE_FRONT = N_("Ban Thường trực Ủy ban Mặt trận Tổ quốc cấp tỉnh")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a row stands in the law, and how well we know it; it holds in [effective_from, effective_to)."""

    instrument: Instrument
    article: str
    effective_from: date
    effective_to: date | None
    verified: Verified
    source: str

    @property
    def citation(self) -> str:
        """“Điều 54 Nghị định số 152/2025/NĐ-CP”."""
        return f"{self.article} {self.instrument.name}".strip()

    def holds(self, on: date) -> bool:
        """Whether it holds that day."""
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)

    def known(self, on: date) -> Verified:
        """How well it is known that day: a row read before its law was amended is unverified from then on."""
        amended = (instrument(key).effective_from for key in self.instrument.amended_by)
        return (
            Verified.UNVERIFIED if any(self.effective_from < day <= on for day in amended) else self.verified
        )


@dataclass(frozen=True, slots=True)
class Award:
    """One title or form. `rank` orders a ceremony's list: the smaller, the higher."""

    key: str
    name: str
    sort: Sort
    subjects: tuple[AwardSubject, ...]
    rank: int
    standard: str
    law: Standing
    catalogue: Catalogue = Catalogue.STATE


@dataclass(frozen=True, slots=True)
class Power:
    """Who decides an award."""

    award: str
    by: Decider
    law: Standing


@dataclass(frozen=True, slots=True)
class Coefficient:
    """How many times the base pay one subject receives."""

    award: str
    subject: AwardSubject
    value: Decimal
    law: Standing


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of đồng: the base pay of a month, or the step that prizes are rounded up to."""

    dong: int
    law: Standing


@dataclass(frozen=True, slots=True)
class Money:
    """How the prizes of a catalogue come about. `counted`: coefficient × base pay; else the issuer writes the sum with
    the text that fixes it. `fund`: what it is paid from; `met_by`: whose meeting passes a case.
    """

    catalogue: Catalogue
    counted: bool
    fund: str
    met_by: str
    law: Standing


@dataclass(frozen=True, slots=True)
class AwardTable:
    """The rows of one table; every question names its day."""

    award_rows: tuple[Award, ...] = ()
    power_rows: tuple[Power, ...] = ()
    coefficient_rows: tuple[Coefficient, ...] = ()
    base_pay_rows: tuple[Amount, ...] = ()
    rounding_rows: tuple[Amount, ...] = ()
    money_rows: tuple[Money, ...] = ()

    def laid_over(self, upper: "AwardTable") -> "AwardTable":
        """This table with the rows of `upper` beside its own: a local rule, or next year's decree. Of two rows
        that begin on the same day the upper one holds.
        """
        return AwardTable(
            award_rows=self.award_rows + upper.award_rows,
            power_rows=self.power_rows + upper.power_rows,
            coefficient_rows=self.coefficient_rows + upper.coefficient_rows,
            base_pay_rows=self.base_pay_rows + upper.base_pay_rows,
            rounding_rows=self.rounding_rows + upper.rounding_rows,
            money_rows=self.money_rows + upper.money_rows,
        )

    def awards(self, on: date) -> tuple[Award, ...]:
        """Every title and form of that day, the highest first."""
        newest = _newest(self.award_rows, lambda one: one.key, on)
        return tuple(sorted(newest, key=lambda one: (one.rank, one.name)))

    def award(self, key: str, on: date) -> Award:
        """One of them. NotFound when the law of that day knows none (award-unknown)."""
        for one in self.awards(on):
            if one.key == key:
                return one
        raise NotFound(
            N_(
                "Quy định áp dụng cho ngày %(on)s không có danh hiệu hay hình thức “%(key)s”. Hãy kiểm tra ngày."
            ),
            code="award-unknown",
            on=f"{on:%d/%m/%Y}",
            key=key,
        )

    def power(self, key: str, on: date) -> Power | None:
        """Who decides it that day; None where the table does not say."""
        return next(
            iter(_newest((one for one in self.power_rows if one.award == key), lambda _one: key, on)), None
        )

    def coefficient(self, key: str, subject: AwardSubject, on: date) -> Coefficient | None:
        """How many times the base pay; None where the table does not say."""
        rows = (one for one in self.coefficient_rows if (one.award, one.subject) == (key, subject))
        return next(iter(_newest(rows, lambda one: one.subject, on)), None)

    def base_pay(self, on: date) -> Amount:
        """The base pay of that day, đồng a month. NotFound before the first one known (base-pay-unknown)."""
        found = _newest(self.base_pay_rows, lambda _one: "", on)
        if not found:
            raise NotFound(
                N_("Chưa có mức lương cơ sở áp dụng cho ngày %(on)s trong bảng quy định."),
                code="base-pay-unknown",
                on=f"{on:%d/%m/%Y}",
            )
        return found[0]

    def rounding(self, on: date) -> Amount | None:
        """The step to which prizes of that day are rounded up; None where the table does not say."""
        return next(iter(_newest(self.rounding_rows, lambda _one: "", on)), None)

    def money(self, catalogue: Catalogue, on: date) -> Money | None:
        """How prizes of the catalogue come about that day; None where the table does not say."""
        rows = (one for one in self.money_rows if one.catalogue is catalogue)
        return next(iter(_newest(rows, lambda one: one.catalogue, on)), None)

    def is_counted(self, catalogue: Catalogue, on: date) -> bool:
        """Whether the prize is coefficient × base pay; where the table does not say, only the State's is."""
        found = self.money(catalogue, on)
        return found.counted if found else catalogue is Catalogue.STATE


_TABLES = ("awards.toml", "party-front.toml")


@cache
def national_awards() -> AwardTable:
    """The national table: the State's catalogue, and beside it the Party's and the Front's."""
    texts = (files(__package__).joinpath(name).read_text(encoding="utf-8") for name in _TABLES)
    state, others = (award_table(tomllib.loads(text)) for text in texts)
    return state.laid_over(others)


def award_table(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], known: Callable[[str], Instrument] = instrument
) -> AwardTable:
    """A table from rows as awards.toml has them; `known` finds an instrument by its key. Raises KeyError and
    ValueError on a row that is not one, NotFound on an unknown instrument.
    """

    def law(row: Mapping[str, Any]) -> Standing:
        return standing(row, known(row["instrument"]))

    return AwardTable(
        award_rows=tuple(_award(row, law(row)) for row in rows.get("award", ())),
        power_rows=tuple(
            Power(row["award"], Decider[_upper(row["by"])], law(row)) for row in rows.get("power", ())
        ),
        coefficient_rows=tuple(
            Coefficient(row["award"], AwardSubject[_upper(row["subject"])], Decimal(row["value"]), law(row))
            for row in rows.get("coefficient", ())
        ),
        base_pay_rows=tuple(Amount(row["amount"], law(row)) for row in rows.get("base-pay", ())),
        rounding_rows=tuple(Amount(row["step"], law(row)) for row in rows.get("rounding", ())),
        money_rows=tuple(
            Money(_catalogue(row), row["counted"], row["fund"], row["met_by"], law(row))
            for row in rows.get("money", ())
        ),
    )


def _award(row: Mapping[str, Any], law: Standing) -> Award:
    return Award(
        key=row["key"],
        name=row["name"],
        sort=Sort[_upper(row["sort"])],
        subjects=tuple(AwardSubject[_upper(one)] for one in row["subjects"]),
        rank=row["rank"],
        standard=row["standard"],
        law=law,
        catalogue=_catalogue(row),
    )


def _catalogue(row: Mapping[str, Any]) -> Catalogue:
    return Catalogue[_upper(row.get("catalogue", "state"))]


def standing(row: Mapping[str, Any], source: Instrument) -> Standing:
    """Where a row of a table stands in the law: its instrument, article, days, mark. It ends with its instrument."""
    return Standing(
        instrument=source,
        article=row.get("article", ""),
        effective_from=row["effective_from"],
        effective_to=row.get("effective_to") or source.effective_to,
        verified=Verified[row["verified"]],
        source=row["source"],
    )


def _upper(word: str) -> str:
    return word.replace("-", "_").upper()


_Row = TypeVar("_Row", Award, Power, Coefficient, Amount, Money)


def _newest(rows: Iterable[_Row], identity: Callable[[_Row], object], on: date) -> list[_Row]:
    """Of each identity the row that began last, if it still holds that day; of equals the one added last."""
    newest: dict[object, _Row] = {}
    for row in rows:
        if row.law.effective_from <= on:
            before = newest.get(identity(row))
            if before is None or before.law.effective_from <= row.law.effective_from:
                newest[identity(row)] = row
    return [row for row in newest.values() if row.law.holds(on)]
