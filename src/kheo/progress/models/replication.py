"""One initiative copies another: from where, what was changed, what came of it after six and twelve months."""

from django.db import models
from django.db.models import Q

from kheo.progress.states import CopyOutcome


class Replication(models.Model):
    """A received registration that copies an initiative of this installation, or one described in words."""

    registration = models.ForeignKey(
        "registrations.Registration", on_delete=models.PROTECT, related_name="replications"
    )
    origin = models.ForeignKey(
        "registrations.Registration",
        null=True,
        on_delete=models.PROTECT,
        related_name="copied_by",
        help_text="the received registration that was chosen; its initiative is what is copied",
    )
    origin_words = models.CharField(
        max_length=300, blank=True, help_text="“mô hình … của xã …”, where it stands elsewhere"
    )
    begun_on = models.DateField(help_text="the six and the twelve months count from here")
    adapted = models.TextField(help_text="what was changed to fit the place")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_up_at = models.DateTimeField(null=True)
    given_up_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    given_up_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="progress_copies_one_at_a_time",
                fields=["registration"],
                condition=Q(given_up_at__isnull=True),
            ),
            models.CheckConstraint(
                name="progress_copy_has_one_origin",
                condition=Q(origin__isnull=False, origin_words="")
                | (Q(origin__isnull=True) & ~Q(origin_words="")),
            ),
            models.CheckConstraint(name="progress_copy_says_what_changed", condition=~Q(adapted="")),
            models.CheckConstraint(
                name="progress_copy_given_up_with_reason",
                condition=Q(given_up_at__isnull=True, given_up_by__isnull=True, given_up_reason="")
                | (Q(given_up_at__isnull=False, given_up_by__isnull=False) & ~Q(given_up_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} ← {self.origin_id or self.origin_words}"


class ReplicationResult(models.Model):
    """What came of it after six or twelve months; noted again, the later one stands and the trail keeps both."""

    replication = models.ForeignKey(Replication, on_delete=models.PROTECT, related_name="results")
    after_months = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=CopyOutcome.choices)
    words = models.TextField(help_text="what was reached, in numbers where there are any")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="progress_copy_result_once", fields=["replication", "after_months"]),
            models.CheckConstraint(
                name="progress_copy_result_at_six_or_twelve", condition=Q(after_months__in=[6, 12])
            ),
            models.CheckConstraint(name="progress_copy_result_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.replication_id} {self.after_months}: {self.outcome}"
