"""States of a campaign and of its papers; what follows from dates is computed, never stored."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class CampaignState(TextChoices):
    """PREPARING until launched; RUNNING until closed."""

    PREPARING = "preparing", _("Đang chuẩn bị")
    RUNNING = "running", _("Đang thực hiện")
    CLOSED = "closed", _("Đã kết thúc")


class PaperState(TextChoices):
    """REVIEWING while the officer reads it over; then in force until a later one takes its place."""

    REVIEWING = "reviewing", _("Đang rà soát")
    IN_FORCE = "in-force", _("Đang áp dụng")
    SUPERSEDED = "superseded", _("Đã được thay thế")
    SET_ASIDE = "set-aside", _("Không dùng")


class PaperRole(TextChoices):
    """What a governing paper does for its campaign."""

    PLAN = "plan", _("Kế hoạch")
    GUIDANCE = "guidance", _("Hướng dẫn")
    NOTICE = "notice", _("Thông báo")
    AMENDMENT = "amendment", _("Sửa đổi, bổ sung")


class ItemStatus(TextChoices):
    """What the officer said of a value that was read."""

    PROPOSED = "proposed", _("Chờ xem")
    CONFIRMED = "confirmed", _("Đúng")
    CORRECTED = "corrected", _("Đã sửa")
    REJECTED = "rejected", _("Bỏ")
    ADDED = "added", _("Thêm bằng tay")


class Part(TextChoices):
    """What a unit does in a campaign."""

    MANAGE = "manage", _("chủ trì")
    APPRAISE = "appraise", _("thẩm định")
    REGISTER = "register", _("đăng ký")
    WATCH = "watch", _("theo dõi")
    LEFT = "left", _("thôi tham gia")


CAMPAIGN = Workflow(
    [
        Transition("launch", (CampaignState.PREPARING,), CampaignState.RUNNING),
        Transition("close", (CampaignState.RUNNING,), CampaignState.CLOSED),
    ]
)

PAPER = Workflow(
    [
        Transition("apply", (PaperState.REVIEWING,), PaperState.IN_FORCE),
        Transition("supersede", (PaperState.IN_FORCE,), PaperState.SUPERSEDED),
        Transition("set_aside", (PaperState.REVIEWING,), PaperState.SET_ASIDE),
    ]
)
