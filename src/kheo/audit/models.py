"""Append-only, hash-chained events. No foreign keys: the trail outlives what it describes."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing that somebody did. One chain per record (`stream`)."""

    stream = models.CharField(max_length=80)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=150, help_text="username, or “system”")
    action = models.CharField(max_length=80, help_text="module:subject:verb")
    subject = models.CharField(max_length=80, help_text="module.Model:pk, empty where none changed")
    unit_id = models.BigIntegerField(null=True, help_text="the unit concerned, for reading by scope")
    operation = models.CharField(max_length=36, help_text="one per request or command")
    details = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="audit_event_one_per_place", fields=["stream", "seq"]),
            models.CheckConstraint(name="audit_event_seq_from_one", condition=Q(seq__gte=1)),
        ]
        indexes = [models.Index(name="audit_event_by_subject", fields=["subject", "id"])]

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq} {self.action}"


class Seal(models.Model):
    """A numbered daily statement of the heads and lengths of all chains, itself chained."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    streams = models.PositiveBigIntegerField()
    events = models.PositiveBigIntegerField()
    last_event_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, help_text="over stream, length and head of every chain")
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.number}"
