# Names for the commands of this book. What each does happens in book/_ext; see README.md.
PYTHON ?= python3
BIN := .venv/bin
BOOK := .venv/book-installed
TEST := .venv/test-installed
LAB := .venv/lab-installed
LITE ?= .venv/lite
BENCHED := .venv/bench/installed
LINTED := book/_ext book/lite notebooks/companion tests .binder/jupyter_server_config.py

.DEFAULT_GOAL := help
.PHONY: help book editions site pdf epub lab test bench publish lock clean

help: ## show this list
	@echo "Two Octobers: make what?"
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 14

# What the book is made of. If nothing of it is newer than the last book, there is nothing to do, and
# no need to ask Sphinx, which takes seconds to say so. ctime, because a file that is moved or copied
# here keeps its mtime; folders know of what was deleted, but also of what Python left in them.
PARTS := _config.yml _toc.yml CITATION.cff Makefile requirements.txt book notebooks data
BEGUN := _build/.two-octobers/begun
MADE := _build/.two-octobers/made
EDITIONS := _build/html/index.html _build/pdf/two-octobers.pdf _build/epub/two-octobers.epub

book: $(BOOK) ## build the web book, the course PDF and the EPUB into _build/
	@if ls $(MADE) $(EDITIONS) >/dev/null 2>&1 && test -z "$$(find $(PARTS) -name __pycache__ -prune \
		-o -type f -cnewer $(BEGUN) -print -quit -o -type d -cnewer $(MADE) -print -quit)"; then \
		echo "== Nothing has changed. Open $(firstword $(EDITIONS))"; \
	else $(MAKE) --no-print-directory editions; fi

editions: $(BOOK)
	@mkdir -p $(dir $(MADE)) && rm -f $(MADE) && touch $(BEGUN)
	@echo "== The course PDF"
	@$(BIN)/jupyter-book build . -W -n --keep-going --builder custom --custom-builder pdf
	@echo "== The EPUB"
	@$(BIN)/jupyter-book build . -W -n --keep-going --builder custom --custom-builder epub
	@echo "== The web book"
	@$(BIN)/jupyter-book build . -W -n --keep-going
	@for edition in $(EDITIONS); do test -s $$edition || exit 1; done
	@test "$(BOOK_LITE)" || touch $(MADE)
	@echo "== Done. Open $$(echo $(EDITIONS) | sed 's/ /, /; s/ / and /2')"

# What the reader's browser runs comes from package indexes, once. Where it cannot be had, the book is
# built without it, and says so.
site: $(BOOK) ## the same, and every chapter runs in the reader's browser: to be put on a web server
	@echo "== The notebooks"
	@$(BIN)/jupyter-book build . -W -n --keep-going --builder custom --custom-builder notebooks
	@echo "== JupyterLite"
	@$(MAKE) --no-print-directory $(LITE)/installed && PYTHONPATH=book $(LITE)/bin/python -m lite || rm -rf _build/lite
	@BOOK_LITE=yes $(MAKE) --no-print-directory editions

$(LITE)/installed: book/lite/requirements.txt
	@echo "== Installing JupyterLite and node (once)"
	@$(PYTHON) -m venv $(LITE)
	@$(LITE)/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 -r $< 2>$(LITE)/why || { \
		echo "The chapters will not run in the browser: JupyterLite could not be installed ($$(tail -n 1 $(LITE)/why))."; exit 1; }
	@touch $@

# What a teacher may choose, if it is said on the command line (TERM is also the name of a terminal):
# make pdf CHAPTERS="3 7-8" PAPER=letter SOLUTIONS=no CODE=yes COURSE=… TERM=… INSTRUCTOR=… NOTE=…
# or the same as lines of a file: make pdf PACK=course.yml
CHOICES := CHAPTERS PAPER SOLUTIONS CODE COURSE TERM INSTRUCTOR NOTE PACK
$(foreach name,$(CHOICES),$(if $(filter command,$(origin $(name))),$(eval pdf: export BOOK_$(name) := $$($(name)))))

pdf: $(BOOK) ## build the course PDF alone; CHAPTERS="3 7-8" for a course pack, see README.md
	@$(BIN)/jupyter-book build . -W -n --keep-going --builder custom --custom-builder pdf

epub: $(BOOK) ## build the EPUB for e-readers alone
	@$(BIN)/jupyter-book build . -W -n --keep-going --builder custom --custom-builder epub

lab: export JUPYTER_CONFIG_PATH := $(CURDIR)/.binder
lab: $(LAB) ## open the notebooks in JupyterLab
	@cd notebooks && ../$(BIN)/jupyter lab

test: export LITE := $(LITE)
test: $(TEST) $(LITE)/installed ## check style, types, data, pages, PDF and EPUB
	@echo "== Style"
	@$(BIN)/ruff check $(LINTED)
	@$(BIN)/ruff format --check $(LINTED)
	@echo "== Types"
	@$(BIN)/mypy
	@echo "== Workflow and citation"
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/book.yml
	@$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff
	@echo "== Tests (a few minutes: the book is built and opened in a browser)"
	@$(BIN)/python -m pytest

bench: export PYTHONPATH := tests
bench: $(TEST) $(BENCHED) ## time the building against stock Jupyter Book, weigh the pages in _build/html, and run them in the browser
	@$(BIN)/python -m bench $(BENCH)

# apart from what tests and JupyterLab bring, which makes every start of Jupyter Book a second slower
$(BENCHED): requirements.txt
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

publish: export PYTHONPATH := book/_ext
publish: $(BOOK) ## list all rows and sources in data/published.csv, as you mean them to stand
	@$(BIN)/python -m two_octobers.published data

lock: $(BOOK) ## pin and hash the newest allowed versions of all packages
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile requirements.in --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --upgrade --quiet --output-file requirements.txt
	@for more in .binder tests; do \
		$(BIN)/uv pip compile $$more/requirements.in --universal --python-version 3.11 --generate-hashes \
			--no-header --no-emit-index-url --quiet --output-file $$more/requirements.txt || exit 1; done
	@$(BIN)/uv pip compile book/lite/requirements.in --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --upgrade --quiet --output-file book/lite/requirements.txt
	@$(BIN)/uv pip compile book/lite/browser.in --python-version 3.14 --python-platform wasm32-pyodide2024 \
		--no-python-downloads --no-emit-package setuptools --no-emit-package six --generate-hashes \
		--no-header --no-emit-index-url --upgrade --quiet --output-file book/lite/browser.txt

clean: ## remove everything that was built or installed
	rm -rf _build .venv .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BOOK): requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Install Python 3.11 or newer, or name one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This is $$($(PYTHON) --version); the book needs 3.11 or newer. Name one: make PYTHON=python3.12 …"; exit 1; }
	@echo "== Creating .venv and installing the locked packages (a minute or two, once)"
	@$(PYTHON) -m venv .venv || { echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt || { echo "The packages could not be installed: is a package index in reach?"; exit 1; }
	@touch $@

$(TEST): $(BOOK) tests/requirements.txt
	@echo "== Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

$(LAB): $(BOOK) .binder/requirements.txt
	@echo "== Installing JupyterLab (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r .binder/requirements.txt
	@touch $@
