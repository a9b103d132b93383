"""The way from a registration's page to its difficulties."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.registrations.public import Registration, State, Tab


def difficulty_tab(registration: Registration, user: User, on: date) -> Tab | None:
    """“Khó khăn, vướng mắc”, for whoever reads a received registration."""
    if registration.state != State.ACCEPTED:
        return None
    address = reverse("progress:difficulties")
    return Tab(
        "difficulties", _("Khó khăn, vướng mắc"), f"{address}?mo-hinh={registration.pk}&trang-thai=tat-ca"
    )
