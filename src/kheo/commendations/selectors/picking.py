"""Choosing between the two things officials confuse: each title and form that fits, who decides it, what it brings."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.commendations.selectors.law import SUBJECTS, is_own, issuers_at
from kheo.commendations.selectors.prizes import known_prize
from kheo.core.law.awards import Award, Catalogue, national_awards
from kheo.core.sources import Verified
from kheo.core.vietnamese import format_number, upper_first
from kheo.units.public import Subject


@dataclass(frozen=True, slots=True)
class Option:
    """One title or form for this subject on the day."""

    award: Award
    own: bool
    decided_by: str
    dong: int | None
    counted: bool = True
    verified: bool = True

    @property
    def key(self) -> str:
        return self.award.key

    @property
    def words(self) -> str:
        """“Giấy khen — hình thức khen thưởng; Chủ tịch … quyết định; 760.000 đồng”."""
        sort = _(self.award.sort.value)
        if self.award.catalogue is not Catalogue.STATE:
            sort = f"{sort}, {_(self.award.catalogue.value)}"
        parts = [f"{self.award.name} — {sort}"]
        if self.decided_by:
            own = _("địa phương quyết định") if self.own else _("trình cấp trên")
            parts.append(f"{_(self.decided_by)} ({own})")
        if self.dong:
            parts.append(_("%(dong)s đồng") % {"dong": format_number(self.dong)})
        if not self.counted:
            parts.append(_("tiền thưởng do cơ quan ra quyết định ghi"))
        if not self.verified:
            parts.append(_("quy định chưa xác minh"))
        return "; ".join(parts)

    @property
    def title(self) -> str:
        return upper_first(self.award.name)


def options_for(round_: CampaignRound, kind: str, on: date) -> list[Option]:
    """Those for such a subject that a commune or province decides, what the place decides itself first; of the Party and
    the Front only where their body stands at the place.
    """
    table, here = national_awards(), issuers_at(round_, on)
    subject = SUBJECTS[Subject.Kind(kind)]
    found = []
    for award in table.awards(on):
        if subject not in award.subjects:
            continue
        if award.catalogue is not Catalogue.STATE and award.catalogue not in here:
            continue
        power = table.power(award.key, on)
        prize = known_prize(award.key, kind, on)
        found.append(
            Option(
                award,
                is_own(round_, award.key, on),
                power.by.value if power else "",
                prize.dong if prize else None,
                table.is_counted(award.catalogue, on),
                award.catalogue is Catalogue.STATE or award.law.known(on) is not Verified.UNVERIFIED,
            )
        )
    return sorted(found, key=lambda one: (not one.own, one.key != "giay-khen", one.award.rank))
