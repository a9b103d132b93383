"""What becomes of a registration after it was received: proposals to change it, and its versions."""

from django.db import models
from django.db.models import Q

from kheo.registrations.models.registering import Registration
from kheo.registrations.states import AmendmentState


class Amendment(models.Model):
    """Đề nghị thay đổi of a received registration: the posted fields, as a draft and then as proposed.

    Until the yes nothing of it stands anywhere. One is open at a time.
    """

    id = models.UUIDField(primary_key=True)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="amendments")
    state = models.CharField(max_length=10, choices=AmendmentState.choices, default=AmendmentState.DRAFT)
    fields = models.JSONField(default=dict, help_text="the form as posted, with the reason")
    names = models.JSONField(default=dict, help_text="what the choices were called when it was proposed")
    origin = models.CharField(
        max_length=60, blank=True, help_text="what gave rise to it, as a later module names it: difficulty-12"
    )
    entered_for_unit = models.BooleanField(
        default=False, help_text="the officer entered it in the unit's name"
    )
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True, help_text="why not; or why the unit took it back")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="registrations_one_open_amendment",
                fields=["registration"],
                condition=Q(state__in=["draft", "proposed"]),
            ),
            models.CheckConstraint(
                name="registrations_amendment_proposed_who_and_when",
                condition=Q(state="draft", proposed_at__isnull=True, proposed_by__isnull=True)
                | (~Q(state="draft") & Q(proposed_at__isnull=False, proposed_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="registrations_amendment_decided_who_and_when",
                condition=Q(state__in=["draft", "proposed"], decided_at__isnull=True, decided_by__isnull=True)
                | (
                    ~Q(state__in=["draft", "proposed"])
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="registrations_amendment_no_has_reason",
                condition=~Q(state="refused") | ~Q(answer=""),
            ),
        ]
        indexes = [models.Index(name="registrations_amendment_state", fields=["state", "proposed_at"])]

    def __str__(self) -> str:
        return str(self.fields.get("title", "")) or str(self.id)

    @property
    def reason(self) -> str:
        """Why the change is asked for."""
        return str(self.fields.get("reason", ""))


class RegistrationVersion(models.Model):
    """A registration as it stood from a moment on: frozen at the yes, never edited. The first received is 1."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="fields as the form shows them, names of what was chosen, the unit")
    stands_from = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, help_text="why it differs from the one before")
    amendment = models.OneToOneField(
        Amendment, null=True, on_delete=models.PROTECT, related_name="made_version"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registrations_version_once", fields=["registration", "number"]),
            models.CheckConstraint(name="registrations_version_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.number}"

    @property
    def before(self) -> int:
        """The number of the version that it replaced; nothing for the first."""
        return self.number - 1
