"""The prize of one subject on the day of the decision, where the law we have says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kheo.commendations.selectors.law import SUBJECTS
from kheo.core.errors import KheoError
from kheo.core.prizes import Prize, prize
from kheo.units.public import Subject


@dataclass(frozen=True, slots=True)
class WrittenMoney:
    """What an issuer writes where the law we have knows no coefficient: đồng by kind of subject, the text that fixes it,
    what it is paid from ("" is what is usual).
    """

    amounts: Mapping[str, int]
    source: str
    fund: str = ""

    @property
    def law(self) -> str:
        """Said beside the sum for ever: nobody checked it."""
        return f"{self.source} (do cơ quan ra quyết định ghi; Khéo chưa đối chiếu)"


def known_prize(award: str, kind: str, on: date) -> Prize | None:
    """Coefficient × base pay of that day, rounded up (Nghị định 152/2025, Điều 49, 54); None where it is not known."""
    try:
        return prize(award, SUBJECTS[Subject.Kind(kind)], on)
    except KheoError:
        return None


def laws_of(one: Prize) -> list[str]:
    """Where each figure of it stands."""
    laws = [one.coefficient.law, one.base_pay.law, *([one.rounding.law] if one.rounding else [])]
    return [law.citation for law in laws]
