# Sourced by every script here: the tree's root, words for a person, tools that setup.sh put aside.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
TOOLS=$ROOT/target/tools
LOGS=$ROOT/test-output

say() { printf '\n== %s\n' "$*" >&2; }

fail() {
    printf '\nerror: %s\n' "$1" >&2
    shift
    if [ $# -gt 0 ]; then printf '  %s\n' "$@" >&2; fi
    exit 1
}

# logged NAME COMMAND…: the output goes to test-output/NAME.log; its end is shown when it fails.
logged() {
    local name=$1 log=$LOGS/$1.log started=$SECONDS
    shift
    mkdir -p "$LOGS"
    say "$name: $* (log: test-output/$name.log)"
    if "$@" >"$log" 2>&1; then
        printf '   %s done in %s s\n' "$name" $((SECONDS - started)) >&2
    else
        local status=$?
        tail -n 120 "$log" >&2
        printf '\nerror: %s failed with exit code %s after %s s; all of its output: %s\n' \
            "$name" "$status" $((SECONDS - started)) "$log" >&2
        exit "$status"
    fi
}

# version_at_least FOUND WANTED
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# The newest PostgreSQL server programs of this machine; nothing when there are none.
postgres_folder() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r) \
        "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_dump" ]; then
            echo "$folder"
            return
        fi
    done
}

# A shell that was open when rustup came does not know it yet.
if ! command -v cargo >/dev/null && [ -x "$HOME/.cargo/bin/cargo" ]; then
    PATH=$HOME/.cargo/bin:$PATH
fi

NODE_WANTED=20.19.0
node_fits() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        version_at_least "$(node --version | tr -d v)" "$NODE_WANTED"
}
# A Node that setup.sh put aside is used only where the machine's own is missing or too old.
if [ -x "$TOOLS/node/bin/node" ] && ! node_fits; then PATH=$TOOLS/node/bin:$PATH; fi

# A browser for the tests of the front end alone.
browser() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        # Ubuntu's chromium-browser is a door to a snap, which cannot run without snapd.
        if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    find "$TOOLS/browsers" -type f \( -name chrome-headless-shell -o -name headless_shell \) \
        2>/dev/null | sort | tail -n 1
}
