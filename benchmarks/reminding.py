"""The morning's digests of a province: 10,000 people of 1,000 units that owe something in three working days."""

import time
from datetime import UTC, datetime

from benchmarks import scratch
from benchmarks.report import Report
from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.campaigns.models import CampaignRound
from kheo.progress.models import Digest
from kheo.progress.public import make_digests
from kheo.units.models import Membership, Unit

_COMMUNES, _UNITS, _PEOPLE = 100, 10, 10
_CLOSES = datetime(2026, 2, 5, 16, 59, tzinfo=UTC)  # three working days after the morning of `scratch.NOW`


def measure(report: Report) -> None:
    """Work out what every unit owes and put it before each person; then once more, when all have it."""
    scratch.prepare()
    officer: User | None = None
    for number in range(_COMMUNES):
        root, hamlets = scratch.commune(_UNITS, province_code="31", area_code=f"31{number:03}")
        officer = officer or scratch.person(root, Role.COMMUNE_OFFICER)
        round_ = scratch.campaign(root, hamlets, officer)
        CampaignRound.objects.filter(pk=round_.pk).update(registration_closes_at=_CLOSES)
        _people(hamlets)
    before = Digest.objects.count()
    start = time.perf_counter()
    told = make_digests(at=scratch.NOW)
    taken = (time.perf_counter() - start) * 1000
    if told < _COMMUNES * _UNITS * _PEOPLE or Digest.objects.count() - before != told:
        message = f"{told} people got a digest"
        raise RuntimeError(message)
    report.add(f"digests of a morning, {told:,} people", taken)
    start = time.perf_counter()
    make_digests(at=scratch.NOW)
    report.add("digests once more, nobody left to tell", (time.perf_counter() - start) * 1000)


def _people(units: list[Unit]) -> None:
    """Ten contacts a unit, straight in the tables: opening accounts one by one is another measurement."""
    start = User.objects.count()
    names = [f"nhac-{start + number}" for number in range(len(units) * _PEOPLE)]
    made = User.objects.bulk_create(
        User(username=name, full_name=name, name_sort=name, password="!") for name in names
    )
    Membership.objects.bulk_create(
        Membership(
            user=user, unit=units[place // _PEOPLE], role=Role.UNIT_CONTACT, valid_from=scratch.FOUNDED
        )
        for place, user in enumerate(made)
    )
