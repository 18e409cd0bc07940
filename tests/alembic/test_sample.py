"""The sample clinic, tried with the real Alembic on a real server.

    python=$(scripts/venv.sh DIR examples/clinic/requirements.txt)
    GODWIT_TEST_SERVER=postgresql://user@host:port/postgres $python tests/alembic/test_sample.py

The address is of a server where databases may be created; two are made and
dropped again. pg_dump and psql must be on the PATH.
"""
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

CLINIC = Path(__file__).resolve().parents[2] / "examples" / "clinic"
SERVER = os.environ.get("GODWIT_TEST_SERVER", "")
NAMES = [f"godwit_clinic_{side}_{os.getpid()}" for side in ("alembic", "script")]

# What `alembic check` can see of the changes in the README. It does not look at
# CHECK constraints or enum labels, and takes a rename for a drop and an add.
SEEN_BY_ALEMBIC = {
    ("add_table", "referral"),
    ("add_index", "ix_referral_patient_id"),
    ("add_index", "ix_referral_practitioner_id"),
    ("add_column", "patient.preferred_language"),
    ("add_column", "patient.phone_number"),
    ("remove_column", "patient.phone_no"),
    ("remove_column", "patient.fax"),
    ("add_column", "appointment.reminder_sent"),
    ("add_index", "ix_appointment_practitioner_id_starts_at"),
    ("add_constraint", "uq_patient_email"),
    ("modify_type", "medication.name"),
    ("modify_type", "invoice.number"),
    ("modify_default", "room.capacity"),
    ("add_table_comment", "lab_result"),
}

passed = failed = 0


def url_of(database):
    return urlunsplit(urlsplit(SERVER)._replace(path="/" + database))


def run(*command, database=None, ok=True, stdin=None):
    env = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
    env.pop("DATABASE_URL", None)
    if database:
        env["DATABASE_URL"] = url_of(database)
    done = subprocess.run(
        command, cwd=CLINIC, env=env, input=stdin, capture_output=True, text=True
    )
    if ok:
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done


def alembic(*arguments, database=None, ok=True):
    return run(sys.executable, "-m", "alembic", *arguments, database=database, ok=ok)


def psql(database, script):
    return run(
        "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", url_of(database), stdin=script
    )


def dump(database):
    text = run("pg_dump", "--schema-only", "--no-owner", "-d", url_of(database)).stdout
    return [
        line
        for line in text.splitlines()
        if not line.startswith(("\\restrict", "\\unrestrict"))
    ]


def rows(database, query):
    with psycopg.connect(url_of(database)) as connection:
        return connection.execute(query).fetchall()


def one(database, query):
    return rows(database, query)[0][0]


def script(name):
    return (CLINIC / name).read_text()


def models_import():
    code = (
        "import app.main, app.models\n"
        "from sqlmodel import SQLModel\n"
        "from sqlalchemy.orm import configure_mappers\n"
        "configure_mappers()\n"
        "missing = [n for n in app.models.__all__ if not hasattr(app.models, n)]\n"
        "assert not missing, missing\n"
        "print(len(SQLModel.metadata.tables))\n"
    )
    assert run(sys.executable, "-c", code).stdout.strip() == "16"


def upgrade_and_script_agree():
    upgraded, scripted = NAMES
    alembic("upgrade", "head", database=upgraded)
    psql(scripted, "SET search_path = public;\n" + script("demo.sql"))
    assert dump(upgraded) == dump(scripted)
    version = "SELECT version_num FROM alembic_version"
    assert one(upgraded, version) == one(scripted, version)


def script_is_what_alembic_prints():
    assert alembic("upgrade", "head", "--sql").stdout == script("demo.sql")


