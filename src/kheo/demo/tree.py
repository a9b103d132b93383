"""The fictional communes and who works in them, founded by the same services that an administrator uses."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from string import Template
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test.utils import override_settings

from kheo.accounts.public import Role, User
from kheo.core.areas import AreaKind
from kheo.demo.days import Days, at
from kheo.units import public as units
from kheo.units.public import Roots, Unit, UnitKind

PASSWORD = "muoi-hai-ben-nuoc"  # noqa: S105 -- printed for every visitor; the demo runs on loopback only
PROVINCE = ("19", "Lam Trà")
_CONTENT = Path(__file__).parent / "content"
_SYSTEM = "system"
_UNDER_COMMITTEE = (
    ("divisions", UnitKind.DIVISION),
    ("schools", UnitKind.SCHOOL),
    ("health", UnitKind.HEALTH),
    ("armed_forces", UnitKind.ARMED_FORCES),
    ("enterprises", UnitKind.ENTERPRISE),
)
_UNDER_PARTY = (("party_bodies", UnitKind.PARTY_BODY), ("cells", UnitKind.PARTY_CELL))

Facts = Mapping[str, Any]


@dataclass
class Cast:
    """Units by commune and name, people by username, and who answers for a unit."""

    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    roots: dict[str, Roots] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    contacts: dict[int, User] = field(default_factory=dict)

    def unit(self, commune: str, name: str) -> Unit:
        return self.units[(commune, name)]


def facts(name: str) -> dict[str, Any]:
    """One of the demo's content files."""
    return tomllib.loads((_CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def found_everything(days: Days) -> Cast:
    """Units, boards and accounts as they stood at the beginning."""
    told, moment = facts("units"), at(days.founded)
    cast = Cast()
    code, name = PROVINCE
    cast.roots[""] = _roots(AreaKind.PROVINCE, name, code, days, moment)
    cast.units[("", "Ủy ban nhân dân tỉnh Lam Trà")] = cast.roots[""].committee
    for commune in told["commune"]:
        _found_commune(cast, commune, days, moment)
    for seat in told["seat"]:
        _seat(cast, seat, days, moment)
    _open_accounts(cast, told["account"], days, moment)
    return cast


def merge_hamlets(cast: Cast, days: Days) -> None:
    """Two hamlets become one; whoever answered for the first answers for the new one."""
    told, moment = facts("units")["merger"], at(days.merged, 8)
    commune = told["commune"]
    olds = [cast.unit(commune, name) for name in told["olds"]]
    into = units.found(
        kind=UnitKind.SETTLEMENT,
        name=told["name"],
        parent=cast.roots[commune].committee,
        on=days.merged,
        by=_SYSTEM,
        at=moment,
        local_kind="xóm",
    )
    decision = Template(told["decision"]).substitute(before_year=days.before)
    units.merge(olds, into=into, on=days.merged, decision=decision, by=_SYSTEM, at=moment)
    person = next(cast.contacts[old.pk] for old in olds if old.pk in cast.contacts)
    units.give_role(person, unit=into, role=Role.UNIT_CONTACT, on=days.merged, by=_SYSTEM, at=moment)
    cast.units[(commune, told["name"])] = into
    cast.contacts[into.pk] = person


def _roots(kind: AreaKind, name: str, area_code: str, days: Days, moment: datetime) -> Roots:
    return units.found_roots(
        kind=kind, name=name, area_code=area_code, province_code=PROVINCE[0], on=days.founded, at=moment
    )


def _found_commune(cast: Cast, told: Facts, days: Days, moment: datetime) -> None:
    key, name = told["key"], told["name"]
    kind = AreaKind(told["kind"])
    roots = cast.roots[key] = _roots(kind, name, told["area_code"], days, moment)
    for root in (roots.committee, roots.party, roots.front):
        cast.units[(key, units.name_of(root, days.founded))] = root

    def under(parent: Unit, unit_kind: UnitKind, names: list[str], local_kind: str = "") -> None:
        for one in names:
            cast.units[(key, one)] = units.found(
                kind=unit_kind,
                name=one,
                parent=parent,
                on=days.founded,
                by=_SYSTEM,
                at=moment,
                local_kind=local_kind,
            )

    for group, unit_kind in _UNDER_COMMITTEE:
        under(roots.committee, unit_kind, told[group])
    under(roots.committee, UnitKind.SETTLEMENT, told["settlements"], told["local_kind"])
    for group, unit_kind in _UNDER_PARTY:
        under(roots.party, unit_kind, told[group])
    under(roots.front, UnitKind.ORGANISATION, told["organisations"])
    if told["board"]:
        under(roots.party, UnitKind.STEERING_BOARD, [told["board"]])


def _seat(cast: Cast, told: Facts, days: Days, moment: datetime) -> None:
    board = next(unit for unit in cast.units.values() if unit.kind == UnitKind.STEERING_BOARD)
    units.give_seat(
        board,
        holder_name=told["holder"],
        office=told["office"],
        follows=[cast.unit("dong-trang", name) for name in told["follows"]],
        on=days.founded,
        by=_SYSTEM,
        at=moment,
    )


def _open_accounts(cast: Cast, told: list[Facts], days: Days, moment: datetime) -> None:
    """The accounts share one published password: it is hashed well once, not twenty times."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        for account in told:
            _open_account(cast, account, days, moment)
    made = [user.pk for user in cast.people.values()]
    User.objects.filter(pk__in=made).update(password=make_password(PASSWORD))


def _open_account(cast: Cast, told: Facts, days: Days, moment: datetime) -> None:
    unit, role = cast.unit(told["commune"], told["unit"]), Role(told["role"])
    user, _ = units.open_account(
        username=told["username"],
        full_name=told["name"],
        office_phone=told.get("phone", ""),
        unit=unit,
        role=role,
        password=PASSWORD,
        by=_SYSTEM,
        at=moment,
        title=told.get("title", ""),
    )
    cast.people[told["username"]] = user
    if role == Role.UNIT_CONTACT:
        cast.contacts[unit.pk] = user
    if told.get("everywhere"):
        roots = cast.roots[told["commune"]]
        for root in (roots.party, roots.front):
            units.give_role(user, unit=root, role=role, on=days.founded, by=_SYSTEM, at=moment)
