# Everything runs in .venv; `make demo` and `make test` need only Python 3.11 to 3.13, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared/datasets
PORT ?= 8501

.PHONY: help demo test check format train evaluate readme screenshots dictionary lock clean

help: ## show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/pantau: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $(BIN)/pantau

$(VENV)/dev: $(BIN)/pantau
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $(VENV)/dev

demo: $(BIN)/pantau ## run the whole job on the built-in sample and open the dashboard
	$(BIN)/pantau demo --dir demo --port $(PORT)

test: $(VENV)/dev ## install what the tests need and run them
	sh .ci/system-packages
	$(BIN)/python -m pytest -n 2

check: $(VENV)/dev ## the gate: lint, format, types, layers, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/train: $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev,train]'
	@touch $(VENV)/train

train: $(VENV)/train ## train both tiers from $(SHARED): about 70 minutes on two cores
	$(BIN)/python -m pantau.classify.train --data $(SHARED) --out data/model

evaluate: $(VENV)/dev ## print and write the score card of both tiers
	$(BIN)/python -m pantau.classify.evaluate --data $(SHARED) --model data/model

readme: $(VENV)/dev ## write the README's tables anew
	$(BIN)/python -m benchmarks.readme

screenshots: $(VENV)/dev ## screenshots of the dashboard for the README
	sh .ci/system-packages
	$(BIN)/pantau demo --dir demo --no-open-dashboard
	$(BIN)/python -m dashboards.screenshots --config demo/pantau.toml --folder docs/screenshots

dictionary: $(VENV)/dev ## write docs/data-dictionary.md anew
	$(BIN)/python -m pantau.store.dictionary docs/data-dictionary.md

lock: $(VENV)/dev ## write requirements.lock anew from what is installed: names and versions only
	$(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9_.-]+==' > requirements.lock

clean:
	rm -rf $(VENV) demo build dist
