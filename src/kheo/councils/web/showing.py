"""A vote's outcome as pages show it: figures and one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kheo.councils.models import AgendaItem
from kheo.councils.selectors.rules import kept_rule, rule_words
from kheo.councils.states import Mode


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of result."""

    word: str
    look: str
    sentence: str


def outcome_of(item: AgendaItem) -> Shown | None:
    """“Thông qua: 7/9 tổng số thành viên tán thành, cần ít nhất 5”; None before there is a result."""
    if item.mode == Mode.DISCUSS:
        return Shown(_("Đã kết luận"), "done", item.conclusion)
    rule = kept_rule(item)
    if item.passed is None or rule is None:
        return None
    facts = {
        "votes": item.votes_for,
        "denominator": item.denominator,
        "needed": item.needed,
        "rule": rule_words(rule),
    }
    words = _("%(votes)s/%(denominator)s tán thành; %(rule)s, tức ít nhất %(needed)s")
    word, look = (_("Thông qua"), "accepted") if item.passed else (_("Không thông qua"), "refused")
    return Shown(word, look, words % facts)
