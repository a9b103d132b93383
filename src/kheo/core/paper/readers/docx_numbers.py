"""The numbers and bullets that Word prints before paragraphs but keeps out of their text."""

import re
from dataclasses import dataclass, field
from typing import Any

from kheo.core.paper.readers.docx_xml import attribute, child, children

_PLACE = re.compile(r"%([1-9])")
_ROMAN_SIZES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_SIGNS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
_PLAIN_BULLETS = frozenset("-–—+*")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts numbered paragraphs as they pass, list by list."""

    _lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _instances: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def load(self, root: Any) -> None:
        """Learn the lists of word/numbering.xml."""
        for abstract in children(root, "abstractNum"):
            levels = {_int(attribute(level, "ilvl")): _level(level) for level in children(abstract, "lvl")}
            self._lists[attribute(abstract, "abstractNumId")] = levels
        for instance in children(root, "num"):
            starts = {}
            for override in children(instance, "lvlOverride"):
                start = child(override, "startOverride")
                if start is not None:
                    starts[_int(attribute(override, "ilvl"))] = _int(attribute(start, "val"), 1)
            abstract = attribute(child(instance, "abstractNumId"), "val")
            self._instances[attribute(instance, "numId")] = (abstract, starts)

    def copy(self) -> "Numbering":
        """The same lists at the same counts, free to count on without touching these."""
        counters = {key: list(values) for key, values in self._counters.items()}
        return Numbering(self._lists, self._instances, counters, set(self._begun))

    def label(self, number_id: str, depth: int) -> str:
        """The printed number of the next paragraph of this list at this depth (0–8), "" for none."""
        if number_id not in self._instances or not 0 <= depth <= 8:
            return ""
        abstract, starts = self._instances[number_id]
        levels = self._lists.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self._counters.setdefault(abstract, [None] * 9)
        if number_id not in self._begun:
            self._begun.add(number_id)
            for place, start in starts.items():
                if 0 <= place <= 8:
                    counters[place] = start - 1
        before = counters[depth]
        counters[depth] = level.start if before is None else before + 1
        counters[depth + 1 :] = [None] * (8 - depth)
        return _printed(level, levels, counters)


def _printed(level: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
    if level.form == "none":
        return ""
    if level.form == "bullet":
        return level.text if level.text in _PLAIN_BULLETS else "-"

    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        of = levels.get(depth, level)
        value = counters[depth]
        return formatted(of.start if value is None else value, of.form)

    return _PLACE.sub(number, level.text)[:_LONGEST]


def formatted(value: int, form: str) -> str:
    """A counter as Word writes it: decimal, letters (a … z, aa …) or Roman."""
    if value < 1 or form in {"decimal", "ordinal"}:
        return str(value)
    if form == "decimalZero":
        return f"{value:02d}"
    if form.endswith("Roman"):
        word = _roman(min(value, 4999))
    elif form.endswith("Letter"):
        word = "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26] * min((value - 1) // 26 + 1, 10)
    else:
        return str(value)
    return word.upper() if form.startswith("upper") else word


def _roman(value: int) -> str:
    word = ""
    for size, sign in zip(_ROMAN_SIZES, _ROMAN_SIGNS, strict=True):
        count, value = divmod(value, size)
        word += sign * count
    return word


def _level(element: Any) -> _Level:
    return _Level(
        form=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val"),
        start=_int(attribute(child(element, "start"), "val"), 1),
    )


def _int(text: str, default: int = 0) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else default
