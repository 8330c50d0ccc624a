# Topsheet from a fresh clone: needs make and Python 3.11 or newer, nothing else.
#   make demo   the demo production in your browser      make test   every test
#   make help   everything else

PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python,$(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print("$(p)")' 2>/dev/null)))
BIN := .venv/bin
RUN := $(BIN)/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: help demo test test-sqlite test-postgresql soak fuzz check sizes bench docs screenshots lock clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv: .venv/ready ## the environment, from the hashed lock file

.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Install it, or name it: make PYTHON=/path/to/python" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	@echo "Installing what requirements.lock names (a minute or two the first time) …"
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: .venv/ready ## plan the demo script, print its topsheet, serve it on this machine
	$(BIN)/topsheet demo --data demo-data

test: .venv/ready ## the suite on SQLite, then on PostgreSQL where its server is found
	$(RUN) tests/run.py

test-sqlite test-postgresql: test-%: .venv/ready ## the suite on one database
	$(RUN) tests/run.py $*

soak: .venv/ready ## long tests: kills, floods, noise
	$(RUN) -m pytest -m soak

fuzz: .venv/ready ## wild input on every operation of the API, for long
	TOPSHEET_FUZZ=300 $(RUN) -m pytest tests/api

check: .venv/ready ## ruff, mypy, contracts between rooms, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	TOPSHEET_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=topsheet.site.settings $(RUN) -W error -m django makemigrations --check --dry-run

sizes: .venv/ready ## how long files and functions are (a picture, not a rule)
	$(RUN) tests/architecture/sizes.py

bench: .venv/ready ## the benches; figures go to bench/README.md by hand
	$(PIP) --require-hashes -r bench/requirements.lock
	$(RUN) bench/run.py

docs: .venv/ready ## write docs/reference from the code
	$(RUN) docs/generate.py

screenshots: .venv/ready ## docs/images from the demo production (needs a Chromium)
	$(RUN) docs/screenshots.py

lock: ## write the lock files again (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra test --extra check --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --constraint requirements.lock --extra bench pyproject.toml -o bench/requirements.lock

clean: ## remove the environment and caches (never data)
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis
