.PHONY: demo demo-headless test test-matrix lint e2e deny bench bench-models

# Opens the application; gets what it needs first.
demo:
	scripts/demo.sh

# The demo's scenario through the command line, without a display.
demo-headless:
	scripts/demo-headless.sh

# Everything that must hold.
test:
	scripts/test.sh

# What depends on the server's version, on PostgreSQL 13, 14, 16, 17 and 18.
test-matrix:
	scripts/test-matrix.sh

# rustfmt, clippy, and the front end's types and rules.
lint:
	scripts/lint.sh

# The test of the real window alone.
e2e:
	scripts/e2e.sh

# Licences, sources and known weaknesses of all dependencies. Needs the network for the list of
# advisories, and `cargo install --locked cargo-deny`.
deny:
	cargo deny --locked check

# Time and memory for many tables, beside other tools.
bench:
	scripts/bench.sh

# Time of reading, checking and watching 1,000 model classes, and of reading 2,000 revisions, beside
# Python's own.
bench-models:
	scripts/bench-models.sh
