PYTHON ?= python3
BIN := .venv/bin
# Half of the tests' time is waiting: three at a time, each with a broker of its own, fill two cores.
ASIDE := --numprocesses 3 --dist worksteal

# Kafka 4.3.1 and PostgreSQL 18 are the same here and on containers. So what only puts questions to a
# database, through a page, file or command, or asks neither, is tried once, by `make test`.
ONCE := $(addprefix tests/integration/test_, exports.py facts.py cursors.py queries.py positions.py pages.py api.py live.py \
  matrix.py operations.py reviews.py review_command.py review_page.py names.py issues.py audit.py \
  retractions.py reprocess.py webhook.py local_stack.py) \
  $(addprefix tests/faults/test_, commands.py pool.py)

.PHONY: help setup demo test test-containers check quality bench lock clean
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup: .venv/.ready ## make .venv with everything stancewire needs

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## run the whole wire on the news in seeds/ and show what it found
	@$(BIN)/stancewire demo

test: setup ## run every test on a real broker and database
	@$(BIN)/pytest $(ASIDE)

test-containers: setup ## what meets broker or database on containers, and docker compose (needs Docker)
	@$(BIN)/pytest $(ASIDE) tests/integration tests/faults --stack containers $(ONCE:%=--ignore=%)
	@bash tests/compose.sh

check: setup ## lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

quality: setup ## score the analysis on the annotated sets
	@$(BIN)/python -m tests.quality

bench: setup .venv/quix ## how fast it is beside others, as ratios in one table
	@$(BIN)/python -m tests.benchmarks

# Apart from .venv's own packages: it asks for an older pydantic than ours, and runs with ours.
.venv/quix: tests/benchmarks/rivals/quix.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade --target $@ -r $<
	@touch $@

lock: setup ## renew the lock files from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header -c requirements.lock pyproject.toml -o requirements-runtime.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --override requirements.lock tests/benchmarks/rivals/quix.in -o tests/benchmarks/rivals/quix.lock

clean: ## remove .venv and caches
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache dist
