"""The fund of a commune's year, and the pre-printed blanks on which certificates are printed."""

from django.db import models
from django.db.models import Q

from kheo.commendations.states import FundKind


class FundYear(models.Model):
    """Quỹ thi đua, khen thưởng of one unit and year: the recurrent spending and the share that bound it."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    recurrent = models.PositiveBigIntegerField(help_text="chi thường xuyên, đồng")
    permille = models.PositiveSmallIntegerField(help_text="the ceiling: 10 is 1,0 %, 15 is 1,5 %")
    basis = models.CharField(max_length=300, help_text="the paper that allots it")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="commendations_fund_once", fields=["unit", "year"]),
            models.CheckConstraint(name="commendations_fund_share", condition=Q(permille__in=[10, 15])),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class FundEntry(models.Model):
    """Money in or out. Never edited: a wrong row is reversed by another."""

    fund = models.ForeignKey(FundYear, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=FundKind.choices)
    amount = models.BigIntegerField(help_text="đồng; below zero only in a row that reverses another")
    on = models.DateField()
    words = models.CharField(max_length=300)
    paper = models.CharField(max_length=100, blank=True)
    decision = models.ForeignKey(
        "commendations.CommendationDecision", null=True, on_delete=models.PROTECT, related_name="payments"
    )
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commendations_entry_amount",
                condition=Q(reverses__isnull=True, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
            ),
        ]
        indexes = [models.Index(name="commendations_entries", fields=["fund", "on"])]

    def __str__(self) -> str:
        return self.words


class Blank(models.Model):
    """Phôi in sẵn on one printer: where each text stands (mm from the left top corner), shifted by what a test print showed."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    width = models.DecimalField(max_digits=5, decimal_places=1)
    height = models.DecimalField(max_digits=5, decimal_places=1)
    shift_x = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    shift_y = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    legacy = models.BooleanField(
        default=False, help_text="the texts are copied out in TCVN3 for the blank's font"
    )
    slots = models.JSONField(help_text="slot → [x, y, width, size, align]")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="commendations_blank_once", fields=["unit", "name"])]

    def __str__(self) -> str:
        return self.name
