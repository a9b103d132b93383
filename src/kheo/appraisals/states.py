"""States of rubrics, rounds and appraisals, and the words for each reader."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class RubricState(TextChoices):
    """A version is edited as a draft, then stands until the next one."""

    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in-force", _("Đang áp dụng")
    SUPERSEDED = "superseded", _("Đã được thay thế")


class RoundKind(TextChoices):
    PERIODIC = "periodic", _("định kỳ theo kế hoạch")
    UNANNOUNCED = "unannounced", _("không báo trước")


class RoundState(TextChoices):
    OPEN = "open", _("Đang thẩm định")
    CLOSED = "closed", _("Đã xong")


class Desk(TextChoices):
    """At whose desk an appraisal lies."""

    UNIT = "unit", _("Đơn vị tự chấm")
    TEAM = "team", _("Tổ thẩm định chấm")
    DONE = "done", _("Đã kết luận")


class ScoreState(TextChoices):
    """An appraiser's own sheet."""

    UNSENT = "todo", _("Chưa gửi")
    SENT = "sent", _("Đã gửi")
    RECUSED = "recused", _("Không chấm")


class RequestState(TextChoices):
    """A unit's request for another look; what was answered is final."""

    OPEN = "open", _("Chờ trả lời")
    KEPT = "kept", _("Giữ nguyên kết quả")
    CHANGED = "changed", _("Chấm lại")


class Verdict(TextChoices):
    """The three outcomes."""

    PASSED = "passed", _("Đạt")
    MORE = "more", _("Bổ sung")
    FAILED = "failed", _("Không đạt")


FLOW = Workflow(
    [
        Transition("send_self", (Desk.UNIT,), Desk.TEAM),
        Transition("take_over", (Desk.UNIT,), Desk.TEAM),
        Transition("conclude", (Desk.TEAM,), Desk.DONE),
        Transition("back_to_unit", (Desk.TEAM, Desk.DONE), Desk.UNIT),
        Transition("back_to_team", (Desk.DONE,), Desk.TEAM),
    ]
)


# Inspections


class InspectionState(TextChoices):
    """An inspection is prepared, goes round, and is closed with its results; what is closed is final."""

    PREPARING = "preparing", _("Đang chuẩn bị")
    RUNNING = "running", _("Đang kiểm tra")
    DONE = "done", _("Đã thông báo kết quả")
    DROPPED = "dropped", _("Đã thôi")


class TeamPart(TextChoices):
    """What somebody does in the team."""

    HEAD = "head", _("Trưởng đoàn")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Thành viên")


class SetUpBy(TextChoices):
    """The paper that sets the inspection up."""

    DECISION = "decision", _("Quyết định kiểm tra")
    PLAN = "plan", _("Kế hoạch kiểm tra")


class Why(TextChoices):
    """Why a place is visited."""

    CHOSEN = "chosen", _("chọn trực tiếp")
    RISK = "risk", _("chọn theo dấu hiệu cần xem")
    LOT = "lot", _("bốc thăm")


class VisitState(TextChoices):
    """One place: its sheet is written on the spot, answered by the unit, signed by both."""

    PLANNED = "planned", _("Chưa đến")
    WRITTEN = "written", _("Đã ghi, chờ ký biên bản")
    SIGNED = "signed", _("Đã ký biên bản")
    MISSED = "missed", _("Không đến")


class RemedyState(TextChoices):
    """Something to mend: owed by the unit from the day the results are told, answered, accepted by the head."""

    PROPOSED = "proposed", _("Sẽ thông báo")
    OPEN = "open", _("Chờ khắc phục")
    ANSWERED = "answered", _("Chờ trưởng đoàn xem")
    ACCEPTED = "accepted", _("Đã khắc phục")


INSPECTION_FLOW = Workflow(
    [
        Transition("change", (InspectionState.PREPARING,), InspectionState.PREPARING),
        Transition("begin", (InspectionState.PREPARING,), InspectionState.RUNNING),
        Transition("visit", (InspectionState.RUNNING,), InspectionState.RUNNING),
        Transition("conclude", (InspectionState.RUNNING,), InspectionState.DONE),
        Transition("drop", (InspectionState.PREPARING, InspectionState.RUNNING), InspectionState.DROPPED),
    ]
)
VISIT_FLOW = Workflow(
    [
        Transition("write", (VisitState.PLANNED, VisitState.WRITTEN), VisitState.WRITTEN),
        Transition("answer", (VisitState.WRITTEN,), VisitState.WRITTEN),
        Transition("sign", (VisitState.WRITTEN,), VisitState.SIGNED),
        Transition("miss", (VisitState.PLANNED,), VisitState.MISSED),
    ]
)
REMEDY_FLOW = Workflow(
    [
        Transition("tell", (RemedyState.PROPOSED,), RemedyState.OPEN),
        Transition("answer", (RemedyState.OPEN,), RemedyState.ANSWERED),
        Transition("accept", (RemedyState.ANSWERED,), RemedyState.ACCEPTED),
        Transition("return", (RemedyState.ANSWERED,), RemedyState.OPEN),
    ]
)
