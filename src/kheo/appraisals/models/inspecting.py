"""Inspections: the team, the places drawn and visited, what was seen there, what is to be mended.

What is final is held by triggers: an inspection once closed, a visit once signed with its findings, a drawn
sample from the start. A mistake is mended by another inspection (`replaces`).
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from kheo.appraisals.states import (
    InspectionState,
    RemedyState,
    RoundKind,
    SetUpBy,
    TeamPart,
    VisitState,
    Why,
)
from kheo.registrations.public import Indicator

# The mark of a state beside its word, as every list of the house has it.
_LOOKS: dict[str, str] = {
    InspectionState.PREPARING: "draft",
    InspectionState.RUNNING: "open",
    InspectionState.DONE: "done",
    InspectionState.DROPPED: "withdrawn",
    VisitState.PLANNED: "future",
    VisitState.WRITTEN: "waiting",
    VisitState.SIGNED: "done",
    VisitState.MISSED: "withdrawn",
    RemedyState.PROPOSED: "draft",
    RemedyState.OPEN: "open",
    RemedyState.ANSWERED: "submitted",
    RemedyState.ACCEPTED: "accepted",
}


class _HasLook(models.Model):
    """A row whose state is shown with a mark."""

    class Meta:
        abstract = True

    @property
    def look(self) -> str:
        """The key of the mark."""
        return _LOOKS[self.state]  # type: ignore[attr-defined]


class Inspection(_HasLook):
    """Kiểm tra, khảo sát once: by a team, on days, of what was done in a period."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    subject = models.TextField(help_text="nội dung kiểm tra, one matter a line")
    kind = models.CharField(max_length=12, choices=RoundKind.choices, default=RoundKind.PERIODIC)
    set_up_by = models.CharField(max_length=8, choices=SetUpBy.choices, default=SetUpBy.DECISION)
    state = models.CharField(max_length=9, choices=InspectionState.choices, default=InspectionState.PREPARING)
    period_from = models.DateField(help_text="thời kỳ kiểm tra: what was done from this day")
    period_to = models.DateField(help_text="up to this day")
    starts_on = models.DateField(help_text="the days on which the team goes round")
    ends_on = models.DateField()
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", help_text="a closed one"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(null=True)
    begun_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    findings = models.TextField(
        blank=True, help_text="the results in words, as the notice of results says them"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    drop_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appraisals_inspection_dates",
                condition=Q(ends_on__gte=F("starts_on"), period_to__gte=F("period_from")),
            ),
            models.CheckConstraint(
                name="appraisals_inspection_ended_when",
                condition=Q(state__in=["preparing", "running"], ended_at__isnull=True, ended_by__isnull=True)
                | Q(state__in=["done", "dropped"], ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="appraisals_inspection_begun_when",
                condition=Q(begun_at__isnull=True, begun_by__isnull=True, state__in=["preparing", "dropped"])
                | Q(begun_at__isnull=False, begun_by__isnull=False),
            ),
            models.CheckConstraint(
                name="appraisals_inspection_dropped_why", condition=~Q(state="dropped") | ~Q(drop_reason="")
            ),
        ]
        indexes = [models.Index(name="appraisals_inspections", fields=["round", "state"])]

    def __str__(self) -> str:
        return self.name


