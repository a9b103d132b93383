"""A campaign, its rounds, the papers that govern it, and what those papers became.

Words of a paper live in `PaperItem` (with their place in the text); what works (deadlines,
quotas, participants) lives in rows made of them at launch. Published things are versions.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kheo.campaigns.states import CampaignState, ItemStatus, PaperRole, PaperState, Part


class Campaign(models.Model):
    """A movement led by one unit; its years are rounds."""

    title = models.CharField(max_length=500)
    managing_unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    province_code = models.CharField(max_length=2, db_index=True)
    state = models.CharField(max_length=10, choices=CampaignState.choices, default=CampaignState.PREPARING)
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    answers_words = models.CharField(
        max_length=1000, blank=True, help_text="the upper paper it carries out, as cited"
    )
    sends_up_to = models.CharField(max_length=300, blank=True, help_text="the body its list goes up to")
    cloned_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    launched_at = models.DateTimeField(null=True)
    launched_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="campaigns_campaign_launch_who_and_when",
                condition=Q(state="preparing", launched_at__isnull=True, launched_by__isnull=True)
                | (~Q(state="preparing") & Q(launched_at__isnull=False, launched_by__isnull=False)),
            ),
            models.CheckConstraint(name="campaigns_campaign_answers_another", condition=~Q(answers=F("id"))),
        ]

    def __str__(self) -> str:
        return self.title


class CampaignRound(models.Model):
    """One year of a campaign: its own plan, registrations and review."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, help_text="last day")
    registration_closes_at = models.DateTimeField(null=True, help_text="first moment that is too late")
    registration_words = models.CharField(
        max_length=300, blank=True, help_text="the deadline as the paper says it"
    )
    registration_paper = models.ForeignKey(
        "GoverningPaper",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the paper that set the deadline; null where typed in",
    )
    grace_minutes = models.PositiveIntegerField(
        default=0, help_text="published: sending is still taken, marked late"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="campaigns_round_once_a_year", fields=["campaign", "year"]),
            models.CheckConstraint(
                name="campaigns_round_dates_in_order",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.year}"

    @property
    def name(self) -> str:
        """The campaign's title with the year, which the title itself often names."""
        title, year = self.campaign.title, str(self.year)
        if year in title:
            return title
        return _("%(title)s, năm %(year)s") % {"title": title, "year": year}


