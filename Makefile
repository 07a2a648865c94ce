# `make` lists what can be made. Needs make, bash, and Python 3.11 or later (or uv, or conda).

NETWORK ?= rel-2012-17
LAB ?= all
NAMES ?= yes
VIEW ?= bounds
READINGS ?= all
EVIDENCE ?= none
ACCEPT ?= no

SHELL := bash
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help report audit notebooks lab test axe describe env lock clean fresh

# A mistyped variable would silently give another report.
known := NETWORK LAB NAMES VIEW READINGS EVIDENCE ACCEPT ENV_TOOL CHROMIUM
given := $(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
unknown := $(filter-out $(known) MAKEFLAGS SHELL PYTHON,$(given))
ifneq ($(unknown),)
$(error There is no variable $(firstword $(unknown)): the variables are $(known))
endif

# Values reach the recipes by the environment, as they were typed: no shell or make sees "&", "$" or quotes in them.
override NETWORK := $(value NETWORK)
override LAB := $(value LAB)
override NAMES := $(value NAMES)
override VIEW := $(value VIEW)
override READINGS := $(value READINGS)
override EVIDENCE := $(value EVIDENCE)
override ACCEPT := $(value ACCEPT)
export NETWORK LAB NAMES VIEW READINGS EVIDENCE ACCEPT ENV_TOOL

# Settings and caches stay in the checkout, and a reader's own settings out of the report.
cache := $(CURDIR)/.cache
export IPYTHONDIR := $(cache)/ipython
export MPLCONFIGDIR := $(cache)/matplotlib
export JUPYTER_CONFIG_DIR := $(cache)/jupyter/config
export JUPYTER_DATA_DIR := $(cache)/jupyter/data
export JUPYTER_RUNTIME_DIR := $(cache)/jupyter/runtime
unexport JUPYTER_PATH MATPLOTLIBRC PYTHONHOME
ifeq ($(strip $(HOME)),)
export HOME := $(cache)/home
endif

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS=$$'\t' read -r name text; do printf 'make %-10s %s\n' "$$name" "$$text"; done

report: env ## build the report: NETWORK=rel-2012-17 LAB="Northeast & Islands" NAMES=yes|no VIEW=bounds|example READINGS= EVIDENCE=
	@$(PYTHON) -m helpers.build report --network="$$NETWORK" --lab="$$LAB" --names="$$NAMES" --view="$$VIEW" --readings="$$READINGS" --evidence="$$EVIDENCE"

# `python -m helpers.infer audit` ends with 0 if nothing is new against the accepted findings, 1 if something is, 2 on an error.
# make itself ends with 2 for both and says "Error 1" or "Error 2": who needs the exact code runs that command.
audit: env ## audit the statements: contradictions, verdicts, bounds; READINGS=all|a|b EVIDENCE=none|public ACCEPT=yes|no
	@$(PYTHON) -m helpers.infer audit --network="$$NETWORK" --readings="$$READINGS" --evidence="$$EVIDENCE" --accept="$$ACCEPT"

notebooks: env ## run every notebook and store its outputs in notebooks/
	@$(PYTHON) -m helpers.build notebooks

# Kernels talk by sockets, not ports; those need a short path, so a temporary one. No news, no extensions from afar.
lab: env ## open the notebooks in JupyterLab
	@export JUPYTER_RUNTIME_DIR="$$(mktemp -d)"; trap 'rm -rf "$$JUPYTER_RUNTIME_DIR"' EXIT; \
	if [ "$$(id -u)" = 0 ]; then root=--allow-root; fi; \
	$(PYTHON) -m jupyterlab $$root --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks \
		--KernelManager.transport=ipc --LabApp.extension_manager=readonly \
		--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

test: env ## run all tests, the stored notebooks included
	@$(PYTHON) -m pytest -n 2 --dist loadfile --nbval --nbval-current-env \
		--nbval-sanitize-with nbval_sanitize.cfg tests notebooks

axe: report ## check the built HTML with axe-core (needs node, npm and Chromium; CHROMIUM= its path)
	@cd tests/browser && npm install --silent --no-audit --no-fund --no-package-lock && \
	find ../../output -name report.html -print0 | xargs -0 node axe.mjs

describe: env ## make data/README.md and datapackage.json from the schema, and the references in APA style
	@$(PYTHON) -m helpers.describe

env: ## set up .venv; ENV_TOOL=uv|venv|conda|mamba|micromamba chooses how
	@bash scripts/bootstrap

lock: ## make requirements.lock from requirements.in (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--output-file requirements.lock requirements.in

clean: ## remove output/
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m helpers.build clean; else rm -rf output; fi

fresh: clean ## remove output/, .venv and .cache
	@rm -rf .venv .cache
