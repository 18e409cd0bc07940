#!/usr/bin/env bash
# Measures the command line on a private server: reading, comparing and planning many tables, beside
# the floor (scripts/floor.sql), pg_dump and, where PyPI has it, migra. Each figure is the median of
# RUNS runs. Usage: scripts/bench.sh [TABLES…]   (default: 1000 10000)
source "$(dirname "$0")/common.sh"

if [ -z "${GODWIT_TEST_SERVER:-}" ]; then
    PROFILE=${PROFILE:-release}
    flag=()
    if [ "$PROFILE" = release ]; then flag=(--release); fi
    logged bench-build cargo build --locked "${flag[@]}" -p godwit-cli -p godwit-engine --bins --examples
    exec env PROFILE="$PROFILE" scripts/server.sh "$0" "$@"
fi

FOLDER=$(mktemp -d /tmp/godwit-bench.XXXXXX)
trap 'rm -rf "$FOLDER"' EXIT
export GODWIT_HOME=$FOLDER/home
CLI=$ROOT/target/$PROFILE/godwit-cli
SERVER=${GODWIT_TEST_SERVER%/*}

# Runs a command several times and tells its time and memory, the median run's.
RUNS=${RUNS:-3}
measure() {
    local title=$1
    shift
    python3 - "$RUNS" "$title" "$@" <<'PY'
import os, subprocess, sys, time
count, title, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
runs = []
for _ in range(count):
    started = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    took = time.monotonic() - started
    runs.append((took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)))
took, cpu, memory, code = sorted(runs)[count // 2]
print(f"{title:<44} {took:8.3f} s  {cpu:7.3f} s CPU  {memory:7.1f} MiB  exit {code}", flush=True)
if code not in (0, 1):
    print(complaint.decode(errors="replace")[:500])
PY
}

# N tables of 14 columns with keys, checks, indexes, a view per 10 tables, a trigger per 50.
tables() {
    cat <<SQL
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
DO \$\$
DECLARE
    n integer;
BEGIN
    FOR n IN 1..$1 LOOP
        EXECUTE format('CREATE TABLE t%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a bigint, b bigint, code varchar(20) NOT NULL UNIQUE, name text NOT NULL DEFAULT '''', kind varchar(10) CHECK (kind IN (''x'', ''y'')), price numeric(10,2), made timestamptz NOT NULL DEFAULT now(), seen date, body jsonb, ok boolean NOT NULL DEFAULT true, rank integer DEFAULT 0, note text, tail text)', n);
        EXECUTE format('ALTER TABLE t%s ADD FOREIGN KEY (a) REFERENCES t%s, ADD FOREIGN KEY (b) REFERENCES t%s', n, greatest(1, n - 1), greatest(1, n / 2));
        EXECUTE format('CREATE INDEX ON t%s (a); CREATE INDEX ON t%1\$s (lower(name)); CREATE INDEX ON t%1\$s (made DESC) WHERE ok', n);
        EXECUTE format('COMMENT ON TABLE t%s IS %L', n, 'Table ' || n);
        IF n % 10 = 0 THEN EXECUTE format('CREATE VIEW v%s AS SELECT x.id, y.name FROM t%1\$s x JOIN t%s y ON y.id = x.a WHERE x.ok', n, n - 1); END IF;
        IF n % 50 = 0 THEN EXECUTE format('CREATE TRIGGER touch BEFORE UPDATE ON t%s FOR EACH ROW EXECUTE FUNCTION touch()', n); END IF;
        IF n % 100 = 0 THEN COMMIT; END IF;
    END LOOP;
END
\$\$;
SQL
}

# One table in twenty differs.
changes() {
    cat <<SQL
DO \$\$
DECLARE
    n integer;
BEGIN
    FOR n IN 1..$1 BY 20 LOOP
        EXECUTE format('ALTER TABLE t%s ADD extra integer NOT NULL DEFAULT 1, ALTER price TYPE numeric(12,2), DROP tail; CREATE INDEX ON t%1\$s (seen)', n);
        COMMIT;
    END LOOP;
END
\$\$;
SQL
}

MIGRA=
if python3 -m venv "$FOLDER/peers" >/dev/null 2>&1 &&
    "$FOLDER/peers/bin/python" -m pip install -q --disable-pip-version-check migra 'setuptools<81' 'sqlalchemy<2.1' psycopg2-binary >/dev/null 2>&1; then
    MIGRA=$FOLDER/peers/bin/migra
fi

measure "start of the program (--version)" "$CLI" --version
printf '%-44s %8.1f MiB\n' "the program" "$(stat -c %s "$CLI" | awk '{ print $1 / 1048576 }')"
for count in "${@:-1000}" $([ $# -gt 0 ] || echo 10000); do
    say "$count tables"
    for side in before after; do
        psql -Xq "$GODWIT_TEST_SERVER" -c "CREATE DATABASE ${side}_$count"
        tables "$count" | psql -Xq -v ON_ERROR_STOP=1 "$SERVER/${side}_$count"
    done
    changes "$count" | psql -Xq -v ON_ERROR_STOP=1 "$SERVER/after_$count"
    before=$SERVER/before_$count after=$SERVER/after_$count
    # As after a while of use: the server's own housekeeping has seen the catalogs.
    for side in before after; do psql -Xq "$SERVER/${side}_$count" -c VACUUM -c ANALYZE; done
    measure "floor: ten queries, to nowhere" psql -Xq -o /dev/null -f "$ROOT/scripts/floor.sql" "$before"
    measure "pg_dump --schema-only" pg_dump -s -d "$before"
    measure "snapshot, to nowhere" "$CLI" snapshot "$before" --out /dev/null
    printf '%-44s ' "snapshot"
    python3 "$ROOT/scripts/round_trips.py" "$before" "$CLI" snapshot "$before" --out /dev/null 2>/dev/null
    for side in before after; do
        "$CLI" --quiet snapshot "$SERVER/${side}_$count" --out "$FOLDER/$side.json"
    done
    "$ROOT/target/$PROFILE/examples/bench" "$FOLDER/before.json" "$FOLDER/after.json"
    measure "database against database, changes" "$CLI" diff "$before" "$after"
    measure "database against database, SQL" "$CLI" plan "$before" "$after"
    if [ -n "$MIGRA" ] && [ "$count" -le 1000 ]; then
        measure "migra, database against database, SQL" "$MIGRA" --unsafe "$before" "$after"
    fi
done
[ -n "$MIGRA" ] || say "migra cannot be installed here, so it was not measured"
