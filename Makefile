# Every target sets itself up first (tools/setup_env.sh): it finds a Python,
# makes .venv and installs, once; the next call starts at once.
#   make                 what there is
#   make full LESSON=10  one lesson at full scale
python := .venv/bin/python
# Keep TensorFlow's start-up notices out of the way.
export TF_CPP_MIN_LOG_LEVEL ?= 3

.PHONY: help setup setup-backends setup-docs site course lab test \
	test-backends test-jax test-torch test-devices full clean sync tidy export pull docs check lint \
	pytest notebooks faults bench package playground
# With -j too: steps that follow each other would get in each other's way.
.NOTPARALLEL:

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | \
		awk -F'|' '{ printf "make %-15s %s\n", $$1, $$2 }'

# -- to learn ---------------------------------------------------------------
course: setup ## pages to read in _course/; then every lesson at smoke scale
	@$(python) tools/course.py

lab: setup ## open the lessons in JupyterLab
	@# JupyterLab shows drawings (SVG) of notebooks it trusts only.
	@$(python) -m nbformat.sign nbs/*.ipynb nbs/*/*.ipynb >/dev/null
	@$(python) -m jupyterlab nbs

playground: setup ## a page to play with: trains small models into _playground/
	@$(python) tools/playground.py

full: setup ## run at full scale and keep the outputs (LESSON=10: only that one)
	@$(python) tools/course.py --full $(LESSON)
	@$(python) tools/readme.py

site: setup-docs ## the site in _site/html/ (LINKS=1: follow outside links)
	@$(python) tools/website.py $(if $(LINKS),--links)

# -- to change --------------------------------------------------------------
sync: setup ## after editing a notebook: package, tests, badges and README follow
	@$(MAKE) --no-print-directory tidy export pull docs

tidy: setup
	@$(python) tools/format.py
	@$(python) tools/badges.py
	@$(python) tools/clean.py

export: setup ## notebooks to keras_rnn/
	@$(python) tools/export.py

pull: setup ## notebooks to tests/
	@$(python) tools/pull_tests.py

docs: setup ## nbs/index.ipynb to README.md
	@$(python) tools/readme.py

# -- to test ----------------------------------------------------------------
# Tests compile more than they compute: XLA need not optimize. Threads of
# processes that share two cores would wait for each other, and so would a
# third process: with it, tests took an eighth to a quarter longer.
runs := pytest test-jax test-torch test-devices faults
$(runs): export XLA_FLAGS ?= --xla_backend_optimization_level=0
$(runs) notebooks: export OMP_NUM_THREADS ?= 1
$(runs) notebooks: export TF_NUM_INTRAOP_THREADS ?= 1
$(runs) notebooks: export TF_NUM_INTEROP_THREADS ?= 1
SLOW ?= --slow
pytest := $(python) -m pytest -q -n 2 --dist worksteal $(SLOW)

test: ## check, lint, pytest: the notebooks themselves are `make notebooks`
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory pytest

check: setup ## package, tests, badges, README follow the notebooks, which are clean
	@printf '%s\n' export pull_tests badges clean readme claims | \
		xargs -P 2 -I{} $(python) tools/{}.py --check

lint: setup ## ruff: rules and format, notebooks included
	@$(python) -m ruff check .
	@$(python) tools/format.py --check

pytest: setup ## the tests, on TensorFlow
	@$(pytest) tests tools

notebooks: setup ## every notebook at smoke scale, its exercises solved
	@$(python) tools/course.py --check

test-backends: ## the tests marked `backends`, on JAX and on PyTorch
	@$(MAKE) --no-print-directory test-jax
	@$(MAKE) --no-print-directory test-torch

test-jax: setup-backends
	@KERAS_BACKEND=jax $(pytest) -m backends tests

test-torch: setup-backends
	@KERAS_BACKEND=torch $(pytest) -m backends tests

test-devices: setup-backends ## every task on two devices, on every backend
	@for backend in tensorflow jax torch; do \
		KERAS_RNN_ALL_DEVICES=1 KERAS_BACKEND=$$backend \
			$(pytest) tests/checks/test_devices.py || exit 1; \
	done

package: setup ## the archives for PyPI in dist/, each installed and tried
	@$(python) tools/package.py

faults: setup-backends ## put faults into the package: would the tests notice?
	@$(python) tools/faults.py $(FAULT)

# -- to measure -------------------------------------------------------------
bench: setup ## how fast is it? (PARTS="layers start": only those)
	@$(python) -m keras_rnn.course.bench $(PARTS)

# -- underneath -------------------------------------------------------------
setup:
	@bash tools/setup_env.sh

setup-backends:
	@bash tools/setup_env.sh backends

setup-docs:
	@bash tools/setup_env.sh docs

clean: ## remove .venv and everything that was built
	rm -rf .venv _course _docs _playground _site build dist *.egg-info .pytest_cache \
		.ruff_cache .hypothesis
	find . \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d \
		-prune -exec rm -rf {} +
