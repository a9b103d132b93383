#!/bin/sh
# What `make test` runs, in the order in which it fails fastest.
set -eu
bin=${VENV:-.venv}/bin
workers=${KHEO_TEST_WORKERS:-2}
postgres=${KHEO_TEST_POSTGRES_URL:-}
step() { printf '\n== %s\n' "$1"; }
tests() { "$bin/python" -m pytest -q -n "$workers" --dist worksteal "$@"; }

step "format and lint"
"$bin/ruff" format --check --quiet . || { echo "run: make fix" >&2; exit 1; }
"$bin/ruff" check --quiet .

# The empty databases are made while types and imports are looked through. Should that fail, the tests say why.
KHEO_TEST_POSTGRES_URL= "$bin/python" -m tests.databases >/dev/null 2>&1 &
sqlite_made=$!
step "types"
"$bin/mypy"
wait "$sqlite_made" || true
if [ -n "$postgres" ]; then "$bin/python" -m tests.databases >/dev/null 2>&1 & fi
step "import contracts"
"$bin/lint-imports" --config pyproject.toml --no-cache
step "migrations"
"$bin/kheo" manage makemigrations --check --dry-run --settings config.settings.test
wait
step "tests on SQLite"
(export KHEO_TEST_POSTGRES_URL=; tests -m "not browser")
if [ -n "$postgres" ]; then
  step "tests on PostgreSQL (those that touch the database)"
  tests -m "not browser" tests --ignore tests/core
else
  step "tests on PostgreSQL: not run (set KHEO_TEST_POSTGRES_URL, for example postgres://postgres@127.0.0.1:5432/postgres)"
fi
chromium=${KHEO_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -n "$chromium" ]; then
  step "browser journeys ($chromium)"
  (export KHEO_CHROMIUM="$chromium" KHEO_TEST_POSTGRES_URL=; tests -m browser tests/browser)
else
  step "browser journeys: not run (no Chromium found; set KHEO_CHROMIUM)"
fi
printf '\nAll that could be run here has passed.\n'
