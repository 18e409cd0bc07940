#!/usr/bin/env bash
# Opens Godwit's window. Usage: scripts/demo.sh
source "$(dirname "$0")/common.sh"

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    fail "there is no display for a window" "without one, run: make demo-headless"
fi
scripts/setup.sh app
logged ui-build npm --prefix ui run build
say "building the application; the first time takes some minutes"
cargo build --locked -p godwit
say "opening the window; choose “Try the demo” for a database of your own to play with"
exec target/debug/godwit
