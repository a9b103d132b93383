"""Initiatives, their registrations year by year, drafts, receipts, lists and bundles."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kheo.registrations.states import Kind, State


class Initiative(models.Model):
    """Identity only: one initiative across years. What it is stands in its registrations."""

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who first registered it"
    )
    province_code = models.CharField(max_length=2, db_index=True)
    first_year = models.PositiveSmallIntegerField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="registrations_initiative_merged_into_other", condition=~Q(merged_into=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"initiative {self.pk}"


class Registration(models.Model):
    """An initiative in one round. Typed columns are filled on sending; until then the draft holds."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="who registered; never rewritten"
    )
    handled_by_unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the unit, or its successor after a merger",
    )
    province_code = models.CharField(max_length=2, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NEW)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)

    title = models.CharField(max_length=500, blank=True)
    title_folded = models.CharField(max_length=500, blank=True)
    title_sort = models.CharField(max_length=1500, blank=True)
    sector = models.ForeignKey("campaigns.Sector", null=True, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey("campaigns.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    content = models.ForeignKey(
        "campaigns.PlanContent", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lead = models.ForeignKey("units.Subject", null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    time_words = models.CharField(
        max_length=200, blank=True, help_text="thời gian thực hiện as the unit wrote it"
    )
    need = models.TextField(blank=True, help_text="thực trạng, lý do")
    aims = models.TextField(blank=True, help_text="mục tiêu, tiêu chí")
    method = models.TextField(blank=True, help_text="nội dung, cách thức thực hiện")
    scope = models.TextField(blank=True, help_text="đối tượng, quy mô: places and numbers, never persons")
    partners = models.TextField(blank=True, help_text="lực lượng phối hợp, tham gia")
    accompanying_unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    resources = models.TextField(blank=True, help_text="nguồn lực")
    outputs = models.TextField(blank=True, help_text="sản phẩm đầu ra kiểm chứng được")
    durability = models.TextField(blank=True, help_text="khả năng duy trì, nhân rộng")
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    confirmed_by = models.CharField(max_length=300, blank=True, help_text="xác nhận của chi ủy, thủ trưởng")
    changes = models.TextField(blank=True, help_text="what changed since last year, for a continued one")
    launch_on = models.DateField(null=True, help_text="ngày ra mắt")

    entered_for_unit = models.BooleanField(
        default=False, help_text="the officer entered it in the unit's name"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    first_submitted_at = models.DateTimeField(
        null=True, help_text="what was sent in time stays in time after a return"
    )
    is_late = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    return_reason = models.TextField(blank=True)
    resubmit_until = models.DateTimeField(
        null=True, help_text="until when what was returned may be sent again, where the officer set it"
    )
    withdraw_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_once_a_round", fields=["round", "initiative"]),
            models.CheckConstraint(
                name="registrations_state_matches_submitted",
                condition=Q(state="draft", submitted_at__isnull=True, submitted_by__isnull=True)
                | (~Q(state="draft") & Q(submitted_at__isnull=False, submitted_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="registrations_decided_who_and_when",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="registrations_accepted_was_decided",
                condition=~Q(state__in=["accepted", "returned"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registrations_return_has_reason", condition=~Q(state="returned") | ~Q(return_reason="")
            ),
            models.CheckConstraint(
                name="registrations_sent_has_title", condition=Q(state="draft") | ~Q(title="")
            ),
            models.CheckConstraint(
                name="registrations_dates_in_order",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
        ]
        indexes = [
            models.Index(name="registrations_list", fields=["round", "state", "handled_by_unit"]),
            models.Index(name="registrations_list_by_title", fields=["round", "title_sort"]),
            models.Index(name="registrations_by_unit", fields=["handled_by_unit", "round"]),
        ]

    def __str__(self) -> str:
        return self.title or f"registration {self.pk}"


class Draft(models.Model):
    """The posted fields as they stand, under an id made by the browser, with a revision."""

    id = models.UUIDField(primary_key=True)
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="draft")
    fields = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.id)


class Indicator(models.Model):
    """What will be measured (target with unit), or a step where nothing is to be counted."""

    class Kind(models.TextChoices):
        MEASURE = "measure", _("chỉ tiêu")
        STEP = "step", _("bước thực hiện")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="indicators")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    target = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="registrations_indicator_place", fields=["registration", "kind", "position"]
            ),
            models.CheckConstraint(
                name="registrations_measure_has_target",
                condition=~Q(kind="measure") | (Q(target__isnull=False) & ~Q(unit="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """Phiếu tiếp nhận: proof for the unit of what was sent, and when, to the second."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="receipts")
    code = models.CharField(max_length=20, unique=True, help_text="mã đối chiếu, from the content's hash")
    content = models.JSONField(help_text="what was sent, as hashed")
    content_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.code


class TitleWord(models.Model):
    """A telling word of a received registration's title: the index by which similar names are found."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="title_words")
    province_code = models.CharField(max_length=2)
    word = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="registrations_title_word_once", fields=["province_code", "word", "registration"]
            )
        ]

    def __str__(self) -> str:
        return self.word


class SignedCopy(models.Model):
    """“Đã nhận bản ký”: the unit's signed list came in, on this day; a scan is optional."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    scan = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_signed_copy_once", fields=["round", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.received_on}"


class ListNotice(models.Model):
    """“Thông báo danh mục mô hình”: shown once to the leader, then issued; a frozen version."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    shown_to_leader_on = models.DateField()
    leader_name = models.CharField(max_length=200)
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    issued_on = models.DateField()
    rows = models.JSONField(help_text="the list as issued")
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_notice_version", fields=["round", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class UpwardBundle(models.Model):
    """Letter, list and sheets sent up as one, and what was answered."""

    round = models.ForeignKey("campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    sent_to = models.CharField(max_length=300)
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    sent_on = models.DateField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_bundle_version", fields=["round", "version"]),
            models.CheckConstraint(
                name="registrations_bundle_answer_with_date",
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class ImportBatch(models.Model):
    """A filled list as read, kept between showing and applying so that what was shown is what is entered."""

    round = models.ForeignKey(
        "campaigns.CampaignRound", on_delete=models.PROTECT, related_name="+", help_text="where it was begun"
    )
    year = models.PositiveSmallIntegerField(help_text="the year whose list it is")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(help_text="the rows as read, of the form's columns only")
    choices = models.JSONField(default=dict, help_text="what the officer said of units and rows")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    made = models.PositiveIntegerField(default=0, help_text="registrations entered")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="registrations_import_applied_who_and_when",
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
