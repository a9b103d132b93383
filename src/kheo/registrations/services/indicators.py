"""Indicators of a registration: written once, then settled with what a later form says of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from kheo.core.vietnamese import format_number
from kheo.registrations.fields import OF
from kheo.registrations.models import Indicator, Registration
from kheo.registrations.pairing import paired
from kheo.registrations.services.content import Content, Measure, Step

_SETTLED = ("name", "target", "unit", "due_on")


def write_indicators(registration: Registration, content: Content) -> None:
    """The rows of a registration that has none."""
    Indicator.objects.bulk_create(
        [
            *(_new(registration, place, one) for place, one in enumerate(content.measures, 1)),
            *(_new(registration, place, one) for place, one in enumerate(content.steps, 1)),
        ]
    )


def settle_indicators(registration: Registration, content: Content, *, at: datetime) -> list[Indicator]:
    """Make the standing indicators what the content says; those ended by it, in order.

    The same thing keeps its row and its place, whatever becomes of name, target or day. What is new gets a
    place that nobody had: a report half written knows its figures by these places.
    """
    return [
        gone
        for kind, wanted in _wanted(content).items()
        for gone in _settle(registration, kind, wanted, at=at)
    ]


def _wanted(content: Content) -> dict[str, Sequence[Measure | Step]]:
    return {Indicator.Kind.MEASURE: content.measures, Indicator.Kind.STEP: content.steps}


def _settle(
    registration: Registration, kind: str, wanted: Sequence[Measure | Step], *, at: datetime
) -> list[Indicator]:
    every = Indicator.every.filter(registration=registration, kind=kind)
    standing = list(every.filter(ended_at__isnull=True).order_by("position"))
    place: int = every.aggregate(last=Max("position"))["last"] or 0
    before = [{"name": one.name, "unit": one.unit, OF: str(one.pk)} for one in standing]
    after = [{"name": one.name, "unit": getattr(one, "unit", ""), OF: one.of} for one in wanted]
    ended, changed, new = [], [], []
    for old, now in paired(before, after):
        if now is None and old is not None:
            standing[old].ended_at = at
            ended.append(standing[old])
        elif now is not None and old is not None:
            _take(standing[old], wanted[now])
            changed.append(standing[old])
        elif now is not None:
            place += 1
            new.append(_new(registration, place, wanted[now]))
    Indicator.every.bulk_update(ended, ["ended_at"])
    Indicator.every.bulk_update(changed, _SETTLED)
    Indicator.every.bulk_create(new)
    return ended


def _new(registration: Registration, place: int, one: Measure | Step) -> Indicator:
    kind = Indicator.Kind.MEASURE if isinstance(one, Measure) else Indicator.Kind.STEP
    row = Indicator(registration=registration, kind=kind, position=place)
    _take(row, one)
    return row


def _take(row: Indicator, one: Measure | Step) -> None:
    row.name = one.name
    if isinstance(one, Measure):
        row.target, row.unit = one.target, one.unit
    else:
        row.due_on = one.due_on


def in_a_line(one: Indicator) -> str:
    """“Đèn đường lắp mới: 15 bóng”, for a notice."""
    return f"{one.name}: {format_number(one.target)} {one.unit}" if one.target is not None else one.name
