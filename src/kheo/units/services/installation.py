"""The first units and the first administrator of an installation."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kheo.accounts.public import Role, User
from kheo.core.areas import AreaKind, AreaVersion, areas_on
from kheo.core.errors import N_, Conflict, InvalidInput
from kheo.core.vietnamese import fold
from kheo.kernel.clock import day_of
from kheo.units.models import Unit, UnitKind
from kheo.units.services.arranging import found
from kheo.units.services.common import SYSTEM, needed_name
from kheo.units.services.people import give_role, open_account

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
) -> tuple[Roots, User]:
    """Found the roots of a commune (or, with the province's own code, of a province) and the first
    administrator, who holds that role in all three.

    `province_code` and `area_name`, where given, must agree with the official list: a slip of one digit
    would otherwise found another commune. Raises InvalidInput, or Conflict where units exist already.
    """
    if Unit.objects.exists():
        raise Conflict(
            N_("Cơ sở dữ liệu này đã có đơn vị. Hãy dùng một thư mục dữ liệu khác (KHEO_VAR)."),
            code="units-exist",
        )
    area = _area(province_code, area_code, area_name, day_of(at))
    roots = found_roots(
        kind=area.kind,
        name=area.name,
        area_code=area.code,
        province_code=area.province_code or area.code,
        on=area.valid_from,
        at=at,
    )
    user, _ = open_account(
        username=username,
        full_name=full_name,
        office_phone=office_phone,
        unit=roots.committee,
        role=Role.ADMINISTRATOR,
        password=password,
        by=SYSTEM,
        at=at,
    )
    for unit in (roots.party, roots.front):
        give_role(user, unit=unit, role=Role.ADMINISTRATOR, on=day_of(at), by=SYSTEM, at=at)
    return roots, user


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
