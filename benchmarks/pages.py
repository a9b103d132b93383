"""Pages of a campaign with 10,000 registrations, in a database of many more; weight of a first visit."""

import gzip
import os
import re
import time
from statistics import median

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import scratch
from benchmarks.report import Report, milliseconds
from kheo.accounts.models import User
from kheo.accounts.roles import Role
from kheo.registrations.models import Registration
from kheo.registrations.similar import similar_to
from kheo.units.models import Unit

# The budget speaks of list pages; the others are shown beside them.
_LISTS = {
    "list of registrations",
    "list, filtered by words",
    "reports of a round, all",
    "reports of a round, at risk",
}
_MORE = int(os.environ.get("KHEO_BENCH_ROWS", "100000"))


def measure(report: Report) -> None:
    """List page and cockpit with 10,000 rows, then again with many more rows in the database."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    scratch.prepare()
    root, hamlets = scratch.commune(200)
    officer = scratch.person(root, Role.COMMUNE_OFFICER)
    round_ = scratch.campaign(root, hamlets, officer)
    scratch.fill(round_, hamlets, officer, 10_000)
    scratch.report(round_, officer)
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = {
        "list of registrations": reverse("registrations:list", args=[round_.pk]) + "?bo-loc=1",
        "list, filtered by words": reverse("registrations:list", args=[round_.pk]) + "?tim=duong",
        "reports of a round, all": reverse("progress:round", args=[round_.pk]) + "?ky=h1",
        "reports of a round, at risk": reverse("progress:round", args=[round_.pk]) + "?ky=h1&loc=nguy-co",
        "the campaign's page": reverse("portal:campaign", args=[round_.campaign_id]),
        "my work": reverse("portal:home"),
    }
    first = {
        name: measure_page(report, client, name, url, budgeted=name in _LISTS) for name, url in pages.items()
    }
    _fill_the_nation(officer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for name, url in pages.items():
        again = milliseconds(lambda url=url: client.get(url))
        most = 100 if name in _LISTS else None
        report.add(f"{name}, {_MORE + 10_000:,} rows in the database", again, most=most)
        report.add(f"{name}, how many times slower", again / first[name], unit="×", most=2)
    _similar(report, hamlets[0])
    _province(report)
    _weight(report, Client())


def _fill_the_nation(officer: User) -> None:
    """The rest of the rows: thirty-four provinces of forty units a commune; a hundred communes in the nineteenth,
    ten in each of the others.
    """
    codes = [f"{number:02}" for number in range(1, 35)]
    places = [(code, place) for code in codes for place in range(100 if code == "19" else 10)]
    for code, place in places:
        root, hamlets = scratch.commune(40, province_code=code, area_code=f"{code}{place:03}")
        round_ = scratch.campaign(root, hamlets, officer, year=2025)
        scratch.fill(round_, hamlets, officer, _MORE // len(places))


def _province(report: Report) -> None:
    """Pages of an officer of the nineteenth province, who reads its hundred communes."""
    client = Client()
    office = scratch.province("19")
    officer = scratch.person(office, Role.PROVINCE_OFFICER)
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    sent = Registration.objects.filter(province_code="19", round__year=2025).order_by("-pk").values("pk")[:1]
    pages = {
        "my work": reverse("portal:home"),
        "campaigns": reverse("portal:campaigns"),
        "rounds": reverse("registrations:index"),
        "one registration": reverse("registrations:detail", args=[sent[0]["pk"]]),
    }
    for name, url in pages.items():
        measure_page(report, client, f"province's officer, {name}", url, when="100 communes of 40 units")


def _similar(report: Report, unit: Unit) -> None:
    """The box of similar names, asked a hundred times for names of a common and a rare sort."""
    titles = [f"{what} xóm {number * 7 % 997}" for number, what in enumerate(scratch.WHAT * 5)]
    similar_to(titles[0], unit=unit, on=scratch.NOW.date())
    taken = []
    for title in titles:
        start = time.perf_counter()
        similar_to(title, unit=unit, on=scratch.NOW.date())
        taken.append((time.perf_counter() - start) * 1000)
    rows = f"{_MORE + 10_000:,} rows in the database"
    report.add(f"similar names, median, {rows}", median(taken))
    report.add(f"similar names, slowest of {len(taken)}, {rows}", max(taken), most=50)


def measure_page(
    report: Report,
    client: Client,
    name: str,
    url: str,
    *,
    when: str = "10,000 in the campaign",
    budgeted: bool = False,
) -> float:
    """Queries and milliseconds of a page; `budgeted`: the budget of list pages is its own. The milliseconds."""
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    if response.status_code != 200:
        message = f"{url} answered {response.status_code}"
        raise RuntimeError(message)
    report.add(f"{name}, queries", len(queries), unit="queries", most=10 if budgeted else None)
    taken = milliseconds(lambda: client.get(url))
    report.add(f"{name}, {when}", taken, most=100 if budgeted else None)
    return taken


def _weight(report: Report, client: Client) -> None:
    """Bytes of a first visit, as whitenoise sends them: text compressed, fonts as they are."""
    html = client.get(reverse("account_login")).content.decode("utf-8")
    seen, total = set(), len(gzip.compress(html.encode("utf-8")))
    queue = re.findall(r'(?:src|href)="/static/([^"#?]+)', html)
    while queue:
        path = queue.pop()
        full = finders.find(path)
        if path in seen or not full:
            continue
        seen.add(path)
        data = open(full, "rb").read()  # noqa: PTH123, SIM115 -- a one-line tool
        total += len(data) if path.endswith(".woff2") else len(gzip.compress(data))
        folder = path.rpartition("/")[0]
        if path.endswith(".js"):
            queue += [f"{folder}/{name}" for name in re.findall(r'from "\./([^"]+)"', data.decode("utf-8"))]
        if path.endswith(".css"):
            fonts = re.findall(r"url\(['\"]?([^'\")]+\.woff2)", data.decode("utf-8"))
            queue += [_join(folder, font) for font in fonts if "latin-ext" not in font]
    report.add("weight of a first visit (fonts for Vietnamese text)", total / 1024, unit="KB", most=200)


def _join(folder: str, path: str) -> str:
    return os.path.normpath(f"{folder}/{path}")
