"""Tables of review reports: what is worded, and figures frozen on a day."""

from django.db import models
from django.db.models import F, Q

from kheo.reports.states import MovementMethod, MovementScope, ReviewKind, ReviewState


class Review(models.Model):
    """A report that looks back: six months, a year, sơ kết, tổng kết. Words are edited, figures never.

    `wording` holds the parts with placeholders; the newest snapshot the figures that the paper is filled from.
    """

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    state = models.CharField(max_length=8, choices=ReviewState.choices, default=ReviewState.DRAFTING)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="in whose name it is issued"
    )
    addressee = models.CharField(max_length=300, blank=True, help_text="the superior body it goes to")
    draft_id = models.UUIDField(unique=True, help_text="the draft as browsers know it")
    wording = models.JSONField(default=dict, help_text="part → its words, figures as placeholders")
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict, help_text="head, signer and filled words as issued")
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    drop_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reports_one_open_of_a_kind", fields=["round", "kind"], condition=Q(state="drafting")
            ),
            models.CheckConstraint(
                name="reports_issued_who_when_and_what",
                condition=Q(
                    state="issued",
                    issued_at__isnull=False,
                    issued_by__isnull=False,
                    issued_on__isnull=False,
                    document__isnull=False,
                )
                | (~Q(state="issued") & Q(issued_at__isnull=True, issued_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="reports_dropped_with_reason",
                condition=Q(state="dropped") & ~Q(drop_reason="") | ~Q(state="dropped") & Q(drop_reason=""),
            ),
        ]
        indexes = [models.Index(name="reports_reviews", fields=["round", "state"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.round.year}"

    @property
    def fields(self) -> dict[str, str]:
        """What the form of its words shows."""
        return {**self.wording, "addressee": self.addressee} if self.addressee else dict(self.wording)


class Snapshot(models.Model):
    """“Số liệu chốt ngày …”: everything counted for a review on a day. Numbered, hashed, never changed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    content = models.JSONField(help_text="as content.Content.as_json gives it")
    sha256 = models.CharField(max_length=64, help_text="of the canonical JSON of the content")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reports_snapshot_number", fields=["review", "number"]),
            models.CheckConstraint(name="reports_snapshot_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.number}"


class MovementClass(models.Model):
    """What a statistical form asks of a movement and no plan says surely: an officer of its managing unit says it.

    Without days of its own the movement lasts as its years and phases say.
    """

    campaign = models.OneToOneField("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=8, choices=MovementScope.choices)
    method = models.CharField(max_length=8, choices=MovementMethod.choices)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reports_movement_days",
                condition=Q(first_on__isnull=True, last_on__isnull=True)
                | Q(first_on__isnull=False, last_on__isnull=False, last_on__gte=F("first_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.method}"
