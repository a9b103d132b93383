"""Names of people: sorted by given name, written exactly as given, never split for display."""

import re

from kheo.core.vietnamese.collation import sort_key
from kheo.core.vietnamese.letters import fold

_H_PREFIX = re.compile(r"[Hh]['’‘ʼ`´]")
_MIDDLE = frozenset({"thi", "van"})


def person_sort_key(full_name: str) -> str:
    """The key of a person's name: given name, then family name, then what stands between.

    The given name is the last word. Ê Đê and Jrai names that open with “H'…” or with “Y …” and a family name
    at the end (H'Hen Niê, Y Moan Ênuôl) have it in front; “Đinh Y Nhung” and “A Lềnh” do not.
    """
    words = full_name.split()
    if not words:
        return ""
    given, family, middle = _parts(words)
    return "0".join(map(sort_key, (given, family, middle)))


def _parts(words: list[str]) -> tuple[str, str, str]:
    """Given name, family name, middle: only for sorting."""
    first = words[0]
    if _H_PREFIX.match(first) and len(first) > 2:
        return first[2:], " ".join(words[1:]), first[:1]
    leads = first in {"Y", "H"} and len(words) > 2 and fold(words[1]) not in _MIDDLE
    if leads:
        return words[1], " ".join(words[2:]), first
    if len(words) == 1:
        return first, "", ""
    return _H_PREFIX.sub("", words[-1]) or words[-1], first, " ".join(words[1:-1])
