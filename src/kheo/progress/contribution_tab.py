"""The way from a registration's page to its contributions."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.registrations.public import Registration, State, Tab


def contribution_tab(registration: Registration, user: User, on: date) -> Tab | None:
    """“Đóng góp”, for whoever reads a received registration."""
    if registration.state != State.ACCEPTED:
        return None
    return Tab("contributions", _("Đóng góp"), reverse("progress:contributions", args=[registration.pk]))
