"""Names of initiatives that mean the same thing, said in other words or for another hamlet.

The caller lets an index choose candidates; this ranks them. Words that stand in almost every name of the
movement (“mô hình”, “dân vận khéo” …) count little, so that what is left must agree.
"""

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz

from kheo.core.vietnamese import fold

Id = TypeVar("Id", bound=Hashable)

SIMILAR_FROM = 75.0
"""Scores from here on (of 100) are worth showing; measured on the pairs in the tests."""

_STOP_PHRASES = (
    "mô hình",
    "dân vận khéo",
    "xây dựng",
    "vận động nhân dân",
    "vận động",
    "tuyên truyền",
    "nhân dân",
    "bà con",
    "tham gia",
    "thực hiện",
    "công tác",
    "trên địa bàn",
    "góp phần",
    "phong trào",
    "hiệu quả",
)  # no single syllables: folded, “trong” is also “trồng” and “của” also “cửa”
# Only with its number: folded, “bản” is also “ban” and “khối” also “khói”.
_NUMBERED_PLACE = re.compile(
    r"\b(?:thon|xom|ap|ban|lang|buon|khoi|khom|khu pho|to dan pho|khu dan cu|chi bo) \d+\b"
)
_WHOLE_NAME_WEIGHT = 0.1
_SUBSET_WEIGHT = 0.9
_TELLING_SYLLABLES = 3
_TELLING_BEGINNING = 8


def similar(
    name: str,
    candidates: Iterable[tuple[Id, str]],
    *,
    limit: int = 5,
    threshold: float = SIMILAR_FROM,
) -> list[tuple[Id, float]]:
    """The candidates most like `name`, best first, as (id, score of 100); equal scores keep their order.

    `candidates` are (id, folded name): names already passed through `fold`. A name that says nothing of its
    own (“Mô hình Dân vận khéo”) is like nothing.
    """
    whole = fold(name)
    scored = [(key, _score(whole, folded)) for key, folded in candidates]
    found = [(key, score) for key, score in scored if score >= threshold]
    return sorted(found, key=lambda pair: -pair[1])[:limit]


def likeness(name: str, other: str) -> float:
    """How alike two names are, 0 to 100, the same in both directions."""
    return _score(fold(name), fold(other))


def _score(whole: str, other: str) -> float:
    core, other_core = _core(whole), _core(other)
    if not core or not other_core:
        return 0.0
    alike = max(fuzz.ratio(core, other_core), fuzz.token_sort_ratio(core, other_core))
    if min(len(core.split()), len(other_core.split())) >= _TELLING_SYLLABLES:
        alike = max(alike, _SUBSET_WEIGHT * fuzz.token_set_ratio(core, other_core))
    if _begins(core, other_core) or _begins(other_core, core):
        alike = max(alike, _SUBSET_WEIGHT * 100)
    return (1 - _WHOLE_NAME_WEIGHT) * alike + _WHOLE_NAME_WEIGHT * fuzz.ratio(whole, other)


def _begins(beginning: str, name: str) -> bool:
    # A name half typed must already show what it may become.
    return len(beginning) >= _TELLING_BEGINNING and name.startswith(beginning)


@lru_cache(maxsize=4096)
def _core(folded: str) -> str:
    without_phrases = _stop_pattern().sub(" ", folded)
    return " ".join(_NUMBERED_PLACE.sub(" ", without_phrases).split())


@lru_cache(maxsize=1)
def _stop_pattern() -> re.Pattern[str]:
    longest_first = sorted(map(fold, _STOP_PHRASES), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
