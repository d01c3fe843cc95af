# Two commands: `make site` builds everything, `make test` proves it. Both work on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve test check clean

site: .venv/site
	$(BIN)/uklad build

serve: .venv/site
	$(BIN)/uklad serve

check: .venv/site
	$(BIN)/uklad check

test: .venv/test
	$(BIN)/python tests/browser.py
	$(BIN)/python tests/nginx.py
	$(BIN)/python -m pytest

.venv/site: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/test: .venv/site requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@

clean:
	rm -rf .venv site
