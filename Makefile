# Needs Python 3.11 or newer, make, and a package registry. Every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHOOSH3 := .venv-whoosh3

.PHONY: help demo test test-whoosh3 check format clean

help:
	@echo "make demo    set up, index seeds/ and search it"
	@echo "make test    set up and run the tests"
	@echo "make test-whoosh3  the tests that touch Whoosh, with whoosh3 in its place"
	@echo "make check   format, lint, types, docs fresh"
	@echo "make format  let ruff format and mend"
	@echo "make clean   remove what was set up"

demo: $(VENV)/installed
	$(BIN)/newsearch index
	$(BIN)/newsearch query "أذربيجان"

test: $(VENV)/installed-dev
	$(BIN)/pytest

test-whoosh3: $(WHOOSH3)/installed
	$(WHOOSH3)/bin/pytest tests/engines tests/test_public.py tests/test_rooms.py

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
	$(BIN)/python -m compileall -q newsearch  # so that not even the first start compiles
	touch $@

$(VENV)/installed-dev: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m compileall -q newsearch
	touch $@ $(VENV)/installed

# the same requirements but for Whoosh, whose files whoosh3 would overwrite
$(WHOOSH3)/installed: setup.cfg pyproject.toml
	$(PYTHON) -m venv --clear $(WHOOSH3)
	$(WHOOSH3)/bin/python -c "import configparser; setup = configparser.ConfigParser(); setup.read('setup.cfg'); \
	  wanted = setup['options']['install_requires'] + setup['options.extras_require']['test']; \
	  print('\n'.join(line for line in wanted.splitlines() if 'Whoosh' not in line))" > $(WHOOSH3)/requirements.txt
	$(WHOOSH3)/bin/python -m pip install --quiet --requirement $(WHOOSH3)/requirements.txt whoosh3==3.54.0
	$(WHOOSH3)/bin/python -m pip install --quiet --no-deps --editable .
	touch $@

clean:
	rm -rf $(VENV) $(WHOOSH3) build dist *.egg-info
