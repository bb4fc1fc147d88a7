# make demo   sets up, builds the graph of examples/corpus, answers a question with its quoted sources
# make test   sets up, runs every check that CI runs
# make web    builds the query editor, the network explorer and the maps' outlines from npm (optional: pages do without)
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
QUESTION := $(firstword $(wildcard ontology/questions/01-*.rq))
SHELL := /bin/bash
.PHONY: help setup demo test lint types model web web-if-npm clean

help:
	@sed -n '1,3p' Makefile | sed 's/^# //'

setup: .venv/.done

.venv/.done: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Smolny needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/smolny build examples/corpus --out demo-graph
	@echo
	@echo "Question: $$(sed -n 's/^# title: //p' $(QUESTION))"
	@echo
	$(BIN)/smolny query demo-graph - < $(QUESTION)
	@echo
	@echo "The graph is in demo-graph/graph (Turtle). Next:"
	@echo "  $(BIN)/smolny serve demo-graph                     the query page, at http://127.0.0.1:8000/"
	@echo "  $(BIN)/smolny export demo-graph persons-bodies --out network.gexf    for Gephi"
	@echo "  $(BIN)/smolny build YOUR-TEXTS --out YOUR-GRAPH    your own texts"


test: setup web-if-npm lint types
	$(BIN)/pytest

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python -m ontology.generate --check

types:
	$(BIN)/mypy

web-if-npm:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory web; else echo "npm is not there: the query page stays a plain form"; fi

web: api/web/built/.done tests/graph/gexf/node_modules/.done

api/web/built/.done: api/web/package-lock.json $(wildcard api/web/src/* api/web/*.js)
	cd api/web && npm ci --no-audit --no-fund --silent && npm run build --silent
	touch $@

tests/graph/gexf/node_modules/.done: tests/graph/gexf/package-lock.json
	cd tests/graph/gexf && npm ci --no-audit --no-fund --silent
	touch $@

# DATA holds the public data that extract/training/README.md names
DATA ?= ../shared/data
model: setup
	$(BIN)/python -m extract.training --data $(DATA) --out extract/model

clean:
	rm -rf .venv demo-graph api/web/built api/web/node_modules tests/graph/gexf/node_modules
