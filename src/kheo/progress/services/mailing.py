"""The last channel: the morning's digest by mail, to those who gave a work address and asked for it.

Plain text, no picture, no address that signs anybody in. A digest is mailed once a person and day: it is claimed
before it goes and marked when the server took it; one that failed is tried again when the job runs again. Nothing
is locked while the mail server is spoken to.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.core.timetable.deadline import short_date
from kheo.kernel.clock import day_of
from kheo.progress.models import Digest, Reminded
from kheo.progress.selectors.reminders import mail_is_on
from kheo.progress.states import ReminderChannel

log = logging.getLogger("kheo.mail")
_CLAIM_HOLDS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Mailed:
    """How it went: how many the server took, how many it did not."""

    is_on: bool
    sent: int = 0
    failed: int = 0


def mail_digests(*, at: datetime) -> Mailed:
    """Mail the day's digests that were not mailed yet; one that fails stops no other."""
    if not mail_is_on():
        return Mailed(is_on=False)
    sent = failed = 0
    connection = get_connection()
    for digest in _claimed(at):
        try:
            connection.open()
        except (SMTPException, OSError) as error:
            # Nobody answers there: waiting once more for each person would keep the morning's job for hours.
            _note_fault(digest, type(error).__name__)
            failed += 1
            break
        try:
            _letter(digest, connection).send()
        except (SMTPException, OSError) as error:
            connection.close()
            _note_fault(digest, type(error).__name__)
            failed += 1
        else:
            _note_sent(digest, at)
            sent += 1
    connection.close()
    return Mailed(is_on=True, sent=sent, failed=failed)


def _claimed(at: datetime) -> Iterator[Digest]:
    """One after the other, each claimed alone, so that two jobs at once never mail the same."""
    free = Q(mail_claimed_at=None) | Q(mail_claimed_at__lte=at - _CLAIM_HOLDS) | ~Q(mail_fault="")
    waiting = Digest.objects.filter(
        on=day_of(at), mailed_at=None, user__is_active=True, user__mail_reminders=True
    )
    for pk in list(waiting.filter(free).order_by("pk").values_list("pk", flat=True)):
        claim = {"mail_claimed_at": at, "mail_tries": F("mail_tries") + 1, "mail_fault": ""}
        if waiting.filter(free, pk=pk).update(**claim):
            yield Digest.objects.select_related("user").get(pk=pk)


def _letter(digest: Digest, connection: BaseEmailBackend) -> EmailMessage:
    count = len(digest.lines)
    day = short_date(digest.on)
    subject = ngettext(
        "Dân vận khéo: %(count)d việc cần làm (ngày %(day)s)",
        "Dân vận khéo: %(count)d việc cần làm (ngày %(day)s)",
        count,
    ) % {"count": count, "day": day}
    line = _("- %(unit)s: %(what)s, hạn %(due)s (%(words)s)")
    address = settings.KHEO_PUBLIC_URL
    body = [
        _("Kính gửi %(name)s,") % {"name": digest.user.full_name},
        "",
        _("Tính đến ngày %(day)s, đơn vị còn những việc sau:") % {"day": day},
        *(line % one for one in digest.lines),
        "",
        _("Mở Khéo, mục Nhắc việc, để làm.") + (f" {address}" if address else ""),
        _("Đơn vị nào vướng, xin nêu ở mục Khó khăn, vướng mắc."),
        "",
        _(
            "Thư này do Khéo gửi vì người nhận đã chọn nhận thư. Muốn thôi: Tài khoản của tôi, bỏ dấu “Gửi cho tôi thư nhắc việc”."
        ),
    ]
    return EmailMessage(
        subject=subject,
        body="\n".join(body),
        to=[digest.user.work_email],
        headers={
            "Message-ID": f"<kheo-{digest.on:%Y%m%d}-{digest.pk}@{_host()}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"


@transaction.atomic
def _note_sent(digest: Digest, at: datetime) -> None:
    """The proof, for each matter that the digest put before the person in the app."""
    Digest.objects.filter(pk=digest.pk).update(mailed_at=at, mail_fault="")
    shown = Reminded.objects.filter(person=digest.user, told_on=digest.on, channel=ReminderChannel.IN_APP)
    rows = list(shown)
    for row in rows:
        row.pk, row.channel, row.noted_at = None, ReminderChannel.MAIL, at
    Reminded.objects.bulk_create(rows)
    log.info("mail sent person=%s digest=%s try=%s", digest.user_id, digest.pk, digest.mail_tries)


def _note_fault(digest: Digest, fault: str) -> None:
    Digest.objects.filter(pk=digest.pk).update(mail_fault=fault[:60])
    log.warning(
        "mail failed person=%s digest=%s try=%s fault=%s",
        digest.user_id, digest.pk, digest.mail_tries, fault,
    )  # fmt: skip
