"""What other modules may use of the rulebook."""

from kheo.rulebook.permissions import Place
from kheo.rulebook.selectors import LawOfDay, law_of, local_provisions
from kheo.rulebook.services import Said, add_rule, strike_rule, take_preset

__all__ = [
    "LawOfDay",
    "Place",
    "Said",
    "add_rule",
    "law_of",
    "local_provisions",
    "strike_rule",
    "take_preset",
]
