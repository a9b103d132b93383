"""Photos and files that show what was done."""

from django.db import models
from django.db.models import Q

from kheo.progress.states import Consent


class Evidence(models.Model):
    """One photo or file of a registration. The copy for pages bears nothing of where and when it was taken."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "photo"
        FILE = "file", "file"

    registration = models.ForeignKey(
        "registrations.Registration", on_delete=models.PROTECT, related_name="evidence"
    )
    token = models.UUIDField(
        null=True, unique=True, help_text="the filled form and the file's place in it: sent twice, taken once"
    )
    kind = models.CharField(max_length=5, choices=Kind.choices)
    file = models.ForeignKey(
        "documents.StoredFile",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the original; null once it was taken out",
    )
    shown_copy = models.ForeignKey(
        "documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    caption = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField(null=True, help_text="kept only where the person agreed")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    consent = models.CharField(max_length=16, choices=Consent.choices, default=Consent.NOT_ASKED)
    consent_on = models.DateField(null=True, help_text="the day on which they agreed")
    shows_help_received = models.BooleanField(
        default=False, help_text="a person receiving help is seen: never public"
    )
    wished_public = models.BooleanField(default=False, help_text="the unit offers it for public pages")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    remove_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="progress_evidence_place_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="progress_evidence_agreed_on_a_day",
                condition=~Q(consent__in=["agreed", "parents-agreed"]) | Q(consent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="progress_evidence_public_has_consent",
                condition=Q(wished_public=False) | (~Q(consent="not-asked") & Q(shows_help_received=False)),
            ),
            models.CheckConstraint(
                name="progress_evidence_kept_until_removed",
                condition=Q(removed_at__isnull=True, file__isnull=False)
                | Q(removed_at__isnull=False, file__isnull=True, shown_copy__isnull=True),
            ),
            models.CheckConstraint(
                name="progress_evidence_removed_with_reason",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, remove_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(remove_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.file_name
