"""Who issues a paper, as its head and foot say it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from kheo.accounts.public import Role
from kheo.core.law import instruments_in_force
from kheo.core.law.citations import with_party_commas
from kheo.core.paper.forms import Issuing
from kheo.core.paper.model import Authority, OfficialHead, Signature
from kheo.core.vietnamese import clean_line, long_date
from kheo.documents.register import body_of, profile_of
from kheo.kernel.reading import once_per_read
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind

_AREA = re.compile(r"\b(?:xã(?!\s+hội)|phường|thị trấn|đặc khu|tỉnh|thành phố)\s+(.+)$", re.IGNORECASE)
_DECIDES = {
    UnitKind.PEOPLES_COMMITTEE: "Chủ tịch {name}",
    UnitKind.PARTY_COMMITTEE: "Ban Thường vụ {name}",
    UnitKind.FRONT: "Ban Thường trực {name}",
}
_LOCAL_GOVERNMENT = "Tổ chức chính quyền địa phương"
_ON_BEHALF = {
    UnitKind.PEOPLES_COMMITTEE: ("ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    UnitKind.PARTY_COMMITTEE: ("BAN THƯỜNG VỤ", "BÍ THƯ"),
    UnitKind.FRONT: ("BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
    UnitKind.STEERING_BOARD: ("BAN CHỈ ĐẠO", "TRƯỞNG BAN"),
}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the officer says of a numbered paper; kept with it as issued."""

    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    position: str = ""
    signer: str = ""


@once_per_read
def place_of(unit: Unit, on: date) -> str:
    """The place that stands before the date: the commune's name without its kind; "" where unknown."""
    area = units.areas_by_code([unit.area_code], on).get(unit.area_code) if unit.area_code else None
    if area is not None:
        return area.name
    top = units.commune_root(unit, on)
    match = _AREA.search(units.name_of(unit, on)) or _AREA.search(units.name_of(top, on))
    return match[1] if match else ""


def usual_facts(unit: Unit, kind: str, on: date) -> PaperFacts:
    """What a form offers before anything is typed: symbol, position and the one signer there is.

    `kind` is the abbreviation of the type (“TB”), "" for a công văn.
    """
    party = body_of(unit) == "PARTY"
    if kind:
        symbol = f"{kind}/{unit.symbol}" if party else f"{kind}-{unit.symbol}"
    else:
        symbol = f"CV/{unit.symbol}" if party else unit.symbol
    signers = [row for row in units.people([unit.pk], on) if row.role == Role.SIGNER]
    one = signers[0] if len(signers) == 1 else None
    _body, position = _ON_BEHALF.get(UnitKind(unit.kind), ("", ""))
    return PaperFacts(
        symbol=symbol.strip("-/"),
        position=(one.title.upper() if one and one.title else position),
        signer=one.user.full_name if one else "",
    )


def issuing(
    unit: Unit, name: str, facts: PaperFacts, *, on: date, recipients: tuple[str, ...] = ()
) -> Issuing:
    """Head and foot of a numbered paper; without number and date there is room to write them."""
    day = facts.issued_on or on
    profile = profile_of(unit, day)
    head = OfficialHead(
        issuer=name.upper(),
        symbol=facts.symbol,
        place=place_of(unit, day),
        superior=_superior(unit, day).upper(),
        number=facts.number or None,
        on=facts.issued_on,
        month=day.month,
        year=day.year,
    )
    return Issuing(
        profile=profile,
        head=head,
        name=name,
        signature=_signature(unit, facts),
        recipients=recipients,
    )


def decider_of(kind: UnitKind, name: str) -> str:
    """Who decides in the name of a unit of this kind: “Chủ tịch Ủy ban nhân dân xã …”, “Ban Thường trực Ủy ban Mặt trận …”."""
    return _DECIDES.get(kind, "{name}").format(name=name)


def deciding(
    unit: Unit, name: str, facts: PaperFacts, *, on: date, recipients: tuple[str, ...] = ()
) -> Issuing:
    """Head and foot of a decision. A chairman signs for himself, not for the committee."""
    made = issuing(unit, name, facts, on=on, recipients=recipients)
    if unit.kind != UnitKind.PEOPLES_COMMITTEE:
        return made
    position = clean_line(facts.position).upper() or "CHỦ TỊCH"
    deputy = position.startswith("PHÓ ")
    authority = (Authority("KT", position.removeprefix("PHÓ ")),) if deputy else ()
    signature = Signature(position=position, name=clean_line(facts.signer), authority=authority)
    return replace(made, name=decider_of(UnitKind(unit.kind), name), signature=signature)


def bases_of(unit: Unit, plan: str, on: date, *, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What a decision of the unit rests on: the law on local government for a State body, the plan, what else is named."""
    found = []
    if body_of(unit) == "STATE":
        laws = [one for one in instruments_in_force(on) if one.title == _LOCAL_GOVERNMENT]
        found += [f"Căn cứ {one.kind} {one.title} {long_date(one.signed_on)}" for one in laws]
    found.append(f"{'Thực hiện' if plan.startswith('phong trào') else 'Căn cứ'} {plan}")
    found += [f"Căn cứ {words}" for words in more]
    return tuple(with_party_commas(one) if body_of(unit) == "PARTY" else one for one in found)


def _superior(unit: Unit, on: date) -> str:
    above = units.ancestors(unit, on)
    if above:
        return str(above[-1].name)  # type: ignore[attr-defined]
    if body_of(unit) != "PARTY":
        return ""
    province = units.areas_by_code([unit.province_code], on).get(unit.province_code)
    return f"Đảng bộ {province.full_name}" if province else ""


def _signature(unit: Unit, facts: PaperFacts) -> Signature:
    """Signed on behalf of a committee; a deputy signs for its head."""
    body, head = _ON_BEHALF.get(UnitKind(unit.kind), ("", ""))
    position = clean_line(facts.position).upper() or head or "THỦ TRƯỞNG ĐƠN VỊ"
    authority: tuple[Authority, ...] = (Authority("TM", body),) if body else ()
    if body_of(unit) == "STATE" and head and position == f"PHÓ {head}":
        authority = (*authority, Authority("KT", head))
    return Signature(position=position, name=clean_line(facts.signer), authority=authority)
