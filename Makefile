# Each target does its own set-up. Nothing is taken from PATH but make, a Python 3.11 or newer, and a shell.
# `make run`, `make test`, `make check` are what a newcomer needs; docs/systems/operations.md says the rest.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST ?= -n 2

VENV := .venv
BIN := $(VENV)/bin
TONGBAN := $(BIN)/tongban
UV := $(BIN)/uv
LOCKS := requirements/run.lock requirements/ocr.lock
SOURCES := $(wildcard src/tongban/locale/*/LC_MESSAGES/*.po)

export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

.PHONY: help setup setup-dev run test check bench lock messages format clean
.DELETE_ON_ERROR:

help:
	@echo "make run     start the platform with its demonstration county: http://$(HOST):$(PORT)/"
	@echo "make test    all tests          make check   style, types, layers, content, guards"
	@echo "make bench   figures            make setup   .venv with the tongban command"
	@echo "make lock    new versions       make messages  collect sentences for translation"

# --- Set-up: quick when nothing changed ---------------------------------------------------------------------------

setup: $(VENV)/run.stamp $(VENV)/messages.stamp
setup-dev: $(VENV)/dev.stamp $(VENV)/messages.stamp

$(UV): requirements/bootstrap.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bootstrap.lock
	@touch $(UV)

# What the tests need contains what running needs, so the smaller set never takes the larger one away.
$(VENV)/run.stamp: $(UV) $(LOCKS) pyproject.toml
	@if test -e $(VENV)/dev.stamp; then $(MAKE) --no-print-directory $(VENV)/dev.stamp; \
	else $(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/ocr.lock && $(INSTALL_US); fi
	@touch $@

$(VENV)/dev.stamp: $(UV) $(LOCKS) requirements/dev.lock pyproject.toml
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.lock
	$(INSTALL_US)
	@touch $@

INSTALL_US = $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .

$(VENV)/messages.stamp: $(SOURCES) | $(UV)
	$(if $(SOURCES),$(BIN)/pybabel --quiet compile --directory src/tongban/locale --domain django)
	@touch $@

# --- What people do with it ---------------------------------------------------------------------------------------

run: setup
	$(TONGBAN) db prepare --quiet
	$(TONGBAN) demo --if-empty
	exec $(TONGBAN) serve --with-worker --host $(HOST) --port $(PORT)

test: setup-dev
	$(BIN)/python -m pytest $(PYTEST)

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(if $(wildcard packs/national/pack.yaml),$(TONGBAN) check packs/national)
	$(BIN)/python -m pytest -q tests/guards

bench: setup-dev
	$(TONGBAN) bench

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The locks name no index: where packages come from is the business of each machine.
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
lock: $(UV)
	echo uv | $(COMPILE) --python-version 3.11 --output-file requirements/bootstrap.lock -
	$(COMPILE) --extra ocr --extra dev --output-file requirements/dev.lock pyproject.toml
	$(COMPILE) --extra ocr --constraints requirements/dev.lock --output-file requirements/ocr.lock pyproject.toml
	$(COMPILE) --constraints requirements/dev.lock --output-file requirements/run.lock pyproject.toml

messages: setup-dev
	$(BIN)/python tools/messages.py

# The data folder is not touched: it holds what people did. `tongban db stop` and `tongban db url` tell where it is.
clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
