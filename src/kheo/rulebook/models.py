"""Rules that a province or a commune sets for itself."""

from django.db import models
from django.db.models import F, Q


class LocalRule(models.Model):
    """One rule of one place; `area_code` is empty for the province's own. Never edited, only struck out."""

    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    matter = models.CharField(max_length=20, help_text="key in core/law/provisions.toml")
    award = models.CharField(max_length=40, blank=True, help_text="key in core/law/awards.toml; empty: all")
    occasion = models.CharField(max_length=10)
    values = models.JSONField(help_text="as the matter asks for them")
    paper = models.CharField(max_length=300, help_text="the deciding paper as cited")
    issuer = models.CharField(max_length=200)
    article = models.CharField(max_length=100, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    verified = models.CharField(max_length=12, help_text="core/sources.py")
    source = models.CharField(max_length=500)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    strike_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="rulebook_rule_names_its_paper", condition=~Q(paper="")),
            models.CheckConstraint(
                name="rulebook_rule_days_in_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
            ),
            models.CheckConstraint(
                name="rulebook_rule_struck_with_reason",
                condition=Q(struck_at__isnull=True, struck_by__isnull=True, strike_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason="")),
            ),
        ]
        indexes = [models.Index(name="rulebook_rule_by_place", fields=["province_code", "area_code"])]

    def __str__(self) -> str:
        return f"{self.matter} {self.paper}"
