"""Handovers: who gave which roles to whom from which day, and what was open then. Written once, never edited."""

from django.db import models
from django.db.models import F, Q

from kheo.accounts.public import Role
from kheo.handovers.states import Reason


class Handover(models.Model):
    """One handover. `content` is what was shown and is frozen: the groups of open matters as they were told."""

    giver = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="under whose name the minutes stand",
    )
    on = models.DateField(help_text="first day on which the taker answers")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    basis = models.CharField(max_length=200, blank=True, help_text="number and date of the decision")
    content = models.JSONField(help_text="[{key, title, note, passes, count, lines: [{words, due}]}]")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="handovers_between_two", condition=~Q(giver=F("taker"))),
        ]
        indexes = [
            models.Index(name="handovers_by_giver", fields=["giver", "-made_at"]),
            models.Index(name="handovers_by_taker", fields=["taker", "-made_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"


class HandedRole(models.Model):
    """A role that passed: the unit, what it was, the office as the giver held it."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    title = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="handovers_role_once", fields=["handover", "unit", "role"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role}"
