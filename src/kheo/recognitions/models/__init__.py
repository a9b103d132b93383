"""Exemplars, the units' own reviews, proposals, decisions and what they recognise."""

from kheo.recognitions.models.decisions import Recognition, RecognitionCheck, RecognitionDecision
from kheo.recognitions.models.exemplars import Exemplar, Praise
from kheo.recognitions.models.proposals import BodyMeeting, Proposal, RecognisingBody
from kheo.recognitions.models.reviews import ReviewItem, UnitReview

__all__ = [
    "BodyMeeting",
    "Exemplar",
    "Praise",
    "Proposal",
    "RecognisingBody",
    "Recognition",
    "RecognitionCheck",
    "RecognitionDecision",
    "ReviewItem",
    "UnitReview",
]
