"""Offline packets: what was given out, what came back."""

from django.db import models
from django.db.models import Q


class Packet(models.Model):
    """A unit's packet of a round as it was given out. `content` holds every line with its state then."""

    code = models.CharField(max_length=20, unique=True, help_text="mã gói, as it stands in the file")
    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=12, blank=True, help_text="key of the period reported on")
    form_version = models.CharField(max_length=10)
    checksum = models.CharField(max_length=40)
    content = models.JSONField(help_text="the lines as given out, with what they stand for")
    taken = models.JSONField(default=dict, help_text="line → what was taken of it, when and by whom")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True, help_text="when it last came back")

    class Meta:
        indexes = [models.Index(name="progress_packet_of_unit", fields=["round", "unit", "made_at"])]

    def __str__(self) -> str:
        return self.code


class PacketReturn(models.Model):
    """One file that came back, and what became of each of its rows, as it was said."""

    packet = models.ForeignKey(Packet, on_delete=models.PROTECT, related_name="returns")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(help_text="row by row: outcome, cells, words")
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0, help_text="refused or in conflict")
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="progress_packet_return_of_a_file", condition=~Q(sha256="")),
        ]
        indexes = [models.Index(name="progress_packet_return_file", fields=["packet", "sha256"])]

    def __str__(self) -> str:
        return self.file_name