def seed_loads():
    for database in NAMES:
        psql(database, "SET search_path = pg_catalog;\n" + script("seed.sql"))
    assert one(NAMES[0], "SELECT count(*) FROM appointment") >= 12000
    tables = [
        name
        for (name,) in rows(
            NAMES[0],
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        )
    ]
    assert len(tables) == 16, tables  # 15 of the models', and alembic_version
    for table in tables:
        digest = (
            "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) "
            f'FROM public."{table}" AS t'
        )
        first, second = (rows(database, digest)[0] for database in NAMES)
        assert first[0] > 0, f"{table} is empty"
        assert first == second, f"{table} differs between two runs of seed.sql"
    # A new row gets a key nobody has.
    with psycopg.connect(url_of(NAMES[0])) as connection:
        for table in ("department", "practitioner", "room", "appointment", "medication",
                      "diagnosis", "prescription", "invoice_line", "audit_event"):
            (free,) = connection.execute(
                f"SELECT nextval('{table}_id_seq') > max(id) FROM {table}"
            ).fetchone()
            assert free, table


def differences_are_as_said():
    done = alembic("check", database=NAMES[0], ok=False)
    assert done.returncode != 0, "alembic check saw nothing"
    assert "New upgrade operations detected" in done.stdout + done.stderr

    code = (
        "import sys\n"
        "from alembic.autogenerate import compare_metadata\n"
        "from alembic.migration import MigrationContext\n"
        "from sqlmodel import SQLModel, create_engine\n"
        "import app.models\n"
        "from app.database import database_url\n"
        "with create_engine(database_url()).connect() as c:\n"
        "    context = MigrationContext.configure(c, opts=dict(\n"
        "        compare_type=True, compare_server_default=True))\n"
        "    for d in compare_metadata(context, SQLModel.metadata):\n"
        "        d = d[0] if isinstance(d, list) else d\n"
        "        if d[0].startswith('modify_'): print(d[0], f'{d[2]}.{d[3]}')\n"
        "        elif d[0].endswith('_column'): print(d[0], f'{d[2]}.{d[3].name}')\n"
        "        else: print(d[0], d[1].name)\n"
    )
    out = run(sys.executable, "-c", code, database=NAMES[0]).stdout
    seen = {tuple(line.split(" ", 1)) for line in out.splitlines()}
    assert seen == SEEN_BY_ALEMBIC, seen ^ SEEN_BY_ALEMBIC


def catalog(database):
    """Constraints, labels, defaults and comments, as PostgreSQL words them."""
    return set(
        rows(
            database,
            """
            SELECT 'constraint', conrelid::regclass || ' ' || conname,
                   pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL
            SELECT 'label', t.typname || ' ' || e.enumlabel, ''
            FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
            UNION ALL
            SELECT 'column', c.relname || '.' || a.attname,
                   concat_ws(' ', format_type(a.atttypid, a.atttypmod),
                             CASE WHEN a.attnotnull THEN 'not null' END,
                             pg_get_expr(d.adbin, d.adrelid),
                             col_description(c.oid, a.attnum))
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            UNION ALL
            SELECT 'comment', relname, obj_description(oid)
            FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            """,
        )
    )


def nothing_else_differs():
    """Against what the models themselves would create."""
    made, migrated = NAMES[1], NAMES[0]
    psql(made, "DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    code = (
        "import app.models\n"
        "from sqlmodel import SQLModel\n"
        "from app.database import get_engine\n"
        "SQLModel.metadata.create_all(get_engine())\n"
    )
    run(sys.executable, "-c", code, database=made)
    differing = {
        (kind, name)
        for kind, name, _ in catalog(made) ^ catalog(migrated)
        if "referral" not in name and "alembic_version" not in name
    }
    expected = {
        ("column", "appointment.reminder_sent"),
        ("column", "invoice.number"),
        ("column", "medication.name"),
        ("column", "patient.fax"),
        ("column", "patient.phone_no"),
        ("column", "patient.phone_number"),
        ("column", "patient.preferred_language"),
        ("column", "room.capacity"),
        ("comment", "lab_result"),
        ("constraint", "invoice_line ck_invoice_line_quantity_positive"),
        ("constraint", "patient uq_patient_email"),
        ("index", "ix_appointment_practitioner_id_starts_at"),
        ("index", "uq_patient_email"),
        ("label", "appointmentstatus no_show"),
    }
    assert differing == expected, differing ^ expected


