"""Who reports, who reads reports, who receives them.

Report     whoever writes for the unit that handles the registration; the officer in the unit's name.
Receive    officers of the unit that manages the campaign.
Read       whoever reads the received registration; a draft is for its own writers alone.
"""

from datetime import date

from kheo.accounts.public import User
from kheo.core.errors import N_, NotAllowed
from kheo.progress.models import ProgressReport
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration


def can_receive(user: User, registration: Registration, on: date) -> bool:
    """Whether the person receives and returns this registration's reports."""
    return registrations.can_receive(user, registration.round.campaign, on)


def writes_for(user: User, registration: Registration, on: date) -> bool | None:
    """True for the unit's own contact, False for an officer in its name, None for anybody else."""
    try:
        return registrations.acts_for(user, registration.round.campaign, registration.handled_by_unit_id, on)
    except NotAllowed:
        return None


def require_writer(user: User, registration: Registration, on: date) -> bool:
    """Whether the person writes as the unit's contact (True) or in its name (False). Raises NotAllowed."""
    own = writes_for(user, registration, on)
    if own is None:
        raise NotAllowed(
            N_(
                "Chỉ đầu mối của đơn vị có mô hình hoặc cán bộ phụ trách phong trào mới ghi được tiến độ. Hãy nhờ một trong hai người đó."
            ),
            code="not-this-unit",
        )
    return own


def writes_report(user: User, report: ProgressReport, on: date) -> bool:
    """Whether the person may open and change this report's draft."""
    own = writes_for(user, report.registration, on)
    return own is True or (own is False and report.entered_for_unit)


def require_report_writer(user: User, report: ProgressReport, on: date) -> bool:
    """`require_writer` for one report: an officer writes only what an officer entered, the unit's own drafts
    are not for his eyes.
    """
    own = require_writer(user, report.registration, on)
    if not own and not report.entered_for_unit:
        raise NotAllowed(
            N_("Báo cáo này do đơn vị tự soạn; chỉ đầu mối của đơn vị mới mở và sửa được."),
            code="draft-of-unit",
        )
    return own


def require_receiver(user: User, registration: Registration, on: date) -> None:
    """Raise NotAllowed unless the person receives reports of this campaign."""
    if not can_receive(user, registration, on):
        raise NotAllowed(
            N_("Chỉ cán bộ của đơn vị chủ trì phong trào mới nhận hoặc trả lại báo cáo tiến độ."),
            code="not-receiver",
        )
