"""What somebody who leaves was charged with by name in judging: heading a team, sheets to send, places to inspect.

None of it passes by itself: a team is what a paper says, so whoever runs the round names another.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kheo.appraisals.models import AppraisalRound, InspectionMember
from kheo.appraisals.states import Desk, InspectionState, RoundState, ScoreState
from kheo.registrations.public import State
from kheo.units import public as units
from kheo.units.public import Leaving, Matter, Matters


def left_behind(leaving: Leaving, _at: datetime) -> Sequence[Matters]:
    """Teams of open rounds with the sheets still awaited, and inspections not yet ended; two to four queries."""
    return [_teams(leaving), _inspections(leaving)]


def _teams(leaving: Leaving) -> Matters:
    awaited = Q(
        appraisals__assignments__appraiser=leaving.giver,
        appraisals__assignments__state=ScoreState.UNSENT,
    ) & ~Q(appraisals__desk=Desk.DONE)
    rows = (
        AppraisalRound.objects.filter(state=RoundState.OPEN, members__user=leaving.giver)
        .annotate(
            awaited=Count(
                "appraisals__assignments",
                filter=awaited & ~Q(appraisals__registration__state=State.WITHDRAWN),
                distinct=True,
            )
        )
        .order_by("ends_on", "pk")
    )

    def say(row: AppraisalRound) -> Matter:
        part = _("tổ trưởng") if row.head_id == leaving.giver.pk else _("thành viên")
        words = _("%(round)s: %(part)s, còn %(count)d phiếu chưa gửi")
        return Matter(words % {"round": row.name, "part": part, "count": vars(row)["awaited"]}, row.ends_on)

    return units.matters_of(
        "appraisals:teams",
        _("Tổ thẩm định đang làm việc"),
        rows,
        say,
        note=_("Thay người phải có văn bản; khi có, người chủ trì ghi ở trang của đợt, nút “Thay đổi tổ”."),
    )


def _inspections(leaving: Leaving) -> Matters:
    going = [InspectionState.PREPARING, InspectionState.RUNNING]
    rows = (
        InspectionMember.objects.filter(user=leaving.giver, inspection__state__in=going)
        .select_related("inspection")
        .order_by("inspection__ends_on", "pk")
    )
    return units.matters_of(
        "appraisals:inspections",
        _("Đoàn kiểm tra đang làm việc"),
        rows,
        lambda row: Matter(
            f"{row.inspection.name}: {row.get_part_display().lower()}", row.inspection.ends_on
        ),
        note=_(
            "Khi đang chuẩn bị, người chủ trì đổi người ở trang của cuộc kiểm tra; đã bắt đầu thì thôi cuộc ấy và lập cuộc khác."
        ),
    )
