"""Bundles of the level below: read and shown first, then taken in whole, with the papers that came in them."""

from django.db import models
from django.db.models import Q


class IncomingBundle(models.Model):
    """Gói hồ sơ của cấp dưới: the archive as it came. Not taken in yet, it may be forgotten; taken in, it stays."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who sent it"
    )
    checksum = models.CharField(max_length=64, help_text="of its table of contents, every paper's hash in it")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    letter = models.CharField(max_length=100, blank=True, help_text="number of the sender's tờ trình")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    receipt_code = models.CharField(max_length=20, blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="commendations_bundle_once", fields=["round", "checksum"]),
            models.CheckConstraint(
                name="commendations_bundle_taken",
                condition=Q(taken_at__isnull=True, taken_by__isnull=True, receipt_code="")
                | (Q(taken_at__isnull=False, taken_by__isnull=False) & ~Q(receipt_code="")),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class BundlePaper(models.Model):
    """One paper of a bundle that was taken in: of one dossier, or (no dossier) of all that came with it."""

    bundle = models.ForeignKey(IncomingBundle, on_delete=models.PROTECT, related_name="papers")
    dossier = models.ForeignKey(
        "commendations.Dossier", null=True, on_delete=models.PROTECT, related_name="papers"
    )
    name = models.CharField(max_length=200)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="commendations_paper_once", fields=["bundle", "name", "dossier"]),
        ]

    def __str__(self) -> str:
        return self.name
