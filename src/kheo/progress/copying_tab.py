"""The tab “Học theo” on a registration's page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.registrations.public import Registration, State, Tab

KEY = "copying"


def copying_tab(registration: Registration, user: User, on: date) -> Tab | None:
    """What a received initiative copies, and who copies it."""
    if registration.state != State.ACCEPTED:
        return None
    return Tab(KEY, _("Học theo"), reverse("progress:copying", args=[registration.pk]))
