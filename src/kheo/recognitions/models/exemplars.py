"""Good examples, noted on any day, and what was said of them in public praise."""

from django.db import models
from django.db.models import Q

from kheo.recognitions.states import PraiseForm


class Exemplar(models.Model):
    """Điển hình: who did what, when, where. It needs no registration. A wrong one is struck out, never edited."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="where the subject belongs"
    )
    subject = models.ForeignKey("units.Subject", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        "registrations.Registration",
        null=True,
        on_delete=models.PROTECT,
        related_name="exemplars",
        help_text="a received registration that the deed belongs to",
    )
    deed = models.TextField(help_text="what was done: the deed, nothing of the person's life")
    happened_on = models.DateField()
    place = models.CharField(max_length=300)
    noted_for = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="the unit that noted it"
    )
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    strike_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="recognitions_exemplar_has_deed", condition=~Q(deed="")),
            models.CheckConstraint(
                name="recognitions_exemplar_struck_with_reason",
                condition=Q(struck_at__isnull=True, struck_by__isnull=True, strike_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason="")),
            ),
        ]
        indexes = [models.Index(name="recognitions_exemplars", fields=["round", "-happened_on"])]

    def __str__(self) -> str:
        return self.subject.name


class Praise(models.Model):
    """Biểu dương: a letter (no number, Nghị định 30/2020/NĐ-CP knows none for it) or a numbered notice."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="praises")
    form = models.CharField(max_length=6, choices=PraiseForm.choices)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who praises"
    )
    issued_on = models.DateField()
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    content = models.JSONField(help_text="what the paper says, so that it prints the same for ever")
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognitions_praise_letter_has_no_number",
                condition=Q(form="letter", number="", symbol="") | (Q(form="notice") & ~Q(number="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"
