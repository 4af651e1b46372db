# make demo: set up, audit the made-up seller, leave a report.   make test: set up, run every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test lint format clean system model bench bench-quick

demo: $(STAMP) system
	$(BIN)/msgaudit demo --no-open

test: $(STAMP) system
	$(BIN)/pytest

lint: $(STAMP)
	$(BIN)/ruff check audit tests
	$(BIN)/ruff format --check audit tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint queries

format: $(STAMP)
	$(BIN)/ruff format audit tests
	$(BIN)/ruff check --fix audit tests
	$(BIN)/sqlfluff fix queries

# How fast, and how much faster than the plain way: an hour, or (bench-quick) a minute or two.
bench: $(STAMP)
	$(BIN)/python -m tests.bench

bench-quick: $(STAMP)
	$(BIN)/python -m tests.bench quick

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "msgaudit needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(STAMP)

# The PDF needs Pango, browser tests need Chromium: installed where this may be done, else said.
system: $(STAMP)
	@PATH="$(abspath $(BIN)):$$PATH" sh tests/system.sh

# The sentence classifier, trained anew from tests/wording/corpus; one thread, so that sums are added in one order.
model: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable . --group model
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=tests $(BIN)/python -m wording.train --compare

clean:
	rm -rf $(VENV) msgaudit-report .mypy_cache .ruff_cache .pytest_cache .hypothesis
