"""Who recognises, what is proposed to it, and the meetings that passed it."""

from django.db import models
from django.db.models import Q

from kheo.recognitions.states import BodyKind, ProposalState


class RecognisingBody(models.Model):
    """Who recognises in a round, as its plan says: data of the campaign."""

    round = models.OneToOneField("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=BodyKind.choices)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="whose papers they are"
    )
    submitter = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who submits the proposals to it"
    )
    position = models.CharField(max_length=120, help_text="office of who signs: CHỦ TỊCH, BÍ THƯ …")
    signer = models.CharField(max_length=200, blank=True)
    needs_council = models.BooleanField(help_text="false: minutes of the body's own meeting suffice")
    least_percent = models.PositiveSmallIntegerField(
        default=50, help_text="in a unit's own review: more than so many of a hundred present"
    )
    source = models.CharField(max_length=1000, blank=True, help_text="the words of the paper that says so")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognitions_body_percent", condition=Q(least_percent__gte=50, least_percent__lt=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"


class BodyMeeting(models.Model):
    """Minutes that came on paper: of the recognising body itself, or of the council that the campaign asks."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, help_text="number and symbol of the minutes, as printed")
    held_on = models.DateField()
    of_council = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.number


class Proposal(models.Model):
    """One case before the recognising body: a received registration or an exemplar."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who proposes"
    )
    registration = models.ForeignKey(
        "registrations.Registration", null=True, on_delete=models.PROTECT, related_name="+"
    )
    exemplar = models.ForeignKey(
        "recognitions.Exemplar", null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    item = models.ForeignKey(
        "recognitions.ReviewItem", on_delete=models.PROTECT, related_name="+", help_text="the unit's own vote"
    )
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.STAGED)
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000, blank=True, help_text="why returned, not passed, taken back")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(BodyMeeting, null=True, on_delete=models.PROTECT, related_name="proposals")
    council_words = models.CharField(
        max_length=500, blank=True, help_text="the council's result, with its denominator, as it decided"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognitions_proposal_about_one",
                condition=Q(registration__isnull=False, exemplar__isnull=True)
                | Q(registration__isnull=True, exemplar__isnull=False),
            ),
            models.UniqueConstraint(
                name="recognitions_proposal_once_registration",
                fields=["registration"],
                condition=Q(registration__isnull=False) & ~Q(state="taken-back"),
            ),
            models.UniqueConstraint(
                name="recognitions_proposal_once_exemplar",
                fields=["exemplar"],
                condition=Q(exemplar__isnull=False) & ~Q(state="taken-back"),
            ),
            models.CheckConstraint(
                name="recognitions_proposal_reason",
                condition=~Q(state__in=["returned", "not-passed", "taken-back"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="recognitions_proposal_passed_by_somebody",
                condition=~Q(state__in=["passed", "not-passed", "enacted"])
                | Q(meeting__isnull=False)
                | ~Q(council_words=""),
            ),
        ]
        indexes = [models.Index(name="recognitions_proposals", fields=["round", "state"])]

    def __str__(self) -> str:
        return f"proposal {self.pk}"
