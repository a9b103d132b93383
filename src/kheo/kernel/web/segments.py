"""A text with places marked in it, as stretches that do not overlap. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Place:
    """A half-open stretch of the text. `id` is its anchor, `target` the anchor of the value that came from it;
    without a target only the anchor stands there.
    """

    id: str
    start: int
    end: int
    target: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text. `place` is the narrowest value that covers it; `begins`: anchors of the places that
    begin here and are not shown themselves (wider ones, and those without a target).
    """

    text: str
    place: Place | None = None
    is_first: bool = False
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockView:
    """A paragraph of the document; `page` where a new page begins with it."""

    kind: str
    segments: tuple[Segment, ...]
    page: int | None = None


def blocks_of(
    text: str, blocks: Iterable[Sequence[int | str | None]], places: Iterable[Place]
) -> list[BlockView]:
    """The document block by block. `blocks`: [start, end, page or None, kind] in reading order.

    The texts of all segments of a block, joined, are the block's text letter for letter.
    """
    waiting = sorted(places, key=lambda place: (place.start, place.end))
    shown: set[str] = set()
    views, page_before = [], None
    for start, end, page, kind in blocks:
        lo, hi = int(start or 0), int(end or 0)
        inside = [place for place in waiting if place.start < hi and place.end > lo]
        waiting = [place for place in waiting if place.end > hi]
        segments = tuple(_segments(text, lo, hi, inside, shown))
        new_page = int(page) if page is not None and page != page_before else None
        page_before = page
        views.append(BlockView(str(kind), segments, new_page))
    return views


def _segments(text: str, lo: int, hi: int, places: Sequence[Place], shown: set[str]) -> Iterable[Segment]:
    cuts = sorted({lo, hi, *(c for p in places for c in (p.start, p.end) if lo < c < hi)})
    for start, end in pairwise(cuts):
        over = [place for place in places if place.start <= start and place.end >= end]
        marked = [place for place in over if place.target]
        narrowest = min(marked, key=lambda place: (place.end - place.start, place.id), default=None)
        others = tuple(place.id for place in over if place is not narrowest and place.id not in shown)
        is_first = narrowest is not None and narrowest.id not in shown
        shown.update(others)
        if narrowest is not None:
            shown.add(narrowest.id)
        yield Segment(text[start:end], narrowest, is_first, others)
