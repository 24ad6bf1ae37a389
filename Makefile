# One command surface for people and CI. A fresh machine needs Python 3.11 or later (with venv) and make.
#   make run            the portal with demo data on http://127.0.0.1:8000/ (PORT= chooses another)
#   make test           the tests on SQLite
#   make help           the rest

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DATA := $(or $(PORTAL_DATA_DIR),var)
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/pytest
# Two processes; `make test JOBS=0` runs in one, which a debugger likes better.
JOBS ?= 2
PACKAGES := portal parks alliance casework accounts

PO := $(wildcard locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
STATIC := $(shell find static $(addsuffix /static,$(PACKAGES)) -type f 2>/dev/null)

ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# The first interpreter that is new enough; PYTHON= names another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c '$(ENOUGH)' 2>/dev/null && echo $$p && break; done)

.PHONY: help run test test-postgres test-browser check messages pictures bench lock clean clean-data

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# --- the environment: stamps make the second time quick -------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later found. Name one: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@$(PYTHON) -c '$(ENOUGH)' || { echo "$(PYTHON) does not answer or is older than 3.11."; exit 1; }
	@test -w . || { echo "$(CURDIR) cannot be written to: the portal keeps its environment and data here."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The virtual environment could not be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installing what the portal needs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

# The development lock holds the runtime pins too, so one installation serves both.
$(VENV)/.dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what tests and checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $(VENV)/.run $@

# Catalogues are compiled with Babel, for GNU gettext need not be there.
%.mo: %.po | $(VENV)/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(DATA)/static/.collected: $(STATIC) $(VENV)/.run
	@PORTAL_DEMO=1 $(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

# --- running ---------------------------------------------------------------------------------------

run: export PORTAL_DEMO = 1
run: export PORT := $(PORT)
run: export PORTAL_URL ?= http://127.0.0.1:$(PORT)
run: $(VENV)/.run $(MO) $(DATA)/static/.collected ## the portal with demo data; Ctrl-C ends all of it
	@$(BIN)/python -m deploy.prepare
	@$(BIN)/python -m deploy.start

# --- testing ---------------------------------------------------------------------------------------

# Each process would compile all the tests anew where the machine says to keep no bytecode.
test test-postgres test-browser check: export PYTHONDONTWRITEBYTECODE =

test: export DATABASE_URL = sqlite://:memory:
# Tracing every branch doubles the time, so coverage is measured where a bar is named: COVERAGE_MIN=95.
COVERAGE = $(if $(COVERAGE_MIN),--cov --cov-branch --cov-report=term:skip-covered --cov-fail-under=$(COVERAGE_MIN))
test: $(VENV)/.dev $(MO) ## the tests on SQLite; COVERAGE_MIN=95 measures branch coverage against that bar
	@$(PYTEST) -n $(JOBS) -m "not browser" $(COVERAGE) $(ARGS)

test-postgres: export DATABASE_URL := $(or $(DATABASE_URL),postgres://postgres@127.0.0.1:5432/portal)
# Those of the house ask no database; `make test` and `make check` run them.
test-postgres: $(VENV)/.dev $(MO) ## the same tests (but tests/house) and the race tests on PostgreSQL (DATABASE_URL names it)
	@if $(BIN)/python .ci/postgres_answers.py; then \
		$(PYTEST) -n $(JOBS) -m "not browser and not race" --ignore tests/house $(ARGS) && $(PYTEST) -m race $(ARGS); \
	else test -z "$$CI"; fi

test-browser: export DATABASE_URL = sqlite://:memory:
test-browser: export DJANGO_ALLOW_ASYNC_UNSAFE = 1
test-browser: $(VENV)/.dev $(MO) ## the journeys in a real Chromium (CHROMIUM names it)
	@$(PYTEST) -n $(JOBS) -m browser tests/browser $(ARGS)

check: export SECRET_KEY ?= $(shell $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))' 2>/dev/null)
check: export DATABASE_URL = sqlite://:memory:
check: export PORTAL_URL ?= https://portal.example
check: export ALLOWED_HOSTS ?= portal.example
check: export EMAIL_URL ?= smtp://127.0.0.1
check: $(VENV)/.dev $(MO) ## lint, types, floors and layers, migrations, deploy settings, catalogues, locks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/python -m pip check
	$(PYTEST) tests/house -q $(ARGS)

# --- making what is kept in the repository ---------------------------------------------------------

messages: export PORTAL_DEMO = 1
messages: $(VENV)/.dev ## collects the texts into locale/en (needs GNU gettext) and compiles the catalogues
	@command -v xgettext >/dev/null || { echo "GNU gettext is missing. On Debian and Ubuntu: apt install gettext"; exit 1; }
	@mkdir -p locale/en
	$(MANAGE) makemessages --locale en --no-wrap --add-location file --ignore 'var/*' --ignore '.venv/*' --ignore 'tests/*'
	@for po in locale/*/LC_MESSAGES/*.po; do $(BIN)/pybabel --quiet compile --input-file $$po --output-file $${po%.po}.mo; done

pictures: export PORTAL_DEMO = 1
pictures: $(VENV)/.dev $(MO) ## draws the pictures of README.md anew (needs Chromium)
	@$(BIN)/python -m tests.pictures

bench: export PORTAL_DEMO = 1
bench: $(VENV)/.dev $(MO) ## measures the pages that many people open (bench/README.md)
	@$(BIN)/python -m bench $(ARGS)

COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: $(VENV)/.dev ## compiles the locks from pyproject.toml; ARGS=--upgrade takes newer releases
	$(COMPILE) $(ARGS) --output-file requirements.txt
	$(COMPILE) $(ARGS) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) $(ARGS) --extra s3 --constraint requirements.txt --output-file requirements-s3.txt

clean: ## removes the environment, caches and compiled files; the data in var/ stays
	rm -rf $(VENV) $(DATA)/static var/mypy var/pytest var/coverage* .ruff_cache .import_linter_cache .hypothesis
	find $(PACKAGES) tests -name __pycache__ -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete 2>/dev/null || true

clean-data: ## removes the demo data (database, documents, letters, key) too
	rm -rf $(DATA)
