# Everything a contributor runs. `make chat` and `make test` set up all they need in .venv.
PYTHON ?= python3
# Many tests wait for a process or a browser: two workers more than there are cores keep the cores at work.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 2)
PORT ?= 8080
# make run OPEN= leaves the browser alone.
OPEN ?= --open
BIN := .venv/bin
RUN := .venv/.installed
TEST := .venv/.installed-test
# The tests start more than a hundred processes. If the environment forbids Python to keep what it has compiled, each of
# them compiles the bot anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help install compiled run demo chat test lint gate unit soak bench pictures lock clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | sort

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

$(RUN): $(BIN)/python requirements/build.txt requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST): $(RUN) requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

install: compiled  ## make .venv with everything that the bot needs, and compile the pack

compiled: $(RUN)  # the pack and what people say, learned once for all that starts here, unless that is done
	@$(BIN)/python tools/compile_pack.py

run: $(RUN)  ## the page on http://127.0.0.1:8080 (another port: make run PORT=8090), with everything beside it; data in .data/
	@BOT_DATA_DIR=$${BOT_DATA_DIR:-.data} $(BIN)/noticebot serve --port $(PORT) $(OPEN)

demo: $(RUN)  ## the same on 2022-11-15, when the call was open; data in .data/demo/
	@BOT_DATA_DIR=$${BOT_DATA_DIR:-.data/demo} $(BIN)/noticebot --now 2022-11-15T10:00 serve --port $(PORT) $(OPEN)

chat: $(RUN)  ## talk to the bot in the terminal
	@$(BIN)/noticebot chat

test: $(TEST)  ## everything that CI checks
	@$(MAKE) --no-print-directory --jobs=3 lint gate unit

lint: $(TEST)  ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(TEST) compiled  ## the tests alone, on all cores; those of one room: make unit ROOM=interview
	$(BIN)/python -m pytest $(if $(ROOM),tests/$(ROOM),--numprocesses=$(WORKERS) --maxprocesses=8 --dist=worksteal)

gate: $(TEST) compiled  ## the pack check, and the pack's own tests beside their last figures
	$(BIN)/noticebot check
	$(BIN)/noticebot eval

soak: $(TEST)  ## the long fault tests: 200 kills, a database that is away, on both databases; properties tried 1,000 times
	$(BIN)/python -m pytest -m "soak or search" -o faulthandler_timeout=0 -s

bench: $(TEST)  ## accuracy and speed beside other matchers, in one run
	$(BIN)/python -m benchmarks

pictures: $(TEST)  ## take the README's pictures of the page anew, into docs/images
	NOTICEBOT_PICTURES=docs/images $(BIN)/python -m pytest tests/channels/web/browser/test_pictures.py -q

lock: $(TEST)  ## compile requirements/*.txt again, for all platforms
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/lock.py

clean:  ## remove what make made
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
