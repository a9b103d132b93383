"""The tab “Tiến độ” on a registration's page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.registrations.public import Registration, State, Tab

KEY = "progress"


def report_tab(registration: Registration, user: User, on: date) -> Tab | None:
    """For what was received: before that there is nothing to report on."""
    if registration.state != State.ACCEPTED:
        return None
    return Tab(KEY, _("Tiến độ"), reverse("progress:of_registration", args=[registration.pk]))
