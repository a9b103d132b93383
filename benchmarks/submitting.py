"""What one process of the writing benchmark does; imports Django only once it runs."""

import os
import time
from uuid import uuid4

SECONDS = float(os.environ.get("KHEO_BENCH_SECONDS", "10"))


def submit_for_a_while(job: tuple[int, list[int], list[int], bool]) -> tuple[list[float], int]:
    """Submit until the time is over; `kept` first saves each as a draft, as a browser does."""
    import django  # noqa: PLC0415 -- a fresh process

    django.setup()
    from django.db import OperationalError  # noqa: PLC0415 -- a fresh process

    from benchmarks.scratch import NOW  # noqa: PLC0415 -- a fresh process
    from kheo.accounts.models import User  # noqa: PLC0415 -- a fresh process
    from kheo.campaigns.models import CampaignRound, Sector  # noqa: PLC0415 -- a fresh process
    from kheo.registrations import public as registrations  # noqa: PLC0415 -- a fresh process
    from kheo.units.models import Unit  # noqa: PLC0415 -- a fresh process

    round_id, unit_ids, user_ids, kept = job
    round_ = CampaignRound.objects.select_related("campaign").get(pk=round_id)
    sector = Sector.objects.filter(campaign=round_.campaign).first()
    pairs = list(zip(Unit.objects.filter(pk__in=unit_ids), User.objects.filter(pk__in=user_ids), strict=True))
    times, failures, number = [], 0, 0
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        unit, user = pairs[number % len(pairs)]
        number += 1
        fields = {
            "title": f"Thắp sáng đường xóm, đợt {number} của {unit.pk}", "kind": "new", "sector": str(sector.pk),
            "lead_kind": "collective", "lead_name": "Ban công tác Mặt trận", "address": "Xóm 1", "time_words": "Cả năm 2026",
            "need": "Đường tối.", "aims": "Lắp đèn.", "method": "Họp dân, góp công.",
        }  # fmt: skip
        draft_id, form = uuid4(), {"fields": fields, "round_": round_, "unit": unit, "by": user, "at": NOW}
        start = time.perf_counter()
        try:
            revision = registrations.save_draft(draft_id, revision=0, **form).revision if kept else 0
            registrations.submit(draft_id, revision=revision, **form)
        except OperationalError:
            failures += 1
        else:
            times.append(time.perf_counter() - start)
    return times, failures
