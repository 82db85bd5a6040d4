# `make help` says what can be made. The first run sets up .venv; tools/setup.py says how.

PYTHON ?= python3
ARGS ?=
VENV_PYTHON := .venv/bin/python
# For every system and every Python from the oldest on, not for this machine alone.
COMPILE := -m uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command 'make lock' pyproject.toml

# The typefaces of the scripts that the words are written in, where there are words.
FACES := $(if $(wildcard content.yaml),.venv/faces)
SCRIPTS := --extra arabic --extra bengali --extra cjk --extra hebrew

# A module's tests share what they build, so they stay in one process.
ON_CORES := --numprocesses 2 --dist loadfile

.PHONY: pdf edit drafts test test-all lint lock schema rules catalogs pictures package clean help
.NOTPARALLEL:

pdf: .venv/ready $(FACES) ## build the handouts into output/ (some only: ARGS="trifold one-page"; watching: ARGS=watch)
	@$(VENV_PYTHON) make_pdf.py $(ARGS)

edit: .venv/ready $(FACES) ## change the words in the browser, beside the pages (printing its address only: ARGS=--no-browser)
	@$(VENV_PYTHON) make_pdf.py edit $(ARGS)

drafts: .venv/ready ## build drafts of all translations into output/drafts/ (some only: ARGS="--languages es")
	@$(VENV_PYTHON) -m tools.faces --drafts content.yaml
	@$(VENV_PYTHON) make_pdf.py --draft $(ARGS)

test: .venv/ready-test ## run the tests that everybody runs (one only: ARGS="-k phone")
	@$(VENV_PYTHON) -m pytest $(ON_CORES) -m "not thorough" $(ARGS)

test-all: .venv/ready-test ## run all tests: matrices, browsers, scans and validators too
	@$(VENV_PYTHON) -m pytest $(ON_CORES) $(ARGS)

lint: .venv/ready-test ## check style, format and types
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m mypy

lock: .venv/ready-test ## pin what pyproject.toml asks for, with hashes (newer versions: ARGS=--upgrade)
	@$(VENV_PYTHON) $(COMPILE) -o requirements.txt $(ARGS)
	@$(VENV_PYTHON) $(COMPILE) $(SCRIPTS) -c requirements.txt -o requirements-faces.txt $(ARGS)
	@$(VENV_PYTHON) $(COMPILE) --all-extras --group test -c requirements.txt -o requirements-test.txt $(ARGS)

schema: .venv/ready ## write the JSON Schema with which editors check content.yaml
	@$(VENV_PYTHON) -m brochures.content.json_schema $(ARGS)

rules: .venv/ready ## write the table of rules, docs/rules.md
	@$(VENV_PYTHON) -m brochures.checks.explained

catalogs: .venv/ready ## bring the catalogs of other languages up to date (a new one: ARGS=it)
	@$(VENV_PYTHON) tools/catalogs.py $(ARGS)

pictures: pdf ## draw the pictures that the README shows, and docs/illustrations.md
	@$(VENV_PYTHON) tools/pictures.py
	@$(VENV_PYTHON) tools/illustrations.py

package: .venv/ready-test ## build what can be installed into dist/: a wheel, and the sources
	@$(VENV_PYTHON) -m hatchling build

clean: ## remove what was set up and built
	rm -rf .venv output dist tests/differences .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name .git -prune -o -name __pycache__ -exec rm -rf {} +

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

# A folder that was copied, or a file that is gone: the stamp no longer holds, whatever its age.
CHECK := $(VENV_PYTHON) -I -S tools/integrity.py $(firstword $(wildcard .venv/ready-test .venv/ready))
ifneq ($(shell $(CHECK) >/dev/null 2>&1 && echo whole),whole)
.PHONY: .venv/ready .venv/ready-test
endif

.venv/ready: requirements.txt tools/setup.py
	@$(PYTHON) tools/setup.py

.venv/faces: content.yaml requirements-faces.txt .venv/ready
	@$(VENV_PYTHON) -m tools.faces content.yaml
	@touch $@

.venv/ready-test: requirements.txt requirements-test.txt tools/setup.py
	@$(PYTHON) tools/setup.py --test
