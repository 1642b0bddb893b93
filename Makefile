.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
BIN := .venv/bin
# Tests write much that nobody keeps: into memory where there is room, so that no disk is waited for.
MEMORY := $(shell test "$$(df -k --output=avail /dev/shm 2>&1 | tail -n 1)" -gt 4000000 2>&1 && echo TMPDIR=/dev/shm)

help:  ## Show these commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: setup  ## Serve on http://127.0.0.1:8000, with demonstration listings when the directory is empty
	@$(BIN)/directory init
	@$(BIN)/directory demo --when-empty --providers 600
	@$(BIN)/directory serve

setup: .venv/runtime  ## Make the environment in .venv, and nothing else

.venv/runtime: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/runtime requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

browser: .venv/dev
	@$(BIN)/python tests/browser/fetch.py

test: .venv/dev browser  ## Run every test, in a real browser too (ARGS='tests/web -k search')
	@$(MEMORY) $(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

postgres: .venv/dev  ## Run the tests of storage and services on PostgreSQL (ARGS='tests/services -k import')
	@$(MEMORY) $(BIN)/pytest --postgres --numprocesses auto --dist loadfile $(or $(ARGS),tests/storage tests/services)

lint: .venv/dev  ## Everything that reads the code without running it
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/djlint templates --check --lint

fix: .venv/dev  ## Format, and repair what can be repaired
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format . ; $(BIN)/djlint templates --reformat --quiet

check: lint test  ## Lint, types, import direction, templates, tests

bench: .venv/dev  ## Measure search beside other engines (BENCH_SIZES=20000,100000)
	@$(BIN)/python -m benchmarks

fuzz: .venv/dev  ## Ask the running server whatever its description allows, 5,000 times
	@$(BIN)/python -m tests.api.fuzz 5000

audit: .venv/dev  ## Look every dependency up in a source of security advisories (needs the internet)
	@$(BIN)/python -m tests.advisories

torture: .venv/dev  ## Kill it, fill its disk, load it, send it nonsense: hours (ARGS='killing --count 20')
	@$(BIN)/python -m tests.torture $(ARGS)

understand: .venv/dev  ## Measure how well sentences are understood, and print each miss
	@$(BIN)/python -m benchmarks.understand

translate: .venv/dev  ## Gather the texts of pages and say which have no Spanish yet
	@$(BIN)/pybabel --quiet extract --mapping babel.cfg --keywords lazy_gettext --no-wrap --add-location file --project directory --output translations/messages.pot .
	@$(BIN)/pybabel --quiet update --input-file translations/messages.pot --output-dir translations --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(BIN)/pytest tests/test_translations.py --quiet

lock: .venv/dev  ## Resolve the dependencies again
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --upgrade -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -c requirements.lock -o requirements-dev.lock

.PHONY: help run setup browser test postgres lint fix check bench fuzz torture audit understand translate lock
