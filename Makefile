# Everything a person or a machine does with this checkout. `make` alone prints what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# uv of this machine if there is one, else the pinned one that the bootstrap puts into .venv
UV := $(or $(shell command -v uv 2>/dev/null),$(BIN)/uv)
INSTALL := $(UV) pip install --quiet --python $(BIN)/python
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

# --- what people type ---------------------------------------------------------------------------------------------

.PHONY: help
help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: $(VENV)/.developing ## Make .venv: the entrepot command and everything that checks it

.PHONY: run
run: $(VENV)/.running ## Start the server on sample data (ARGS="--port 8000" and the like are passed on)
	$(BIN)/entrepot serve --demo $(ARGS)

.PHONY: test
test: $(VENV)/.developing ## Run the tests on every core (ARGS="tests/book -q" and the like are passed on, on one)
	$(BIN)/pytest $(or $(ARGS),-q -n auto --dist loadfile --durations=15)

.PHONY: check
check: $(VENV)/.developing ## Style, types, layers, the laws of the house, the docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/test_house.py
	$(BIN)/mkdocs build --strict --site-dir build/site

.PHONY: check-scaffold
check-scaffold: $(VENV)/.developing ## Start a dialect in a copy of this checkout, run its tests and make check there
	$(BIN)/python tools/dialect/prove.py

.PHONY: dialect
dialect: ## Start a dialect (name=acme): its folder and its tests, a small one that works
	$(PYTHON) tools/dialect/scaffold.py "$(name)"

.PHONY: bench
bench: $(VENV)/.developing ## Measure the server against bare Python on this machine's disk (ratios, minutes)
	$(BIN)/python -m tests.bench $(ARGS)

.PHONY: bench-peers
bench-peers: $(VENV)/.developing ## Measure the server against live peers (installs them; not in CI)
	$(BIN)/python -m tests.bench.peers $(ARGS)

.PHONY: torture
torture: $(VENV)/.developing ## Kill the server, fuzz the doors, the long forms (ARGS="--short" for CI's)
	$(BIN)/python -m tests.torture $(ARGS)

.PHONY: docs
docs: $(VENV)/.developing ## Write the reference and the coverage tables from the code, build the site into build/site
	$(BIN)/python -m entrepot.http.coverage
	$(BIN)/python -m entrepot.reference docs/reference
	$(BIN)/mkdocs build --strict --site-dir build/site

.PHONY: lock
lock: ## Pin the newest versions that pyproject.toml allows
	$(COMPILE) --upgrade pyproject.toml --output-file requirements.lock
	$(COMPILE) --upgrade --group tools --constraint requirements.lock --output-file requirements-tools.lock
	$(COMPILE) --upgrade --group dev --constraint requirements.lock --constraint requirements-tools.lock --output-file requirements-dev.lock

# --- how .venv comes about: a stamp per lock, so that a second `make` does nothing ----------------------------------

$(BIN)/python:
	@if command -v uv > /dev/null; then uv venv --quiet --allow-existing --python '>=3.11' $(VENV); else \
		$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Entrepot needs Python 3.11 or newer")'; \
		$(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-tools.lock; fi

$(VENV)/.running: requirements-tools.lock requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements-tools.lock --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developing: requirements-dev.lock $(VENV)/.running
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@
