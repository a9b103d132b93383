"""Initiatives with a similar name, of any unit and year: found by words, ranked by likeness.

The words of received titles stand in an index of their own (`TitleWord`), written when a registration is
received. Of a title typed, the rarest words of the province are asked for, as many as keep the question
small: a word that stands in every tenth name tells little.

Shown are title, unit, year and field of received registrations; never drafts, never people.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from kheo.core.matching import similar
from kheo.core.vietnamese import fold
from kheo.registrations.models import Registration, TitleWord
from kheo.registrations.states import State
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind

CANDIDATES = 200
MOST_HITS = 2_000
SHOWN = 5
_SHORTEST_TITLE = 6
_MOST_WORDS = 12
_LONGEST_WORD = 30
_EVERYWHERE = frozenset(
    [
        "mo",
        "hinh",
        "dan",
        "van",
        "kheo",
        "xay",
        "dung",
        "dong",
        "nhan",
        "nguoi",
        "cua",
        "cho",
        "tren",
        "dia",
        "ban",
        "the",
        "cac",
        "trong",
        "thuc",
        "hien",
        "tham",
        "gia",
        "cong",
        "tac",
        "thon",
        "xom",
        "khu",
        "pho",
        "khoi",
        "so",
        "tuyen",
    ]
)
_MASS_BODIES = frozenset({UnitKind.FRONT, UnitKind.ORGANISATION, UnitKind.SETTLEMENT})


@dataclass(frozen=True, slots=True)
class Similar:
    """One line of the box. `pk`: the registration, for whoever chooses it; its page opens for its readers alone."""

    pk: int
    title: str
    unit: str
    year: int
    sector: str
    own: bool
    like_mass_body: bool


def similar_to(title: str, *, unit: Unit, on: date, besides: int | None = None) -> list[Similar]:
    """Received registrations of the province whose name is like `title`, the likest first.

    `besides` is the initiative being written about: its own earlier years are no find.
    """
    words = telling_words(title)
    if len(title.strip()) < _SHORTEST_TITLE or not words:
        return []
    rows = {row["pk"]: row for row in _candidates(words, unit, besides)}
    ranked = similar(title, [(pk, row["title_folded"]) for pk, row in rows.items()], limit=SHOWN)
    names = units.names({rows[pk]["handled_by_unit_id"] for pk, _score in ranked}, on)
    own = units.predecessor_ids([unit.pk])
    return [_line(rows[pk], unit=unit, names=names, own=own) for pk, _score in ranked]


def telling_words(title: str) -> list[str]:
    """The telling syllables of a title, folded."""
    found = [
        word[:_LONGEST_WORD] for word in fold(title).split() if len(word) > 1 and word not in _EVERYWHERE
    ]
    return list(dict.fromkeys(found))[:_MOST_WORDS]


def _rarest(words: list[str], province_code: str) -> list[str]:
    """The rarest of the words that the province knows: at least one, as many as keep within MOST_HITS."""
    known = TitleWord.objects.filter(province_code=province_code, word__in=words)
    counted = known.values_list("word").annotate(n=Count("pk")).order_by("n", "word")
    chosen: list[str] = []
    hits = 0
    for word, count in counted:
        hits += count
        if chosen and hits > MOST_HITS:
            break
        chosen.append(word)
    return chosen


def _candidates(words: list[str], unit: Unit, besides: int | None) -> list[dict[str, Any]]:
    """At most CANDIDATES received rows of the province, those with most of the words first."""
    chosen = _rarest(words, unit.province_code)
    if not chosen:
        return []
    having = TitleWord.objects.filter(
        province_code=unit.province_code, word__in=chosen, registration__state=State.ACCEPTED
    )
    if besides is not None:
        having = having.exclude(registration__initiative_id=besides)
    counted = having.values("registration_id").annotate(hits=Count("pk"))
    best = counted.order_by("-hits", "-registration_id").values("registration_id")[:CANDIDATES]
    found = Registration.objects.filter(pk__in=best)
    columns = (
        "pk",
        "title",
        "title_folded",
        "handled_by_unit_id",
        "handled_by_unit__kind",
        "round__year",
        "sector__name",
    )
    rows = found.order_by("-round__year", "pk").values_list(*columns)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _line(row: dict[str, Any], *, unit: Unit, names: dict[int, str], own: set[int]) -> Similar:
    unit_id = row["handled_by_unit_id"]
    return Similar(
        pk=row["pk"],
        title=row["title"],
        unit=names.get(unit_id, ""),
        year=row["round__year"],
        sector=row["sector__name"] or "",
        own=unit_id in own,
        like_mass_body=unit.kind == UnitKind.PARTY_CELL and row["handled_by_unit__kind"] in _MASS_BODIES,
    )
