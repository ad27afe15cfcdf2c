# camtally: `make demo` shows the whole way once, `make test` checks it. `make help` lists the rest.
SYSTEM_PATH := $(PATH)
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
SHELL := /bin/sh
# Biome's own binary, see docs/decisions/0002-formatter-and-linter.md; expanded when used, so after the install.
BIOME = $(firstword $(wildcard node_modules/@biomejs/cli-*/biome))
.DEFAULT_GOAL := help

node_modules/.installed: package.json package-lock.json protocol/package.json agent/package.json collector/package.json
	@PATH="$(SYSTEM_PATH)" npm ci --no-audit --no-fund  # not with the Node that it is about to replace
	@touch $@

install: node_modules/.installed ## install what package-lock.json names (Node 26 included)

demo: install ## a month of six cameras, its invoice and usage report, then live cameras (ONCE=1 stops by itself)
	node test/demo/main.ts $(if $(ONCE),--once)

run: install ## start the collector alone with its embedded defaults
	npx --no-install camtally-collector serve

test: install ## run every test; ends with "N passed, N failed"
	node test/lib/run-tests.ts

conformance: install ## the attacks and faults of the protocol, a named test each
	node test/lib/run-tests.ts test/conformance/*.test.ts

soak: install ## seeds of the simulation until SECONDS are over (default 60)
	node test/sim/soak.ts $(or $(SECONDS),60)

bench: install ## speed as ratios within one run; writes bench-out.json
	node test/bench/main.ts

check: install ## types, lint and format
	tsc -b --emitDeclarationOnly
	$(BIOME) check .

build: install ## emit JavaScript for a release and stage it in .build/stage
	tsc -b
	node release/stage.ts

format: install ## rewrite files in the project's format
	$(BIOME) check --write .

clean: ## remove what was built, never data
	rm -rf .build .tap demo-out

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: install demo run test conformance soak bench check build format clean help
