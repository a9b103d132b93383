"""Judging ten thousand initiatives: the review list with scores, an appraiser's queue, the ranking, certificates."""

import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from benchmarks import scratch
from benchmarks.pages import measure_page
from benchmarks.report import Report
from benchmarks.writing import certificates
from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.appraisals.models import (
    Appraisal,
    AppraisalRound,
    Assignment,
    Conclusion,
    Rubric,
    RubricVersion,
    TeamMember,
)
from kheo.appraisals.services.ranking import make_ranking
from kheo.campaigns.models import CampaignRound
from kheo.core.scoring import data_of, rubric_of
from kheo.registrations.models import Registration

COUNT = 10_000
CRITERIA = 30
_APPRAISERS = 5
_UNFINISHED = 20  # one of so many waits for its appraiser


def measure(report: Report) -> None:
    """A round of 10,000 under a rubric of 30 criteria, nearly all concluded."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    scratch.prepare()
    root, hamlets = scratch.commune(200, area_code="05501")
    officer = scratch.person(root, Role.COMMUNE_OFFICER)
    team = [scratch.person(root, Role.APPRAISER) for _ in range(_APPRAISERS)]
    round_ = scratch.campaign(root, hamlets, officer)
    scratch.fill(round_, hamlets, officer, COUNT * 4 // 3 + 1)  # three of four are received
    judged = _judged(round_, officer, team)
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("appraisals:round", args=[judged.pk])
    measure_page(report, client, "round of appraisal, review list with scores", address, budgeted=True)
    client.force_login(team[0], backend="allauth.account.auth_backends.AuthenticationBackend")
    measure_page(report, client, "an appraiser's queue", reverse("appraisals:mine"), budgeted=True)
    start = time.perf_counter()
    made = make_ranking(judged, by=officer, at=scratch.HALF_YEAR + timedelta(days=90))
    name = f"ranking of {len(made.rows):,} with {CRITERIA} criteria, scored anew and frozen"
    report.add(name, (time.perf_counter() - start) * 1000)
    start = time.perf_counter()
    for _ in range(5):
        certificates()
    report.add("5,000 certificates → five .pdf", (time.perf_counter() - start) * 1000)


def _judged(round_: CampaignRound, officer: User, team: list[User]) -> AppraisalRound:
    """The round with everybody's sheets, made straight in the tables."""
    at = scratch.HALF_YEAR
    rubric = Rubric.objects.create(round=round_, made_at=at, made_by=officer)
    version = RubricVersion.objects.create(
        rubric=rubric, number=1, state="in-force", content=_content(), name="Bộ tiêu chí đo",
        made_at=at, made_by=officer, applied_at=at, applied_by=officer,
    )  # fmt: skip
    judged = AppraisalRound.objects.create(
        round=round_, name="Thẩm định cuối năm", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30),
        head=officer, spread=Decimal(2), opened_at=at, opened_by=officer,
    )  # fmt: skip
    TeamMember.objects.bulk_create(TeamMember(appraisal_round=judged, user=one) for one in [officer, *team])
    ids = Registration.objects.filter(round=round_, state="accepted").values_list("pk", flat=True)[:COUNT]
    rows = Appraisal.objects.bulk_create(
        [
            Appraisal(appraisal_round=judged, registration_id=pk, rubric=version, desk="team", since=at,
                      common_sheet=_sheet(number))
            for number, pk in enumerate(ids)
        ],
        batch_size=1000,
    )  # fmt: skip
    done = [row for number, row in enumerate(rows) if number % _UNFINISHED]
    finished = {row.pk for row in done}
    Assignment.objects.bulk_create(
        [
            Assignment(
                appraisal=row, appraiser=team[number % _APPRAISERS], assigned_at=at, assigned_by=officer,
                **({"state": "sent", "sheet": row.common_sheet, "sent_at": at} if row.pk in finished else {}),
            )
            for number, row in enumerate(rows)
        ],
        batch_size=1000,
    )  # fmt: skip
    made = Conclusion.objects.bulk_create(
        [
            Conclusion(appraisal=row, number=1, verdict="passed", total=_total(row.common_sheet), band="Đạt",
                       result={"gates": []}, made_at=at, made_by=officer)
            for row in done
        ],
        batch_size=1000,
    )  # fmt: skip
    for row, conclusion in zip(done, made, strict=True):
        row.desk, row.conclusion = "done", conclusion
    Appraisal.objects.bulk_update(done, ["desk", "conclusion"], batch_size=500)
    return judged


def _content() -> dict[str, Any]:
    criteria = [
        {"code": f"c{n}", "maximum": "10", "text": f"Tiêu chí đo thứ {n}"} for n in range(1, CRITERIA + 1)
    ]
    bands = [
        {"code": "dat", "name": "Đạt", "at_least": "150"},
        {"code": "chua", "name": "Chưa đạt", "at_least": "0"},
    ]
    data = {
        "name": "Bộ tiêu chí đo",
        "source": "để đo",
        "subjects": ["collective"],
        "total": str(10 * CRITERIA),
        "criteria": criteria,
        "bands": bands,
        "ties": [{"kind": "criterion", "code": "c1"}, {"kind": "criterion", "code": "c2"}],
    }
    return data_of(rubric_of(data))


def _sheet(number: int) -> dict[str, Any]:
    """Marks that differ from one to the next, with many equal totals."""
    return {f"c{n}": {"value": str(5 + (number * n) % 6)} for n in range(1, CRITERIA + 1)}


def _total(sheet: dict[str, Any]) -> Decimal:
    return sum((Decimal(one["value"]) for one in sheet.values()), Decimal(0))
