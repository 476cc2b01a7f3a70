# Two commands on a fresh machine: make demo, make test.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PORT ?= 8000
PY := .venv/bin/python
# Debian's own Python, built with its profile, before another that stands first in PATH.
PYTHON ?= $(shell command -pv python3.11 || command -v python3.11 || command -v python3)
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/test
export PORT

.PHONY: help demo reset-demo test test-sqlite test-postgres test-browser lint bench bench-lists faults messages figures content-report install install-dev apt-% clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# The environment -------------------------------------------------------------------------------

.venv/bin/pip:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; \
	  else echo "python3-venv is missing: run 'apt-get install python3-venv' as root."; exit 1; fi; }
	@$(PYTHON) -m venv .venv

.venv/demo.done: requirements.txt | .venv/bin/pip
	@echo "Installing what the lock file names…"
	@.venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt && touch $@

.venv/dev.done: requirements-dev.txt | .venv/bin/pip
	@echo "Installing what the lock file names…"
	@.venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt && touch $@ .venv/demo.done

install: .venv/demo.done

install-dev: .venv/dev.done

# Debian packages of one purpose (packages.apt): installed by root, named in one line otherwise.
apt-%:
	@missing=$$(awk '$$1 == "$*" {print $$2}' packages.apt | while read -r p; do dpkg -s "$$p" >/dev/null 2>&1 || echo "$$p"; done | tr '\n' ' '); \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else echo "Missing: run 'apt-get install $$missing' as root."; $(if $(CI),exit 1,true); fi; fi

# The demo --------------------------------------------------------------------------------------

demo: install ## The demo on 127.0.0.1:8000 (PORT=), kept from run to run
	@$(PY) manage.py demo

reset-demo: install ## Forget what the demo did and start over
	@rm -rf var/demo.sqlite3* var/media
	@$(PY) manage.py demo

content-report: install ## The courses of content/ in numbers
	@$(PY) manage.py content_report content

# Tests -----------------------------------------------------------------------------------------

test: install-dev apt-test ## The whole suite: SQLite, PostgreSQL, browser
	@PY=$(PY) TEST_DATABASE_URL='$(TEST_DATABASE_URL)' bash tests/run.sh all

test-sqlite: install-dev
	@PY=$(PY) bash tests/run.sh sqlite

test-postgres: install-dev
	@PY=$(PY) TEST_DATABASE_URL='$(TEST_DATABASE_URL)' bash tests/run.sh postgres

test-browser: install-dev apt-test
	@PY=$(PY) bash tests/run.sh browser

lint: install-dev apt-lint ## Every check that needs no database
	@PY=$(PY) bash tests/lint.sh

messages: install-dev apt-lint ## Collect strings and compile the catalogue
	@$(PY) manage.py makemessages -l es --no-obsolete --no-location --no-wrap --ignore .venv --ignore var --ignore staticfiles -v0
	@cd locale/es/LC_MESSAGES && msgfmt --check -o django.mo django.po

figures: install ## Draw the courses' figures and write their data sets again, from content/figures
	@$(PY) -m figures

bench: install-dev ## Learners over HTTP (LEARNERS= CONCURRENCY= THINK= BENCH_DB=postgresql|sqlite), then lists (LISTS=no: without)
	@$(PY) -m bench.run
	@[ "$(LISTS)" = no ] || [ "$(BENCH_DB)" = sqlite ] || $(PY) -m bench.lists

bench-lists: install-dev ## Lists, searches and records among 150,000 officers (a database kept for the next time)
	@$(PY) -m bench.lists

faults: install-dev apt-faults ## Make each fault for real under load (FAULTS= FAULTS_DB= UNGUARDED=1)
	@$(PY) -m faults

clean:
	@rm -rf .venv staticfiles .mypy_cache .ruff_cache .pytest_cache
