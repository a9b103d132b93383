"""What becomes of units: merged into one, split into several, dissolved. What they registered stays theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kheo.accounts.public import User
from kheo.audit import public as audit
from kheo.core.errors import N_, InvalidInput
from kheo.core.vietnamese import clean_line, fold
from kheo.kernel.clock import day_of
from kheo.units import hooks, tree
from kheo.units.models import SteeringSeat, Unit, UnitKind, UnitSuccession, UnitVersion
from kheo.units.selectors import alive, children, name_of
from kheo.units.services.common import needed_name, require_administrator
from kheo.units.services.versions import end, lock_trees, open_version, plant, require_alive

_PARTY = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_CELL, UnitKind.PARTY_BODY})
_FEWEST_PARTS = 2


@transaction.atomic
def merge(
    olds: Sequence[Unit],
    *,
    into: Unit,
    on: date,
    decision: str,
    by: User | str,
    at: datetime,
    kinds_confirmed: bool = False,
) -> list[UnitSuccession]:
    """Merge units into one from a day on; the old ones end, their history stays theirs.

    Raises InvalidInput without a decision, for a unit that is itself the successor, has ended, or was
    founded no earlier than that day (its name would be lost), for a Party body with another one, and,
    unless `kinds_confirmed`, for units of different kinds.
    """
    decision = _decided(decision, on, at)
    lock_trees([*olds, into], on)
    require_administrator(by, into, at)
    require_alive(into, on)
    rows = []
    for old in Unit.objects.select_for_update().filter(pk__in=[u.pk for u in olds]).order_by("pk"):
        require_administrator(by, old, at)
        _require_mergeable(old, into, on)
        _require_same_side(old, into, on)
        if not kinds_confirmed:
            _require_same_kind(old, into, on)
        end(old, on, children_to=into, at=at)
        _note("merge", old, by=by, at=at, into=into.pk, on=on, decision=decision)
        rows += _became(old, [into], UnitSuccession.Kind.MERGED, on, decision)
    _tell(UnitSuccession.Kind.MERGED, olds, [into], on, {}, by=by, at=at)
    return rows


@transaction.atomic
def split(
    unit: Unit,
    *,
    names: Iterable[str],
    remains: bool,
    on: date,
    decision: str,
    by: User | str,
    at: datetime,
    chosen: Mapping[str, int] | None = None,
) -> list[Unit]:
    """Split a unit into parts from a day on; gives the parts. With `remains` the unit goes on beside them.

    A name that a unit beside it bears means that unit; every other name founds a new one of the same sort.
    `chosen` says for a piece of open work the part (by its place among the names) that carries it on; what
    is not chosen goes to the first part, or stays where the unit remains. What hangs below goes to the first
    part. Raises InvalidInput for too few parts, names twice, a root, a unit not there on the day.
    """
    decision = _decided(decision, on, at)
    lock_trees([unit], on)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_administrator(by, unit, at)
    parent = _require_endable(unit, on)
    wanted = _part_names(unit, names, on, remains=remains)
    parts = [_part(unit, parent, name, on, by=by, at=at) for name in wanted]
    kind = UnitSuccession.Kind.SEPARATED if remains else UnitSuccession.Kind.SPLIT
    if not remains:
        end(unit, on, children_to=parts[0], at=at)
    _note("split", unit, by=by, at=at, into=[p.pk for p in parts], remains=remains, on=on, decision=decision)
    _became(unit, parts, kind, on, decision)
    work = {key: parts[place] for key, place in (chosen or {}).items() if 0 <= place < len(parts)}
    _tell(kind, [unit], parts, on, work, by=by, at=at)
    return parts


@transaction.atomic
def dissolve(
    unit: Unit,
    *,
    into: Unit,
    on: date,
    decision: str,
    by: User | str,
    at: datetime,
    chosen: Mapping[str, Unit] | None = None,
) -> list[UnitSuccession]:
    """End a unit that nothing becomes of, from a day on; `into` keeps its papers and carries on its work.

    `chosen` says for a piece of open work another unit that carries it on. What hangs below goes to the
    unit above. Raises InvalidInput for a root, a unit not there on the day, a Party body's work given to
    another body or the other way round.
    """
    decision = _decided(decision, on, at)
    takers = list({one.pk: one for one in (into, *(chosen or {}).values())}.values())
    lock_trees([unit, *takers], on)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_administrator(by, unit, at)
    parent = _require_endable(unit, on)
    for taker in takers:
        require_administrator(by, taker, at)
        require_alive(taker, on)
        _require_mergeable(unit, taker, on)
        _require_same_side(unit, taker, on)
    end(unit, on, children_to=parent, at=at)
    _note("dissolve", unit, by=by, at=at, into=[t.pk for t in takers], on=on, decision=decision)
    rows = _became(unit, takers, UnitSuccession.Kind.DISSOLVED, on, decision)
    _tell(UnitSuccession.Kind.DISSOLVED, [unit], takers, on, chosen or {}, by=by, at=at)
    return rows


def parts_named(unit: Unit, names: Iterable[str], on: date) -> list[tuple[str, Unit | None]]:
    """Each name of a part with the unit beside it that already bears it: what a preview shows."""
    beside = _beside(unit, on)
    return [(name, beside.get(fold(name))) for name in map(clean_line, names) if name]


def kinds_differ(olds: Iterable[Unit], into: Unit) -> bool:
    """Whether a merger would join units of different kinds."""
    return any(old.kind != into.kind for old in olds)


def _decided(decision: str, on: date, at: datetime) -> str:
    decision = clean_line(decision)[:200]
    if not decision:
        raise InvalidInput(
            N_("Cần số và ngày của văn bản quyết định."), code="merger-needs-decision", field="decision"
        )
    if on > day_of(at):
        raise InvalidInput(
            N_(
                "Ngày có hiệu lực ở sau hôm nay. Đăng ký đang mở được chuyển ngay khi ghi, nên hãy ghi vào đúng ngày đó hoặc sau đó."
            ),
            code="succession-in-future",
            field="on",
        )
    return decision


def _note(verb: str, unit: Unit, *, by: User | str, at: datetime, **details: Any) -> None:
    audit.record(f"units:unit:{verb}", unit, by=by, at=at, unit_id=unit.pk, **details)


def _became(
    old: Unit, heirs: Sequence[Unit], kind: UnitSuccession.Kind, on: date, decision: str
) -> list[UnitSuccession]:
    """Write what became of the unit; whoever follows it for the steering board follows that too."""
    if kind != UnitSuccession.Kind.DISSOLVED:
        for seat in SteeringSeat.objects.filter(follows=old, valid_to__isnull=True):
            seat.follows.add(*heirs)
    return [
        UnitSuccession.objects.create(from_unit=old, to_unit=heir, kind=kind, on=on, decision=decision)
        for heir in heirs
    ]


def _tell(
    kind: UnitSuccession.Kind,
    olds: Sequence[Unit],
    heirs: Sequence[Unit],
    on: date,
    chosen: Mapping[str, Unit],
    *,
    by: User | str,
    at: datetime,
) -> None:
    hooks.happened(hooks.Change(kind, tuple(olds), tuple(heirs), on, chosen), by=by, at=at)


def _beside(unit: Unit, on: date) -> dict[str, Unit]:
    """Folded name → living unit under the same parent, the unit itself left out."""
    version = UnitVersion.objects.filter(unit=unit, valid_from__lte=on).order_by("-valid_from").first()
    if version is None or version.parent is None:
        return {}
    rows = children(version.parent, on)
    return {fold(one.name): one for one in rows if one.pk != unit.pk}  # type: ignore[attr-defined]


def _part_names(unit: Unit, names: Iterable[str], on: date, *, remains: bool) -> list[str]:
    found = [needed_name(name, field="names") for name in names if name.strip()]
    folded = [fold(name) for name in found]
    if len(found) < (1 if remains else _FEWEST_PARTS):
        raise InvalidInput(
            N_(
                "Cần ghi ít nhất hai đơn vị, mỗi dòng một tên. Nếu chỉ tách một phần và đơn vị cũ vẫn còn, hãy chọn “vẫn còn”."
            ),
            code="split-too-few",
            field="names",
        )
    if len(set(folded)) < len(folded) or fold(name_of(unit, on)) in folded:
        raise InvalidInput(
            N_(
                "Có tên ghi hai lần, hoặc trùng tên đơn vị đang chia. Nếu đơn vị cũ vẫn còn với tên ấy, hãy chọn “vẫn còn” và chỉ ghi đơn vị mới."
            ),
            code="split-names-twice",
            field="names",
        )
    return found


def _part(unit: Unit, parent: Unit, name: str, on: date, *, by: User | str, at: datetime) -> Unit:
    known = _beside(unit, on).get(fold(name))
    if known is not None:
        require_administrator(by, known, at)
        _require_same_kind(unit, known, on)
        return known
    return plant(
        kind=UnitKind(unit.kind),
        name=name,
        parent=parent,
        on=on,
        by=by,
        at=at,
        province_code=unit.province_code,
        area_code=unit.area_code,
        local_kind=open_version(unit, on).local_kind,
    )


def _require_endable(unit: Unit, on: date) -> Unit:
    """The unit above. Raises InvalidInput for a root and for a unit that was not there before the day."""
    version = open_version(unit, on)
    if version.parent is None:
        raise InvalidInput(
            N_(
                "“%(name)s” là cơ quan đứng đầu của địa bàn, không chia tách hay giải thể ở đây. Hãy chọn đơn vị trực thuộc."
            ),
            code="root-cannot-end",
            name=version.name,
        )
    _require_founded_before(unit, on)
    return version.parent


def _require_mergeable(old: Unit, into: Unit, on: date) -> None:
    if old.pk == into.pk or not alive(old, on):
        raise InvalidInput(
            N_("Đơn vị “%(name)s” đã kết thúc hoặc chính là đơn vị nhận. Hãy chọn lại."),
            code="merger-impossible",
            field="olds",
            name=name_of(old, on),
        )
    _require_founded_before(old, on)
    if tree.is_ever_below(into.pk, old.pk, on):
        raise InvalidInput(
            N_("Đơn vị nhận đang đứng dưới “%(name)s”. Hãy chuyển đơn vị nhận ra ngoài trước rồi làm lại."),
            code="merger-into-own-part",
            field="into",
            name=name_of(old, on),
        )


def _require_founded_before(unit: Unit, on: date) -> None:
    if unit.founded_on >= on:
        raise InvalidInput(
            N_(
                "Đơn vị “%(name)s” được lập từ ngày này hoặc sau ngày này, nên không thể kết thúc từ ngày này. Hãy chọn ngày sau đó."
            ),
            code="merger-before-founding",
            field="on",
            name=name_of(unit, unit.founded_on),
        )


def _require_same_side(old: Unit, into: Unit, on: date) -> None:
    """The Party's bodies and all others are different organisations: neither inherits from the other."""
    if (old.kind in _PARTY) != (into.kind in _PARTY):
        raise InvalidInput(
            N_(
                "“%(old)s” (%(old_kind)s) và “%(into)s” (%(into_kind)s) không nhận nhau được: một bên là tổ chức đảng, một bên không. Hãy chọn đơn vị nhận khác."
            ),
            code="merger-party-and-other",
            field="into",
            **_both(old, into, on),
        )


def _require_same_kind(old: Unit, into: Unit, on: date) -> None:
    if old.kind != into.kind:
        raise InvalidInput(
            N_(
                "“%(old)s” là %(old_kind)s, “%(into)s” là %(into_kind)s: khác loại. Hãy chọn lại, hoặc xác nhận rằng văn bản quyết định ghi đúng như vậy."
            ),
            code="merger-kinds-differ",
            field="into",
            **_both(old, into, on),
        )


def _both(old: Unit, into: Unit, on: date) -> dict[str, object]:
    return {
        "old": name_of(old, on),
        "old_kind": UnitKind(old.kind).label,
        "into": name_of(into, on),
        "into_kind": UnitKind(into.kind).label,
    }
