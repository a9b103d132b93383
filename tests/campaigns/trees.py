"""A commune's units as plans address them: all of them fictional."""

from dataclasses import dataclass, field

from kheo.accounts.roles import Role
from kheo.units.public import Unit, UnitKind
from tests.factories import unit, user

_UNITS = (
    ("front", UnitKind.FRONT, "Ủy ban Mặt trận Tổ quốc Việt Nam {area}", None, "MTTQ-BTT"),
    ("women", UnitKind.ORGANISATION, "Hội Liên hiệp Phụ nữ {area}", "front", ""),
    ("farmers", UnitKind.ORGANISATION, "Hội Nông dân {area}", "front", ""),
    ("youth", UnitKind.ORGANISATION, "Đoàn Thanh niên Cộng sản Hồ Chí Minh {area}", "front", ""),
    ("office", UnitKind.DIVISION, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {area}", "committee", ""),
    ("culture", UnitKind.DIVISION, "Phòng Văn hóa - Xã hội {area}", "committee", ""),
    ("school", UnitKind.SCHOOL, "Trường Tiểu học {name}", "committee", ""),
    ("police", UnitKind.ARMED_FORCES, "Công an {area}", "committee", ""),
    ("party_office", UnitKind.PARTY_BODY, "Văn phòng Đảng ủy {area}", "party", ""),
    ("board", UnitKind.STEERING_BOARD, "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” {area}", "party", ""),
)


@dataclass
class Tree:
    """Units by a short name; `officers` of the committee and of the Party committee."""

    units: dict[str, Unit] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Unit:
        try:
            return self.units[name]
        except KeyError:
            raise AttributeError(name) from None

    def ids(self, *names: str) -> set[int]:
        return {self.units[name].pk for name in names}


def tree(
    area: str = "xã Suối Ngọc", settlements: tuple[str, ...] = ("Xóm 1", "Xóm 2"), code: str = "05500"
) -> Tree:
    made = Tree()
    name = area.split(maxsplit=1)[1]
    made.units["committee"] = unit(
        UnitKind.PEOPLES_COMMITTEE, f"Ủy ban nhân dân {area}", symbol="UBND", area_code=code
    )
    made.units["party"] = unit(UnitKind.PARTY_COMMITTEE, f"Đảng ủy {area}", symbol="ĐU", area_code=code)
    for key, kind, words, parent, symbol in _UNITS:
        above = made.units[parent] if parent else None
        extra = {} if above else {"area_code": code, "symbol": symbol}
        made.units[key] = unit(kind, words.format(area=area, name=name), above, **extra)
    for n, settlement in enumerate(settlements, 1):
        local = settlement.split()[0].lower()
        made.units[f"settlement_{n}"] = unit(
            UnitKind.SETTLEMENT, settlement, made.committee, local_kind=local
        )
        made.units[f"cell_{n}"] = unit(UnitKind.PARTY_CELL, f"Chi bộ {settlement}", made.party)
    return made


def officer(of: Unit):
    return user(of, Role.COMMUNE_OFFICER)
