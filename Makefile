# Two commands are enough on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: help demo test check lint types layers unit floors bench clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "asof needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/.installed  ## read the demonstration crisis and answer what was known when
	$(BIN)/asof demo --out demo/out

test: $(VENV)/.installed-dev lint types layers unit floors  ## everything that must hold before a change lands

lint: $(VENV)/.installed-dev  ## style
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev  ## mypy --strict
	$(BIN)/mypy

layers: $(VENV)/.installed-dev  ## who may import whom
	$(BIN)/lint-imports

floors: $(VENV)/.installed-dev  ## benchmark results against their floors
	$(BIN)/python -m bench.gate

unit: $(VENV)/.installed-dev  ## the tests
	$(BIN)/python -m pytest

clean:  ## remove the virtual environment and what was made
	rm -rf $(VENV) out demo/out
