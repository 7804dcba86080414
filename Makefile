# Two commands: `make run` serves the seeds, `make test` runs everything. Both make what they need.

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/installed

.PHONY: run test lint clean

run: $(STAMP)
	$(VENV)/bin/morgue rebuild seeds
	$(VENV)/bin/morgue serve

test: $(STAMP)
	$(VENV)/bin/python -m pytest -n auto

lint: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

$(STAMP): setup.cfg pyproject.toml
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
