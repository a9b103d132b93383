"""What registrations and progress tell of a registration."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from kheo.appraisals.hooks import Fact
from kheo.core.vietnamese import short_date
from kheo.kernel.clock import day_of
from kheo.progress import public as progress
from kheo.registrations.public import Registration, State


def registered_in_time(rows: Collection[Registration], on: date) -> dict[int, Fact]:
    """Sent before the deadline (or within the unit's extension) and received."""
    return {row.pk: _registered(row) for row in rows}


def _registered(row: Registration) -> Fact:
    if row.state != State.ACCEPTED:
        return Fact("unmet", _("chưa được tiếp nhận"))
    if row.is_late:
        return Fact("unmet", _("gửi sau hạn đăng ký"))
    sent = row.first_submitted_at or row.submitted_at
    return Fact("met", _("gửi ngày %(day)s, trong hạn") % {"day": short_date(day_of(sent)) if sent else ""})


def reports_sent(rows: Collection[Registration], on: date) -> dict[int, Fact]:
    """A report for every period of the round whose day has come."""
    reports = progress.sent_periods([row.pk for row in rows])
    rounds = {row.round_id: row.round for row in rows}
    due = {pk: progress.reporting_of(round_).wanted for pk, round_ in rounds.items()}
    found = {}
    for row in rows:
        asked = [
            one
            for one in due[row.round_id]
            if one.period.due_on < on
            and (row.decided_at is None or day_of(row.decided_at) <= one.period.last)
        ]
        missing = [one.name for one in asked if one.key not in reports.get(row.pk, frozenset())]
        if missing:
            found[row.pk] = Fact("unmet", _("còn thiếu báo cáo %(names)s") % {"names": "; ".join(missing)})
        elif asked:
            found[row.pk] = Fact("met", _("đã gửi đủ %(count)d báo cáo đến hạn") % {"count": len(asked)})
        else:
            found[row.pk] = Fact("met", _("chưa có kỳ báo cáo nào đến hạn"))
    return found


def contributions_published(rows: Collection[Registration], on: date) -> dict[int, Fact]:
    """What the people gave was made public. Nothing given needs no publication; where the initiative's own plan names
    what people are to give and no book says what became of it, the answer waits.
    """
    found = {}
    for pk, one in progress.followed([row.pk for row in rows]).items():
        if one.published is None and one.asked:
            words = _("mô hình có chỉ tiêu “%(name)s” nhưng chưa mở sổ đóng góp;")
            found[pk] = Fact("waiting", words % {"name": one.asked}, from_whom=_("đơn vị ghi sổ đóng góp"))
        elif one.published is None:
            found[pk] = Fact("met", _("không vận động đóng góp"))
        elif one.published:
            found[pk] = Fact("met", _("đã công khai"))
        else:
            found[pk] = Fact("unmet", _("có khoản Nhân dân đóng góp chưa công khai"))
    return found


def difficulties_solved(rows: Collection[Registration], on: date) -> dict[int, Fact]:
    """No difficulty of the registration is still open."""
    found = {}
    for pk, one in progress.followed([row.pk for row in rows]).items():
        if one.open_difficulties:
            words = _("còn %(count)d khó khăn, vướng mắc chưa giải quyết xong")
            found[pk] = Fact("unmet", words % {"count": one.open_difficulties})
        else:
            found[pk] = Fact("met", _("không còn khó khăn, vướng mắc"))
    return found
