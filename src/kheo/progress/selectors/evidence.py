"""Reading evidence."""

from datetime import date

from kheo.accounts.public import User
from kheo.core.errors import N_, NotFound
from kheo.progress.models import Evidence
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration


def not_found() -> NotFound:
    """The one sentence for what does not exist, was taken out, or is not for these eyes."""
    return NotFound(
        N_("Không có ảnh hoặc tệp này, hoặc đã bỏ, hoặc tài khoản này không được xem."),
        code="evidence-not-found",
    )


def evidence_for(user: User, pk: int, on: date) -> Evidence:
    """One photo or file that stands. Raises NotFound."""
    readable = registrations.visible(user, on)
    found = (
        Evidence.objects.select_related("registration__round__campaign", "file", "shown_copy")
        .filter(pk=pk, removed_at__isnull=True, registration__in=readable.values("pk"))
        .first()
    )
    if found is None:
        raise not_found()
    return found


def of_registration(registration: Registration) -> list[Evidence]:
    """What stands, the newest first."""
    rows = Evidence.objects.filter(registration=registration, removed_at__isnull=True)
    return list(rows.select_related("added_by", "file").order_by("-added_at", "-pk"))
