# `make run` and `make test` each do all set-up that is missing, and nothing twice.
# They need Python 3.10 to 3.14, Node.js >= 20 with npm, and the PyPI and npm registries.

PYTHON ?= python3
# Where the core's tests run besides, each where it is found; with which extras, and which tests.
PYTHONS ?= 3.10 3.12 3.13
EXTRAS ?= graph
SELECT ?= not browser
BIN := .venv/bin
RELEASE := .venvs/release
DOCS := .venvs/docs
WEB_SOURCES := $(shell find web/src web/page web/training web/node web/bundling web/build.mjs docs -type f) \
	README.md web/README.md CONTRIBUTING.md CHANGELOG.md SECURITY.md LICENSE

# What is neither slow, nor runs Node.js or a browser: the marks in pyproject.toml.
QUICK := -m 'not slow and not node and not browser'

# Set-up has two halves: Python's packages, and npm's with the page.
MAKEFLAGS += --jobs=2

.PHONY: run test test-core test-all quick check check-python check-web serve setup web wheel dist site docs lock clean

run: setup ## Train the CNN, export it to exported/cnn, and prove it in Node
	$(BIN)/tfjs-bridge train-and-export cnn

test: check ## All checks and tests
	npm --prefix web test
	$(BIN)/python -m tests.browser.find_browser --install
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test-core: web ## The core's tests on one other Python: make test-core PYTHON=python3.13
	$(PYTHON) -m tests.core_suite $(PYTHON) --extras '$(EXTRAS)' --select '$(SELECT)'

test-all: setup web ## The same on all that are here; and are all locked files there for the newest?
	@$(BIN)/python -m tests.core_suite $(PYTHONS) --extras '$(EXTRAS)' --select '$(SELECT)' --resolve 3.14

quick: setup ## The tests of Python that take less than a second each
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(QUICK)

check: check-python check-web ## Linters and types of both languages, side by side

check-python: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check-web: setup
	npm --prefix web run check

serve: setup ## The demo page, on http://127.0.0.1:8000/
	$(BIN)/tfjs-bridge serve

setup: .venv/.installed web

web: web/dist/.built

wheel: setup ## A wheel that carries the built page and the verifier
	$(BIN)/python -m hatchling build -t wheel

dist: web $(RELEASE)/.installed ## What a release publishes, checked; see CONTRIBUTING.md, "Releases"
	rm -f dist/tfjs*
	$(RELEASE)/bin/python -m hatchling build -d dist
	cd web && npm pack --silent --pack-destination ../dist
	npm sbom --prefix web --sbom-format cyclonedx > dist/tfjs-bridge.cdx.json
	$(RELEASE)/bin/python -m twine check --strict dist/tfjs_bridge-*
	$(RELEASE)/bin/check-wheel-contents dist/*.whl
	npm publish --dry-run --silent ./dist/tfjs-bridge-*.tgz

site: web ## The page with the pretrained models, as a static site in dist/site
	rm -rf dist/site
	mkdir -p dist/site/web/dist dist/site/exported
	cp -R web/index.html web/style.css web/service-worker.js web/icon.svg dist/site/web
	cp -R web/dist/*.* web/dist/digits web/dist/docs dist/site/web/dist
	cp -R exported/pretrained dist/site/exported
	echo '<!doctype html><title>tfjs-bridge</title><meta http-equiv="refresh" content="0; url=web/">' > dist/site/index.html

docs: setup $(DOCS)/.installed site/node_modules/.installed ## The documentation site in dist/docs
	npm --prefix web run --silent types
	$(BIN)/python site/assemble.py dist/docs-source
	npm --prefix site run --silent api
	NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs build --quiet --config-file site/mkdocs.yml

.venvs/%/.installed: requirements-%.lock
	$(PYTHON) -m venv .venvs/$*
	.venvs/$*/bin/python -m pip install --quiet --no-deps --require-hashes -r $<
	@touch $@

site/node_modules/.installed: site/package-lock.json
	npm ci --prefix site --no-audit --no-fund
	@touch $@

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; text = "make: expected Python 3.10 to 3.14, got %d.%d. Name another: make $(MAKECMDGOALS) PYTHON=python3.13" % v; sys.exit(text if v < (3, 10) else v > (3, 14) and sys.stdout.write(text + "\n") and None)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

web/node_modules/.installed: web/package-lock.json
	@node -e 'if (parseInt(process.versions.node) < 20) { console.error(`make: expected Node.js 20 or newer, got $${process.versions.node}. Install a newer one.`); process.exit(1); }'
	npm ci --prefix web --no-audit --no-fund
	@touch $@

web/dist/.built: web/node_modules/.installed $(WEB_SOURCES)
	npm --prefix web run build
	@touch $@

lock: ## Resolve requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.10 --generate-hashes --upgrade \
		--extra train --extra dev --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.10 --generate-hashes --upgrade \
		--group release --no-header --no-annotate -o requirements-release.lock
	uv pip compile --universal --python-version 3.10 --generate-hashes --upgrade \
		--group docs --no-header --no-annotate -o requirements-docs.lock

clean: ## Remove what set-up and the tools made
	rm -rf .venv .venvs web/node_modules site/node_modules web/dist dist .mypy_cache .pytest_cache .ruff_cache
