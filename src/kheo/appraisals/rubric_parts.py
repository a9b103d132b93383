"""Parts of a rubric's plain content: how one is named, where it stands, whether it is as somebody saw it.

A place in a list is no name: while one person looks at a page another takes a part out, and every later one
moves. A part is named by its code (a rung of “khi bằng điểm” by what it looks at), and every form posts the mark
of what its page had shown.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from kheo.core.errors import N_, Conflict
from kheo.core.scoring import Part, TieKind

Data = dict[str, Any]
FACTS = ("name", "source", "subjects", "sectors", "total", "bonus_cap", "malus_cap")
_MARKS_OF_CODES = {"groups": "n", "criteria": "c", "gates": "g", "bands": "m", "downgrades": "h"}
_MOST = 1000


def mark_of(content: Mapping[str, Any]) -> str:
    """What a page has shown, in one word: a part, the facts or the whole content."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def facts_of(content: Mapping[str, Any]) -> Data:
    """Name, source, whom it is for, caps: what the form of the whole shows."""
    return {name: content.get(name) for name in FACTS}


def key_of(kind: str, part: Mapping[str, Any]) -> str:
    """The part's name among its kind."""
    if kind != "ties":
        return str(part["code"])
    return f"{part['kind']}-{part['code']}" if part.get("code") else str(part["kind"])


def place_of(content: Mapping[str, Any], kind: str, key: str, seen: str = "") -> int:
    """Where the part stands now. `seen` is its `mark_of` when the page was opened, "" where none was.

    Raises Conflict: part-gone, part-changed.
    """
    parts: Sequence[Data] = content[kind]
    places = [at for at, one in enumerate(parts) if key_of(kind, one) == key]
    if not places:
        raise Conflict(
            N_(
                "Mục này vừa được bỏ khỏi bộ tiêu chí ở thẻ, máy hoặc tài khoản khác. Lần bấm này không đổi gì."
            ),
            code="part-gone",
        )
    found = next((at for at in places if not seen or mark_of(parts[at]) == seen), None)
    if found is None:
        raise Conflict(
            N_("“%(name)s” vừa được sửa ở thẻ, máy hoặc tài khoản khác."),
            code="part-changed",
            name=words_of(parts[places[0]]),
        )
    return found


def require_seen(content: Mapping[str, Any], seen: str) -> None:
    """Raise Conflict (rubric-changed) where the content is not what the page had shown."""
    if seen and seen != mark_of(content):
        raise Conflict(
            N_("Bộ tiêu chí vừa được sửa ở thẻ, máy hoặc tài khoản khác. Hãy xem lại rồi bấm lần nữa."),
            code="rubric-changed",
        )


def words_of(part: Mapping[str, Any]) -> str:
    """What people call the part."""
    return str(part.get("name") or part.get("text") or "")


def above(content: Mapping[str, Any], kind: str, place: int) -> int | None:
    """Where the part stands that is shown right above this one; None for the first of its table."""
    parts = content[kind]
    mine = _table(content, kind, parts[place])
    return next((at for at in range(place - 1, -1, -1) if _table(content, kind, parts[at]) == mine), None)


def _table(content: Mapping[str, Any], kind: str, part: Mapping[str, Any]) -> tuple[str, str]:
    """Criteria are shown in tables: by group, điểm cộng, điểm trừ."""
    if kind != "criteria":
        return "", ""
    if part["part"] != Part.BASE:
        return str(part["part"]), ""
    known = {one["code"] for one in content["groups"]}
    return str(Part.BASE), part["group"] if part["group"] in known else ""


def free_code(content: Mapping[str, Any], kind: str) -> str:
    """A code that nothing has, nor anything still speaks of."""
    letter = _MARKS_OF_CODES.get(kind, "")
    if not letter:
        return ""
    taken = {one.get("code") for one in content[kind]} | {one.get("code") for one in content["ties"]}
    return next(code for n in range(1, _MOST) if (code := f"{letter}{n}") not in taken)


def leaning_ties(content: Mapping[str, Any], kind: str, key: str) -> list[Data]:
    """The rungs of “khi bằng điểm” that look at this criterion or group."""
    looks = {"criteria": TieKind.CRITERION, "groups": TieKind.GROUP}.get(kind)
    return [
        one for one in content["ties"] if looks is not None and (one["kind"], one["code"]) == (looks, key)
    ]


def without(content: Mapping[str, Any], kind: str, place: int) -> Data:
    """The content without one part and what hung on it: rungs that look at it go, criteria of a group stand alone."""
    parts = content[kind]
    code = parts[place].get("code", "")
    found = dict(content) | {kind: [one for at, one in enumerate(parts) if at != place]}
    if kind in {"criteria", "groups"}:
        gone = leaning_ties(content, kind, code)
        found["ties"] = [one for one in content["ties"] if one not in gone]
    if kind == "groups":
        found["criteria"] = [
            one | {"group": ""} if one["group"] == code else one for one in content["criteria"]
        ]
    return found
