# Two commands: `make demo` shows the program, `make test` tests it. The rest is for those who change it.
# The program itself is the console command `rodtrad`; see docs/howto/deploy.md.

PORT ?= 8000
FRESH ?=
READER ?= workbook
MINUTES ?= 1
# They are given to the commands below; an empty one in the environment would be taken for a value.
unexport PORT FRESH READER MINUTES

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes
UV ?= uv
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet

.DEFAULT_GOAL := demo
.PHONY: demo test bench bench-full fuzz format messages lock clean

demo: $(VENV)/.base
	@$(VENV)/bin/rodtrad demo --port $(PORT) $(if $(filter-out 0 no nei,$(FRESH)),--fresh)

test: $(VENV)/.dev
	@$(PYTHON) scripts/test.py

bench: $(VENV)/.base
	@$(PYTHON) -m bench

bench-full: $(VENV)/.base
	@$(PYTHON) -m bench store

fuzz: $(VENV)/.dev
	@$(PYTHON) -m scripts.fuzz $(READER) $(MINUTES)

format: $(VENV)/.dev
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

messages: $(VENV)/.dev
	@$(PYTHON) scripts/messages.py

# Needs uv (https://docs.astral.sh/uv/). The lock files carry names, versions and hashes only.
lock:
	$(LOCK) pyproject.toml --extra dev --output-file requirements/dev.txt
	$(LOCK) pyproject.toml --constraint requirements/dev.txt --output-file requirements/base.txt
	printf 'hatchling\neditables\n' | $(LOCK) - --constraint requirements/dev.txt \
		--output-file requirements/build.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PYTHON):
	@sh scripts/make_venv.sh $(VENV)

# The stamps make a second run quick; they lie in the environment, so that they vanish with it.
$(VENV)/.base: requirements/base.txt requirements/build.txt pyproject.toml | $(PYTHON)
	@echo "Installerer det Rødtråd trenger (bare første gang) …"
	@$(INSTALL) -r requirements/base.txt -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Installerer det testene trenger (bare første gang) …"
	@$(INSTALL) -r requirements/dev.txt
	@touch $@
