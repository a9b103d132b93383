"""The rows under every verb of the tree: versions by date, written and ended; no verb asks here who may."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import clean_line, fold, sort_key
from kheo.units import tree
from kheo.units.models import Unit, UnitKind, UnitVersion
from kheo.units.scope import valid_on
from kheo.units.selectors import alive, commune_root, name_of
from kheo.units.services.common import SYSTEM, needed_name


def plant(
    *,
    kind: UnitKind,
    name: str,
    parent: Unit | None,
    on: date,
    by: User | str,
    at: datetime,
    province_code: str,
    area_code: str,
    code: str = "",
    symbol: str = "",
    local_kind: str = "",
) -> Unit:
    """Write a unit with its first version and its place in the tree."""
    name = needed_name(name)
    unit = Unit.objects.create(
        kind=kind,
        code=clean_line(code)[:40],
        symbol=clean_line(symbol)[:20],
        founded_on=on,
        province_code=province_code,
        area_code=area_code,
    )
    write_version(unit, name, parent, on, clean_line(local_kind)[:20])
    tree.rebuild([unit.pk])
    audit.record("units:unit:found", unit, by=by, at=at, unit_id=unit.pk, name=name, kind=kind)
    return unit


def put_below(unit: Unit, parent: Unit, on: date, *, by: User | str, at: datetime) -> None:
    """Hang the unit under another one from the day on. Raises InvalidInput for a place under itself."""
    require_alive(parent, on)
    if tree.is_ever_below(parent.pk, unit.pk, on):
        raise InvalidInput(
            N_(
                "Không thể đặt một đơn vị vào dưới chính nó hoặc dưới đơn vị trực thuộc nó. Hãy chọn đơn vị khác."
            ),
            code="unit-under-itself",
            field="parent",
        )
    current = open_version(unit, on)
    supersede(current, on)
    write_version(unit, current.name, parent, on, current.local_kind)
    tree.rebuild([unit.pk])
    audit.record("units:unit:move", unit, by=by, at=at, unit_id=unit.pk, parent=parent.pk, on=on)


def end(unit: Unit, on: date, *, children_to: Unit, at: datetime) -> None:
    """The unit is no more from the day on; what hangs below it goes to another one."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    for child in UnitVersion.objects.filter(still, parent=unit).exclude(unit=unit).select_related("unit"):
        put_below(child.unit, children_to, max(on, child.valid_from), by=SYSTEM, at=at)
    supersede(open_version(unit, on), on)
    tree.rebuild([unit.pk])


def write_version(unit: Unit, name: str, parent: Unit | None, on: date, local_kind: str) -> UnitVersion:
    """The unit's name and place from the day on."""
    return UnitVersion.objects.create(
        unit=unit,
        name=name,
        name_folded=fold(name)[:200],
        name_sort=sort_key(name)[:600],
        local_kind=local_kind,
        parent=parent,
        valid_from=on,
    )


def open_version(unit: Unit, on: date) -> UnitVersion:
    """The version that holds on the day and has no end. Raises Conflict where there is none."""
    version = UnitVersion.objects.filter(valid_on(on), unit=unit).select_related("parent").first()
    if version is None or version.valid_to is not None:
        raise Conflict(
            N_("Đơn vị “%(name)s” đã kết thúc hoặc có thay đổi sau ngày đã chọn. Hãy chọn ngày khác."),
            code="unit-ended",
            name=name_of(unit, max(on, unit.founded_on)),
        )
    return version


def supersede(version: UnitVersion, on: date) -> None:
    """End a version; one that began that very day is replaced, as a correction of the same day."""
    if version.valid_from >= on:
        version.delete()
    else:
        version.valid_to = on
        version.save(update_fields=["valid_to"])


def require_alive(unit: Unit | None, on: date) -> None:
    """Raise InvalidInput for a unit that is not there on the day."""
    if unit is not None and not alive(unit, on):
        raise InvalidInput(
            N_("Đơn vị “%(name)s” chưa có hoặc đã kết thúc vào ngày này. Hãy chọn đơn vị hoặc ngày khác."),
            code="unit-not-there",
            field="parent",
            name=name_of(unit, max(on, unit.founded_on)),
        )


def lock_trees(units: Sequence[Unit], on: date) -> None:
    """One arranger at a time in a tree: the links below are worked out from what stands above."""
    roots = {commune_root(unit, on).pk for unit in units}
    list(Unit.objects.select_for_update().filter(pk__in=roots).order_by("pk").values_list("pk"))
