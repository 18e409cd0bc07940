#!/usr/bin/env bash
# Plans and runs the way from empty to the schema that PostgreSQL's own regression tests leave behind, and
# back, and to schemas that differ from it by chance. Wants the sources of the server's major, which are not
# brought: `apt-get source postgresql-15`, say, or https://www.postgresql.org/ftp/source/.
# Usage: scripts/regression.sh FOLDER/src/test/regress [COUNT [SEED]]
#   GODWIT_TEST_POSTGRES=FOLDER   programs of another server than the machine's newest
source "$(dirname "$0")/common.sh"

[ -f "${1:-}/parallel_schedule" ] || fail "$0 takes the folder src/test/regress of PostgreSQL's sources"
FOLDER=$(cd "$1" && pwd)
shift
cargo build --locked --package godwit-cli
export GODWIT_CLI=$ROOT/target/debug/godwit-cli
exec scripts/server.sh python3 tests/regression/run.py "$FOLDER" "$@"
