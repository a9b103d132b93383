"""The life of a session and of what stands on its agenda."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kheo.core.workflow import Transition, Workflow


class SeatRole(TextChoices):
    """What a member does in a council, in the order of papers."""

    CHAIR = "chair", _("Chủ tịch Hội đồng")
    VICE = "vice", _("Phó Chủ tịch Hội đồng")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Ủy viên")


class SessionState(TextChoices):
    """Where a session stands. What is closed is never changed, only superseded by a later session."""

    PREPARING = "preparing", _("Đang chuẩn bị")
    CALLED = "called", _("Đã mời họp")
    MEETING = "meeting", _("Đang họp")
    CLOSED = "closed", _("Đã chốt kết quả")
    CANCELLED = "cancelled", _("Không họp")


SESSION = Workflow(
    [
        Transition("prepare", (SessionState.PREPARING,), SessionState.PREPARING),
        Transition("call", (SessionState.PREPARING, SessionState.CALLED), SessionState.CALLED),
        Transition("begin", (SessionState.PREPARING, SessionState.CALLED), SessionState.MEETING),
        Transition("meet", (SessionState.MEETING,), SessionState.MEETING),
        Transition("close", (SessionState.MEETING,), SessionState.CLOSED),
        Transition("cancel", (SessionState.PREPARING, SessionState.CALLED), SessionState.CANCELLED),
    ]
)
TAKING_ITEMS = (SessionState.PREPARING, SessionState.CALLED, SessionState.MEETING)


class ItemState(TextChoices):
    """Where one matter of the agenda stands."""

    WAITING = "waiting", _("Chưa bàn")
    VOTING = "voting", _("Đang biểu quyết")
    COUNTED = "counted", _("Có kết quả, chờ chốt")
    DECIDED = "decided", _("Đã chốt")
    POSTPONED = "postponed", _("Để lại phiên sau")


ITEM = Workflow(
    [
        Transition("prepare", (ItemState.WAITING,), ItemState.WAITING),
        Transition("vote", (ItemState.WAITING,), ItemState.VOTING),
        Transition("record", (ItemState.VOTING,), ItemState.VOTING),
        Transition("count", (ItemState.VOTING,), ItemState.COUNTED),
        Transition("correct", (ItemState.COUNTED,), ItemState.COUNTED),
        Transition("conclude", (ItemState.WAITING,), ItemState.COUNTED),
        Transition("abandon", (ItemState.VOTING,), ItemState.WAITING),
        Transition("decide", (ItemState.COUNTED,), ItemState.DECIDED),
        Transition("postpone", (ItemState.WAITING,), ItemState.POSTPONED),
    ]
)
OPEN_ITEMS = (ItemState.WAITING, ItemState.VOTING, ItemState.COUNTED)


class Mode(TextChoices):
    """How a matter is decided."""

    DISCUSS = "discuss", _("Thảo luận, kết luận (không biểu quyết)")
    HANDS = "hands", _("Giơ tay, ghi số người")
    NAMED = "named", _("Biểu quyết công khai, ghi từng người")
    PAPER = "paper", _("Bỏ phiếu kín bằng giấy, hai người nhập kết quả kiểm phiếu")
    SCREEN = "screen", _("Bỏ phiếu kín trên máy")


SECRET = (Mode.PAPER, Mode.SCREEN)


class Presence(TextChoices):
    """Whether a member was there."""

    PRESENT = "present", _("Có mặt")
    ABSENT = "absent", _("Vắng mặt")
    WRITTEN = "written", _("Vắng mặt, gửi ý kiến bằng văn bản")


class Choice(TextChoices):
    """What a vote says."""

    FOR = "for", _("Tán thành")
    AGAINST = "against", _("Không tán thành")
    NONE = "none", pgettext_lazy("vote", "Không có ý kiến")
