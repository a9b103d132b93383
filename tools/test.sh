#!/bin/sh
# What `make test` runs, in the order in which it fails fastest.
set -eu
bin=${VENV:-.venv}/bin
step() { printf '\n== %s\n' "$1"; }

step "format and lint"
"$bin/ruff" format --check --quiet . || { echo "run: make fix" >&2; exit 1; }
"$bin/ruff" check --quiet .
step "types"
"$bin/mypy"
step "import contracts"
"$bin/lint-imports" --config pyproject.toml --no-cache
step "migrations"
"$bin/kheo" manage makemigrations --check --dry-run --settings config.settings.test
step "tests on SQLite"
KHEO_TEST_POSTGRES_URL= "$bin/python" -m pytest -q -n "${KHEO_TEST_WORKERS:-2}" -m "not browser" --dist loadfile
if [ -n "${KHEO_TEST_POSTGRES_URL:-}" ]; then
  step "tests on PostgreSQL"
  "$bin/python" -m pytest -q -n "${KHEO_TEST_WORKERS:-2}" -m "not browser" --dist loadfile tests --ignore tests/core
else
  step "tests on PostgreSQL: not run (set KHEO_TEST_POSTGRES_URL, for example postgres://postgres@127.0.0.1:5432/postgres)"
fi
chromium=${KHEO_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -n "$chromium" ]; then
  step "browser journeys ($chromium)"
  KHEO_CHROMIUM="$chromium" KHEO_TEST_POSTGRES_URL= "$bin/python" -m pytest -q -m browser -n 0
else
  step "browser journeys: not run (no Chromium found; set KHEO_CHROMIUM)"
fi
printf '\nAll that could be run here has passed.\n'
