"""Bình xét: what a unit's own meeting proposes, with counts and never with names of who voted how."""

from django.db import models
from django.db.models import F, Q

from kheo.recognitions.states import ReviewState


class UnitReview(models.Model):
    """One meeting of one unit. Without its signed minutes nothing of the unit is proposed."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=ReviewState.choices, default=ReviewState.OPEN)
    held_on = models.DateField()
    place = models.CharField(max_length=300)
    chair = models.CharField(max_length=200, help_text="name and office, as the minutes print it")
    secretary = models.CharField(max_length=200)
    entitled = models.PositiveIntegerField(help_text="how many were entitled to take part")
    present = models.PositiveIntegerField()
    opinions = models.TextField(blank=True, help_text="what was said, without who said it")
    entered_for_unit = models.BooleanField(
        default=False, help_text="the officer entered it in the unit's name"
    )
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True, help_text="when the signed minutes and list came in")
    scan = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    signed_noted_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognitions_review_present_of_entitled",
                condition=Q(present__gte=1) & Q(present__lte=F("entitled")),
            ),
            models.CheckConstraint(
                name="recognitions_review_signed_when",
                condition=Q(state="open", signed_on__isnull=True, signed_noted_by__isnull=True)
                | Q(state="signed", signed_on__isnull=False, signed_noted_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="recognitions_reviews", fields=["round", "unit", "-held_on"])]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.held_on}"


class ReviewItem(models.Model):
    """One initiative or exemplar that the meeting voted on."""

    review = models.ForeignKey(UnitReview, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    registration = models.ForeignKey(
        "registrations.Registration", null=True, on_delete=models.PROTECT, related_name="+"
    )
    exemplar = models.ForeignKey(
        "recognitions.Exemplar", null=True, on_delete=models.PROTECT, related_name="+"
    )
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognitions_item_about_one",
                condition=Q(registration__isnull=False, exemplar__isnull=True)
                | Q(registration__isnull=True, exemplar__isnull=False),
            ),
            models.UniqueConstraint(name="recognitions_item_place", fields=["review", "position"]),
            models.UniqueConstraint(
                name="recognitions_item_once_registration",
                fields=["review", "registration"],
                condition=Q(registration__isnull=False),
            ),
            models.UniqueConstraint(
                name="recognitions_item_once_exemplar",
                fields=["review", "exemplar"],
                condition=Q(exemplar__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.position}"
