"""Arranging the tree: founding, renaming, moving, merging."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import clean_line, fold, sort_key
from kheo.units import hooks, tree
from kheo.units.models import SteeringSeat, Subject, Unit, UnitKind, UnitSuccession, UnitVersion
from kheo.units.scope import valid_on
from kheo.units.selectors import alive, children, commune_root, name_of
from kheo.units.services.common import SYSTEM, needed_name, require_administrator


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
    _lock_trees([parent] if parent else [], on)
    require_administrator(by, parent, at)
    _require_alive(parent, on)
    name = needed_name(name)
    unit = Unit.objects.create(
        kind=kind,
        code=clean_line(code)[:40],
        symbol=clean_line(symbol)[:20],
        founded_on=on,
        province_code=_from_parent("province_code", province_code, parent, by),
        area_code=_from_parent("area_code", area_code, parent, by),
    )
    _version(unit, name, parent, on, clean_line(local_kind)[:20])
    tree.rebuild([unit.pk])
    audit.record("units:unit:found", unit, by=by, at=at, unit_id=unit.pk, name=name, kind=kind)
    return unit


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
    current = _open_version(unit, on)
    _supersede(current, on)
    _version(unit, name, current.parent, on, current.local_kind)
    audit.record(
        "units:unit:rename", unit, by=by, at=at, unit_id=unit.pk, before=current.name, after=name, on=on
    )


@transaction.atomic
def move(unit: Unit, *, parent: Unit, on: date, by: User | str, at: datetime) -> None:
    """Hang the unit under another one from a day on. Raises InvalidInput for a place under itself."""
    _lock_trees([unit, parent], on)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_administrator(by, unit, at)
    require_administrator(by, parent, at)
    _move(unit, parent, on, by=by, at=at)


@transaction.atomic
def merge(
    olds: Sequence[Unit], *, into: Unit, on: date, decision: str, by: User | str, at: datetime
) -> list[UnitSuccession]:
    """Merge units into one from a day on; the old ones end, their history stays theirs.

    Raises InvalidInput without a decision, for a unit that is itself the successor, has ended, or was
    founded no earlier than that day (its name would be lost). Later modules hand over their
    open work through `hooks`.
    """
    decision = clean_line(decision)[:200]
    if not decision:
        raise InvalidInput(
            N_("Cần số và ngày của văn bản quyết định sáp nhập."),
            code="merger-needs-decision",
            field="decision",
        )
    _lock_trees([*olds, into], on)
    require_administrator(by, into, at)
    _require_alive(into, on)
    rows = []
    for old in Unit.objects.select_for_update().filter(pk__in=[u.pk for u in olds]).order_by("pk"):
        require_administrator(by, old, at)
        _require_mergeable(old, into, on)
        rows.append(_merge_one(old, into, on, decision, by=by, at=at))
    hooks.merged(olds, into=into, by=by, at=at)
    return rows


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


def _merge_one(
    old: Unit, into: Unit, on: date, decision: str, *, by: User | str, at: datetime
) -> UnitSuccession:
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    for child in UnitVersion.objects.filter(still, parent=old).exclude(unit=old).select_related("unit"):
        _move(child.unit, into, max(on, child.valid_from), by=SYSTEM, at=at)
    _supersede(_open_version(old, on), on)
    tree.rebuild([old.pk])
    # Whoever followed the old unit for the steering board follows what became of it.
    for seat in SteeringSeat.objects.filter(follows=old, valid_to__isnull=True):
        seat.follows.add(into)
    audit.record(
        "units:unit:merge", old, by=by, at=at, unit_id=old.pk, into=into.pk, on=on, decision=decision
    )
    return UnitSuccession.objects.create(
        from_unit=old, to_unit=into, kind=UnitSuccession.Kind.MERGED, on=on, decision=decision
    )


def _require_mergeable(old: Unit, into: Unit, on: date) -> None:
    if old.pk == into.pk or not alive(old, on):
        raise InvalidInput(
            N_("Đơn vị “%(name)s” đã kết thúc hoặc chính là đơn vị nhận sáp nhập. Hãy chọn lại."),
            code="merger-impossible",
            field="olds",
            name=name_of(old, on),
        )
    if old.founded_on >= on:
        raise InvalidInput(
            N_(
                "Đơn vị “%(name)s” được lập từ ngày này hoặc sau ngày này, nên không thể sáp nhập từ ngày này. Hãy chọn ngày sau đó."
            ),
            code="merger-before-founding",
            field="on",
            name=name_of(old, old.founded_on),
        )
    if tree.is_ever_below(into.pk, old.pk, on):
        raise InvalidInput(
            N_("Đơn vị nhận đang đứng dưới “%(name)s”. Hãy chuyển đơn vị nhận ra ngoài trước, rồi sáp nhập."),
            code="merger-into-own-part",
            field="into",
            name=name_of(old, on),
        )


def _move(unit: Unit, parent: Unit, on: date, *, by: User | str, at: datetime) -> None:
    _require_alive(parent, on)
    if tree.is_ever_below(parent.pk, unit.pk, on):
        raise InvalidInput(
            N_(
                "Không thể đặt một đơn vị vào dưới chính nó hoặc dưới đơn vị trực thuộc nó. Hãy chọn đơn vị khác."
            ),
            code="unit-under-itself",
            field="parent",
        )
    current = _open_version(unit, on)
    _supersede(current, on)
    _version(unit, current.name, parent, on, current.local_kind)
    tree.rebuild([unit.pk])
    audit.record("units:unit:move", unit, by=by, at=at, unit_id=unit.pk, parent=parent.pk, on=on)


def _from_parent(name: str, given: str, parent: Unit | None, by: User | str) -> str:
    """A place comes from the parent; only the system may give another one (roots, a commune of a province)."""
    if parent is not None and (by != SYSTEM or not given):
        return str(getattr(parent, name))
    return given


def _require_alive(unit: Unit | None, on: date) -> None:
    if unit is not None and not alive(unit, on):
        raise InvalidInput(
            N_("Đơn vị “%(name)s” chưa có hoặc đã kết thúc vào ngày này. Hãy chọn đơn vị hoặc ngày khác."),
            code="unit-not-there",
            field="parent",
            name=name_of(unit, max(on, unit.founded_on)),
        )


def _lock_trees(units: Sequence[Unit], on: date) -> None:
    """One arranger at a time in a tree: the links below are worked out from what stands above."""
    roots = {commune_root(unit, on).pk for unit in units}
    list(Unit.objects.select_for_update().filter(pk__in=roots).order_by("pk").values_list("pk"))


def _version(unit: Unit, name: str, parent: Unit | None, on: date, local_kind: str) -> UnitVersion:
    return UnitVersion.objects.create(
        unit=unit,
        name=name,
        name_folded=fold(name)[:200],
        name_sort=sort_key(name)[:600],
        local_kind=local_kind,
        parent=parent,
        valid_from=on,
    )


def _open_version(unit: Unit, on: date) -> UnitVersion:
    version = UnitVersion.objects.filter(valid_on(on), unit=unit).select_related("parent").first()
    if version is None or version.valid_to is not None:
        raise Conflict(
            N_("Đơn vị “%(name)s” đã kết thúc hoặc có thay đổi sau ngày đã chọn. Hãy chọn ngày khác."),
            code="unit-ended",
            name=name_of(unit, max(on, unit.founded_on)),
        )
    return version


def _supersede(version: UnitVersion, on: date) -> None:
    """End a version; one that began that very day is replaced, as a correction of the same day."""
    if version.valid_from >= on:
        version.delete()
    else:
        version.valid_to = on
        version.save(update_fields=["valid_to"])
