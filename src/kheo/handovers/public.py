"""What other modules may use of handovers. What is open in somebody's hands is told through `units`
(`register_handed_over`), which every module knows.
"""

from kheo.handovers.models import Handover
from kheo.handovers.selectors import recent
from kheo.handovers.services import hand_over
from kheo.handovers.states import Reason

__all__ = ["Handover", "Reason", "hand_over", "recent"]
