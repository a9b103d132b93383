"""The lives of a dossier, of an award, of what is asked about them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class DossierState(TextChoices):
    """Where a dossier lies."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Đã gửi, chờ tiếp nhận")
    RETURNED = "returned", _("Trả lại bổ sung")
    RECEIVED = "received", _("Đã tiếp nhận, đang thẩm định")
    APPRAISED = "appraised", _("Đã thẩm định, chờ xét")
    UNFIT = "unfit", _("Không đủ điều kiện")
    PASSED = "passed", _("Đã thông qua, chờ quyết định")
    NOT_PASSED = "not-passed", _("Không được thông qua")
    FORWARDED = "forwarded", _("Đã trình cấp trên")
    DECIDED = "decided", _("Đã khen thưởng")
    WITHDRAWN = "withdrawn", _("Đơn vị đã rút")


_D = DossierState
WORKFLOW = Workflow(
    [
        Transition("submit", (_D.DRAFT, _D.RETURNED), _D.SUBMITTED),
        Transition("take-back", (_D.DRAFT, _D.SUBMITTED, _D.RETURNED), _D.WITHDRAWN),
        Transition("receive", (_D.SUBMITTED,), _D.RECEIVED),
        Transition("receive-again", (_D.RETURNED,), _D.RECEIVED),
        Transition("return", (_D.SUBMITTED, _D.RECEIVED, _D.APPRAISED), _D.RETURNED),
        Transition("prepare", (_D.RECEIVED,), _D.RECEIVED),
        Transition("appraise", (_D.RECEIVED,), _D.APPRAISED),
        Transition("find-unfit", (_D.RECEIVED,), _D.UNFIT),
        Transition("post", (_D.APPRAISED,), _D.APPRAISED),
        Transition("pass", (_D.APPRAISED,), _D.PASSED),
        Transition("refuse", (_D.APPRAISED,), _D.NOT_PASSED),
        Transition("reopen", (_D.PASSED, _D.NOT_PASSED), _D.APPRAISED),
        Transition("decide", (_D.PASSED,), _D.DECIDED),
        Transition("forward", (_D.PASSED,), _D.FORWARDED),
        Transition("decide-above", (_D.FORWARDED,), _D.DECIDED),
        Transition("decline-above", (_D.FORWARDED,), _D.RETURNED),
    ]
)
WRITABLE = (DossierState.DRAFT, DossierState.RETURNED)
LET_THROUGH = (DossierState.RECEIVED, DossierState.APPRAISED, DossierState.PASSED)
"""Who decides may still let a failing guard pass."""
OVER = (DossierState.UNFIT, DossierState.NOT_PASSED, DossierState.DECIDED, DossierState.WITHDRAWN)
"""Nothing is still to happen."""


class OpinionKind(TextChoices):
    """Whose opinion is asked for a dossier."""

    APPRAISAL = "appraisal", _("Thẩm định của cơ quan tham mưu")
    CONSULT = "consult", _("Lấy ý kiến, hiệp y")


class OpinionVerdict(TextChoices):
    """What came of it."""

    AGREE = "agree", _("Đồng ý")
    DISAGREE = "disagree", _("Không đồng ý")


class Rating(TextChoices):
    """Xếp loại năm of a unit or person, asked only where the place has a rule."""

    EXCELLENT = "excellent", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "good", _("Hoàn thành tốt nhiệm vụ")
    DONE = "done", _("Hoàn thành nhiệm vụ")
    NOT_DONE = "not-done", _("Không hoàn thành nhiệm vụ")


class DecisionKind(TextChoices):
    """What a decision does."""

    AWARD = "award", _("Khen thưởng")
    REVOKE = "revoke", _("Hủy bỏ, thu hồi")


class AwardState(TextChoices):
    """Whether an award holds. A revoked one never returns."""

    VALID = "valid", _("Có hiệu lực")
    REVOKED = "revoked", _("Đã hủy bỏ")


class FundKind(TextChoices):
    """What an entry of the fund is."""

    RECEIPT = "receipt", _("Thu: lập quỹ, bổ sung")
    PRIZE = "prize", _("Chi tiền thưởng")
    ORGANISING = "organising", _("Chi tổ chức, tuyên truyền")
