"""Keeping proof of tellings outside the app: by letter, by Zalo, by telephone, in a meeting."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.models import Campaign
from kheo.campaigns.services.running import lock, taking_part
from kheo.core.errors import N_, InvalidInput
from kheo.core.timetable.deadline import short_date
from kheo.core.vietnamese import clean_line
from kheo.kernel.clock import day_of
from kheo.notices import public as notices
from kheo.notices.public import Telling


@transaction.atomic
def note_told(
    campaign: Campaign,
    *,
    unit_ids: Collection[int],
    channel: str,
    told_on: date | None,
    matter: str,
    by: User,
    at: datetime,
) -> int:
    """Log that these units were told, how and on which day; how many.

    Raises InvalidInput (`field` units, channel or day).
    """
    campaign = lock(campaign, by=by, at=at)
    chosen = taking_part(campaign, unit_ids)
    if channel not in Telling.Channel.values or channel == Telling.Channel.IN_APP:
        raise InvalidInput(N_("Hãy chọn cách đã báo."), code="channel-unknown", field="channel")
    if told_on is None or told_on > day_of(at):
        raise InvalidInput(
            N_("Hãy ghi ngày đã báo; ngày đó không ở sau hôm nay."), code="told-day", field="day"
        )
    words = clean_line(matter) or _("Phát động, đề nghị đăng ký")
    day = _("ngày %(day)s") % {"day": short_date(told_on)}
    return notices.note_told(
        campaign,
        unit_ids=chosen,
        matter=f"{words[:170]} ({day})",
        channel=Telling.Channel(channel),
        by=by,
        at=at,
    )
