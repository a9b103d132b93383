"""Versions of a received registration: one frozen at every yes."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from kheo.accounts.public import User
from kheo.registrations.models import Amendment, Registration, RegistrationVersion
from kheo.registrations.standing import VERSION_WITH, unit_names, version_of


def keep_received(pks: Collection[int], *, by: User, at: datetime) -> None:
    """Freeze what these registrations say now that they were received: the first time, or again after a return.

    Five queries, however many they are.
    """
    rows = _whole(pks)
    names = unit_names(rows, at)
    made = []
    for row, last in zip(rows, _last_numbers(rows), strict=True):
        version = version_of(row, last + 1, at, names)
        version.decided_by = by
        version.reason = row.return_reason if last else ""
        made.append(version)
    RegistrationVersion.objects.bulk_create(made)


def keep_standing(registration: Registration, *, at: datetime) -> RegistrationVersion:
    """The version of what stands now; frozen first where it was received before versions were kept."""
    last = registration.versions.order_by("-number").first()
    if last is not None:
        return last
    row = _whole([registration.pk])[0]
    version = version_of(row, 1, row.decided_at or at, unit_names([row], at))
    version.save()
    return version


def keep_amended(registration: Registration, amendment: Amendment, *, at: datetime) -> RegistrationVersion:
    """Freeze what the registration says once the amendment was applied to it."""
    row = _whole([registration.pk])[0]
    version = version_of(row, _last_numbers([row])[0] + 1, at, unit_names([row], at))
    version.proposed_by, version.decided_by = amendment.proposed_by, amendment.decided_by
    version.reason, version.amendment = amendment.reason, amendment
    version.save()
    return version


def _whole(pks: Collection[int]) -> list[Registration]:
    rows = Registration.objects.filter(pk__in=pks).select_related(*VERSION_WITH)
    return list(rows.prefetch_related("indicators").order_by("pk"))


def _last_numbers(rows: list[Registration]) -> list[int]:
    found = RegistrationVersion.objects.filter(registration__in=rows).values_list("registration_id")
    last = dict(found.annotate(last=Max("number")).order_by())
    return [last.get(row.pk, 0) for row in rows]
