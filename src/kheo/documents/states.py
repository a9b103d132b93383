"""The life of a paper in the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class DocumentState(TextChoices):
    """Where a paper stands. Whatever is no draft is never changed again, only followed by another paper."""

    DRAFT = "draft", _("Chờ ban hành")
    ISSUED = "issued", _("Đã ban hành")
    SUPERSEDED = "superseded", _("Đã được thay thế")
    RECALLED = "recalled", _("Đã thu hồi")
    DROPPED = "dropped", _("Đã bỏ")


WORKFLOW = Workflow(
    [
        Transition("change", (DocumentState.DRAFT,), DocumentState.DRAFT),
        Transition("issue", (DocumentState.DRAFT,), DocumentState.ISSUED),
        Transition("drop", (DocumentState.DRAFT,), DocumentState.DROPPED),
        Transition("supersede", (DocumentState.ISSUED,), DocumentState.SUPERSEDED),
        Transition("recall", (DocumentState.ISSUED,), DocumentState.RECALLED),
    ]
)


class Reset(TextChoices):
    """When numbers begin again from 01."""

    YEAR = "year", _("Ngày 01 tháng 01 hằng năm")
    TERM = "term", _("Đầu mỗi nhiệm kỳ (văn bản của Đảng)")


class TermStart(TextChoices):
    """By which rule a term of numbers begins (Hướng dẫn 05-HD/VPTW)."""

    CONGRESS = "congress", _("Sau khi bế mạc đại hội")
    PLENUM = "plenum", _("Từ phiên họp đầu tiên của cấp ủy, trong ngày đại hội")
    APPOINTED = "appointed", _("Từ ngày quyết định chỉ định cấp ủy có hiệu lực")
