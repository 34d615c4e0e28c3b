# make run    the demonstration on http://127.0.0.1:8080
# make test   everything that is checked, on both databases
# Both install what is missing on a Debian machine with git, rustup's cargo and node.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: run test bench fmt lint openapi clean

# The password of every sign-in of the demonstration (at least 12 characters).
export PASSWORD ?= minh-hoa-lam-theo
# small (about one hundredth) or full (the published totals).
export SCALE ?= small

run:
	@scripts/run

test:
	@scripts/test

bench:
	@scripts/install-packages build database
	@scripts/bench

fmt:
	cargo fmt --all
	@if [ -f frontend/package.json ]; then scripts/frontend install && cd frontend && npm run --silent fmt; fi

lint:
	@scripts/install-packages build
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

# Writes openapi/openapi.json from the code, then what the frontend takes from the
# backend: the client and the labels.
openapi:
	@scripts/install-packages build
	@mkdir -p target
	cargo run --quiet --locked -p lamtheo -- openapi > target/openapi.json
	@mkdir -p openapi && mv target/openapi.json openapi/openapi.json
	@if [ -f frontend/package.json ]; then scripts/frontend install && cd frontend && npm run --silent labels && npm run --silent generate; fi

clean:
	@scripts/pg-cluster stop; scripts/pg-cluster stop --durable
	rm -rf target frontend/node_modules frontend/dist
