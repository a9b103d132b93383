"""Real objects for tests: fixed days, fixed names, nothing random.

`commune()` founds a small commune with everybody in it; `user()` opens an account with one role.
All names are fictional.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.core.vietnamese import fold, person_sort_key, sort_key
from kheo.units import public as units
from kheo.units.models import UnitLink
from kheo.units.public import Unit, UnitKind, UnitVersion

FOUNDED = date(2025, 7, 1)
TODAY = date(2026, 2, 2)
NOON = datetime(2026, 2, 2, 5, 0, tzinfo=UTC)  # 12:00 in Viet Nam
PASSWORD = "mat-khau-thu-nghiem"

_usernames = count(1)


@dataclass
class Commune:
    """A commune's tree: root People's Committee with divisions and settlements; Party; Front."""

    committee: Unit
    party: Unit
    front: Unit
    women: Unit
    cell: Unit
    division: Unit
    school: Unit
    hamlets: list[Unit]


def unit(kind: UnitKind, name: str, parent: Unit | None = None, **extra: str) -> Unit:
    extra.setdefault("province_code", "19")
    return units.found(kind=kind, name=name, parent=parent, on=FOUNDED, by="system", at=NOON, **extra)


def commune(name: str = "Đồng Trăng", hamlets: int = 3) -> Commune:
    """The rows that founding these units one by one leaves (held by tests/house/test_factories.py),
    written at once: most tests stand on a commune and are not about founding it.
    """
    roots = [
        (UnitKind.PEOPLES_COMMITTEE, f"Ủy ban nhân dân xã {name}", "UBND"),
        (UnitKind.PARTY_COMMITTEE, f"Đảng ủy xã {name}", "ĐU"),
        (UnitKind.FRONT, f"Ủy ban Mặt trận Tổ quốc Việt Nam xã {name}", "MTTQ-BTT"),
    ]
    below = [
        (UnitKind.ORGANISATION, f"Hội Liên hiệp Phụ nữ xã {name}", 2),
        (UnitKind.PARTY_CELL, "Chi bộ xóm 1", 1),
        (UnitKind.DIVISION, "Phòng Văn hóa - Xã hội", 0),
        (UnitKind.SCHOOL, f"Trường Tiểu học {name}", 0),
        *((UnitKind.SETTLEMENT, f"Xóm {i}", 0) for i in range(1, hamlets + 1)),
    ]
    place = {"province_code": "19", "area_code": "05500", "founded_on": FOUNDED}
    made = Unit.objects.bulk_create(
        [Unit(kind=kind, symbol=symbol, **place) for kind, _, symbol in roots]
        + [Unit(kind=kind, **place) for kind, _, _ in below]
    )
    parents = [None, None, None, *(made[root] for _, _, root in below)]
    names = [row[1] for row in (*roots, *below)]
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=made_unit,
            name=its_name,
            name_folded=fold(its_name),
            name_sort=sort_key(its_name),
            local_kind="xóm" if made_unit.kind == UnitKind.SETTLEMENT else "",
            parent=parent,
            valid_from=FOUNDED,
        )
        for made_unit, its_name, parent in zip(made, names, parents, strict=True)
    )
    UnitLink.objects.bulk_create(
        [UnitLink(ancestor=u, descendant=u, distance=0, valid_from=FOUNDED) for u in made]
        + [
            UnitLink(ancestor=parent, descendant=u, distance=1, valid_from=FOUNDED)
            for u, parent in zip(made, parents, strict=True)
            if parent
        ]
    )
    return Commune(*made[:7], hamlets=made[7:])


def user(unit_: Unit | None = None, role: Role = Role.UNIT_CONTACT, full_name: str = "") -> User:
    number = next(_usernames)
    full_name = full_name or f"Nguyễn Văn Mẫu {number}"
    made = User(username=f"nguoi-dung-{number}", full_name=full_name, name_sort=person_sort_key(full_name))
    made.set_password(PASSWORD)
    made.save()
    if unit_ is not None:
        units.give_role(made, unit=unit_, role=role, on=FOUNDED, by="system", at=NOON)
    return made
