"""The law of a day for a place: the national table with the province's and the commune's rules over it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kheo.core.errors import KheoError
from kheo.core.law import Instrument
from kheo.core.law.awards import Award, AwardSubject, Money, Power, Standing, national_awards
from kheo.core.law.provisions import Level, Matter, Occasion, Provision, matters, merged
from kheo.core.prizes import Prize, prize
from kheo.core.sources import Verified
from kheo.rulebook.models import LocalRule
from kheo.rulebook.permissions import Place


@dataclass(frozen=True, slots=True)
class Row:
    """One award in a line: who decides, and the prize of each subject where the table says."""

    award: Award
    power: Power | None
    prizes: tuple[Prize, ...]


@dataclass(frozen=True, slots=True)
class LawOfDay:
    """All that holds for one award on one occasion, with every award of the day beside it."""

    on: date
    award: Award | None
    power: Power | None
    prizes: tuple[Prize, ...]
    provisions: tuple[tuple[Matter, Provision], ...]
    silent: tuple[Matter, ...]
    rows: tuple[Row, ...]
    money: Money | None = None

    @property
    def is_written(self) -> bool:
        """Whether the issuer writes the prize, with the text that fixes it."""
        return self.money is not None and not self.money.counted


def rules_at(place: Place) -> QuerySet[LocalRule]:
    """Every row of this place and, for a commune, of its province; struck ones too, newest first."""
    here = Q(area_code="") | Q(area_code=place.area_code)
    rows = LocalRule.objects.filter(here, province_code=place.province_code)
    return rows.select_related("entered_by", "struck_by").order_by("-effective_from", "-pk")


def local_provisions(place: Place) -> list[Provision]:
    """The rules in use at this place, as the law's merging takes them. One query."""
    return [as_provision(row) for row in rules_at(place).filter(struck_at__isnull=True)]


def as_provision(row: LocalRule) -> Provision:
    """One row as core knows it."""
    mark = Verified[row.verified]
    paper = Instrument(
        key=f"local-{row.pk}",
        kind="",
        number=row.paper,
        title="",
        issuer=row.issuer,
        signed_on=row.effective_from,
        effective_from=row.effective_from,
        verified=mark,
        source=row.source,
    )
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.values.items()}
    return Provision(
        matter=row.matter,
        award=row.award,
        occasion=Occasion[row.occasion.upper()],
        values=values,
        law=Standing(paper, row.article, row.effective_from, row.effective_to, mark, row.source),
        level=Level.COMMUNE if row.area_code else Level.PROVINCE,
        number=row.pk,
    )


def law_of(key: str, occasion: Occasion, on: date, place: Place | None = None) -> LawOfDay:
    """The law for one award on one occasion that day; at most one query."""
    table = national_awards()
    local = local_provisions(place) if place else []
    rows = tuple(
        Row(award, table.power(award.key, on), known_prizes(award, on)) for award in table.awards(on)
    )
    mine = next((row for row in rows if row.award.key == key), None)
    found = [(matter, merged(matter.key, key, occasion, on, local)) for matter in matters().values()]
    return LawOfDay(
        on=on,
        award=mine.award if mine else None,
        power=mine.power if mine else None,
        prizes=mine.prizes if mine else (),
        provisions=tuple((matter, rule) for matter, rule in found if rule is not None),
        silent=tuple(matter for matter, rule in found if rule is None),
        rows=rows,
        money=table.money(mine.award.catalogue, on) if mine else None,
    )


def known_prizes(award: Award, on: date) -> tuple[Prize, ...]:
    """The prize of each subject that the law of the day knows."""
    return tuple(one for subject in award.subjects if (one := _prize(award.key, subject, on)))


def _prize(key: str, subject: AwardSubject, on: date) -> Prize | None:
    try:
        return prize(key, subject, on)
    except KheoError:
        return None
