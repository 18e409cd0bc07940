#!/usr/bin/env bash
# The test of the real window alone. Usage: scripts/e2e.sh [test name…]
source "$(dirname "$0")/common.sh"

scripts/setup.sh test
logged ui-build npm --prefix ui run build
logged build cargo build --locked --workspace
export GODWIT_APP=$ROOT/target/debug/godwit
export TAURI_DRIVER=$TOOLS/bin/tauri-driver
scripts/session.sh cargo test --locked --workspace --test window -- --nocapture "$@"
