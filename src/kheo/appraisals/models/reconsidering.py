"""Đề nghị xem xét lại: a unit asks for another look at its result. What was answered is final (a trigger holds it)."""

from django.db import models
from django.db.models import Q

from kheo.appraisals.models.judging import Appraisal, Conclusion
from kheo.appraisals.states import RequestState


class Reconsideration(models.Model):
    """One request about one criterion, gate or the whole conclusion, with its owner and the day of its answer."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="reconsiderations")
    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(
        max_length=60, blank=True, help_text="its code, “gate:” before a gate's; empty: the conclusion itself"
    )
    about = models.CharField(max_length=500, help_text="its words when the unit asked")
    why = models.TextField()
    evidence = models.ManyToManyField("progress.Evidence", related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    in_name = models.BooleanField(default=False, help_text="the officer asked in the name of the unit")
    owner = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", help_text="who owes the answer"
    )
    answer_by = models.DateField()
    state = models.CharField(max_length=8, choices=RequestState.choices, default=RequestState.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appraisals_request_answered_when",
                condition=Q(state="open", answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (
                    ~Q(state="open") & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
            ),
            models.CheckConstraint(name="appraisals_request_says_why", condition=~Q(why="")),
            models.UniqueConstraint(
                name="appraisals_request_open_once",
                fields=["appraisal", "criterion"],
                condition=Q(state="open"),
            ),
        ]
        indexes = [models.Index(name="appraisals_requests", fields=["owner", "state"])]

    def __str__(self) -> str:
        return self.about
