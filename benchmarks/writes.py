"""Submitting registrations: the whole action with its audit events, from several processes at once."""

import multiprocessing

from benchmarks import scratch
from benchmarks.report import Report
from benchmarks.submitting import SECONDS, submit_for_a_while
from kheo.accounts.roles import Role

_PROCESSES = 2


def measure(report: Report) -> None:
    """Two processes submit for ten seconds: rate, 99th percentile, failures."""
    from django.db import connection, connections  # noqa: PLC0415 -- needs Django

    scratch.prepare()
    root, hamlets = scratch.commune(_PROCESSES * 10)
    officer = scratch.person(root, Role.COMMUNE_OFFICER)
    contacts = [scratch.person(unit, Role.UNIT_CONTACT) for unit in hamlets]
    round_ = scratch.campaign(root, hamlets, officer)
    vendor = connection.vendor
    least = 100 if vendor == "sqlite" else 200
    for kept, what in ((False, "submit a registration"), (True, "save a draft, then submit it")):
        jobs = [
            (round_.pk, [u.pk for u in hamlets[n::_PROCESSES]], [c.pk for c in contacts[n::_PROCESSES]], kept)
            for n in range(_PROCESSES)
        ]
        connections.close_all()
        with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
            results = pool.map(submit_for_a_while, jobs)
        taken = sorted(t for times, _ in results for t in times)
        failures = sum(failed for _, failed in results)
        report.add(
            f"{what}, {vendor}", len(taken) / SECONDS, unit="per second", least=None if kept else least
        )
        report.add(f"{what}, 99th percentile, {vendor}", taken[int(len(taken) * 0.99)] * 1000, most=250)
        report.add(f"{what}, refused by a lock, {vendor}", failures, unit="failures", most=0)
