#!/usr/bin/env bash
# Runs a command with a display and a keyring of its own: nothing of the person's desktop is touched.
# Usage: scripts/session.sh COMMAND…
source "$(dirname "$0")/common.sh"

if [ "${GODWIT_SESSION:-}" != inside ]; then
    [ $# -gt 0 ] || fail "scripts/session.sh takes the command to run"
    HOME_OF_KEYRING=$(mktemp -d)
    trap 'rm -rf "$HOME_OF_KEYRING"' EXIT
    chmod 700 "$HOME_OF_KEYRING"
    # A virtual display has no hardware to draw on.
    GODWIT_SESSION=inside XDG_DATA_HOME=$HOME_OF_KEYRING/data XDG_RUNTIME_DIR=$HOME_OF_KEYRING/run \
        GDK_BACKEND=x11 WEBKIT_DISABLE_DMABUF_RENDERER=1 LIBGL_ALWAYS_SOFTWARE=1 \
        dbus-run-session -- xvfb-run -a -s "-screen 0 1400x900x24" "$ROOT/scripts/session.sh" "$@"
    exit
fi

mkdir -p -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
# An empty line is the password of a new keyring, which is thereby made and unlocked.
unlocked=$(printf '\n' | gnome-keyring-daemon --unlock --components=secrets)
eval "export $unlocked"
"$@"
