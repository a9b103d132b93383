# Every command there is. `make run` to try it, `make test` to check it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The system's certificates for every installer (offices often stand behind an inspecting proxy).
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup setup-dev run test bench soak fix lock messages clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

setup: $(VENV)/.kheo-ready ## make .venv with everything Khéo needs, start nothing

run: setup ## start on http://127.0.0.1:$(PORT) (an empty database gets the demo commune)
	@$(BIN)/kheo run --port $(PORT) --demo-if-empty

setup-dev: setup $(VENV)/.kheo-dev

test: setup-dev ## format, lint, types, import contracts, migrations, tests (SQLite; PostgreSQL where KHEO_TEST_POSTGRES_URL names one; browser where a Chromium is found)
	@sh tools/test.sh

bench: setup-dev ## measure the budgets of docs/performance.md (some minutes)
	@$(BIN)/python -m benchmarks

soak: setup-dev ## long runs: fuzzing with many examples, many writers at once
	@KHEO_SOAK_TIMES=$${KHEO_SOAK_TIMES:-20} $(BIN)/python -m pytest tests/core tests/registrations/test_concurrency.py tests/kernel/test_write_lock.py -q -n 2 --hypothesis-profile=soak

fix: setup-dev ## put the code into shape
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

messages: setup-dev ## collect the texts for translation (needs nothing but Babel)
	@$(BIN)/python tools/collect_messages.py

lock: ## resolve the dependencies anew into requirements/*.txt (with hashes, without addresses)
	@sh tools/lock.sh

clean: ## remove what was made (never var/, where the data lies)
	@rm -rf $(VENV) .tools node_modules build dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/.kheo-ready: requirements/base.txt requirements/build.txt package-lock.json pyproject.toml tools/setup.sh tools/assets.py src/kheo/kernel/icons.txt
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh tools/setup.sh base
	@touch $@

$(VENV)/.kheo-dev: requirements/dev.txt $(VENV)/.kheo-ready
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh tools/setup.sh dev
	@touch $@
