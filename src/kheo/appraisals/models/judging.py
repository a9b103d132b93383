"""Rubrics in versions, rounds with their team, appraisals with everybody's sheets, conclusions, rankings.

What judges is frozen: a version in force, a conclusion, a ranking are superseded, never edited (triggers hold it).
Sheets are JSON because a rubric is data: criterion's code → what was given (see `sheets.py` for the shape).
"""

from django.db import models
from django.db.models import F, Q

from kheo.appraisals.states import Desk, RoundKind, RoundState, RubricState, ScoreState, Verdict


class Rubric(models.Model):
    """A set of criteria of one campaign round; what it says stands in its versions."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=300, blank=True, help_text="what it was begun from, in words")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"rubric {self.pk}"


class RubricVersion(models.Model):
    """What a rubric says from one day on. `content` is what core.scoring reads."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=RubricState.choices, default=RubricState.DRAFT)
    content = models.JSONField()
    name = models.CharField(max_length=300)
    source = models.CharField(max_length=500, blank=True, help_text="criteria_source, shown with it")
    change = models.CharField(max_length=500, blank=True, help_text="what changed and why")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_rubric_version", fields=["rubric", "number"]),
            models.UniqueConstraint(
                name="appraisals_rubric_one_in_force", fields=["rubric"], condition=Q(state="in-force")
            ),
            models.UniqueConstraint(
                name="appraisals_rubric_one_draft", fields=["rubric"], condition=Q(state="draft")
            ),
            models.CheckConstraint(
                name="appraisals_rubric_applied_when",
                condition=Q(state="draft", applied_at__isnull=True, applied_by__isnull=True)
                | (~Q(state="draft") & Q(applied_at__isnull=False, applied_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AppraisalRound(models.Model):
    """Thẩm định once: mid-June, end of September, or unannounced; by a team with a head."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=RoundKind.choices, default=RoundKind.PERIODIC)
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.OPEN)
    starts_on = models.DateField()
    ends_on = models.DateField()
    self_score_until = models.DateField(null=True)
    head = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    decided_by = models.CharField(max_length=300, blank=True, help_text="the paper that set up the team")
    spread = models.DecimalField(
        max_digits=6, decimal_places=2, help_text="marks on one criterion that differ by more are talked over"
    )
    least_sheets = models.PositiveSmallIntegerField(default=1, help_text="so many sheets make a result")
    ask_days = models.PositiveSmallIntegerField(
        default=5, help_text="working days after the conclusion in which the unit may ask for another look"
    )
    answer_days = models.PositiveSmallIntegerField(
        default=5, help_text="working days in which such a request is answered"
    )
    belonging_blocks = models.BooleanField(default=False, help_text="the rule forbids judging one's own unit")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appraisals_round_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="appraisals_round_closed_when",
                condition=Q(state="open", closed_at__isnull=True, closed_by__isnull=True)
                | Q(state="closed", closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="appraisals_rounds", fields=["round", "state"])]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Somebody of the team; the head is one of them."""

    appraisal_round = models.ForeignKey(AppraisalRound, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_member_once", fields=["appraisal_round", "user"]),
        ]
        indexes = [models.Index(name="appraisals_teams_of", fields=["user"])]

    def __str__(self) -> str:
        return f"{self.appraisal_round_id} {self.user_id}"


class Appraisal(models.Model):
    """One registration in one round of appraisal: self-score, gates, the team's common sheet, where it lies."""

    appraisal_round = models.ForeignKey(AppraisalRound, on_delete=models.PROTECT, related_name="appraisals")
    registration = models.ForeignKey(
        "registrations.Registration", on_delete=models.PROTECT, related_name="appraisals"
    )
    rubric = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=6, choices=Desk.choices)
    since = models.DateTimeField(help_text="at this desk since")
    self_sheet = models.JSONField(null=True)
    self_sent_at = models.DateTimeField(null=True)
    self_sent_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    self_in_name = models.BooleanField(
        default=False, help_text="the officer entered it in the name of a unit without account"
    )
    gates = models.JSONField(default=dict, help_text="answers of people; what the system tells is computed")
    common_sheet = models.JSONField(null=True)
    common_signed = models.BooleanField(default=False, help_text="one sheet, signed by the whole team")
    downgrades = models.JSONField(default=list)
    prefer_women = models.BooleanField(null=True)
    sent_back_reason = models.CharField(max_length=500, blank=True)
    sent_back_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    conclusion = models.ForeignKey(
        "Conclusion", null=True, on_delete=models.PROTECT, related_name="+", help_text="the one that stands"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="appraisals_once_a_round", fields=["appraisal_round", "registration"]
            ),
            models.CheckConstraint(
                name="appraisals_done_is_concluded",
                condition=Q(desk="done", conclusion__isnull=False)
                | (~Q(desk="done") & Q(conclusion__isnull=True)),
            ),
            models.CheckConstraint(
                name="appraisals_self_who_and_when",
                condition=Q(self_sent_at__isnull=True, self_sent_by__isnull=True)
                | Q(self_sent_at__isnull=False, self_sent_by__isnull=False, self_sheet__isnull=False),
            ),
        ]
        indexes = [models.Index(name="appraisals_list", fields=["appraisal_round", "desk"])]

    def __str__(self) -> str:
        return f"{self.appraisal_round_id} {self.registration_id}"


class CriterionEvidence(models.Model):
    """A photo or file of progress, hung on the criterion that it shows."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="hung")
    criterion = models.CharField(max_length=40)
    evidence = models.ForeignKey("progress.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="appraisals_evidence_once", fields=["appraisal", "criterion", "evidence"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.evidence_id}"


class Assignment(models.Model):
    """An appraiser's work on one appraisal, with the sheet; others see it once theirs is in."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="assignments")
    appraiser = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ScoreState.choices, default=ScoreState.UNSENT)
    sheet = models.JSONField(null=True)
    note = models.TextField(blank=True)
    ties = models.JSONField(default=list, help_text="belonging, reporting, entering: noted in the minutes")
    agreed_with_self = models.BooleanField(default=False)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    recuse_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_assigned_once", fields=["appraisal", "appraiser"]),
            models.CheckConstraint(
                name="appraisals_sheet_sent_when",
                condition=Q(state="sent", sent_at__isnull=False, sheet__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="appraisals_recused_with_reason", condition=~Q(state="recused") | ~Q(recuse_reason="")
            ),
        ]
        indexes = [models.Index(name="appraisals_queue", fields=["appraiser", "state"])]

    def __str__(self) -> str:
        return f"{self.appraisal_id} {self.appraiser_id}"


class Conclusion(models.Model):
    """What the head concluded, with the whole arithmetic as it stood. Append-only: sent back, a new one follows."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="conclusions")
    number = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    words = models.TextField(blank=True)
    quorum_reason = models.CharField(
        max_length=300, blank=True, help_text="why fewer sheets than asked are enough"
    )
    total = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    band = models.CharField(max_length=200, blank=True)
    result = models.JSONField(help_text="gates, lines, sums and reasons as the card showed them")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_conclusion_number", fields=["appraisal", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id}/{self.number}"


class Ranking(models.Model):
    """Kết quả xếp loại: numbered, frozen; a change makes the next."""

    appraisal_round = models.ForeignKey(AppraisalRound, on_delete=models.PROTECT, related_name="rankings")
    number = models.PositiveSmallIntegerField()
    rows = models.JSONField()
    reason = models.CharField(max_length=300, blank=True, help_text="why another one was made")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_ranking_number", fields=["appraisal_round", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_round_id}/{self.number}"
