"""One row about the database itself."""

from django.db import models


class Installation(models.Model):
    """Whether this database holds a demonstration or real work; written once."""

    class Kind(models.TextChoices):
        DEMO = "demo"
        REAL = "real"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="kernel_installation_one_row", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="kernel_installation_kind_known", condition=models.Q(kind__in=["demo", "real"])
            ),
        ]

    def __str__(self) -> str:
        return self.kind
