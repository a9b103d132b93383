"""Judging as arithmetic: rubric, gates, marks, levels, ranks, ties. Pure; every result explains itself."""

from kheo.core.scoring.checking import MOST_MARKS, Problem, problems_of
from kheo.core.scoring.households import asks_households_to_give, require_no_household_giving
from kheo.core.scoring.ranking import Place, last_words, named, rank
from kheo.core.scoring.reading import data_of, rubric_of
from kheo.core.scoring.rubric import (
    Answer,
    Band,
    Criterion,
    Downgrade,
    Gate,
    GateAnswer,
    Group,
    Kind,
    Mark,
    Part,
    Rubric,
    Sheet,
    Step,
    SubjectKind,
    Tie,
    TieKind,
)
from kheo.core.scoring.score import GateLine, GroupSum, Line, Result, Scorer, Verdict, score

__all__ = [
    "MOST_MARKS",
    "Answer",
    "Band",
    "Criterion",
    "Downgrade",
    "Gate",
    "GateAnswer",
    "GateLine",
    "Group",
    "GroupSum",
    "Kind",
    "Line",
    "Mark",
    "Part",
    "Place",
    "Problem",
    "Result",
    "Rubric",
    "Scorer",
    "Sheet",
    "Step",
    "SubjectKind",
    "Tie",
    "TieKind",
    "Verdict",
    "asks_households_to_give",
    "data_of",
    "last_words",
    "named",
    "problems_of",
    "rank",
    "require_no_household_giving",
    "rubric_of",
    "score",
]
