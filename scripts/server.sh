#!/usr/bin/env bash
# Runs a command with a private PostgreSQL server of its own, which is gone afterwards. The command
# finds it by GODWIT_TEST_SERVER, and its programs in the PATH: the newest, or those in the folder of
# GODWIT_TEST_POSTGRES.
# Usage: scripts/server.sh COMMAND…
source "$(dirname "$0")/common.sh"

[ $# -gt 0 ] || fail "scripts/server.sh takes the command to run"
PROGRAMS=${GODWIT_TEST_POSTGRES:-$(postgres_folder)}
[ -n "$PROGRAMS" ] || fail "no PostgreSQL server programs were found" "scripts/setup.sh engine"

# In memory where there is room: a trial makes and drops many databases, which are many small files.
ROOM=/tmp
if [ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 4000000 ] 2>/dev/null; then ROOM=/dev/shm; fi
FOLDER=$(mktemp -d "$ROOM/godwit-server.XXXXXX")
# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@")
    else
        "$@"
    fi
}
stop() {
    as_owner "$PROGRAMS/pg_ctl" stop -D "$FOLDER/rows" -m immediate -s >/dev/null 2>&1 || true
    rm -rf "$FOLDER"
}
trap stop EXIT

PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(umask 077 && echo "$PASSWORD" >"$FOLDER/password")
if [ "$(id -u)" = 0 ]; then chown -R postgres:postgres "$FOLDER"; fi
as_owner "$PROGRAMS/initdb" -D "$FOLDER/rows" -U godwit -A scram-sha-256 \
    --pwfile="$FOLDER/password" -E UTF8 --locale=C --no-sync >"$FOLDER/initdb.log" 2>&1 ||
    fail "the test server cannot be made: $(tail -n 3 "$FOLDER/initdb.log")"
as_owner "$PROGRAMS/pg_ctl" start -D "$FOLDER/rows" -s -w -l "$FOLDER/rows/server.log" \
    -o "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c listen_addresses=127.0.0.1 -p $PORT -k ''" ||
    fail "the test server does not start: $(tail -n 3 "$FOLDER/rows/server.log")"

export PATH=$PROGRAMS:$PATH
export GODWIT_TEST_SERVER=postgresql://godwit:$PASSWORD@127.0.0.1:$PORT/postgres
"$@"
