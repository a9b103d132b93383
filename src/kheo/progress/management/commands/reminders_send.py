"""The morning's job: put the day's reminders before each person, once a day; by mail to those who asked for it; then
what other modules do every morning.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.mornings import do_morning_work
from kheo.progress.services.mailing import mail_digests
from kheo.progress.services.reminders import make_digests


class Command(BaseCommand):
    help = "Nhắc việc buổi sáng trong Khéo và qua thư; chạy lại trong ngày không nhắc lần hai."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Đã nhắc %(count)d người.") % {"count": make_digests(at=clock.now())})
        mailed = mail_digests(at=clock.now())
        if mailed.is_on:
            self.stdout.write(
                _("Thư: đã gửi %(sent)d, chưa gửi được %(failed)d.")
                % {"sent": mailed.sent, "failed": mailed.failed}
            )
        do_morning_work(at=clock.now())
