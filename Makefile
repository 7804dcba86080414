# Two commands: `make run` serves the seeds, `make test` runs everything. Both make what they need.
# `make soak` runs whole what `make test` runs a part of: docs/soak.md.

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/installed
WHOOSH3 := $(VENV)/whoosh3
WHOOSH3_STAMP := $(WHOOSH3)/installed
ENGINE_TESTS := $(addprefix tests/test_,stock_whoosh.py engine_contract.py generations.py merging.py threads.py index_format.py)

.PHONY: run test soak test-whoosh3 lint clean

run: $(STAMP)
	$(VENV)/bin/morgue rebuild seeds
	$(VENV)/bin/morgue serve

test: $(STAMP)
	$(VENV)/bin/python -m pytest -n auto

soak: $(STAMP)
	MORGUE_SOAK=1 $(VENV)/bin/python -m pytest -m soak -n auto --dist worksteal --timeout 3600

# the engine on the one fork of Whoosh that keeps its interface; both are imported as `whoosh`, so it lies where Python looks first
test-whoosh3: export PYTHONPATH := $(CURDIR)/$(WHOOSH3)
test-whoosh3: $(WHOOSH3_STAMP)
	$(VENV)/bin/python -c 'import whoosh; assert whoosh.__version__[:2] == (3, 54), whoosh.__version__'
	$(VENV)/bin/python -m pytest -n auto $(ENGINE_TESTS)

lint: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

$(STAMP): setup.cfg pyproject.toml
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	touch $(STAMP)

$(WHOOSH3_STAMP): $(STAMP)
	rm -rf $(WHOOSH3)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --target $(WHOOSH3) whoosh3==3.54.0
	touch $(WHOOSH3_STAMP)

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
