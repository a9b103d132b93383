"""What was decided: decisions never change (triggers hold it), an award is only revoked by another decision."""

from django.db import models
from django.db.models import Q

from kheo.commendations.states import AwardState, DecisionKind


class CommendationDecision(models.Model):
    """One decision with its list; its papers print from `content` for ever."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=DecisionKind.choices)
    award = models.CharField(max_length=60)
    issuer = models.CharField(max_length=300, help_text="who decided, as a sentence names it")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="in whose register it stands"
    )
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    issued_on = models.DateField()
    made_outside = models.BooleanField(default=False)
    content = models.JSONField(help_text="head, signer, bases, rows with prizes and the rule they follow")
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    enacted_at = models.DateTimeField()
    enacted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commendations_decision_numbered", condition=~Q(number="") & ~Q(symbol="")
            ),
        ]
        indexes = [models.Index(name="commendations_decisions", fields=["round", "-issued_on"])]

    def __str__(self) -> str:
        return f"{self.number}{'-' if '/' in self.symbol else '/'}{self.symbol}"  # the Party's “05-QĐ/ĐU”


class Commendation(models.Model):
    """One award of one decision: who, what for, the prize, its number in the golden book, its check code."""

    decision = models.ForeignKey(CommendationDecision, on_delete=models.PROTECT, related_name="awards")
    dossier = models.OneToOneField(
        "commendations.Dossier", null=True, on_delete=models.PROTECT, related_name="commendation"
    )
    subject = models.ForeignKey("units.Subject", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    province_code = models.CharField(max_length=2)
    award = models.CharField(max_length=60)
    award_name = models.CharField(max_length=200)
    occasion = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200)
    achievement = models.CharField(max_length=400)
    achievements = models.JSONField(default=list, help_text="keys of what it was given for")
    span_first = models.DateField(null=True)
    span_last = models.DateField(null=True)
    prize = models.PositiveBigIntegerField(null=True, help_text="đồng; null: not said by the law we have")
    ordinal = models.PositiveIntegerField(help_text="số sổ vàng: its number in the decision")
    check_code = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField()
    state = models.CharField(max_length=8, choices=AwardState.choices, default=AwardState.VALID)
    revoked_by = models.ForeignKey(
        CommendationDecision, null=True, on_delete=models.PROTECT, related_name="revoked"
    )
    revoke_reason = models.CharField(max_length=500, blank=True)
    returned_on = models.DateField(null=True, help_text="certificate and money came back")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="commendations_ordinal", fields=["decision", "ordinal"]),
            models.CheckConstraint(
                name="commendations_revoked_by_a_decision",
                condition=Q(
                    state="valid", revoked_by__isnull=True, revoke_reason="", returned_on__isnull=True
                )
                | (Q(state="revoked", revoked_by__isnull=False) & ~Q(revoke_reason="")),
            ),
        ]
        indexes = [
            models.Index(name="commendations_subject", fields=["subject", "state"]),
            models.Index(name="commendations_history", fields=["unit", "-issued_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.award_name} {self.name}"
