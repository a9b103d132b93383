"""A Chromium for tests that need a real browser; without one they are skipped with one line."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connection

from kheo.demo import loading
from kheo.kernel import installation
from kheo.kernel.clock import now

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    program = os.environ.get("KHEO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("no Chromium found (KHEO_CHROMIUM names one)")
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in the thread of the tests; Django would take their queries for a fault.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(5000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="session")
def kept_demo(tmp_path_factory):
    """Where the demo lies once a test has asked for it."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def demo(live_server, settings, tmp_path, kept_demo):
    """The demo communes, with their files. They are loaded for the first test and copied for the others."""
    settings.MEDIA_ROOT = tmp_path / "files"
    kept, files = kept_demo / "kheo.sqlite3", kept_demo / "files"
    if kept.exists():
        connection.ensure_connection()
        with closing(sqlite3.connect(kept)) as source:
            source.backup(connection.connection)
        shutil.copytree(files, settings.MEDIA_ROOT)
        installation.forget()
        return
    loading.load(at=now())
    shutil.copytree(settings.MEDIA_ROOT, files)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(kept)])
