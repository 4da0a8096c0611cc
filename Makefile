# The menu. `make run` and `make test` do all their own set-up.
PYTHON = .venv/bin/python
export PYTHONDONTWRITEBYTECODE = # where it is set, each of the many processes would compile everything again
AT = 2021-06-30T09:00:00+08:00

run: setup ## build the site and serve it with its functions, the clock on the eve of the 2021 deadline
	$(PYTHON) build.py serve --at $(AT)

test: setup-test ## everything: lint, types, editions, tests with a real browser and a real S3 server, coverage
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) build.py check
	$(PYTHON) -m coverage erase
	$(PYTHON) -m pytest -n 3 --dist worksteal --cov --cov-report=
	$(PYTHON) -m coverage report || { echo "Not every test is measured: MEASURE=all make test tells whether one reaches what is missing (tests/README.md)"; exit 1; }

quick: ## the tests without a browser, an S3 server or programs of their own: no apt, well under a minute
	sh .ci/setup quick
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m pytest -n 2 --dist worksteal --hypothesis-profile quick --ignore tests/browser \
	  -m "not browser and not s3 and not programs"

bench: setup-test ## speed as ratios, in one run
	$(PYTHON) -m bench

setup: ## the set-up alone
	sh .ci/setup run

setup-test:
	sh .ci/setup test

format: setup-test ## mend what the formatter and linter can
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lock: setup-test ## pin the requirement files anew, by name, version and hash
	$(PYTHON) -m pip install --quiet uv
	for name in requirements requirements-dask requirements-test; do \
	  $(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url $$name.in --output-file $$name.txt; done

VENDORED = $(CURDIR)/site/webform/static/lib/vendor
vendor: ## fetch the scripts of others that the pages use, as pinned here
	set -e; mkdir -p $(VENDORED); cd $$(mktemp -d); npm pack --silent fflate@0.8.3 js-sha256@0.11.1 >/dev/null; \
	  echo "38c2cd824402407b43153c782274aec2ea83ea688e4aa0b743c5f2c305857d92  fflate-0.8.3.tgz" | sha256sum --check --quiet; \
	  echo "2456e5d3a9089f1333d6ad162af7700508d0d84d1b3ecf2ce1448d58d5e83112  js-sha256-0.11.1.tgz" | sha256sum --check --quiet; \
	  tar -xzf fflate-0.8.3.tgz; \
	  { echo "/*! fflate 0.8.3, https://github.com/101arrowz/fflate (make vendor)"; echo; cat package/LICENSE; echo "*/"; \
	    cat package/esm/browser.js; } > $(VENDORED)/fflate.js; \
	  tar -xzf js-sha256-0.11.1.tgz; \
	  { echo "/*! js-sha256 0.11.1, https://github.com/emn178/js-sha256 (make vendor)"; echo; cat package/LICENSE.txt; echo "*/"; \
	    cat package/src/sha256.js; echo "export const { sha256 } = window;"; } > $(VENDORED)/sha256.js

help: ## this menu
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.PHONY: run test quick bench setup setup-test format lock vendor help
