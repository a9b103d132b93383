"""The life of a review report, its kinds, the parts that are written in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class ReviewKind(TextChoices):
    """What is looked back on. The values are the words of the command line."""

    SIX_MONTHS = "sau-thang", _("Báo cáo 6 tháng đầu năm")
    YEAR = "nam", _("Báo cáo năm")
    MID_TERM = "so-ket", _("Báo cáo sơ kết")
    FINAL = "tong-ket", _("Báo cáo tổng kết")


WHOLE_PHASE = (ReviewKind.MID_TERM, ReviewKind.FINAL)
"""Kinds that add up the years of the campaign; the others look at one year."""


class ReviewState(TextChoices):
    """Where a review report lies."""

    DRAFTING = "drafting", _("Đang soạn")
    ISSUED = "issued", _("Đã ban hành")
    DROPPED = "dropped", _("Đã bỏ")


WORKFLOW = Workflow(
    [
        Transition("write", (ReviewState.DRAFTING,), ReviewState.DRAFTING),
        Transition("freeze", (ReviewState.DRAFTING,), ReviewState.DRAFTING),
        Transition("issue", (ReviewState.DRAFTING,), ReviewState.ISSUED),
        Transition("drop", (ReviewState.DRAFTING,), ReviewState.DROPPED),
    ]
)


class MovementScope(TextChoices):
    """How far a movement reaches, as the statistical form on movements asks it."""

    NATION = "nation", _("Toàn quốc")
    REGION = "region", _("Bộ, ban, ngành, địa phương")
    CLUSTER = "cluster", _("Cụm, khối thi đua")
    BODY = "body", _("Cơ quan, tổ chức, đơn vị")


class MovementMethod(TextChoices):
    """How a movement is run, as the same form asks it."""

    THEMATIC = "thematic", _("Theo chuyên đề (theo đợt)")
    REGULAR = "regular", _("Thường xuyên")


class Part(TextChoices):
    """The parts that an officer words. Each is a field of the draft; figures in it stand as placeholders."""

    OPENING = "opening", _("Mở đầu")
    DIRECTION = "direction", _("Công tác chỉ đạo, tổ chức thực hiện")
    REGISTERED = "registered", _("Kết quả đăng ký, thực hiện")
    RECOGNISED = "recognised", _("Công nhận, biểu dương, khen thưởng")
    GIVEN = "given", _("Nhân dân đóng góp, hộ hưởng lợi")
    PUBLICITY = "publicity", _("Tuyên truyền, nhân rộng")
    BEST = "best", _("Mô hình tiêu biểu")
    LIMITS = "limits", _("Hạn chế, khó khăn, vướng mắc")
    CAUSES = "causes", _("Nguyên nhân")
    LESSONS = "lessons", _("Bài học kinh nghiệm")
    NEXT = "next", _("Phương hướng, nhiệm vụ")
    PROPOSALS = "proposals", _("Kiến nghị, đề xuất")
