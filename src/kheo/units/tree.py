"""Keeping `UnitLink` true: the closure of the tree, by dates, worked out anew from `UnitVersion`.

A change of the past or of the future reaches everything that hangs, or will hang, below. Rather than
patching intervals, the links of all units concerned are computed again from their versions.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kheo.units.models import UnitLink, UnitVersion

_EVER = date.max
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class _Span:
    """An ancestor at a distance, in the half-open interval [start, end)."""

    ancestor: int
    distance: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class _Past:
    """What is computed from: versions of the units concerned, links of those that stand above them."""

    versions: dict[int, list[UnitVersion]]
    links: dict[int, list[_Span]]


class CircularTree(Exception):
    """A unit would stand below itself on some day."""


def rebuild(unit_ids: Iterable[int]) -> None:
    """Write the links of these units, and of all that ever hung below them, anew. Raises CircularTree."""
    changed = set(unit_ids)
    below = UnitLink.objects.filter(ancestor_id__in=changed).values_list("descendant_id", flat=True)
    affected = changed | set(below)
    versions = _versions_of(affected)
    outside = {v.parent_id for rows in versions.values() for v in rows if v.parent_id} - affected
    past = _Past(versions, _links_of(outside))
    links = [
        UnitLink(
            ancestor_id=span.ancestor,
            descendant_id=unit_id,
            distance=span.distance,
            valid_from=span.start,
            valid_to=None if span.end == _EVER else span.end,
        )
        for unit_id in sorted(affected)
        for span in _joined(_spans(unit_id, date.min, _EVER, past, 0))
    ]
    UnitLink.objects.filter(descendant_id__in=affected).delete()
    UnitLink.objects.bulk_create(links, batch_size=500)


def is_ever_below(unit_id: int, ancestor_id: int, on: date) -> bool:
    """Whether one unit stands in the other's subtree on the day or later (a unit stands in its own)."""
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return UnitLink.objects.filter(later, ancestor_id=ancestor_id, descendant_id=unit_id).exists()


def _versions_of(unit_ids: set[int]) -> dict[int, list[UnitVersion]]:
    rows: dict[int, list[UnitVersion]] = defaultdict(list)
    for version in UnitVersion.objects.filter(unit_id__in=unit_ids).order_by("valid_from"):
        rows[version.unit_id].append(version)
    return rows


def _links_of(unit_ids: set[int]) -> dict[int, list[_Span]]:
    known: dict[int, list[_Span]] = defaultdict(list)
    for link in UnitLink.objects.filter(descendant_id__in=unit_ids):
        span = _Span(link.ancestor_id, link.distance, link.valid_from, link.valid_to or _EVER)
        known[link.descendant_id].append(span)
    return known


def _spans(
    unit_id: int,
    start: date,
    end: date,
    past: _Past,
    depth: int,
) -> list[_Span]:
    """The unit's ancestors (itself at distance 0) within [start, end)."""
    if depth > _DEEPEST:
        raise CircularTree
    if unit_id not in past.versions:
        return [span for old in past.links.get(unit_id, []) for span in _cut(old, start, end)]
    spans: list[_Span] = []
    for version in past.versions[unit_id]:
        since, until = max(start, version.valid_from), min(end, version.valid_to or _EVER)
        if since >= until:
            continue
        spans.append(_Span(unit_id, 0, since, until))
        if version.parent_id is not None:
            above = _spans(version.parent_id, since, until, past, depth + 1)
            spans += [_Span(one.ancestor, one.distance + 1, one.start, one.end) for one in above]
    return spans


def _cut(span: _Span, start: date, end: date) -> list[_Span]:
    since, until = max(span.start, start), min(span.end, end)
    return [_Span(span.ancestor, span.distance, since, until)] if since < until else []


def _joined(spans: list[_Span]) -> list[_Span]:
    """Spans of one ancestor at one distance that touch become one (a new name moves nothing)."""
    joined: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one.ancestor, one.distance, one.start)):
        last = joined[-1] if joined else None
        if last and (last.ancestor, last.distance, last.end) == (span.ancestor, span.distance, span.start):
            joined[-1] = _Span(last.ancestor, last.distance, last.start, span.end)
        else:
            joined.append(span)
    return joined
