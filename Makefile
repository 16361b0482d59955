# One command each: demo, run, test, check, bench. Each sets up what it needs (Python 3.11 and make are enough).
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo run test check format bench simulate kills pictures pyz clean

demo: $(READY)     ## the program on a throwaway copy of worked incidents
	@$(BIN)/oncall demo

run: $(READY)      ## the program on your own data
	@$(BIN)/oncall

test: $(READY)     ## every test
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(READY)    ## format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test
	$(MAKE) simulate

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

simulate: $(READY) ## sync, in 5,000 schedules of everything that can go wrong; each names its seed
	@$(BIN)/python -m tests.simulation --schedules 5000

bench: $(READY)    ## figures against BUDGETS, a table; fails nothing
	$(BIN)/python -m tests.benchmarks

kills: $(READY)    ## a thousand kills, and the other long runs on real processes
	@$(BIN)/python -m pytest -n 2 -m long

pictures: $(READY) ## a picture of each screen, in build/pictures
	@$(BIN)/python -m tests.end_to_end.pictures build/pictures

# Some dependencies are compiled, and Python can't load these from an archive: shiv unpacks them once, beside the user's
# other caches.
pyz: $(READY)      ## one file for a bastion: dist/oncall.pyz runs with a Python 3.11 and nothing else
	@$(BIN)/python -m pip install -q --disable-pip-version-check 'shiv>=1.0.8'
	@mkdir -p dist
	@$(BIN)/shiv -q --compressed -p '/usr/bin/env python3' -c oncall -o dist/oncall.pyz .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Compiled at once: where PYTHONDONTWRITEBYTECODE is set, every start would compile the program anew.
# pip before 25.1 does not know dependency groups, so it is brought up to date first.
$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install -q --disable-pip-version-check --editable . --group dev
	@$(BIN)/python -m compileall -q oncall_tui
	@touch $(READY)