APPLY = """
BEGIN;
CREATE TYPE public.referralurgency AS ENUM ('routine', 'soon', 'urgent');
ALTER TABLE public.patient ADD COLUMN preferred_language varchar(35);
ALTER TABLE public.appointment ADD COLUMN reminder_sent boolean NOT NULL DEFAULT false;
CREATE INDEX ix_appointment_practitioner_id_starts_at
    ON public.appointment (practitioner_id, starts_at);
ALTER TABLE public.patient RENAME COLUMN phone_no TO phone_number;
ALTER TABLE public.medication ALTER COLUMN name TYPE varchar(160);
ALTER TABLE public.invoice ALTER COLUMN number TYPE bigint;
ALTER TABLE public.patient DROP COLUMN fax;
ALTER TYPE public.appointmentstatus ADD VALUE 'no_show';
ALTER TABLE public.room ALTER COLUMN capacity SET DEFAULT 2;
"""
CHECK = (
    "ALTER TABLE public.invoice_line "
    "ADD CONSTRAINT ck_invoice_line_quantity_positive CHECK (quantity > 0);"
)
UNIQUE = "ALTER TABLE public.patient ADD CONSTRAINT uq_patient_email UNIQUE (email);"


def violating_rows_are_as_said():
    database = NAMES[0]
    assert one(database, "SELECT count(*) FROM invoice_line WHERE quantity <= 0") == 7
    shared = rows(
        database,
        "SELECT email, count(*) FROM patient WHERE email IS NOT NULL "
        "GROUP BY email HAVING count(*) > 1",
    )
    assert sorted(count for _, count in shared) == [2, 2, 3], shared
    assert one(database, "SELECT count(*) FROM patient WHERE email IS NULL") > 0
    assert one(database, "SELECT count(fax) FROM patient") == 400


def the_rest_applies_and_fix_rows_corrects():
    database = NAMES[0]

    def attempt(statements, *, fails=None):
        with psycopg.connect(url_of(database), autocommit=True) as connection:
            try:
                connection.execute(statements)
            except psycopg.Error as error:
                connection.execute("ROLLBACK")
                assert fails and isinstance(error, fails), error
            else:
                assert not fails, "the statement should have failed"

    attempt(APPLY + "ROLLBACK;")
    attempt(CHECK, fails=psycopg.errors.CheckViolation)
    attempt(UNIQUE, fails=psycopg.errors.UniqueViolation)
    fix = script("fix_rows.sql").replace("COMMIT;", CHECK + UNIQUE + "\nROLLBACK;")
    assert fix != script("fix_rows.sql")
    attempt(fix)
    violating_rows_are_as_said()  # all of it was rolled back


def down_to_base_and_up_again():
    database = NAMES[0]
    before = dump(database)
    alembic("downgrade", "base", database=database)
    left = rows(
        database,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relname NOT LIKE 'alembic_version%' "
        "UNION ALL SELECT typname FROM pg_type WHERE typtype = 'e'",
    )
    assert left == [], left
    alembic("upgrade", "head", database=database)
    assert dump(database) == before


def each_revision_goes_back():
    database = NAMES[0]
    dumps = []
    alembic("downgrade", "base", database=database)
    for _ in range(4):
        dumps.append(dump(database))
        alembic("upgrade", "+1", database=database)
    for expected in reversed(dumps):
        alembic("downgrade", "-1", database=database)
        assert dump(database) == expected


TESTS = [
    models_import,
    script_is_what_alembic_prints,
    upgrade_and_script_agree,
    seed_loads,
    differences_are_as_said,
    violating_rows_are_as_said,
    the_rest_applies_and_fix_rows_corrects,
    nothing_else_differs,
    down_to_base_and_up_again,
    each_revision_goes_back,
]


def main():
    global passed, failed
    if not SERVER:
        sys.exit("GODWIT_TEST_SERVER is not set")
    with psycopg.connect(SERVER, autocommit=True) as server:
        try:
            for name in NAMES:
                server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            for test in TESTS:
                try:
                    test()
                except Exception as error:  # noqa: BLE001
                    failed += 1
                    print(f"FAIL {test.__name__}: {type(error).__name__}: {error}")
                else:
                    passed += 1
                    print(f"ok   {test.__name__}")
        finally:
            for name in NAMES:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
