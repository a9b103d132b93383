"""What waits in an appraisal: sheets to score, files to conclude, self-scores that my units owe."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from kheo.accounts.public import Role
from kheo.appraisals import public as appraisals
from kheo.portal.cockpit import Task
from kheo.portal.links import link
from kheo.portal.seat import Seat

_MOST_LISTED = 20
_MAY_SIT = (
    Role.APPRAISER,
    Role.COUNCIL_MEMBER,
    Role.COMMUNE_OFFICER,
    Role.PROVINCE_OFFICER,
    Role.SIGNER,
)


def appraisal_tasks(seat: Seat) -> list[Task]:
    """At most two queries where nothing is inspected; none for who neither judges nor answers for a unit."""
    found: dict[str, int] = {}
    if seat.holds(*_MAY_SIT):
        found |= appraisals.work_of(seat.user)
    own = seat.unit_ids([Role.UNIT_CONTACT])
    if own:
        found |= appraisals.work_of_units(own)
    words = {
        "sheets": _("Thẩm định: %(count)d mô hình chờ tôi chấm"),
        "ready": _("Thẩm định: %(count)d mô hình đủ phiếu, chờ tôi kết luận"),
        "asked": _("Đề nghị xem xét lại: %(count)d, chờ tôi trả lời"),
        "owed": _("Tự chấm điểm: %(count)d mô hình của đơn vị"),
        "sent": _("Đề nghị xem xét lại của đơn vị: %(count)d, chờ tổ thẩm định trả lời"),
    }
    url = link("appraisals:mine")
    waiting = [
        Task(words[name] % {"count": count}, url, count) for name in words if (count := found.get(name))
    ]
    return [*waiting, *_inspecting(seat, found, own)]


def _inspecting(seat: Seat, found: Mapping[str, int], own: Collection[int]) -> list[Task]:
    """Places to write, answers to look at; what my units have to mend, each by its day. Asked for only where there are any."""
    url, tasks = link("appraisals:inspection_mine"), []
    if places := found.get("places"):
        tasks.append(Task(_("Kiểm tra: %(count)d nơi chờ ghi kết quả") % {"count": places}, url, places))
    answers = len(appraisals.to_accept(seat.user, seat.on)) if found.get("mended") else 0
    if answers:
        words = _("Kiểm tra: %(count)d việc đơn vị báo đã khắc phục")
        tasks.append(Task(words % {"count": answers}, url, answers))
    for row in appraisals.to_mend(own)[:_MOST_LISTED] if found.get("mend") else ():
        words = _("Khắc phục sau kiểm tra: %(what)s") % {"what": row.what}
        where, title = link("appraisals:remedy", row.pk), row.visit.registration.title
        tasks.append(Task(words, where, about=title, due=row.due_on, is_late=row.is_late(seat.on)))
    return tasks
