"""The tab “Công nhận” on a registration's page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.registrations.public import Registration, State, Tab

KEY = "recognition"


def recognition_tab(registration: Registration, user: User, on: date) -> Tab | None:
    """For what was received: before that there is nothing to recognise."""
    if registration.state != State.ACCEPTED:
        return None
    return Tab(KEY, _("Công nhận"), reverse("recognitions:of_registration", args=[registration.pk]))
