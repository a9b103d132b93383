"""Which vote rule holds for a council: the law's, or its own where the law leaves it room."""

from datetime import date

from django.utils.translation import gettext as _

from kheo.core.law import votes
from kheo.core.law.votes import Ballot, Base, Level, Ratio, VoteRule
from kheo.core.sources import Verified
from kheo.councils.models import AgendaItem, Council, OwnRule


def rule_of(council: Council, matter: str, on: date) -> VoteRule:
    """The rule for a matter on the day; the council's own one lies over what no law fixes."""
    unit = council.unit
    level = Level.PROVINCE if unit.area_code == unit.province_code else Level.COMMUNE
    law = votes.rule_for(matter, level=level, province_code=unit.province_code, on=on)
    own = own_rule(council, on)
    return law if law.binding or own is None else as_rule(own)


def own_rule(council: Council, on: date) -> OwnRule | None:
    """What the council gave itself, as it holds on the day."""
    return OwnRule.objects.filter(council=council, valid_from__lte=on).order_by("-valid_from").first()


def as_rule(own: OwnRule) -> VoteRule:
    """The council's own rule as the law's tables have theirs."""
    return VoteRule(
        key="own",
        title=_("Quy chế của hội đồng"),
        quorum=Ratio(own.quorum_numerator, own.quorum_denominator),
        passes=Ratio(own.passes_numerator, own.passes_denominator, own.passes_over),
        base=Base(own.base),
        ballot=Ballot(own.ballot),
        written=own.written,
        citation=own.paper,
        verified=Verified.READ,
        quorum_verified=Verified.READ,
        source=_("Cán bộ nhập theo quy chế của hội đồng"),
    )


def kept_rule(item: AgendaItem) -> VoteRule | None:
    """The rule frozen with a matter; None before its vote."""
    return VoteRule.from_json(item.rule) if item.rule else None


def rule_words(rule: VoteRule) -> str:
    """“Cần quá 1/2 tổng số thành viên tán thành”."""
    whole = _("tổng số thành viên") if rule.base is Base.TOTAL else _("số thành viên dự họp")
    return _("cần %(share)s %(whole)s tán thành") % {"share": rule.passes.words.text(_), "whole": whole}


def quorum_words(rule: VoteRule) -> str:
    """“Họp khi có mặt từ 2/3 tổng số thành viên”."""
    return _("họp khi có mặt %(share)s tổng số thành viên") % {"share": rule.quorum.words.text(_)}


def marks(rule: VoteRule) -> list[str]:
    """What stands behind the rule, as sentences: where it is written, how well it is known."""
    said = [rule.citation] if rule.citation else []
    said.append(f"{_(rule.verified.value)}: {rule.source}")
    if rule.quorum_verified is not rule.verified:
        said.append(_("Số dự họp: %(mark)s") % {"mark": _(rule.quorum_verified.value)})
    return said
