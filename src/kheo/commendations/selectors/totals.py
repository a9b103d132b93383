"""What was given in a round, for its figures and its report."""

from datetime import datetime

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from kheo.campaigns.public import CampaignRound
from kheo.commendations.models import Commendation
from kheo.commendations.states import AwardState
from kheo.core.vietnamese import format_number
from kheo.progress.public import Section
from kheo.units.public import Subject


def totals(round_: CampaignRound, at: datetime) -> Section | None:
    """“Khen thưởng”: each form by subject, and the money; nothing where nothing was decided. One query."""
    rows = Commendation.objects.filter(decision__round=round_, state=AwardState.VALID)
    groups = rows.values_list("award_name", "subject__kind").annotate(n=Count("pk"), paid=Sum("prize"))
    kinds = {kind.value: str(kind.label) for kind in Subject.Kind}
    by_form: dict[str, list[str]] = {}
    money = 0
    for form, kind, number, paid in groups.order_by("award_name", "subject__kind"):
        by_form.setdefault(form, []).append(f"{kinds.get(kind, kind)} {format_number(number)}")
        money += paid or 0
    if not by_form:
        return None
    lines = [(form, ", ".join(words)) for form, words in by_form.items()]
    if money:
        lines.append((_("Tiền thưởng"), _("%(amount)s đồng") % {"amount": format_number(money)}))
    return Section(_("Khen thưởng"), lines)
