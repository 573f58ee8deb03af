# `make demo` and `make test` do everything from a fresh clone: they need Python 3.10 to 3.13 and a package index.
PYTHON ?= python3
BIN = .venv/bin

# Where it is set, each of the hundreds of processes that the tests start would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint bench bench-opensearch offline lock clean

demo: .venv/runtime.stamp
	$(BIN)/gongkai demo

# Most tests wait, for processes and portals: twice as many at a time as a small machine has cores.
test: .venv/dev.stamp lint
	$(BIN)/pytest --numprocesses 4 --dist worksteal

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini tests
	$(BIN)/lint-imports --no-cache

# Installs other engines to stand beside ours in the same run; nothing else needs them.
bench: .venv/dev.stamp .venv/bench.stamp
	$(BIN)/python benchmarks/starting.py
	$(BIN)/python benchmarks/cold_start.py
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/crawl_sites.py
	$(BIN)/python benchmarks/reports.py
	$(BIN)/python benchmarks/searching.py --meaning build/bench
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/indexing.py
	$(BIN)/python benchmarks/exactness.py
	$(BIN)/python benchmarks/freshness.py
	$(BIN)/python benchmarks/corrections.py
	$(BIN)/python benchmarks/suggestions.py
	$(BIN)/python benchmarks/bundles.py
	$(BIN)/python benchmarks/damage.py --documents 1000 --places 2
	$(BIN)/python benchmarks/duplicates.py --floors

# Needs a node: tests/opensearch/start.sh starts one. NODE=http://host:9200 names another.
NODE = http://127.0.0.1:9200
bench-opensearch: .venv/dev.stamp
	$(BIN)/python benchmarks/opensearch.py --url $(NODE)

# Needs Debian's chromium and fonts-noto-cjk.
screenshots: .venv/dev.stamp
	$(BIN)/python benchmarks/screenshots.py

# What a machine without a network is installed from: an archive for each kind of machine, in dist/. EXTRAS names others.
EXTRAS = bundle demo fast meaning ocr postgres s3
offline: .venv/dev.stamp
	$(BIN)/python -m offline.build --extras $(EXTRAS)

# Needs uv. The addresses of package indexes stay out of the lock files.
COMPILE = uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header \
	--no-emit-index-url --no-annotate
LOCK = $(COMPILE) --extra bundle --extra demo --extra fast --extra meaning --extra ocr
lock:
	$(LOCK) pyproject.toml --output-file requirements/runtime.lock
	$(LOCK) --extra evaluate --extra opensearch --extra postgres --extra s3 pyproject.toml --group dev --output-file requirements/dev.lock
	$(COMPILE) --group offline --output-file requirements/offline.lock
	$(COMPILE) --group bench --output-file requirements/bench.lock

clean:
	rm -rf .venv build *.egg-info

.venv/bench.stamp: | .venv/dev.stamp

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/%.stamp: requirements/%.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes --requirement $<
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@
