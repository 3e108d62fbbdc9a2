# The verbs of this project; CI calls the same ones.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .venv-audit
# A lock names everything, so pip resolves nothing: what it resolved beside the lock would change whenever somebody
# publishes a version (an extra, as of coverage[toml], is not found in a lock that names the package without it).
PIP_EXACTLY := -m pip install -q --disable-pip-version-check --require-hashes --no-deps

.PHONY: help demo test parity soak lint check audit bench format lock clean contact-sheet docs
.DEFAULT_GOAL := help

help: ## say what each verb does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

demo: $(VENV)/.run ## start the sample company, the bot and a local Slack workspace, and print the page to open
	@$(BIN)/kpibot demo --home .demo

test: $(VENV)/.dev ## run every test, on up to four processors
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal --ignore tests/parity

parity: $(VENV)/.engines ## every transform on every engine over the same rows; a real Spark cluster loses a worker (needs Java 17)
	@$(BIN)/pytest tests/etl/engines/test_parity.py tests/parity

soak: $(VENV)/.dev ## ten minutes of texts, histories, kills and clocks, a year of alerts, 10,000 experiments, and then 1,000 schedules of faults in deliveries
	@KPIBOT_SOAK=1000000 $(BIN)/pytest tests/bot/test_language_any_text.py
	@KPIBOT_SOAK=5000 KPIBOT_SOAK_SECONDS=200 $(BIN)/pytest tests/etl/test_incremental_equals_full.py -k full_rebuild_ends
	@KPIBOT_SOAK_BACKFILLS=40 $(BIN)/pytest tests/etl/test_backfill_equals_full.py
	@KPIBOT_SOAK_HOSTILE=100000 KPIBOT_SOAK_HOSTILE_FILES=2000 $(BIN)/pytest tests/bot/hostile
	@KPIBOT_SOAK_IMPORTS=20000 $(BIN)/pytest tests/etl/test_import_hostile_files.py
	@KPIBOT_SOAK_REQUESTS=200000 $(BIN)/pytest tests/bot/receiving/test_signed_request.py
	@KPIBOT_SOAK_PAYLOADS=50000 $(BIN)/pytest tests/bot/slack/test_hostile_payloads.py tests/bot/slack/test_http_mode.py
	@KPIBOT_SOAK_SECONDS=120 $(BIN)/pytest -s tests/etl/test_soak.py
	@KPIBOT_SOAK_EXPERIMENTS=10000 $(BIN)/pytest tests/metrics/experiments/test_simulated.py
	@KPIBOT_SOAK_REPLAY=365 $(BIN)/pytest -s tests/bot/alerting/test_replay.py
	@KPIBOT_SOAK_SCHEDULES=1000 $(BIN)/pytest -s tests/bot/delivery/test_fault_schedules.py

lint: $(VENV)/.dev ## format, lint rules, types and import contracts, without changing anything
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

check: lint test ## all that CI runs

audit: $(AUDIT)/.ready ## known vulnerabilities of all that is installed, where their service can be reached
	@$(AUDIT)/bin/python requirements/audit.py requirements/run.txt

bench: $(VENV)/.engines ## measure, as ratios of runs side by side
	@for script in benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

contact-sheet: $(VENV)/.run ## draw every kind of chart, on good days and bad ones, into contact-sheet/
	@$(BIN)/python -m charts.contact_sheet contact-sheet

docs: $(VENV)/.run ## write the references of metrics, commands, settings, rules and scopes from their declarations
	@$(BIN)/python -m bot.references docs

format: $(VENV)/.dev ## put the code in the project's form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: ## choose versions anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra build --extra hub --extra pdf --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra build --extra hub --extra pdf --extra dev --extra duckdb --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -q -o requirements/dev.txt -c requirements/run.txt
	uv pip compile pyproject.toml --extra build --extra hub --extra pdf --extra dev --extra duckdb --extra spark --extra bench --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -q -o requirements/engines.txt -c requirements/dev.txt
	uv pip compile requirements/audit.in --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -q -o requirements/audit.txt

$(AUDIT)/.ready: requirements/audit.txt
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python $(PIP_EXACTLY) -r requirements/audit.txt
	@touch $@

# The engines that only `make parity` and `make bench` need: Spark alone is larger than all the rest together.
$(VENV)/.engines: $(VENV)/.dev requirements/engines.txt
	$(BIN)/python $(PIP_EXACTLY) -r requirements/engines.txt
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@

clean: ## remove the virtual environment and the demo's data
	rm -rf $(VENV) $(AUDIT) .demo contact-sheet

# One virtual environment; the stamps say what is in it. What is in dev.txt contains what is in run.txt.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kpibot needs Python 3.11 or newer; set PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.txt pyproject.toml
	$(BIN)/python $(PIP_EXACTLY) -r requirements/run.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/python $(PIP_EXACTLY) -r requirements/dev.txt
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@
