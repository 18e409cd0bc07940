#!/usr/bin/env bash
# Runs a command with a display and a keyring of its own: nothing of the person's desktop is touched.
# Usage: scripts/session.sh COMMAND…
source "$(dirname "$0")/common.sh"

if [ "${GODWIT_SESSION:-}" != inside ]; then
    [ $# -gt 0 ] || fail "scripts/session.sh takes the command to run"
    HOME_OF_KEYRING=$(mktemp -d)
    trap 'rm -rf "$HOME_OF_KEYRING"' EXIT
    chmod 700 "$HOME_OF_KEYRING"
    mkdir -m 700 "$HOME_OF_KEYRING/data" "$HOME_OF_KEYRING/run"
    # A virtual display has no hardware to draw on.
    GODWIT_SESSION=inside XDG_DATA_HOME=$HOME_OF_KEYRING/data XDG_RUNTIME_DIR=$HOME_OF_KEYRING/run \
        GDK_BACKEND=x11 WEBKIT_DISABLE_DMABUF_RENDERER=1 LIBGL_ALWAYS_SOFTWARE=1 \
        dbus-run-session -- xvfb-run -a -s "-screen 0 1920x1080x24" "$ROOT/scripts/session.sh" "$@"
    exit
fi

# An empty line is the password of a new keyring, which is thereby made and unlocked. What the
# daemon prints is for its other parts; the Secret Service is found on the session's bus.
printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$@"
