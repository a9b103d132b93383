"""Messages inside the app, and the log of who was told what, when and how."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def label(subject: models.Model) -> str:
    """How a message or a telling names the record it is about."""
    return f"{subject._meta.label}:{subject.pk}"


class Notice(models.Model):
    """A message to everybody who answers for a unit, or to one person for what he himself has to do."""

    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=120, help_text="module.Model:pk it is about")
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_to_unit_or_person",
                condition=Q(unit__isnull=False, user__isnull=True) | Q(unit__isnull=True, user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Seen(models.Model):
    """This person has opened this message."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="seen")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="notices_seen_once", fields=["notice", "user"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.notice_id}"


class Telling(models.Model):
    """A unit was told about something: the officer's proof. Written by the app or by hand."""

    class Channel(models.TextChoices):
        IN_APP = "in-app", _("trong Khéo")
        LETTER = "letter", _("công văn")
        ZALO = "zalo", _("nhóm Zalo")
        PHONE = "phone", _("điện thoại")
        MEETING = "meeting", _("tại cuộc họp")

    subject = models.CharField(max_length=120, db_index=True, help_text="module.Model:pk it is about")
    matter = models.CharField(max_length=200, help_text="what was told, in words")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.channel}"
