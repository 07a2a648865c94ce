# `make` lists what can be made. Needs make, bash, and Python 3.11 or later (or uv, or conda).

SHELL := bash
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help report reports word new import check next diff audit notebooks lab lint test axe drive bench describe env lock clean fresh

# What a reader may choose: `python -m helpers report --help` explains each (a test compares the lists).
parameters := NETWORK PERIOD HOST NAMES VIEW READINGS EVIDENCE SOURCE THEME
audited := NETWORK READINGS EVIDENCE ACCEPT

# A mistyped variable would silently give another report.
known := $(parameters) FILE LINKS ACCEPT ENV_TOOL CHROMIUM OLD NEW
commanded = $(filter command,$(firstword $(origin $(1))))
given := $(foreach name,$(.VARIABLES),$(if $(call commanded,$(name)),$(name)))
unknown := $(filter-out $(known) MAKEFLAGS SHELL PYTHON,$(given))
ifneq ($(unknown),)
$(error There is no variable $(firstword $(unknown)): the variables are $(known))
endif

# Values reach the recipes by the environment, as they were typed: no shell or make sees "&", "$" or quotes
# in them. Only what is given with the command counts: HOST and SOURCE may mean other things to a shell.
$(foreach name,$(filter $(known),$(given)),$(eval override $(name) := $$(value $(name)))$(eval export $(name)))
lower = $(shell echo $(1) | tr A-Z a-z)
arguments = $(foreach name,$(1),$(if $(filter $(name),$(given)),--$(call lower,$(name))="$$$(name)"))

# Settings and caches stay in the checkout, and a reader's own settings out of the report.
cache := $(CURDIR)/.cache
export IPYTHONDIR := $(cache)/ipython
export MPLCONFIGDIR := $(cache)/matplotlib
export JUPYTER_CONFIG_DIR := $(cache)/jupyter/config
export JUPYTER_DATA_DIR := $(cache)/jupyter/data
export JUPYTER_RUNTIME_DIR := $(cache)/jupyter/runtime
unexport JUPYTER_PATH MATPLOTLIBRC PYTHONHOME PYTHONPATH
ifeq ($(strip $(HOME)),)
export HOME := $(cache)/home
endif

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS=$$'\t' read -r name text; do printf 'make %-10s %s\n' "$$name" "$$text"; done

report: env ## build the report: NETWORK= PERIOD= HOST= NAMES=yes|no VIEW=bounds|example READINGS= EVIDENCE= SOURCE= THEME=
	@$(PYTHON) -m helpers report $(call arguments,$(parameters))

reports: env ## build the network's report and every host's, and a page that lists them: NETWORK= PERIOD= ...
	@$(PYTHON) -m helpers reports $(call arguments,$(filter-out HOST,$(parameters)))

word: env ## build the report, and of it a Word file and an EPUB: NETWORK= PERIOD= HOST= ...
	@$(PYTHON) -m helpers word $(call arguments,$(parameters))

diff: env ## say which numbers differ between two built reports: OLD= NEW= their folders in output/
	@$(PYTHON) -m helpers diff $(call arguments,OLD NEW)

# `python -m helpers audit` ends with 0 if nothing is new against the stored findings, 1 if something is, 2 on
# an error. make itself ends with 2 for both and says "Error 1" or "Error 2".
audit: env ## audit the statements: contradictions, verdicts, bounds; NETWORK= READINGS= EVIDENCE= ACCEPT=yes|no
	@$(PYTHON) -m helpers audit $(call arguments,$(audited))

new: env ## begin a network of your own: NETWORK= its name, or a path to its folder
	@$(PYTHON) -m helpers new $(call arguments,NETWORK)

check: env ## say in seconds what a network's data say, what is wrong and what to look at: NETWORK=
	@$(PYTHON) -m helpers check $(call arguments,NETWORK)

next: env ## copy the last period's rows as those of a new one, to go through: NETWORK= PERIOD=
	@$(PYTHON) -m helpers next $(call arguments,NETWORK PERIOD)

import: env ## make a network's sheet from a workbook or CSV: NETWORK= FILE= LINKS= PERIOD=
	@$(PYTHON) -m helpers import $(call arguments,NETWORK FILE LINKS PERIOD)

notebooks: env ## run every notebook and store its outputs in notebooks/
	@$(PYTHON) -m helpers notebooks

# Kernels talk by sockets, not ports; the path of those may have some 100 signs, so it is a short one, wherever a
# system keeps its temporary files. No extensions from afar; a reader's own settings of JupyterLab are in force.
lab: env ## open the notebooks in JupyterLab
	@unset JUPYTER_CONFIG_DIR; export JUPYTER_RUNTIME_DIR="$$(mktemp -d /tmp/lab.XXXXXX)"; \
	trap 'rm -rf "$$JUPYTER_RUNTIME_DIR"' EXIT; \
	if [ "$$(id -u)" = 0 ]; then root=--allow-root; fi; \
	$(PYTHON) -m jupyterlab $$root --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks \
		--KernelManager.transport=ipc --LabApp.extension_manager=readonly \
		--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

lint: env ## check the code's form and types
	@$(PYTHON) -m ruff format --quiet --check src tests scripts benchmarks || \
		{ echo "Not formatted; ruff format src tests scripts benchmarks mends it." >&2; exit 1; }
	@$(PYTHON) -m ruff check --quiet src tests scripts benchmarks
	@$(PYTHON) -m mypy src tests scripts benchmarks

test: lint ## check form and types, then run all tests, the stored notebooks included
	@$(PYTHON) -m pytest -n 2 --dist loadfile --nbval --nbval-current-env \
		--nbval-sanitize-with nbval_sanitize.cfg tests notebooks

axe: report ## check the built HTML with axe-core (needs node, npm and Chromium; CHROMIUM= its path)
	@cd tests/browser && npm install --silent --no-audit --no-fund --no-package-lock && \
	find ../../output -name report.html -print0 | xargs -0 node axe.mjs

drive: env ## run every notebook in JupyterLab in a browser, and take pictures (needs node, npm, Chromium)
	@cd tests/browser && npm install --silent --no-audit --no-fund --no-package-lock && node lab.mjs

bench: env ## time the build, in turn with another checkout's: OLD=its folder
	@$(PYTHON) benchmarks/build.py $(if $(filter OLD,$(given)),"$$OLD")

describe: env ## make data/README.md and datapackage.json from the schema, and the references in APA style
	@$(PYTHON) -m helpers describe

env: ## set up .venv; ENV_TOOL=uv|venv|conda|mamba|micromamba chooses how
	@bash scripts/bootstrap

lock: ## make requirements.lock from requirements.in (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--output-file requirements.lock requirements.in

clean: ## remove output/
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m helpers clean; else rm -rf output; fi

fresh: clean ## remove output/, .venv and .cache
	@rm -rf .venv .cache
