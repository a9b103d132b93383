"""How a reading is marked against what a careful reader found: from 0 to 1 a field."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any


def plain(value: object) -> str:
    """Letters and digits only, without marks and case."""
    text = unicodedata.normalize("NFD", str(value or "").replace("đ", "d").replace("Đ", "D")).lower()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[0-9a-z]+", text))


def alike(got: object, want: object) -> float:
    """1 when equal or one holds the other almost whole, else the shared words in order."""
    one, other = plain(got), plain(want)
    if not one or not other:
        return float(one == other)
    short, long = sorted((one, other), key=len)
    if short in long and len(short) >= 0.6 * len(long):
        return 1.0
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def paired(got: list[Any], want: list[Any]) -> float:
    """F1 of two lists of texts, an item counting at three quarters alike."""
    if not got and not want:
        return 1.0
    free, hits = list(got), 0
    for item in want:
        best = max(free, key=lambda g: alike(g, item), default=None)
        if best is not None and alike(best, item) >= 0.75:
            free.remove(best)
            hits += 1
    return 2 * hits / (len(got) + len(want))


def held(got: list[str], want: list[str]) -> float:
    """Share of the wanted texts of which a found one holds most words, lowered where too much was found."""
    if not want:
        return float(not got)
    hits = 0
    for item in want:
        words = plain(item).split()
        hits += any(sum(w in plain(g).split() for w in words) >= 0.6 * len(words) for g in got)
    return hits / len(want) * min(1.0, 2 * len(want) / max(1, len(got)))


def marks(got: dict[str, Any], want: dict[str, Any]) -> dict[str, float]:
    """A mark for each field of a plan."""
    row = {
        key: float(plain(got[key]) == plain(want[key]))
        for key in ("doc_type", "number", "symbol", "place", "date")
    }
    row |= {key: alike(got[key], want[key]) for key in ("issuer", "title")}
    row |= {key: paired(got[key], want[key]) for key in ("legal_bases", "recipients")}
    row["phases"] = paired(*([f"{p['start']} {p['end']}" for p in side["phases"]] for side in (got, want)))
    row["deadlines"] = paired([g["date"] for g in got["deadlines"]], [w["date"] for w in want["deadlines"]])
    for key in ("start", "end"):
        row[f"period.{key}"] = float(not want["period"].get(key) or want["period"][key] == got["period"][key])
    for key in ("collective", "individual"):
        row[f"participants.{key}"] = held(got["participants"][key], want["participants"][key])
        row[f"criteria_{key}"] = held(got[f"criteria_{key}"], want[f"criteria_{key}"])
    row["fields"] = held(got["fields"], want["fields"])
    for key in ("who", "what"):
        texts = [[r[key] or "" for r in side["responsibilities"]] for side in (got, want)]
        row[f"responsibilities.{key}"] = held(*texts)
    row |= {
        f"signer.{key}": float(plain(got["signer"][key]) == plain(want["signer"][key]))
        for key in want["signer"]
    }
    return row
