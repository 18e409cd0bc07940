"""The schema that PostgreSQL's own regression tests leave behind, as a dump."""

import os
import pathlib
import re
import subprocess

# These tests make tablespaces or subscriptions, wait for statistics, or leave nothing behind.
LEFT_OUT = {"tablespace", "stats", "subscription", "largeobject", "sqljson"}
# A base type needs functions in C; Godwit names those that there are, and makes none.
WITHOUT_BASE_TYPES = """
DO $$
DECLARE one regtype;
BEGIN
    FOR one IN
        SELECT t.oid::regtype FROM pg_type t
        JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND (t.typtype = 'p' OR t.typtype = 'b' AND t.typelem = 0)
    LOOP
        EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', one);
    END LOOP;
END $$;
"""


def server(database):
    """The URL of a database of the server under test."""
    return os.environ["GODWIT_TEST_SERVER"].rsplit("/", 1)[0] + "/" + database


def psql(database, *arguments, environment=None, check=True):
    """Runs psql; without `check` what the server refuses is passed over."""
    command = ["psql", "-Xq", server(database), *arguments]
    if check:
        command += ["-v", "ON_ERROR_STOP=1"]
    ended = subprocess.run(
        command, env={**os.environ, **(environment or {})}, capture_output=True, text=True
    )
    if check and ended.returncode != 0:
        raise SystemExit(f"psql failed on {database}: {ended.stderr[-2000:]}")
    return ended


def create(database, template="template0"):
    """Makes a database."""
    psql("postgres", "-c", f"CREATE DATABASE {database} TEMPLATE {template}")


def dump(database):
    """What pg_dump says of a database, without the words that differ from run to run."""
    ended = subprocess.run(
        ["pg_dump", "--schema-only", server(database)], capture_output=True, text=True, check=True
    )
    return re.sub(r"(?m)^\\(un)?restrict .*\n", "", ended.stdout)


def leave_behind(folder, database):
    """Runs the tests of `src/test/regress` in their order; what this server cannot do is passed over."""
    folder = pathlib.Path(folder).resolve()
    create(database)
    library = subprocess.run(["pg_config", "--pkglibdir"], capture_output=True, text=True)
    environment = {
        "PG_ABS_SRCDIR": str(folder),
        "PG_ABS_BUILDDIR": str(folder),
        "PG_LIBDIR": library.stdout.strip(),
        "PG_DLSUFFIX": ".so",
        "PGTZ": "PST8PDT",
        "PGDATESTYLE": "Postgres, MDY",
        "PGOPTIONS": "-c intervalstyle=postgres_verbose",
    }
    for line in (folder / "parallel_schedule").read_text().splitlines():
        if line.startswith("test:"):
            for test in line.split()[1:]:
                if test not in LEFT_OUT:
                    script = ["-v", "HIDE_TABLEAM=on", "-f", str(folder / f"sql/{test}.sql")]
                    psql(database, *script, environment=environment, check=False)
    psql(database, "-c", WITHOUT_BASE_TYPES)
    return dump(database)
