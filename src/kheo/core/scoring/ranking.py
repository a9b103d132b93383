"""Places: by level, by total, then by the rubric's own ladder, then by the law's last words.

The order in which subjects are given never matters. Whom nothing parts stand on the same place, said so.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from kheo.core.errors import N_
from kheo.core.scoring.rubric import NOTHING, Rubric, Tie, TieKind
from kheo.core.scoring.score import Result
from kheo.core.timetable.phrase import Phrase
from kheo.core.vietnamese.numbers import format_number

K = TypeVar("K", bound=Hashable)
_WOMEN = N_("ưu tiên cá nhân là nữ, tập thể có từ 70%% là nữ (khoản 6 Điều 4 Nghị định số 152/2025/NĐ-CP)")
_AUTHORITY = N_("bằng nhau ở mọi chỉ số phụ: đồng hạng, cấp có thẩm quyền quyết định")


@dataclass(frozen=True, slots=True)
class Place(Generic[K]):
    """One subject's place. `place` None: not ranked. `why` says what parted it from equals in total."""

    key: K
    result: Result
    place: int | None
    why: tuple[Phrase, ...] = ()


def rank(results: Mapping[K, Result]) -> list[Place[K]]:
    """Everybody, the ranked first. Equal places count as sports do: 1, 2, 2, 4."""
    ranked = {key: one for key, one in results.items() if one.is_ranked}
    keys = {key: _key(one) for key, one in ranked.items()}
    # Sorting by the key's own text last keeps the order of equals the same however they came in.
    order = sorted(ranked, key=lambda one: (keys[one], repr(one)))
    places: list[Place[K]] = []
    for at, key in enumerate(order):
        same = bool(at) and keys[order[at - 1]] == keys[key]
        place = places[-1].place if same else at + 1
        places.append(Place(key, ranked[key], place, tuple(_why(ranked, order, at))))
    rest = sorted((key for key in results if key not in ranked), key=repr)
    return places + [Place(key, results[key], None) for key in rest]


def _key(result: Result) -> tuple[Decimal, ...]:
    """Smaller is better."""
    level = result.band.at_least if result.band else Decimal(-1)
    ladder = [-_rung(result, tie) for tie in result.rubric.ties]
    return (-level, -result.total, *ladder, NOTHING if result.prefer_women else Decimal(1))


def _rung(result: Result, tie: Tie) -> Decimal:
    if tie.kind == TieKind.CRITERION:
        return result.mark_of(tie.code)
    if tie.kind == TieKind.GROUP:
        return next((one.earned for one in result.groups if one.code == tie.code), NOTHING)
    return result.bonus if tie.kind == TieKind.BONUS else -result.malus


def _why(ranked: Mapping[K, Result], order: list[K], at: int) -> list[Phrase]:
    """What parted a subject from its neighbours of the same level and total."""
    found = []
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(order):
            said = _parted(ranked[order[at]], ranked[order[beside]], behind=beside < at)
            if said is not None and said not in found:
                found.append(said)
    return found


def _parted(one: Result, other: Result, *, behind: bool) -> Phrase | None:
    if (one.band, one.total) != (other.band, other.total):
        return None
    words = N_("bằng điểm, xếp sau theo: %(what)s") if behind else N_("bằng điểm, xếp trước theo: %(what)s")
    for tie in one.rubric.ties:
        mine, theirs = _rung(one, tie), _rung(other, tie)
        if mine != theirs:
            params = {
                "what": named(tie, one.rubric),
                "mine": format_number(abs(mine)),
                "theirs": format_number(abs(theirs)),
            }
            return Phrase(words, {"what": Phrase(N_("%(what)s (%(mine)s so với %(theirs)s)"), params)})
    if bool(one.prefer_women) != bool(other.prefer_women):
        return Phrase(words, {"what": Phrase(_WOMEN)})
    return Phrase(_AUTHORITY)


def named(tie: Tie, rubric: Rubric) -> Phrase:
    """A rung of the ladder in words."""
    if tie.kind == TieKind.BONUS:
        return Phrase(N_("điểm cộng"))
    if tie.kind == TieKind.MALUS:
        return Phrase(N_("điểm trừ ít hơn"))
    if tie.kind == TieKind.GROUP:
        name = next((one.name for one in rubric.groups if one.code == tie.code), "")
        if not name:
            return Phrase(N_("điểm một nhóm không còn trong bộ tiêu chí"))
        return Phrase(N_("điểm nhóm “%(name)s”"), {"name": name})
    criterion = rubric.criterion(tie.code)
    if criterion is None:
        return Phrase(N_("điểm một tiêu chí không còn trong bộ"))
    return Phrase(N_("điểm tiêu chí “%(name)s”"), {"name": criterion.text})


def last_words() -> tuple[Phrase, Phrase]:
    """The law's own last rungs, which no rubric needs to write."""
    return Phrase(_WOMEN), Phrase(_AUTHORITY)
