# Thin names for the README's commands. ARGS passes options on: make serve ARGS="--host 0.0.0.0"
PYTHON ?= python3

serve: # build the site and serve it; Python and Node.js are all it needs
	@$(PYTHON) build.py --serve $(ARGS)

test: # everything: tools, a browser, build, ruff, mypy, pytest
	@$(PYTHON) tests/run.py $(ARGS)

train: # train and export a hand
	@$(PYTHON) -m builder.venv train/train.py $(ARGS)

bench: # start-up and steps, against untouched packages and others, in one table
	@$(PYTHON) -m builder.venv bench/table.py $(ARGS)

clean:
	rm -rf dist bench/dist runs .venv node_modules bench/node_modules

.PHONY: serve test train bench clean
