"""Revisions that Godwit writes, run by the real Alembic on a real server.

    python=$(scripts/venv.sh DIR examples/clinic/requirements.txt)
    GODWIT_CLI=target/debug/godwit-cli GODWIT_TEST_SERVER=postgresql://user@host:port/postgres \\
        $python tests/alembic/test_revisions.py [CASE…]

A case is a folder in `cases` with models before and after, rows, and in
`case.json` what a person decides: renames, online. `by_script` has psql run the
plan's SQL in place of `godwit apply`. For each of them:

- Alembic's upgrade reaches the very schema and rows that Godwit's own apply
  does, and so does the script that `alembic upgrade --sql` prints;
- afterwards Godwit sees no difference between database and models;
- Alembic's downgrade gives the schema back, and upgrades again.

pg_dump and psql must be on the PATH.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
SERVER = os.environ.get("GODWIT_TEST_SERVER", "")
CLI = os.environ.get("GODWIT_CLI", "")
SIDES = ("alembic", "godwit", "script", "fresh")

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


class Trial:
    """One case with its databases and its project folder."""

    def __init__(self, case, folder):
        self.case = case
        self.folder = Path(folder)
        self.databases = {side: f"godwit_{side}_{case.name}_{os.getpid()}" for side in SIDES}
        path = case / "case.json"
        self.wish = json.loads(path.read_text()) if path.exists() else {}

    def url(self, side):
        return urlunsplit(urlsplit(SERVER)._replace(path="/" + self.databases[side]))

    def run(self, *command, side=None, ok=(0,), stdin=None):
        env = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
        env["GODWIT_HOME"] = str(self.folder / "home")
        if side:
            env["DATABASE_URL"] = self.url(side)
        done = subprocess.run(
            [str(word) for word in command],
            cwd=self.folder, env=env, input=stdin, capture_output=True, text=True,
        )
        assert done.returncode in ok, f"{command[:4]}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def alembic(self, *words, side):
        return self.run(sys.executable, "-m", "alembic", *words, side=side)

    def psql(self, side, script):
        self.run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", self.url(side), stdin=script)

    def create_all(self, side, models):
        schema = [] if side != "fresh" else self.schemas()
        self.psql(side, "".join(f'CREATE SCHEMA IF NOT EXISTS "{name}";' for name in schema))
        code = (
            "import os, runpy\n"
            "from sqlalchemy import create_engine\n"
            "from sqlmodel import SQLModel\n"
            f"runpy.run_path({str(models)!r})\n"
            "url = os.environ['DATABASE_URL'].replace('postgresql:', 'postgresql+psycopg:', 1)\n"
            "SQLModel.metadata.create_all(create_engine(url))\n"
        )
        self.run(sys.executable, "-c", code, side=side)

    def schemas(self):
        return [
            name
            for (name,) in self.rows(
                "godwit",
                "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'",
            )
        ]

    def rows(self, side, query):
        with psycopg.connect(self.url(side)) as connection:
            return connection.execute(query).fetchall()

    def dump(self, side):
        """Statements of pg_dump, columns in any order: a column that comes back stands last."""
        text = self.run(
            "pg_dump", "--schema-only", "--no-owner", "--exclude-table=alembic_version*",
            "-d", self.url(side),
        )
        lines = [line for line in text.splitlines() if not line.startswith(("--", "\\"))]
        statements = ("\n".join(lines)).split(";\n")
        return sorted(
            "\n".join(sorted(line.rstrip(",") for line in one.split("\n") if line.strip()))
            for one in statements
        )

    def digests(self, side):
        found = {}
        for name, columns in self.rows(
            side,
            "SELECT attrelid::regclass::text, string_agg(quote_ident(attname), ', ' ORDER BY attname) "
            "FROM pg_attribute JOIN pg_class c ON c.oid = attrelid "
            "WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped "
            "AND relnamespace::regnamespace::text !~ '^pg_|^information_schema$' "
            "AND relname <> 'alembic_version' GROUP BY 1",
        ):
            query = (
                "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) "
                f"FROM (SELECT {columns} FROM {name}) AS t"
            )
            found[name] = self.rows(side, query)[0]
        return found

    def plan(self, side, *words):
        for rename in self.wish.get("renames", ()):
            words += ("--rename", rename)
        if self.wish.get("online"):
            words += ("--online",)
        return self.run(
            CLI, "plan", self.url(side), f"models:{self.folder / 'models.py'}", *words
        )

    def set_up(self, server):
        for name in self.databases.values():
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        for side in SIDES[:3]:
            self.create_all(side, self.case / "before.py")
            self.psql(side, (self.case / "rows.sql").read_text())
        shutil.copy(self.case / "after.py", self.folder / "models.py")
        self.run(sys.executable, "-m", "alembic", "init", "alembic")
        (self.folder / "alembic" / "env.py").write_text(ENV)

    def tear_down(self, server):
        for name in self.databases.values():
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def apply(self):
        if self.wish.get("by_script"):
            self.psql("godwit", self.plan("godwit", "--format", "sql"))
            return
        path = self.folder / "plan.json"
        self.plan("godwit", "--format", "json", "--out", path)
        plan = json.loads(path.read_text())
        words = []
        for step in plan["steps"]:
            for hazard in step["hazards"]:
                if hazard["severity"] == "danger":
                    words += ["--accept", f"{hazard['code']}@{hazard['object']}"]
        backup = "auto" if words else "none"
        self.run(CLI, "apply", path, self.url("godwit"), "--backup", backup, *words)

    def go(self):
        before, rows_before = self.dump("alembic"), self.digests("alembic")
        files = self.plan("alembic", "--format", "alembic", "--message", self.case.name).split()
        self.apply()
        wanted = self.dump("godwit")
        assert wanted != before, "the case changes nothing"

        script = self.alembic("upgrade", "head", "--sql", side="script")
        self.psql("script", script)
        same(self.dump("script"), wanted, "the printed script")
        same(self.digests("script"), self.digests("godwit"), "rows of the printed script")

        self.alembic("upgrade", "head", side="alembic")
        same(self.dump("alembic"), wanted, "upgrade")
        same(self.digests("alembic"), self.digests("godwit"), "rows after the upgrade")
        self.run(CLI, "check", self.url("alembic"), f"models:{self.folder / 'models.py'}")
        self.create_all("fresh", self.case / "after.py")
        same(self.dump("fresh"), wanted, "what the models create")

        self.alembic("downgrade", "base", side="alembic")
        same(self.dump("alembic"), before, "downgrade")
        counts = {name: count for name, (count, _) in self.digests("alembic").items()}
        kept = {name: count for name, (count, _) in rows_before.items()}
        same(sorted(counts), sorted(kept), "tables after the downgrade")
        for name, count in counts.items():
            assert count in (0, kept[name]), f"{name} has {count} rows of {kept[name]}"

        self.alembic("upgrade", "head", side="alembic")
        same(self.dump("alembic"), wanted, "second upgrade")
        return len(files)


def same(found, wanted, what):
    if found == wanted:
        return
    if isinstance(found, list):
        extra = [one for one in found if one not in wanted]
        lacking = [one for one in wanted if one not in found]
        raise AssertionError(f"{what}: only found:\n{extra}\nonly wanted:\n{lacking}")
    raise AssertionError(f"{what}: {found} instead of {wanted}")


def main(chosen):
    for name, value in (("GODWIT_TEST_SERVER", SERVER), ("GODWIT_CLI", CLI)):
        if not value:
            sys.exit(f"{name} is not set")
    cases = [CASES / name for name in chosen] or sorted(CASES.iterdir())
    failed = 0
    with psycopg.connect(SERVER, autocommit=True) as server:
        for case in cases:
            with tempfile.TemporaryDirectory() as folder:
                trial = Trial(case, folder)
                try:
                    trial.set_up(server)
                    files = trial.go()
                except Exception as error:  # noqa: BLE001
                    failed += 1
                    print(f"FAIL {case.name}: {type(error).__name__}: {error}")
                    for path in sorted(trial.folder.glob("alembic/versions/*.py")):
                        print(path.read_text())
                else:
                    print(f"ok   {case.name}: {files} revision(s), up, down, up")
                finally:
                    trial.tear_down(server)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
