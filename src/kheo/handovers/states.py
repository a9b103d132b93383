"""Why somebody hands over. Nothing of his health, ever: long absence is all that is said."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """What is written into the minutes."""

    REASSIGNED = "reassigned", _("thay đổi phân công")
    MOVED = "moved", _("chuyển công tác")
    RETIRED = "retired", _("nghỉ chế độ, hết nhiệm kỳ")
    AWAY = "away", _("vắng mặt dài ngày")
