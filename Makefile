# The one list of commands; .ci/run calls them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CONSTRAINTS := constraints.txt
SAMPLES_WORKSPACE ?= workspace
# Where the documents lie that corpus/labels/real.csv refers to (corpus/labels/real_documents.csv lists them).
DOCUMENTS ?= ../shared/real ../shared/real-text

.PHONY: run test lint bench samples encoder entities model clean

# Sets up, mines the sample corpus, says where the results are. Exit code 3 means "done, but some files could not be
# read": one of the samples is a scan on purpose, and needs Tesseract.
run: $(VENV)/.run
	$(BIN)/reportminer run corpus/samples/reports --workspace $(SAMPLES_WORKSPACE) || [ $$? -eq 3 ]

# The whole suite.
test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# What is committed and can be made again, byte for byte.
samples: $(VENV)/.dev
	$(BIN)/python -m corpus.samples.build

encoder: $(VENV)/.dev
	$(BIN)/python -m reportminer.embed.quantise

entities: $(VENV)/.dev
	$(BIN)/python -m reportminer.workflow.train_entities

model: $(VENV)/.dev
	$(BIN)/reportminer train corpus/labels/written.csv corpus/labels/real.csv --codebook configs/codebook.toml \
	  $(foreach folder,$(DOCUMENTS),--documents $(folder)) --finetune --out models/patterns

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml $(CONSTRAINTS)
	$(PIP) install --quiet --constraint $(CONSTRAINTS) --editable .
	touch $@

# torch first and pinned: another version would pull gigabytes that nothing here needs.
$(VENV)/.dev: $(VENV)/bin/python pyproject.toml $(CONSTRAINTS)
	$(PIP) install --quiet --constraint $(CONSTRAINTS) torch==2.13.0
	$(PIP) install --quiet --constraint $(CONSTRAINTS) --editable '.[dev]'
	touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist
