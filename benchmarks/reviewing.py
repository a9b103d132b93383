"""Looking back: a report over ten thousand registrations, its freezing, and what thirty-four provinces reported of a
million, added up.
"""

import os
import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import scratch
from benchmarks.pages import measure_page
from benchmarks.report import Report, milliseconds
from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.campaigns.models import CampaignRound, Sector
from kheo.documents import public as documents
from kheo.documents.public import PaperFacts
from kheo.registrations.models import Initiative, Registration
from kheo.reports import services
from kheo.reports.papers.drafts import drafted_paper
from kheo.reports.selectors.counting import cube
from kheo.reports.selectors.lower import added_up
from kheo.reports.states import ReviewKind
from kheo.units.models import Unit

COUNT = 10_000
PROVINCES = 34
_ROWS = int(os.environ.get("KHEO_BENCH_ROLLUP", "1000000"))
_AT, _DAY = scratch.HALF_YEAR, scratch.HALF_YEAR.date()


def measure(report: Report) -> None:
    """One campaign's report; then a nation's."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    scratch.prepare()
    root, hamlets = scratch.commune(200, area_code="05502")
    officer = scratch.person(root, Role.COMMUNE_OFFICER)
    round_ = scratch.campaign(root, hamlets, officer)
    scratch.fill(round_, hamlets, officer, COUNT)
    scratch.report(round_, officer)
    _one_report(report, round_, officer)
    _nation(report, officer)


def _one_report(report: Report, round_: CampaignRound, officer: User) -> None:
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    what = f"{COUNT:,} registrations"
    measure_page(report, client, f"figures of {what}, the page", reverse("reports:round", args=[round_.pk]))
    paper = drafted_paper(round_, ReviewKind.FINAL, _AT)
    report.add(
        f"tổng kết drafted from {what}",
        milliseconds(lambda: drafted_paper(round_, ReviewKind.FINAL, _AT)),
    )
    for form in ("docx", "pdf"):
        report.add(
            f"  the same → .{form}", milliseconds(lambda form=form: documents.write(paper, form, at=_AT))
        )
    review = services.begin(round_, kind=ReviewKind.FINAL, by=officer, at=_AT)
    start = time.perf_counter()
    snapshot = services.freeze(review, by=officer, at=_AT)
    report.add(f"freezing {what} with their list", (time.perf_counter() - start) * 1000)
    address = reverse("reports:snapshot", args=[snapshot.pk])
    measure_page(report, client, "  frozen figures beside those of now, the page", address)


def _nation(report: Report, officer: User) -> None:
    """A campaign above thirty-four of provinces, each with its share of the rows and its report issued."""
    top, _none = scratch.commune(0, province_code="01", area_code="01000")
    above = scratch.campaign(top, [], scratch.person(top, Role.COMMUNE_OFFICER))
    each = _ROWS // PROVINCES
    rounds = list[CampaignRound]()
    first: tuple[CampaignRound, list[Unit]] | None = None
    for number in range(PROVINCES):
        code = f"{number + 40}"
        root, units = scratch.commune(4, province_code=code, area_code=f"{code}000")
        by = scratch.person(root, Role.COMMUNE_OFFICER)
        round_ = scratch.campaign(root, units, by)
        round_.campaign.answers = above.campaign
        round_.campaign.save()
        if first is None:
            scratch.fill(round_, units, by, each)
            first = (round_, units)
        else:
            _copied(first, round_, units)
        rounds.append(round_)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    start = time.perf_counter()
    for round_ in rounds:
        _issued(round_)
    taken = (time.perf_counter() - start) * 1000 / PROVINCES
    report.add(f"one province's report of {each:,}, drafted, frozen and issued", taken)
    rows = Registration.objects.filter(round__in=rounds).count()
    with CaptureQueriesContext(connection) as asked:
        found = added_up(above, ReviewKind.FINAL, _DAY)
    counted = sum(cells[0] for _label, cells in found.tables[0].lines)
    assert (len(found.reported), counted) == (PROVINCES, rows)
    report.add(
        f"{rows:,} registrations rolled up from {PROVINCES} issued reports, {len(asked)} queries",
        milliseconds(lambda: added_up(above, ReviewKind.FINAL, _DAY)),
        most=100,
    )
    ids = [one.pk for one in rounds]
    report.add(f"  the same counted from the {rows:,} rows", milliseconds(lambda: cube(ids), times=3))


def _issued(round_: CampaignRound) -> None:
    """Everything an officer does for a report, its words left as drafted."""
    officer = round_.campaign.created_by
    review = services.begin(round_, kind=ReviewKind.FINAL, by=officer, at=_AT)
    services.freeze(review, by=officer, at=_AT)
    facts = PaperFacts("1", "BC-UBND", _DAY, "CHỦ TỊCH", "Người Đo")
    services.issue(review, facts=facts, typed="BAN HÀNH", by=officer, at=_AT)


def _copied(source: tuple[CampaignRound, list[Unit]], to: CampaignRound, units: list[Unit]) -> None:
    """The registrations of one province in another, copied within the database."""
    round_, of = source
    rows = Registration.objects.filter(round=round_).order_by("pk")
    first, last = rows.values_list("initiative_id", flat=True)[:1].get(), rows.latest("pk").initiative_id
    sectors = [
        Sector.objects.filter(campaign=one.campaign).order_by("pk").values_list("pk", flat=True)[0]
        for one in (round_, to)
    ]
    shifts = {
        "id": Initiative.objects.latest("pk").pk - first + 1,
        "unit_id": units[0].pk - of[0].pk,
        "sector_id": sectors[1] - sectors[0],
    }
    province = f"'{to.campaign.province_code}'"
    _insert(
        Initiative,
        {
            "id": f"id + {shifts['id']}",
            "unit_id": f"unit_id + {shifts['unit_id']}",
            "province_code": province,
        },
        f"id BETWEEN {first} AND {last}",
    )
    moved = Registration.objects.latest("pk").pk - rows[0].pk + 1
    _insert(
        Registration,
        {
            "id": f"id + {moved}",
            "initiative_id": f"initiative_id + {shifts['id']}",
            "round_id": str(to.pk),
            "unit_id": f"unit_id + {shifts['unit_id']}",
            "handled_by_unit_id": f"handled_by_unit_id + {shifts['unit_id']}",
            "sector_id": f"sector_id + {shifts['sector_id']}",
            "province_code": province,
        },
        f"round_id = {round_.pk}",
    )


def _insert(model: type[Initiative | Registration], instead: dict[str, str], which: str) -> None:
    table = model._meta.db_table
    columns = [one.column for one in model._meta.concrete_fields]
    picked = ", ".join(instead.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {picked} FROM {table} WHERE {which}"
        )
