"""How papers are called on pages."""

from django import template
from django.utils.translation import gettext

from kheo.campaigns.kinds import KINDS
from kheo.campaigns.models import GoverningPaper
from kheo.campaigns.selectors.running import paper_name as name_of

register = template.Library()


@register.filter
def paper_name(paper: GoverningPaper | None) -> str:
    """“Kế hoạch số 46/KH-UBND ngày 19/03/2026”; nothing for no paper."""
    return name_of(paper) if paper else ""


@register.filter
def kind_name(kind: str) -> str:
    """What a kind of value is called."""
    return gettext(KINDS[kind].name)
