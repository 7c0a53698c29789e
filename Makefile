# The two commands that matter are `make serve` and `make test`; both begin with `make setup`.
# PYTHON=/path/to/python3 chooses another interpreter (3.11 or newer), HOST= and PORT= another address for serve.

BIN := .venv/bin
export PYTHON
# One thread for the numeric libraries: with more, small products stall on machines with few cores.
export OMP_NUM_THREADS ?= 1
export TOKENIZERS_PARALLELISM ?= false

.PHONY: help setup serve test check ingest eval bench bench-scale

help:             ## this list
	@sed -n 's/^\([a-z-]*\): .*## /  make \1\t/p' Makefile

setup:            ## virtual environment in .venv, dependencies, index
	@sh scripts/setup.sh

serve: setup      ## page and API on http://127.0.0.1:8000
	@$(BIN)/assistant serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: check       ## all checks: lint, types, tests with coverage, evaluation
	$(BIN)/python -m ingest check
	$(BIN)/python -m pytest --cov
	$(BIN)/python -m eval.run
	$(BIN)/python -m eval.retrieval

check: setup      ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

ingest: setup     ## index of the five documents, built again where something changed
	$(BIN)/python -m ingest build

eval: setup       ## the evaluation set and the retrieval cases, scored
	$(BIN)/python -m eval.run
	$(BIN)/python -m eval.retrieval

bench: setup      ## speed and memory, measured, kept in eval/baselines and shown in README
	$(BIN)/python -m eval.bench; code=$$?; $(BIN)/python -m eval.readme --write && exit $$code

bench-scale: setup  ## growth up to a million passages, half an hour or more, kept in eval/baselines/scale.json
	$(BIN)/python -m eval.scale_bench
