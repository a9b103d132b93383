"""Reading publicity: the log of a round, its counts, and whom the plan makes answer for it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, QuerySet

from kheo.accounts.public import Role, User
from kheo.campaigns import public as campaigns
from kheo.campaigns.public import CampaignRound
from kheo.core.vietnamese import fold
from kheo.progress.difficulty_rights import working_unit_ids
from kheo.progress.models import PublicityDuty, PublicityItem
from kheo.progress.states import PublicityKind
from kheo.registrations import public as registrations
from kheo.registrations.public import Registration
from kheo.units import public as units
from kheo.units.public import Unit

_SPEAKS_OF_IT = ("tuyen truyen", "truyen thanh", "tin, bai", "tin bai", "dua tin", "cong thong tin dien tu")


def items_of(round_: CampaignRound, kind: str = "") -> QuerySet[PublicityItem]:
    """The log of the round, newest first, struck ones among them; of one kind only what stands, as it is counted."""
    rows = PublicityItem.objects.filter(round=round_)
    if kind:
        rows = rows.filter(kind=kind, struck_at__isnull=True)
    return rows.select_related("registration", "struck_by").order_by("-on", "-pk")


def counts(round_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Round → kind → how many that stand; one query."""
    rows = PublicityItem.objects.filter(round_id__in=round_ids, struck_at__isnull=True)
    found: dict[int, dict[str, int]] = {}
    for round_id, kind, number in (
        rows.values_list("round_id", "kind").annotate(n=Count("pk")).order_by("round_id", "kind")
    ):
        found.setdefault(round_id, {})[kind] = number
    return found


def counted(round_: CampaignRound) -> list[tuple[str, int]]:
    """Every kind in words with its count, none left out."""
    found = counts([round_.pk]).get(round_.pk, {})
    return [(str(kind.label), found.get(kind.value, 0)) for kind in PublicityKind]


def duty_of(round_: CampaignRound) -> PublicityDuty | None:
    """The body that answers for publicity in the round."""
    return PublicityDuty.objects.select_related("unit").filter(round=round_).first()


def said_by_plan(round_: CampaignRound) -> list[tuple[str, str]]:
    """What the round's papers say of publicity: who, what."""
    return campaigns.tasks_about(round_, _SPEAKS_OF_IT)


def proposed(said: Collection[tuple[str, str]], doers: Collection[Unit]) -> tuple[int, str] | None:
    """The one unit of the commune that the plan's words name, and its name; None where none or several do."""
    named = [fold(who) for who, _what in said if who.strip()]
    names = {unit.pk: str(vars(unit)["name"]) for unit in doers}
    found = [
        pk for pk, name in names.items() if any(fold(name) in words or words in fold(name) for words in named)
    ]
    chosen = [pk for pk in found if fold(names[pk]) in named] or found
    return (chosen[0], names[chosen[0]]) if len(chosen) == 1 else None


def doing_units(user: User, round_: CampaignRound, on: date) -> list[Unit]:
    """Units in whose name the person notes a piece, named: all of the commune for the officer; the body that
    answers for publicity; one's own units that register.
    """
    duty = duty_of(round_)
    if registrations.can_receive(user, round_.campaign, on):
        area = round_.campaign.managing_unit.area_code
        wanted = units.of_commune(area, on) if area else _named({round_.campaign.managing_unit_id}, on)
        return list(wanted)
    own = working_unit_ids(user, on) & {duty.unit_id if duty else 0}
    contact = units.own_unit_ids(user, on, [Role.UNIT_CONTACT])
    own |= contact & units.successor_ids(campaigns.registering_ids(round_.campaign))
    return list(_named(own, on))


def _named(unit_ids: Collection[int], on: date) -> QuerySet[Unit]:
    return units.with_names(Unit.objects.filter(pk__in=unit_ids), on).order_by(F("name_sort"), "pk")


def subjects_of(round_: CampaignRound) -> QuerySet[Registration]:
    """Received registrations that a piece may be about."""
    rows = Registration.objects.filter(round=round_, state=registrations.State.ACCEPTED)
    return rows.order_by("title_sort", "pk")
