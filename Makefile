# Plain `make` explains the targets. Variables: PYTHON (3.11 or newer), PORT, HOST, DIENBIEN_DATA, DEMO_DATA, ARGS;
# SITES, ROUNDS, BURST, DB for `make bench`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PYTHON ?=
# An environment that is up to date says so by its own Python. Another one is looked for, which costs a quarter of
# a second, only where there is work, or where PYTHON names one: the first that is new enough.
prepared = @python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
		$(BIN)/python -m tools.$(1) check 2>/dev/null && exit; \
		for p in python3 python3.13 python3.12 python3.11; do \
			$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { python=$$p; break; }; done; fi; \
	[ -n "$$python" ] || { echo "No Python 3.11 or newer; set PYTHON." >&2; exit 1; }; \
	$$python -m tools.$(1)

.PHONY: help
help:  ## Explain the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: setup
setup:  ## Install what serving needs into .venv (nothing to do: no time)
	$(call prepared,environment run)

.PHONY: setup-dev
setup-dev:  ## The same, and what the checks and tests need
	$(call prepared,environment dev)

.PHONY: desk
desk:  ## Build the staff's desk (nothing to do: no time; Node.js comes through pip where there is none)
	$(call prepared,desk)

.PHONY: run
run:  ## Set up if needed, then serve the catalogue on HOST:PORT (127.0.0.1:8000)
	$(call prepared,desk --lenient)
	@exec $(BIN)/catalog serve

.PHONY: demo
demo:  ## See the whole product with sample records, people and pictures (DEMO_DATA, var/demo; ARGS=--codes)
	$(call prepared,desk --lenient)
	@exec $(BIN)/catalog demo $(ARGS)

.PHONY: demo-clean
demo-clean: setup  ## Delete what `make demo` has made
	@$(BIN)/catalog demo --clean

.PHONY: tour
tour: setup-dev  ## The proof in ninety seconds: enter, review, publish, count, close, tamper, verify (ARGS="--lang en")
	@$(BIN)/python -m tools.tour $(ARGS)

.PHONY: test
test: setup-dev  ## Run every test (ARGS="-k nearest" for some)
	$(BIN)/python -m pytest -n 2 --dist worksteal --durations 60 --durations-min 5 $(ARGS)

.PHONY: check
check: setup-dev  ## Lint, format, types, layers, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.generated --check

.PHONY: format
format: setup-dev  ## Put the code into the house's format
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

.PHONY: generated
generated: setup-dev  ## Write the generated files anew
	$(BIN)/python -m tests.generated --write

.PHONY: bench
bench: setup-dev  ## Measure reading against PostGraphile and bare uvicorn (SITES, ROUNDS, BURST, DB; brings wrk, PostgreSQL; ARGS=--growth)
	@$(BIN)/python -m tools.bench_reads $(ARGS)

.PHONY: bench-import
bench-import: setup-dev  ## Measure the import of many sites: time, CPU, memory (ARGS="--rows 20000")
	@$(BIN)/python -m tools.bench_import $(ARGS)

.PHONY: bench-coverage
bench-coverage: setup-dev  ## Measure the reading of many sites' facts: time, memory (ARGS="--sites 20000")
	@$(BIN)/python -m tools.bench_coverage $(ARGS)

.PHONY: bench-media
bench-media: setup-dev  ## Measure the making of pictures against sharp: time, memory (needs node and npm; ARGS="--rounds 9")
	@$(BIN)/python -m tools.bench_media $(ARGS)

.PHONY: bench-desk
bench-desk: setup-dev desk  ## Measure how soon the desk is usable on a slow telephone (needs chromium; ARGS="--rounds 5")
	@$(BIN)/python -m tools.bench_desk $(ARGS)

.PHONY: desk-pictures
desk-pictures: setup-dev desk  ## Take the pictures of the desk anew: docs/desk/ and the guide for staff (needs chromium)
	@$(BIN)/python -m tools.desk_pictures $(ARGS)

.PHONY: branches
branches: setup-dev  ## Every branch of ladder, coverage and scoring is run by their own tests, on SQLite; fails below 100 %
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not postgresql" --cov-branch --cov-fail-under=100 \
		--cov=catalog.ladder --cov=catalog.coverage --cov=catalog.scoring --cov-report=term-missing:skip-covered \
		$(BRANCHES) $(ARGS)

BRANCHES := tests/catalog/ladder tests/catalog/coverage tests/catalog/scoring tests/schema/test_coverage.py \
	$(wildcard tests/schema/test_score*.py) tests/schema/test_hostile_scores.py tests/schema/test_individual_sheets.py \
	tests/schema/test_what_evaluators_read.py tests/schema/test_work_counts.py tests/schema/test_worklist.py

.PHONY: fuzz
fuzz: setup-dev  ## Hold the compiled plans to graphql-core on 20,000 generated documents (FUZZ_DOCUMENTS; 2,000 in `make test`)
	FUZZ_DOCUMENTS=$${FUZZ_DOCUMENTS:-20000} $(BIN)/python -m pytest -q -n 2 -k the_walk tests/schema/test_plans_answer_alike.py $(ARGS)

.PHONY: mutants
mutants: setup-dev  ## Test the tests of the modules that pyproject.toml lists (ARGS=policy for one group)
	@$(BIN)/python -m tools.mutants $(ARGS)

.PHONY: explorer
explorer:  ## Build the GraphQL explorer's page (needs node and npm)
	cd web/explorer/app && npm ci --no-audit --no-fund && npm run build

.PHONY: lock
lock: setup-dev  ## Resolve the versions again: requirements.lock and dev.lock
	$(COMPILE) pyproject.toml build.in -o requirements.lock
	$(COMPILE) dev.in -c requirements.lock -o dev.lock
	$(COMPILE) node.in -o node.lock

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

.PHONY: clean
clean:  ## Remove the environment and all caches; var/ with its data stays
	rm -rf .venv web/desk/static dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
