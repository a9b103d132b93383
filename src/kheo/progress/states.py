"""States of a progress report, of the work it tells about, and the rhythm of reporting."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class Rhythm(TextChoices):
    """How often units report."""

    HALF_AND_YEAR = "half-year", _("sáu tháng và cả năm")
    QUARTERLY = "quarterly", _("hằng quý")
    MONTHLY = "monthly", _("hằng tháng")


class ReportState(TextChoices):
    """Where a progress report lies."""

    DRAFT = "draft", _("Chưa gửi")
    SENT = "sent", _("Đã gửi")
    RETURNED = "returned", _("Bị trả lại")
    RECEIVED = "received", _("Đã nhận")


class Standing(TextChoices):
    """How far the work is, where nothing is counted."""

    NOT_BEGUN = "not-begun", _("Chưa triển khai")
    UNDER_WAY = "under-way", _("Đang làm")
    DONE = "done", _("Hoàn thành")
    KEPT_UP = "kept-up", _("Duy trì")


class Consent(TextChoices):
    """What was agreed about the people who can be recognised in a picture."""

    NOBODY = "nobody", _("Không nhận ra người nào")
    AGREED = "agreed", _("Người trong ảnh đã đồng ý")
    PARENTS_AGREED = "parents-agreed", _("Có trẻ em: cha mẹ hoặc người giám hộ đã đồng ý bằng văn bản")
    NOT_ASKED = "not-asked", _("Chưa hỏi ý kiến")


REPORT_WORKFLOW = Workflow(
    [
        Transition("send", (ReportState.DRAFT, ReportState.RETURNED), ReportState.SENT),
        Transition("receive", (ReportState.SENT,), ReportState.RECEIVED),
        Transition("return_", (ReportState.SENT, ReportState.RECEIVED), ReportState.RETURNED),
    ]
)

REPORTED = (ReportState.SENT, ReportState.RECEIVED)
"""What counts as reported by the unit."""

_FOR_OFFICER = {ReportState.SENT: _("Chờ xem"), ReportState.RETURNED: _("Đã trả lại")}


def label_for_officer(state: ReportState) -> str | Promise:
    """The state from the side of the officer who reads the reports."""
    return _FOR_OFFICER.get(ReportState(state), ReportState(state).label)


class DifficultyState(TextChoices):
    """Where a difficulty stands."""

    WAITING = "waiting", _("Chờ giao đơn vị giải quyết")
    GIVEN = "given", _("Đang giải quyết")
    ANSWERED = "answered", _("Đã trả lời (chờ nơi nêu đồng ý)")
    CLOSED = "closed", _("Đã giải quyết xong")
    WITHDRAWN = "withdrawn", _("Nơi nêu đã rút")


class DifficultyDesk(TextChoices):
    """How high within the commune it has been taken."""

    UNIT = "unit", _("đơn vị được giao")
    LEADER = "leader", _("lãnh đạo phụ trách")
    STANDING = "standing", _("Thường trực")


class DifficultyVerb(TextChoices):
    """What was done about it."""

    GIVE = "give", _("Giao giải quyết")
    ANSWER = "answer", _("Trả lời")
    ESCALATE = "escalate", _("Báo cáo lãnh đạo")
    REFUSE = "refuse", _("Chưa đồng ý với trả lời")
    ACCEPT = "accept", _("Đồng ý, kết thúc")
    WITHDRAW = "withdraw", _("Rút")
    HAND_OVER = "hand-over", _("Bàn giao cho người phụ trách mới")


DIFFICULTY_WORKFLOW = Workflow(
    [
        Transition("give", (DifficultyState.WAITING, DifficultyState.GIVEN), DifficultyState.GIVEN),
        Transition("escalate", (DifficultyState.GIVEN,), DifficultyState.GIVEN),
        Transition("answer", (DifficultyState.GIVEN,), DifficultyState.ANSWERED),
        Transition("refuse", (DifficultyState.ANSWERED,), DifficultyState.GIVEN),
        Transition("accept", (DifficultyState.ANSWERED,), DifficultyState.CLOSED),
        Transition(
            "withdraw",
            (DifficultyState.WAITING, DifficultyState.GIVEN, DifficultyState.ANSWERED),
            DifficultyState.WITHDRAWN,
        ),
    ]
)

UNSOLVED = (DifficultyState.WAITING, DifficultyState.GIVEN, DifficultyState.ANSWERED)
"""What is still open."""


class OwedKind(TextChoices):
    """What a unit is reminded of."""

    REGISTER = "register", _("đăng ký mô hình")
    REPORT = "report", _("báo cáo tiến độ")
    ANSWER = "answer", _("trả lời khó khăn, vướng mắc")
    COPY = "copy", _("kết quả học theo mô hình")
    NEWS = "news", _("báo tình hình thực hiện")
    FINISH = "finish", _("đẩy nhanh thực hiện")
    RESEND = "resend", _("gửi lại báo cáo bị trả lại")


class ReminderChannel(TextChoices):
    """How a unit was reminded."""

    IN_APP = "in-app", _("trong Khéo")
    ZALO = "zalo", _("nhóm Zalo")
    PHONE = "phone", _("điện thoại")
    LETTER = "letter", _("công văn nhắc việc")
    MEETING = "meeting", _("tại cuộc họp")
    MAIL = "mail", _("thư điện tử")


BY_ITSELF = (ReminderChannel.IN_APP, ReminderChannel.MAIL)
"""Channels that Khéo writes into the log itself; the others are noted by hand."""


class PublicityKind(TextChoices):
    """A piece of publicity."""

    NEWS = "news", _("tin")
    ARTICLE = "article", _("bài")
    BROADCAST = "broadcast", _("buổi phát thanh")
    MEETING = "meeting", _("hội nghị, sinh hoạt")


class CopyOutcome(TextChoices):
    """What came of an initiative that copies another."""

    REACHED = "reached", _("Đạt kết quả, tiếp tục làm")
    PARTLY = "partly", _("Đạt một phần")
    MISSED = "missed", _("Chưa đạt")


COPY_TERMS = (6, 12)
"""After how many months the result of a copied initiative is asked for."""


class RowOutcome(TextChoices):
    """What became of a row of a packet that came back."""

    TAKEN = "taken", _("Đã nhận")
    ALREADY = "already", _("Đã nhận trước đó")
    CONFLICT = "conflict", _("Đã đổi trên Khéo")
    REFUSED = "refused", _("Chưa nhận được")
