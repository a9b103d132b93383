"""Photos that a team took stand in its minutes: the unit does not take them out of its evidence by itself."""

from kheo.accounts.public import User
from kheo.appraisals import inspection_rights as rights
from kheo.appraisals.models import VisitPhoto
from kheo.core.errors import N_, NotAllowed
from kheo.kernel.clock import today
from kheo.progress.public import Evidence
from kheo.registrations import public as registrations


def keep_team_photos(evidence: Evidence, by: User) -> NotAllowed | None:
    """Why this person may not take the photo out; None for others' photos, for the team's own head or
    secretary, and for the officer.
    """
    photo = VisitPhoto.objects.select_related("visit__inspection").filter(evidence=evidence).first()
    if photo is None or rights.holds_pen(by, photo.visit.inspection):
        return None
    registration = evidence.registration
    own = registrations.acts_for(by, registration.round.campaign, registration.handled_by_unit_id, today())
    if not own:
        return None
    return NotAllowed(
        N_(
            "Ảnh này do đoàn kiểm tra chụp, nằm trong biên bản kiểm tra. Cần bỏ (chẳng hạn người trong ảnh không đồng ý nữa), hãy đề nghị trưởng đoàn hoặc thư ký đoàn."
        ),
        code="photo-of-team",
    )
