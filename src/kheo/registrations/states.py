"""States of a registration, and how each reader is told."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kheo.core.workflow import Transition, Workflow


class State(TextChoices):
    """Where a registration lies."""

    DRAFT = "draft", _("Chưa gửi")
    SUBMITTED = "submitted", _("Đã gửi (chờ tiếp nhận)")
    RETURNED = "returned", _("Trả lại")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Kind(TextChoices):
    """A new initiative, or one carried on from an earlier year."""

    NEW = "new", _("mô hình mới")
    CONTINUED = "continued", _("tiếp tục thực hiện")


WORKFLOW = Workflow(
    [
        Transition("submit", (State.DRAFT, State.RETURNED), State.SUBMITTED),
        Transition("return_", (State.SUBMITTED, State.ACCEPTED), State.RETURNED),
        Transition("accept", (State.SUBMITTED,), State.ACCEPTED),
        Transition("withdraw", (State.SUBMITTED, State.RETURNED, State.ACCEPTED), State.WITHDRAWN),
    ]
)

SENT = (State.SUBMITTED, State.ACCEPTED)
"""What counts as sent by the unit."""

_FOR_UNIT = {State.RETURNED: _("Bị trả lại")}
_FOR_OFFICER = {State.SUBMITTED: _("Chờ tiếp nhận"), State.RETURNED: _("Đã trả lại")}


def label_for_unit(state: State) -> str | Promise:
    """The state from the side of the unit that registers."""
    return _FOR_UNIT.get(State(state), State(state).label)


def label_for_officer(state: State) -> str | Promise:
    """The state from the side of the officer who receives."""
    return _FOR_OFFICER.get(State(state), State(state).label)


class AmendmentState(TextChoices):
    """Where a proposal to change a received registration lies."""

    DRAFT = "draft", _("Đang soạn")
    PROPOSED = "proposed", _("Chờ quyết định")
    AGREED = "agreed", _("Đã đồng ý")
    REFUSED = "refused", _("Không đồng ý")
    WITHDRAWN = "withdrawn", _("Đơn vị đã rút")


AMENDMENT_WORKFLOW = Workflow(
    [
        Transition("propose", (AmendmentState.DRAFT,), AmendmentState.PROPOSED),
        Transition("agree", (AmendmentState.PROPOSED,), AmendmentState.AGREED),
        Transition("refuse", (AmendmentState.PROPOSED,), AmendmentState.REFUSED),
        Transition("take_back", (AmendmentState.PROPOSED,), AmendmentState.WITHDRAWN),
    ]
)

OPEN_AMENDMENT = (AmendmentState.DRAFT, AmendmentState.PROPOSED)
"""What keeps a second proposal out."""
