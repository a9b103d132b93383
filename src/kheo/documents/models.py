"""Files, stored once under their SHA-256, the register of official papers, and rules that units let rest."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kheo.documents.states import DocumentState, Reset, TermStart


class StoredFile(models.Model):
    """Bytes on disk (or S3) under their own hash; never changed, never shared by name."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Term(models.Model):
    """A term (nhiệm kỳ) of a Party body: its papers are numbered from 01 within it."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60, help_text="2025 - 2030")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="first day after it")
    start_rule = models.CharField(max_length=10, choices=TermStart.choices)
    decision = models.CharField(max_length=200, help_text="number and date of the paper that says so")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_term_once_from", fields=["unit", "begins_on"]),
            models.UniqueConstraint(
                name="documents_term_one_open", fields=["unit"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(
                name="documents_term_dates_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("begins_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class NumberSeries(models.Model):
    """Khéo gives the numbers of these kinds of a unit's papers, from a day on. Ended, never deleted."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=100)
    kinds = models.JSONField(help_text="kinds of papers counted together; empty: every kind")
    reset = models.CharField(max_length=4, choices=Reset.choices)
    first_number = models.PositiveIntegerField(default=1, help_text="in the year or term where it begins")
    width = models.PositiveSmallIntegerField(default=2, help_text="figures printed at least")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="first day after it")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_series_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="documents_series_from_one", condition=Q(first_number__gte=1)),
            models.CheckConstraint(
                name="documents_series_width", condition=Q(width__gte=2) & Q(width__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return self.label


class NumberCounter(models.Model):
    """The last number given in one series and period; the last row that an issuing transaction locks."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="counters")
    period = models.CharField(max_length=20)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="documents_counter_once", fields=["series", "period"])]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period}: {self.last}"


class RegisterSetting(models.Model):
    """What a unit's register does otherwise than is usual for its kind."""

    unit = models.OneToOneField("units.Unit", on_delete=models.PROTECT, related_name="+")
    keeps_files = models.BooleanField(help_text="false: number, date and subject only")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.keeps_files}"


class Document(models.Model):
    """A paper of a unit: what it is, its number and date once issued. Its files are `DocumentVersion`s.

    Without own numbering `number` is what the office's document system gave. A number reserved before signing
    stands in `number_key` alone: the paper stays blank until it is issued.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Kế hoạch")
        LETTER = "letter", _("Công văn")
        NOTICE = "notice", _("Thông báo")
        DECISION = "decision", _("Quyết định")
        SUBMISSION = "submission", _("Tờ trình")
        REPORT = "report", _("Báo cáo")
        MINUTES = "minutes", _("Biên bản")
        GUIDANCE = "guidance", _("Hướng dẫn")
        INVITATION = "invitation", _("Giấy mời")
        RESOLUTION = "resolution", _("Nghị quyết")
        DIRECTIVE = "directive", _("Chỉ thị")
        CONCLUSION = "conclusion", _("Kết luận")
        PROGRAMME = "programme", _("Chương trình")
        SCHEME = "scheme", _("Đề án")
        RULES = "rules", _("Quy chế")
        REGULATION = "regulation", _("Quy định")
        LIST = "list", _("Danh sách")
        SHEET = "sheet", _("Phiếu đăng ký")
        RECEIPT = "receipt", _("Phiếu tiếp nhận")
        SIGNED_COPY = "signed-copy", _("Bản đã ký (quét)")
        OTHER = "other", _("Văn bản khác")

    State = DocumentState

    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", help_text="whose paper it is"
    )
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT)
    subject = models.CharField(max_length=500, help_text="trích yếu")
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    number_key = models.CharField(max_length=20, blank=True, help_text="the number as compared: “7”, “12a”")
    number_value = models.PositiveIntegerField(null=True, help_text="its figures, for order")
    symbol_key = models.CharField(max_length=60, blank=True, help_text="the symbol as compared")
    period = models.CharField(max_length=20, blank=True, help_text="year “2026” or term “nk-7” of the number")
    series = models.ForeignKey(NumberSeries, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=100, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    recipients = models.CharField(max_length=1000, blank=True, help_text="nơi nhận, separated by “; ”")
    pages = models.PositiveSmallIntegerField(null=True)
    copies = models.PositiveSmallIntegerField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    closed_on = models.DateField(null=True, help_text="superseded, recalled or dropped on")
    closed_reason = models.CharField(max_length=300, blank=True)
    read_head = models.JSONField(default=dict, help_text="what the file says of itself, to be confirmed")
    words = models.CharField(max_length=700, blank=True, help_text="number, symbol and subject, folded")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_document_number_with_date",
                condition=Q(number="") | Q(issued_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="documents_document_number_once",
                fields=["unit", "period", "symbol_key", "number_key"],
                condition=~Q(number_key=""),
            ),
            models.UniqueConstraint(
                name="documents_document_once_in_series",
                fields=["series", "period", "number_value"],
                condition=Q(series__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_document_closed_when",
                condition=Q(state__in=["draft", "issued"], closed_on__isnull=True)
                | (Q(state__in=["superseded", "recalled", "dropped"]) & Q(closed_on__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="documents_of_unit", fields=["unit", "-issued_on", "-id"]),
        ]

    def __str__(self) -> str:
        return self.subject


class DocumentVersion(models.Model):
    """A file of a paper as it once stood: who put it there, when, why, and which data made it."""

    class Role(models.TextChoices):
        TEXT = "text", _("Bản văn bản")
        SIGNED = "signed", _("Bản đã ký")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=6, choices=Role.choices, default=Role.TEXT)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="also where the file itself is not kept")
    note = models.CharField(max_length=300, blank=True)
    provenance = models.JSONField(default=dict, help_text="{what, source, data_sha256}")
    signatures = models.JSONField(default=list, help_text="digital signatures as found when it came in")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="documents_version_once", fields=["document", "number"])]

    def __str__(self) -> str:
        return f"{self.document_id} #{self.number}"


class UnitTemplate(models.Model):
    """A unit's own .docx for one kind of paper. Replaced or taken away, never deleted."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Document.Kind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="documents_template_once", fields=["unit", "kind"], condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class RuleSwitch(models.Model):
    """A unit does not want to hear of a rule of the linter, and says why. Ended, never deleted."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20, help_text="id of the rule: “P-SPACE”")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="documents_ruleswitch_once", fields=["unit", "rule"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="documents_ruleswitch_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"
