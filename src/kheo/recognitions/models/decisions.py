"""What was enacted: decisions are never changed (triggers hold it), recognitions only end."""

from django.db import models
from django.db.models import Q

from kheo.recognitions.states import BodyKind, DecisionKind, RecognitionState


class RecognitionDecision(models.Model):
    """One decision with its list; its papers print from `content` for ever."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    body = models.CharField(max_length=8, choices=BodyKind.choices)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who issued it"
    )
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    issued_on = models.DateField()
    made_outside = models.BooleanField(default=False, help_text="decided without Khéo, entered afterwards")
    content = models.JSONField(help_text="head, signer, basis and rows as enacted")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    enacted_at = models.DateTimeField()
    enacted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognitions_decision_numbered", condition=~Q(number="") & ~Q(symbol="")
            ),
        ]
        indexes = [models.Index(name="recognitions_decisions", fields=["round", "-issued_on"])]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class Recognition(models.Model):
    """Công nhận of one initiative or exemplar, with its certificate. No prize, no giấy khen."""

    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="recognitions")
    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(
        "recognitions.Proposal", null=True, on_delete=models.PROTECT, related_name="recognition"
    )
    initiative = models.ForeignKey(
        "registrations.Initiative", null=True, on_delete=models.PROTECT, related_name="+"
    )
    registration = models.ForeignKey(
        "registrations.Registration", null=True, on_delete=models.PROTECT, related_name="recognitions"
    )
    exemplar = models.ForeignKey(
        "recognitions.Exemplar", null=True, on_delete=models.PROTECT, related_name="recognitions"
    )
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=500, help_text="of the initiative, or of who is the example")
    reason = models.CharField(max_length=500, blank=True, help_text="what for")
    subject_kind = models.CharField(max_length=12, blank=True, help_text="collective, individual, household")
    sector = models.CharField(max_length=300, blank=True)
    ordinal = models.PositiveSmallIntegerField(help_text="its number in the decision and on the certificate")
    check_code = models.CharField(max_length=20, unique=True, help_text="not to be guessed")
    valid_from = models.DateField()
    state = models.CharField(max_length=5, choices=RecognitionState.choices, default=RecognitionState.VALID)
    ended_by = models.ForeignKey(
        RecognitionDecision, null=True, on_delete=models.PROTECT, related_name="ended"
    )
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognitions_about_one",
                condition=Q(registration__isnull=False, initiative__isnull=False, exemplar__isnull=True)
                | Q(registration__isnull=True, initiative__isnull=True, exemplar__isnull=False),
            ),
            models.CheckConstraint(
                name="recognitions_ended_by_a_decision",
                condition=Q(state="valid", ended_by__isnull=True, end_reason="")
                | (Q(state="ended", ended_by__isnull=False) & ~Q(end_reason="")),
            ),
            models.UniqueConstraint(name="recognitions_ordinal", fields=["decision", "ordinal"]),
            models.UniqueConstraint(
                name="recognitions_once_registration",
                fields=["registration"],
                condition=Q(registration__isnull=False),
            ),
            models.UniqueConstraint(
                name="recognitions_once_exemplar", fields=["exemplar"], condition=Q(exemplar__isnull=False)
            ),
        ]
        indexes = [models.Index(name="recognitions_of_initiative", fields=["initiative", "state"])]

    def __str__(self) -> str:
        return self.name


class RecognitionCheck(models.Model):
    """What a yearly review said of one older recognition: kept, or ended with its reason."""

    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="checks")
    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="checks")
    kept = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="recognitions_check_once", fields=["decision", "recognition"]),
            models.CheckConstraint(name="recognitions_check_reason", condition=Q(kept=True) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.kept}"
