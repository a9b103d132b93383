"""The lives of a proposal, of the minutes of a unit's own review, of a recognition; kinds of papers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class ReviewState(TextChoices):
    """The minutes of a unit's own review: mended until the signed copy is in, then final."""

    OPEN = "open", _("Chưa nhận bản ký")
    SIGNED = "signed", _("Đã nhận bản ký")


class ProposalState(TextChoices):
    """Where a proposal lies."""

    STAGED = "staged", _("Chờ xem xét")
    RETURNED = "returned", _("Trả lại đơn vị")
    PASSED = "passed", _("Đã thông qua, chờ quyết định")
    NOT_PASSED = "not-passed", _("Không được thông qua")
    ENACTED = "enacted", _("Đã công nhận")
    TAKEN_BACK = "taken-back", _("Đơn vị đã rút")


WORKFLOW = Workflow(
    [
        Transition("stage", (ProposalState.RETURNED,), ProposalState.STAGED),
        Transition("return", (ProposalState.STAGED,), ProposalState.RETURNED),
        Transition("take-back", (ProposalState.STAGED, ProposalState.RETURNED), ProposalState.TAKEN_BACK),
        Transition("pass", (ProposalState.STAGED,), ProposalState.PASSED),
        Transition("refuse", (ProposalState.STAGED,), ProposalState.NOT_PASSED),
        Transition("reopen", (ProposalState.PASSED, ProposalState.NOT_PASSED), ProposalState.STAGED),
        Transition("enact", (ProposalState.PASSED,), ProposalState.ENACTED),
    ]
)

LIVE = (ProposalState.STAGED, ProposalState.RETURNED, ProposalState.PASSED)
"""Something is still to happen."""


class RecognitionState(TextChoices):
    """Whether a recognition holds. It never returns: who is recognised again gets another decision."""

    VALID = "valid", _("Đang được công nhận")
    ENDED = "ended", _("Thôi công nhận")


class DecisionKind(TextChoices):
    """What a decision does."""

    RECOGNISE = "recognise", _("Công nhận")
    REVIEW = "review", _("Rà soát: tiếp tục, thôi công nhận")


class BodyKind(TextChoices):
    """Who recognises: data of the campaign, never a rule of the program."""

    PARTY = "party", _("Đảng ủy")
    BOARD = "board", _("Ban Chỉ đạo")
    CHAIRMAN = "chairman", _("Chủ tịch Ủy ban nhân dân")
    FRONT = "front", _("Ban Thường trực Ủy ban Mặt trận Tổ quốc")


class PraiseForm(TextChoices):
    """Biểu dương: an act of its own, no form of commendation."""

    LETTER = "letter", _("Thư khen")
    NOTICE = "notice", _("Thông báo biểu dương")
