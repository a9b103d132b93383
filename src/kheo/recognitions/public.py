"""What other modules may use of recognitions."""

from kheo.documents.public import PaperFacts
from kheo.recognitions.models import (
    BodyMeeting,
    Exemplar,
    Praise,
    Proposal,
    RecognisingBody,
    Recognition,
    RecognitionDecision,
    ReviewItem,
    UnitReview,
)
from kheo.recognitions.papers.bodies import body_words, head_of, issuing_of, proposer_words
from kheo.recognitions.papers.bodies import recipients as told_words
from kheo.recognitions.permissions import (
    Rights,
    can_manage,
    require_manager,
    require_writer,
    rights,
    writes_for,
)
from kheo.recognitions.selectors.marks import (
    counted,
    is_recognised,
    recognised_initiatives,
    units_with_recognised,
)
from kheo.recognitions.selectors.reviews import carried, newest_signed_items
from kheo.recognitions.selectors.rounds import body_of, managed, opened, writing_unit, writing_units
from kheo.recognitions.services.common import (
    lock_round,
    needed,
    needed_text,
    past_day,
    require_launched,
    short_enough,
    typed_word,
)
from kheo.recognitions.services.deciding import decide_by_meeting
from kheo.recognitions.services.enacting import enact, enter_outside
from kheo.recognitions.services.exemplars import Deed
from kheo.recognitions.services.exemplars import note as note_exemplar
from kheo.recognitions.services.praising import praise
from kheo.recognitions.services.proposing import propose, propose_many
from kheo.recognitions.services.proposing import return_ as return_proposal
from kheo.recognitions.services.reconfirming import review as review_recognitions
from kheo.recognitions.services.reviewing import Meeting, Votes, note_signed
from kheo.recognitions.services.reviewing import hold as hold_review
from kheo.recognitions.services.setting import BodyFacts, set_body
from kheo.recognitions.states import BodyKind, PraiseForm, ProposalState, RecognitionState

__all__ = [
    "BodyFacts",
    "BodyKind",
    "BodyMeeting",
    "Deed",
    "Exemplar",
    "Meeting",
    "PaperFacts",
    "Praise",
    "PraiseForm",
    "Proposal",
    "ProposalState",
    "RecognisingBody",
    "Recognition",
    "RecognitionDecision",
    "RecognitionState",
    "ReviewItem",
    "Rights",
    "UnitReview",
    "Votes",
    "body_of",
    "body_words",
    "can_manage",
    "carried",
    "counted",
    "decide_by_meeting",
    "enact",
    "enter_outside",
    "head_of",
    "hold_review",
    "is_recognised",
    "issuing_of",
    "lock_round",
    "managed",
    "needed",
    "needed_text",
    "newest_signed_items",
    "note_exemplar",
    "note_signed",
    "opened",
    "past_day",
    "praise",
    "propose",
    "propose_many",
    "proposer_words",
    "recognised_initiatives",
    "require_launched",
    "require_manager",
    "require_writer",
    "return_proposal",
    "review_recognitions",
    "rights",
    "set_body",
    "short_enough",
    "told_words",
    "typed_word",
    "units_with_recognised",
    "writes_for",
    "writing_unit",
    "writing_units",
]