class GoverningPaper(models.Model):
    """A plan, guidance or notice as uploaded and read; versions follow one another."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="papers")
    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="papers")
    role = models.CharField(max_length=10, choices=PaperRole.choices)
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.REVIEWING)
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    doc_type = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True)
    date_partial = models.CharField(max_length=10, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=1000, blank=True)
    is_draft = models.BooleanField(default=True, help_text="“dự thảo”: not yet signed")
    file = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True, help_text="as read; places of items are offsets into it")
    blocks = models.JSONField(default=list, help_text="[[start, end, page or null, kind], …]")
    choices = models.JSONField(default=dict, help_text="the officer's answers before launch, kept as he goes")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="campaigns_paper_signed_has_number_and_date",
                condition=Q(is_draft=True) | (~Q(number="") & Q(issued_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="campaigns_paper_applied_when",
                condition=Q(state__in=["reviewing", "set-aside"]) | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.file_name


class PaperItem(models.Model):
    """One value read from (or added to) a paper: its words, its place, what the officer said."""

    paper = models.ForeignKey(GoverningPaper, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=40, help_text="title, phase, deadline, participant, quota …")
    position = models.PositiveIntegerField()
    data = models.JSONField(help_text="the value; its shape belongs to the kind")
    read_data = models.JSONField(null=True, help_text="what the reader had found; null where added by hand")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    page = models.PositiveIntegerField(null=True)
    certainty = models.CharField(max_length=6, default="sure")
    status = models.CharField(max_length=10, choices=ItemStatus.choices, default=ItemStatus.PROPOSED)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="campaigns_item_place", fields=["paper", "kind", "position"]),
            models.CheckConstraint(
                name="campaigns_item_span",
                condition=Q(start__isnull=True, end__isnull=True) | Q(end__gte=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"


class PaperRemark(models.Model):
    """A contradiction or a gap in the paper: shown, never silently repaired."""

    paper = models.ForeignKey(GoverningPaper, on_delete=models.PROTECT, related_name="remarks")
    code = models.CharField(max_length=60)
    sentence = models.CharField(max_length=500)
    params = models.JSONField(default=dict)
    spans = models.JSONField(default=list, help_text="[[start, end, page], …]")
    settled = models.BooleanField(default=False, help_text="the officer has read and decided")

    def __str__(self) -> str:
        return self.code


class _FromPaper(models.Model):
    """A row that a paper brought into the campaign; a later paper may end it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="%(class)s_rows")
    paper = models.ForeignKey(GoverningPaper, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(GoverningPaper, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Theme(_FromPaper):
    """One of several subjects that the campaign counts apart."""

    name = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.name


class Sector(_FromPaper):
    """Lĩnh vực. The four national ones have codes; a local one has its own words."""

    class Code(models.TextChoices):
        ECONOMY = "KT", _("Kinh tế")
        CULTURE_SOCIETY = "VH-XH", _("Văn hóa - xã hội")
        DEFENCE_SECURITY = "QP-AN", _("Quốc phòng - an ninh")
        POLITICAL_SYSTEM = "XDHTCT", _("Xây dựng hệ thống chính trị")
        LOCAL = "KHAC", _("Lĩnh vực khác của địa phương")

    code = models.CharField(max_length=8, choices=Code.choices, default=Code.LOCAL)
    name = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.name


class PlanContent(_FromPaper):
    """Something the plan asks to be worked on; the campaign page says which nobody took up."""

    sector = models.ForeignKey(Sector, null=True, on_delete=models.PROTECT, related_name="contents")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:80]


class Phase(_FromPaper):
    """A stage with its dates as far as they are known; both days belong to it."""

    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="phases")
    name = models.CharField(max_length=300)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Milestone(_FromPaper):
    """A date of the plan: exact, a window (“giữa tháng 6”), recurring, or only words."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("đăng ký")
        SEND_UP = "send-up", _("gửi cấp trên")
        APPRAISAL = "appraisal", _("thẩm định")
        REPORT = "report", _("báo cáo")
        REVIEW = "review", _("sơ kết, tổng kết")
        LAUNCH = "launch", _("ra mắt")
        OTHER = "other", _("việc khác")

    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    what = models.CharField(max_length=500)
    who = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=300, help_text="the date as the paper says it")
    from_on = models.DateField(null=True, help_text="first day of the window; the day itself where exact")
    to_on = models.DateField(null=True, help_text="last day that is still in time")
    recurs_on_day = models.PositiveSmallIntegerField(null=True, help_text="day of every month")
    done_on = models.DateField(null=True, help_text="the day on which it was done")
    done_by = models.CharField(max_length=200, blank=True, help_text="the paper by which it was done")

    def __str__(self) -> str:
        return self.what


class ParticipantGroup(_FromPaper):
    """A participant as the paper names it (“các xóm”), and which units that means."""

    label = models.CharField(max_length=500)
    subject_kind = models.CharField(max_length=12, default="collective")
    unit_kind = models.CharField(
        max_length=20, blank=True, help_text="set when it means every unit of a kind"
    )

    def __str__(self) -> str:
        return self.label


class CampaignParticipant(models.Model):
    """A unit's part in a campaign: the second way (beside place) that opens rows."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="participants")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)
    group = models.ForeignKey(
        ParticipantGroup, null=True, on_delete=models.PROTECT, related_name="participants"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="campaigns_participant_once", fields=["campaign", "unit", "part"]),
        ]
        indexes = [models.Index(name="campaigns_participant_by_unit", fields=["unit", "part"])]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.part}"


class Quota(_FromPaper):
    """The least number of initiatives owed by a unit, or by each unit of a group."""

    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="quotas")
    group = models.ForeignKey(ParticipantGroup, null=True, on_delete=models.PROTECT, related_name="quotas")
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    minimum = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="campaigns_quota_of_group_or_unit",
                condition=Q(group__isnull=False, unit__isnull=True)
                | Q(group__isnull=True, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minimum}"


class Gate(_FromPaper):
    """A condition without which nothing counts, as the plan prints it; what judges is a rubric's gate."""

    subject_kind = models.CharField(max_length=12, default="collective")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:80]


class DeadlineExtension(models.Model):
    """One unit may register until later, for a reason; never shortened, only superseded."""

    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="extensions")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="campaigns_extension_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.closes_at}"


class PaperStep(models.Model):
    """A step of the campaign that was already done on paper before Khéo was used."""

    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="paper_steps")
    step = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    done_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="campaigns_paper_step_once", fields=["round", "step"])]

    def __str__(self) -> str:
        return self.step


class UnitPlan(models.Model):
    """A participant has issued its own plan (or not needed one): ticked, with number and date."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="unit_plans")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="campaigns_unit_plan_once", fields=["campaign", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit_id}"
