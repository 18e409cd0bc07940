"""What the tests of revisions share: databases of one trial, PostgreSQL's programs, Alembic.

Alembic runs inside this process: the real library, and whichever version the Python that runs the
test has.
"""
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import alembic.command
import alembic.config
import psycopg

SERVER = os.environ.get("GODWIT_TEST_SERVER", "")
CLI = os.environ.get("GODWIT_CLI", "")

INI = """\
[alembic]
script_location = alembic
path_separator = os
"""

ENV = '''\
import os

from alembic import context
from sqlalchemy import create_engine, pool

url = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1)
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
'''

# Tables with their columns, which stand in the order of their names: one that comes back stands last.
# Those last whose default is another in each row or at each time.
TABLES = """\
SELECT attrelid::regclass::text, array_agg(quote_ident(attname) ORDER BY attname), coalesce(array_agg(quote_ident(attname))
    FILTER (WHERE pg_get_expr(adbin, adrelid) ~ 'random|clock_timestamp|now\\(|CURRENT_'), '{}')
FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
AND relnamespace::regnamespace::text !~ '^pg_|^information_schema$'
AND relname <> 'alembic_version' GROUP BY 1
"""


def demand_settings():
    for name, value in (("GODWIT_TEST_SERVER", SERVER), ("GODWIT_CLI", CLI)):
        if not value:
            sys.exit(f"{name} is not set")


class Failed(Exception):
    """A program that ended otherwise than it should."""


class Stand:
    """Databases and a project folder of one trial; a context manager that removes them."""

    number = 0

    def __init__(self, server):
        self.server = server
        self.made = []
        self._ends = {}
        Stand.number += 1

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        (self.folder / "alembic" / "versions").mkdir(parents=True)
        (self.folder / "alembic.ini").write_text(INI)
        (self.folder / "alembic" / "env.py").write_text(ENV)
        template = Path(alembic.__file__).parent / "templates" / "generic" / "script.py.mako"
        (self.folder / "alembic" / "script.py.mako").write_text(template.read_text())
        return self

    def __exit__(self, *_):
        for name in self.made:
            self.server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._folder.cleanup()

    def name(self, side):
        return f"godwit_{side}_{os.getpid()}_{Stand.number}"

    def url(self, side):
        return urlunsplit(urlsplit(SERVER)._replace(path="/" + self.name(side)))

    def database(self, side, template=None):
        source = f'"{self.name(template)}"' if template else "template0"
        # Files copied as they are cost a fraction of rows written to the log; before 15 it is the only way.
        strategy = " STRATEGY file_copy" if self.server.info.server_version >= 150_000 else ""
        self.server.execute(f'CREATE DATABASE "{self.name(side)}" TEMPLATE {source}{strategy}')
        self.made.append(self.name(side))

    def run(self, *command, ok=(0,), stdin=None, env=None):
        """What a program printed."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=self.folder,
            env=dict(os.environ, GODWIT_HOME=str(self.folder / "home"), **(env or {})),
            input=None if stdin is None else stdin.encode(), capture_output=True,
        )
        # As bytes: Python's text mode would take carriage returns away.
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        if done.returncode not in ok:
            raise Failed(f"{command[:3]} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done

    def psql(self, side, *, script=None, files=()):
        words = [word for file in files for word in ("-f", file)]
        self.run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", self.url(side), *words, stdin=script or "")

    def alembic(self, verb, side, *words, **more):
        """The real Alembic, in this process; gives what it printed."""
        os.environ["DATABASE_URL"] = self.url(side)
        sys.dont_write_bytecode = True
        printed = io.StringIO()
        config = alembic.config.Config(str(self.folder / "alembic.ini"), stdout=printed, output_buffer=printed)
        with contextlib.chdir(self.folder):
            getattr(alembic.command, verb)(config, *words, **more)
        return printed.getvalue()

    def rows(self, side, query):
        with psycopg.connect(self.url(side)) as connection:
            return connection.execute(query).fetchall()

    def dump(self, side):
        """Entries of pg_dump; a table's lines in any order, since a column that comes back stands last."""
        text = self.run(
            "pg_dump", "--schema-only", "--exclude-table=alembic_version*", "-d", self.url(side)
        ).stdout
        # `\\restrict` bears a random word.
        lines = [line for line in text.splitlines() if not line.startswith(("--", "\\"))]
        return sorted(map(in_one_form, "\n".join(lines).split(";\n")))

    def end(self, side):
        """As `dump`, of a database that stays as it is: printed once."""
        if side not in self._ends:
            self._ends[side] = self.dump(side)
        return self._ends[side]

    def digests(self, side, *, settled=False):
        """Count and hash of every table's rows; of settled ones without columns that defaults may have
        filled otherwise in each database."""
        found = {}
        with psycopg.connect(self.url(side)) as connection:
            for name, columns, changing in connection.execute(TABLES).fetchall():
                kept = [column for column in columns if not (settled and column in changing)]
                found[name] = connection.execute(
                    "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) "
                    f"FROM (SELECT {', '.join(kept)} FROM {name}) AS t"
                ).fetchone()
        return found

    def counts(self, side):
        return {name: count for name, (count, _) in self.digests(side).items()}

    def revisions(self):
        return sorted((self.folder / "alembic" / "versions").glob("*.py"))


def in_one_form(entry):
    lines = [line for line in entry.split("\n") if line.strip()]
    if re.match(r"CREATE (UNLOGGED |FOREIGN )?TABLE ", "".join(lines[:1])):
        lines = sorted(line.rstrip(",") for line in lines)
    # The order of storage parameters is no structure.
    return re.sub(
        r"\bWITH \(([\w.]+=[^()]*)\)",
        lambda found: f"WITH ({', '.join(sorted(found[1].split(', ')))})",
        "\n".join(lines),
    )


def same(found, wanted, what):
    if found == wanted:
        return
    if isinstance(found, list):
        extra = [one for one in found if one not in wanted]
        lacking = [one for one in wanted if one not in found]
        raise AssertionError(f"{what}: only found:\n" + "\n\n".join(extra) + "\nonly wanted:\n" + "\n\n".join(lacking))
    raise AssertionError(f"{what}: {found} instead of {wanted}")


def versions():
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in ("alembic", "SQLAlchemy", "sqlmodel"))


def run_trials(trials, words):
    """Runs those whose name holds one of the words, each on a stand of its own; the exit code."""
    demand_settings()
    print(versions())
    failed = 0
    with psycopg.connect(SERVER, autocommit=True) as server:
        for trial in trials:
            if words and not any(word in trial.__name__ for word in words):
                continue
            with Stand(server) as own:
                try:
                    trial(own)
                except Exception as error:  # noqa: BLE001
                    failed += 1
                    print(f"FAIL {trial.__name__}: {type(error).__name__}: {error}")
                    for path in own.revisions():
                        print(path.read_text())
                else:
                    print(f"ok   {trial.__name__}")
            sys.stdout.flush()
    return 1 if failed else 0
