# A few targets; `make help` lists them. Everything else is in launch/ and tools/.
.DEFAULT_GOAL := help
.PHONY: help run test lint messages bench backup restore clean

LAUNCH = python=$$(sh launch/find_python) && exec "$$python" -m launch
PYTHON = .venv/bin/python

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

run: ## Set everything up and run the demonstration (PORT=8000); Ctrl-C stops it
	@$(LAUNCH) run

test: ## Set everything up and run every test and guard (ARGS="tests/courses -x"; TEST_ON=postgresql; NOTHING_SKIPPED=1)
	@$(LAUNCH) test $(ARGS)

lint: ## Look at the code's form: ruff, templates, types, floors
	@( $(LAUNCH) prepare )
	$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check .
	$(PYTHON) -m djlint --lint --quiet .
	.venv/bin/lint-imports
	$(PYTHON) -m mypy

messages: ## Collect the sentences of the interface into each app's Spanish catalogue
	@( $(LAUNCH) prepare )
	$(PYTHON) -m tools.messages
	$(PYTHON) -m tools.library_words

bench: ## Measure everything, on SQLite and on the PostgreSQL of DATABASE_URL; ends with the goals in Markdown
	@( $(LAUNCH) prepare )
	$(PYTHON) -m benchmarks

backup: ## Archive database and files of this place (of the demonstration, unless SECRET_KEY and BASE_URL are set)
	@$(LAUNCH) backup

restore: ## Bring an archive back (FROM=var/backups/…; FORCE=1 replaces what stands here; TRUST=1 accepts another key's)
	@$(LAUNCH) restore "$(FROM)"

clean: ## Remove packages and caches; the data in var/ stays
	rm -rf .venv .uv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
