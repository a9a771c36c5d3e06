# Needs Python 3.11 or newer, make, and a package registry. Every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test check format clean

help:
	@echo "make demo    set up, index seeds/ and search it"
	@echo "make test    set up and run the tests"
	@echo "make check   format, lint, types, docs fresh"
	@echo "make format  let ruff format and mend"
	@echo "make clean   remove what was set up"

demo: $(VENV)/installed
	$(BIN)/newsearch index
	$(BIN)/newsearch query "أذربيجان"

test: $(VENV)/installed-dev
	$(BIN)/pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check newsearch tests benchmarks
	$(BIN)/ruff check newsearch tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m tests.docs_fresh

format: $(VENV)/installed-dev
	$(BIN)/ruff format newsearch tests benchmarks
	$(BIN)/ruff check --fix newsearch tests benchmarks

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("newsearch needs Python 3.11 or newer; set PYTHON=... to one" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist *.egg-info