class InspectionMember(models.Model):
    """Somebody of the team, by name and post as the papers print them; with the account where there is one."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="team")
    part = models.CharField(max_length=9, choices=TeamPart.choices)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_team_place", fields=["inspection", "position"]),
            models.UniqueConstraint(name="appraisals_team_user_once", fields=["inspection", "user"]),
            models.UniqueConstraint(
                name="appraisals_team_one_head_one_secretary",
                fields=["inspection", "part"],
                condition=Q(part__in=["head", "secretary"]),
            ),
        ]
        indexes = [models.Index(name="appraisals_inspects", fields=["user", "part"])]

    def __str__(self) -> str:
        return self.name


class InspectionSample(models.Model):
    """A sample as it was drawn, with all that is needed to draw it again. Append-only."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=60)
    by_risk = models.PositiveSmallIntegerField()
    at_random = models.PositiveSmallIntegerField()
    weights = models.JSONField(help_text="sign → its weight; and the amount from which gifts count as large")
    frame = models.JSONField(help_text="the frozen list: registration, title, unit, risk, signs")
    chosen = models.JSONField(help_text="registrations drawn by risk and by lot, in their order")
    reason = models.CharField(max_length=300, blank=True, help_text="why another one was drawn")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_sample_number", fields=["inspection", "number"]),
            models.CheckConstraint(name="appraisals_sample_again_why", condition=Q(number=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}/{self.number}"


class Visit(_HasLook):
    """One initiative that the team goes to see."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="visits")
    registration = models.ForeignKey(
        "registrations.Registration", on_delete=models.PROTECT, related_name="visits"
    )
    state = models.CharField(max_length=7, choices=VisitState.choices, default=VisitState.PLANNED)
    why = models.CharField(max_length=6, choices=Why.choices)
    on = models.DateField(null=True)
    starts_at = models.TimeField(null=True)
    position = models.PositiveSmallIntegerField(help_text="in the order of the route")
    tokens = models.JSONField(default=list, help_text="filled sheets that came in: each is taken once")
    begun_at = models.DateTimeField(
        null=True, help_text="the first sheet came in: now the unit sees the visit"
    )
    seen_at = models.DateTimeField(null=True, help_text="when the team looked, as its secretary wrote it")
    place = models.CharField(max_length=300, blank=True, help_text="kept only where the unit agreed")
    received_by = models.CharField(max_length=300, blank=True, help_text="who spoke for the unit: name, post")
    remark = models.TextField(blank=True)
    unit_opinion = models.TextField(blank=True, help_text="ý kiến của đơn vị")
    opinion_at = models.DateTimeField(null=True)
    opinion_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)
    unit_signer = models.CharField(max_length=200, blank=True)
    unsigned_reason = models.CharField(max_length=300, blank=True, help_text="why nobody signed for the unit")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    missed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_visited_once", fields=["inspection", "registration"]),
            models.CheckConstraint(
                name="appraisals_visit_begun_when",
                condition=Q(state__in=["planned", "missed"], begun_at__isnull=True)
                | Q(state__in=["written", "signed"], begun_at__isnull=False, written_by__isnull=False),
            ),
            models.CheckConstraint(
                name="appraisals_visit_closed_when",
                condition=Q(state__in=["planned", "written"], closed_at__isnull=True, closed_by__isnull=True)
                | Q(state__in=["signed", "missed"], closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="appraisals_visit_signed_or_why",
                condition=~Q(state="signed")
                | (Q(signed_on__isnull=False) & (~Q(unit_signer="") | ~Q(unsigned_reason=""))),
            ),
            models.CheckConstraint(
                name="appraisals_visit_missed_why", condition=~Q(state="missed") | ~Q(missed_reason="")
            ),
        ]
        indexes = [models.Index(name="appraisals_visits", fields=["registration", "state"])]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.registration_id}"


class Finding(models.Model):
    """One indicator at one visit: what the unit claimed, what the team saw."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(
        "registrations.Indicator", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=Indicator.Kind.choices)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=40, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    claimed = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    claimed_done = models.BooleanField(default=False)
    claimed_on = models.DateField(null=True, help_text="end of the period whose report says so")
    seen = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    seen_done = models.BooleanField(null=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_finding_place", fields=["visit", "position"]),
            models.CheckConstraint(
                name="appraisals_finding_not_negative", condition=Q(seen__isnull=True) | Q(seen__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def was_seen(self) -> bool:
        """Whether the team looked at this one."""
        return self.seen_done is not None if self.kind == Indicator.Kind.STEP else self.seen is not None

    @property
    def unclaimed(self) -> bool:
        """Whether something was seen of which the unit had reported nothing."""
        claim = self.claimed_on if self.kind == Indicator.Kind.STEP else self.claimed
        return self.was_seen and claim is None

    @property
    def differs(self) -> bool:
        """Whether what was seen is another than what was claimed; what nobody had claimed differs from nothing."""
        if not self.was_seen or self.unclaimed:
            return False
        if self.kind == Indicator.Kind.STEP:
            return self.seen_done != self.claimed_done
        return self.seen != self.claimed


class VisitPhoto(models.Model):
    """A photo taken by the team, among the evidence of the registration; of one finding, or of the place."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    position = models.PositiveSmallIntegerField(null=True, help_text="of the finding it shows")
    evidence = models.OneToOneField("progress.Evidence", on_delete=models.PROTECT, related_name="visit_photo")

    def __str__(self) -> str:
        return f"{self.visit_id} {self.evidence_id}"


class Remedy(_HasLook):
    """What a unit has to mend, by when. Late is computed from `due_on`."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="remedies")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=500)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=RemedyState.choices, default=RemedyState.PROPOSED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_in_name = models.BooleanField(default=False, help_text="the officer entered it for the unit")
    return_reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appraisals_remedy_number", fields=["visit", "number"]),
            models.CheckConstraint(
                name="appraisals_remedy_answered",
                condition=Q(state__in=["proposed", "open"])
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="appraisals_remedy_accepted_when",
                condition=~Q(state="accepted") | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="appraisals_remedies", fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.what

    def is_late(self, on: date) -> bool:
        """Whether the day has passed and the unit has not answered."""
        return self.state == RemedyState.OPEN and self.due_on < on
