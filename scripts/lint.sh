#!/usr/bin/env bash
# Form and habits: rustfmt, clippy, types and rules of the front end. Usage: scripts/lint.sh
source "$(dirname "$0")/common.sh"

scripts/setup.sh app
logged rustfmt cargo fmt --all --check
logged ui-check npm --prefix ui run check
logged ui-lint npm --prefix ui run lint
# The desktop package takes the built front end in, also where it is only looked at.
logged ui-build npm --prefix ui run build
logged clippy cargo clippy --locked --workspace --all-targets -- -D warnings
