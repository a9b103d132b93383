"""What was said of the movement in public: news, articles, broadcasts, meetings."""

from django.db import models
from django.db.models import Q

from kheo.progress.states import PublicityKind


class PublicityDuty(models.Model):
    """The body that the plan makes answer for publicity in a round."""

    round = models.OneToOneField("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class PublicityItem(models.Model):
    """One piece: what, when, where it came out. A wrong one is struck out with a reason, never edited."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        "registrations.Registration", null=True, on_delete=models.PROTECT, related_name="publicity"
    )
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who did it")
    kind = models.CharField(max_length=10, choices=PublicityKind.choices)
    title = models.CharField(max_length=300)
    on = models.DateField()
    channel = models.CharField(max_length=200, help_text="cổng thông tin, đài truyền thanh, nhà văn hóa …")
    link = models.URLField(max_length=500, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    strike_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="progress_publicity_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="progress_publicity_struck_with_reason",
                condition=Q(struck_at__isnull=True, struck_by__isnull=True, strike_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason="")),
            ),
        ]
        indexes = [models.Index(name="progress_publicity_list", fields=["round", "on"])]

    def __str__(self) -> str:
        return self.title
