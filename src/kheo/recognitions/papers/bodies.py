"""How the recognising body and who submits to it are named on paper, and what a decision rests on."""

from collections.abc import Iterable
from datetime import date

from kheo.campaigns.public import CampaignRound
from kheo.core.paper.forms import Issuing
from kheo.core.vietnamese import sort_key
from kheo.documents import public as documents
from kheo.documents.public import PaperFacts
from kheo.recognitions.models import RecognisingBody
from kheo.recognitions.states import BodyKind
from kheo.registrations import public as registrations
from kheo.units import public as units
from kheo.units.public import Unit, UnitKind

_MOST_ON_LINES = 12
OF_KIND = {
    UnitKind.PARTY_COMMITTEE: BodyKind.PARTY,
    UnitKind.STEERING_BOARD: BodyKind.BOARD,
    UnitKind.PEOPLES_COMMITTEE: BodyKind.CHAIRMAN,
    UnitKind.FRONT: BodyKind.FRONT,
}
"""Which body a unit's decision is of."""
_SETTLEMENTS = (
    "xóm", "thôn", "bản", "làng", "ấp", "buôn", "bon", "khóm", "khu", "khu phố", "khối", "khối phố", "tiểu khu", "tổ", "tổ dân phố",
)  # fmt: skip
_UNIT_OF = {body: kind for kind, body in OF_KIND.items()}


def body_words(kind: str, unit_name: str) -> str:
    """“Chủ tịch Ủy ban nhân dân xã …”, “Ban Thường trực Ủy ban Mặt trận …”."""
    return documents.decider_of(_UNIT_OF[BodyKind(kind)], unit_name)


def proposer_words(unit: Unit, name: str) -> str:
    """Who proposes as a decision says it: “Trưởng phòng Văn hóa - Xã hội”; other units by their name."""
    if unit.kind == UnitKind.DIVISION and name.startswith("Phòng "):
        return f"Trưởng {name[0].lower()}{name[1:]}"
    return name


def head_of(unit: Unit, name: str) -> str:
    """Who signs for a division or a settlement, by what its name begins with: “TRƯỞNG PHÒNG”, “TRƯỞNG XÓM”; "" for others."""
    if unit.kind == UnitKind.DIVISION:
        return "TRƯỞNG PHÒNG" if name.startswith("Phòng ") else ""
    if unit.kind != UnitKind.SETTLEMENT:
        return ""
    called = max((one for one in _SETTLEMENTS if name.lower().startswith(f"{one} ")), key=len, default="")
    leader = "TỔ TRƯỞNG" if called.startswith("tổ") else "TRƯỞNG"
    return f"{leader} {called.upper()}" if called else ""


def issuing_of(
    body: RecognisingBody, facts: PaperFacts, *, issuer: str, on: date, told: tuple[str, ...]
) -> Issuing:
    """Head and foot of the body's decision. A chairman signs for himself, not for the committee."""
    make = documents.deciding if body.kind == BodyKind.CHAIRMAN else documents.issuing
    return make(body.unit, issuer, facts, on=on, recipients=told)


def bases_of(
    round_: CampaignRound, body: RecognisingBody, on: date, *, passed: Iterable[str] = ()
) -> tuple[str, ...]:
    """What a decision of the body rests on: the law on local government for a State body, the plan, the meetings."""
    plan = registrations.plan_cited(round_, units.name_of(round_.campaign.managing_unit, on))
    return documents.bases_of(body.unit, plan, on, more=tuple(passed))


def recipients(names: Iterable[str]) -> tuple[str, ...]:
    """Each unit on a line of its own; where they are many, one after the other."""
    told = tuple(sorted(set(filter(None, names)), key=sort_key))
    return (f"Các đơn vị: {', '.join(told)}",) if len(told) > _MOST_ON_LINES else told
