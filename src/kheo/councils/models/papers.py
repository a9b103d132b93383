"""Papers of a session that stand in the register of the unit's papers."""

from django.db import models
from django.db.models import Q

from kheo.councils.models.sessions import AgendaItem, CouncilSession


class CouncilPaper(models.Model):
    """One paper of a session (`item` empty) or of a matter, with its number: once, and for good."""

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(max_length=30, help_text="giay-moi, bien-ban, bien-ban-kiem-phieu")
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="councils_paper_once", fields=["session", "name"], condition=Q(item__isnull=True)
            ),
            models.UniqueConstraint(
                name="councils_paper_of_item_once", fields=["item", "name"], condition=Q(item__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name
