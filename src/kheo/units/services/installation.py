"""The first units and the first person of an installation, and of every commune that joins it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import Role, User
from kheo.audit import public as audit
from kheo.core.areas import AreaKind, AreaVersion, areas_on
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import fold
from kheo.kernel.clock import day_of
from kheo.units import permissions
from kheo.units.models import Unit, UnitKind
from kheo.units.services.arranging import found
from kheo.units.services.common import SYSTEM, needed_name
from kheo.units.services.people import give_role, open_account
from kheo.units.usual import USUAL_BODIES

_PARTY = {AreaKind.PROVINCE: "Tỉnh ủy {name}", AreaKind.CITY: "Thành ủy {name}"}
_PARTY_SYMBOL = {AreaKind.PROVINCE: "TU", AreaKind.CITY: "TU"}


@dataclass(frozen=True, slots=True)
class Roots:
    """The three roots of an area. They share its code; none stands above another."""

    committee: Unit
    party: Unit
    front: Unit


@transaction.atomic
def found_roots(
    *, kind: AreaKind, name: str, area_code: str, province_code: str, on: date, at: datetime
) -> Roots:
    """Found the People's Committee, the Party committee and the Front of an area (system only)."""
    name = needed_name(name)
    place = f"{kind.word} {name}"
    party = _PARTY.get(kind, f"Đảng ủy {kind.word} {{name}}").format(name=name)

    def root(unit_kind: UnitKind, words: str, symbol: str) -> Unit:
        return found(
            kind=unit_kind,
            name=words,
            parent=None,
            on=on,
            by=SYSTEM,
            at=at,
            province_code=province_code,
            area_code=area_code,
            symbol=symbol,
        )

    return Roots(
        committee=root(UnitKind.PEOPLES_COMMITTEE, f"Ủy ban nhân dân {place}", "UBND"),
        party=root(UnitKind.PARTY_COMMITTEE, party, _PARTY_SYMBOL.get(kind, "ĐU")),
        front=root(UnitKind.FRONT, f"Ủy ban Mặt trận Tổ quốc Việt Nam {place}", "MTTQ-BTT"),
    )


@transaction.atomic
def start_installation(
    *,
    area_code: str,
    username: str,
    full_name: str,
    password: str,
    at: datetime,
    province_code: str = "",
    area_name: str = "",
    office_phone: str = "",
    usual: Iterable[str] = (),
) -> tuple[Roots, User]:
    """Found the roots of a commune (or, with the province's own code, of a province), the usual bodies asked
    for, and the first administrator, who holds that role in all three roots.

    `province_code` and `area_name`, where given, must agree with the official list: a slip of one digit
    would otherwise found another commune. Raises InvalidInput, or Conflict where units exist already.
    """
    if Unit.objects.exists():
        raise Conflict(
            N_("Cơ sở dữ liệu này đã có đơn vị. Hãy dùng một thư mục dữ liệu khác (KHEO_VAR)."),
            code="units-exist",
        )
    area = _area(province_code, area_code, area_name, day_of(at))
    roots = _roots_of(area, usual, at)
    person = {"username": username, "full_name": full_name, "office_phone": office_phone}
    user, _ = _first_person(roots, [Role.ADMINISTRATOR], at, password=password, **person)
    return roots, user


@transaction.atomic
def found_commune(
    area_code: str,
    *,
    usual: Iterable[str],
    username: str,
    full_name: str,
    office_phone: str,
    by: User,
    at: datetime,
) -> tuple[Roots, User, str]:
    """Found another commune of the installation: its roots, the usual bodies that were ticked, and its first
    officer, who also administers it; gives the one-time password to be shown once.

    Raises NotAllowed outside the person's province, InvalidInput for a code that is in no list or a taken
    username, Conflict where the commune has units already.
    """
    area = _area("", area_code, "", day_of(at))
    permissions.require(
        not area.kind.is_provincial
        and area.province_code in permissions.provinces_to_found_in(by, day_of(at))
    )
    # One founder at a time: two would found the same commune twice.
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk")[:1])
    if Unit.objects.filter(area_code=area.code).exists():
        raise Conflict(
            N_("%(area)s đã có trong Khéo. Hãy chọn xã, phường, đặc khu khác."),
            code="commune-exists",
            area=area.full_name,
        )
    usual = sorted(set(usual))
    roots = _roots_of(area, usual, at)
    person = {"username": username, "full_name": full_name, "office_phone": office_phone}
    user, shown = _first_person(roots, [Role.COMMUNE_OFFICER, Role.ADMINISTRATOR], at, **person)
    audit.record(
        "units:commune:found",
        roots.committee,
        by=by,
        at=at,
        unit_id=roots.committee.pk,
        area=area.code,
        usual=usual,
        officer=user.username,
    )
    return roots, user, shown


def _roots_of(area: AreaVersion, usual: Iterable[str], at: datetime) -> Roots:
    roots = found_roots(
        kind=area.kind,
        name=area.name,
        area_code=area.code,
        province_code=area.province_code or area.code,
        on=area.valid_from,
        at=at,
    )
    wanted = set(usual) if not area.kind.is_provincial else set()
    for body in USUAL_BODIES:
        if body.key in wanted:
            found(
                kind=body.kind,
                name=body.name(area.kind, area.name),
                parent=getattr(roots, body.root),
                on=area.valid_from,
                by=SYSTEM,
                at=at,
            )
    return roots


def _first_person(roots: Roots, roles: Sequence[Role], at: datetime, **person: str) -> tuple[User, str]:
    """The first account of an area, with these roles in all three roots."""
    user, shown = open_account(**person, unit=roots.committee, role=roles[0], by=SYSTEM, at=at)
    for unit in (roots.committee, roots.party, roots.front):
        for role in roles:
            give_role(user, unit=unit, role=role, on=day_of(at), by=SYSTEM, at=at)
    return user, shown


def _area(province_code: str, area_code: str, area_name: str, on: date) -> AreaVersion:
    area = next((one for one in areas_on(on) if one.code == area_code), None)
    if area is None or province_code not in {"", area.province_code or area.code}:
        raise InvalidInput(
            N_(
                "Không có xã, phường, đặc khu mã “%(area)s” trong danh mục hoặc mã tỉnh không khớp. Hãy xem lại mã (5 chữ số, ghi đủ số 0 ở đầu)."
            ),
            code="area-unknown",
            field="area_code",
            area=area_code,
        )
    if area_name and fold(area_name) not in {fold(area.name), fold(area.full_name)}:
        raise InvalidInput(
            N_("Mã %(area)s là %(official)s, không phải “%(given)s”. Hãy xem lại mã hoặc tên."),
            code="area-name-differs",
            field="area_name",
            area=area_code,
            official=area.full_name,
            given=area_name,
        )
    return area
