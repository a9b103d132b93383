"""Arranging the tree: founding, renaming, moving."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line, fold, sort_key
from kheo.units.models import Subject, Unit, UnitKind
from kheo.units.selectors import children
from kheo.units.services.common import SYSTEM, needed_name, require_administrator
from kheo.units.services.versions import (
    lock_trees,
    open_version,
    plant,
    put_below,
    require_alive,
    supersede,
    write_version,
)


@transaction.atomic
def found(
    *,
    kind: UnitKind,
    name: str,
    parent: Unit | None,
    on: date,
    by: User | str,
    at: datetime,
    province_code: str = "",
    area_code: str = "",
    code: str = "",
    symbol: str = "",
    local_kind: str = "",
) -> Unit:
    """Found a unit from a day on, under `parent` or as a root (system only).

    Raises InvalidInput without a name or under a parent that does not exist that day, NotAllowed outside
    the administrator's own tree.
    """
    lock_trees([parent] if parent else [], on)
    require_administrator(by, parent, at)
    require_alive(parent, on)
    return plant(
        kind=kind,
        name=name,
        parent=parent,
        on=on,
        by=by,
        at=at,
        province_code=_from_parent("province_code", province_code, parent, by),
        area_code=_from_parent("area_code", area_code, parent, by),
        code=code,
        symbol=symbol,
        local_kind=local_kind,
    )


@transaction.atomic
def found_many(
    lines: Iterable[str],
    *,
    kind: UnitKind,
    parent: Unit,
    on: date,
    by: User | str,
    at: datetime,
    local_kind: str = "",
) -> list[Unit]:
    """Found one unit for each line that holds a name, all or none.

    Raises InvalidInput naming every name that stands twice or that a unit beside it already bears.
    """
    new = [needed_name(line) for line in lines if line.strip()]
    if not new:
        raise InvalidInput(N_("Chưa có tên nào. Hãy ghi mỗi dòng một tên."), code="no-names", field="names")
    taken = {fold(unit.name) for unit in children(parent, on)}  # type: ignore[attr-defined]
    twice = []
    for name in new:
        if fold(name) in taken:
            twice.append(name)
        taken.add(fold(name))
    if twice:
        raise InvalidInput(
            N_(
                "Những tên này ghi hai lần hoặc đã có trong cây: %(names)s. Chưa thêm gì; hãy bỏ bớt rồi gửi lại."
            ),
            code="names-twice",
            field="names",
            names="; ".join(twice),
        )
    return [
        found(kind=kind, name=name, parent=parent, on=on, by=by, at=at, local_kind=local_kind) for name in new
    ]


@transaction.atomic
def rename(unit: Unit, *, name: str, on: date, by: User | str, at: datetime) -> None:
    """Give the unit another name from a day on; the old name stays readable for the days before."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_administrator(by, unit, at)
    name = needed_name(name)
    current = open_version(unit, on)
    supersede(current, on)
    write_version(unit, name, current.parent, on, current.local_kind)
    audit.record(
        "units:unit:rename", unit, by=by, at=at, unit_id=unit.pk, before=current.name, after=name, on=on
    )


@transaction.atomic
def move(unit: Unit, *, parent: Unit, on: date, by: User | str, at: datetime) -> None:
    """Hang the unit under another one from a day on. Raises InvalidInput for a place under itself."""
    lock_trees([unit, parent], on)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_administrator(by, unit, at)
    require_administrator(by, parent, at)
    put_below(unit, parent, on, by=by, at=at)


@transaction.atomic
def subject(*, kind: str, unit: Unit, name: str, office: str = "") -> Subject:
    """The subject of that name in that unit, made where it is new. A name and an office, nothing else."""
    name, office = needed_name(name), clean_line(office)
    row, _made = Subject.objects.get_or_create(
        kind=kind,
        unit=unit,
        name_folded=fold(name)[:200],
        office=office[:200],
        defaults={"name": name, "name_sort": sort_key(name)[:600]},
    )
    return row


def _from_parent(name: str, given: str, parent: Unit | None, by: User | str) -> str:
    """A place comes from the parent; only the system may give another one (roots, a commune of a province)."""
    if parent is not None and (by != SYSTEM or not given):
        return str(getattr(parent, name))
    return given
