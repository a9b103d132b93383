"""The tab “Thẩm định” on a registration's page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.appraisals.models import Appraisal
from kheo.registrations.public import Registration, State, Tab

KEY = "appraisal"


def appraisal_tab(registration: Registration, user: User, on: date) -> Tab | None:
    """For what is in a round of appraisal: one query."""
    if registration.state != State.ACCEPTED:
        return None
    rows = Appraisal.objects.filter(registration=registration).order_by("-appraisal_round__starts_on", "-pk")
    newest = rows.values_list("pk", flat=True).first()
    if newest is None:
        return None
    return Tab(KEY, _("Thẩm định"), reverse("appraisals:appraisal", args=[newest]))
