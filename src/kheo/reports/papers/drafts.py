"""A report drafted from the figures of now and kept nowhere: for the command line, and for whoever only wants to look."""

from datetime import datetime

from kheo.campaigns.public import CampaignRound
from kheo.core.paper.model import Paper
from kheo.documents import public as documents
from kheo.kernel.clock import day_of
from kheo.reports.models import Review
from kheo.reports.papers.drafting import first_wording
from kheo.reports.papers.reports import filled, review_paper
from kheo.reports.selectors.background import background_of
from kheo.reports.selectors.figures import content_of
from kheo.reports.selectors.scopes import scope_of


def drafted_paper(round_: CampaignRound, kind: str, at: datetime) -> Paper:
    """The first wording of such a report with its figures."""
    on = day_of(at)
    campaign = round_.campaign
    review = Review(round=round_, kind=kind, unit=campaign.managing_unit, addressee=campaign.sends_up_to)
    scope = scope_of(round_, kind)
    content = content_of(scope, at)
    words = filled(first_wording(kind, content, background_of(scope, on)), content)
    return review_paper(review, content, words, documents.usual_facts(review.unit, "BC", on), on=on)
