"""Tables."""

from kheo.appraisals.models.inspecting import (
    Finding,
    Inspection,
    InspectionMember,
    InspectionSample,
    Remedy,
    Visit,
    VisitPhoto,
)
from kheo.appraisals.models.judging import (
    Appraisal,
    AppraisalRound,
    Assignment,
    Conclusion,
    CriterionEvidence,
    Ranking,
    Rubric,
    RubricVersion,
    TeamMember,
)
from kheo.appraisals.models.reconsidering import Reconsideration

__all__ = [
    "Appraisal",
    "AppraisalRound",
    "Assignment",
    "Conclusion",
    "CriterionEvidence",
    "Finding",
    "Inspection",
    "InspectionMember",
    "InspectionSample",
    "Ranking",
    "Reconsideration",
    "Remedy",
    "Rubric",
    "RubricVersion",
    "TeamMember",
    "Visit",
    "VisitPhoto",
]
