"""The deadline of one unit in one round, to the second."""

from datetime import datetime

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound, CampaignState
from kheo.core.errors import N_, Refusal
from kheo.core.timetable.deadline import Deadline
from kheo.core.timetable.words import say_until
from kheo.registrations.models import Registration
from kheo.units import public as units


def deadline_of(round_: CampaignRound, unit_id: int) -> Deadline | None:
    """When registration closes for this unit (the latest extension counts, also one given to a unit
    since merged into it); None where the round sets no end.
    """
    given = campaigns.extensions_of_units([round_], units.predecessor_ids([unit_id]))
    return campaigns.deadline_of(round_, max(given.values(), default=None))


def require_running(round_: CampaignRound) -> None:
    """Raise Refusal unless the campaign has been launched and is not closed."""
    if round_.campaign.state == CampaignState.PREPARING:
        raise Refusal(
            N_("Phong trào này chưa phát động nên chưa nhận đăng ký."), code="campaign-not-launched"
        )
    if round_.campaign.state == CampaignState.CLOSED:
        raise Refusal(N_("Phong trào này đã kết thúc nên không nhận đăng ký nữa."), code="campaign-closed")


def may_resend(registration: Registration, at: datetime) -> bool:
    """Whether what was returned may be sent again now, whatever the deadline: until the limit the officer
    gave, or without a limit where he gave none.
    """
    return registration.first_submitted_at is not None and (
        registration.resubmit_until is None or at < registration.resubmit_until
    )


def require_in_time(registration: Registration, at: datetime) -> bool:
    """Raise Refusal when it is too late to send; else whether it counts as late.

    What was first sent in time stays in time when it is sent again after a return.
    """
    closes_at = registration.round.registration_closes_at
    if closes_at is None or at < closes_at:
        return False  # in time for everyone: no need to ask for extensions
    deadline = deadline_of(registration.round, registration.handled_by_unit_id)
    if deadline is None:
        return False
    if not deadline.accepts(at) and not may_resend(registration, at):
        raise _too_late(registration, deadline)
    return deadline.is_late(registration.first_submitted_at or at)


def _too_late(registration: Registration, deadline: Deadline) -> Refusal:
    if registration.resubmit_until is not None:
        return Refusal(
            N_(
                "Đã quá hạn gửi lại (%(until)s). Bản đang soạn vẫn được giữ. Hãy đề nghị cán bộ phụ trách gia hạn cho đơn vị rồi gửi."
            ),
            code="resubmission-closed",
            until=say_until(registration.resubmit_until),
        )
    return Refusal(
        N_(
            "Đã hết hạn nhận đăng ký (%(until)s). Bản nháp vẫn được giữ. Hãy đề nghị cán bộ phụ trách gia hạn cho đơn vị rồi gửi."
        ),
        code="registration-closed",
        until=say_until(deadline.shut_at),
    )
