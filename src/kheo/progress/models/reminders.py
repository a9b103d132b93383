"""The ladder of a round, the digests that were made, the log of who was reminded, private calendars."""

from django.db import models
from django.db.models import Q

from kheo.progress.states import OwedKind, ReminderChannel


class ReminderLadder(models.Model):
    """The officer's own ladder for a round; where there is none, the usual one holds."""

    round = models.OneToOneField("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=True)
    before = models.JSONField(default=list, help_text="working days before the due day")
    after = models.JSONField(default=list, help_text="working days after it")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.round_id} {self.before} {self.after}"


class ReminderRun(models.Model):
    """The morning's job ran: for the light. Nothing else depends on it."""

    on = models.DateField(unique=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    people = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.on}"


class Digest(models.Model):
    """What one person was reminded of in the app on one morning."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    lines = models.JSONField(help_text="[{what, unit, due, words, url}, …] as they were shown")
    made_at = models.DateTimeField()
    mail_claimed_at = models.DateTimeField(null=True, help_text="somebody began to mail it")
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, help_text="the mail server took it")
    mail_fault = models.CharField(max_length=60, blank=True, help_text="why not, the last time; no address")

    class Meta:
        constraints = [models.UniqueConstraint(name="progress_digest_once_a_day", fields=["user", "on"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.on}"


class Reminded(models.Model):
    """A unit (never a resident) was reminded of something: when, how, by whom."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=OwedKind.choices)
    matter = models.CharField(max_length=300)
    due_on = models.DateField()
    rung = models.CharField(max_length=12, help_text="before-3, on-the-day, after-1; where it stood")
    channel = models.CharField(max_length=8, choices=ReminderChannel.choices)
    person = models.ForeignKey(
        "accounts.User",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="before whom it was put, in the app or by mail",
    )
    told_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        "accounts.User",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="null: the morning's job",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="progress_reminded_by_somebody",
                condition=Q(channel__in=["in-app", "mail"], person__isnull=False)
                | (~Q(channel__in=["in-app", "mail"]) & Q(noted_by__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="progress_reminded_list", fields=["round", "told_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.matter} {self.channel}"


class CalendarFeed(models.Model):
    """A person's private calendar address; a new one makes the old one useless."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=60, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}"
