"""Dossiers and what is asked about them, decisions with their awards, the fund, pre-printed blanks."""

from kheo.commendations.models.bundles import BundlePaper, IncomingBundle
from kheo.commendations.models.columns import ExportColumns
from kheo.commendations.models.decisions import Commendation, CommendationDecision
from kheo.commendations.models.dossiers import Dossier, Opinion, Posting, StandingAnswer, Waiver
from kheo.commendations.models.means import Blank, FundEntry, FundYear

__all__ = [
    "Blank",
    "BundlePaper",
    "Commendation",
    "CommendationDecision",
    "Dossier",
    "ExportColumns",
    "FundEntry",
    "FundYear",
    "IncomingBundle",
    "Opinion",
    "Posting",
    "StandingAnswer",
    "Waiver",
]
