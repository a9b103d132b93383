"""Tests: a file database through our own SQLite backend, or the PostgreSQL that is named."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *

_SCRATCH = Path(tempfile.mkdtemp(prefix="kheo-test-"))
atexit.register(shutil.rmtree, _SCRATCH, ignore_errors=True)
SECRET_KEY = "only-for-tests"  # noqa: S105
if _url := env.str("KHEO_TEST_POSTGRES_URL", default=""):
    DATABASES = {"default": {**env.db_url_config(_url), "CONN_MAX_AGE": 0}}
else:
    DATABASES = {
        "default": {
            "ENGINE": "kheo.kernel.db.sqlite3",
            "NAME": str(_SCRATCH / "kheo.sqlite3"),
            "TEST": {"NAME": str(_SCRATCH / "test.sqlite3")},
        }
    }
MEDIA_ROOT = _SCRATCH / "files"
STATIC_ROOT = _SCRATCH / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""  # type: ignore[index]
